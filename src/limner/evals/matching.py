"""Whether a plan is what a label asks for: route, ops in order, stated numbers.

A number counts as found when one of the planned step's parameters means the same: 20 % more is
the factor 1.2, 270 degrees are -90, a kilobyte is 1000 or 1024 bytes. Its sign counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from limner.core.geometry import Box
from limner.core.plan import Plan
from limner.core.steps.base import InBox, InPart, Step
from limner.evals.plan_ops import same

ROUTES = ("exact", "generative", "analyze", "mixed")
_NAMED = frozenset("text old new what color colour format font op by place style".split())  # noqa: SIM905
_CHANGES = frozenset(("brightness", "contrast", "saturation", "vibrance"))


@dataclass(frozen=True, slots=True)
class Label:
    """What a plan should be; ``ops`` None leaves the ops open, ``route`` None the route."""

    route: str | None
    ops: tuple[dict[str, Any], ...] | None

    def names(self) -> list[str]:
        """The op names in order."""
        return [str(op["op"]) for op in self.ops or ()]


def label_of(data: Any, otherwise: Label | None = None) -> Label:
    """A label from what a file may hold: a route, an op, a list of ops, or {"expect", "ops"}."""
    if isinstance(data, str):
        if data in ROUTES:
            return Label(data, otherwise.ops if otherwise else None)
        return Label(None, ({"op": data},))
    if isinstance(data, list):
        return Label(None, tuple(_op(each) for each in data))
    if "op" in data:
        return Label(None, (_op(data),))
    ops = data.get("ops")
    route = data.get("expect", data.get("route"))
    return Label(route, None if ops is None else tuple(_op(each) for each in ops))


def _op(data: Any) -> dict[str, Any]:
    return {"op": data} if isinstance(data, str) else dict(data)


def route_matches(plan: Plan, label: Label) -> bool:
    """Whether the plan takes the label's route."""
    return label.route is None or plan.route == label.route


def ops_match(plan: Plan, label: Label) -> bool:
    """Whether the plan has the label's ops, all of them, in order."""
    if label.ops is None:
        return True
    planned = [step.op for step in plan.steps]
    return len(planned) == len(label.ops) and all(map(same, planned, label.names()))


def numbers_found(plan: Plan, label: Label) -> tuple[int, int, int]:
    """Of a label's stated numbers: those found, those whose step was planned at all, all of them."""
    left = list(plan.steps)
    found = planned = total = 0
    for op in label.ops or ():
        stated = list(_stated(op))
        total += len(stated)
        step = next((step for step in left if same(step.op, str(op["op"]))), None)
        if step is None:
            continue
        left.remove(step)
        planned += len(stated)
        have = list(_meanings(step))
        found += sum(_is_among(op, key, value, have) for key, value in stated)
    return found, planned, total


def _stated(op: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for key, value in op.items():
        if key not in _NAMED:
            yield from _numbers(key, value)


def _numbers(key: str, value: Any) -> Iterator[tuple[str, float]]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, float)):
        yield key, float(value)
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from _numbers(inner, each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _numbers(key, each)
    elif isinstance(value, str) and not value.startswith("#"):
        for number, unit in re.findall(r"(-?\d+(?:\.\d+)?)\s*(%|[kKmM][iI]?[bB])?", value):
            yield (key, float(number) * {"k": 1e3, "m": 1e6}.get(unit[:1].lower(), 1.0))


def _is_among(op: dict[str, Any], key: str, value: float, have: list[float]) -> bool:
    wanted = [value]
    if key in ("degrees", "angle", "rotation", "rotate"):
        direction = str(op.get("direction", op.get("dir", "")))
        turn = -value if direction in ("ccw", "counterclockwise", "counter-clockwise", "left") else value
        wanted = [turn % 360, turn]
    return any(abs(want - each) <= max(0.011 * abs(want), 0.006) for want in wanted for each in have)


def _meanings(step: Step) -> Iterator[float]:
    """Every number that a step's parameters stand for."""
    for name, value in step.parameters().items():
        yield from _readings(step, name, value)
    if isinstance(step.where, InBox):
        yield from _box(step.where.box)
    if isinstance(step.where, InPart):
        yield from _part(step.where)


def _readings(step: Step, name: str, value: Any) -> Iterator[float]:
    if isinstance(value, Box):
        yield from _box(value)
    elif isinstance(value, InPart):
        yield from _part(value)
    elif isinstance(value, str):
        yield from (number for _, number in _numbers(name, value))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _readings(step, name, each)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _number(step, name, float(value))
    elif hasattr(value, "model_dump"):
        yield from (number for _, number in _numbers(name, value.model_dump()))


def _number(step: Step, name: str, value: float) -> Iterator[float]:
    yield value
    if name == "degrees":
        yield value % 360
    elif name == "max_bytes":
        yield from (value / 1e3, value / 1e6, value / 1024, value / 1024**2, value * 1.024, value * 1.048576)
    elif name == "percent" and step.op in _CHANGES:
        yield from (value / 100, 1 + value / 100, 100 + value)
    elif name == "percent" and step.op in ("resize", "resize_object"):
        yield from (value / 100, value - 100, value / 100 - 1)
    elif name == "percent" and step.op == "opacity":
        yield from (value / 100, 100 - value, 1 - value / 100)
    elif name in ("percent", "amount"):
        yield from (value / 100, value * 100)
    elif name in ("factor", "fraction", "opacity"):
        yield from (value * 100, 100 * (value - 1), 100 * (1 - value))
    elif name == "level":
        yield from (value / 255, value / 2.55)


def _box(box: Box) -> Iterator[float]:
    yield from (box.left, box.top, box.right, box.bottom, box.width, box.height)


def _part(part: InPart) -> Iterator[float]:
    width, height = part.right - part.left, part.bottom - part.top
    for share in (part.left, part.top, part.right, part.bottom, width, height):
        yield from (share, 100 * share)
