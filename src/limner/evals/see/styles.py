"""Whether a vector holds more of the thing than of the style that it is drawn in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from limner.core.image import Image
from limner.core.seed import derive
from limner.evals.see.answers import Answer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.protocols import Encoder
    from limner.evals.see.cases import Case
    from limner.world.atlas import Atlas
    from limner.world.scene import Picture

    Vectors = npt.NDArray[np.float32]

STYLES = "one thing in two styles closer than two things in one style"


def triplets(model: Encoder, seed: int, count: int, atlas: Atlas, side: int) -> Iterator[Answer]:
    """Of a scene with one thing, two others are painted: the same scene in another style, and the
    same scene with another thing of its own colour. The first must lie nearer.

    Things and styles are drawn at random; place, time and the thing's spot stay as they are.
    """
    for index in range(count):
        rng = random.Random(derive(seed, f"eval/styles/{index}"))  # noqa: S311
        anchor, restyled, other = _three(rng, atlas, side)
        vectors = model.image_vectors([Image.from_array(each.pixels) for each in (anchor, restyled, other)])
        near, far = float(vectors[0] @ vectors[1]), float(vectors[0] @ vectors[2])
        thing, second = anchor.scene.things[0].thing, other.scene.things[0].thing
        wanted = f"{thing} as {anchor.scene.style}: {restyled.scene.style} {near:.2f}, {second} {far:.2f}"
        yield Answer(STYLES, near > far, wanted, wanted)


def _three(rng: random.Random, atlas: Atlas, side: int) -> tuple[Picture, Picture, Picture]:
    from limner.world.compose import compose
    from limner.world.painter import paint
    from limner.world.vocabulary import DRAWINGS, STYLES

    first, second = rng.sample(atlas.names, 2)
    style, other_style = rng.sample([style for style in STYLES if style != "photo"], 2)
    scene = compose(rng.getrandbits(48), atlas, reserved=None, kind="one", things=(first,), style=style)
    drawing = other_style if other_style in DRAWINGS else scene.drawing
    restyled = replace(scene, style=other_style, drawing=drawing)
    exchanged = replace(scene, things=(replace(scene.things[0], thing=second, color=None, variant=""),))
    return paint(scene, atlas, side), paint(restyled, atlas, side), paint(exchanged, atlas, side)


def shipped_triplets(cases: Sequence[Case], vectors: Vectors) -> Iterator[Answer]:
    """The same question where nothing can be painted: among pictures with one thing, each pair of one
    thing in two styles against every picture of another thing in the first's style.

    Places and colours differ too, so it is harder than `triplets`.
    """
    single = [place for place, case in enumerate(cases) if len(case.scene.things) == 1]
    for anchor in single:
        thing, style = cases[anchor].scene.things[0].thing, cases[anchor].scene.style
        same = [each for each in single if each != anchor and cases[each].scene.things[0].thing == thing]
        for near in (each for each in same if cases[each].scene.style != style):
            for far in single:
                other = cases[far].scene
                if other.style == style and other.things[0].thing != thing:
                    right = float(vectors[anchor] @ vectors[near]) > float(vectors[anchor] @ vectors[far])
                    yield Answer(STYLES, right, other.things[0].thing, thing, cases[anchor])
