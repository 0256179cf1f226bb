"""The table of shipped models holds what lies in the package, and names what it does not know."""

from __future__ import annotations

import hashlib

import pytest

from limner.core.errors import UnknownModel, WeightsCorrupt
from limner.models import catalog
from limner.models.store import WEIGHTS, weights_in
from tests.models import tiny


@pytest.fixture
def one_shipped(tmp_path, monkeypatch):
    """A catalogue of the tiny reader only."""
    folder = tiny.folder(tmp_path / "tiny")
    pin = hashlib.sha256((folder / "card.json").read_bytes()).hexdigest()
    monkeypatch.setattr(catalog, "SHIPPED", {"tiny": pin})
    monkeypatch.setattr(catalog, "WEIGHTS", tmp_path)
    return folder


@pytest.mark.parametrize("name", catalog.SHIPPED)
def test_every_shipped_file_is_the_one_on_its_card(name: str) -> None:
    weights = catalog.shipped(name)
    assert weights.card.id == name
    for file in weights.card.files:
        weights.read(file.name)
        assert file.bytes <= 15 * 2**20
    for base, sha256 in weights.card.base.items():
        model, _, file_name = base.partition("/")
        assert sha256 in {file.sha256 for file in catalog.shipped(model).card.files if file.name == file_name}


def test_all_weights_together_are_small() -> None:
    cards = [catalog.shipped(name).card for name in catalog.SHIPPED]
    assert sum(file.bytes for card in cards for file in card.files) <= 40 * 10**6


def test_nothing_else_lies_in_the_package() -> None:
    present = {path.name for path in WEIGHTS.iterdir()} if WEIGHTS.is_dir() else set()
    assert present == set(catalog.SHIPPED)
    for name in catalog.SHIPPED:
        listed = {file.name for file in weights_in(WEIGHTS / name).card.files}
        assert {path.name for path in (WEIGHTS / name).iterdir()} == {*listed, "card.json"}


def test_a_shipped_model_is_found_by_its_name(one_shipped) -> None:
    assert catalog.shipped("tiny").card.source == "written by hand"


def test_a_name_nearly_right_is_answered_with_the_right_one(one_shipped) -> None:
    with pytest.raises(UnknownModel, match="no model 'tinny'") as caught:
        catalog.shipped("tinny")
    assert str(caught.value.hint).startswith("do you mean tiny?")


def test_an_altered_card_is_answered_with_how_to_install_again(one_shipped) -> None:
    (one_shipped / "card.json").write_text((one_shipped / "card.json").read_text() + " ")
    with pytest.raises(WeightsCorrupt) as caught:
        catalog.shipped("tiny")
    assert "pip install" in str(caught.value.hint)
