"""A rendered picture's truth as what the reader's heads are trained on.

Suffixes of arrays: H, W pixels, G patches along a side, P = G * G patches row by row, K colours.
"""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from limner.world.things import NAMES, THINGS
from limner.world.vocabulary import COLORS, PLACES, STYLES, TIMES, WEATHERS

if TYPE_CHECKING:
    import numpy.typing as npt

    from limner.world.scene import Picture

VOCABULARY: dict[str, tuple[str, ...]] = {
    "things": ("nothing", *NAMES),
    "colors": ("natural", *COLORS),
    "place": PLACES,
    "time": TIMES,
    "weather": WEATHERS,
    "style": STYLES,
}
"""What each head says, in the order of its outputs."""

COLORLESS = ("pencil sketch",)
"""The styles in which no colour can be seen: there none is asked for."""

LEAST_COVER = 0.3
"""A patch belongs to a thing that covers at least this share of it, and more than any other does."""

NATURAL_SHARE = 0.5
"""A thing in its natural colour is labelled "natural" with this share and with that colour's name
with the rest: nobody could tell a red apple from an apple that is red."""

SPREAD = 0.8
"""The centredness of a patch falls as exp(-d^2 / (2 s^2)), d in half sides of the thing's box, s this."""


def squash(image: npt.NDArray[np.uint8], side: int) -> npt.NDArray[np.uint8]:
    """The whole picture as a ``side`` by ``side`` square; by area where it shrinks."""
    if image.shape[:2] == (side, side):
        return image
    return cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def patch_truth(picture: Picture, side: int, grid: int) -> dict[str, npt.NDArray[np.generic]]:
    """``things`` (P,) int64, ``colors`` (P, K) float32, ``boxes`` (P, 4) and ``centredness`` (P,)
    float32 of ``picture`` squashed to ``side`` pixels; boxes are fractions of the picture. A row of
    ``colors`` sums to 1, to 0 where nothing is asked."""
    owner_P = _owners(picture.instances, side, grid)
    things = np.zeros(grid**2, np.int64)
    colors = np.zeros((grid**2, len(VOCABULARY["colors"])), np.float32)
    boxes = np.zeros((grid**2, 4), np.float32)
    height, width = picture.instances.shape
    for index, (placed, box) in enumerate(zip(picture.scene.things, picture.boxes, strict=True)):
        mine_P = owner_P == index + 1
        if box is None or not mine_P.any():
            continue
        things[mine_P] = VOCABULARY["things"].index(placed.thing)
        if picture.scene.style not in COLORLESS:
            colors[mine_P] = _color_shares(placed.thing, placed.color)
        boxes[mine_P] = np.array(box, np.float32) / (width, height, width, height)
    centredness = np.where(owner_P > 0, _centredness(boxes, grid), 0).astype(np.float32)
    return {"things": things, "colors": colors, "boxes": boxes, "centredness": centredness}


def whole_truth(picture: Picture) -> dict[str, int]:
    """The index of the scene's word in the vocabulary of each head on the whole picture."""
    scene = picture.scene
    words = {"place": scene.place, "time": scene.time, "weather": scene.weather, "style": scene.style}
    return {head: VOCABULARY[head].index(word) for head, word in words.items()}


def _owners(instances_HW: npt.NDArray[np.uint8], side: int, grid: int) -> npt.NDArray[np.int64]:
    """(P,) the instance that each patch belongs to, 0 = none. Every visible thing has one."""
    square = cv2.resize(instances_HW, (side, side), interpolation=cv2.INTER_NEAREST)
    patch = side // grid
    pixels_PN = square.reshape(grid, patch, grid, patch).transpose(0, 2, 1, 3).reshape(grid**2, -1)
    numbers = np.unique(square)
    cover_IP = np.stack([(pixels_PN == number).mean(1) for number in numbers[numbers > 0]] or [np.zeros(0)])
    owner = np.zeros(grid**2, np.int64)
    if not cover_IP.size:
        return owner
    present = numbers[numbers > 0].astype(np.int64)
    claimed = cover_IP.max(0) >= LEAST_COVER
    owner[claimed] = present[cover_IP.argmax(0)][claimed]
    for row in np.argsort(-cover_IP.sum(1)):
        if not (owner == present[row]).any():
            owner[cover_IP[row].argmax()] = present[row]
    return owner


def _centredness(boxes_P4: npt.NDArray[np.float32], grid: int) -> npt.NDArray[np.float32]:
    """1 where a patch's centre is the box's own, falling with the distance in half sides."""
    line = (np.arange(grid, dtype=np.float32) + 0.5) / grid
    patches_P2 = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    middle_P2 = (boxes_P4[:, :2] + boxes_P4[:, 2:]) / 2
    half_P2 = np.maximum((boxes_P4[:, 2:] - boxes_P4[:, :2]) / 2, 1 / grid)
    squared_P = (((patches_P2 - middle_P2) / half_P2) ** 2).sum(1)
    falling_P: npt.NDArray[np.float32] = np.exp(-squared_P / (2 * SPREAD**2)).astype(np.float32)
    return falling_P


@cache
def _color_shares(thing: str, color: str | None) -> npt.NDArray[np.float32]:
    """(K,) summing to 1."""
    shares = np.zeros(len(VOCABULARY["colors"]), np.float32)
    natural = THINGS[thing].natural
    if color is not None:
        shares[VOCABULARY["colors"].index(color)] = 1
    elif len(natural) == 1:
        shares[0] = NATURAL_SHARE
        shares[VOCABULARY["colors"].index(natural[0])] = 1 - NATURAL_SHARE
    else:
        shares[0] = 1
    return shares
