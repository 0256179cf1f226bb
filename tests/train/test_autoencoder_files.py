"""The autoencoder as files: parity with torch, scale, preview, card."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnxruntime = pytest.importorskip("onnxruntime")

from limner.models.autoencoder import EmbeddedAutoencoder  # noqa: E402
from limner.models.store import weights_in  # noqa: E402
from limner.nets.autoencoder import Autoencoder, AutoencoderShape, signed  # noqa: E402
from limner.train import autoencoder_files as files  # noqa: E402
from limner.train.recipes import autoencoder  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402

SHAPE = AutoencoderShape(6, (16, 24), (1, 1), (1, 1))


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    return Autoencoder(SHAPE).eval()


@pytest.fixture(scope="module")
def pixels():
    cells = np.random.default_rng(0).integers(0, 256, (12, 4, 4, 3), np.uint8)
    return np.repeat(np.repeat(cells, 8, 1), 8, 2)


def outputs(path, given):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, given)[0]


def embedded(folder):
    return EmbeddedAutoencoder(weights_in(folder))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("size", [(32, 32), (16, 40)])
def test_the_graphs_compute_what_torch_does_at_any_size(model, pixels, size, tmp_path):
    files.export_autoencoder(model, tmp_path, files.fitted(model, pixels), int8=False)
    given = np.random.default_rng(1).integers(0, 256, (3, *size, 3), np.uint8)
    with torch.no_grad():
        latents = model.encode(signed(torch.from_numpy(given)))[0]
        wanted = ((model.decode(latents) + 1) * 127.5).clamp(0, 255).permute(0, 2, 3, 1)
    assert np.abs(outputs(tmp_path / "encoder.onnx", {"pixels": given}) - latents.numpy()).max() < 1e-3
    found = outputs(tmp_path / "decoder.onnx", {"latents": latents.numpy()})
    assert found.shape == (3, *size, 3)
    assert np.abs(found - wanted.numpy()).max() < 0.1


@pytest.mark.filterwarnings("ignore")
def test_what_draws_reads_the_files_and_gets_latents_of_unit_variance(model, pixels, tmp_path):
    files.export_autoencoder(model, tmp_path, files.fitted(model, pixels), measured={"psnr": 31.0})
    autoencoder = embedded(tmp_path)
    card = autoencoder.card
    assert (card.kind, card.dimension, card.measured) == ("autoencoder", 6, {"psnr": 31.0})
    scaled = autoencoder.encode(pixels)
    assert scaled.mean((0, 2, 3)) == pytest.approx(np.zeros(6), abs=0.02)
    assert scaled.std((0, 2, 3)) == pytest.approx(np.ones(6), abs=0.02)
    with torch.no_grad():
        wanted = model.decode(model.encode(signed(torch.from_numpy(pixels)))[0])
    copies = autoencoder.decode(scaled).astype(float)
    assert np.abs(copies - ((wanted + 1) * 127.5).clamp(0, 255).permute(0, 2, 3, 1).numpy()).max() < 4
    assert autoencoder.preview(scaled).shape == (12, 4, 4, 3)


def test_the_preview_is_a_linear_map_to_the_color_of_each_cell():
    class Linear(torch.nn.Module):
        """Latents that hold each cell's colour, mixed."""

        shape = SHAPE

        def __init__(self):
            super().__init__()
            self.mix = torch.nn.Parameter(torch.randn(6, 3))

        def encode(self, x):
            return torch.einsum("cd,bdhw->bchw", self.mix, torch.nn.functional.avg_pool2d(x, 8)), x

    torch.manual_seed(0)
    model = Linear()
    pixels = np.random.default_rng(2).integers(0, 256, (8, 32, 32, 3), np.uint8)
    found = files.fitted(model, pixels)
    latents = (files.encoded(model, pixels) - found.mean[:, None, None]) / found.deviation[:, None, None]
    seen = np.einsum("bchw,cd->bhwd", latents, found.preview[:-1]) + found.preview[-1]
    meant = pixels.reshape(8, 4, 8, 4, 8, 3).mean((2, 4))
    assert np.abs(seen - meant).max() < 4


@pytest.mark.filterwarnings("ignore")
def test_a_release_carries_the_figures_of_its_own_files(model, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "trained_autoencoder", lambda run: model)
    monkeypatch.setattr(files, "FITTED", 4)
    monkeypatch.setattr(autoencoder, "EACH", 1)
    monkeypatch.setattr(files, "AutoencoderRecipe", partial(files.AutoencoderRecipe, resolution=64))
    card = files.release(tmp_path, tmp_path / "out", Atlas.drawn(), "briefly")
    assert card.trained == "briefly"
    assert embedded(tmp_path / "out").card == card
    assert 5 < card.measured["psnr"] < 40
    assert "ssim photo" in card.measured
