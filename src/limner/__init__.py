"""limner sees, draws and edits pictures by asking: exact first, checked, replayable."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from limner import ops as ops
    from limner.core.errors import LimnerError as LimnerError
    from limner.core.geometry import Box as Box
    from limner.core.geometry import Size as Size
    from limner.core.image import Image as Image
    from limner.core.mask import Mask as Mask
    from limner.core.plan import Plan as Plan
    from limner.core.result import Check as Check
    from limner.core.result import Recipe as Recipe
    from limner.session.session import Edited as Edited
    from limner.session.session import Saved as Saved
    from limner.session.session import Session as Session
    from limner.session.settings import Settings as Settings

_HOME = {
    "Box": "limner.core.geometry",
    "Check": "limner.core.result",
    "Edited": "limner.session.session",
    "Image": "limner.core.image",
    "LimnerError": "limner.core.errors",
    "Mask": "limner.core.mask",
    "Plan": "limner.core.plan",
    "Recipe": "limner.core.result",
    "Saved": "limner.session.session",
    "Session": "limner.session.session",
    "Settings": "limner.session.settings",
    "Size": "limner.core.geometry",
}

__all__ = sorted([*_HOME, "ops"])  # noqa: PLE0605  (a literal would be a second list to keep)


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for, so that ``import limner`` costs nothing."""
    if name == "ops":
        return import_module("limner.ops")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'limner' has no attribute {name!r}")
