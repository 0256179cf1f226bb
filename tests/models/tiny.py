"""A reader of 16x16 pictures written by hand, whose answers can be worked out on paper.

Sixteen patches of 4x4 pixels; a red patch is a "ball", a blue one a "box", a dark one nothing. All
patches of a column half vote for the same box, so a red and a blue half are two things.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import onnx.checker
import onnx.parser
import tokenizers

from limner.core.card import Card
from limner.models.card_file import CARD_NAME, card_json
from limner.models.store import described
from tests.models.words import whole_words

SIDE = 16
WORDS = ("red", "blue", "ball", "box", "a", "on", "the")
LEFT, RIGHT = (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)
_BOXES = ", ".join(str(side) for patch in range(16) for side in (LEFT if patch % 4 < 2 else RIGHT))

IMAGE = f"""
<ir_version: 9, opset_import: ["": 17]>
tiny_image (uint8[N, 16, 16, 3] pixels) => (
    float[N, 3] image_vector, float[N, 16, 3] patch_tokens, float[N, 16, 3] things,
    float[N, 16, 3] colors, float[N, 16, 4] boxes, float[N, 16] centredness,
    float[N, 2] place, float[N, 2] time, float[N, 1] weather, float[N, 2] style,
    float[N, 16, 16] attention_0)
<
    float peak = {{255}}, float tiny = {{0.001}},
    int64[3] rows = {{0, 3, 16}}, int64[2] plane = {{0, 16}},
    float[3, 3] to_things = {{0, 20, 0, 0, 0, 0, 0, 0, 20}}, float[3] nothing = {{10, 0, 0}},
    float[3, 3] to_colors = {{0, 20, 0, 0, 0, 0, 0, 0, 20}},
    float[1, 16, 4] at = {{{_BOXES}}}, float[3, 1] none = {{0, 0, 0}}, float sure = {{4}},
    float[3, 2] to_two = {{4, 0, 0, 0, 0, 4}}, float[3, 1] to_one = {{1, 1, 1}}
>
{{
    wide = Cast <to: int = 1> (pixels)
    scaled = Div (wide, peak)
    planes = Transpose <perm: ints = [0, 3, 1, 2]> (scaled)
    pooled = AveragePool <kernel_shape: ints = [4, 4], strides: ints = [4, 4]> (planes)
    flat = Reshape (pooled, rows)
    patch_tokens = Transpose <perm: ints = [0, 2, 1]> (flat)
    raised = MatMul (patch_tokens, to_things)
    things = Add (raised, nothing)
    colors = MatMul (patch_tokens, to_colors)
    nought = MatMul (patch_tokens, none)
    boxes = Add (nought, at)
    level = Add (nought, sure)
    centredness = Reshape (level, plane)
    mean = ReduceMean <axes: ints = [1], keepdims: int = 0> (patch_tokens)
    off = Add (mean, tiny)
    length = ReduceL2 <axes: ints = [1], keepdims: int = 1> (off)
    image_vector = Div (off, length)
    place = MatMul (mean, to_two)
    time = MatMul (mean, to_two)
    weather = MatMul (mean, to_one)
    style = MatMul (mean, to_two)
    across = Transpose <perm: ints = [0, 2, 1]> (patch_tokens)
    scores = MatMul (patch_tokens, across)
    attention_0 = Softmax <axis: int = -1> (scores)
}}
"""

TEXT = """
<ir_version: 9, opset_import: ["": 17]>
tiny_text (int64[N, L] input_ids) => (float[N, 3] text_vector)
<
    float tiny = {0.001}, int64[1] axis = {1},
    float[11, 3] table = {
        0,0,0, 0,0,0, 0,0,0, 0,0,0,  1,0,0, 0,0,1, 0.9,0.1,0, 0,0.1,0.9,  0,0,0, 0,0.1,0, 0,0,0}
>
{
    found = Gather (table, input_ids)
    total = ReduceSum <keepdims: int = 0> (found, axis)
    off = Add (total, tiny)
    length = ReduceL2 <axes: ints = [1], keepdims: int = 1> (off)
    text_vector = Div (off, length)
}
"""

CARD = Card(
    id="tiny",
    kind="encoder",
    files=(),
    licence="Apache-2.0",
    source="written by hand",
    resolution=SIDE,
    dimension=3,
    vocabulary={
        "things": ("nothing", "ball", "box"),
        "colors": ("natural", "red", "blue"),
        "place": ("desert", "sea"),
        "time": ("day", "night"),
        "weather": ("clear",),
        "style": ("flat", "photo"),
    },
    calibration={"logit_scale": 10.0, "logit_bias": -1.0},
)


@cache
def network(text: str) -> bytes:
    """The ONNX file of a network in onnx's own text form, checked."""
    model = onnx.parser.parse_model(text)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def folder(path: Path) -> Path:
    """``path`` filled with the tiny reader: two networks, a tokenizer and their card."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "image.onnx").write_bytes(network(IMAGE))
    (path / "text.onnx").write_bytes(network(TEXT))
    (path / "tokenizer.json").write_text(_tokenizer().to_str())
    recard(path)
    return path


def recard(path: Path, card: Card = CARD) -> None:
    """Write the card again for the files as they are now."""
    files = tuple(described(path / name) for name in ("image.onnx", "text.onnx", "tokenizer.json"))
    (path / CARD_NAME).write_text(card_json(replace(card, files=files)))


def _tokenizer() -> tokenizers.Tokenizer:
    tokenizer = whole_words(WORDS)
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(pad_id=2, pad_token="<pad>")
    return tokenizer
