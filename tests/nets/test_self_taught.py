"""A tower that learns from its own teacher: crops, targets, and who follows whom."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from limner.nets import self_taught  # noqa: E402
from limner.nets.self_taught import SelfTaught, crops, sinkhorn, tower_on  # noqa: E402
from limner.nets.vit import VisionShape, VisionTransformer  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402


@pytest.fixture
def tower():
    torch.manual_seed(0)
    return VisionTransformer(VisionShape(64, 16, 32, 2, 2))


def test_sinkhorn_is_the_slow_alternation_of_columns_and_rows():
    torch.manual_seed(1)
    cosines = torch.rand(6, 4) * 2 - 1
    rows = [[float(torch.exp((c - 1) / self_taught.TEACHER_TEMPERATURE)) for c in row] for row in cosines]
    for _ in range(3):
        columns = [sum(row[k] for row in rows) for k in range(4)]
        rows = [[value / columns[k] for k, value in enumerate(row)] for row in rows]
        rows = [[value / sum(row) for value in row] for row in rows]
    assert torch.allclose(sinkhorn(cosines), torch.tensor(rows), atol=1e-5)


def test_answers_that_are_all_alike_are_spread_over_the_prototypes():
    alike = torch.tensor([[0.9, 0.1, 0.1, 0.1]]).expand(40, 4) + 0.02 * torch.randn(40, 4)
    assert (sinkhorn(alike, rounds=30).sum(0) > 9).all()
    assert (alike.argmax(1) == 0).all()


def test_a_crop_of_everything_is_the_picture_or_its_mirror_but_for_its_brightness():
    picture = torch.rand(8, 3, 32, 32)
    found = crops(picture, 32, (1.0, 1.0))
    for one, whole in zip(found, picture, strict=True):
        gaps = [(one - view - (one - view).mean()).abs().max() for view in (whole, whole.flip(-1))]
        assert min(gaps) < 1e-4


def test_a_crop_of_a_quarter_lies_inside_the_picture():
    ramp = torch.linspace(0, 1, 64).expand(16, 3, 64, 64)
    found = crops(ramp, 32, (0.25, 0.25))
    spans = found.amax((1, 2, 3)) - found.amin((1, 2, 3))
    assert torch.allclose(spans, torch.tensor(0.5), atol=0.03)


def test_the_tower_on_its_own_squares_is_the_tower_and_hidden_patches_do_not_show(tower):
    pixels, other = torch.randn(2, 2, 3, 64, 64)
    with torch.no_grad():
        assert all(
            torch.allclose(a, b, atol=1e-5)
            for a, b in zip(tower(pixels), tower_on(tower, pixels), strict=True)
        )
        everything, hidden = torch.ones(2, 16, dtype=torch.bool), torch.randn(32)
        one, two = (tower_on(tower, p, everything, hidden)[1] for p in (pixels, other))
        assert torch.equal(one, two)
        assert tower_on(tower, torch.randn(2, 3, 96, 96))[1].shape == (2, 36, 32)


def test_the_student_learns_and_the_teacher_only_follows(tower):
    own = SelfTaught(tower)
    found = own.losses(tower, torch.randn(4, 3, 64, 64))
    assert found.keys() == {"crops", "hidden"}
    sum(found.values()).backward()
    assert tower.encoder.layers[0].mlp.fc1.weight.grad.abs().sum() > 0
    assert own.head.directions.weight.grad.abs().sum() > 0
    assert own.hidden.grad.abs().sum() > 0
    before = own.teacher.post_layernorm.weight.clone()
    with torch.no_grad():
        tower.post_layernorm.weight.add_(1.0)
    own.follow(tower, 0.0)
    moved = (own.teacher.post_layernorm.weight - before).mean().item()
    assert moved == pytest.approx(1 - self_taught.MOMENTUM, rel=1e-3)
    own.follow(tower, 1.0)
    assert (own.teacher.post_layernorm.weight - before).mean().item() == pytest.approx(moved)


def test_no_optimizer_touches_the_teacher(tower):
    own = SelfTaught(tower)
    both = torch.nn.ModuleList([tower, own])
    held = {
        p for part in Optimizer(both, 1e-3, 0.1).parts for group in part.param_groups for p in group["params"]
    }
    assert not held & set(own.teacher.parameters())
    assert set(tower.parameters()) <= held
