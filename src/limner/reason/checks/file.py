"""Promises about the file as a whole: its format by content, its bytes, what travels in it."""

from __future__ import annotations

from collections.abc import Iterator

from limner.core.image import Image
from limner.core.result import Check, Recipe


def check_file(data: bytes, recipe: Recipe, written: Image) -> Iterator[Check]:
    """The format by content."""
    assert written.origin is not None
    found = written.origin.format
    yield Check(name="format", wanted=recipe.format, measured=found, passed=found == recipe.format)
