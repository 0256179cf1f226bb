"""The shipped documents: pictures and truth agree, and the evaluation sets stay small."""

import json
import zipfile
from collections import Counter

import numpy as np
import pytest

from limner.core.errors import WeightsCorrupt, WeightsMissing
from limner.core.seed import derive
from limner.train import ship_documents
from limner.world import shipped
from limner.world.archive import TRUTH
from limner.world.documents.document import KINDS, document
from limner.world.shipped_documents import ARCHIVE, SIDE, shipped_documents

MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def pages():
    return shipped_documents()


def test_every_kind_is_there_and_all_sets_together_stay_below_six_megabytes(pages):
    assert Counter(page.kind for page in pages) == dict.fromkeys(KINDS, ship_documents.EACH)
    assert ARCHIVE.stat().st_size + shipped.ARCHIVE.stat().st_size < 6 * MEBIBYTE


def test_every_field_lies_within_its_picture(pages):
    for page in pages:
        pixels = page.document().pixels
        assert min(pixels.shape[:2]) == SIDE
        assert page.fields
        for field in page.fields:
            left, top, right, bottom = field.box
            assert 0 <= left < right <= pixels.shape[1]
            assert 0 <= top < bottom <= pixels.shape[0]


def test_what_was_drawn_from_the_seed_is_what_is_told(pages):
    for number, page in enumerate(pages):
        drawn = document(derive(number, "shipped/document"), SIDE, page.kind)
        assert json.loads(json.dumps(drawn.values)) == page.values
        assert [field.text for field in drawn.fields] == [field.text for field in page.fields]


def test_what_was_packed_is_what_was_drawn_and_the_same_bytes_every_time(tmp_path):
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    assert ship_documents.ship(one, 1) == ship_documents.ship(two, 1) == len(KINDS)
    assert one.read_bytes() == two.read_bytes()
    for number, page in enumerate(shipped_documents(one)):
        drawn = document(derive(number, "shipped/document"), SIDE, page.kind)
        assert np.array_equal(page.document().pixels, drawn.pixels)
        assert page.fields == drawn.fields


def test_a_missing_or_damaged_set_says_what_to_do(tmp_path):
    with pytest.raises(WeightsMissing, match="are not at"):
        shipped_documents(tmp_path / "none.zip")
    path = tmp_path / "bad.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(WeightsCorrupt):
        shipped_documents(path)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(TRUTH, '{"format": 9}')
    with pytest.raises(WeightsCorrupt, match="format 9"):
        shipped_documents(path)
    told = {"format": 1, "documents": [{"name": "x", "kind": "receipt", "values": {}, "fields": []}]}
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(TRUTH, json.dumps(told))
    with pytest.raises(WeightsCorrupt, match=r"x\.png cannot be read"):
        shipped_documents(path)[0].document()
