"""Operations on a small picture by hand, as somebody writes them who knows pyvips, OpenCV and Pillow."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.uint8]
    Peers = dict[str, Callable[[], Samples]]

APART = {"glow": 1, "hue": 1, "vibrance": 1, "replace_color": 1}
"""Levels between our samples and a peer's that is less exact: 0 for all others."""
_LUMA = (19595 / 65536, 38470 / 65536, 7471 / 65536)


def peers(samples: Samples, other: Samples) -> Peers:
    """The library's side by the operation's name, for (64, 64, 3) ``samples``; ``other`` is put beside it."""
    return {
        **_moves(samples, other),
        **_maps(samples),
        **_neighbours(samples),
        **_colors(samples),
        **_swap(samples),
        **_letters(samples),
    }


def _moves(samples: Samples, other: Samples) -> Peers:
    import pyvips

    picture, second = (pyvips.Image.new_from_array(one, interpretation="srgb") for one in (samples, other))

    def framed(left: int, top: int, width: int, height: int, color: int) -> Samples:
        ink = {"extend": "background", "background": [color] * 3}
        return _read(picture.embed(left, top, width, height, **ink))

    return {
        "crop": lambda: _read(picture.crop(16, 16, 32, 32)),
        "flip": lambda: _read(picture.fliphor()),
        "rotate": lambda: _read(picture.rot90()),
        "tile": lambda: _read(picture.replicate(2, 2)),
        "pad": lambda: framed(32, 0, 128, 64, 255),
        "border": lambda: framed(6, 6, 76, 76, 0),
        "montage": lambda: _read(picture.join(second, "horizontal")),
    }


def _maps(samples: Samples) -> Peers:
    import cv2
    import numpy as np
    import pyvips

    picture = pyvips.Image.new_from_array(samples, interpretation="srgb")
    lean, wide = math.tan(math.radians(10)), 75

    def affine(pixels: Any, matrix: list[float], width: int, height: int, **ink: Any) -> Samples:
        moved = pixels.affine(
            matrix,
            interpolate=pyvips.Interpolate.new("bicubic"),
            idx=0.5 - pixels.width / 2,
            idy=0.5 - pixels.height / 2,
            odx=width / 2 - 0.5,
            ody=height / 2 - 0.5,
            oarea=[0, 0, width, height],
            premultiplied=True,
            **(ink or {"extend": "copy"}),
        )
        return _read(moved)

    white = {"extend": "background", "background": [255.0] * 3}

    def perspective() -> Samples:
        canvas, corners = [(0, 0), (55, 0), (55, 54), (0, 54)], [(5, 4), (60, 6), (58, 60), (3, 55)]
        back = cv2.getPerspectiveTransform(np.array(canvas, np.float32), np.array(corners, np.float32))
        rows, columns = np.mgrid[:54, :55] + 0.5
        x, y, depth = np.tensordot(back, np.stack([columns, rows, np.ones_like(rows)]), 1)
        index = pyvips.Image.new_from_array(np.stack([x / depth, y / depth], -1) - 0.5)
        cubic = pyvips.Interpolate.new("bicubic")
        return _read(picture.mapim(index, interpolate=cubic, extend="copy", premultiplied=True))

    sine, cosine = math.sin(math.radians(3)), math.cos(math.radians(3))
    return {
        "perspective": perspective,
        "straighten": lambda: affine(picture, [cosine, -sine, sine, cosine], 60, 60),
        "resize": lambda: _read(picture.resize(0.5, vscale=0.5, kernel="lanczos3")),
        "zoom": lambda: affine(picture, [2, 0, 0, 2], 64, 64),
        "shear": lambda: affine(picture, [1, -lean, 0, 1], wide, 64, **white),
        "icc": lambda: _read(picture.icc_transform("p3", intent="relative", depth=8, input_profile="srgb")),
    }


def _neighbours(samples: Samples) -> Peers:
    import cv2
    import numpy as np
    import pyvips
    from PIL import Image, ImageFilter

    picture, pillow = pyvips.Image.new_from_array(samples, interpretation="srgb"), Image.fromarray(samples)

    def soft(sigma: float) -> Any:
        return picture.cast("float").gaussblur(sigma, min_ampl=0.003, precision="float")

    def rounded(bands: Any) -> Samples:
        return _read((bands + 0.5).cast("uchar"))

    def median() -> Samples:
        return _read(picture.embed(2, 2, 68, 68, extend="copy").median(5).crop(2, 2, 64, 64))

    return {
        "blur": lambda: rounded(soft(2)),
        "sharpen": lambda: rounded(picture * 2 - soft(1.5)),
        "glow": lambda: rounded(picture + soft(10) * 0.5 * (1 - picture / 255)),
        "median": median,
        "denoise": lambda: np.asarray(cv2.fastNlMeansDenoising(samples, None, 10.0, 7, 21)),
        "kernel": lambda: np.asarray(pillow.filter(ImageFilter.SHARPEN)),
    }


