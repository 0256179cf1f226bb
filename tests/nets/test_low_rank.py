"""Low-rank deltas: what is learned, what it adds up to, and that merging changes nothing."""

from __future__ import annotations

import copy

import pytest

torch = pytest.importorskip("torch")

from limner.nets import low_rank  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402

RANK, ALPHA = 2, 6.0


class Net(torch.nn.Module):
    """A convolution, a norm and a linear layer that learn, one of few numbers, and one that does not."""

    def __init__(self):
        super().__init__()
        self.learning = torch.nn.ModuleDict(
            {
                "fold": torch.nn.Conv2d(12, 16, 3, stride=2),
                "norm": torch.nn.LayerNorm(16),
                "wide": torch.nn.Linear(16, 24),
                "few": torch.nn.Linear(24, 3),
            }
        )
        self.resting = torch.nn.Linear(3, 3)

    def forward(self, x):
        y = self.learning["fold"](x).mean((2, 3))
        return self.resting(self.learning["few"](self.learning["wide"](self.learning["norm"](y))))


@pytest.fixture
def base():
    torch.manual_seed(0)
    return Net()


@pytest.fixture
def adapted(base):
    model = copy.deepcopy(base)
    low_rank.adapt(model, ("learning",), RANK, ALPHA)
    return model


@pytest.fixture
def learned(adapted):
    """After a few steps of learning."""
    optimizer = torch.optim.Adam([p for p in adapted.parameters() if p.requires_grad], lr=0.02)
    for _ in range(5):
        optimizer.zero_grad()
        (adapted(x()) - 1).square().mean().backward()
        optimizer.step()
    return adapted


def x(count=4):
    return torch.randn(count, 12, 5, 5, generator=torch.Generator().manual_seed(1))


def test_it_begins_as_the_network_beside_which_it_learns(base, adapted):
    assert torch.equal(adapted(x()), base(x()))
    assert low_rank.delta(adapted, base)["learning.wide.weight.lora_B"].abs().max() == 0
    assert not any(name.endswith(".diff") for name in low_rank.delta(adapted, base))


def test_thin_matrices_biases_gains_and_small_weights_learn_and_nothing_else(adapted):
    names = {name for name, p in adapted.named_parameters() if p.requires_grad}
    pairs = {
        f"learning.{layer}.parametrizations.weight.0.lora_{part}"
        for layer in ("fold", "wide")
        for part in "AB"
    }
    others = {f"learning.{layer}.bias" for layer in ("fold", "norm", "wide", "few")}
    assert names == pairs | others | {"learning.norm.weight", "learning.few.weight"}
    sizes = {name: tuple(p.shape) for name, p in adapted.named_parameters()}
    assert sizes["learning.fold.parametrizations.weight.0.lora_A"] == (RANK, 12 * 9)
    assert sizes["learning.fold.parametrizations.weight.0.lora_B"] == (16, RANK)


def test_the_delta_added_to_the_base_is_what_was_learned(base, learned):
    meant = learned(x()).detach()
    found = low_rank.delta(learned, base)
    with torch.no_grad():
        for name, weight in base.named_parameters():
            if f"{name}.lora_A" in found:
                weight.add_((found[f"{name}.lora_B"] @ found[f"{name}.lora_A"]).view_as(weight))
            weight.add_(found.get(f"{name}.diff", torch.zeros(())))
    assert (base(x()) - meant).abs().max() < 1e-5
    assert not any(name.startswith("resting") for name in found)


def test_the_weights_beside_which_it_learned_are_still_those_of_the_base(base, learned):
    was = dict(base.named_parameters())
    found = low_rank.frozen(learned)
    assert found.keys() == {"learning.fold.weight", "learning.wide.weight"}
    assert all(torch.equal(value, was[name]) for name, value in found.items())


def test_a_merged_network_is_an_ordinary_one_that_computes_the_same_and_leaves_the_other(base, learned):
    meant = learned(x()).detach()
    plain = low_rank.merged(copy.deepcopy(learned), base)
    assert plain.state_dict().keys() == base.state_dict().keys()
    assert (plain(x()) - meant).abs().max() < 1e-6
    assert torch.equal(learned(x()), meant)


def test_the_average_of_frozen_weights_is_they_themselves_and_the_optimizer_leaves_them(base, adapted):
    average, optimizer = Average(adapted), Optimizer(adapted, 0.01, 0.1, muon=False)
    for _ in range(12):
        optimizer.zero_grad()
        (adapted(x()) - 1).square().mean().backward()
        optimizer.step(0.01)
        average.update(adapted)
    was = dict(base.named_parameters())
    for model in (adapted, average.model):
        assert all(torch.equal(value, was[name]) for name, value in low_rank.frozen(model).items())
    assert torch.equal(average.model.resting.weight, base.resting.weight)
    assert (average.model(x()) - 1).square().mean() < (base(x()) - 1).square().mean()
