"""A drawing in its file: marked, checked, remembered, drawn again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.errors import BadValue, CheckNotMet, WeightsMissing
from limner.core.geometry import Size
from limner.draw.request import DrawRequest
from limner.models.fake_drawing import FakeGenerator
from limner.ops.embed import packet, read_recipe
from limner.session import drawing as drawings
from limner.session.drawing import Drawing, checked, recipe_in
from limner.session.session import Session

WORDS = "a grey apple left of a blue car"
HOLDING = ("png", "jpeg", "webp", "tiff", "avif")
"""Formats that hold a recipe."""


def drawn(session: Session | None = None, **asked: object) -> Drawing:
    request = DrawRequest(WORDS, **{"size": Size(100, 80), "seed": 3, **asked})  # type: ignore[arg-type]
    return (session or Session()).draw(request, model="fake")


def test_a_png_tells_how_it_was_drawn_in_the_words_of_other_tools() -> None:
    with Pillow.open(BytesIO(drawn(negative="rain").to_bytes())) as picture:
        told = picture.info["parameters"].splitlines()
    assert told[:2] == ["a gray apple left of a blue car", "Negative prompt: rain"]
    assert told[2].startswith("Steps: 4, Sampler: euler, CFG scale: 2, Seed: 3, Size: 100x80, ")
    assert "Model: fake-generator" in told[2]


@pytest.mark.parametrize("format", HOLDING)
def test_every_format_says_that_a_machine_drew_it_and_carries_the_recipe(format: str) -> None:
    one = drawn()
    data = one.to_bytes(format)  # type: ignore[arg-type]
    assert b"digitalsourcetype/trainedAlgorithmicMedia" in (packet(data) or b"")
    assert recipe_in(read_recipe(data)) == one.recipe(format)  # type: ignore[arg-type]
    assert all(check.passed for check in checked(data, one.recipe(format)))  # type: ignore[arg-type]


def test_the_recipe_names_everything_that_the_pixels_depend_on() -> None:
    recipe = drawn().recipe()
    assert (recipe.words, recipe.revised_prompt) == (WORDS, "a gray apple left of a blue car")
    assert (recipe.width, recipe.height, recipe.seed, recipe.steps) == (100, 80, 3, 4)
    assert recipe.sampler == "euler"
    assert recipe.layout is not None
    assert [thing["thing"] for thing in recipe.layout["things"]] == ["apple", "car"]
    assert (recipe.level, recipe.made_with.precision) == ("same-device", "float32")


def test_a_format_without_room_for_a_mark_says_so(tmp_path: Path) -> None:
    written = drawn().save(tmp_path / "a.gif")
    assert "neither a recipe nor the mark" in written.warnings[-1]
    assert Session().redo(tmp_path / "a.gif", model="fake").same


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_a_drawing_is_drawn_again_to_the_same_bytes(name: str, tmp_path: Path) -> None:
    drawn(style="watercolor", steps=3).save(tmp_path / name)
    again = Session().redo(tmp_path / name, model="fake", output=tmp_path / f"again-{name}")
    assert (again.same, again.saved.recipe.level) == (True, "same-device")
    assert (tmp_path / f"again-{name}").read_bytes() == (tmp_path / name).read_bytes()


def test_drawn_again_with_other_weights_it_says_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limner.core.drawing import Computed

    drawn().save(tmp_path / "a.png")
    monkeypatch.setattr(FakeGenerator, "computed", Computed(precision="bfloat16"))
    again = Session().redo(tmp_path / "a.png", model="fake")
    assert not again.same
    assert again.differs == ("precision float32 -> bfloat16", "bytes")


def test_the_model_of_a_drawing_must_be_the_one_that_drew_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    drawn().save(tmp_path / "a.png")
    monkeypatch.setattr(FakeGenerator, "card", replace(FakeGenerator.card, id="another"))
    with pytest.raises(WeightsMissing, match="drawn with fake-generator, not with another"):
        Session().redo(tmp_path / "a.png", model="fake")


def test_a_draft_names_its_student_and_its_generator_and_is_drawn_again_by_both(tmp_path: Path) -> None:
    import shutil

    from tests.models.test_student import with_student

    from limner.core.layout import Laid, Layout
    from limner.models.store import weights_in

    folder = with_student(tmp_path / "models")
    layout = Layout((Laid("ball", "red", (0.1, 0.1, 0.9, 0.9)),), "beach", "day", "clear", "flat")
    asked = DrawRequest("a red ball", size=Size(32, 32), quality="draft", layout=layout, steps=3)
    written = Session().draw(asked, model=str(folder)).save(tmp_path / "a.png")
    recipe, base = written.recipe, weights_in(folder).card
    assert (recipe.model, recipe.steps, recipe.guidance_scale) == ("tiny-student", 3, 1.0)
    student = {file.name: file.sha256 for file in weights_in(folder / "student").card.files}
    assert recipe.made_with.models == {
        "tiny-student/delta.safetensors": student["delta.safetensors"],
        **{f"tiny-generator/{file.name}": file.sha256 for file in base.files},
    }
    assert Session().redo(tmp_path / "a.png", model=str(folder)).same
    shutil.rmtree(folder / "student")
    with pytest.raises(WeightsMissing, match="drawn with tiny-student, not with tiny-generator"):
        Session().redo(tmp_path / "a.png", model=str(folder))


def test_an_existing_file_stays_unless_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"mine")
    with pytest.raises(BadValue, match="exists already"):
        drawn().save(path)
    assert path.read_bytes() == b"mine"
    assert drawn().save(path, overwrite=True).path == path


def test_the_history_knows_a_drawing_and_what_was_made_from_it(tmp_path: Path) -> None:
    session = Session()
    written = drawn(session).save(tmp_path / "a.png")
    assert [(run.kind, run.instruction) for run in session.history()] == [("draw", WORDS)]
    session.edit(tmp_path / "a.png", "crop to 50x40").save(tmp_path / "b.png")
    assert session.history()[0].parent == written.run_id
    (tmp_path / "a.png").unlink()
    back = session.undo(tmp_path / "b.png", output=tmp_path / "c.png")
    assert back.path is not None
    assert back.path.read_bytes() == written.data
    with pytest.raises(BadValue, match="nothing is left to undo"):
        session.undo(back.path)


def test_an_edit_of_a_drawing_keeps_the_mark(tmp_path: Path) -> None:
    drawn().save(tmp_path / "a.png")
    saved = Session().edit(tmp_path / "a.png", "crop to 50x40").save(tmp_path / "b.png")
    assert all(check.passed for check in saved.checks)
    assert b"trainedAlgorithmicMedia" in (packet((tmp_path / "b.png").read_bytes()) or b"")


@pytest.mark.parametrize("sabotage", ["mark", "size"])
def test_a_file_that_is_not_as_promised_fails_its_check(
    sabotage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = drawn()
    if sabotage == "mark":
        monkeypatch.setattr(drawings.marks, "packet", lambda version: b"<x/>")
    else:
        smaller = drawn(size=Size(90, 80)).drawn.image
        object.__setattr__(one.drawn, "image", smaller)
    with pytest.raises(CheckNotMet, match="marked" if sabotage == "mark" else "size"):
        one.save(tmp_path / "a.png")


def test_a_sheet_is_marked_too(tmp_path: Path) -> None:
    drawings.save_sheet(np.zeros((20, 20, 3), np.uint8), tmp_path / "sheet.png")
    assert b"trainedAlgorithmicMedia" in (packet((tmp_path / "sheet.png").read_bytes()) or b"")
