"""Bar, line and pie charts. What is charted is made up; what is drawn is exactly the values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.world.documents.sheet import RGB, Sheet

if TYPE_CHECKING:
    import random

    from limner.world.documents.sheet import Values


_SUBJECTS = {
    "Visitors": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "Rain in mm": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"),
    "Books read": ("Anna", "Ben", "Clara", "David", "Emma", "Finn"),
    "Favorite fruit": ("Apple", "Pear", "Plum", "Cherry", "Grape", "Lemon"),
    "Trees planted": ("North", "East", "South", "West", "Center"),
    "Cups of tea": ("2019", "2020", "2021", "2022", "2023", "2024"),
    "Goals": ("Red", "Blue", "Green", "White", "Black"),
    "Pets": ("Dogs", "Cats", "Fish", "Birds", "Mice"),
}
_CALENDAR = ("Visitors", "Rain in mm", "Cups of tea")

_PALETTES: tuple[tuple[RGB, ...], ...] = tuple(
    tuple((int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for code in palette.split())
    for palette in (
        "4278c8 ee8648 62b074 ce5460 926ebe ecbe50 5cb4be 967c68",
        "264653 2a9d8f e9c46a f4a261 e76f51 7896aa a07896 5a825a",
        "6e5ab4 e66e96 5aaadc fab45a 78be82 b4785a 5a648c dc8cc8",
    )
)


@dataclass(frozen=True, slots=True)
class _Look:
    paper: RGB
    ink: RGB
    grid: RGB
    face: str
    colors: tuple[RGB, ...]
    labelled: bool
    """Whether each value is also written as a number."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """The rectangle of the axes in the sheet's units, and the value at its upper edge."""

    left: float
    top: float
    right: float
    bottom: float
    highest: int

    def x(self, index: float, count: int) -> float:
        """The middle of the ``index``-th of ``count`` columns."""
        return self.left + (self.right - self.left) * (index + 0.5) / count

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - (self.bottom - self.top) * value / self.highest


def bars(rng: random.Random, side: int) -> tuple[Sheet, Values]:
    """Upright bars from zero."""
    look = _look(rng)
    title, names, numbers = _data(rng, tuple(_SUBJECTS))
    sheet, plot = _axes(rng, side, look, title, names, numbers)
    single = rng.random() < 0.5
    half = (plot.right - plot.left) / len(names) * rng.uniform(0.28, 0.4)
    for index, (name, number) in enumerate(zip(names, numbers, strict=True)):
        x, top = plot.x(index, len(names)), plot.y(number)
        color = look.colors[0 if single else index % len(look.colors)]
        sheet.rectangle(x - half, top, x + half, plot.bottom, color)
        sheet.mark(f"bar {name}", str(number), x - half, top, x + half, plot.bottom)
        if look.labelled:
            sheet.text(x, top - 0.03, str(number), 0.026, name=f"value {name}", align="middle")
    return sheet, _values(title, names, numbers)


def lines(rng: random.Random, side: int) -> tuple[Sheet, Values]:
    """One line through a value for each point in time."""
    look = _look(rng)
    title, names, numbers = _data(rng, _CALENDAR)
    sheet, plot = _axes(rng, side, look, title, names, numbers)
    points = [(plot.x(index, len(names)), plot.y(number)) for index, number in enumerate(numbers)]
    sheet.path(points, look.colors[0], 0.012)
    for name, number, (x, y) in zip(names, numbers, points, strict=True):
        sheet.disc(x, y, 0.014, look.colors[0])
        sheet.disc(x, y, 0.007, look.paper)
        sheet.mark(f"point {name}", str(number), x - 0.014, y - 0.014, x + 0.014, y + 0.014)
        if look.labelled:
            sheet.text(x, y - 0.045, str(number), 0.026, name=f"value {name}", align="middle")
    return sheet, _values(title, names, numbers)


