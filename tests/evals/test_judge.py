"""The judge that evaluations open: whose it is, what it reads, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from limner.core.card import Card  # noqa: E402
from limner.core.errors import Unsupported, WeightsMissing  # noqa: E402
from limner.core.image import Image  # noqa: E402
from limner.evals import judge  # noqa: E402
from limner.evals.see import cases  # noqa: E402
from limner.models.card_file import CARD_NAME, card_json  # noqa: E402
from limner.models.store import described  # noqa: E402
from limner.train.judge_files import graph_of  # noqa: E402
from limner.train.recipes.judge import JudgeRecipe  # noqa: E402
from limner.train.targets import VOCABULARY  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402

MEASURED = {"things": 0.93, "judged things": 0.985, "judged colors": 0.94, "scenes": 1000.0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An untrained judge of 64 pixels that tells everything it has the least hint of."""
    folder = tmp_path_factory.mktemp("judge")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    (folder / "image.onnx").write_bytes(graph_of(JudgeRecipe(Atlas.drawn(), resolution=64).build()))
    torch.set_num_threads(threads)
    _write(folder, Card("judge", "judge", (described(folder / "image.onnx"),), "none", "here"))
    return folder


def _write(folder, card):
    numbers = {"thing_threshold": 0.0, "least_side": 1 / 7}
    card = replace(card, resolution=64, measured=MEASURED, vocabulary=dict(VOCABULARY), calibration=numbers)
    (folder / CARD_NAME).write_text(card_json(card))


@pytest.mark.filterwarnings("ignore")
def test_a_judge_reads_every_picture_in_the_words_of_its_card(folder):
    scenes = list(cases.rendered(0, 3, Atlas.drawn(), side=96))
    readings = judge.open_judge(folder).read([judge.images([scene])[0] for scene in scenes])
    assert len(readings) == 3
    for reading in readings:
        assert reading.place[0].name in VOCABULARY["place"]
        assert sum(word.score for word in reading.style) == pytest.approx(1, abs=1e-4)
    assert "things named" in judge.on_cases(judge.open_judge(folder), scenes)


def test_its_accuracy_is_told_with_what_it_lacks(folder):
    card = judge.open_judge(folder).card
    told = judge.accuracy(card)
    assert "judged things 0.985, judged colors 0.940, on 1000 unseen scenes" in told
    assert "0.14 of the picture long (0.930 of things of any size)" in told
    assert told.endswith("below what is wanted of judged colors")
    assert "below" not in judge.accuracy(replace(card, measured={**MEASURED, "judged colors": 0.97}))


def test_neither_a_missing_folder_nor_a_model_of_another_kind_judges(folder, tmp_path):
    with pytest.raises(WeightsMissing, match="there is no judge"):
        judge.open_judge(tmp_path / "nowhere")
    card = judge.open_judge(folder).card
    _write(tmp_path, replace(card, kind="encoder"))
    with pytest.raises(Unsupported, match="not a judge"):
        judge.open_judge(tmp_path)


def test_the_shipped_encoder_in_its_place_is_said_to_be_none():
    reader, told = judge.the_encoder()
    assert "no independent judge" in told
    assert f"{reader.card.measured['held out: things named']:.2f}" in told
    (scene,) = reader.read([Image.from_array(np.full((64, 64, 3), 255, np.uint8))])
    assert scene.place
