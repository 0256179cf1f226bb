"""Operations on the file that will be written: format, size, metadata, resolution, profile, frame."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from limner.core.errors import BadValue
from limner.core.image import Format, Image
from limner.core.vips import computing, start
from limner.ops import icc_profile
from limner.ops.decode import decode
from limner.ops.pixels import as_rgb, as_samples, join_alpha, split_alpha

if TYPE_CHECKING:
    import pyvips

Intent = Literal["perceptual", "relative", "saturation", "absolute"]
_BUILT_IN = ("srgb", "p3", "cmyk")
_PLAIN_QUALITY = 75


def convert(image: Image, format: Format) -> Image:
    """Write ``image`` as ``format``, whatever the name of the file says; no sample changes."""
    return replace(image, saving=replace(image.saving, format=format))


def compress(image: Image, quality: int | None = None, max_bytes: int | None = None) -> Image:
    """Write ``image`` at ``quality`` (1-100), or at the best quality whose file has at most ``max_bytes``.

    With both, ``quality`` is the most that is tried; with neither, it is 75, or the JPEG source's
    own where that is lower. Formats without a quality do not heed one. Raises BadValue outside the
    range.
    """
    if quality is not None and not 1 <= quality <= 100:
        raise BadValue(f"a quality of {quality} does not exist", hint="give 1 (small) to 100 (best)")
    if max_bytes is not None and max_bytes < 1:
        raise BadValue(f"no file has {max_bytes} bytes", hint="give at least 1")
    if quality is None and max_bytes is None:
        known = image.origin.jpeg_quality if image.origin else None
        quality = min(_PLAIN_QUALITY, known or _PLAIN_QUALITY)
    return replace(image, saving=replace(image.saving, quality=quality, max_bytes=max_bytes))


def strip(image: Image, what: Literal["gps", "all"] = "all") -> Image:
    """Write ``image`` without the place where it was taken, or without any metadata.

    ``"gps"`` takes coordinates and place names out of EXIF and XMP, and the maker's note, which
    may hold anything. ``"all"`` leaves only the colour profile and the resolution: not even the
    recipe goes into the file. Stripping all cannot be weakened by stripping GPS later.
    """
    weaker = what == "gps" and image.saving.strip == "all"
    return image if weaker else replace(image, saving=replace(image.saving, strip=what))


def dpi(image: Image, dpi: float = 300) -> Image:
    """State a resolution of ``dpi`` dots per inch; no sample changes. Raises BadValue outside (0, 100000]."""
    if not 0 < dpi <= 100_000:
        raise BadValue(f"{dpi} dots per inch is no resolution", hint="give a number above 0, such as 300")
    return replace(image, dpi=float(dpi))


def icc(image: Image, profile: str = "srgb", intent: Intent = "relative") -> Image:
    """``image`` converted to a colour profile: ``"srgb"``, ``"p3"``, ``"cmyk"``, or the path of an ICC file.

    From the picture's own profile; without a usable one, gray and RGB are read as sRGB and CMYK by
    libvips' press profile. 16 bit stays, except that CMYK has 8. Alpha stays as it is. Raises
    BadValue for a file that is no profile for gray, RGB or CMYK.
    """
    start()
    name = _profile_name(profile)
    color, alpha = split_alpha(as_rgb(image) if image.space == "gray" and image.icc is None else image)
    with computing("the conversion to the profile"):
        converted = _transformed(color, image.icc, name, intent, image.depth)
        blob = bytes(converted.get("icc-profile-data"))
    space = icc_profile.space_of(blob)
    if space is None:
        raise BadValue(f"{profile!r} is no profile for gray, RGB or CMYK", hint=_NAMES)
    depth = 8 if space == "cmyk" else image.depth
    if depth < image.depth:
        converted, alpha = converted / 257, alpha / 257 if alpha is not None else None
    plain = as_samples(_without_profile(converted), space, depth)
    alpha = as_samples(alpha, "gray", depth) if alpha is not None else None
    return replace(image, pixels=as_samples(join_alpha(plain, alpha), space, depth), icc=blob)


_NAMES = f"give {', '.join(_BUILT_IN)} or the path of an .icc file"


def _profile_name(profile: str) -> str:
    """What libvips calls the profile: a built-in name or the path of a file that looks like one."""
    plain = profile.strip().lower().replace(" ", "").replace("display", "").replace("-", "")
    if plain in _BUILT_IN:
        return plain
    try:
        data = Path(profile).read_bytes()
    except (OSError, ValueError) as error:
        raise BadValue(f"the profile {profile!r} could not be read: {error}", hint=_NAMES) from None
    if icc_profile.space_of(data) is None:
        raise BadValue(f"{profile!r} is no ICC profile for gray, RGB or CMYK", hint=_NAMES)
    return str(Path(profile))


def _transformed(
    color: pyvips.Image, own: bytes | None, name: str, intent: Intent, depth: int
) -> pyvips.Image:
    """From the picture's own profile if libvips can use it, else from the usual one of its space."""
    import pyvips

    usual = "cmyk" if color.interpretation == "cmyk" else "srgb"
    options: dict[str, Any] = {"intent": intent, "depth": depth, "input_profile": usual}
    color = color.copy()
    if own is not None and icc_profile.usable(own, color.interpretation):
        color.set_type(pyvips.GValue.blob_type, "icc-profile-data", own)
        options["embedded"] = True
    try:
        return color.icc_transform(name, **options)
    except pyvips.Error:
        raise BadValue(f"libvips cannot convert to the profile {name!r}", hint=_NAMES) from None


def _without_profile(pixels: pyvips.Image) -> pyvips.Image:
    pixels = pixels.copy()
    pixels.remove("icc-profile-data")
    return pixels


def frame(image: Image, number: int = 0) -> Image:
    """Frame ``number`` (0 is the first) of the file that ``image`` was opened from, as it lies there.

    A fresh start from the file: edits made to ``image`` before are not on it; what was decided
    about saving stays. Raises BadValue when there is no such frame or no file.
    """
    if image.origin is None:
        raise BadValue("the picture did not come from a file, so it has no frames", hint="open a file first")
    taken = decode(image.origin.data, name=image.origin.name, frame=number)
    return replace(taken, saving=image.saving)
