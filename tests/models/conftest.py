"""What the tests of models share: tiny models of every kind, saved once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.models import tiny
from tests.models.hf import checkpoints


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader written by hand, in a folder; not to be changed."""
    return tiny.folder(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny CLIP of transformers with random weights; not to be changed."""
    return checkpoints.clip(tmp_path_factory.mktemp("models") / "clip")


@pytest.fixture(scope="session")
def siglip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny SigLIP of transformers with random weights; not to be changed."""
    return checkpoints.siglip(tmp_path_factory.mktemp("models") / "siglip")
