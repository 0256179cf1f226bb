"""What a run's speed is compared with."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from limner.train import throughput  # noqa: E402


def test_the_peak_is_of_the_fastest_product_whatever_slowed_the_others(monkeypatch):
    clock = iter([0.0, 0.2, 0.21, 0.5])
    monkeypatch.setattr(throughput.time, "perf_counter", lambda: next(clock))
    peak = throughput.measured_peak(torch.device("cpu"), seconds=0.4)
    assert peak == pytest.approx(2 * 2048**3 / 0.01)


def test_operations_are_those_of_the_products_forward_and_back():
    weight = torch.randn(8, 16, requires_grad=True)
    inputs = torch.randn(4, 8, requires_grad=True)

    def loss():
        return (inputs @ weight).square().sum()

    assert throughput.operations(loss) == 3 * 2 * 4 * 8 * 16
