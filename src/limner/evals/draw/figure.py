"""An empty figure of matplotlib, which only plots need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.core.errors import Unsupported

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(width: float, height: float) -> Figure:
    """Of that size in inches; Unsupported without matplotlib."""
    try:
        from matplotlib.figure import Figure as Empty
    except ImportError:
        raise Unsupported("plots are drawn by matplotlib", hint="pip install 'limner[plots]'") from None
    return Empty(figsize=(width, height), layout="constrained")
