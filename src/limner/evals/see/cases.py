"""The scenes that seeing is measured on, with their truth: rendered from a seed, or as shipped."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.seed import derive

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.world.atlas import Atlas
    from limner.world.negatives import WrongCaption
    from limner.world.scene import Picture, Scene

    Fractions = tuple[float, float, float, float]

SPRITES = Path("~/.cache/limner/sprites.npz")
"""Where `limner train sprites` puts the pictograms that scenes are rendered from."""

SIDE = 256
"""The shorter side of a rendered scene, pixels: larger than what the model takes, as files are."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One picture and all that is asked of it.

    ``pixels`` is (H, W, 3) uint8; ``boxes`` hold left, top, right, bottom of each of the scene's
    things as fractions of the picture, None where nothing of it shows; ``visible`` is the share of
    each that shows, 0-1; ``caption`` tells all of the scene that a long caption tells; ``wrong`` has
    at most one false caption of each kind; ``reserved`` names the combinations never trained on.
    """

    name: str
    scene: Scene
    pixels: npt.NDArray[np.uint8]
    boxes: tuple[Fractions | None, ...]
    visible: tuple[float, ...]
    caption: str
    wrong: tuple[WrongCaption, ...]
    reserved: tuple[str, ...]


def rendered(
    seed: int, count: int, atlas: Atlas, *, reserved: bool = False, side: int = SIDE
) -> Iterator[Case]:
    """``count`` scenes that no training saw: their seeds are derived from names of "eval/"; training's
    from "train/". With ``reserved`` each shows a combination that is kept out of training."""
    from limner.world.compose import compose
    from limner.world.painter import paint
    from limner.world.truth import visible

    for index in range(count):
        name = f"eval/{'reserved' if reserved else 'seen'}/{index}"
        scene = compose(derive(seed, name), atlas, reserved=reserved)
        picture = paint(scene, atlas, side)
        words = random.Random(derive(seed, f"{name}/words"))  # noqa: S311
        yield told(name, picture, visible(picture, atlas), words)


def told(name: str, picture: Picture, visible: tuple[float, ...], rng: random.Random) -> Case:
    """A picture of the world with captions, true and false, drawn by ``rng``."""
    from limner.world.captions import caption
    from limner.world.negatives import KINDS, wrong_caption
    from limner.world.reserved import reserved_facts

    wrong = (wrong_caption(picture.scene, rng, kind) for kind in KINDS)
    return Case(
        name=name,
        scene=picture.scene,
        pixels=picture.pixels,
        boxes=picture.fractions,
        visible=visible,
        caption=caption(picture.scene, rng, "long"),
        wrong=tuple(each for each in wrong if each is not None),
        reserved=reserved_facts(picture.scene),
    )


def shipped() -> Iterator[Case]:
    """The scenes inside the package; WeightsMissing or WeightsCorrupt when they are not there."""
    from limner.world.shipped import shipped as examples

    for example in examples():
        picture = example.picture()
        yield Case(
            name=example.name,
            scene=example.scene,
            pixels=picture.pixels,
            boxes=picture.fractions,
            visible=example.visible,
            caption=example.captions[-1],
            wrong=example.wrong,
            reserved=example.reserved,
        )
