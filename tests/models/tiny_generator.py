"""A generator written by hand, whose drawings can be worked out on paper.

Latents are 4x4 cells of 3 channels. Where a cell is told a colour, its latents are distributed as a
Gaussian about that colour's mean, elsewhere about the sum of the words' vectors, each with the
deviation 1/2; so the clean estimate is linear in x, and the flow takes noise z to mean + z / 2.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from limner.core.card import Card
from limner.models.card_file import CARD_NAME, card_json
from limner.models.store import described
from tests.models import tiny
from tests.models.words import whole_words

SIDE = 8
CELLS = 4
DEVIATION = 0.5
MEANS = {"red": (2.0, -1.0, -1.0), "blue": (-1.0, -1.0, 2.0)}

DENOISER = """
<ir_version: 9, opset_import: ["": 17]>
tiny_denoiser (float[N, 3, 4, 4] x, float[N] t, int64[N, 4, 4] thing, int64[N, 4, 4] color,
    float[N, 4, 4, 5] place_in_box, int64[N] place, float[N, L, 3] words, float[N, 3, 4, 4] source)
    => (float[N, 3, 4, 4] velocity)
<
    int64[1] tokens = {1}, float one = {1}, float variance = {0.25}, int64[4] wide = {0, 1, 1, 1},
    int64[4] last = {0, 3, 1, 1},
    float[3, 3] table = {0, 0, 0, 2, -1, -1, -1, -1, 2}
>
{
    cells = Gather (table, color)
    told = Transpose <perm: ints = [0, 3, 1, 2]> (cells)
    pooled = ReduceSum <keepdims: int = 0> (words, tokens)
    spread = Reshape (pooled, last)
    inked = Add (told, spread)
    mean = Add (inked, source)
    sigma = Reshape (t, wide)
    alpha = Sub (one, sigma)
    drift = Mul (alpha, mean)
    apart = Sub (x, drift)
    alpha_2 = Mul (alpha, alpha)
    sigma_2 = Mul (sigma, sigma)
    kept = Mul (alpha_2, variance)
    total = Add (kept, sigma_2)
    weight = Mul (alpha, variance)
    gain = Div (weight, total)
    moved = Mul (gain, apart)
    denoised = Add (mean, moved)
    left = Sub (x, denoised)
    velocity = Div (left, sigma)
}
"""

TEXT = """
<ir_version: 9, opset_import: ["": 17]>
tiny_text (int64[N, L] input_ids) => (float[N, L, 3] words)
<
    float[11, 3] table = {
        0,0,0, 0,0,0, 0,0,0, 0,0,0,  2,-1,-1, -1,-1,2, 0,0,0, 0,0,0,  0,0,0, 0,0,0, 0,0,0}
>
{ words = Gather (table, input_ids) }
"""

DECODER = """
<ir_version: 9, opset_import: ["": 17]>
tiny_decoder (float[N, 3, H, W] latents) => (float[N, Y, X, 3] pixels)
<float[4] twice = {1, 1, 2, 2}, float gain = {30}, float middle = {100}>
{
    large = Resize <mode: string = "nearest"> (latents, , twice)
    planes = Transpose <perm: ints = [0, 2, 3, 1]> (large)
    scaled = Mul (planes, gain)
    pixels = Add (scaled, middle)
}
"""

ENCODER = """
<ir_version: 9, opset_import: ["": 17]>
tiny_encoder (uint8[N, H, W, 3] pixels) => (float[N, 3, h, w] latents)
<float gain = {30}, float middle = {100}>
{
    wide = Cast <to: int = 1> (pixels)
    centred = Sub (wide, middle)
    scaled = Div (centred, gain)
    planes = Transpose <perm: ints = [0, 3, 1, 2]> (scaled)
    latents = AveragePool <kernel_shape: ints = [2, 2], strides: ints = [2, 2]> (planes)
}
"""

AUTOENCODER_CARD = Card(
    id="tiny-autoencoder",
    kind="autoencoder",
    files=(),
    licence="Apache-2.0",
    source="written by hand",
    resolution=SIDE,
    calibration={
        **{f"latent_mean_{i}": 1.0 for i in range(3)},
        **{f"latent_deviation_{i}": 2.0 for i in range(3)},
        **{f"preview_{i}_{name}": 60.0 for i, name in enumerate(("red", "green", "blue"))},
        **dict.fromkeys(("preview_red", "preview_green", "preview_blue"), 130.0),
    },
)
CARD = Card(
    id="tiny-generator",
    kind="generator",
    files=(),
    licence="Apache-2.0",
    source="written by hand",
    resolution=SIDE,
    vocabulary={
        "things": ("ball", "box"),
        "colors": ("red", "blue"),
        "place": ("plain", "beach"),
        "time": ("day",),
        "weather": ("clear",),
        "style": ("flat",),
        "ground": ("white",),
    },
    calibration={"steps": 8.0, "guidance_scale": 1.0},
)


def folder(path: Path) -> Path:
    """``path`` filled with the tiny generator, its autoencoder in the folder ``autoencoder`` below."""
    coder = path / "autoencoder"
    coder.mkdir(parents=True, exist_ok=True)
    _write(coder, {"encoder.onnx": ENCODER, "decoder.onnx": DECODER}, AUTOENCODER_CARD)
    (path / "tokenizer.json").write_text(whole_words(tiny.WORDS).to_str())
    _write(path, {"denoiser.onnx": DENOISER, "text.onnx": TEXT}, CARD)
    return path


def _write(path: Path, networks: dict[str, str], card: Card) -> None:
    for name, text in networks.items():
        (path / name).write_bytes(tiny.network(text))
    files = tuple(described(file) for file in sorted(path.glob("*.*")) if file.name != CARD_NAME)
    (path / CARD_NAME).write_text(card_json(replace(card, files=files)))
