"""What was written, measured: the file is decoded anew and held against the input and the plan."""

from __future__ import annotations

from limner.core.image import Image
from limner.core.result import Check, Recipe
from limner.edit.exact import Pictures
from limner.ops.decode import decode
from limner.reason.checks.file import check_file


def check_written(data: bytes, recipe: Recipe, given: Image, pictures: Pictures) -> tuple[Check, ...]:
    """Every promise of the plan measured on ``data``, the written file; ``given`` is the input's header."""
    written = decode(data)
    return tuple(check_file(data, recipe, written))
