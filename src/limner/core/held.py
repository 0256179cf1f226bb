"""Samples in memory as a libvips image that gives them back at once.

Asking libvips for the samples of a small picture takes longer than most work on them, so an image that
was made of an array remembers it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from limner.core.vips import computing

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyvips

_TYPES = {"uchar": "u1", "ushort": "u2", "float": "f4", "double": "f8"}
_FORMATS = {kind: format for format, kind in _TYPES.items()}


def held_image(samples: npt.NDArray[Any], interpretation: str) -> pyvips.Image:
    """An array (H, W, bands), which nothing can change any more, as a libvips image over the same memory.

    Of samples as libvips has them: unsigned of 8 or 16 bits, floats of 32 or 64.
    """
    import numpy as np
    import pyvips

    samples = np.ascontiguousarray(samples)
    samples.flags.writeable = False
    plain = pyvips.Image.new_from_array(samples)
    pyvips.VipsObject.set(plain, "interpretation", interpretation)
    pyvips.gobject_lib.g_object_ref(plain.pointer)
    image = _held()(plain.pointer)
    image.height, image.width, image.bands = samples.shape
    image.format, image.interpretation = _FORMATS[samples.dtype.str[1:]], interpretation
    image.samples = samples
    image._references.append(plain)  # what is made of it goes on keeping the memory
    return image


def is_held(pixels: pyvips.Image) -> bool:
    """Whether the samples lie in memory as an array, and asking for them costs nothing."""
    return isinstance(pixels, _held())


def samples_of(pixels: pyvips.Image) -> npt.NDArray[Any]:
    """The samples of a libvips image as an array (H, W, bands), perhaps read only; computes the image."""
    import numpy as np

    if is_held(pixels):
        samples: npt.NDArray[Any] = pixels.samples
        return samples
    kind = _TYPES.get(str(pixels.format))
    with computing():
        array = pixels.numpy() if kind is None else np.frombuffer(pixels.write_to_memory(), kind)
    return array.reshape(pixels.height, pixels.width, pixels.bands)


@cache
def _held() -> Any:
    import pyvips

    class Held(pyvips.Image):  # type: ignore[misc]
        """An image over the memory of ``samples``, which knows its own shape and kind."""

        __slots__ = ("bands", "format", "height", "interpretation", "samples", "width")

        def copy_memory(self) -> Held:
            """Itself: pyvips' own gives the same memory back, and forgets to keep it."""
            return self

    return Held
