"""A model's card: what it is, where its files are, and what it was measured to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["encoder", "judge", "generator", "autoencoder", "layout", "answerer"]


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model: its name, its SHA-256 in hexadecimal and its size in bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Card:
    """``id`` names the model to a user. ``trained`` says in words on what, how long and on what
    machine; ``measured`` holds held-out figures by name; ``vocabulary`` holds what each head of
    the model can say, by head, in the order of its outputs; ``resolution`` is the side of the
    square picture that the model takes, pixels; ``dimension`` the length of its vectors;
    ``calibration`` holds the numbers that its outputs are read with, such as ``"logit_scale"``.
    ``base`` holds the SHA-256 of another model's files, by "model/file", where this one is a delta
    that is laid over it.
    """

    id: str
    kind: Kind
    files: tuple[WeightFile, ...]
    licence: str
    source: str
    trained: str = ""
    resolution: int = 0
    dimension: int = 0
    measured: dict[str, float] = field(default_factory=dict)
    vocabulary: dict[str, tuple[str, ...]] = field(default_factory=dict)
    calibration: dict[str, float] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)
