"""What is true of a picture: relations, depth, edges, counts, sizes and how much of each thing shows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limner.world.extents import Extent, Figure, extent, figures, overlap_x, overlap_y, resting_foot
from limner.world.painter import stamp
from limner.world.scene import REGIONS, Relation
from limner.world.vocabulary import RELATIONS, SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from limner.world.atlas import Atlas
    from limner.world.scene import Picture, Scene

SIZE_LIMITS = (0.22, 0.38, 0.66, 0.86)
"""`Placed.size` where the next word of `SIZES` begins."""

_TOUCH = 0.05
"""How far, as a share of the lower thing's height, a foot may be from where it rests."""


def size_word(size: float) -> str:
    """The word of `SIZES` for a `Placed.size`.

    >>> size_word(0.1), size_word(0.5), size_word(0.9)
    ('tiny', 'medium', 'huge')
    """
    return SIZES[sum(size >= limit for limit in SIZE_LIMITS)]


class _Pair(NamedTuple):
    """Two things of one scene: boxes, figures, and whether the first is painted over the second."""

    a: Extent
    b: Extent
    a_figure: Figure
    b_figure: Figure
    over: bool

    def turned(self) -> _Pair:
        return _Pair(self.b, self.a, self.b_figure, self.a_figure, not self.over)


def _left(pair: _Pair) -> bool:
    a, b = pair.a, pair.b
    across = b.center_x - a.center_x
    apart = overlap_x(a, b) <= 0.3 * min(a.width, b.width)
    return apart and across >= abs(b.center_y - a.center_y)


def _rests(pair: _Pair, kind: str) -> bool:
    a, b = pair.a, pair.b
    top = pair.b_figure.top_at((a.center_x - b.left) / b.width)
    foot = resting_foot(kind, a.height, b, pair.b_figure.thing, top)
    if foot is None or not b.left + 0.1 * b.width <= a.center_x <= b.right - 0.1 * b.width:
        return False
    return abs(a.bottom - foot) <= _TOUCH * b.height + 0.012


def _on(pair: _Pair) -> bool:
    return pair.over and pair.a.center_y < pair.b.center_y and _rests(pair, "on")


def _riding(pair: _Pair) -> bool:
    return not pair.over and pair.a.center_y < pair.b.center_y and _rests(pair, "riding")


def _inside(pair: _Pair) -> bool:
    return pair.over and pair.a.width <= pair.b.width and _rests(pair, "inside")


def _above(pair: _Pair) -> bool:
    a, b = pair.a, pair.b
    up = b.center_y - a.center_y
    clear = overlap_y(a, b) <= 0.2 * min(a.height, b.height)
    return clear and up >= abs(b.center_x - a.center_x) and not _held(pair)


def _under(pair: _Pair) -> bool:
    upper = pair.turned()
    if _on(upper):
        return True
    return _above(upper) and overlap_x(pair.a, pair.b) >= 0.5 * min(pair.a.width, pair.b.width)


def _held(pair: _Pair) -> bool:
    return _on(pair) or _riding(pair) or _inside(pair)


def _front(pair: _Pair) -> bool:
    a, b = pair.a, pair.b
    meets = overlap_x(a, b) >= 0.2 * min(a.width, b.width) and overlap_y(a, b) >= 0.2 * min(
        a.height, b.height
    )
    return pair.over and meets and a.bottom >= b.bottom + 0.02 and not _held(pair)


def _beside(pair: _Pair) -> bool:
    a, b = pair.a, pair.b
    gap = -overlap_x(a, b)
    near = -0.3 * min(a.width, b.width) <= gap <= 0.6 * min(a.width, b.width)
    return near and overlap_y(a, b) >= 0.5 * min(a.height, b.height) and not _held(pair)


_HOLDS: dict[str, Callable[[_Pair], bool]] = {
    "left of": _left,
    "right of": lambda pair: _left(pair.turned()),
    "above": _above,
    "below": lambda pair: _above(pair.turned()),
    "on": _on,
    "under": _under,
    "in front of": _front,
    "behind": lambda pair: _front(pair.turned()),
    "next to": _beside,
    "riding": _riding,
    "inside": _inside,
}


def extents(scene: Scene, atlas: Atlas) -> tuple[Extent, ...]:
    """The box of each thing of ``scene``, in shorter sides."""
    return tuple(extent(placed, scene, atlas) for placed in scene.things)


def holds(relation: Relation, drawn: tuple[Figure, ...], boxes: tuple[Extent, ...]) -> bool:
    """Whether ``relation`` is true of the things ``drawn`` that reach ``boxes``, in painting order."""
    subject, target = relation.subject, relation.object
    pair = _Pair(boxes[subject], boxes[target], drawn[subject], drawn[target], subject > target)
    return _HOLDS[relation.kind](pair)


def relations(scene: Scene, atlas: Atlas) -> tuple[Relation, ...]:
    """Every relation that holds between two things of ``scene``, in order of subject, kind, object."""
    drawn, boxes = figures(scene, atlas), extents(scene, atlas)
    count = len(boxes)
    every = (
        Relation(subject, kind, target)
        for subject in range(count)
        for kind in RELATIONS
        for target in range(count)
        if subject != target
    )
    return tuple(relation for relation in every if holds(relation, drawn, boxes))


def counts(scene: Scene) -> dict[str, int]:
    """How many of each thing ``scene`` holds, by name."""
    return dict(Counter(placed.thing for placed in scene.things))


def visible(picture: Picture, atlas: Atlas) -> tuple[float, ...]:
    """The fraction of each whole thing that shows in ``picture``, [0, 1]."""
    height, width = picture.instances.shape
    seen = np.bincount(picture.instances.ravel(), minlength=len(picture.scene.things) + 1)
    whole = (
        int((stamp(placed, picture.scene, atlas, width, height).pixels[..., 3] > 127).sum())
        for placed in picture.scene.things
    )
    return tuple(min(1.0, int(seen[i + 1]) / max(1, pixels)) for i, pixels in enumerate(whole))


def depth(picture: Picture) -> npt.NDArray[np.float32]:
    """How far each pixel is, (H, W), 0 = nearest, 1 = the sky.

    The ground comes nearer from the horizon to the lower edge; a thing stands upright at the depth
    of its foot, always nearer than what it is painted over.
    """
    height, width = picture.instances.shape
    horizon = picture.scene.horizon
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    ground = 0.95 * (1 - np.clip((rows - horizon) / max(1e-3, 1 - horizon), 0, 1))
    far = np.repeat(ground[:, None], width, axis=1)
    far[picture.regions == REGIONS.index("sky")] = 1.0
    levels = [0.0]
    nearest = 0.94
    for placed in picture.scene.things:
        foot = 0.95 * (1 - min(1.0, max(0.0, (placed.y - horizon) / max(1e-3, 1 - horizon))))
        nearest = max(0.0, min(foot, nearest - 0.01))
        levels.append(nearest)
    things = np.array(levels, np.float32)[picture.instances]
    return np.where(picture.instances > 0, things, far).astype(np.float32)


def edges(picture: Picture) -> npt.NDArray[np.bool_]:
    """Where a thing or a region ends, (H, W): the pixel differs from its right or lower neighbour."""
    labels = np.where(picture.instances > 0, picture.instances + np.uint8(100), picture.regions)
    found = np.zeros(labels.shape, bool)
    found[:, :-1] = labels[:, :-1] != labels[:, 1:]
    found[:-1] |= labels[:-1] != labels[1:]
    return found
