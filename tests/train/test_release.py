"""An untrained encoder, released: files measured beside torch, and a folder that transformers opens."""

from __future__ import annotations

import json

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from limner.core.errors import ModelFailed, WeightsCorrupt, WeightsMissing  # noqa: E402
from limner.models.store import weights_in  # noqa: E402
from limner.nets.dual_encoder import EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape, normalise  # noqa: E402
from limner.train import checkpoint, provenance, release, tokens, transformers_folder  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402
from limner.train.reading_encoder import ReadingEncoder  # noqa: E402
from limner.train.recipes.self_taught import SelfTaughtEncoder  # noqa: E402
from limner.train.scenes import Scenes, first  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402

TEXTS = ["a cat", "two red dogs on a mat", "a king by a lake"]
ROWS = [
    {"recipe": "encoder", "processes": 2, "device": "cpu", "begin": None},
    {"step": 3, "seconds": 30.0, "pictures": 384, "rate": 1e-3},
    {"step": 8990, "seconds": 5430.0, "pictures": 1_150_720, "rate": 1e-3},
    {"step": 9000, "pictures": 1_152_000, "measured": {}},
]


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    """Many threads on a busy machine wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    tokenizer = tokens.learn(TEXTS * 4, 200)
    tokenizer.save(str(folder / "words.json"))
    torch.manual_seed(0)
    shape = EncoderShape(VisionShape(64, 16, 32, 2, 2), TextShape(tokenizer.get_vocab_size(), width=48), 16)
    return ReadingEncoder(shape).eval(), tokenizer, folder


@pytest.fixture(scope="module")
def batch(tiny):
    return first(Scenes(Atlas.drawn(), "test", 64, 4, tellings=1), 12, tiny[1])


def log(folder, rows):
    folder.mkdir(exist_ok=True)
    (folder / "log.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return folder


@pytest.mark.filterwarnings("ignore")
def test_a_release_measures_its_own_files_and_writes_that_on_the_card(tiny, batch, tmp_path):
    model, _, folder = tiny
    found = release.release(model, tmp_path, folder / "words.json", batch, "on nothing")
    assert found.gap < release.TOLERANCE
    assert found.figures.keys() == {"torch", *release.ENGINES}
    card = weights_in(tmp_path).card
    assert card.trained == "on nothing"
    assert card.measured == pytest.approx(found.figures["int8, native sums"], abs=1e-4)
    torch_says, files_say = found.figures["torch"], found.figures["int8, float32 sums"]
    assert files_say["overlap"] == pytest.approx(torch_says["overlap"], abs=0.01)
    assert "together" in found.to_text()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_files_of_another_network_are_not_released(tiny, batch, tmp_path):
    model, _, folder = tiny
    release.release(model, tmp_path, folder / "words.json", batch)
    torch.manual_seed(1)
    other = ReadingEncoder(model.encoder.shape).eval()
    with torch.no_grad(), pytest.raises(ModelFailed, match=r"gives another .* than torch"):
        release.largest_gap(other, tmp_path, batch)


def test_a_run_tells_its_pictures_minutes_and_what_it_began_from(tmp_path):
    before = log(tmp_path / "before", [{**ROWS[1], "seconds": 60.0}])
    run = log(tmp_path / "run", ROWS)
    plain = "on 1,152,000 rendered pictures in 90 minutes, 2 processes on CPU (bfloat16)"
    assert provenance.told(run) == plain
    chain = f"{plain}, begun from a run on 384 rendered pictures in 1 minutes, 2 processes on CPU (bfloat16)"
    assert provenance.told(run, before) == chain
    assert provenance.told(log(run, [{**ROWS[0], "begin": str(before)}, *ROWS[1:]])) == chain
    with pytest.raises(WeightsMissing, match="no log of a run"):
        provenance.told(tmp_path)


def test_the_network_of_a_run_has_the_resolution_and_the_averaged_weights_of_its_checkpoint(tmp_path):
    model = ReadingEncoder(EncoderShape(VisionShape(64), TextShape(vocabulary=40)))
    checkpoint.save(checkpoint.State("encoder", model, Optimizer(model, 1e-3, 0.0), Average(model)), tmp_path)
    found = release.trained_encoder(tmp_path)
    assert found.encoder.shape.vision.resolution == 64
    assert torch.equal(found.reader.things.weight, model.reader.things.weight)
    other = torch.nn.Linear(2, 2)
    checkpoint.save(checkpoint.State("line", other, Optimizer(other, 1e-3, 0.0), Average(other)), tmp_path)
    with pytest.raises(WeightsCorrupt, match="holds no encoder"):
        release.trained_encoder(tmp_path)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_of_a_run_with_a_teacher_the_student_is_released(tiny, batch, tmp_path):
    _, tokenizer, folder = tiny
    torch.manual_seed(2)
    words = TextShape(vocabulary=tokenizer.get_vocab_size())
    both = SelfTaughtEncoder(ReadingEncoder(EncoderShape(VisionShape(64), words)))
    run = tmp_path / "run"
    checkpoint.save(checkpoint.State("encoder-dino", both, Optimizer(both, 1e-3, 0.0), Average(both)), run)
    student = release.trained_encoder(run)
    assert torch.equal(student.reader.things.weight, both.student.reader.things.weight)
    found = release.release(student, tmp_path / "files", folder / "words.json", batch)
    assert found.gap < release.TOLERANCE
    again = SelfTaughtEncoder(ReadingEncoder(student.encoder.shape))
    checkpoint.begin(again, run)
    assert torch.equal(again.own.hidden, both.own.hidden)


@pytest.mark.filterwarnings("ignore")
def test_transformers_opens_the_folder_and_gives_our_vectors(tiny, tmp_path):
    transformers = pytest.importorskip("transformers")
    model, tokenizer, folder = tiny
    transformers_folder.write(model.encoder, folder / "words.json", tmp_path)
    theirs, told = transformers.CLIPModel.from_pretrained(tmp_path, output_loading_info=True)
    assert not told["missing_keys"]
    assert not told["unexpected_keys"]
    words = transformers.AutoTokenizer.from_pretrained(tmp_path)(TEXTS, padding=True, return_tensors="pt")
    ids = torch.from_numpy(tokens.encode(tokenizer, TEXTS))
    assert torch.equal(words["input_ids"], ids)
    picture = np.random.default_rng(0).integers(0, 256, (1, 64, 64, 3), np.uint8)
    given = transformers.AutoImageProcessor.from_pretrained(tmp_path)(list(picture), return_tensors="pt")
    pixels = normalise(torch.from_numpy(picture))
    assert torch.allclose(given["pixel_values"], pixels, atol=1e-5)
    with torch.no_grad():
        found = theirs(**words, **given)
        assert torch.allclose(found.image_embeds, model.encoder.image_vectors(pixels), atol=1e-4)
        assert torch.allclose(found.text_embeds, model.encoder.text_vectors(ids), atol=1e-4)
