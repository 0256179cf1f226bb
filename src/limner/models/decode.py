"""What the heads on the patches say, read as things with boxes.

Letters in shapes: P patches, T things with "nothing" first, K colours with "natural" first. Each
patch that sees a thing votes for its box, its name and its colour; votes that overlap
are one thing, whatever colours they name (weighted boxes fusion, Solovyev et al. 2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from limner.core.reading import Scored, SeenThing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Real = TypeVar("Real", np.float32, np.float64)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``score`` is what a thing must reach to be told; ``overlap`` is the intersection over union from
    which two votes of one name mean one thing, ``rival`` that for votes of two names; ``temperature``
    is what logits are divided by. They are chosen on held-out scenes and stand on the card."""

    score: float = 0.45
    overlap: float = 0.2
    rival: float = 0.4
    temperature: float = 1.0


@dataclass(frozen=True, slots=True)
class Patches:
    """One picture's raw outputs: ``things`` (P, T) and ``colors`` (P, K) logits, ``boxes`` (P, 4)
    left, top, right, bottom in fractions of the picture, ``centredness`` (P,) a logit."""

    things: Floats
    colors: Floats
    boxes: Floats
    centredness: Floats


def seen_things(
    patches: Patches, names: tuple[str, ...], colors: tuple[str, ...], thresholds: Thresholds
) -> tuple[SeenThing, ...]:
    """The things, the surest first; ``names`` (T,) and ``colors`` (K,) are the words of the heads."""
    import numpy as np

    central = sigmoid(patches.centredness)
    heard = central > _LEAST_VOTE  # no vote is larger than this
    things = softmax(patches.things[heard] / thresholds.temperature)
    hues = softmax(patches.colors[heard] / thresholds.temperature)
    boxes = np.clip(patches.boxes[heard], 0, 1)
    votes = (1 - things[:, 0]) * central[heard]
    found = []
    for group in _groups(boxes, things[:, 1:].argmax(1), votes, thresholds):
        weights = votes[group, None] / votes[group].sum()
        thing = (weights * things[group]).sum(0)
        best = int(thing[1:].argmax())
        score = float(thing[1 + best])
        if score < thresholds.score:
            continue
        box = (weights * boxes[group]).sum(0)
        hue = (weights * hues[group]).sum(0)
        left, top, right, bottom = (float(side) for side in box)
        found.append(SeenThing(names[1 + best], score, _color(hue, colors), (left, top, right, bottom)))
    return tuple(sorted(found, key=lambda thing: -thing.score))


def _color(hue: Floats, colors: tuple[str, ...]) -> Scored | None:
    best = int(hue.argmax())
    return Scored(colors[best], float(hue[best])) if best else None


def _groups(
    boxes: Floats, names: npt.NDArray[np.intp], votes: Floats, thresholds: Thresholds
) -> list[npt.NDArray[np.intp]]:
    """Patches that vote for the same thing; the surest vote opens a group and draws the others in.

    Patches at the rim of a thing judge its box badly, so little overlap does where the names are one.
    Votes that join but lie far from the first are left out of the group: they say nothing of the box.
    """
    import numpy as np

    waiting = np.flatnonzero(votes > _LEAST_VOTE)
    waiting = waiting[np.argsort(-votes[waiting], kind="stable")]
    groups = []
    while waiting.size:
        first = waiting[0]
        shared = overlaps(boxes[first], boxes[waiting])
        joins = shared >= np.where(names[waiting] == names[first], thresholds.overlap, thresholds.rival)
        joins[0] = True
        groups.append(waiting[joins & (shared >= min(_NEAR, shared[0]))])
        waiting = waiting[~joins]
    return groups


_LEAST_VOTE = 0.1  # a fainter vote neither opens a group nor moves one
_NEAR = 0.5


def overlaps(box: Floats, boxes: Floats) -> Floats:
    """Intersection over union of ``box`` (4,) with each of ``boxes`` (N, 4), in [0, 1]."""
    import numpy as np

    sides = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.clip(sides, 0, None).prod(1)
    areas = np.clip(boxes[:, 2:] - boxes[:, :2], 0, None).prod(1)
    union = areas + np.clip(box[2:] - box[:2], 0, None).prod() - shared
    return np.asarray(shared / np.maximum(union, 1e-9), np.float32)


def ranked(logits: Floats, words: tuple[str, ...], temperature: float) -> tuple[Scored, ...]:
    """Every word with its probability, the likeliest first; ``logits`` is (N,)."""
    chances = softmax(logits[None] / temperature)[0]
    order = sorted(range(len(words)), key=lambda index: -chances[index])
    return tuple(Scored(words[index], float(chances[index])) for index in order)


def softmax(logits: npt.NDArray[Real]) -> npt.NDArray[Real]:
    """Over the last axis, in the precision that is given."""
    import numpy as np

    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), logits.dtype)


def sigmoid(logits: Floats) -> Floats:
    """1 / (1 + exp(-x))."""
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -60, 60))), np.float32)
