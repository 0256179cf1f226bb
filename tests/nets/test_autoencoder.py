"""The autoencoder: shapes, its first moment, its shortcuts."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from limner.nets.autoencoder import (  # noqa: E402
    FIRST_LOG_VARIANCE,
    Autoencoder,
    AutoencoderShape,
    Double,
    Halve,
    signed,
)

SHAPE = AutoencoderShape(4, (8, 12), (1, 1), (1, 1))


@pytest.mark.parametrize("side", [32, 40])
def test_latents_are_a_fraction_of_the_side_and_come_back_to_the_pictures_size(side):
    model = Autoencoder(SHAPE)
    pixels = torch.rand(2, 3, side, 2 * side) * 2 - 1
    mean, log_variance = model.encode(pixels)
    assert SHAPE.factor == 8
    assert mean.shape == log_variance.shape == (2, 4, side // 8, side // 4)
    assert model.decode(mean).shape == pixels.shape


def test_the_shape_that_is_shipped_makes_16_by_16_cells_and_fits_its_size_as_int8():
    model = Autoencoder(AutoencoderShape())
    assert model.shape.factor == 16
    assert sum(p.numel() for p in model.parameters()) < 6 * 2**20


def test_doubling_undoes_halving_where_only_the_shortcuts_speak():
    halve, double = Halve(4, 16), Double(16, 4)
    for conv in (halve.conv, double.conv):
        torch.nn.init.zeros_(conv.weight)
        torch.nn.init.zeros_(conv.bias)
    x = torch.randn(1, 4, 6, 6)
    assert torch.equal(double(halve(x)), x)


def test_a_shortcut_averages_neighbours_where_channels_shrink():
    halve = Halve(2, 4)
    torch.nn.init.zeros_(halve.conv.weight)
    torch.nn.init.zeros_(halve.conv.bias)
    x = torch.arange(8.0).reshape(1, 2, 2, 2)
    assert halve(x).flatten().tolist() == [0.5, 2.5, 4.5, 6.5]


def test_pixels_become_signed_and_keep_their_place():
    pixels = torch.zeros(1, 2, 3, 3, dtype=torch.uint8)
    pixels[0, 1, 2, 0] = 255
    found = signed(pixels)
    assert found.shape == (1, 3, 2, 3)
    assert found[0, 0, 1, 2] == 1
    assert (found == -1).sum() == found.numel() - 1


def test_the_log_variance_stays_within_its_limits():
    model = Autoencoder(SHAPE)
    _, log_variance = model.encode(torch.full((1, 3, 16, 16), 1e6))
    assert log_variance.min() >= -12
    assert log_variance.max() <= 4


def test_latents_begin_almost_without_noise():
    _, log_variance = Autoencoder(SHAPE).encode(torch.rand(1, 3, 16, 16))
    assert torch.equal(log_variance, torch.full_like(log_variance, FIRST_LOG_VARIANCE))