def pie(rng: random.Random, side: int) -> tuple[Sheet, Values]:
    """Shares of a hundred, clockwise from the top, with a legend."""
    look = _look(rng)
    title, names, numbers = _data(rng, ("Favorite fruit", "Pets", "Goals"), most=6)
    shares = _hundredths(numbers)
    sheet = Sheet(rng.choice((1.4, 1.5, 1.6)), 1.0, side, look.paper, face=look.face, ink=look.ink)
    sheet.text(sheet.width / 2, 0.09, title, 0.045, name="title", align="middle")
    x, y, radius = 0.50, 0.56, 0.36
    ring = rng.choice((0.0, 0.0, 0.18))
    start = 0.0
    for index, (name, share) in enumerate(zip(names, shares, strict=True)):
        color = look.colors[index % len(look.colors)]
        sheet.polygon(_slice(x, y, radius, start, start + share), color)
        row = 0.56 + 0.1 * (index - (len(names) - 1) / 2)
        sheet.rectangle(1.0, row - 0.022, 1.044, row + 0.022, color, 0.008)
        sheet.text(1.07, row, name, 0.03, name=f"label {name}")
        sheet.text(sheet.width - 0.05, row, f"{share}%", 0.03, name=f"value {name}", align="right")
        start += share
    if ring:
        sheet.disc(x, y, ring, look.paper)
    return sheet, {"title": title, "names": list(names), "percent": shares}


def _look(rng: random.Random) -> _Look:
    dark = rng.random() < 0.2
    paper = (30, 34, 44) if dark else rng.choice(((255, 255, 255), (250, 248, 242), (242, 246, 250)))
    ink, grid = ((230, 232, 238), (66, 72, 86)) if dark else ((44, 48, 58), (222, 226, 232))
    face = rng.choice(("sans", "sans bold", "duplex", "roman"))
    return _Look(paper, ink, grid, face, rng.choice(_PALETTES), rng.random() < 0.5)


def _data(
    rng: random.Random, subjects: tuple[str, ...], most: int = 8
) -> tuple[str, tuple[str, ...], list[int]]:
    """A title, three or more names in their order, and a value for each."""
    title = rng.choice(subjects)
    names = _SUBJECTS[title][: rng.randint(3, min(most, len(_SUBJECTS[title])))]
    unit = rng.choice((1, 1, 5, 10))
    return title, names, [unit * rng.randint(1, 20) for _ in names]


def _values(title: str, names: tuple[str, ...], numbers: list[int]) -> Values:
    return {"title": title, "names": list(names), "numbers": numbers}


def _axes(
    rng: random.Random, side: int, look: _Look, title: str, names: tuple[str, ...], numbers: list[int]
) -> tuple[Sheet, _Plot]:
    """The sheet with title, grid, ticks and names."""
    sheet = Sheet(rng.choice((1.25, 4 / 3, 1.5, 1.7)), 1.0, side, look.paper, face=look.face, ink=look.ink)
    step = _tick(max(numbers))
    highest = step * math.ceil((max(numbers) + 0.3 * step) / step)
    plot = _Plot(0.16, 0.20, sheet.width - 0.06, 0.85, highest)
    if rng.random() < 0.5:
        sheet.text(plot.left, 0.09, title, 0.045, name="title")
    else:
        sheet.text(sheet.width / 2, 0.09, title, 0.045, name="title", align="middle")
    for value in range(0, highest + 1, step):
        y = plot.y(value)
        sheet.path([(plot.left, y), (plot.right, y)], look.grid, 0.003)
        sheet.text(plot.left - 0.025, y, str(value), 0.026, name=f"tick {value}", align="right")
    sheet.path([(plot.left, plot.bottom), (plot.right, plot.bottom)], look.ink, 0.004)
    room = 0.92 * (plot.right - plot.left) / len(names)
    for index, name in enumerate(names):
        x = plot.x(index, len(names))
        sheet.text(x, 0.905, name, 0.028, name=f"label {name}", align="middle", room=room)
    return sheet, plot


def _tick(highest: int) -> int:
    """The step that gives at most six lines."""
    steps = (1, 2, 5, 10, 20, 50, 100)
    return next(step for step in steps if highest <= 6 * step)


def _hundredths(numbers: list[int]) -> list[int]:
    """Whole shares that sum to 100 (largest remainder)."""
    total = sum(numbers)
    shares = [100 * number // total for number in numbers]
    short = sorted(range(len(numbers)), key=lambda one: -(100 * numbers[one] % total))
    for index in short[: 100 - sum(shares)]:
        shares[index] += 1
    return shares


def _slice(x: float, y: float, radius: float, start: float, stop: float) -> list[tuple[float, float]]:
    steps = max(3, round(stop - start))
    turns = [math.tau * (start + (stop - start) * one / steps) / 100 for one in range(steps + 1)]
    return [(x, y), *((x + radius * math.sin(turn), y - radius * math.cos(turn)) for turn in turns)]
