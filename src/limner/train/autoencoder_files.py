"""From a trained autoencoder to the files that `limner` runs: two ONNX graphs and a card.

The graphs speak the latents as the network makes them; what scales them to unit variance and the
linear map of previews are numbers on the card (`limner.models.autoencoder` names them).
"""

# ruff: noqa: N803 -- axes are suffixes in upper case

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from limner.core.card import Card
from limner.models.autoencoder import DECODER, ENCODER, EmbeddedAutoencoder
from limner.models.card_file import CARD_NAME, card_json
from limner.models.store import described, weights_in
from limner.nets.autoencoder import Autoencoder, AutoencoderShape, signed
from limner.train import checkpoint
from limner.train.export import LICENCE
from limner.train.graphs import onnx_graph
from limner.train.int8 import quantised
from limner.train.pictures import Pictures
from limner.train.recipes.autoencoder import STREAM, AutoencoderRecipe, likeness

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from limner.world.atlas import Atlas

RGB = ("red", "green", "blue")
CHUNK = 16
FITTED = 256
"""Pictures that scale and preview are fitted to."""


class EncodeGraph(nn.Module):
    """``pixels`` (N, H, W, 3) uint8 to ``latents`` (N, C, h, w), their mean."""

    def __init__(self, model: Autoencoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixels: Tensor) -> Tensor:
        """See the class."""
        return self.model.encode(signed(pixels))[0]


class DecodeGraph(nn.Module):
    """``latents`` (N, C, h, w) to ``pixels`` (N, H, W, 3) float32, 0-255, clipped."""

    def __init__(self, model: Autoencoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, latents: Tensor) -> Tensor:
        """See the class."""
        return ((self.model.decode(latents) + 1) * 127.5).clamp(0, 255).permute(0, 2, 3, 1)


class Fitted(NamedTuple):
    """``mean`` and ``deviation`` (C,) of the latents; ``preview`` (C + 1, 3), the last row the offset,
    from scaled latents to RGB, 0-255."""

    mean: npt.NDArray[np.float32]
    deviation: npt.NDArray[np.float32]
    preview: npt.NDArray[np.float32]

    def calibration(self) -> dict[str, float]:
        """As the card names them."""
        found: dict[str, float] = {}
        for name, values in (("mean", self.mean), ("deviation", self.deviation)):
            found |= {f"latent_{name}_{i}": float(value) for i, value in enumerate(values)}
        for color, column in zip(RGB, self.preview.T, strict=True):
            found |= {f"preview_{i}_{color}": float(value) for i, value in enumerate(column[:-1])}
            found[f"preview_{color}"] = float(column[-1])
        return found


@torch.no_grad()
def fitted(model: Autoencoder, pixels_BHWC: npt.NDArray[np.uint8]) -> Fitted:
    """Scale and preview by least squares over ``pixels_BHWC``, a few hundred pictures."""
    latents = encoded(model, pixels_BHWC)
    mean, deviation = latents.mean((0, 2, 3)), np.maximum(latents.std((0, 2, 3)), 1e-6)
    batch, channels, height, width = latents.shape
    cells = (latents.transpose(0, 2, 3, 1).reshape(-1, channels) - mean) / deviation
    factor = model.shape.factor
    blocks = pixels_BHWC.reshape(batch, height, factor, width, factor, 3).astype(np.float32)
    colors = blocks.mean((2, 4)).reshape(-1, 3)
    design = np.concatenate([cells, np.ones((len(cells), 1), np.float32)], 1)
    preview = np.linalg.lstsq(design, colors, rcond=None)[0]
    return Fitted(mean, deviation, preview.astype(np.float32))


def scale_of(model: Autoencoder, atlas: Atlas, side: int) -> Fitted:
    """What latents are scaled by, the same in training and on the card: `fitted` to the first `FITTED`
    pictures that the autoencoder saw."""
    return fitted(model, Pictures(atlas, STREAM, side).batch(0, FITTED))


@torch.no_grad()
def encoded(model: Autoencoder, pixels_BHWC: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """The latents (B, C, h, w) float32, unscaled."""
    device = next(model.parameters()).device
    with torch.autocast(device.type, torch.bfloat16):
        parts = [
            model.encode(signed(part.to(device)))[0].float().cpu().numpy()
            for part in torch.split(torch.from_numpy(pixels_BHWC), CHUNK)
        ]
    return np.concatenate(parts)


def export_autoencoder(
    model: Autoencoder,
    folder: Path,
    scale: Fitted,
    *,
    resolution: int = 256,
    name: str = "embedded-autoencoder",
    trained: str = "",
    measured: dict[str, float] | None = None,
    int8: bool = True,
) -> Card:
    """Write ``encoder.onnx``, ``decoder.onnx`` and ``card.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    model = model.eval().float().cpu()
    side = 4 * model.shape.factor
    graphs = {
        ENCODER: (EncodeGraph(model), "pixels", torch.zeros(2, side, side, 3, dtype=torch.uint8), "latents"),
        DECODER: (DecodeGraph(model), "latents", torch.zeros(2, model.shape.channels, 4, 4), "pixels"),
    }
    sides = {"pixels": {1: "height", 2: "width"}, "latents": {2: "rows", 3: "columns"}}
    for file, (graph, given, example, gives) in graphs.items():
        data = onnx_graph(graph, {given: example}, (gives,), sides)
        (folder / file).write_bytes(quantised(data) if int8 else data)
    card = Card(
        id=name,
        kind="autoencoder",
        files=tuple(described(folder / file) for file in graphs),
        licence=LICENCE,
        source="trained from scratch on limner's own rendered world (limner train autoencoder)",
        trained=trained,
        resolution=resolution,
        dimension=model.shape.channels,
        measured=measured or {},
        calibration=scale.calibration(),
    )
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return card


def trained_autoencoder(run: Path) -> Autoencoder:
    """The network of ``run`` with its averaged weights; WeightsCorrupt where they are another's."""
    model = Autoencoder(AutoencoderShape())
    checkpoint.begin(model, run)
    return model.eval()


def release(run: Path, folder: Path, atlas: Atlas, trained: str) -> Card:
    """Write the files of ``run`` into ``folder``; the card has the figures of the files as they run
    here, on held-out pictures."""
    model = trained_autoencoder(run)
    recipe = AutoencoderRecipe(atlas, model.shape)
    scale = scale_of(model, atlas, recipe.resolution)
    card = export_autoencoder(model, folder, scale, resolution=recipe.resolution, trained=trained)
    files = EmbeddedAutoencoder(weights_in(folder))
    card = replace(
        card, measured=likeness(lambda pixels: files.decode(files.encode(pixels)), recipe.unseen())
    )
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return card
