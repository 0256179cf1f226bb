"""What a layout leaves open of how its things look: which way they face, and how they are drawn."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.seed import derive
from limner.world.vocabulary import DRAWINGS, SHOWING, drawn_as

if TYPE_CHECKING:
    from limner.core.layout import Laid, Layout

USUAL_STYLE = "3d"
"""Where no style is said: the one in which a thing is best known again."""


def drawn(layout: Layout, seed: int) -> Layout:
    """``layout`` with its ``drawing``: its own, that of its style, else one that ``seed`` picks."""
    if layout.drawing is not None:
        return layout
    dice = _dice(seed, "drawing")
    return replace(layout, drawing=drawn_as(layout.style) or dice.choice(DRAWINGS))


def faced(layout: Layout, seed: int) -> Layout:
    """``layout`` with each thing turned either way; what has letters or fingers is not mirrored."""
    dice = _dice(seed, "facing")

    def turned(one: Laid) -> Laid:
        either = dice.random() < 0.5
        return replace(one, mirrored=either and one.thing not in SHOWING)

    return replace(layout, things=tuple(map(turned, layout.things)))


def _dice(seed: int, about: str) -> random.Random:
    return random.Random(derive(seed, about))  # noqa: S311
