"""The picture tower's positions, stretched, against a slow bicubic and what it must keep."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")

from limner.nets.vit import resized_positions  # noqa: E402


def positions(grid, width=3):
    return torch.randn(1 + grid**2, width, generator=torch.Generator().manual_seed(grid))


def cubic(x, a=-0.75):
    """Keys (1981), equation 4."""
    x = abs(x)
    if x <= 1:
        return (a + 2) * x**3 - (a + 3) * x**2 + 1
    return a * x**3 - 5 * a * x**2 + 8 * a * x - 4 * a if x < 2 else 0.0


def slowly(square, after):
    """Each new position from the 4 x 4 old ones around it, those at the border repeated."""
    before = len(square)
    clamp = lambda i: min(max(i, 0), before - 1)  # noqa: E731
    centres = [(i + 0.5) * before / after - 0.5 for i in range(after)]
    near = [[(clamp(j), cubic(c - j)) for j in range(math.floor(c) - 1, math.floor(c) + 3)] for c in centres]
    return [
        [
            sum(wy * wx * square[y][x] for y, wy in near[row] for x, wx in near[column])
            for column in range(after)
        ]
        for row in range(after)
    ]


@pytest.mark.parametrize(("before", "after"), [(8, 12), (4, 7), (6, 3)])
def test_positions_are_stretched_as_a_slow_bicubic_does_and_the_class_position_stays(before, after):
    given = positions(before)
    found = resized_positions(given, after)
    assert torch.equal(found[0], given[0])
    for channel in range(3):
        square = given[1:, channel].view(before, before).tolist()
        assert torch.allclose(
            found[1:, channel].view(after, after), torch.tensor(slowly(square, after)), atol=1e-5
        )


def test_the_same_grid_changes_nothing_and_equal_positions_stay_equal():
    given = positions(5)
    assert torch.allclose(resized_positions(given, 5), given, atol=1e-6)
    assert torch.allclose(resized_positions(torch.full((17, 2), 0.7), 9), torch.full((82, 2), 0.7), atol=1e-5)
