"""Exact operations: ``Image -> Image``, one family a file, and files in and out.

``limner.ops.crop``, ``limner.ops.blur`` ... are imported when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_FAMILIES: dict[str, tuple[str, ...]] = {
    "geometry": ("crop", "zoom", "resize", "flip", "transpose"),
    "warp": ("rotate", "straighten", "perspective", "shear"),
    "canvas": ("pad", "border", "round_corners", "tile", "montage"),
    "tone": (
        "brightness", "contrast", "exposure", "gamma", "levels", "curves", "highlights", "shadows",
        "invert", "posterize", "threshold", "opacity",
    ),
    "histogram": ("auto", "equalize", "clahe"),
    "balance": ("temperature", "tint", "white_balance"),
    "color": (
        "saturation", "vibrance", "hue", "grayscale", "sepia", "duotone", "color_overlay", "replace_color",
    ),
    "filter": ("blur", "sharpen", "kernel", "median", "denoise", "glow"),
    "effect": ("edges", "emboss", "vignette", "grain", "pixelate"),
    "composite": ("overlay",),
    "shapes": ("rectangle", "ellipse", "line", "arrow"),
    "lettering": ("text",),
    "file": ("convert", "compress", "strip", "dpi", "icc", "frame"),
    "decode": ("open_image",),
}  # fmt: skip
_HOME = {name: family for family, names in _FAMILIES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605  (a literal would be a second list to keep)


def __getattr__(name: str) -> Any:
    """An operation by its name."""
    if name not in _HOME:
        raise AttributeError(f"limner.ops has no operation {name!r}")
    return getattr(import_module(f"limner.ops.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
