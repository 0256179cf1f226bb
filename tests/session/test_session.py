from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.errors import BadImage, BadValue, CheckNotMet, JournalFailed, Unsupported
from limner.core.image import Image
from limner.core.plan import Plan
from limner.edit.exact import OPERATIONS
from limner.ops.embed import read_recipe
from limner.session.session import Session, suffix_of
from limner.session.settings import Settings

CROP = {"op": "crop", "width": 200, "height": 160}
BRIGHT = {"op": "brightness", "percent": 20}


def plan(words: str, *steps: dict[str, Any]) -> Plan:
    return Plan.from_data({"instruction": words, "steps": list(steps)})


def nothing(image: Image, **fields: Any) -> Image:
    return image


def size_of(name: str) -> tuple[int, int]:
    with Pillow.open(name) as picture:
        return picture.size


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def folder(photo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(photo.parent)
    return photo.parent


@pytest.fixture
def session() -> Session:
    return Session()


def test_an_edit_is_written_checked_and_remembered(session: Session, folder: Path) -> None:
    saved = session.edit("photo.jpg", plan("crop it", CROP, BRIGHT)).save("out.jpg")
    assert size_of("out.jpg") == (200, 160)
    assert all(check.passed for check in saved.checks)
    (run,) = session.history()
    assert (run.id, run.instruction, run.input_sha256) == (saved.run_id, "crop it", sha(folder / "photo.jpg"))
    assert run.output_sha256 == sha(folder / "out.jpg")
    assert session.required_journal.blob(run.input_sha256) == (folder / "photo.jpg").read_bytes()


def test_words_are_planned(session: Session, folder: Path) -> None:
    edited = session.edit("photo.jpg", "crop to 200x160 and make it 20% brighter")
    assert [step.op for step in edited.plan.steps] == ["crop", "brightness"]
    edited.save("out.png")
    assert size_of("out.png") == (200, 160)


def test_the_recipe_lies_in_the_file(session: Session, folder: Path) -> None:
    saved = session.edit("photo.jpg", plan("crop it", CROP)).save("out.png")
    text = read_recipe((folder / "out.png").read_bytes())
    assert text == saved.recipe.model_dump_json(by_alias=True)
    assert saved.recipe.inputs[0].sha256 == sha(folder / "photo.jpg")
    assert str(folder) not in text


def test_edits_in_a_row_decode_once_and_encode_once(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limner.session import source

    decoded: list[bool] = []
    right = source.again

    def counted(image: Image, *, sequential: bool = False) -> Image:
        decoded.append(sequential)
        return right(image, sequential=sequential)

    monkeypatch.setattr(source, "again", counted)
    edited = session.edit("photo.jpg", plan("", BRIGHT))
    for _ in range(9):
        edited = edited.edit(plan("", {"op": "gamma", "gamma": 1.01}))
    edited.save("out.jpg")
    assert decoded.count(False) == 1
    assert len(edited.plan.steps) == 10


@pytest.mark.slow
def test_ten_edits_on_disk_cost_one_generation_of_loss(session: Session, folder: Path) -> None:
    turn = plan("turn", {"op": "rotate", "degrees": 180})
    name = "photo.jpg"
    for number in range(10):
        saved = session.edit(name, turn).save(f"{number}.jpg")
        name = f"{number}.jpg"
    once = session.edit("photo.jpg", plan("", *[{"op": "rotate", "degrees": 180}] * 10)).save("once.jpg")
    assert (np.asarray(Pillow.open(name)) == np.asarray(Pillow.open("once.jpg"))).all()
    assert any("original" in warning for warning in saved.warnings)
    assert once.recipe.plan.steps == saved.recipe.plan.steps
    runs = session.history()
    assert [run.parent for run in runs[1:]] == [*range(9, 0, -1), None]


def test_a_changed_file_is_not_taken_for_the_earlier_result(session: Session, folder: Path) -> None:
    session.edit("photo.jpg", plan("", CROP)).save("a.jpg")
    Pillow.open("a.jpg").transpose(Pillow.Transpose.FLIP_TOP_BOTTOM).save("a.jpg", quality=95)
    saved = session.edit("a.jpg", plan("", BRIGHT)).save("b.jpg")
    assert [step.op for step in saved.recipe.plan.steps] == ["brightness"]


def test_a_lossless_result_is_edited_itself(session: Session, folder: Path) -> None:
    first = session.edit("photo.jpg", plan("", CROP)).save("a.png")
    session.edit("a.png", plan("", BRIGHT)).save("b.png")
    newest = session.history(1)[0]
    assert newest.parent == first.run_id
    assert newest.input_sha256 == sha(folder / "a.png")


def test_the_input_is_not_written_over(session: Session, folder: Path) -> None:
    before = sha(folder / "photo.jpg")
    edited = session.edit("photo.jpg", plan("", BRIGHT))
    (folder / "link.jpg").symlink_to("photo.jpg")
    for name in ("photo.jpg", "./photo.jpg", "link.jpg"):
        with pytest.raises(BadValue, match="written over") as failure:
            edited.save(name, overwrite=True)
        assert "--in-place" in str(failure.value.hint)
    assert sha(folder / "photo.jpg") == before


def test_another_file_is_replaced_only_when_asked(session: Session, folder: Path) -> None:
    (folder / "out.jpg").write_bytes(b"mine")
    edited = session.edit("photo.jpg", plan("", BRIGHT))
    with pytest.raises(BadValue, match="exists"):
        edited.save("out.jpg")
    assert (folder / "out.jpg").read_bytes() == b"mine"
    edited.save("out.jpg", overwrite=True)
    assert size_of("out.jpg") == (320, 240)


def test_in_place_keeps_the_original_and_undo_restores_it(session: Session, folder: Path) -> None:
    original = (folder / "photo.jpg").read_bytes()
    session.edit("photo.jpg", plan("invert", {"op": "invert"})).save("photo.jpg", in_place=True)
    session.edit("photo.jpg", plan("flip", {"op": "flip"})).save("photo.jpg", in_place=True)
    inverted = session.history()[1].output_sha256
    session.undo()
    assert sha(folder / "photo.jpg") == inverted
    session.undo()
    assert (folder / "photo.jpg").read_bytes() == original
    session.forward()
    assert sha(folder / "photo.jpg") == inverted


def test_undo_does_not_replace_a_file_that_was_changed_since(session: Session, folder: Path) -> None:
    session.edit("photo.jpg", plan("", BRIGHT)).save("photo.jpg", in_place=True)
    (folder / "photo.jpg").write_bytes(b"something else")
    with pytest.raises(BadValue, match="changed since"):
        session.undo()
    assert (folder / "photo.jpg").read_bytes() == b"something else"


def test_in_place_is_for_the_input_alone(session: Session, folder: Path) -> None:
    edited = session.edit("photo.jpg", plan("", BRIGHT))
    with pytest.raises(BadValue, match="not the picture that is edited"):
        edited.save("other.jpg", in_place=True)
    with pytest.raises(BadValue, match="not the picture that is edited"):
        session.edit((folder / "photo.jpg").read_bytes(), plan("", BRIGHT)).save("photo.jpg", in_place=True)


def test_a_failed_check_leaves_the_input_in_place_and_keeps_another_output(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sha(folder / "photo.jpg")
    monkeypatch.setitem(OPERATIONS, "brightness", nothing)
    with pytest.raises(CheckNotMet, match="brightness: wanted"):
        session.edit("photo.jpg", plan("", BRIGHT)).save("photo.jpg", in_place=True)
    assert sha(folder / "photo.jpg") == before
    assert session.history() == []
    with pytest.raises(CheckNotMet) as failure:
        session.edit("photo.jpg", plan("", BRIGHT)).save("out.jpg")
    saved = failure.value.result
    assert (folder / "out.jpg").exists()
    assert [check.passed for check in saved.checks if check.step == 0] == [False]
    assert saved.run_id == 1


def test_nothing_is_written_for_what_has_no_engine(session: Session, folder: Path) -> None:
    files = sorted(folder.iterdir())
    with pytest.raises(Unsupported, match="inpainting"):
        session.edit("photo.jpg", plan("", BRIGHT, {"op": "remove", "what": "the man"}))
    assert sorted(folder.iterdir()) == files


def test_a_crop_outside_the_picture_is_refused_before_anything_is_written(
    session: Session, folder: Path
) -> None:
    with pytest.raises(BadValue, match="320x240"):
        session.edit("photo.jpg", plan("", {"op": "crop", "width": 999}))


def test_the_same_input_and_recipe_give_the_same_bytes(session: Session, folder: Path) -> None:
    session.edit("photo.jpg", plan("", CROP, {"op": "grain"}), seed=7).save("a.jpg")
    redone = session.redo(Path("a.jpg"), output=Path("b.jpg"))
    assert redone.same
    assert not redone.differs
    assert (folder / "a.jpg").read_bytes() == (folder / "b.jpg").read_bytes()


def test_redo_says_which_part_differs(session: Session, folder: Path) -> None:
    session.edit("photo.jpg", plan("", CROP)).save("a.png")
    Pillow.open("photo.jpg").rotate(180).save("other.jpg")
    redone = session.redo(Path("a.png"), given=Path("other.jpg"))
    assert not redone.same
    assert redone.differs == ("input photo.jpg", "bytes")


def test_redo_without_the_original_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    off = Session(Settings(home=tmp_path / "home", journal=False))
    off.edit("photo.jpg", plan("", CROP)).save("a.png")
    with pytest.raises(BadImage, match=r"photo\.jpg") as failure:
        off.redo(Path("a.png"))
    assert "--input" in str(failure.value.hint)
    assert off.redo(Path("a.png"), given=Path("photo.jpg")).same


def test_a_picture_without_a_recipe_cannot_be_made_again(session: Session, folder: Path) -> None:
    with pytest.raises(BadValue, match="no recipe"):
        session.redo(Path("photo.jpg"))


def test_another_seed_gives_other_grain(session: Session, folder: Path) -> None:
    grain = plan("", {"op": "grain"})
    one, other, same = (session.edit("photo.jpg", grain, seed=seed).image.to_array() for seed in (1, 2, 1))
    assert (one != other).any()
    assert (one == same).all()


def test_undo_by_words_takes_out_one_step(session: Session, folder: Path) -> None:
    session.edit("photo.jpg", plan("crop and turn", CROP, {"op": "flip"})).save("a.png")
    saved = session.undo(words="undo the crop", output=Path("b.png"))
    assert [step.op for step in saved.recipe.plan.steps] == ["flip"]
    assert size_of("b.png") == (320, 240)


def test_without_a_journal_edits_work(folder: Path, tmp_path: Path) -> None:
    off = Session(Settings(home=tmp_path / "home", journal=False))
    saved = off.edit("photo.jpg", plan("", BRIGHT)).save("out.jpg")
    assert saved.run_id is None
    assert off.history() == []
    assert not (tmp_path / "home").exists()
    saved = off.edit("photo.jpg", plan("", BRIGHT)).save("photo.jpg", in_place=True)
    assert any("not kept" in warning for warning in saved.warnings)
    with pytest.raises(BadValue, match="history is off"):
        off.undo()


@pytest.fixture
def broken_home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.write_text("a file where a folder should be")
    return home


def test_a_journal_that_fails_costs_the_history_and_not_the_edit(folder: Path, broken_home: Path) -> None:
    session = Session(Settings(home=broken_home))
    saved = session.edit("photo.jpg", plan("", BRIGHT)).save("out.jpg")
    assert saved.run_id is None
    assert any("not in the history" in warning for warning in saved.warnings)


def test_in_place_needs_a_journal_that_works(folder: Path, broken_home: Path) -> None:
    before = sha(folder / "photo.jpg")
    with pytest.raises(JournalFailed):
        Session(Settings(home=broken_home)).edit("photo.jpg", plan("", BRIGHT)).save(
            "photo.jpg", in_place=True
        )
    assert sha(folder / "photo.jpg") == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_home_is_a_warning(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    saved = Session(Settings(home=home)).edit("photo.jpg", plan("", BRIGHT)).save("out.jpg")
    assert any("not in the history" in warning for warning in saved.warnings)


def test_bytes_and_pictures_in_memory_are_edited(session: Session, folder: Path) -> None:
    data = (folder / "photo.jpg").read_bytes()
    flip = plan("", {"op": "flip"})
    from_bytes = session.edit(data, flip).to_bytes()
    assert from_bytes[:3] == b"\xff\xd8\xff"
    samples = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)
    saved = session.edit(Image.from_array(samples), flip).save("out.png")
    assert (np.asarray(Pillow.open("out.png")) == samples[:, ::-1]).all()
    assert saved.recipe.inputs[0].width == 60


def test_a_picture_opened_and_not_touched_is_its_file(session: Session, folder: Path) -> None:
    from limner.ops.decode import open_image

    opened = open_image("photo.jpg")
    same = session.edit(opened, plan("", BRIGHT)).recipe.inputs[0].sha256
    turned = (
        session.edit(opened.with_pixels(opened.pixels.rot180()), plan("", BRIGHT)).recipe.inputs[0].sha256
    )
    assert same == sha(folder / "photo.jpg") != turned


def test_the_format_follows_the_step_then_the_name(session: Session, folder: Path) -> None:
    webp = plan("", {"op": "convert", "format": "webp"})
    assert session.edit("photo.jpg", webp).save("a.webp").recipe.format == "webp"
    assert session.edit("photo.jpg", plan("", BRIGHT)).save("b.tif").recipe.format == "tiff"
    assert session.edit("photo.jpg", plan("", BRIGHT)).save("c.jpg", format="png").recipe.format == "png"
    assert session.edit("a.webp", plan("", BRIGHT)).save("d.jpg").recipe.format == "jpeg"
    assert suffix_of(session.edit("photo.jpg", webp)) == ".webp"
    assert suffix_of(session.edit("photo.jpg", plan("", BRIGHT)), ".JPEG") == ".JPEG"


def test_a_frame_step_picks_the_frame_at_opening(session: Session, folder: Path) -> None:
    frames = [Pillow.new("RGB", (30, 20), color) for color in ("red", "blue")]
    frames[0].save("two.webp", save_all=True, append_images=frames[1:], lossless=True)
    saved = session.edit("two.webp", plan("", {"op": "frame", "number": 1})).save("out.png")
    assert Pillow.open("out.png").convert("RGB").getpixel((5, 5)) == (0, 0, 255)
    assert any("2 frames" in warning for warning in saved.warnings)


def test_a_picture_that_a_plan_names_is_in_the_recipe_and_in_the_journal(
    session: Session, folder: Path
) -> None:
    Pillow.new("RGBA", (40, 30), (0, 255, 0, 200)).save("logo.png")
    saved = session.edit("photo.jpg", plan("", {"op": "overlay", "picture": "logo.png"})).save("out.jpg")
    assert [one.name for one in saved.recipe.inputs] == ["photo.jpg", "logo.png"]
    (folder / "logo.png").unlink()
    assert session.redo(Path("out.jpg")).same


def test_a_large_picture_streams_and_gives_what_a_decoded_one_gives(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limner.session import source

    chain = plan("", CROP, {"op": "resize", "percent": 50}, {"op": "sharpen"})
    session.edit("photo.jpg", chain).save("decoded.png")
    monkeypatch.setattr(source, "_SMALL", 10)
    edited = session.edit("photo.jpg", chain)
    edited.save("streamed.png")
    assert "decoded" not in edited.start.source.__dict__
    edited.save("again.png")
    assert (folder / "decoded.png").read_bytes() == (folder / "streamed.png").read_bytes()
    assert (folder / "again.png").read_bytes() == (folder / "streamed.png").read_bytes()
