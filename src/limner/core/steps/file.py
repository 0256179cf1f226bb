"""Steps about the file that is written. Each is done by the function of its name in ``ops.file``."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limner.core.image import Format
from limner.core.steps.base import ExactStep, Scope


class FileStep(ExactStep):
    """A step that changes how the picture is written, not its samples."""

    scope: ClassVar[Scope] = Scope.FILE


class Convert(FileStep):
    """Write another format."""

    op: Literal["convert"] = "convert"
    format: Format
    aliases: ClassVar[tuple[str, ...]] = ("save as", "export", "change format")
    example: ClassVar[str] = "convert to webp"


class Compress(FileStep):
    """Write at a quality (1-100), or at the best quality that keeps the file under ``max_bytes``."""

    op: Literal["compress"] = "compress"
    quality: Annotated[int, Field(ge=1, le=100)] | None = None
    max_bytes: Annotated[int, Field(ge=1)] | None = None
    aliases: ClassVar[tuple[str, ...]] = ("quality", "smaller file", "reduce file size", "optimize")
    example: ClassVar[str] = "under 200 KB"


class StripMetadata(FileStep):
    """Leave out the place where it was taken, or all metadata (the colour profile stays)."""

    op: Literal["strip"] = "strip"
    what: Literal["gps", "all"] = "all"
    aliases: ClassVar[tuple[str, ...]] = ("remove metadata", "strip exif", "remove gps", "remove location")
    example: ClassVar[str] = "strip the metadata"


class Dpi(FileStep):
    """State another resolution in dots per inch; no pixel changes."""

    op: Literal["dpi"] = "dpi"
    dpi: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)] = 300
    aliases: ClassVar[tuple[str, ...]] = ("ppi", "resolution", "print resolution")
    example: ClassVar[str] = "set 300 dpi"


class Icc(FileStep):
    """Convert to a colour profile: a built-in one by name, or a file."""

    op: Literal["icc"] = "icc"
    profile: Annotated[str, Field(min_length=1, max_length=4096)] = "srgb"
    intent: Literal["perceptual", "relative", "saturation", "absolute"] = "relative"
    aliases: ClassVar[tuple[str, ...]] = ("color profile", "convert to srgb", "cmyk")
    example: ClassVar[str] = "convert to the sRGB profile"


class Frame(FileStep):
    """Take one frame of an animation or one page of a document; the first is 0."""

    op: Literal["frame"] = "frame"
    number: Annotated[int, Field(ge=0)] = 0
    aliases: ClassVar[tuple[str, ...]] = ("frames", "page", "first frame")
    example: ClassVar[str] = "take the first frame"
