"""The judge's stream, figures and files, untrained, on things drawn in code."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from limner.models.engine import EngineOptions, Network  # noqa: E402
from limner.nets.reader import Read  # noqa: E402
from limner.train import judge_files, targets  # noqa: E402
from limner.train.measure import reading_figures  # noqa: E402
from limner.train.recipes.judge import JudgeRecipe  # noqa: E402
from limner.train.scenes import Sample, mirrored  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402
from limner.world.compose import compose  # noqa: E402
from limner.world.painter import paint  # noqa: E402
from limner.world.scene import PixelBox  # noqa: E402


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    """Many threads on a busy machine wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize("seed", [1, 5, 8])
def test_a_mirrored_sample_has_the_truth_of_the_mirrored_picture(seed):
    picture = paint(compose(seed, Atlas.drawn(), kind="several", aspect="1:1"), Atlas.drawn(), 64)
    boxes = tuple(
        None if box is None else PixelBox(64 - box.right, box.top, 64 - box.left, box.bottom)
        for box in picture.boxes
    )
    turned = replace(
        picture,
        pixels=picture.pixels[:, ::-1],
        instances=np.ascontiguousarray(picture.instances[:, ::-1]),
        boxes=boxes,
    )
    found = mirrored(Sample(picture.pixels, targets.patch_truth(picture, 64, 4), {}, (("left", "right"),)))
    wanted = targets.patch_truth(turned, 64, 4)
    covered = wanted["things"] > 0
    assert covered.any()
    assert np.array_equal(found.pixels, turned.pixels)
    assert found.texts == ()
    for name, values in wanted.items():
        assert np.allclose(found.truth[name][covered], values[covered], atol=1e-6), name
    assert not found.truth["things"][~covered].any()


def test_only_things_that_are_long_enough_are_judged():
    things = torch.tensor([[3, 0, 4, 0]])
    boxes = torch.tensor([[[0.0, 0.0, 0.5, 0.1], [0.0] * 4, [0.5, 0.5, 0.6, 0.6], [0.0] * 4]])
    colors = torch.zeros(1, 4, 12)
    truth = {"things": things, "boxes": boxes, "colors": colors, "centredness": (things > 0).float()}
    truth |= {head: torch.zeros(1, dtype=torch.int64) for head in ("place", "time", "weather", "style")}
    said = torch.nn.functional.one_hot(torch.tensor([[3, 0, 9, 0]]), 327).float()
    whole = {head: torch.zeros(1, 4) for head in ("place", "time", "weather", "style")}
    read = Read(said, colors, boxes, torch.zeros(1, 4), whole)
    assert reading_figures(read, truth)["things"] == 0.5
    assert reading_figures(read, truth, least=0.2)["things"] == 1.0


@pytest.mark.filterwarnings("ignore")
def test_the_graph_of_the_judge_gives_what_torch_gives():
    recipe = JudgeRecipe(Atlas.drawn(), resolution=64)
    model = recipe.build().eval()
    pixels = recipe.batch(0)["pixels"][:3]
    with torch.no_grad():
        wanted = judge_files.JudgeGraph(model)(pixels)
    network = Network(judge_files.graph_of(model, int8=False), "judge", EngineOptions("float32"))
    found = network({"pixels": pixels.numpy()}, judge_files.OUTPUTS)
    for name, value in zip(judge_files.OUTPUTS, wanted, strict=True):
        assert np.abs(found[name] - value.numpy()).max() < 1e-3, name
