"""A picture decoded from its file once more is the same picture."""

from __future__ import annotations

import pytest
from tests.ops import odd_files

from limner.ops.decode import again, decode


@pytest.mark.parametrize("orientation", [1, 2, 6])
@pytest.mark.parametrize("sequential", [False, True])
def test_decoding_again_gives_the_same_picture_and_reads_the_file_no_second_time(
    orientation: int, sequential: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = odd_files.saved(odd_files.photo(), "JPEG", exif=odd_files.exif(orientation=orientation))
    once = decode(data, name="a.jpg")
    monkeypatch.setattr("limner.ops.decode.sha256", None)
    monkeypatch.setattr("limner.ops.jpeg.structure", None)
    twice = again(once, sequential=sequential)
    assert (twice.to_array() == once.to_array()).all()
    assert (twice.origin, twice.exif, twice.icc, twice.dpi) == (once.origin, once.exif, once.icc, once.dpi)


def test_a_later_page_is_decoded_again_at_that_page() -> None:
    once = decode(odd_files.animated_gif(), frame=1)
    assert (again(once).to_array() == once.to_array()).all()
    assert not (again(once).to_array() == decode(odd_files.animated_gif()).to_array()).all()
