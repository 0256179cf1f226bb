"""The student: straight to where the guided teacher arrives."""

from __future__ import annotations

import copy
import signal

import pytest

torch = pytest.importorskip("torch")

from limner.nets import low_rank  # noqa: E402
from limner.nets.generator import Generator, GeneratorShape, Predicted, Wanted  # noqa: E402
from limner.train import checkpoint, loop, strip  # noqa: E402
from limner.train.recipes import student  # noqa: E402
from limner.train.recipes.generator import shape_of  # noqa: E402
from limner.train.recipes.student import StudentRecipe  # noqa: E402
from limner.train.schedule import Budget  # noqa: E402
from limner.train.wanted import Shares  # noqa: E402

SHAPE = GeneratorShape(
    3, 3, (2,) * 6, channels=2, side=4, words=5, tokens=6, widths=(32, 48), field=16, told=24, heads=2
)


class Toy(torch.nn.Module):
    """Flows with a velocity of its own; what is wanted adds to it, so guidance is felt."""

    def __init__(self, curved=0.0):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor(1.0))
        self.curved = curved

    def forward(self, x, t, wanted=None):
        asked = 0.0 if wanted is None else 1.0
        velocity = self.weight * (asked + torch.ones_like(x)) + self.curved * t[:, None, None, None]
        return Predicted(velocity, x, None)


class Base:
    """What a student takes from its teacher's recipe."""

    shares = Shares()
    batch_size = 0

    def batch(self, index):
        torch.manual_seed(index)
        whole = {name: torch.ones(self.batch_size, dtype=torch.int64) for name in strip.WHOLE}
        cells = torch.ones(self.batch_size, 4, 4, dtype=torch.int64)
        return {
            "latents": torch.randn(self.batch_size, 2, 4, 4),
            "thing": cells,
            "color": cells,
            "place_in_box": torch.zeros(self.batch_size, 4, 4, 5),
            "ids": torch.ones(self.batch_size, 3, dtype=torch.int64),
            **whole,
        }

    def told(self, ids):
        return torch.ones(*ids.shape, 5)


@pytest.fixture
def recipe():
    torch.manual_seed(0)
    return StudentRecipe(Base(), Toy(), scale=2.0)


def test_the_windows_lead_from_noise_to_the_picture_in_few_steps(recipe):
    assert len(recipe.ends) == student.STEPS + 1
    assert recipe.ends[[0, -1]].tolist() == [1, 0]
    assert (recipe.ends.diff() < 0).all()


def test_a_straight_guided_teacher_arrives_where_its_velocity_points(recipe):
    x, start, end = torch.zeros(3, 2, 4, 4), torch.tensor([1.0, 0.8, 0.5]), torch.tensor([0.8, 0.5, 0.0])
    arrived = recipe.arrive(x, start, end, Wanted())
    guided = 1 + 2.0 * (2 - 1)
    assert torch.allclose(arrived[:, 0, 0, 0], guided * (end - start))


def test_who_goes_as_the_guided_teacher_does_has_no_loss(recipe):
    knowing = Toy()
    knowing.weight.data.fill_(1.5)  # asked for, it gives 2 times that: the guided velocity
    with torch.no_grad():
        loss = recipe.losses(knowing, recipe.batch(0))["total"]
        unguided = recipe.losses(Toy(), recipe.batch(0))["total"]
    assert float(loss) == pytest.approx(0, abs=1e-8)
    assert float(unguided) == pytest.approx(1, abs=1e-4)


def test_a_curved_way_is_met_at_its_end(recipe):
    """The chord of v = 1 + 4 t from t = 1 to 0 in three looks is their mean, which Euler's first look
    overshoots."""
    recipe.teacher, recipe.scale = Toy(curved=4.0), 1.0
    one = torch.ones(1)
    arrived = recipe.arrive(torch.zeros(1, 1, 4, 4), one, 0 * one, Wanted())
    looks = [2 + 4 * t for t in (1, 2 / 3, 1 / 3)]
    assert float(arrived[0, 0, 0, 0]) == pytest.approx(-sum(looks) / 3, abs=1e-5)


class Few(StudentRecipe):
    """Measures and draws nothing; stops itself with a signal after ``stop_at`` batches."""

    stop_at = None

    def batch(self, index):
        if index == self.stop_at:
            signal.raise_signal(signal.SIGTERM)
        return super().batch(index)

    def evaluate(self, model):
        return {}

    def picture(self, model, path):
        path.write_bytes(b"")


@pytest.fixture
def real():
    """Of a real generator, which has begun to learn."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    teacher = Generator(SHAPE)
    for parameter in teacher.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return Few(Base(), teacher, scale=2.0, batch_size=8)


def test_it_begins_as_the_teacher_and_learns_little_beside_it(real):
    model = real.build()
    x, t = torch.randn(2, 2, 4, 4), torch.tensor([0.2, 0.9])
    assert torch.equal(model(x, t).velocity, real.teacher(x, t).velocity)
    learning = {name for name, p in model.named_parameters() if p.requires_grad}
    assert {name.split(".")[0] for name in learning} == set(student.PARTS)


def test_a_delta_of_the_shipped_shape_is_small():
    model = student.adapted(Generator(shape_of()))
    assert sum(p.numel() for p in model.parameters() if p.requires_grad) < 1_200_000


@pytest.mark.slow
def test_it_learns_away_from_the_teacher_who_stays_as_he_is(real):
    was = copy.deepcopy(real.teacher.state_dict())
    model, batch = real.build(), real.batch(0)
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=0.01)
    losses = []
    for _ in range(30):
        torch.manual_seed(0)
        loss = real.losses(model, batch)["total"]
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < 0.7 * losses[0]
    assert all(torch.equal(value, real.teacher.state_dict()[name]) for name, value in was.items())
    assert all(torch.equal(value, was[name]) for name, value in low_rank.frozen(model).items())


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_as_if_it_had_not(real, tmp_path):
    def run(folder, *, resume=False):
        budget = loop.Run(folder, Budget(steps=6), resume=resume, device="cpu", quiet=True)
        loop.train(0, 1, None, real, budget)
        return checkpoint.read(folder)

    whole = run(tmp_path / "whole")
    real.stop_at = 3
    assert 3 <= run(tmp_path / "parts")["step"] < 6
    real.stop_at = None
    parts = run(tmp_path / "parts", resume=True)
    for part in ("model", "average"):
        assert all(torch.equal(value, parts[part][name]) for name, value in whole[part].items())
