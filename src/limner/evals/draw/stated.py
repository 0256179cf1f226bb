"""The facts that somebody's own prompt states, as far as they can be looked for in a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from limner.core.errors import BadValue
from limner.draw.rewrite import rewrite
from limner.evals.draw.facts import Fact, Head, Is, Lies, Shows
from limner.evals.draw.prompts import SIDES, Prompt

if TYPE_CHECKING:
    from limner.core.demand import Wanted
    from limner.draw.rewrite import Rewritten


def stated(words: str, seeds: range) -> tuple[list[Prompt], list[str]]:
    """``words`` as a prompt for each of ``seeds``, with the facts that they state as they are read with that
    seed; and what in them nobody looks for.

    BadValue for words of which nothing can be looked for; Unclear for unknown ones.

    >>> (prompt,), _ = stated("a blue potato on a beach", range(7, 8))
    >>> [str(fact) for fact in prompt.facts]
    ['potato', 'blue potato', 'beach']
    """
    found, unseen = [], dict[str, None]()
    for seed in seeds:
        read = rewrite(words, seed)
        told = [*_facts(read)]
        facts = tuple(dict.fromkeys(fact for fact in told if not isinstance(fact, str)))
        found.append(Prompt(f"words/{seed}", words, words, facts, seed))
        unseen |= dict.fromkeys((*read.warnings, *(one for one in told if isinstance(one, str))))
    if not all(one.facts for one in found):
        raise BadValue(
            f"{words!r} says nothing that is looked for in a picture",
            hint='name a thing, a place, a time, a weather or a style: "a blue potato"',
        )
    return found, [*unseen]


def _facts(read: Rewritten) -> Iterator[Fact | str]:
    """Facts, and in words what is said but not looked for."""
    things = read.demand.things or ()
    for one in things:
        yield from _shown(one)
    for relation in read.relations:
        yield _lies(things[relation.subject], relation.kind, things[relation.object])
    for head in get_args(Head):
        word = getattr(read.demand, head)
        if word is not None:
            yield Is(head, word)
    if read.demand.ground is not None:
        yield f"not looked for: a {read.demand.ground} ground"


def _shown(one: Wanted) -> Iterator[Fact | str]:
    """ "A" says nothing of a number; "two" says that there are just two."""
    if len(one.things) > 1:
        yield f"not looked for: one of {len(one.things)} things that a wide word means"
        return
    (thing,), color = one.things, one.colors[0]
    count = one.count if one.count > 1 else None
    yield Shows(thing, count=None if color else count)
    if color:
        yield Shows(thing, color, count)


def _lies(one: Wanted, kind: str, other: Wanted) -> Fact | str:
    """Sides of two things of different names; readers do not tell what touches what."""
    if kind in SIDES and len(one.things) == len(other.things) == 1 and one.things != other.things:
        return Lies(one.things[0], kind, other.things[0])
    return f"not looked for: {one.things[0]} {kind} {other.things[0]}"
