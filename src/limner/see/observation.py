"""What limner says of a picture: one frozen value, with what it is sure of and what it measured."""

from __future__ import annotations

from typing import Literal

from limner.core.geometry import Box
from limner.core.steps.base import Share, Value
from limner.see.basics import DominantColor

Sharpness = Literal["sharp", "soft", "blurred"]
Exposure = Literal["dark", "well exposed", "bright", "clipped"]


class Word(Value):
    """A word and how sure the model is of it."""

    name: str
    score: Share


class Thing(Value):
    """A thing that was seen: ``color`` is None where it has the colour that such things have;
    ``box`` is in pixels of the whole picture."""

    name: str
    score: Share
    color: Word | None
    box: Box


class Looks(Value):
    """How the picture looks, measured on a small copy: ``edge`` is how steep its steepest edges are,
    as a share of the peak in one pixel; ``mean`` is luma on the 8-bit scale."""

    sharpness: Sharpness
    edge: float
    exposure: Exposure
    mean: float
    colors: tuple[DominantColor, ...]


class People(Value):
    """What OpenCV's detectors and the search for letters find: boxes in pixels of the whole picture."""

    faces: tuple[Box, ...] = ()
    bodies: tuple[Box, ...] = ()
    text: tuple[Box, ...] = ()


class Observation(Value):
    """One picture as it is seen.

    ``known`` is False when ``familiar`` lies below the model's threshold: then nothing is named,
    and ``found`` says what classical vision finds instead. ``place``, ``time``, ``weather`` and
    ``style`` are None where the model is not sure. ``labels`` are the user's own, the likeliest
    first; their scores sum to 1. ``model`` is None when only the file was looked at.
    """

    name: str
    format: str
    width: int
    height: int
    bytes: int | None
    caption: str = ""
    known: bool | None = None
    familiar: Share | None = None
    things: tuple[Thing, ...] = ()
    place: Word | None = None
    time: Word | None = None
    weather: Word | None = None
    style: Word | None = None
    labels: tuple[Word, ...] = ()
    looks: Looks
    found: People | None = None
    model: str | None = None
    notes: tuple[str, ...] = ()
