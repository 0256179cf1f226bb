"""A model is opened by its name or its folder, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from limner.core.errors import UnknownModel, Unsupported, WeightsMissing
from limner.models.catalog import DEFAULT_ENCODER, SHIPPED
from limner.models.embedded import EmbeddedReader
from limner.models.fake import FakeReader
from limner.models.hf.clip import ClipFolder
from limner.models.open import open_encoder


def test_each_kind_is_told_by_what_lies_in_its_folder(tiny_folder: Path, clip_folder: Path) -> None:
    assert isinstance(open_encoder(str(tiny_folder)), EmbeddedReader)
    assert isinstance(open_encoder(str(clip_folder)), ClipFolder)
    assert isinstance(open_encoder("fake"), FakeReader)


def test_a_name_of_a_hub_is_not_fetched() -> None:
    with pytest.raises(UnknownModel, match="openai/clip-vit-base-patch32") as caught:
        open_encoder("openai/clip-vit-base-patch32")
    assert "by its path" in str(caught.value.hint)


@pytest.mark.parametrize("slip", ["embeded", "embedded-encoder", "nothing like it"])
def test_a_slip_is_answered_with_a_model_that_sees(slip: str) -> None:
    with pytest.raises(UnknownModel) as caught:
        open_encoder(slip)
    assert str(caught.value.hint).startswith("do you mean embedded? ")


def test_a_folder_without_a_model_says_what_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=r"neither card\.json nor config\.json"):
        open_encoder(str(tmp_path))


def test_a_folder_of_another_kind_of_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "llama"}')
    with pytest.raises(Unsupported, match="llama"):
        open_encoder(str(tmp_path))


@pytest.mark.parametrize("name", sorted(SHIPPED.keys() - {DEFAULT_ENCODER}))
def test_an_embedded_model_that_does_not_see_is_refused(name: str) -> None:
    with pytest.raises(Unsupported, match="does not see") as caught:
        open_encoder(name)
    assert DEFAULT_ENCODER in str(caught.value.hint)


def test_a_home_is_expanded(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tiny_folder.parent))
    monkeypatch.setenv("USERPROFILE", str(tiny_folder.parent))
    assert open_encoder("~/tiny").card.id == "tiny"
