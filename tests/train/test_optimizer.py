from __future__ import annotations

import copy

import pytest

torch = pytest.importorskip("torch")

from limner.nets.blocks import ConvBlock  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402

WIDTH, RATE = 16, 1e-2


def _stepped(block: ConvBlock, optimizer: Optimizer) -> dict[str, torch.Tensor]:
    """What one step on a random task changed, by name."""
    before = {name: value.detach().clone() for name, value in block.named_parameters()}
    optimizer.zero_grad()
    block(torch.randn(4, WIDTH, 8, 8), torch.randn(4, WIDTH)).square().mean().backward()
    optimizer.step(RATE)
    return {name: value.detach() - before[name] for name, value in block.named_parameters()}


def test_convolutions_in_blocks_step_along_an_orthogonal_matrix_and_norms_as_adam_steps() -> None:
    torch.manual_seed(0)
    block = ConvBlock(WIDTH, WIDTH)
    changed = _stepped(block, Optimizer(block, RATE, 0.0))
    usual = 0.2 * (9 * WIDTH) ** 0.5 * RATE  # Liu et al. 2025: the root mean square of AdamW's step
    values = torch.linalg.svdvals(changed["conv1.weight"].flatten(1)) / usual
    assert float(values.min()) > 0.2
    assert float(values.max()) < 1.3
    assert torch.allclose(changed["norm1.norm.weight"].abs(), torch.tensor(RATE), rtol=0.01)


def test_a_stored_state_goes_on_exactly() -> None:
    torch.manual_seed(0)
    block = ConvBlock(WIDTH, WIDTH)
    optimizer = Optimizer(block, RATE, 0.0)
    _stepped(block, optimizer)
    other = ConvBlock(WIDTH, WIDTH)
    other.load_state_dict(block.state_dict())
    resumed = Optimizer(other, RATE, 0.0)
    resumed.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    found = []
    for one, own in ((block, optimizer), (other, resumed)):
        torch.manual_seed(1)
        found.append(_stepped(one, own)["conv1.weight"])
    assert float(found[0].abs().max()) > 0
    assert torch.equal(*found)


def test_without_muon_all_is_left_to_adam_and_frozen_weights_stay() -> None:
    block = ConvBlock(WIDTH, WIDTH)
    block.conv1.weight.requires_grad_(False)
    changed = _stepped(block, Optimizer(block, RATE, 0.0, muon=False))
    assert not changed["conv1.weight"].any()
    assert torch.allclose(changed["conv2.weight"].abs(), torch.tensor(RATE), rtol=0.05)
