"""What was written, measured: the file is decoded anew and held against the input and the plan.

The plan is done to shrunken copies of the input by rules of their own (``checks.predict``), with
and without each step; the written file must show the whole change that the step makes, in the
right place and turn. Sizes are exact to the pixel. What must be identical is compared in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from limner.core.errors import LimnerError
from limner.core.image import Image
from limner.core.result import Check, Recipe
from limner.core.steps.base import ExactStep
from limner.edit.exact import Pictures
from limner.ops.decode import decode
from limner.reason.checks import file
from limner.reason.checks.closer import second_look
from limner.reason.checks.identical import check_identical
from limner.reason.checks.marks import check_unpredicted
from limner.reason.checks.predict import Course, Unpredictable, chart
from limner.reason.checks.reading import Reader
from limner.reason.checks.shown import check_place, check_step
from limner.reason.checks.views import Views


class Expected(NamedTuple):
    """What a recipe should make of its input: the part of the checks that needs no result.

    ``views`` is None for a plan with a step, ``unknown``, whose result only the picture can tell.
    """

    start: Reader
    steps: tuple[ExactStep, ...]
    first: int
    views: Views | None
    unknown: str = ""


def expect(recipe: Recipe, given: Image, pictures: Pictures, decoded: Image | None = None) -> Expected:
    """Work out what to look for; it may run beside the writing.

    ``given`` is the input's header, ``decoded`` the input with its pixels in memory, if it is.
    """
    start, steps, first = _begin(given, recipe, decoded)
    try:
        course = chart(start, steps, pictures)
    except Unpredictable as unknown:
        return Expected(start, steps, first, None, str(unknown))
    views = Views(course, flat=recipe.format in ("jpeg", "bmp"))
    views.prepare()
    return Expected(start, steps, first, views)


def check_written(data: bytes, recipe: Recipe, given: Image, expected: Expected) -> tuple[Check, ...]:
    """Every promise of the recipe's plan, measured on ``data``; ``given`` is the input's header."""
    try:
        return tuple(_checks(decode(data, sequential=True), recipe, given, expected))
    except LimnerError as failure:
        return (Check(name="opens", wanted="a picture", measured=failure.message, passed=False),)


def _checks(written: Image, recipe: Recipe, given: Image, expected: Expected) -> Iterator[Check]:
    yield file.check_format(written, recipe)
    end, views, steps, first = Reader(written), expected.views, expected.steps, expected.first
    if views is None:
        yield from check_unpredicted(expected.start, end, steps, first, expected.unknown)
        yield from file.check_file_steps(written, given, recipe)
        return
    views.end = end
    yield _check_size(views.course, end)
    for check in check_place(views):
        yield second_look(check, views, recipe, None, partial(_placed, check.name))
    for index, step in enumerate(steps):
        if not file.is_about_the_file(step):
            again = partial(check_step, index=index, number=first + index)
            yield second_look(again(views), views, recipe, index, again)
    yield from file.check_file_steps(written, given, recipe)
    yield from check_identical(views.course, end, recipe)


def _placed(name: str, views: Views) -> Check | None:
    return next((check for check in check_place(views) if check.name == name), None)


def _begin(given: Image, recipe: Recipe, decoded: Image | None) -> tuple[Reader, tuple[ExactStep, ...], int]:
    """The input, the steps that act on it, and the index of the first: a frame step starts afresh."""
    steps: tuple[Any, ...] = recipe.plan.steps
    first = max((index for index, step in enumerate(steps) if step.op == "frame"), default=0)
    number = steps[first].number if steps and steps[first].op == "frame" else None
    assert given.origin is not None
    if number is not None and number != given.origin.frame:
        given, decoded = decode(given.origin.data, frame=number, sequential=True), None
    return Reader(given, decoded=decoded), steps[first:], first


def _check_size(course: Course, end: Reader) -> Check:
    wanted, found = course.size, end.size
    off = max(abs(wanted.width - found.width), abs(wanted.height - found.height))
    told = f"{wanted}" if not course.slack else f"{wanted}, within {course.slack} pixels"
    return Check(name="size", wanted=told, measured=str(found), passed=off <= course.slack)
