"""How often a planned layout holds what its words say, skill by skill, by the world's own definitions.

Words are captions that no training saw, and a second set of which each shows a combination that is
kept out of training. Each is planned twice: by the network from the words alone, and as `limner draw`
plans it, where the words are read too and a layout that does not keep them is planned anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limner.core.seed import derive
from limner.draw.planned import planned
from limner.draw.rewrite import rewrite
from limner.evals.score import Score, mark, score
from limner.world.claims import Claim, Described
from limner.world.laid_claims import UNTOLD, crowded, holds
from limner.world.told_layouts import Layouts

if TYPE_CHECKING:
    from limner.core.layout import Layout
    from limner.core.protocols import LayoutPlanner
    from limner.world.atlas import Atlas
    from limner.world.told_layouts import Told

TARGET = 0.97
"""The share of layouts in which every stated fact holds."""

ALL, FREE = "every fact", "no thing hidden"
_NUMBERS = ("no thing", "one thing", "two things", "several things")


@dataclass(frozen=True, slots=True)
class Laid:
    """A layout for ``told``; ``held`` says of each of its claims whether it holds."""

    told: Told
    layout: Layout
    held: tuple[bool, ...]

    def answers(self) -> Iterable[tuple[str, bool]]:
        """Each skill that the words ask for, and whether the layout has it."""
        yield ALL, all(self.held)
        yield FREE, not crowded(self.layout)
        claims = list(zip(self.told.claims, self.held, strict=True))
        things = [(claim, held) for claim, held in claims if claim.kind == "things"]
        number = min(len(self.told.layout.things), len(_NUMBERS) - 1)
        yield _NUMBERS[number], all(held for _, held in things)
        colored = [held for claim, held in things if _described(claim).color]
        if len(colored) > 1:
            yield "binding", all(colored)
        for claim, held in claims:
            yield from ((skill, held) for skill in _skills(claim))


@dataclass(frozen=True, slots=True)
class Report:
    """What ``planner`` made of unseen words, by the way it was planned and the set of words."""

    planner: str
    made: dict[tuple[str, str], tuple[Laid, ...]]

    def scores(self) -> dict[tuple[str, str], dict[str, Score]]:
        """Every skill, of each way and set."""
        return {key: _scores(made) for key, made in self.made.items()}

    def misses(self) -> list[Laid]:
        """Layouts as `limner draw` plans them, of which some fact is not true."""
        return [
            one for (way, _), made in self.made.items() if way == DRAWN for one in made if not all(one.held)
        ]

    def to_text(self) -> str:
        """A table for people."""
        lines = [self.planner]
        for (way, words), found in self.scores().items():
            lines += ["", f"{way}, {words}"]
            lines += [
                f"{mark(value, TARGET if name == ALL else None)}  {name:<18} {value}"
                for name, value in found.items()
            ]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The same as data."""
        return {
            f"{way}, {words}": {name: value.to_json() for name, value in found.items()}
            for (way, words), found in self.scores().items()
        }


ALONE, DRAWN = "the network alone", "as drawn"
SEEN, RESERVED = "unseen captions", "combinations never trained on"


def measure(planner: LayoutPlanner, atlas: Atlas, seed: int, count: int) -> Report:
    """Plan ``count`` unseen captions and as many with a reserved combination, both ways."""
    made = {}
    for words, reserved in ((SEEN, False), (RESERVED, True)):
        told = Layouts(atlas, f"eval/{seed}/{reserved}", reserved=reserved).batch(0, count)
        for way, plan in ((ALONE, _alone), (DRAWN, _drawn)):
            made[way, words] = tuple(
                _laid(one, plan(planner, one.words, derive(seed, f"layout/{i}") % 2**31), atlas)
                for i, one in enumerate(told)
            )
    return Report(planner.card.id, made)


Plan = Callable[["LayoutPlanner", str, int], "Layout"]


def _alone(planner: LayoutPlanner, words: str, seed: int) -> Layout:
    return planner.plan(words, seed)


def _drawn(planner: LayoutPlanner, words: str, seed: int) -> Layout:
    return planned(planner, rewrite(words, seed), seed)


def _laid(told: Told, layout: Layout, atlas: Atlas) -> Laid:
    return Laid(told, layout, tuple(holds(layout, claim, atlas) for claim in told.claims))


def _skills(claim: Claim) -> Iterable[str]:
    if claim.kind == "things":
        if claim.value[1] != 1:
            yield "counts"
        if _described(claim).color:
            yield "colors"
    elif claim.kind == "relation":
        yield from ("relations", f"  {claim.value[1]}")
    elif claim.kind not in UNTOLD:
        yield "place" if claim.kind == "ground" else claim.kind


def _described(claim: Claim) -> Described:
    what = claim.value[0]
    assert isinstance(what, Described)
    return what


def _scores(made: Iterable[Laid]) -> dict[str, Score]:
    found: dict[str, list[bool]] = {}
    for one in made:
        for skill, held in one.answers():
            found.setdefault(skill, []).append(held)
    return {skill: score(found[skill]) for skill in sorted(found, key=_rank)}


_ORDER = (ALL, FREE, *_NUMBERS, "counts", "colors", "binding", "relations")


def _rank(skill: str) -> tuple[int, str]:
    if skill.startswith("  "):
        return _ORDER.index("relations"), skill
    return (_ORDER.index(skill), "") if skill in _ORDER else (len(_ORDER), skill)
