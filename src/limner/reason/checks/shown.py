"""Place, turn and effect of every step, measured on the written picture.

What is printed is the share of a step's change that is there: 100 % is all of it, 0 % is a step that
was not done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from limner.core.result import Check
from limner.core.steps.base import ExactStep, Scope
from limner.reason.checks.compare import TURNS, distance, likeness, shift, steepness, turns
from limner.reason.checks.marks import check_grain, check_local_contrast, check_text
from limner.reason.checks.views import ROUGH, Views

_AREAS = frozenset(("blur", "sharpen", "kernel", "median", "denoise", "glow", "edges", "emboss"))
SEEN = 0.4
"""A change that is smaller than this (root mean square, 0-255) cannot be told from rounding."""
_EVEN = 1.0
"""Levels from pixel to pixel (root mean square) below which a shift by one is not seen."""
_APART = 10
"""Levels that a picture may be off what the plan gives (root mean square), and"""
_APART_SMALL_FILE = 30
"""when a file of few bytes was asked for."""
_RESAMPLED = frozenset(("zoom", "resize", "rotate", "straighten", "perspective", "shear"))
"""Steps whose kernels leave dots and thin lines in doubt."""
_APART_INK = 20
"""And when colours are laid on in ink."""


def check_place(views: Views) -> Iterator[Check]:
    """The turn, and the place to a fraction of a pixel."""
    scores = turns(views.planned, views.written)
    best = max(scores, key=lambda name: (scores[name], name == TURNS[0]))
    planned, others = scores[TURNS[0]], max(scores[name] for name in TURNS[1:])
    passed = planned >= others - 0.02
    told = f"as planned, likeness {planned:.2f} (next {others:.2f})" if passed else best
    if passed and planned - others < 0.02:
        told = f"as planned, though it looks alike in another turn (likeness {planned:.2f})"
    yield Check(name="turn", wanted="as planned", measured=told, passed=passed)
    if views.detailed:
        yield _check_shift(views)
    if not views.rough:
        yield _check_likeness(views)


def _check_shift(views: Views) -> Check:
    window = views.lively
    shape = round(window.height), round(window.width)
    off = shift(views.wanted(window, shape), views.found(window, shape))
    allowed = 0.75 + views.course.slack
    if off is None:
        return Check(name="place", wanted="no shift", measured="nothing there to tell it by", passed=True)
    if max(map(abs, off)) > allowed and steepness(views.wanted(window, shape)) < _EVEN:
        return Check(name="place", wanted="no shift", measured="too even to tell it by", passed=True)
    return Check(
        name="place",
        wanted=f"no shift beyond {allowed:g} pixels",
        measured=f"({off[0]:+.2f}, {off[1]:+.2f}) pixels",
        passed=max(map(abs, off)) <= allowed
        or (views.rough and likeness(views.planned, views.written) < 0.5),
    )


def _check_likeness(views: Views) -> Check:
    apart = distance(views.planned, views.written)
    small = any(step.op == "compress" for step in views.course.steps)
    ink = views.course.start.space == "cmyk"  # its black and its red are not the screen's
    allowed = _APART_SMALL_FILE if small else _APART_INK if ink else _APART
    if any(step.op in _RESAMPLED for step in views.course.steps):
        allowed = max(allowed, round(0.3 * steepness(views.planned)))
    return Check(
        name="picture",
        wanted=f"within {allowed} levels of what the plan gives (RMS, 0-255)",
        measured=f"{apart:.1f}",
        passed=apart <= allowed,
    )


def check_step(views: Views, index: int, number: int) -> Check:
    """Whether the written picture shows what the step makes, and not what it would be without."""
    step: Any = views.course.steps[index]
    match step.op:
        case "frame":
            near = likeness(views.planned, views.written)
            return told(step, number, f"shows frame {step.number}", f"likeness {near:.2f}", near > 0.5)
        case "text":
            return check_text(views, index, number)
        case "grain":
            return check_grain(views, index, number)
        case "clahe":
            return check_local_contrast(views, index, number)
    if step.scope is Scope.CANVAS and step.op != "round_corners":
        return _check_canvas(views, index, number)
    return _check_effect(views, index, number)


def told(step: ExactStep, number: int, wanted: str, measured: str, passed: bool) -> Check:
    """A check of one step."""
    return Check(name=step.op, wanted=wanted, measured=measured, passed=passed, step=number)


def _check_canvas(views: Views, index: int, number: int) -> Check:
    """The size, what is seen on it, and, when the size alone does not tell, how much it changed."""
    step, size, found = views.course.steps[index], views.course.size, views.end.size
    near, apart = likeness(views.planned, views.written), distance(views.planned, views.written)
    off = max(abs(size.width - found.width), abs(size.height - found.height))
    passed = off <= views.course.slack and (abs(near) >= (0.3 if views.rough else 0.7) or apart <= 8)
    measured = f"{found}, likeness {near:.2f}"
    done = views.effects(views.whole, views.grid)[index] if passed else None
    if done is not None and done.size >= SEEN:
        low, high = (0.2, 3.0) if views.rough else (0.6, 1.6)
        passed = low <= done.share <= high
        measured = f"{measured}, {done.share:.0%} of its change"
    return told(step, number, f"{size}, showing what the plan says", measured, passed)


def _check_effect(views: Views, index: int, number: int) -> Check:
    step = views.course.steps[index]
    done, place = None, "the whole"
    if step.op not in _AREAS or not views.detailed:
        done = views.effects(views.whole, views.grid)[index]
    if views.detailed and (done is None or done.size < 4 * SEEN):
        window, shape = views.view(index)
        near = views.effects(window, shape)[index]
        if near is not None and step.op in _AREAS and near.rest > near.size:  # detail between the cells
            fine = views.fine_share(index, window, shape)
            near = near if fine is None else near._replace(share=fine)
        if near is not None and (done is None or near.size > done.size):
            done, place = near, f"{shape[1]}x{shape[0]} pixels at ({window.left:g}, {window.top:g})"
    if done is None:
        return told(step, number, "its change", "cannot be told apart from a later step's", passed=True)
    if done.size < (SEEN if step.op != "denoise" else 3 * SEEN):  # whose edges are guessed
        return told(step, number, "no visible change here", f"{done.size:.2f} levels", passed=True)
    low, high = _bounds(step.op, views)
    wanted = f"{low:.0%} to {high:.0%} of its change ({done.size:.1f} levels RMS)"
    if step.op not in ROUGH and views.rough and done.rest > 0.5 * done.size:
        hidden = (
            f"hidden by a step that is only roughly predicted ({done.share:.0%}, {done.rest:.1f} levels off)"
        )
        return told(step, number, wanted, hidden, passed=True)
    if step.op in _AREAS and views.lossy and done.rest > done.size:
        hidden = f"hidden by what the encoder changed ({done.share:.0%}, {done.rest:.1f} levels off)"
        return told(step, number, wanted, hidden, passed=True)
    return told(step, number, wanted, f"{done.share:.0%}, on {place}", low <= done.share <= high)


def _bounds(op: str, views: Views) -> tuple[float, float]:
    if op in ROUGH:
        return 0.15, 5.0
    if op in _AREAS and views.lossy:  # the encoder takes back much of what is finer than its blocks
        return 0.2, 2.0
    loose = op in _AREAS or views.rough or views.course.start.space == "cmyk"
    return (0.5, 2.0) if loose else (0.75, 1.3)
