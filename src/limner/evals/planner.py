"""How well the embedded planner reads labelled requests.

Route: the engine, "mixed" among them. Ops: every op, in order, none more. Numbers: each stated
number found in a step of its op; a step that was not planned is counted apart. A request that
is refused as unclear has everything wrong. Intervals are Wilson's, at 95 %
(E. B. Wilson, JASA 22, 1927).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from limner.core.errors import BadValue, LimnerError
from limner.core.plan import Plan
from limner.evals.matching import ROUTES, Label, label_of, numbers_found, ops_match, route_matches
from limner.evals.plan_ops import plan_ops_markdown
from limner.evals.score import Score, score
from limner.reason.planner.planner import plan

__all__ = ["Line", "PlannerReport", "Score", "evaluate", "plan_ops_markdown", "read_lines"]

_FORM = 'give {"id": "1", "instruction": "...", "expect": "exact", "ops": [{"op": "crop"}]}, one a line'


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled request; the first label is the main one."""

    id: str
    instruction: str
    labels: tuple[Label, ...]

    @property
    def ambiguous(self) -> bool:
        """Whether more than one label is accepted."""
        return len(self.labels) > 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line, what it was read as, and what was right."""

    line: Line
    plan: Plan | None
    error: str
    route: bool
    ops: bool
    numbers: tuple[int, int, int]
    seconds: float

    @property
    def found_all(self) -> bool:
        """Whether no stated number is missing from the steps that were planned."""
        return self.numbers[0] == self.numbers[1]


@dataclass(frozen=True, slots=True)
class PlannerReport:
    """Every outcome, and the scores made of them."""

    outcomes: tuple[Outcome, ...]

    def scores(self) -> dict[str, Score]:
        """Route, ops and numbers: over everything, clear and ambiguous requests apart, then by route."""
        clear = [each for each in self.outcomes if not each.line.ambiguous]
        doubtful = [each for each in self.outcomes if each.line.ambiguous]
        table = _scored("", self.outcomes) | _scored("clear: ", clear) | _scored("ambiguous: ", doubtful)
        for route in ROUTES:
            own = [each for each in self.outcomes if each.line.labels[0].route == route]
            table[f"{route}: route"] = score(each.route for each in own)
            table[f"{route}: ops"] = score(each.ops for each in own)
        return table

    def milliseconds(self) -> tuple[float, float]:
        """Median and slowest time of a plan."""
        times = sorted(each.seconds for each in self.outcomes)
        return (1000 * times[len(times) // 2], 1000 * times[-1]) if times else (0.0, 0.0)

    def misses(self) -> list[Outcome]:
        """What was read wrongly in any respect."""
        return [each for each in self.outcomes if not (each.route and each.ops and each.found_all)]

    def to_json(self) -> dict[str, Any]:
        """Scores with their intervals, times and misses as JSON-able data."""
        median, slowest = self.milliseconds()
        return {
            "lines": len(self.outcomes),
            "scores": {
                name: {"share": round(score.share, 4), "hits": score.hits, "total": score.total,
                       "low": round(score.interval[0], 4), "high": round(score.interval[1], 4)}
                for name, score in self.scores().items()
            },
            "milliseconds": {"median": round(median, 3), "slowest": round(slowest, 3)},
            "misses": [_miss(each) for each in self.misses()],
        }  # fmt: skip

    def to_text(self, *, misses: bool = False) -> str:
        """A table for people."""
        median, slowest = self.milliseconds()
        width = max(len(name) for name in self.scores())
        rows = [f"{name:<{width}}  {score}" for name, score in self.scores().items()]
        rows += [f"{len(self.outcomes)} requests, median {median:.2f} ms, slowest {slowest:.2f} ms"]
        if misses:
            rows += ["", *(_miss_line(each) for each in self.misses())]
        return "\n".join(rows)


def read_lines(text: str) -> list[Line]:
    """Labelled requests from JSON lines; BadValue names the first that is none, or says there are none."""
    lines = []
    for number, row in enumerate(text.splitlines(), 1):
        if row.strip():
            lines.append(_line(row, number))
    if not lines:
        raise BadValue("there is no labelled request", hint=_FORM)
    return lines


def _line(row: str, number: int) -> Line:
    try:
        data = json.loads(row)
        first = label_of({"expect": data["expect"], "ops": data["ops"]})
        others = _accepted(data.get("accept") or [], first)
        return Line(str(data.get("id", number)), str(data["instruction"]), (first, *others))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        wrong = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise BadValue(f"line {number} is no labelled request: {wrong}", hint=_FORM) from None


def _accepted(accept: Any, first: Label) -> list[Label]:
    """A list of labels in any form; one list of op names stands for alternatives of a single step."""
    if isinstance(accept, dict):
        accept = [accept]
    return [label_of(each, first) for each in accept]


def evaluate(lines: Iterable[Line]) -> PlannerReport:
    """Plan every request and compare."""
    return PlannerReport(tuple(_outcome(line) for line in lines))


def _outcome(line: Line) -> Outcome:
    start = perf_counter()
    try:
        made, error = plan(line.instruction), ""
    except LimnerError as unclear:
        made, error = None, str(unclear)
    seconds = perf_counter() - start
    if made is None:
        _, _, total = numbers_found(Plan(), line.labels[0])
        return Outcome(line, None, error, False, False, (0, 0, total), seconds)
    best = max(line.labels, key=lambda label: _rank(made, label))
    right = route_matches(made, best), ops_match(made, best), numbers_found(made, best)
    return Outcome(line, made, "", *right, seconds)


def _rank(made: Plan, label: Label) -> tuple[int, float]:
    found, _, total = numbers_found(made, label)
    return route_matches(made, label) + ops_match(made, label), found / total if total else 1.0


def _scored(prefix: str, outcomes: Iterable[Outcome]) -> dict[str, Score]:
    own = list(outcomes)
    found, planned, total = (sum(each.numbers[i] for each in own) for i in range(3))
    return {
        f"{prefix}route": score(each.route for each in own),
        f"{prefix}ops": score(each.ops for each in own),
        f"{prefix}numbers": Score(found, planned),
        f"{prefix}numbers, unplanned steps too": Score(found, total),
    }


def _miss(outcome: Outcome) -> dict[str, Any]:
    made = outcome.plan
    return {
        "id": outcome.line.id,
        "instruction": outcome.line.instruction,
        "wanted": [{"expect": label.route, "ops": list(label.ops or ())} for label in outcome.line.labels],
        "planned": None if made is None else {"expect": made.route, "ops": [step.op for step in made.steps]},
        "error": outcome.error,
    }


def _miss_line(outcome: Outcome) -> str:
    made = outcome.plan
    got = (
        f"unclear: {outcome.error}"
        if made is None
        else f"{made.route} {[_brief(step) for step in made.steps]}"
    )
    wanted = outcome.line.labels[0]
    asked = f"{outcome.line.id}  {outcome.line.instruction!r}"
    return f"{asked}\n    wanted {wanted.route} {list(wanted.ops or ())}\n    got    {got}"


def _brief(step: Any) -> str:
    fields = type(step).model_fields
    own = {name: value for name, value in step.parameters().items() if value != fields[name].default}
    place = "" if step.where is None else f" @ {step.where}"
    return f"{step.op} {own}{place}"
