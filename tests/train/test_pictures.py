"""The encoder's pictures learn on while its words stay."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from limner.core.errors import BadValue  # noqa: E402
from limner.nets.dual_encoder import EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape  # noqa: E402
from limner.train import checkpoint, export, loop, run, tokens  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402
from limner.train.reading_encoder import ReadingEncoder  # noqa: E402
from limner.train.recipes.pictures import PicturesRecipe  # noqa: E402
from limner.train.schedule import Budget  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402

TEXTS = ["a cat left of a dog", "two red dogs on a mat", "a king by a lake"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The recipe, a run that it begins from, and the run after three steps."""
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("runs")
    tokenizer = tokens.learn(TEXTS * 4, 200)
    tokenizer.save(str(folder / "words.json"))
    text = TextShape(tokenizer.get_vocab_size(), width=48, layers=2)
    recipe = PicturesRecipe(Atlas.drawn(), tokenizer, EncoderShape(VisionShape(96, 16, 32, 2, 2), text, 16))
    recipe.batch_size = 6
    torch.manual_seed(1)
    model = ReadingEncoder(recipe.shape)
    state = checkpoint.State("encoder", model, Optimizer(model, 1e-3, 0.0), Average(model))
    checkpoint.save(state, folder / "before")
    options = loop.Run(folder / "after", Budget(steps=3), begin=folder / "before", quiet=True, measure=False)
    loop.train(0, 1, None, recipe, options)
    return recipe, folder


def exported(recipe, folder, run):
    model = ReadingEncoder(recipe.shape)
    checkpoint.begin(model, folder / run)
    export.export_encoder(model, folder / f"{run}-files", folder / "words.json")
    return folder / f"{run}-files"


@pytest.mark.filterwarnings("ignore")
def test_the_exported_text_graph_is_the_same_to_the_byte_and_that_of_pictures_is_not(trained):
    recipe, folder = trained
    before, after = (exported(recipe, folder, run) for run in ("before", "after"))
    assert (before / export.TEXT).read_bytes() == (after / export.TEXT).read_bytes()
    assert (before / export.IMAGE).read_bytes() != (after / export.IMAGE).read_bytes()


def test_picture_tower_heads_and_scale_learn_and_no_word_does(trained):
    _, folder = trained
    before, after = (checkpoint.averaged(folder / run) for run in ("before", "after"))
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert not [name for name in changed if "text" in name]
    assert "encoder.logit_scale" in changed
    assert "encoder.visual_projection.weight" in changed
    assert {name.split(".")[0] for name in changed} == {"encoder", "reader"}


def test_words_that_stay_must_come_from_a_run(tmp_path):
    with pytest.raises(BadValue, match="must come from a run") as told:
        run.run(run.Order("encoder-pictures", tmp_path, steps=1))
    assert "--begin" in str(told.value.hint)
