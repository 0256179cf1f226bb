"""One writer a format: pixels and metadata to bytes. :mod:`limner.ops.encode` decides how."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from limner.core.errors import Unsupported
from limner.core.image import Format, Image, Subsampling
from limner.ops import containers, exif, jpeg, tiff
from limner.ops.metadata import Metadata
from limner.ops.pixels import as_rgb, as_samples

if TYPE_CHECKING:
    import pyvips

_CMYK: frozenset[Format] = frozenset(("jpeg", "tiff"))
_DEEP: frozenset[Format] = frozenset(("png", "tiff", "avif"))
_OPAQUE: frozenset[Format] = frozenset(("jpeg", "bmp"))


class Settings(NamedTuple):
    """How a file is written: ``quality`` 1-100 (None: losslessly), ``harder`` for fewer bytes, a palette."""

    quality: int | None = None
    harder: bool = False
    colors: int | None = None


def smaller(format: Format) -> tuple[Settings, ...]:
    """Ever smaller ways to write a format that has no quality, the best first."""
    match format:
        case "png":
            return Settings(), Settings(harder=True), *_palettes(8, 4, 2, 1)
        case "gif":
            return Settings(), *_palettes(7, 6, 5, 4, 3, 2, 1)
        case "tiff":
            return Settings(), Settings(harder=True)
    return (Settings(),)


def _palettes(*bits: int) -> tuple[Settings, ...]:
    return tuple(Settings(harder=True, colors=2**depth) for depth in bits)


def prepared(image: Image, format: Format) -> Image:
    """``image`` in samples that the format can hold."""
    if image.space == "cmyk" and format not in _CMYK:
        image = as_rgb(image)
    if image.has_alpha and format in _OPAQUE:
        image = _on_white(image)
    if image.depth == 16 and format not in _DEEP:
        image = image.with_pixels(as_samples(image.pixels / 257, image.space, 8))
    return image


def _on_white(image: Image) -> Image:
    white = 0 if image.space == "cmyk" else image.peak
    flat = image.pixels.flatten(background=[white] * (image.pixels.bands - 1), max_alpha=image.peak)
    return image.with_pixels(as_samples(flat, image.space, image.depth))


def was_lossless_webp(image: Image) -> bool:
    """Whether the picture came from a WebP without loss."""
    origin = image.origin
    return origin is not None and origin.format == "webp" and containers.webp_is_lossless(origin.data)


def save(image: Image, format: Format, found: Metadata, settings: Settings) -> bytes:
    """The bytes of the file. ``image`` must be :func:`prepared`."""
    return _WRITERS[format](image, found, settings)


def _with_profile(image: Image, found: Metadata) -> pyvips.Image:
    """Pixels with the profile and the resolution on them, and nothing else."""
    import pyvips

    scale = (found.dpi or 72) / 25.4
    pixels = image.pixels.copy(xres=scale, yres=scale)
    if found.icc is not None:
        pixels.set_type(pyvips.GValue.blob_type, "icc-profile-data", found.icc)
    return pixels


def _with_all(image: Image, found: Metadata) -> pyvips.Image:
    import pyvips

    pixels = _with_profile(image, found)
    block = _stated(found)
    if block is not None:
        pixels.set_type(pyvips.GValue.blob_type, "exif-data", b"Exif\0\0" + block)
    if found.xmp is not None:
        pixels.set_type(pyvips.GValue.blob_type, "xmp-data", found.xmp)
    return pixels


def _stated(found: Metadata) -> bytes | None:
    """The EXIF block for a format that can state a resolution only there."""
    return exif.of_resolution(found.dpi) if found.exif is None and found.dpi else found.exif


def _jpeg(image: Image, found: Metadata, settings: Settings) -> bytes:
    origin = image.origin if image.origin and image.origin.format == "jpeg" else None
    sampling = origin.subsampling if origin else None
    progressive = bool(origin and origin.progressive)
    assert settings.quality is not None
    if sampling == "4:2:2" and image.space == "rgb":
        data = _jpeg_by_pillow(image, found, settings, progressive)
    else:
        data = _with_profile(image, found).jpegsave_buffer(
            Q=settings.quality,
            subsample_mode=_subsample_mode(sampling),
            optimize_coding=settings.harder,
            interlace=progressive,
            keep="icc",
        )
    return jpeg.with_metadata(data, exif=found.exif, xmp=found.xmp, dpi=found.dpi)


def _subsample_mode(sampling: Subsampling | None) -> str:
    if sampling is None:
        return "auto"
    return "on" if sampling == "4:2:0" else "off"


def _jpeg_by_pillow(image: Image, found: Metadata, settings: Settings, progressive: bool) -> bytes:
    """4:2:2, which libvips does not write; the tables of a quality are the same."""
    out = BytesIO()
    _as_pillow(image).save(
        out,
        "JPEG",
        quality=settings.quality,
        subsampling="4:2:2",
        progressive=progressive,
        optimize=settings.harder,
        icc_profile=found.icc,
    )
    return out.getvalue()


def _as_pillow(image: Image) -> Any:
    from PIL import Image as Pillow

    array = image.to_array()
    return Pillow.fromarray(array[:, :, 0] if array.shape[2] == 1 else array)


def _png(image: Image, found: Metadata, settings: Settings) -> bytes:
    options: dict[str, Any] = {"compression": 9 if settings.harder else 6, "filter": "all", "keep": "icc"}
    if settings.colors is not None:
        options |= {"palette": True, "bitdepth": settings.colors.bit_length() - 1, "filter": "none"}
    data = _with_profile(image, found).pngsave_buffer(**options)
    told = {"parameters": found.parameters, "limner": found.recipe}
    texts = {keyword: text for keyword, text in told.items() if text is not None}
    return containers.png_with(data, exif=found.exif, xmp=found.xmp, texts=texts, dpi=found.dpi)


def _webp(image: Image, found: Metadata, settings: Settings) -> bytes:
    lossless = settings.quality is None
    data = _with_profile(image, found).webpsave_buffer(
        Q=settings.quality or 75, lossless=lossless, exact=lossless, keep="icc"
    )
    return containers.webp_with(
        data, exif=_stated(found), xmp=found.xmp, size=image.size, alpha=image.has_alpha
    )


def _gif(image: Image, found: Metadata, settings: Settings) -> bytes:
    bits = 8 if settings.colors is None else settings.colors.bit_length() - 1
    return bytes(image.pixels.gifsave_buffer(bitdepth=bits, keep="none"))


def _tiff(image: Image, found: Metadata, settings: Settings) -> bytes:
    options = {"compression": "deflate", "predictor": "horizontal", "resunit": "inch"}
    data = _with_all(image, found).tiffsave_buffer(level=9 if settings.harder else 6, **options)
    return tiff.with_exif(bytes(data), found.exif)


def _avif(image: Image, found: Metadata, settings: Settings) -> bytes:
    keep = "icc|xmp|exif" if _stated(found) else "icc|xmp"  # left alone, libvips makes a block up
    return bytes(
        _with_all(image, found).heifsave_buffer(
            Q=settings.quality, compression="av1", bitdepth=10 if image.depth == 16 else 8, keep=keep
        )
    )


def _bmp(image: Image, found: Metadata, settings: Settings) -> bytes:
    out = BytesIO()
    dots = found.dpi or 0
    _as_pillow(image).save(out, "BMP", dpi=(dots, dots))
    return out.getvalue()


def _heic(image: Image, found: Metadata, settings: Settings) -> bytes:
    try:
        import pillow_heif
    except ImportError:
        raise Unsupported(
            "writing HEIC needs pillow-heif, which is not installed", hint='pip install "limner[heic]"'
        ) from None
    out = BytesIO()
    picture = pillow_heif.from_pillow(_as_pillow(image))
    picture.info["icc_profile"] = found.icc
    picture.save(out, quality=settings.quality, exif=_stated(found), xmp=found.xmp)
    return out.getvalue()


_WRITERS: dict[Format, Callable[[Image, Metadata, Settings], bytes]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "gif": _gif,
    "tiff": _tiff,
    "avif": _avif,
    "bmp": _bmp,
    "heic": _heic,
}
