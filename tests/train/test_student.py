"""The student: straight to where the guided teacher arrives."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from limner.nets.generator import Predicted, Wanted  # noqa: E402
from limner.train import strip  # noqa: E402
from limner.train.recipes import student  # noqa: E402
from limner.train.recipes.student import StudentRecipe  # noqa: E402
from limner.train.wanted import Shares  # noqa: E402


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
            "place_in_box": torch.zeros(self.batch_size, 4, 4, 4),
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


def test_it_begins_as_the_teacher_and_learns_away_from_it(recipe):
    model = recipe.build()
    assert model is not recipe.teacher
    assert torch.equal(model.weight, recipe.teacher.weight)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for index in range(30):
        loss = recipe.losses(model, recipe.batch(index))["total"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert float(model.weight.detach()) == pytest.approx(1.5, abs=0.1)
    assert recipe.teacher.weight.grad is None
    assert float(recipe.teacher.weight) == 1
