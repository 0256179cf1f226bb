"""What `world.archive` gives to both that open one: pictures and documents that come with limner."""

from __future__ import annotations

import zipfile

import pytest

from limner.core.errors import WeightsCorrupt
from limner.world import shipped, shipped_documents
from limner.world.archive import TRUTH


@pytest.mark.parametrize(
    ("archive", "read"),
    [
        (shipped.ARCHIVE, shipped.shipped),
        (shipped_documents.ARCHIVE, shipped_documents.shipped_documents),
    ],
)
def test_an_archive_whose_truth_was_overwritten_is_damaged(archive, read, tmp_path):
    path, data = tmp_path / "torn.zip", bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as file:
        start = file.getinfo(TRUTH).header_offset + 50
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    with pytest.raises(WeightsCorrupt, match="cannot be read"):
        read(path)
