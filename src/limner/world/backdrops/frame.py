"""Layers of a near-photographic picture: soft edges, grain, haze, mirrors, on float pixels."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from limner.world.backdrops import noise
from limner.world.backdrops.canvas import SHIFT, Array, Color, across, blend
from limner.world.backdrops.stage import Stage
from limner.world.scene import REGIONS


@dataclass(slots=True)
class Frame:
    """A stage with ``pixels`` (H, W, 3) float32 0-255, and the height of each row in units."""

    stage: Stage
    pixels: Array
    heights: Array = field(init=False)

    def __post_init__(self) -> None:
        canvas = self.stage.canvas
        self.heights = ((np.arange(canvas.height) + 0.5) / canvas.unit).astype(np.float32)

    def curve(self, rise: float, stretch: float = 1.0, sharp: bool = False) -> Array:
        """A fractal outline (W,), about -``rise`` to ``rise``."""
        canvas = self.stage.canvas
        return noise.outline(self.stage.rng, canvas.width, canvas.right, stretch, sharp) * (rise * 0.5)

    def grain(self, cells: int, roughness: float = 0.7) -> Array:
        """Noise over the whole frame, (H, W, 3)."""
        canvas = self.stage.canvas
        return noise.pick_channels(self.stage.rng, canvas.width, canvas.height, cells, roughness)

    def soil(self, top: float) -> Array:
        """The grain of level ground from ``top`` down, (H, W, 3), zero above."""
        canvas = self.stage.canvas
        row = min(canvas.row(top), canvas.height - 1)
        whole = np.zeros_like(self.pixels)
        whole[row:] = noise.soil(self.stage.rng, canvas.width, canvas.height - row)
        return whole

    def lay(self, edge: Array | float, surface: Array | Color, region: str) -> None:
        """Cover everything below ``edge``, heights (W,) in units, with ``surface``, (H, W, 3) or a colour."""
        canvas = self.stage.canvas
        edges = np.broadcast_to(np.asarray(edge, np.float32), (canvas.width,))
        first = min(canvas.row(float(edges.min())), canvas.height)
        if first == canvas.height:
            return
        inside = np.clip((self.heights[first:, None] - edges) * canvas.unit + 0.5, 0, 1)
        blend(self.pixels[first:], inside, surface[first:] if isinstance(surface, np.ndarray) else surface)
        canvas.regions[first:][inside > 0.5] = REGIONS.index(region)

    def cover(self, mask: Array, color: Color) -> None:
        """Blend ``color`` in by ``mask`` (H, W) in [0, 1]."""
        blend(self.pixels, mask, color)

    def fill(
        self, points: Array, surface: Array | Color, region: str | None = None, strength: float = 1.0
    ) -> None:
        """Fill a polygon in units with ``surface``, (H, W, 3) or a colour, ``strength`` 1 = opaque."""
        canvas = self.stage.canvas
        mask = np.zeros((canvas.height, canvas.width), np.uint8)
        cv2.fillPoly(mask, canvas.fixed(points), 255, cv2.LINE_AA, SHIFT)
        left, top, wide, high = cv2.boundingRect(mask)
        window = (slice(top, top + high), slice(left, left + wide))
        if not high:
            return
        inside = mask[window].astype(np.float32) * (strength / 255)
        blend(self.pixels[window], inside, surface[window] if isinstance(surface, np.ndarray) else surface)
        if region is not None:
            canvas.regions[window][inside > 0.5] = REGIONS.index(region)

    def water(self, line: float, color: Color, mirror: float) -> Array:
        """What water below ``line`` shows, (H, W, 3): the picture above it upside down, broken by
        ripples, ``mirror`` strong far away and weaker near by, over its own ``color``."""
        canvas = self.stage.canvas
        row = min(max(canvas.row(line), 1), canvas.height - 1)
        deep = canvas.height - row
        ripple = noise.soil(self.stage.rng, canvas.width, deep)
        down = np.arange(deep, dtype=np.float32)[:, None]
        sway = ripple[..., 0] * (0.004 + 0.022 * down / deep) * canvas.unit
        rows = np.clip(row - 1 - down * min(1.0, 0.98 * row / deep) + 0.7 * sway, 0, row - 1).astype(
            np.float32
        )
        columns = np.broadcast_to(np.arange(canvas.width, dtype=np.float32), rows.shape) + 0.5 * sway
        seen = cv2.remap(self.pixels, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        share = np.linspace(mirror, 0.55 * mirror, deep, dtype=np.float32)[:, None, None]
        own = across(color, canvas.width) * (1 + 0.07 * ripple)
        whole = self.pixels.copy()
        whole[row:] = own + share * (seen - own)
        return whole

    def hazed(self, color: Color, distance: float) -> Color:
        """``color`` in this light at a ``distance`` of 0-1."""
        return self.stage.lit(color, distance, 3)

    def textured(self, color: Color, grain: Array, strength: float, distance: float = 0.0) -> Array:
        """``color`` in this light with ``grain`` of a relative ``strength``, fading with ``distance``."""
        whole = grain * np.float32(strength * (1 - 0.8 * distance))
        whole += 1
        whole *= across(self.hazed(color, distance), whole.shape[1])
        return whole

    def mottled(self, first: Color, second: Color, grain: Array, strength: float = 0.35) -> Array:
        """Two colours in this light mixed by ``grain``."""
        low = across(self.hazed(first, 0.0), grain.shape[1])
        high = across(self.hazed(second, 0.0), grain.shape[1])
        whole = grain * np.float32(strength)
        whole += 0.5
        np.clip(whole, 0, 1.3, out=whole)
        whole *= high - low
        whole += low
        return whole
