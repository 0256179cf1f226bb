"""What does not fit into a JPEG's 64 KB segments is left out, and said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.plan import Plan
from limner.ops.decode import decode
from limner.session.session import Session

CROP = {"op": "crop", "width": 20, "height": 20}


@pytest.fixture
def with_long_exif(tmp_path: Path) -> Path:
    exif = Pillow.Exif()
    exif[0x010E] = "a picture"
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + b"word " * 20_000
    path = tmp_path / "long.png"
    noise = np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8)
    Pillow.fromarray(noise).save(path, exif=exif)
    return path


def _edited(path: Path, name: str, *steps: dict[str, object]) -> tuple[bytes, tuple[str, ...]]:
    saved = Session().edit(path, Plan.from_data({"steps": list(steps)})).save(path.with_name(name))
    assert saved.path is not None
    return saved.path.read_bytes(), saved.warnings


def test_exif_that_is_too_long_for_a_jpeg_is_said(with_long_exif: Path) -> None:
    data, warnings = _edited(with_long_exif, "out.jpg", CROP)
    assert decode(data).exif is None
    assert [line for line in warnings if "EXIF" in line and "does not fit into a JPEG" in line]


@pytest.mark.parametrize("name", ["out.png", "out.webp"])
def test_other_formats_hold_it(with_long_exif: Path, name: str) -> None:
    data, warnings = _edited(with_long_exif, name, CROP)
    assert len(decode(data).exif or b"") > 65536
    assert not any("fit" in line for line in warnings)


def test_what_is_stripped_is_not_missed(with_long_exif: Path) -> None:
    _, warnings = _edited(with_long_exif, "out.jpg", {"op": "strip"})
    assert not any("fit" in line for line in warnings)


def test_a_recipe_that_is_too_long_is_said_and_redone_from_the_history(photo: Path) -> None:
    words = "invert it, " + "please " * 10_000
    saved = (
        Session()
        .edit(photo, Plan.from_data({"instruction": words, "steps": [{"op": "invert"}]}))
        .save(photo.with_name("out.jpg"))
    )
    data, warnings = photo.with_name("out.jpg").read_bytes(), saved.warnings
    assert any("recipe" in line and "does not fit into a JPEG" in line for line in warnings)
    assert b"limner" not in data
    assert Session().redo(photo.with_name("out.jpg")).same
