"""A figure of matplotlib, which only plots need: empty, and as a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from limner.core.errors import BadValue, Unsupported
from limner.ops.atomic import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

FORMATS = (".png", ".svg", ".pdf")
"""Extensions of plots."""


def figure(width: float, height: float) -> Figure:
    """Of that size in inches; Unsupported without matplotlib."""
    try:
        from matplotlib.figure import Figure as Empty
    except ImportError:
        raise Unsupported("plots are drawn by matplotlib", hint="pip install 'limner[plots]'") from None
    return Empty(figsize=(width, height), layout="constrained")


def check(path: Path) -> None:
    """Refuse before anything is measured what `save` could not write: Unsupported without matplotlib,
    BadValue for another extension than `FORMATS`."""
    figure(1, 1)
    if path.suffix.lower() not in FORMATS:
        raise BadValue(f"{str(path)!r} is no name of a plot", hint=f"let it end in {', '.join(FORMATS)}")


def save(page: Figure, path: Path) -> None:
    """Write ``page``, in place of a file that is there; BadValue where it may not go."""
    data = BytesIO()
    page.savefig(data, format=path.suffix[1:].lower(), dpi=110)
    write_file(path, data.getvalue(), replace=True)
