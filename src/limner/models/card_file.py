"""A card as the file ``card.json`` that lies beside a model's weights, and back.

The file is one JSON object with the fields of `core.card.Card` and ``"schema": "limner.card/1"``;
it is the same for an embedded model and for a folder that somebody trained.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any, get_args

from limner.core.card import Card, Kind, WeightFile
from limner.core.errors import WeightsCorrupt

CARD_NAME = "card.json"
SCHEMA = "limner.card/1"
_HINT = "write the card again with `limner train export`, or install the model again"
_TEXTS = ("id", "kind", "licence", "source", "trained")
_NUMBERS = ("measured", "calibration")
_KINDS = get_args(Kind)


def card_json(card: Card) -> str:
    """``card`` as the text of its file, fields in the order of the class, two spaces deep."""
    return json.dumps({"schema": SCHEMA, **asdict(card)}, indent=2, ensure_ascii=False) + "\n"


def read_card(text: str | bytes, name: str = CARD_NAME) -> Card:
    """The card in ``text``; WeightsCorrupt says which field of the file ``name`` is wrong.

    >>> read_card(card_json(Card("tiny", "encoder", (), "MIT", "made up"))).id
    'tiny'
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise WeightsCorrupt(f"{name} is not JSON", hint=_HINT) from None
    if not isinstance(given, dict) or given.pop("schema", None) != SCHEMA:
        raise WeightsCorrupt(f"{name} is no model card of the schema {SCHEMA}", hint=_HINT)
    wrong = [field for field in (given.keys() | _REQUIRED) if not _fits(field, given.get(field))]
    if wrong:
        raise WeightsCorrupt(f"{name}: wrong or unknown: {', '.join(sorted(wrong))}", hint=_HINT)
    given["files"] = tuple(WeightFile(**file) for file in given["files"])
    given["vocabulary"] = {head: tuple(words) for head, words in given.get("vocabulary", {}).items()}
    return Card(**given)


_REQUIRED = frozenset({"id", "kind", "files", "licence", "source"})
_FIELDS = frozenset(field.name for field in fields(Card))


def _fits(field: str, value: Any) -> bool:
    if field == "kind":
        return value in _KINDS
    if field in _TEXTS:
        return isinstance(value, str)
    if field in _NUMBERS:
        return isinstance(value, dict) and all(_is_number(number) for number in value.values())
    if field == "files":
        return isinstance(value, list) and all(_is_file(file) for file in value)
    if field == "base":
        return isinstance(value, dict) and all(isinstance(sha256, str) for sha256 in value.values())
    if field == "vocabulary":
        return isinstance(value, dict) and all(_are_words(words) for words in value.values())
    return field in _FIELDS and isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_file(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"name", "sha256", "bytes"}
        and isinstance(value["name"], str)
        and isinstance(value["sha256"], str)
        and isinstance(value["bytes"], int)
    )


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
