from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.image import Image
from limner.ops.decode import decode
from limner.see.duplicates import Print, pairs, perceptual_bits, print_of


def scene(seed: int) -> np.ndarray:
    """Smooth blobs: what a photograph looks like from afar."""
    rng = np.random.default_rng(seed)
    coarse = Pillow.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8))
    return np.asarray(coarse.resize((240, 160), Pillow.Resampling.BICUBIC))


def saved(samples: np.ndarray, format: str, **options: object) -> Image:
    out = BytesIO()
    Pillow.fromarray(samples).save(out, format, **options)
    return decode(out.getvalue())


@pytest.mark.parametrize("seed", range(4))
def test_size_format_and_quality_leave_the_bits_nearly_alone(seed: int) -> None:
    first = perceptual_bits(saved(scene(seed), "PNG"))
    small = np.asarray(Pillow.fromarray(scene(seed)).resize((100, 66), Pillow.Resampling.LANCZOS))
    for other in (saved(scene(seed), "JPEG", quality=40), saved(small, "WEBP", quality=60)):
        assert (first ^ perceptual_bits(other)).bit_count() <= 6


def test_other_pictures_differ_in_many_bits() -> None:
    bits = [perceptual_bits(saved(scene(seed), "PNG")) for seed in range(8)]
    apart = [(a ^ b).bit_count() for i, a in enumerate(bits) for b in bits[i + 1 :]]
    assert min(apart) > 12


def test_kinds_of_duplicates() -> None:
    one = saved(scene(0), "PNG")
    images = [
        one,
        one,
        saved(scene(0), "PNG", compress_level=1),
        saved(scene(0), "JPEG"),
        saved(scene(1), "PNG"),
    ]
    found = {(pair.one, pair.other): pair.kind for pair in pairs([print_of(image) for image in images])}
    assert found[0, 1] == "same file"
    assert found[0, 2] == "same pixels"
    assert found[0, 3] == "near"
    assert not any(4 in places for places in found)


def test_vectors_that_lie_apart_veto_a_near_duplicate_but_make_none() -> None:
    east, north = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    alike = [Print("", b"a", 7, east), Print("", b"b", 7, north)]
    assert pairs(alike) == []
    assert pairs([Print("", b"a", 0, east), Print("", b"b", 2**64 - 1, east)]) == []


def test_every_format_has_bits(any_format: Image) -> None:
    assert 0 <= perceptual_bits(any_format) < 2**64
