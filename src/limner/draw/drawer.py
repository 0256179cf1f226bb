"""Who draws a request: the generator, or for a draft its few-step student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.draw.request import steps_that_suit

if TYPE_CHECKING:
    from limner.core.protocols import Generator
    from limner.draw.request import DrawRequest


def drawer(request: DrawRequest, generator: Generator) -> tuple[Generator, tuple[str, ...]]:
    """Who draws ``request``, and a warning where that is not the student though a draft is asked for.

    A draft is the student's, unless something is given by hand that it cannot do: then the generator
    does just that. BadValue where ``generator`` itself is a student.
    """
    if generator.card.base:
        reason = beyond(request, generator)
        if reason:
            raise BadValue(
                f"{generator.card.id} {reason}", hint="leave it out, or draw with the whole generator"
            )
        return generator, ()
    student = generator.student if request.quality == "draft" else None
    if student is None:
        return generator, ()
    reason = beyond(request, student)
    if reason:
        return generator, (f"not drawn by the few-step student, which {reason}",)
    return student, ()


def beyond(request: DrawRequest, student: Generator) -> str:
    """What is given by hand and ``student`` cannot do, in words; empty where there is nothing."""
    most, sampler = steps_that_suit(student.card), request.sampler
    if request.guidance_scale not in (None, 1.0):
        return f"takes no guidance ({request.guidance_scale:g} was given, 1 is off)"
    if request.negative.strip():
        return "has no guidance to keep away from negative words with"
    if request.steps is not None and request.steps > most:
        return f"was trained for at most {most} steps, not {request.steps}"
    if sampler is not None and sampler not in student.samplers:
        return f"has no sampler {sampler!r}, only {', '.join(student.samplers)}"
    return ""
