"""What a sweep varies: one knob at a time around the default, each value a setting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from limner.core.errors import BadValue
from limner.draw import sheets
from limner.session.drawing import Artist

if TYPE_CHECKING:
    from limner.draw.request import DrawRequest
    from limner.evals.draw.prompts import Prompt

KNOBS = ("steps", "guidance", "sampler", "quality", "layout", "rewrite")
"""What can be varied without another prompt being drawn."""

_ANSWERS = {"yes": True, "no": False}


class Way(NamedTuple):
    """How a setting draws in the end, with everything that it leaves open decided."""

    model: str
    steps: int
    guidance_scale: float
    sampler: str
    layout: bool
    rewrite: bool = True

    def __str__(self) -> str:
        how = "with a layout" if self.layout else "words alone"
        many = "step" if self.steps == 1 else "steps"
        given = "" if self.rewrite else ", words as given"
        return f"{self.steps} {many}, guidance {self.guidance_scale:g}, {self.sampler}, {how}{given}"


@dataclass(frozen=True, slots=True)
class Setting:
    """Prompts are drawn as ``asked`` says but for its words and seed; without ``layout`` from the words
    alone. ``knob`` and ``value`` are what is varied, both empty for the default."""

    asked: DrawRequest
    layout: bool = True
    knob: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.knob} {self.value}" if self.knob else "default"

    def artist(self, artist: Artist) -> Artist:
        """Who draws so."""
        return artist if self.layout else Artist(artist.desk, artist.generator, None)

    def request(self, prompt: Prompt) -> DrawRequest:
        """What is drawn for a prompt."""
        return replace(self.asked, words=prompt.text, seed=prompt.seed)

    def way(self, artist: Artist, prompt: Prompt) -> Way:
        """How ``artist`` draws so; BadValue for what he cannot, told by planning ``prompt``."""
        planned = self.artist(artist).plan(self.request(prompt))
        order, generator = planned.order, planned.generator
        sampler = order.sampler or generator.samplers[0]
        return Way(
            generator.card.id,
            order.steps,
            order.guidance_scale,
            sampler,
            layout=planned.layout is not None,
            rewrite=self.asked.rewrite,
        )

    def options(self) -> Iterator[str]:
        """The options of `limner eval draw` that ask for it."""
        asked = self.asked
        if asked.quality != "normal":
            yield from ("--quality", asked.quality)
        if asked.steps is not None:
            yield from ("--steps", str(asked.steps))
        if asked.guidance_scale is not None:
            yield from ("--guidance", f"{asked.guidance_scale:g}")
        if asked.sampler is not None:
            yield from ("--sampler", asked.sampler)
        if not self.layout:
            yield "--no-layout"
        if not asked.rewrite:
            yield "--no-rewrite"


def settings(default: Setting, sweeps: Iterable[str]) -> list[Setting]:
    """The default, then every value of every ``NAME=V,V`` with all else as the default has it.

    BadValue for a name that is no knob and a value that no model takes.
    """
    return [default, *(one for text in sweeps for one in _varied(default, text))]


def _varied(default: Setting, text: str) -> Iterator[Setting]:
    knob, _, listed = text.partition("=")
    if knob not in KNOBS:
        raise BadValue(
            f"{text!r} is nothing to measure over", hint=f"give NAME=V,V,... with one of {', '.join(KNOBS)}"
        )
    if knob in ("layout", "rewrite"):
        yield from (_answered(default, knob, value.strip()) for value in listed.split(","))
        return
    axis = sheets.sweep(text)
    for label, value in zip(axis.labels, axis.values, strict=True):
        asked = replace(default.asked, **{axis.field: value})
        yield replace(default, asked=asked, knob=knob, value=label.removeprefix(f"{knob} "))


def _answered(default: Setting, knob: str, value: str) -> Setting:
    if value not in _ANSWERS:
        raise BadValue(f"{knob} is no {value!r}", hint=f"give {knob}=yes,no")
    if knob == "layout":
        return replace(default, layout=_ANSWERS[value], knob=knob, value=value)
    return replace(default, asked=replace(default.asked, rewrite=_ANSWERS[value]), knob=knob, value=value)
