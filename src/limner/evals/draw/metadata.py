"""Prompts of one's own in the metadata format of GenEval: what each must show, one JSON object a line.

    {"tag": "position", "prompt": "a photo of a red dog right of a tv", "include": [
     {"class": "tv", "count": 1}, {"class": "dog", "count": 1, "color": "red", "position": ["right of", 0]}]}

``include`` are `Clause`, ``exclude`` (of class and count, may be left out) `Fewer`; any tag will do. Source:
Ghosh et al. 2023, "GenEval", and its repository djghosh13/geneval.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from limner.core.errors import BadValue, Unclear
from limner.core.seed import derive
from limner.draw.rewrite import rewrite
from limner.evals.draw.facts import Clause, Fewer, Side
from limner.evals.draw.prompts import Prompt
from limner.world.nouns import CALLED
from limner.world.vocabulary import COLORS

if TYPE_CHECKING:
    from pathlib import Path

    from limner.evals.draw.prompts import Words

SKILL_OF = {
    "single_object": "one thing",
    "two_object": "two things",
    "counting": "count",
    "colors": "color",
    "position": "position",
    "color_attr": "binding",
}
"""GenEval's tags, each with the skill of ours that it asks for."""

EXAMPLE = '{"tag": "counting", "prompt": "two clocks", "include": [{"class": "clock", "count": 2}]}'

MOST = 100
"""Things of a clause."""

_ELSEWHERE = {"tv": "television", "cell phone": "phone", "dining table": "table", "wine glass": "wine"}
"""Classes of COCO, each with the world's name of the thing, where the world does not know the class's."""

_NAMED = 8
"""Words that a note on what was left out gives."""

Meanings = Mapping[str, tuple[str, ...]]
"""Words in lower case, each with the things that may be called so."""


@dataclass(frozen=True, slots=True)
class Item:
    """One prompt and what it asks for; ``where`` it stands, for errors."""

    where: str
    tag: str
    prompt: str
    include: tuple[dict[str, Any], ...]
    exclude: tuple[dict[str, Any], ...] = ()