def _colors(samples: Samples) -> Peers:
    import cv2
    import numpy as np
    import pyvips
    from PIL import Image

    picture, pillow = pyvips.Image.new_from_array(samples, interpretation="srgb"), Image.fromarray(samples)
    negative = pyvips.Image.new_from_array(np.arange(255, -1, -1, dtype=np.uint8)[None])
    mixing = pyvips.Image.new_from_array(1.25 * np.eye(3) - 0.25 * np.array([_LUMA] * 3))
    adaptive = cv2.createCLAHE(3.0, (4, 4))

    def hue() -> Any:
        wheel = cv2.cvtColor(samples.astype(np.float32) / 255, cv2.COLOR_RGB2HSV)
        wheel[..., 0] = (wheel[..., 0] + 30) % 360
        turned: Any = cv2.cvtColor(wheel, cv2.COLOR_HSV2RGB)
        return (turned * 255 + 0.5).astype(np.uint8)

    def vibrance() -> Any:
        wide = samples.astype(np.float32)
        chroma = (samples.max(axis=2) - samples.min(axis=2)).astype(np.float32)
        gray = (wide @ np.array(_LUMA, np.float32))[..., None]
        more: Any = gray + (wide - gray) * (1.25 - 0.25 / 255 * chroma)[..., None] + 0.5
        return more.clip(0, 255).astype(np.uint8)

    def equalize() -> Any:
        luma = np.asarray(pillow.convert("L"))
        reached = np.cumsum(np.bincount(luma.ravel(), minlength=256))
        darkest = reached[luma.min()]
        table = np.floor((reached - darkest) * 255 / (reached[-1] - darkest) + 0.5)
        return shifted(luma, table[luma])

    def shifted(old: Any, new: Any) -> Any:
        change = new.astype(np.int16) - old.astype(np.int16)
        return np.clip(samples + change[..., None], 0, 255).astype(np.uint8)

    def clahe() -> Any:
        luma = np.asarray(pillow.convert("L"))
        return shifted(luma, adaptive.apply(luma))

    def threshold() -> Any:
        white = np.asarray(pillow.convert("L")) >= 128
        return np.repeat((white * np.uint8(255))[..., None], 3, axis=2)

    return {
        "invert": lambda: _read(picture.maplut(negative)),
        "saturation": lambda: _read((picture.recomb(mixing) + 0.5).cast("uchar")),
        "grayscale": lambda: np.asarray(pillow.convert("L")),
        "hue": hue,
        "vibrance": vibrance,
        "equalize": equalize,
        "clahe": clahe,
        "threshold": threshold,
    }


def _swap(samples: Samples) -> Peers:
    import numpy as np
    import pyvips

    picture = pyvips.Image.new_from_array(samples, interpretation="srgb")
    red = pyvips.Image.new_from_array(np.array([[[255, 0, 0]]], np.uint8), interpretation="srgb")
    sought = np.array(red.colourspace("lab")(0, 0), np.float32)
    blue = np.array([0, 0, 255], np.float32)

    def replace_color() -> Any:
        lab = picture.colourspace("lab").numpy()
        own, chroma = np.hypot(*sought[1:]), np.hypot(lab[..., 1], lab[..., 2])
        apart = (lab - sought) ** 2
        paler = (chroma - own) ** 2
        turned = np.maximum(apart[..., 1] + apart[..., 2] - paler, 0)
        mean = np.sqrt(chroma * own)
        far = apart[..., 0] + paler / (1 + 0.045 * mean) ** 2 + turned / (1 + 0.015 * mean) ** 2
        share = np.clip((15 - np.sqrt(far)) / 3 + 1, 0, 1)[..., None]
        return (samples + (blue - samples) * share + 0.5).astype(np.uint8)

    return {"replace_color": replace_color}


def _letters(samples: Samples) -> Peers:
    """The same font at the same place, its coverage mixed in floats: Pillow's own mixing rounds otherwise."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(20 / 3)

    def text() -> Any:
        cover = Image.new("L", (64, 64))
        ImageDraw.Draw(cover).text((24, 59), "Hello", fill=255, font=font, anchor="ls")
        share = np.asarray(cover, np.float32)[..., None] / 255
        return (samples + (255 - samples) * share + 0.5).astype(np.uint8)

    return {"text": text}


def _read(pixels: Any) -> Samples:
    found: Samples = pixels.numpy()
    return found
