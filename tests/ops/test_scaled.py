from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow
from tests.ops import odd_files

from limner.core.errors import BadImage
from limner.core.geometry import Size
from limner.core.limits import Limits
from limner.ops.decode import decode


def smooth(width: int, height: int) -> np.ndarray:
    rows, columns = np.mgrid[0:height, 0:width]
    return np.stack([columns * 255 / width, rows * 255 / height, (rows + columns) % 200], -1).astype(np.uint8)


@pytest.mark.parametrize(
    ("shorter", "size"), [(300, (640, 400)), (200, (320, 200)), (99, (160, 100)), (1, (80, 50))]
)
def test_a_jpeg_is_decoded_as_small_as_the_shorter_side_allows(shorter: int, size: tuple[int, int]) -> None:
    data = odd_files.saved(Pillow.fromarray(smooth(640, 400)), "JPEG")
    small = decode(data, shorter=shorter)
    assert (small.width, small.height) == size
    assert small.origin is not None
    assert small.origin.size == Size(640, 400)


def test_the_small_copy_is_the_averaged_picture() -> None:
    data = odd_files.saved(Pillow.fromarray(smooth(640, 400)[..., 0]), "JPEG", quality=95)
    averaged = decode(data).to_array()[..., 0].reshape(50, 8, 80, 8).mean((1, 3))
    assert np.abs(decode(data, shorter=50).to_array()[..., 0] - averaged).max() < 4


def test_a_turned_jpeg_tells_its_upright_size() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    data = odd_files.saved(Pillow.fromarray(smooth(640, 400)), "JPEG", exif=exif)
    small = decode(data, shorter=100)
    assert (small.width, small.height) == (100, 160)
    assert small.origin is not None
    assert small.origin.size == Size(400, 640)


def test_other_formats_come_whole_and_limits_count_the_whole_picture() -> None:
    assert decode(odd_files.saved(Pillow.fromarray(smooth(640, 400)), "PNG"), shorter=50).width == 640
    data = odd_files.saved(Pillow.fromarray(smooth(640, 400)), "JPEG")
    with pytest.raises(BadImage, match="limit"):
        decode(data, shorter=50, limits=Limits(max_pixels=100_000))