def read(path: Path) -> list[Item]:
    """The lines of a file but for empty ones; BadValue names the line that is no such prompt."""
    try:
        lines = path.expanduser().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadValue(f"the prompts cannot be read: {error}", hint=f"write a line each: {EXAMPLE}") from None
    found = [
        item_of(f"{path}, line {number}", _parsed(f"{path}, line {number}", line))
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if not found:
        raise BadValue(f"{path} holds no prompt", hint=f"write a line each: {EXAMPLE}")
    return found


def item_of(where: str, data: Any) -> Item:
    """``data`` as a prompt; BadValue says what of it is wrong."""
    if not isinstance(data, dict):
        raise _wrong(where, "is no object", f"write {EXAMPLE}")
    for key in ("tag", "prompt"):
        if not (isinstance(data.get(key), str) and data[key].strip()):
            raise _wrong(where, f"has no {key!r}", f"write {EXAMPLE}")
    include, exclude = data.get("include"), data.get("exclude", [])
    if not (isinstance(include, list) and include and isinstance(exclude, list)):
        raise _wrong(where, "must have a list 'include', and may have a list 'exclude'", f"write {EXAMPLE}")
    for index, clause in enumerate(include):
        _check_clause(where, clause, index)
    for clause in exclude:
        _check_clause(where, clause, None)
    return Item(where, data["tag"], data["prompt"], (*include,), (*exclude,))


def prompts(
    items: Sequence[Item], seed: int, vocabulary: Words, most: int | None = None
) -> tuple[list[Prompt], list[str]]:
    """``items`` of things and colours in ``vocabulary``, the first ``most`` of each tag, each with its own
    seed; and notes on the others.

    BadValue where none is left, and where not one word of a prompt is known to who rewrites it.
    """
    meanings = meanings_of(vocabulary)
    strange = [[*_strange(one, meanings, vocabulary)] for one in items]
    known = [one for one, words in zip(items, strange, strict=True) if not words]
    left_out = Counter(word for words in strange for word in dict.fromkeys(words))
    notes = [_left_out(len(items) - len(known), len(items), left_out)] if left_out else []
    if not known:
        raise BadValue(
            f"nothing is left of {len(items)} prompts: {notes[0]}", hint='ask for a "cat" or a "car"'
        )
    asked: list[Prompt] = []
    seen: Counter[str] = Counter()
    for one in known:
        seen[one.tag] += 1
        if most is None or seen[one.tag] <= most:
            asked.append(_prompt(one, meanings, derive(seed, f"{one.tag}/{seen[one.tag]}") % 2**31))
    return asked, notes


def meanings_of(vocabulary: Words) -> Meanings:
    """What every word may mean of the things in ``vocabulary``.

    >>> from limner.world.laying import VOCABULARY
    >>> meanings_of(VOCABULARY)["boat"], meanings_of(VOCABULARY)["tv"]
    (('sailboat', 'canoe', 'ship'), ('television',))
    """
    found: dict[str, tuple[str, ...]] = {}
    for name in vocabulary["things"]:
        for word in {one.lower() for one in CALLED.get(name, ())}:
            found[word] = (*found.get(word, ()), name)
    return {**{word: found[name] for word, name in _ELSEWHERE.items() if name in found}, **found}


def _parsed(where: str, line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _wrong(where, f"is no JSON: {error}", f"write one object a line: {EXAMPLE}") from None


def _check_clause(where: str, clause: Any, index: int | None) -> None:
    """Of ``include`` the ``index``-th; None: of ``exclude``, where class and count are all there is."""
    keys = {"class", "count"} if index is None else {"class", "count", "color", "position"}
    if not (isinstance(clause, dict) and {"class", "count"} <= clause.keys() <= keys):
        raise _wrong(where, f"has the clause {clause!r}", f"it may have {', '.join(sorted(keys))}")
    if not isinstance(clause["class"], str) or not isinstance(clause.get("color", ""), str):
        raise _wrong(where, f"has the clause {clause!r}", "give class and color as words")
    if type(clause["count"]) is not int or not 1 <= clause["count"] <= MOST:
        raise _wrong(where, f"has the count {clause['count']!r}", f"give a whole number from 1 to {MOST}")
    if "position" in clause:
        _check_position(where, clause["position"], index or 0)


def _check_position(where: str, position: Any, index: int) -> None:
    sides = get_args(Side)
    pair = isinstance(position, list) and len(position) == 2
    if not pair or position[0] not in sides or type(position[1]) is not int or not 0 <= position[1] < index:
        raise _wrong(
            where,
            f"has the position {position!r}",
            f"give [{' or '.join(sides)}, the number of a clause before it]; the first clause is 0",
        )


def _wrong(where: str, what: str, hint: str) -> BadValue:
    return BadValue(f"{where}: the prompt {what}", hint=hint)


def _strange(item: Item, meanings: Meanings, vocabulary: Words) -> Iterator[str]:
    """Classes and colours that are not in the vocabulary."""
    for clause in (*item.include, *item.exclude):
        if clause["class"].lower() not in meanings:
            yield clause["class"]
        color = clause.get("color")
        if color is not None and not (color in COLORS and color in vocabulary["colors"]):
            yield color


def _left_out(count: int, total: int, words: Counter[str]) -> str:
    named = ", ".join(f"{word} ({many})" for word, many in words.most_common(_NAMED))
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    return f"{count} of {total} prompts were left out, for the model does not know {named}{more}"


def _prompt(item: Item, meanings: Meanings, seed: int) -> Prompt:
    try:
        rewrite(item.prompt, seed)
    except (BadValue, Unclear) as error:
        raise BadValue(f"{item.where}: {error}", hint=error.hint) from None
    clauses: list[Clause] = []
    for one in item.include:
        side, other = one.get("position", (None, None))
        color, word = one.get("color"), one["class"]
        target = None if other is None else clauses[other]
        clauses.append(Clause(word, meanings[word.lower()], one["count"], color, side, target))
    fewer = [Fewer(one["class"], meanings[one["class"].lower()], one["count"]) for one in item.exclude]
    return Prompt(item.where, item.tag, item.prompt, (*clauses, *fewer), seed)
