"""A student: its generator with a delta laid over the network, opened when it is asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from limner.core.drawing import DrawOrder
from limner.core.errors import WeightsCorrupt, WeightsMissing
from limner.core.geometry import Size
from limner.core.progress import Progress, finish
from limner.diffusion.noise import unit_noise
from limner.draw.generate import plan
from limner.draw.request import DrawRequest
from limner.models.card_file import CARD_NAME, card_json
from limner.models.engine import EngineOptions
from limner.models.generator import EmbeddedGenerator
from limner.models.open_generator import open_generator
from limner.models.store import described, weights_in
from limner.models.student import DELTA, EmbeddedStudent
from tests.models import tiny_generator
from tests.models.test_delta import packed

FULL = EngineOptions(precision="float32")
SIZE = Size(tiny_generator.SIDE, tiny_generator.SIDE)
RED = tiny_generator.MEANS["red"]
MOVED = (0.0, 3.0, 0.0)
"""What the student's delta adds to the mean of cells that are told red."""


def with_student(folder: Path, moved: tuple[float, ...] = MOVED) -> Path:
    """The tiny generator with a student inside its folder."""
    own = tiny_generator.folder(folder) / "student"
    own.mkdir()
    change = np.zeros((3, 3), np.float32)
    change[1] = moved
    (own / DELTA).write_bytes(packed({"table.diff": change}))
    base = weights_in(folder).card
    card = replace(
        base,
        id="tiny-student",
        files=(described(own / DELTA),),
        calibration={"steps": 4.0, "guidance_scale": 1.0, "shift": 2.0},
        base={f"{base.id}/{file.name}": file.sha256 for file in base.files},
    )
    (own / CARD_NAME).write_text(card_json(card))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_student(tmp_path / "generator")


def opened(folder: Path) -> EmbeddedGenerator:
    generator = open_generator(str(folder), FULL)
    assert isinstance(generator, EmbeddedGenerator)
    return generator


def drawn(generator: EmbeddedGenerator, **given: object) -> list[Progress]:
    from limner.core.layout import Laid, Layout

    layout = Layout((Laid("ball", "red", (0.0, 0.0, 1.0, 1.0)),), "beach", "day", "clear", "flat")
    told: list[Progress] = []
    order = {"seed": 3, "steps": 100, "guidance_scale": 1.0, "watch": True, "layout": layout, **given}
    finish(generator.draw(DrawOrder("", SIZE, **order)), told.append)  # type: ignore[arg-type]
    return told


def mean(generator: EmbeddedGenerator) -> np.ndarray:
    """Of what it draws where red is told, by channel."""
    watched = drawn(generator)[-1].watched
    assert watched is not None
    noise = tiny_generator.DEVIATION * unit_noise((1, 3, 4, 4), 3)[0]
    return np.asarray((watched.x - noise).mean((1, 2)))


def test_the_student_draws_by_the_sums_and_its_generator_as_before(folder: Path) -> None:
    generator = opened(folder)
    student = generator.student
    assert isinstance(student, EmbeddedStudent)
    np.testing.assert_allclose(mean(student), np.add(RED, MOVED), atol=0.05)
    np.testing.assert_allclose(mean(generator), RED, atol=0.05)
    assert student.card.id == "tiny-student"
    assert student.student is None
    assert student.computed == generator.computed


def test_its_times_are_shifted_as_its_card_says(folder: Path) -> None:
    student = opened(folder).student
    assert isinstance(student, EmbeddedStudent)
    assert [one.t for one in drawn(student, steps=4)] == pytest.approx([6 / 7, 2 / 3, 2 / 5, 0])


def test_the_files_of_a_student_are_read_when_it_draws_and_proved(folder: Path) -> None:
    (folder / "student" / DELTA).write_bytes(b"altered")
    generator = opened(folder)
    assert mean(generator) is not None
    student = generator.student
    assert isinstance(student, EmbeddedStudent)
    with pytest.raises(WeightsCorrupt, match=r"delta\.safetensors is cut off"):
        drawn(student)


def test_it_draws_the_drafts_and_nothing_else(folder: Path) -> None:
    generator = opened(folder)
    cards = [plan(DrawRequest("a red ball", quality=one), generator) for one in ("draft", "normal", "best")]
    assert [one.generator.card.id for one in cards] == ["tiny-student", "tiny-generator", "tiny-generator"]
    assert (cards[0].order.steps, cards[0].order.guidance_scale) == (4, 1.0)


def test_it_can_be_opened_by_its_own_folder(folder: Path) -> None:
    assert open_generator(str(folder / "student"), FULL).card.id == "tiny-student"


def test_a_student_without_its_generator_above_it_says_where_it_belongs(folder: Path) -> None:
    other = tiny_generator.folder(folder.parent / "other")
    (folder / "student").rename(other / "elsewhere")
    with pytest.raises(WeightsMissing, match="is a student, and its generator") as caught:
        open_generator(str(other / "elsewhere"), FULL)
    assert "named student" in str(caught.value.hint)
    assert opened(other).student is None


@pytest.mark.parametrize(
    "base", [{}, {"tiny-generator/denoiser.onnx": "0" * 64}, {"other/denoiser.onnx": ""}]
)
def test_the_student_of_another_generator_is_refused_when_it_is_asked_for(
    folder: Path, base: dict[str, str]
) -> None:
    path = folder / "student" / CARD_NAME
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "base": base}))
    generator = opened(folder)
    with pytest.raises(WeightsCorrupt, match="tiny-student is the student of another generator"):
        _ = generator.student
