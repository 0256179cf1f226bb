"""An immutable picture and what travels with it.

``Image.pixels`` is a lazy libvips image that holds samples only; profile, EXIF, XMP and
resolution are fields of their own, so that no operation carries a stale one along by accident.
``ops.decode`` makes an ``Image`` from bytes and ``ops.encode`` makes bytes from an ``Image``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from limner.core.errors import BadValue
from limner.core.geometry import Box, Size
from limner.core.held import held_image, samples_of
from limner.core.vips import start

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyvips

Space = Literal["gray", "rgb", "cmyk"]
Format = Literal["jpeg", "png", "webp", "gif", "tiff", "avif", "bmp", "heic"]
Strip = Literal["nothing", "gps", "all"]
Subsampling = Literal["4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1"]

_INTERPRETATION: dict[tuple[Space, int], str] = {
    ("gray", 8): "b-w",
    ("gray", 16): "grey16",
    ("rgb", 8): "srgb",
    ("rgb", 16): "rgb16",
    ("cmyk", 8): "cmyk",
}
_SPACE: dict[str, Space] = {
    "b-w": "gray",
    "grey16": "gray",
    "srgb": "rgb",
    "rgb": "rgb",
    "rgb16": "rgb",
    "cmyk": "cmyk",
}
_COLOR_BANDS: dict[Space, int] = {"gray": 1, "rgb": 3, "cmyk": 4}


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a picture was decoded from.

    ``data`` are the bytes as read (one read: hashed, decoded and, by the journal, kept);
    ``jpeg_quality`` is 1-100, estimated from the quantization tables; ``frames`` counts the
    frames or pages of the file; ``carried`` names what else lay in it (``"thumbnail"``,
    ``"gain-map"``, ``"motion-photo"``).
    """

    sha256: str
    format: Format
    size: Size
    data: bytes = field(repr=False, compare=False)
    name: str = ""
    jpeg_quality: int | None = None
    subsampling: Subsampling | None = None
    progressive: bool = False
    frames: int = 1
    frame: int = 0
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saving:
    """How the picture wants to be written; None leaves it to the source and the file's name.

    ``quality`` is 1-100, ``max_bytes`` an upper bound on the file that the encoder meets by
    searching the quality.
    """

    format: Format | None = None
    quality: int | None = None
    max_bytes: int | None = None
    strip: Strip = "nothing"


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """A picture: lazy pixels, and what travels with them.

    Samples are unsigned 8 or 16 bit; alpha, if any, is the last band and not premultiplied.
    The EXIF orientation has been applied on opening, so the first row is the top row as seen.
    Two images compare by identity: comparing pixels costs work, so ask for it
    (``to_array()``).
    """

    pixels: pyvips.Image = field(repr=False)
    icc: bytes | None = field(default=None, repr=False)
    exif: bytes | None = field(default=None, repr=False)
    xmp: bytes | None = field(default=None, repr=False)
    dpi: float | None = None
    origin: Origin | None = None
    saving: Saving = Saving()

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.width)

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.height)

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return Size(self.width, self.height)

    @property
    def box(self) -> Box:
        """The whole canvas as a box."""
        return Box.of(self.size)

    @property
    def space(self) -> Space:
        """Whether the samples are gray, RGB or CMYK; which RGB is what ``icc`` says."""
        return _SPACE[str(self.pixels.interpretation)]

    @property
    def depth(self) -> int:
        """Bits a sample: 8 or 16."""
        return 16 if self.pixels.format == "ushort" else 8

    @property
    def peak(self) -> int:
        """The largest sample: 255 or 65535."""
        return int(2**self.depth - 1)

    @property
    def has_alpha(self) -> bool:
        """Whether the last band is alpha."""
        return int(self.pixels.bands) > _COLOR_BANDS[self.space]

    def with_pixels(self, pixels: pyvips.Image) -> Image:
        """The same picture with other samples; everything that travels along stays."""
        return replace(self, pixels=pixels)

    def to_array(self) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint16]:
        """The samples as a new (H, W, C) array, uint8 or uint16, alpha last and not premultiplied.

        Computes the picture: BadImage, OutOfMemory or OutOfDisk when that fails. Gray has C = 1, or 2
        with alpha.
        """
        samples = samples_of(self.pixels)
        return samples if samples.flags.writeable else samples.copy()

    @classmethod
    def from_array(cls, array: npt.ArrayLike) -> Image:
        """A picture from samples; the array is copied.

        Takes (H, W) or (H, W, C) with C = 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha, as
        uint8, uint16, or float in [0, 1] (rounded to 8 bit). Raises BadValue for another shape,
        type or range.

        >>> import numpy as np
        >>> Image.from_array(np.zeros((2, 3, 3), np.uint8)).size
        Size(width=3, height=2)
        """
        import numpy as np

        samples = np.asarray(array)
        if samples.ndim == 2:
            samples = samples[:, :, None]
        if samples.ndim != 3 or not 1 <= samples.shape[2] <= 4 or samples.size == 0:
            raise BadValue(
                f"an array of shape {np.shape(array)} is no picture",
                hint="give (height, width) or (height, width, 1 to 4 channels)",
            )
        if np.issubdtype(samples.dtype, np.floating):
            if not (np.isfinite(samples).all() and samples.min() >= 0 and samples.max() <= 1):
                raise BadValue(
                    "float samples must lie in [0, 1]",
                    hint="divide by the peak, or give uint8 or uint16",
                )
            samples = np.rint(samples * 255).astype(np.uint8)
        if samples.dtype not in (np.uint8, np.uint16):
            raise BadValue(
                f"samples of type {samples.dtype} are not supported",
                hint="give uint8, uint16, or float in [0, 1]",
            )
        space: Space = "gray" if samples.shape[2] <= 2 else "rgb"
        start()
        depth = 16 if samples.dtype == np.uint16 else 8
        return cls(held_image(samples.copy(), interpretation(space, depth)))


def interpretation(space: Space, depth: int) -> str:
    """libvips' name for samples of ``space`` at ``depth`` bits."""
    return _INTERPRETATION[space, depth]
