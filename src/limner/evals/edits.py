"""Edits to try the checks on: requests for every operation, and small real photographs of many kinds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from limner.core.plan import step_types
from limner.core.steps.base import ExactStep
from limner.evals.see.photographs import data_folder

if TYPE_CHECKING:
    from PIL import Image as PillowImage

PICTURES = ("logo.png", "other.jpg")
"""What the requests name beside the photograph."""
_SIDE = 480
"""Pixels of the longer side at most."""
_MORE = (
    "crop 40px off the left and 20 off the top",
    "keep the right half",
    "crop to 16:9",
    "zoom to 150%",
    "resize to 50%",
    "resize to 300x300 and fill",
    "extend the canvas to 700x700",
    "rotate 180 degrees",
    "rotate 7 degrees",
    "rotate 12 degrees clockwise and crop the black edges",
    "straighten by 3 degrees",
    "flip vertically",
    "pad 40 px on the left",
    "make it 30% darker",
    "make the top half 25% brighter",
    "less contrast",
    "exposure -1.5 EV",
    "gamma 0.7",
    "levels 40 to 200",
    "raise the highlights by 20",
    "lower the shadows by 25",
    "posterize to 8 levels",
    "threshold at 90",
    "desaturate by 60%",
    "shift the hue by 180 degrees",
    "make it cooler",
    "tint it towards green",
    "make the left half black and white",
    "sepia at 50%",
    "blur by 1 pixel",
    "box blur by 4 pixels",
    "motion blur by 12 pixels",
    "lens blur by 6 pixels",
    "blur the bottom half",
    "sharpen a lot",
    "apply the emboss kernel",
    "apply the find-edges kernel",
    "apply the smooth kernel",
    "canny edges",
    "pixelate the box 100,80 to 200,160",
    "add a strong vignette",
    "a lot of grain",
    'write "Sale" in red at the top left',
    "draw a filled blue rectangle at 50,40 120x80",
    "convert to png",
    "convert to jpeg at quality 60",
    "quality 40",
    "under 12 kB",
    "remove the gps data",
    "grayscale, then crop to a square and sharpen",
    "resize to 240 pixels wide, then 20% brighter and flip it",
    "auto levels then invert",
    "rotate left, blur by 2 pixels, then add a 6px white border",
)
"""Requests beside the examples of `limner ops`: other parameters, regions, several steps."""


def requests() -> tuple[str, ...]:
    """The example of every exact operation, then the others."""
    exact = [kind for kind in step_types().values() if issubclass(kind, ExactStep)]
    return tuple(kind.example for kind in exact) + _MORE


def photographs() -> Iterator[tuple[str, bytes]]:
    """Files by name: JPEG of three qualities, PNG gray, see-through and of 16 bits, WebP; Unsupported
    without scikit-image."""
    yield "astronaut.jpg", _jpeg(_small("astronaut.png"), 93, exif=True)
    yield "coffee.jpg", _jpeg(_small("coffee.png"), 75)
    yield "retina.jpg", (data_folder() / "retina.jpg").read_bytes()
    yield "chelsea.png", _written(_small("chelsea.png"), "PNG")
    yield "page.png", _written(_small("page.png"), "PNG")
    yield "camera.jpg", _jpeg(_small("camera.png"), 85)
    yield "rocket.webp", _written(_small("rocket.jpg"), "WEBP", quality=85)
    yield "cat-cut-out.png", _written(_cut_out(_small("chelsea.png")), "PNG")
    yield "coffee-16-bit.png", _deep("coffee.png")
    yield "moon.jpg", _jpeg(_small("moon.png"), 90)


@cache
def beside() -> dict[str, bytes]:
    """The pictures that requests name, as files."""
    logo, other = _small("logo.png").resize((90, 90)), _small("rocket.jpg")
    return dict(zip(PICTURES, (_written(logo, "PNG"), _jpeg(other, 90)), strict=True))


def _small(name: str) -> PillowImage.Image:
    from PIL import Image

    with Image.open(data_folder() / name) as file:
        file.load()
    file.thumbnail((_SIDE, _SIDE))
    return file


def _jpeg(picture: PillowImage.Image, quality: int, *, exif: bool = False) -> bytes:
    from PIL import Image

    told = Image.Exif()
    if exif:
        told[0x010F] = "Camera"
        told.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0)})
    return _written(picture, "JPEG", quality=quality, exif=told)


def _cut_out(picture: PillowImage.Image) -> PillowImage.Image:
    """See-through outside a soft oval."""
    from PIL import Image

    width, height = picture.size
    oval = Image.radial_gradient("L").point(lambda value: max(0, min(255, (190 - value) * 4)))
    picture.putalpha(oval.resize((width, height)))
    return picture


def _deep(name: str) -> bytes:
    """A photograph with 16 bits a sample, as an editor would have smoothed it."""
    import cv2
    import numpy as np

    samples = np.asarray(_small(name).convert("RGB"), np.float32)[:, :, ::-1] * 257
    smooth = cv2.GaussianBlur(samples, (0, 0), 0.6)
    return bytes(cv2.imencode(".png", np.clip(smooth, 0, 65535).astype(np.uint16))[1])


def _written(picture: PillowImage.Image, format: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()
