# ruff: noqa: E501
"""What one clause leaves open and another one says: a size, a limit, an angle, a place."""

from __future__ import annotations

from typing import Any

from limner.core.steps.base import Step
from limner.core.steps.geometry import Crop, Resize
from limner.reason.planner.patterns import rx

Read = tuple[Step, bool]
"""A step and whether it was a complaint."""


def bare(step: Step) -> bool:
    """Whether a crop, resize, compression or straightening was asked for without a word about how much."""
    if step.op not in ("resize", "crop", "compress", "straighten") or step.where is not None:
        return False
    said = step.why.split(" asks for ")[0]
    if step.op == "crop" and step.parameters().get("fraction") != 0.8:
        return False
    return not rx(r"\d|\b(?:half|double|twice|third|quarter|square|square[dr]?|k|hd)\b").search(said)


def inherited(steps: list[Read]) -> list[Read]:
    """An order takes the angle and the place of the complaint that it answers: "it is 2 degrees off, level it"."""
    result: list[Read] = []
    for step, complaint in steps:
        told = next((other for other, complained in result if complained and _answers(step, other)), None)
        update = _told(step, told) if told is not None and not complaint else {}
        result.append((step.model_copy(update=update) if update else step, complaint))
    return result


def _answers(step: Step, told: Step) -> bool:
    """ "rotate it back" answers a tilt that is told of."""
    if (step.op, told.op) == ("rotate", "straighten"):
        return rx(r"\d").search(step.why.split(" asks for ")[0]) is None
    return told.op == step.op


def _told(step: Step, told: Step) -> dict[str, Any]:
    update: dict[str, Any] = {}
    degrees = told.parameters().get("degrees")
    unsaid = step.op == "rotate" or step.parameters().get("degrees") is None
    if step.op in ("straighten", "rotate") and told.op == "straighten" and unsaid and degrees:
        update["degrees"] = degrees
    if (
        step.where is None
        and told.where is not None
        and step.op not in ("straighten", "rotate", "crop", "resize")
    ):
        update["where"] = told.where
    return update


def joined(steps: list[Step]) -> list[Step]:
    """A bare step and a later one of its kind with numbers are one: "resize, grayscale; 512 px wide"."""
    result = list(steps)
    for place, step in enumerate(steps):
        if step not in result or not bare(step) or step.op == "straighten":
            continue
        fuller = next(
            (other for other in steps[place + 1 :] if other.op == step.op and not bare(other)), None
        )
        if fuller is None and any(other.op == step.op and not bare(other) for other in steps[:place]):
            result.remove(step)
        elif fuller is not None and fuller in result:
            result.remove(fuller)
            result[result.index(step)] = fuller
    for place in range(len(result) - 1, 0, -1):
        cut = _cut_to(result[place - 1], result[place])
        if cut is not None:
            result[place - 1 : place + 1] = [cut]
    return result


def _cut_to(left: Step, right: Step) -> Step | None:
    """ "this at 8x10, crop it": the size belongs to the crop."""
    if not (
        isinstance(left, Resize) and isinstance(right, Crop) and bare(right) and left.width and left.height
    ):
        return None
    if max(left.width, left.height) <= 32:
        return Crop(aspect=f"{left.width}:{left.height}", why=right.why)
    return Crop(width=left.width, height=left.height, why=right.why)


def request_of(step: Step, told: str) -> str | None:
    """A bare step in words, with the number that circumstances tell: "the site rejects anything over 240 kb"."""
    if step.op == "compress":
        limit = rx(
            r"\b(?:over|under|above|below|more than|less than|larger than|bigger than|smaller than|max\w*|limit\w*(?: is| of)?|up to|at most|exceed\w*|within)(?: of| is| file size| size)* (\d+(?:\.\d+)? (?:kb|mb))\b"
        ).search(told)
        return f"compress to {limit[1]}" if limit else None
    if step.op not in ("resize", "crop"):
        return None
    size = rx(r"(?<![\w:.])\d{2,5}x\d{2,5}\b").findall(told)
    if len(size) == 1:
        return f"{step.op} to {size[0]}"
    wide = rx(
        r"\b(?:minimum|max\w*|at least|under|exactly) (\d{2,5}) px (?:on the )?(long edge|short edge|wide|high)"
    ).search(told)
    return f"{step.op} to {wide[2]} {wide[1]} px" if wide and step.op == "resize" else None
