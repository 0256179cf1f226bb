"""What travels with a picture into its file: EXIF, XMP and profile made true for what is written."""

from __future__ import annotations

from typing import NamedTuple

from limner.core.image import Image, Space
from limner.ops import exif, icc_profile, xmp


class Metadata(NamedTuple):
    """The blocks to write, each None for none; ``recipe`` and ``parameters`` are for formats with text
    of their own."""

    exif: bytes | None = None
    xmp: bytes | None = None
    icc: bytes | None = None
    dpi: float | None = None
    recipe: str | None = None
    parameters: str | None = None


def to_write(
    image: Image, space: Space, recipe: str | None = None, parameters: str | None = None
) -> Metadata:
    """The metadata of ``image`` when it is written in ``space`` with ``recipe`` and ``parameters``.

    ``image.saving.strip``: ``"nothing"`` keeps EXIF and XMP (upright, true size, no thumbnail, no gain
    map), ``"gps"`` takes the place out of them, ``"all"`` leaves only the profile and the resolution:
    not even the recipe is written. A profile for another space than the written one is left out.
    """
    profile = image.icc if icc_profile.space_of(image.icc) == space else None
    strip = image.saving.strip
    if strip == "all":
        return Metadata(icc=profile, dpi=image.dpi)
    gps = strip == "nothing"
    return Metadata(
        exif=exif.rewritten(image.exif, size=image.size, dpi=image.dpi, gps=gps),
        xmp=xmp.merged(image.xmp, recipe=recipe, gps=gps),
        icc=profile,
        dpi=image.dpi,
        recipe=recipe,
        parameters=parameters,
    )
