"""How often the words of a benchmark's prompts are read, and laid out, as their metadata say: without a
picture and a reader, the most that a perfect drawer would get."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limner.core.reading import Reading, Scored, SeenThing
from limner.draw.planned import planned
from limner.draw.rewrite import rewrite
from limner.evals.draw.facts import Clause, Fewer
from limner.evals.score import Score, score

if TYPE_CHECKING:
    from limner.core.demand import Wanted
    from limner.core.layout import Layout
    from limner.core.protocols import LayoutPlanner
    from limner.draw.rewrite import Rewritten
    from limner.evals.draw.facts import Fact, Side
    from limner.evals.draw.prompts import Prompt

_SAID: dict[Side, tuple[tuple[str, str], ...]] = {
    "left of": (("left of", "right of"),),
    "right of": (("right of", "left of"),),
    "above": (("above", "below"), ("on", "under")),
    "below": (("below", "above"), ("under", "on")),
}
"""What a side may be read as, each with the same the other way round."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The ``layout`` of ``prompt``; whether its words were ``read`` as asked, and which of its facts hold."""

    prompt: Prompt
    layout: Layout
    read: bool
    held: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every prompt on paper."""

    laid: tuple[Laid, ...]

    def scores(self) -> dict[str, dict[str, Score]]:
        """By tag and of all together, how many were read and laid out as asked."""
        tags = {**{one.prompt.skill: one.prompt.skill for one in self.laid}, "overall": None}
        return {
            name: {
                "read": score(one.read for one in self.laid if tag in (None, one.prompt.skill)),
                "laid out": score(all(one.held) for one in self.laid if tag in (None, one.prompt.skill)),
            }
            for name, tag in tags.items()
        }

    def misses(self) -> list[Laid]:
        """What was not read, or not laid out, as asked."""
        return [one for one in self.laid if not (one.read and all(one.held))]

    def to_text(self) -> str:
        """A line for each tag."""
        lines = [f"{'':16}  {'read as asked':36}laid out as asked"]
        for name, found in self.scores().items():
            lines.append(f"{name:16}  {found['read']!s:36}{found['laid out']}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The same as data."""
        return {
            name: {what: value.to_json() for what, value in found.items()}
            for name, found in self.scores().items()
        }


def measure(
    planner: LayoutPlanner, prompts: Iterable[Prompt], on_prompt: Callable[[], None] = lambda: None
) -> Report:
    """Every prompt read and planned as `limner draw` does with the prompt's seed."""
    found = []
    for one in prompts:
        told = rewrite(one.text, one.seed)
        layout = planned(planner, told, one.seed)
        seen = reading_of(layout)
        held = tuple(fact.holds(seen) for fact in one.facts)
        found.append(Laid(one, layout, as_asked(told, one.facts), held))
        on_prompt()
    return Report(tuple(found))


def as_asked(told: Rewritten, facts: Sequence[Fact]) -> bool:
    """Whether words demand just what the clauses among ``facts`` include: those things in those numbers and
    colours, standing so, and nothing else."""
    wanted = told.demand.things or ()
    most = {fact.word: fact.count for fact in facts if isinstance(fact, Fewer)}
    places: dict[Clause, int] = {}
    taken: set[int] = set()  # of equal clauses each has its own place
    for clause in (fact for fact in facts if isinstance(fact, Clause)):
        free = (place for place in range(len(wanted)) if place not in taken)
        found = next((place for place in free if _is_meant(wanted[place], clause, most)), None)
        if found is None or not _stands(told, clause, found, places):
            return False
        places[clause] = found
        taken.add(found)
    return len(taken) == len(wanted)


def reading_of(layout: Layout) -> Reading:
    """What a reader that makes no mistake reads in a picture that is just as ``layout`` has it."""
    things = tuple(
        SeenThing(one.thing, 1.0, None if one.color is None else Scored(one.color, 1.0), one.box)
        for one in layout.things
    )
    place, time, weather, style = (
        (Scored(word, 1.0),) for word in (layout.place, layout.time, layout.weather, layout.style)
    )
    return Reading(things, place, time, weather, style, familiar=1.0)


def _is_meant(one: Wanted, clause: Clause, most: dict[str, int]) -> bool:
    """A clause asks for its number at least, and for less than what is excluded."""
    fits = clause.count <= one.count < most.get(clause.word, one.count + 1)
    return fits and {*one.things} <= {*clause.things} and clause.color in one.colors


def _stands(told: Rewritten, clause: Clause, place: int, places: dict[Clause, int]) -> bool:
    if clause.side is None or clause.other is None:
        return True
    other = places[clause.other]
    said = {(place, kind, other) for kind, _ in _SAID[clause.side]}
    turned = {(other, kind, place) for _, kind in _SAID[clause.side]}
    return not (said | turned).isdisjoint(told.relations)
