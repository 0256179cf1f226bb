"""The planner's network: looking back only, padding without effect, one token at a time as all at once."""

import pytest

torch = pytest.importorskip("torch")

from limner.nets.layout import LayoutNet, LayoutShape, StepGraph, WordsGraph  # noqa: E402

SHAPE = LayoutShape(50, 40, (0, 1, 2, 3, 2, 3, 2, 3), width=32, heads=2, encoder_layers=1, decoder_layers=2)


@pytest.fixture(scope="module")
def net() -> LayoutNet:
    torch.manual_seed(0)
    return LayoutNet(SHAPE).eval()


@pytest.fixture
def ids() -> torch.Tensor:
    return torch.randint(3, 50, (3, 6), generator=torch.Generator().manual_seed(1))


@pytest.fixture
def tokens() -> torch.Tensor:
    return torch.randint(0, 40, (3, 8), generator=torch.Generator().manual_seed(2))


def test_a_token_depends_on_those_before_it_alone(net, ids, tokens) -> None:
    changed = tokens.clone()
    changed[:, 5:] = 7
    before, after = net(ids, tokens), net(ids, changed)
    assert torch.allclose(before[:, :5], after[:, :5], atol=1e-5)
    assert not torch.allclose(before[:, 5:], after[:, 5:], atol=1e-3)


def test_padding_changes_nothing_and_words_do(net, ids, tokens) -> None:
    padded = torch.cat([ids, torch.full((3, 4), SHAPE.padding)], 1)
    assert torch.allclose(net(ids, tokens), net(padded, tokens), atol=1e-4)
    assert not torch.allclose(net(ids, tokens), net(ids.flip(0), tokens), atol=1e-3)


def test_one_step_at_a_time_gives_the_same_logits(net, ids, tokens) -> None:
    memory, mask = WordsGraph(net)(ids)
    past = memory.new_zeros(*memory.shape[:-2], tokens.shape[1], memory.shape[-1])
    graph, found = StepGraph(net), []
    for position in range(tokens.shape[1]):
        logits, present = graph(tokens[:, position], torch.tensor([position]), past, memory, mask)
        past[..., position : position + 1, :] = present
        found.append(logits)
    assert torch.allclose(torch.stack(found, 1), net(ids, tokens), atol=1e-4)
