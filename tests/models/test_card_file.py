"""A card survives its file, and a bad file names the field."""

from __future__ import annotations

import json

import pytest

from limner.core.card import Card, WeightFile
from limner.core.errors import WeightsCorrupt
from limner.models.card_file import card_json, read_card

CARD = Card(
    id="small",
    kind="encoder",
    files=(WeightFile("image.onnx", "0" * 64, 12),),
    licence="Apache-2.0",
    source="trained here",
    trained="on scenes, one hour",
    resolution=128,
    dimension=256,
    measured={"things": 0.97},
    vocabulary={"things": ("nothing", "château")},
    calibration={"logit_scale": 30.5},
    base={"large/image.onnx": "1" * 64},
)


def test_a_card_comes_back_as_it_was() -> None:
    assert read_card(card_json(CARD)) == CARD


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "oracle"),
        ("id", 3),
        ("files", [{"name": "a.onnx"}]),
        ("files", "image.onnx"),
        ("measured", {"things": "good"}),
        ("vocabulary", {"things": "nothing"}),
        ("base", {"large/image.onnx": 1}),
        ("base", ["large/image.onnx"]),
        ("resolution", -1),
        ("resolution", True),
        ("surprise", 1),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    text = json.dumps({**json.loads(card_json(CARD)), field: value})
    with pytest.raises(WeightsCorrupt, match=field):
        read_card(text)


def test_a_missing_field_is_named() -> None:
    given = json.loads(card_json(CARD))
    del given["licence"]
    with pytest.raises(WeightsCorrupt, match="licence"):
        read_card(json.dumps(given))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"schema": "limner.card/9"}', b"\xff\xfe", "[" * 100_000]
)
def test_what_is_no_card_is_refused(text: str | bytes) -> None:
    with pytest.raises(WeightsCorrupt):
        read_card(text)
