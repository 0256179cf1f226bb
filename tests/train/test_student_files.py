"""The student as a file: a delta that does over the generator's files what torch does."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("safetensors")

from tests.nets.test_generator import stirred  # noqa: E402
from tests.train.test_generator_files import CAPTIONS, SHAPE, Plain, inputs  # noqa: E402

from limner.core.drawing import DrawOrder  # noqa: E402
from limner.core.errors import ModelFailed, WeightsCorrupt  # noqa: E402
from limner.core.geometry import Size  # noqa: E402
from limner.core.progress import finish  # noqa: E402
from limner.diffusion.named import named  # noqa: E402
from limner.models.engine import EngineOptions, Network  # noqa: E402
from limner.models.generator import DENOISER, EmbeddedGenerator  # noqa: E402
from limner.models.store import weights_in  # noqa: E402
from limner.models.student import DELTA, EmbeddedStudent  # noqa: E402
from limner.nets import low_rank  # noqa: E402
from limner.nets.generator import Wanted  # noqa: E402
from limner.nets.text import TextShape, TextTransformer  # noqa: E402
from limner.train import checkpoint, generator_files, graphs, student_files, tokens  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402
from limner.train.recipes import student  # noqa: E402

SHAPE_OF_RUN = replace(SHAPE, widths=(32, 48), aligned=0)
FULL = EngineOptions("float32")

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def teacher():
    torch.set_num_threads(1)
    return stirred(SHAPE_OF_RUN, 0.15)


@pytest.fixture(scope="module")
def learned(teacher):
    """A student that has moved away from its teacher everywhere that it may."""
    torch.manual_seed(1)
    model = student.adapted(teacher)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.add_(0.05 * torch.randn_like(parameter))
    return model.eval()


@pytest.fixture(scope="module")
def base(teacher, tmp_path_factory):
    folder = tmp_path_factory.mktemp("generator")
    tokens.learn(CAPTIONS, 120).save(str(folder / "words.json"))
    torch.manual_seed(1)
    tower = TextTransformer(TextShape(120, 64, 16, 1, 2, end=1)).eval()
    generator_files.export_generator(teacher, tower, folder / "words.json", folder / "out")
    return weights_in(folder / "out")


@pytest.fixture(scope="module")
def released(learned, teacher, base, tmp_path_factory):
    folder = tmp_path_factory.mktemp("student")
    return folder, student_files.export_student(
        learned, teacher, base, folder, "on few", measured={"apart": 0.1}
    )


def velocities(onnx, delta=b""):
    given = {name: value.numpy() for name, value in inputs(shape=SHAPE_OF_RUN).items()}
    return Network(onnx, "denoiser", FULL, delta=delta)(given, ["velocity"])["velocity"]


def by_torch(model):
    given = inputs(shape=SHAPE_OF_RUN)
    with torch.no_grad():
        wanted = Wanted(**{name: given[name] for name in Wanted._fields})
        return model(given["x"], given["t"], wanted).velocity.numpy()


def apart(one, other):
    return float(np.sqrt(np.square(one - other).mean() / np.square(other).mean()))


def test_delta_and_generator_compute_what_the_student_does(released, learned, teacher, base):
    folder, found = released
    delta, meant = (folder / DELTA).read_bytes(), by_torch(learned)
    assert apart(by_torch(teacher), meant) > 0.2
    assert apart(velocities(graphs_of(teacher), delta), meant) < student_files.TOLERANCE
    assert apart(velocities(base.read(DENOISER), delta), meant) < 0.03
    assert 0 < found.exact < student_files.TOLERANCE < found.rounded < 0.03
    assert 0 < found.base_rounded < 0.03


def graphs_of(model):
    return generator_files.denoiser_graph(model)


def test_the_card_says_what_it_is_laid_over_and_how_it_draws(released, base):
    folder, found = released
    card = weights_in(folder).card
    assert card == found.card
    assert (card.id, card.kind, card.trained) == ("embedded-student", "generator", "on few")
    assert card.base == {f"embedded-generator/{file.name}": file.sha256 for file in base.card.files}
    assert card.calibration == {"steps": 4, "guidance_scale": 1, "shift": 2}
    assert card.measured["apart"] == 0.1
    assert card.measured["rounded"] == pytest.approx(found.rounded, abs=1e-5)
    assert (card.vocabulary, card.resolution) == (base.card.vocabulary, base.card.resolution)
    assert [file.name for file in card.files] == [DELTA]


def test_its_steps_end_where_the_windows_end_in_which_it_learned(released, teacher):
    card = released[1].card
    ends = student.StudentRecipe(None, teacher).ends
    levels = named("flow-euler").levels(int(card.calibration["steps"]), card.calibration["shift"])
    assert [level.sigma for level in levels] == pytest.approx(ends.tolist())


def test_what_draws_takes_it(released, base):
    whole = EmbeddedGenerator(base, Plain(), FULL)
    own = EmbeddedStudent(base, Plain(), FULL, weights_in(released[0]))
    order = DrawOrder("a blue potato", Size(128, 128), steps=4, guidance_scale=1.0)
    one, other = (finish(who.draw(order)) for who in (whole, own))
    assert one.shape == other.shape == (128, 128, 3)
    assert not np.array_equal(one, other)


def test_a_delta_that_does_not_do_what_torch_does_is_not_released(
    learned, teacher, base, tmp_path, monkeypatch
):
    real = low_rank.delta

    def halved(*models):
        return {name: value / 2 for name, value in real(*models).items()}

    monkeypatch.setattr(low_rank, "delta", halved)
    with pytest.raises(ModelFailed, match="other velocities than torch"):
        student_files.export_student(learned, teacher, base, tmp_path)
    assert not (tmp_path / "card.json").exists()


def test_files_of_another_generator_are_refused(learned, teacher, base, tmp_path):
    other = copy.deepcopy(teacher)
    with torch.no_grad():
        other.out.weight.mul_(2)
    with pytest.raises(WeightsCorrupt, match="is not of the generator that taught"):
        student_files.export_student(learned, other, base, tmp_path)


def test_a_run_gives_its_student_back_but_not_beside_another_teacher(
    learned, teacher, base, tmp_path, monkeypatch
):
    monkeypatch.setattr(generator_files, "shape_of", lambda: SHAPE_OF_RUN)
    for name, model in (("generator", teacher), ("student", learned)):
        average = Average(model)
        state = checkpoint.State(name, model, Optimizer(model.requires_grad_(), 1e-3, 0.0), average)
        state.measured = {"apart": 0.2}
        checkpoint.save(state, tmp_path / name)
    found = student_files.release(
        tmp_path / "student", tmp_path / "generator", base.folder, tmp_path / "out", "on few"
    )
    assert found.card.measured["apart"] == 0.2
    assert (tmp_path / "out" / DELTA).read_bytes()[:8] != bytes(8)
    other = copy.deepcopy(teacher)
    with torch.no_grad():
        other.inner[0].conv1.weight.add_(1e-3)
    with pytest.raises(WeightsCorrupt, match="of the student of another generator"):
        student_files.trained_student(tmp_path / "student", other)


def test_every_weight_of_the_graph_has_the_name_of_its_parameter(teacher):
    import onnx

    names = {one.name for one in onnx.load_from_string(graphs_of(teacher)).graph.initializer}
    for name, value in teacher.named_parameters():
        assert name in names or f"{name}.T" in names, name
        assert f"{name}.T" not in names or value.ndim == 2
    plain = graphs.with_names(graphs_of(teacher), teacher, "model")
    assert velocities(plain).shape == (3, 3, 8, 8)
