"""PSNR and SSIM against a slow loop and known values."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")

from limner.train.fidelity import psnr, ssim  # noqa: E402


def slow_ssim(a, b):
    weights = [[math.exp(-((i - 5) ** 2 + (j - 5) ** 2) / 4.5) for j in range(11)] for i in range(11)]
    total = sum(map(sum, weights))
    values = []
    for top in range(a.shape[0] - 10):
        for left in range(a.shape[1] - 10):
            spots = [(i, j, weights[i][j] / total) for i in range(11) for j in range(11)]
            x = [(float(a[top + i, left + j]), float(b[top + i, left + j]), w) for i, j, w in spots]
            mean_a, mean_b = sum(p * w for p, _, w in x), sum(q * w for _, q, w in x)
            var_a = sum(p * p * w for p, _, w in x) - mean_a**2
            var_b = sum(q * q * w for _, q, w in x) - mean_b**2
            both = sum(p * q * w for p, q, w in x) - mean_a * mean_b
            likeness = (2 * mean_a * mean_b + 1e-4) * (2 * both + 9e-4)
            values.append(likeness / ((mean_a**2 + mean_b**2 + 1e-4) * (var_a + var_b + 9e-4)))
    return sum(values) / len(values)


def test_ssim_is_that_of_a_slow_loop():
    torch.manual_seed(0)
    a = torch.rand(1, 1, 13, 12)
    b = (a + 0.2 * torch.randn_like(a)).clamp(0, 1)
    assert float(ssim(a, b)) == pytest.approx(slow_ssim(a[0, 0], b[0, 0]), abs=1e-5)


def test_equal_pictures_are_wholly_alike_and_noise_is_not():
    torch.manual_seed(0)
    a = torch.rand(2, 3, 24, 24)
    assert ssim(a, a).tolist() == pytest.approx([1, 1])
    assert float(ssim(a, torch.rand_like(a)).max()) < 0.2


def test_psnr_is_one_figure_a_picture():
    a = torch.full((2, 3, 4, 4), 0.5)
    b = torch.stack([a[0] + 0.1, a[1] + 0.01])
    assert psnr(b, a).tolist() == pytest.approx([20, 40], abs=1e-3)
