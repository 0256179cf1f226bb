"""A part of a picture on a coarse grid of floats: what predictions are made on, and measured against.

Everything here is plain NumPy and shares no code with the operations that it checks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from limner.core.geometry import Size

if TYPE_CHECKING:
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[Any]"


class Window(NamedTuple):
    """A rectangle of a canvas in continuous pixels: pixel ``i`` covers [i, i + 1]."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, size: Size) -> Window:
        """The whole canvas."""
        return cls(0.0, 0.0, float(size.width), float(size.height))

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def grown(self, margin: float, size: Size) -> Window:
        """Wider by ``margin`` pixels at each side, within the canvas."""
        return Window(
            max(0.0, self.left - margin),
            max(0.0, self.top - margin),
            min(float(size.width), self.right + margin),
            min(float(size.height), self.bottom + margin),
        )


@dataclass(frozen=True, eq=False)
class Scene:
    """The part ``window`` of a canvas of ``size``.

    ``color`` is (h, w, 3) in 0-255, ``alpha`` (h, w) in 0-1, ``known`` (h, w) 1 where the prediction
    holds and 0 where it cannot be told.
    """

    size: Size
    window: Window
    color: Floats
    alpha: Floats
    known: Floats

    @property
    def pitch(self) -> tuple[float, float]:
        """Pixels of the canvas to one cell of the grid, across and down."""
        rows, columns = self.alpha.shape
        return self.window.width / columns, self.window.height / rows

    @property
    def places(self) -> tuple[Floats, Floats]:
        """x of every column and y of every row of cells, at their centres: (1, w) and (h, 1)."""
        import numpy as np

        rows, columns = self.alpha.shape
        across, down = self.pitch
        x = self.window.left + (np.arange(columns, dtype=np.float32) + 0.5) * across
        y = self.window.top + (np.arange(rows, dtype=np.float32) + 0.5) * down
        return x[None, :], y[:, None]

    @cached_property
    def shown(self) -> Floats:
        """(h, w, 4): colours weighted by alpha, and alpha on the same scale; what comparisons see."""
        import numpy as np

        return np.dstack([self.color * self.alpha[:, :, None], self.alpha * 255])

    @cached_property
    def pattern(self) -> Floats:
        """(h, w): luma of what is shown."""
        return luma(self.shown[:, :, :3])

    def with_color(self, color: Floats) -> Scene:
        """Other colours, rounded and clipped as samples are."""
        import numpy as np

        return replace(self, color=np.clip(color, 0, 255).astype(np.float32))

    def mixed(self, other: Scene, weight: Floats) -> Scene:
        """``other`` where ``weight`` (h, w) is 1, this where it is 0."""
        share = weight[:, :, None]
        return replace(
            self,
            color=self.color + (other.color - self.color) * share,
            alpha=self.alpha + (other.alpha - self.alpha) * weight,
            known=self.known + (other.known - self.known) * weight,
        )

    def sampled(self, x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
        """Colour, alpha and known at places of the canvas, bilinear, edges repeated.

        ``x`` and ``y`` are (h, w) both, or (1, w) and (h, 1).

        Colours are weighted by alpha; known is 0 where any of the four cells is unknown.
        """
        across, down = self.pitch
        column, row = (x - self.window.left) / across - 0.5, (y - self.window.top) / down - 0.5
        found = bilinear(self.shown, column, row)
        alpha = found[..., 3] / 255
        color = found[..., :3] / alpha[..., None].clip(1e-6)
        known = bilinear(self.known[:, :, None], column, row)[..., 0] > 0.999
        return color, alpha, known.astype(color.dtype)

    def at(self, window: Window, shape: tuple[int, int]) -> Scene:
        """The part ``window`` on a grid of ``shape`` (rows, columns)."""
        import numpy as np

        if window == self.window and shape == self.alpha.shape:
            return self
        blank = np.zeros(shape, np.float32)
        target = Scene(self.size, window, blank[:, :, None], blank, blank)
        return Scene(self.size, window, *self.sampled(*target.places))


def bilinear(grid: Floats, column: Floats, row: Floats) -> Floats:
    """``grid`` (h, w, n) at fractional indices, edges repeated; rows, then columns where they go apart."""
    import numpy as np

    rows, columns = grid.shape[:2]
    column, row = np.clip(column, 0, columns - 1), np.clip(row, 0, rows - 1)
    left, top = column.astype(np.intp), row.astype(np.intp)
    right, bottom = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
    u, v = (column - left)[..., None].astype(np.float32), (row - top)[..., None].astype(np.float32)
    if column.shape[0] == 1 and row.shape[1] == 1:
        lines = grid[top[:, 0]] * (1 - v) + grid[bottom[:, 0]] * v
        spread: Floats = lines[:, left[0]] * (1 - u) + lines[:, right[0]] * u
        return spread
    upper = grid[top, left] * (1 - u) + grid[top, right] * u
    lower = grid[bottom, left] * (1 - u) + grid[bottom, right] * u
    found: Floats = upper * (1 - v) + lower * v
    return found


def luma(color: Floats) -> Floats:
    """(h, w): Rec. 601."""
    import numpy as np

    weights = np.array([0.299, 0.587, 0.114], np.float32)
    found: Floats = color @ weights
    return found
