"""A generator, a layout planner and an autoencoder without weights, for tests and for trying things out.

The generator paints every box of its layout as a flat ellipse of its colour, and gets there through
noise as a real one does: its denoiser knows the answer.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from limner.core.card import Card, Kind
from limner.core.drawing import Computed, DrawOrder
from limner.core.geometry import Size
from limner.core.layout import Laid, Layout
from limner.core.progress import Progress, Running, Watched, in_turn
from limner.models.fake import COLORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from limner.core.demand import Demand
    from limner.core.protocols import Generator

    Floats = npt.NDArray[np.float32]
    Pixels = npt.NDArray[np.uint8]

SIDE = 64
CELL = 4
"""Pixels of a latent's side."""

_GROUNDS = {
    "plain": (200, 200, 200),
    "beach": (235, 215, 165),
    "sea": (90, 150, 210),
    "city": (170, 170, 180),
}
_DIM = {"day": 1.0, "sunset": 0.8, "night": 0.4}
VOCABULARY = {
    "things": ("apple", "ball", "box", "car", "cat", "dog", "potato"),
    "colors": tuple(COLORS),
    "place": tuple(_GROUNDS),
    "time": tuple(_DIM),
    "weather": ("clear",),
    "style": ("flat", "watercolor"),
    "ground": tuple(COLORS),
}
_WHERE = {"sea": ("sea", "ocean"), "beach": ("beach",), "city": ("city",)}
_NUMBERS = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def _card(kind: Kind) -> Card:
    return Card(
        id=f"fake-{kind}",
        kind=kind,
        files=(),
        licence="Apache-2.0",
        source="no weights: paints boxes",
        resolution=SIDE,
        vocabulary=dict(VOCABULARY),
        calibration={"steps": 4.0, "guidance_scale": 2.0},
    )


class FakeAutoencoder:
    """Latents are the means of 4x4 pixels, from -1 to 1."""

    card = _card("autoencoder")

    def encode(self, pixels: Pixels) -> Floats:
        """(N, H, W, 3) to (N, 3, H / 4, W / 4)."""
        import numpy as np

        count, height, width, _ = pixels.shape
        cells = pixels.reshape(count, height // CELL, CELL, width // CELL, CELL, 3).mean((2, 4))
        return np.asarray(cells.transpose(0, 3, 1, 2) / 127.5 - 1, np.float32)

    def decode(self, latents: Floats) -> Pixels:
        """Every latent as a block of 4x4 pixels."""
        return self.preview(latents).repeat(CELL, 1).repeat(CELL, 2)

    def preview(self, latents: Floats) -> Pixels:
        """The latents themselves."""
        import numpy as np

        samples = (latents.transpose(0, 2, 3, 1) + 1) * 127.5
        return np.asarray(samples.round().clip(0, 255), np.uint8)


class FakeGenerator:
    """Paints a layout; without one it fills the canvas with the colour that the words name."""

    card = _card("generator")
    computed = Computed(precision="float32")
    samplers = ("euler",)
    student: Generator | None = None

    def canvas(self, size: Size) -> Size:
        """Always the same square."""
        return Size(SIDE, SIDE)

    def draw(self, order: DrawOrder) -> Running[Pixels]:
        """Flow from noise to the painted picture in straight lines."""
        from limner.diffusion.noise import unit_noise
        from limner.diffusion.samplers import euler
        from limner.diffusion.schedules import flow_times

        began, coder = time.perf_counter(), FakeAutoencoder()
        painted = _painted(order)
        target = coder.encode(painted[None])
        x = unit_noise(target.shape, order.seed)
        for step in euler(lambda *_: target, x, flow_times(order.steps)):
            watched = Watched(step.x[0], target[0], target[0]) if order.watch else None
            taken = time.perf_counter() - began
            seen = coder.preview(step.x)[0]
            yield Progress(step.index, step.count, taken, "draw", step.level.sigma, seen, watched)
        return painted

    def draw_all(self, orders: Sequence[DrawOrder]) -> Running[list[Pixels]]:
        """One after the other."""
        return in_turn(self.draw(order) for order in orders)

    def decode(self, latents: Floats) -> Pixels:
        """As the autoencoder."""
        return FakeAutoencoder().decode(latents)


class FakeLayoutPlanner:
    """Reads "two red apples left of a car on a beach": every thing it knows, from left to right."""

    card = _card("layout")

    def plan(self, words: str, seed: int, demand: Demand | None = None) -> Layout:
        """The things side by side, at a height that ``seed`` decides; the words have said all of a
        ``demand`` that it can meet."""
        said = re.findall(r"[a-z]+", words.lower())
        things = _things(said)
        if " right of " in words:
            things.reverse()
        top = 0.3 + 0.1 * (seed % 3)
        width = 1 / max(1, len(things))
        laid = [
            Laid(thing, color, ((place + 0.1) * width, top, (place + 0.9) * width, top + 0.4))
            for place, (thing, color) in enumerate(things)
        ]
        place = next((name for name, told in _WHERE.items() if set(told) & set(said)), "plain")
        moment = next((name for name in _DIM if name in said), "day")
        style = next((name for name in VOCABULARY["style"] if name in said), "flat")
        return Layout(tuple(laid), place, moment, "clear", style)


def _things(said: list[str]) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    count, color = 1, None
    for word in said:
        thing = next((name for name in VOCABULARY["things"] if word in (name, f"{name}s", f"{name}es")), None)
        if thing is not None:
            found += [(thing, color)] * count
            count, color = 1, None
        elif word in COLORS:
            color = word
        elif word in _NUMBERS:
            count = _NUMBERS[word]
    return found


def _painted(order: DrawOrder) -> Pixels:
    """(H, W, 3): the ground, a shade that the seed decides, and the ellipses."""
    import numpy as np

    height, width = order.size.height, order.size.width
    layout = order.layout or Layout((), "plain", "day", "clear", "flat")
    named = next((word for word in re.findall(r"[a-z]+", order.words.lower()) if word in COLORS), None)
    ground = COLORS[named] if named and order.layout is None else _GROUNDS[layout.place]
    canvas = np.full((height, width, 3), ground, np.float32)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    for one in layout.things:
        left, top, right, bottom = one.box
        across = ((columns + 0.5) / width - (left + right) / 2) / ((right - left) / 2)
        down = ((rows + 0.5) / height - (top + bottom) / 2) / ((bottom - top) / 2)
        canvas[across**2 + down**2 <= 1] = COLORS[one.color or "brown"]
    shaded = canvas * _DIM[layout.time] - order.seed % 8
    return np.asarray(shaded.round().clip(0, 255), np.uint8)
