"""JPEGs turned and cropped without recompression: reached, checked, replayed, and said where it is not so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageOps
from tests.ops import odd_files

from limner.core.errors import BadImage, CheckNotMet, Unsupported
from limner.core.plan import Plan
from limner.core.result import Check
from limner.ops import dct
from limner.ops.embed import read_recipe
from limner.session.session import Saved, Session
from limner.session.settings import Settings

jpeglib = pytest.importorskip("jpeglib")

TURN = {"op": "rotate", "degrees": 90}
FLIP = {"op": "flip", "axis": "horizontal"}
CROP = {"op": "crop", "box": {"left": 32, "top": 16, "right": 301, "bottom": 225}}
BRIGHT = {"op": "brightness", "percent": 20}


def plan(*steps: dict[str, Any]) -> Plan:
    return Plan.from_data({"steps": list(steps)})


def luma_blocks(path: Path | str) -> np.ndarray:
    return jpeglib.read_dct(str(path)).Y.copy()


def named(saved: Saved, name: str) -> list[Check]:
    return [check for check in saved.checks if check.name == name]


def is_lossless(saved: Saved) -> bool:
    told = [(check.wanted, check.measured, check.passed) for check in named(saved, "coefficients")]
    return saved.recipe.lossless and told == [("unchanged", "unchanged", True)] and not fallen_back(saved)


def fallen_back(saved: Saved) -> list[str]:
    return [line for line in saved.warnings if line.startswith("not lossless: ")]


@pytest.fixture
def folder(photo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(photo.parent)
    return photo.parent


@pytest.fixture
def session(folder: Path) -> Session:
    return Session()


def test_a_turn_is_made_from_the_coefficients(session: Session) -> None:
    saved = session.edit("photo.jpg", plan(TURN)).save("out.jpg", lossless=True)
    assert is_lossless(saved)
    given, found = luma_blocks("photo.jpg"), luma_blocks("out.jpg")
    signs = np.where(np.arange(8) % 2, -1, 1)
    assert np.array_equal(found, given.transpose(1, 0, 3, 2)[:, ::-1] * signs)
    assert saved.recipe.made_with.libraries["jpeglib"]


def test_without_the_wish_it_is_encoded_as_ever(session: Session) -> None:
    saved = session.edit("photo.jpg", plan(TURN)).save("out.jpg")
    assert not saved.recipe.lossless
    assert not named(saved, "coefficients")
    assert "jpeglib" not in saved.recipe.made_with.libraries


@pytest.mark.parametrize("sampling", ["4:4:4", "4:2:2", "4:2:0"])
@pytest.mark.parametrize(
    "steps",
    [
        [{"op": "rotate", "degrees": -90}],
        [{"op": "rotate", "degrees": 180}],
        [{"op": "rotate", "degrees": 360}],
        [FLIP],
        [{"op": "flip", "axis": "vertical"}],
        [{"op": "transpose"}],
        [{"op": "transpose", "diagonal": "anti"}],
        [CROP],
        [{"op": "crop", "part": {"right": 0.5}}],
        [{"op": "crop", "where": {"box": {"left": 16, "top": 0, "right": 160, "bottom": 100}}}],
        [{"op": "crop", "width": 160, "height": 96, "anchor": "bottom-right"}],
        [TURN, {"op": "crop", "box": {"left": 16, "top": 16, "right": 90, "bottom": 120}}],
        [{"op": "crop", "fraction": 0.5, "anchor": "top-left"}, {"op": "strip"}, {"op": "dpi", "dpi": 200}],
        [{"op": "strip", "what": "gps"}],
    ],
)
def test_every_move_passes_every_check_in_every_sampling(
    steps: list[dict[str, Any]], sampling: str, folder: Path
) -> None:
    with Pillow.open("photo.jpg") as picture:
        picture.save("given.jpg", quality=92, subsampling=sampling)
    saved = Session().edit("given.jpg", plan(*steps)).save("out.jpg", lossless=True)
    assert is_lossless(saved), saved.warnings


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_lies_turned_in_its_file_comes_out_upright(orientation: int, session: Session) -> None:
    block = b"Exif\0\0" + odd_files.exif(orientation=orientation)
    with Pillow.open("photo.jpg") as picture:
        picture.save("given.jpg", quality=92, subsampling="4:4:4", exif=block)
    saved = session.edit("given.jpg", plan(TURN)).save("out.jpg", lossless=True)
    assert is_lossless(saved)
    with Pillow.open("given.jpg") as given, Pillow.open("out.jpg") as out:
        wanted = ImageOps.exif_transpose(given).transpose(Pillow.Transpose.ROTATE_270)
        apart = np.abs(np.asarray(out).astype(int) - np.asarray(wanted).astype(int))
    assert apart.max() <= 3  # the integer inverse transform rounds luma and chroma by 1: 1 + 1.77 in blue


def test_gray_is_moved_too(session: Session) -> None:
    with Pillow.open("photo.jpg") as picture:
        picture.convert("L").save("gray.jpg", quality=92)
    assert is_lossless(session.edit("gray.jpg", plan(TURN, CROP | {"box": {
        "left": 8, "top": 24, "right": 99, "bottom": 300,
    }})).save("out.jpg", lossless=True))  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "name", "reason"),
    [
        (
            [{"op": "crop", "box": {"left": 8, "top": 0, "right": 96, "bottom": 96}}],
            "out.jpg",
            "the left edge at 8 is not on a block of 16 pixels; encoded anew at quality 92",
        ),
        ([CROP, FLIP], "out.jpg", "the width of 269 is not in whole blocks of 16 pixels"),
        ([FLIP, BRIGHT], "out.jpg", "brightness is no quarter turn, mirror or crop by numbers"),
        ([{"op": "rotate", "degrees": 5}], "out.jpg", "rotate is no quarter turn"),
        ([TURN | {"canvas": "keep"}], "out.jpg", "rotate is no quarter turn"),
        ([{"op": "crop", "trim": True, "tolerance": 90}], "out.jpg", "crop is no quarter turn"),
        ([FLIP, {"op": "compress", "quality": 60}], "out.jpg", "another quality needs recompression"),
        ([FLIP], "out.png", "the file is to be PNG, not JPEG; encoded anew"),
    ],
)
def test_what_cannot_be_moved_is_encoded_and_says_why(
    steps: list[dict[str, Any]], name: str, reason: str, session: Session
) -> None:
    saved = session.edit("photo.jpg", plan(*steps)).save(name, lossless=True)
    (told,) = fallen_back(saved)
    assert reason in told
    assert not saved.recipe.lossless
    assert not named(saved, "coefficients")
    assert all(check.passed for check in saved.checks)
    assert session.redo(Path(name)).same


def test_another_source_is_encoded_and_says_why(session: Session) -> None:
    with Pillow.open("photo.jpg") as picture:
        picture.save("given.png")
    (told,) = fallen_back(session.edit("given.png", plan(FLIP)).save("out.jpg", lossless=True))
    assert "the source is not a JPEG" in told


def test_without_jpeglib_it_says_what_to_install(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jpeglib", None)
    (told,) = fallen_back(session.edit("photo.jpg", plan(FLIP)).save("out.jpg", lossless=True))
    assert 'pip install "limner[jpeg]"' in told


def test_redo_gives_the_same_bytes(session: Session) -> None:
    saved = session.edit("photo.jpg", plan(CROP)).save("out.jpg", lossless=True)
    assert read_recipe(Path("out.jpg").read_bytes()) == saved.recipe.model_dump_json(by_alias=True)
    again = session.redo(Path("out.jpg"), output=Path("again.jpg"))
    assert again.same
    assert is_lossless(again.saved)
    assert Path("again.jpg").read_bytes() == Path("out.jpg").read_bytes()


def test_redo_without_jpeglib_is_refused_and_not_encoded_instead(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.edit("photo.jpg", plan(CROP)).save("out.jpg", lossless=True)
    monkeypatch.setitem(sys.modules, "jpeglib", None)
    with pytest.raises(Unsupported, match="limner\\[jpeg\\]"):
        session.redo(Path("out.jpg"))


def test_an_edit_of_an_edit_goes_back_to_the_original_and_moves_its_blocks(session: Session) -> None:
    session.edit("photo.jpg", plan(TURN)).save("once.jpg")
    saved = session.edit("once.jpg", plan(TURN)).save("twice.jpg", lossless=True)
    assert is_lossless(saved)
    signs = np.where(np.arange(8) % 2, -1, 1)
    wanted = luma_blocks("photo.jpg")[::-1, ::-1] * signs * signs[:, None]
    assert np.array_equal(luma_blocks("twice.jpg"), wanted)


def test_four_turns_without_a_history_give_back_every_coefficient(folder: Path) -> None:
    session = Session(replace(Settings.from_environment(), journal=False))
    name = "photo.jpg"
    for number in range(4):
        assert is_lossless(session.edit(name, plan(TURN)).save(f"{number}.jpg", lossless=True))
        name = f"{number}.jpg"
    with Pillow.open("photo.jpg") as given, Pillow.open(name) as found:
        assert np.array_equal(np.asarray(given), np.asarray(found))


def test_undoing_a_step_keeps_it_lossless(session: Session) -> None:
    session.edit("photo.jpg", plan(TURN, FLIP)).save("out.jpg", lossless=True)
    assert is_lossless(session.undo(words="undo the flip"))
    saved = session.undo(words="do it again but brighter by 20%")
    assert len(fallen_back(saved)) == 1


def test_in_place_and_back_again(session: Session, photo: Path) -> None:
    before = photo.read_bytes()
    assert is_lossless(session.edit(photo, plan(TURN)).save(photo, in_place=True, lossless=True))
    turned = photo.read_bytes()
    assert turned != before
    session.undo(photo)
    assert photo.read_bytes() == before
    session.forward(photo)
    assert photo.read_bytes() == turned


def test_bytes_that_are_handed_over_can_be_lossless(session: Session, photo: Path) -> None:
    data, saved = session.edit(photo.read_bytes(), plan(TURN)).hand_over("jpeg", lossless=True)
    assert is_lossless(saved)
    assert odd_files.opened(data).size == (240, 320)


def test_a_truncated_jpeg_is_an_error_and_not_moved(session: Session, photo: Path) -> None:
    Path("cut.jpg").write_bytes(photo.read_bytes()[:-4000])
    with pytest.raises(BadImage):
        session.edit("cut.jpg", plan(TURN)).save("out.jpg", lossless=True)
    assert not Path("out.jpg").exists()


def _one_more(found: dct._Coefficients) -> dct._Coefficients:
    found.planes[-1][0, 0, 3, 3] += 1
    return found


def _sign_forgotten(found: dct._Coefficients) -> dct._Coefficients:
    return replace(found, planes=tuple(plane[:, ::-1] for plane in found.planes))


def _blocks_swapped(found: dct._Coefficients) -> dct._Coefficients:
    for plane in found.planes:
        plane[[0, 1]] = plane[[1, 0]]
    return found


def _tables_upright(found: dct._Coefficients) -> dct._Coefficients:
    return replace(found, tables=tuple(table.T for table in found.tables))


@pytest.mark.parametrize(
    "sabotage", [_one_more, _sign_forgotten, _blocks_swapped, _tables_upright], ids=lambda one: one.__name__
)
def test_coefficients_that_changed_are_seen(
    sabotage: Callable[..., Any], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = dct._write
    monkeypatch.setattr(dct, "_write", lambda found: right(sabotage(replace(found, planes=tuple(
        plane.copy() for plane in found.planes
    )))))  # fmt: skip
    with pytest.raises(
        CheckNotMet, match=r"coefficients: wanted unchanged, measured [0-9,]+ of [0-9,]+ changed"
    ):
        session.edit("photo.jpg", plan(TURN)).save("out.jpg", lossless=True)


def test_one_coefficient_is_counted_as_one(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    right = dct._write
    monkeypatch.setattr(dct, "_write", lambda found: right(_one_more(found)))
    with pytest.raises(CheckNotMet) as caught:
        session.edit("photo.jpg", plan(CROP)).save("out.jpg", lossless=True)
    (check,) = named(caught.value.result, "coefficients")
    assert check.measured.startswith("1 of ")


def test_an_encoded_file_that_claims_to_be_lossless_is_seen(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limner.ops.encode import encode
    from limner.session import making

    monkeypatch.setattr(making, "_moved", lambda image, recipe: (encode(image, "jpeg").data, ""))
    with pytest.raises(CheckNotMet, match="coefficients"):
        session.edit("photo.jpg", plan(TURN)).save("out.jpg", lossless=True)
