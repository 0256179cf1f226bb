"""The raw outputs of a network with reading heads, as what it reads in a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from limner.core.reading import Reading
from limner.models.decode import Patches, Thresholds, ranked, seen_things
from limner.models.familiar import WHOLE, familiar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.card import Card

    Floats = npt.NDArray[np.float32]

HEADS = ("things", "colors", "boxes", "centredness", *WHOLE)


def reading(found: Mapping[str, Floats], card: Card) -> Reading:
    """One picture's outputs by the names of `HEADS`, shaped as `familiar` says, in the card's words and
    read with its numbers."""
    words, numbers = card.vocabulary, card.calibration
    temperature = numbers.get("temperature", 1.0)
    patches = Patches(found["things"], found["colors"], found["boxes"], found["centredness"])
    usual = Thresholds()
    thresholds = Thresholds(
        numbers.get("thing_threshold", usual.score),
        numbers.get("thing_overlap", usual.overlap),
        numbers.get("thing_rival_overlap", usual.rival),
        numbers.get("thing_temperature", usual.temperature),
    )
    whole = {
        head: ranked(found[head], words[head], numbers.get(f"{head}_temperature", temperature))
        for head in WHOLE
    }
    things = seen_things(patches, words["things"], words["colors"], thresholds)
    return Reading(things=things, familiar=familiar(found, numbers), **whole)
