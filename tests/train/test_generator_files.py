"""The generator as files: parity with torch, and drawn with by what draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

from tests.nets.test_generator import stirred  # noqa: E402

from limner.core.card import Card  # noqa: E402
from limner.core.drawing import DrawOrder  # noqa: E402
from limner.core.geometry import Size  # noqa: E402
from limner.core.layout import Laid, Layout  # noqa: E402
from limner.core.progress import finish  # noqa: E402
from limner.models.generator import EmbeddedGenerator  # noqa: E402
from limner.models.store import weights_in  # noqa: E402
from limner.nets.generator import WHOLE, Generator, GeneratorShape, Wanted, empty  # noqa: E402
from limner.nets.text import TextShape, TextTransformer  # noqa: E402
from limner.nets.words import Words  # noqa: E402
from limner.train import checkpoint, tokens  # noqa: E402
from limner.train import generator_files as files  # noqa: E402
from limner.world.laying import VOCABULARY  # noqa: E402

COUNTS = {name: len(VOCABULARY[name]) for name in WHOLE}
SHAPE = GeneratorShape(
    len(VOCABULARY["things"]), len(VOCABULARY["colors"]), tuple(COUNTS.values()), channels=3, side=8,
    words=16, tokens=12, widths=(16, 24), field=32, told=16, heads=2, aligned=7,
)  # fmt: skip
SHAPE_OF_RUN = replace(SHAPE, aligned=0)
CAPTIONS = ("a blue potato left of a cat", "a red apple on a beach at sunset", "two dogs")


class Plain:
    """Latents are pixels, each cell 16 of them a side."""

    card = Card("plain", "autoencoder", (), "MIT", "a test")

    def decode(self, latents):
        return np.repeat(np.repeat(self.preview(latents), 16, 1), 16, 2)

    def preview(self, latents):
        return (latents.transpose(0, 2, 3, 1) * 40 + 128).clip(0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def model():
    torch.set_num_threads(1)
    return stirred(SHAPE)


@pytest.fixture(scope="module")
def tower():
    torch.manual_seed(1)
    return TextTransformer(TextShape(120, 64, 16, 1, 2, end=1)).eval()


@pytest.fixture(scope="module")
def folder(model, tower, tmp_path_factory):
    folder = tmp_path_factory.mktemp("generator")
    tokenizer = tokens.learn(CAPTIONS, 120)
    tokenizer.save(str(folder / "words.json"))
    about = files.About(measured={"velocity": 0.4}, steps=4)
    files.export_generator(model, tower, folder / "words.json", folder / "out", about, int8=False)
    return folder / "out"


pytestmark = pytest.mark.filterwarnings("ignore")


def inputs(length=5, count=3, shape=SHAPE):
    torch.manual_seed(2)
    highest = {"thing": shape.things, "color": shape.colors, **COUNTS}
    found = {
        name: torch.randint(0, highest[name] + 1, size) if name in highest else torch.rand(size)
        for name, (size, _) in empty(shape, count).items()
    }
    found["words"] = torch.randn(count, length, shape.words)
    return {"x": torch.randn(count, 3, 8, 8), "t": torch.rand(count), **found}


def session(path):
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


@pytest.mark.parametrize(("length", "count"), [(5, 3), (1, 1)])
def test_the_graph_computes_what_torch_does_for_any_batch_and_length(model, folder, length, count):
    given = inputs(length, count)
    network = session(folder / files.DENOISER)
    assert [one.name for one in network.get_inputs()] == ["x", "t", *Wanted._fields]
    found = network.run(["velocity"], {name: value.numpy() for name, value in given.items()})[0]
    wanted = Wanted(**{name: given[name] for name in Wanted._fields})
    with torch.no_grad():
        meant = model(given["x"], given["t"], wanted).velocity.numpy()
    assert np.abs(found - meant).max() < 1e-3 * np.abs(meant).max()


def test_the_word_tower_computes_what_torch_does(tower, folder):
    ids = torch.tensor([[0, 5, 7, 1, 2, 2], [0, 9, 8, 7, 6, 1]])
    found = session(folder / files.TEXT).run(["words"], {"input_ids": ids.numpy()})[0]
    with torch.no_grad():
        assert np.abs(found - Words(tower)(ids).numpy()).max() < 1e-3


def order(words="a blue potato", layout=None, seed=0):
    return DrawOrder(words, Size(128, 128), layout, seed=seed, steps=2)


def test_what_draws_reads_the_files_and_hears_words_and_layout(folder):
    drawing = EmbeddedGenerator(weights_in(folder), Plain())
    layout = Layout((Laid("potato", "blue", (0.1, 0.2, 0.9, 0.8)),), "beach", "day", "clear", "3d")
    plain, laid, other = (
        finish(drawing.draw(one)) for one in (order(), order(layout=layout), order("two dogs"))
    )
    assert plain.shape == (128, 128, 3)
    assert not np.array_equal(plain, laid)
    assert not np.array_equal(plain, other)
    assert np.array_equal(finish(drawing.draw(order())), plain)


def test_the_card_says_what_it_can_draw_and_how_best(folder):
    card = weights_in(folder).card
    assert (card.kind, card.resolution, card.dimension) == ("generator", 128, 3)
    assert card.vocabulary == VOCABULARY
    assert card.calibration["steps"] == 4
    assert card.measured == {"velocity": 0.4}


def test_rounded_weights_change_little_and_take_a_quarter(model, tower, folder, tmp_path):
    files.export_generator(model, tower, folder / "tokenizer.json", tmp_path)
    given = {name: value.numpy() for name, value in inputs().items()}
    exact, rounded = (
        session(where / files.DENOISER).run(["velocity"], given)[0] for where in (folder, tmp_path)
    )
    assert np.abs(exact - rounded).mean() < 0.05 * np.abs(exact).mean()
    sizes = [(where / files.DENOISER).stat().st_size for where in (folder, tmp_path)]
    assert sizes[1] < 0.75 * sizes[0]


def test_a_run_gives_its_network_back_with_or_without_the_head_for_alignment(tmp_path, monkeypatch):
    for aligned in (0, files.FEATURES):
        monkeypatch.setattr(files, "shape_of", lambda: SHAPE_OF_RUN)
        network = Generator(replace(SHAPE_OF_RUN, aligned=aligned))
        torch.save({"average": network.state_dict(), "taken": 0}, tmp_path / checkpoint.FILE)
        found = files.trained_generator(tmp_path)
        assert found.shape.aligned == aligned
        assert all(torch.equal(v, found.state_dict()[k]) for k, v in network.state_dict().items())
