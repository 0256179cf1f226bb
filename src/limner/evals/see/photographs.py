"""Photographs that need no download, and faces: what scikit-image carries in its wheel.

Few pictures, so every figure says how many, and counts whole photographs and crops apart: crops of
one photograph are alike, and their interval is narrower than what it would be for new photographs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import LimnerError, Unsupported
from limner.core.image import Image
from limner.evals.see.answers import Answer
from limner.evals.see.naming import area, shared
from limner.ops.decode import open_image
from limner.see.observer import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from limner.core.protocols import Reader
    from limner.core.reading import Reading
    from limner.evals.see.cases import Case

PHOTOGRAPHS = (
    "astronaut.png", "brick.png", "camera.png", "cell.png", "chelsea.png", "clock_motion.png", "coffee.png",
    "coins.png", "grass.png", "gravel.png", "hubble_deep_field.jpg", "ihc.png", "moon.png",
    "motorcycle_left.png", "page.png", "retina.jpg", "rocket.jpg",
)  # fmt: skip
"""Photographs and micrographs; drawings, test charts and the second view of a stereo pair are left out."""

WITH_PEOPLE = ("astronaut.png", "camera.png")
"""Photographs of a person, if not from head to foot: left out of the false alarms for bodies."""

WITH_TEXT = ("astronaut.png", "page.png", "rocket.jpg", "clock_motion.png", "coins.png")
"""Photographs that hold letters or digits, or might: left out of the false alarms for text."""

WHOLE, CROPS, OURS = "photographs flagged as outside", "crops of photographs flagged", "our scenes flagged"
FACES, NO_FACES = "faces found (lfw_subset)", "false alarms on patches without a face"
NO_BODIES = "false alarms on photographs without whole people"
TEXT, NO_TEXT = "drawn text found", "false alarms on photographs without text"
_CROPS = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5), (0.25, 0.25))


def photographs() -> Iterator[tuple[str, Image]]:
    """The photographs by name; Unsupported without scikit-image."""
    for name in PHOTOGRAPHS:
        path = data_folder() / name
        if path.exists():
            yield name, open_image(path)


def data_folder() -> Path:
    """Where scikit-image keeps its pictures; Unsupported when it is not installed."""
    try:
        import skimage
    except ImportError:
        raise Unsupported(
            "photographs come with scikit-image, which is not installed", hint='pip install "limner[demo]"'
        ) from None
    return Path(skimage.__file__).parent / "data"


def crops(image: Image) -> Iterator[Image]:
    """Five crops of half the width and height: the corners and the middle."""
    width, height = image.width // 2, image.height // 2
    for x, y in _CROPS:
        pixels = image.pixels.crop(int(x * image.width), int(y * image.height), width, height)
        yield image.with_pixels(pixels)


def outside(model: Reader, cases: Sequence[Case], readings: Sequence[Reading]) -> Iterator[Answer]:
    """Photographs and their crops are flagged as outside what the model knows; our scenes are not.

    ``our scenes flagged`` counts false alarms: there a right answer is a bad one.
    """
    for metric, pictures in _pictures():
        for reading in model.read(pictures):
            flagged = not is_known(reading, model)
            yield Answer(metric, flagged, f"{reading.familiar:.2f}", "outside")
    for case, reading in zip(cases, readings, strict=True):
        yield Answer(OURS, not is_known(reading, model), f"{reading.familiar:.2f}", "inside", case)


def _pictures() -> Iterator[tuple[str, list[Image]]]:
    for _, image in photographs():
        yield WHOLE, [image]
        yield CROPS, list(crops(image))


def faces_found() -> Iterator[Answer]:
    """Of 100 faces of 25x25 pixels at four times their size, one is found; of 100 patches, none.

    These faces were collected with such a detector (Huang et al. 2007, Labeled Faces in the Wild):
    faces as people meet them are found less often.
    """
    import numpy as np

    from limner.see.people import faces

    patches = np.load(data_folder() / "lfw_subset.npy")
    for index, patch in enumerate(patches):
        found = faces(_framed((patch * 255).astype(np.uint8)))
        if index < len(patches) // 2:
            yield Answer(FACES, bool(found), str(len(found)), "1")
        else:
            yield Answer(NO_FACES, bool(found), str(len(found)), "0")


def no_bodies_found() -> Iterator[Answer]:
    """A photograph without a person from head to foot has no body; `street` asks how many are found."""
    from limner.see.looks import small_luma
    from limner.see.people import bodies

    for name, image in photographs():
        if name not in WITH_PEOPLE:
            found = bodies(small_luma(image, 480))
            yield Answer(NO_BODIES, bool(found), str(len(found)), name)


def _framed(patch: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Four times the size, with its rim repeated around it."""
    import cv2
    import numpy as np

    large = cv2.resize(patch, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.copyMakeBorder(large, 40, 40, 40, 40, cv2.BORDER_REPLICATE), np.uint8)


def text_found(seed: int) -> Iterator[Answer]:
    """A word drawn on a photograph is found where it lies; a photograph without letters has none.

    Ten words a photograph, in a size of 5 to 12 % of the shorter side, dark or light, anywhere. A
    line counts as found when a found one overlaps it by half of the smaller of the two. The thresholds
    of `letters` were set with these photographs in sight.
    """
    import random

    from limner.core.seed import derive
    from limner.evals.see.lettered import lettered
    from limner.see.letters import lines
    from limner.see.looks import small_luma

    for name, image in photographs():
        if name in WITH_TEXT:
            continue
        luma = small_luma(image, 480)
        found = lines(luma)
        yield Answer(NO_TEXT, bool(found), str(len(found)), name)
        rng = random.Random(derive(seed, f"eval/text/{name}"))  # noqa: S311
        for _ in range(10):
            written, box = lettered(luma, rng)
            hit = any(_covered(box, each) >= 0.5 for each in lines(written))
            yield Answer(TEXT, hit, name, name)


def _covered(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """How much of the smaller box the other covers, 0-1."""
    return shared(one, other) / min(area(one), area(other))


def skipped(error: LimnerError) -> str:
    """Why figures on photographs are missing, and how to get them."""
    return f"{error.message}: the figures on it are left out" + (f" ({error.hint})" if error.hint else "")
