"""An untrained encoder, exported: both runtimes against torch, and the words of its card."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from limner.models.store import described  # noqa: E402
from limner.nets.dual_encoder import EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape  # noqa: E402
from limner.train import export, int8, tokens  # noqa: E402
from limner.train.reading_encoder import ReadingEncoder  # noqa: E402

TEXTS = ["a cat", "two red dogs on a mat", "a king by a lake"]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("encoder")
    tokenizer = tokens.learn(TEXTS * 4, 200)
    tokenizer.save(str(folder / "words.json"))
    torch.manual_seed(0)
    shape = EncoderShape(VisionShape(32, 8, 32, 2, 2), TextShape(tokenizer.get_vocab_size(), width=48), 16)
    model = ReadingEncoder(shape).eval()
    card = export.export_encoder(model, folder / "out", folder / "words.json", int8=False)
    return model, tokenizer, folder / "out", card


@pytest.mark.filterwarnings("ignore")
def test_both_runtimes_give_what_torch_gives(exported):
    ort = pytest.importorskip("onnxruntime")
    openvino = pytest.importorskip("openvino")
    model, tokenizer, folder, _ = exported
    pixels = np.random.default_rng(0).integers(0, 256, (3, 32, 32, 3), np.uint8)
    graph = export.ImageGraph(model)
    with torch.no_grad():
        wanted = [value.numpy() for value in graph(torch.from_numpy(pixels))]
        ids = tokens.encode(tokenizer, TEXTS)
        words = model.encoder.text_vectors(torch.from_numpy(ids)).numpy()
    session = ort.InferenceSession(folder / "image.onnx", providers=["CPUExecutionProvider"])
    assert tuple(port.name for port in session.get_outputs()) == graph.outputs
    core = openvino.Core()
    exact = {"INFERENCE_PRECISION_HINT": "f32"}
    compiled = core.compile_model(folder / "image.onnx", "CPU", exact)(pixels)
    for name, ours, theirs in zip(graph.outputs, wanted, session.run(None, {"pixels": pixels}), strict=True):
        assert np.abs(ours - theirs).max() < 1e-3, name
        assert np.abs(ours - compiled[name]).max() < 1e-3, name
    text = core.compile_model(folder / "text.onnx", "CPU", exact)(ids)
    assert np.abs(text["text_vector"] - words).max() < 1e-3


def test_the_card_names_every_file_and_every_word(exported):
    *_, folder, card = exported
    assert {file.name for file in card.files} == {"image.onnx", "text.onnx", "tokenizer.json"}
    assert all(described(folder / file.name) == file for file in card.files)
    assert card.vocabulary["things"][0] == "nothing"
    assert card.calibration["logit_scale"] == pytest.approx(1 / 0.07, rel=1e-3)


def test_a_table_of_short_rows_is_scaled_by_column():
    onnx = pytest.importorskip("onnx")
    table = np.random.default_rng(2).normal(size=(1000, 6)).astype(np.float32) * 10.0 ** np.arange(6)
    graph = onnx.parser.parse_model(
        '<ir_version: 9, opset_import: ["": 17]> g (int64[N] i) => (float[N, 6] y) { y = Gather (t, i) }'
    )
    graph.graph.initializer.append(onnx.numpy_helper.from_array(table.astype(np.float32), "t"))
    kept = {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load_from_string(
        int8.quantised(graph.SerializeToString())).graph.initializer}  # fmt: skip
    assert kept["t.scale"].shape == (6,)
    assert np.all(np.abs(kept["t.int8"] * kept["t.scale"] - table) <= kept["t.scale"] * 0.5001)


def test_a_map_that_is_added_is_scaled_by_channel_and_a_small_one_stays_as_it_is():
    onnx = pytest.importorskip("onnx")
    graph = onnx.parser.parse_model(
        '<ir_version: 9, opset_import: ["": 17]> g (float[N, 8, 16, 16] x) => (float[N, 8, 16, 16] y)'
        "{ z = Add (x, m)  y = Add (z, b) }"
    )
    for name, side in (("m", 16), ("b", 1)):
        values = np.full((1, 8, side, side), 0.5, np.float32)
        graph.graph.initializer.append(onnx.numpy_helper.from_array(values, name))
    kept = onnx.load_from_string(int8.quantised(graph.SerializeToString())).graph.initializer
    assert {one.name: tuple(one.dims) for one in kept} == {
        "m.int8": (1, 8, 16, 16), "m.scale": (8,), "b": (1, 8, 1, 1)
    }  # fmt: skip


def test_int8_rounds_each_weight_by_at_most_half_a_step():
    weight = np.random.default_rng(1).normal(size=(40, 30)).astype(np.float32)
    q, scale = int8.rounded(weight, 1)
    assert q.dtype == np.int8
    assert np.all(np.abs(q * scale - weight) <= scale / 2 + 1e-6)
