"""Screens of programs: a settings page with switches, a form with a button, a player with its progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.world.documents.sheet import RGB, Sheet

if TYPE_CHECKING:
    import random

    from limner.world.documents.sheet import Values


_SWITCHES = ("Wi-Fi", "Bluetooth", "Dark mode", "Sounds", "Updates", "Location", "Backup", "Flight mode")
_FORM = {
    "Name": ("Anna Berg", "Ben Stone", "Clara Wood", "Emma Lake"),
    "City": ("Berlin", "Oslo", "Paris", "Rome", "Vienna"),
    "Email": ("anna@mail.com", "ben@home.org", "clara@post.net"),
    "Phone": ("555 0134", "555 0178", "555 0192"),
    "Color": ("red", "green", "blue", "yellow"),
}
_BUTTONS = ("Save", "Send", "Next", "Sign in", "Order")
_SONGS = ("Morning Rain", "Blue Train", "Paper Boat", "Night Garden", "Little Star", "Long Road")
_BANDS = ("The Foxes", "Lake & Pine", "Red Umbrella", "Quiet Owls")
_ACCENTS: tuple[RGB, ...] = ((50, 110, 230), (40, 160, 110), (220, 80, 90), (140, 90, 210), (235, 140, 50))
_WHITE: RGB = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class _Theme:
    paper: RGB
    card: RGB
    ink: RGB
    faint: RGB
    quiet: RGB
    accent: RGB


def screen(rng: random.Random, side: int) -> tuple[Sheet, Values]:
    """A window on a desktop or a phone."""
    dark = rng.random() < 0.3
    accent = rng.choice(_ACCENTS)
    theme = (
        _Theme((24, 26, 34), (40, 44, 56), (236, 238, 244), (96, 102, 118), (150, 156, 170), accent)
        if dark
        else _Theme((238, 240, 246), _WHITE, (36, 40, 50), (190, 194, 204), (116, 120, 132), accent)
    )
    width, height = rng.choice(((1.0, 1.6), (1.0, 1.8), (1.4, 1.0), (1.6, 1.0)))
    sheet = Sheet(
        width, height, side, theme.paper, face=rng.choice(("sans", "sans bold", "duplex")), ink=theme.ink
    )
    page = rng.choice((_settings, _form, _player))
    return sheet, page(rng, sheet, theme)


def _bar(sheet: Sheet, theme: _Theme, title: str) -> None:
    """The coloured bar with the page's title."""
    sheet.rectangle(0, 0, sheet.width, 0.14, theme.accent)
    sheet.text(0.06, 0.07, title, 0.042, name="title", color=_WHITE)


def _settings(rng: random.Random, sheet: Sheet, theme: _Theme) -> Values:
    """Rows of switches, some of them on."""
    _bar(sheet, theme, "Settings")
    rows = rng.randint(3, 5 if sheet.height == 1.0 else 8)
    states = {name: rng.random() < 0.5 for name in rng.sample(_SWITCHES, rows)}
    step = min(0.17, (sheet.height - 0.22) / rows)
    right = sheet.width - 0.10
    for index, (name, on) in enumerate(states.items()):
        y = 0.20 + step * (index + 0.5)
        sheet.rectangle(0.05, y - 0.44 * step, sheet.width - 0.05, y + 0.44 * step, theme.card, 0.02)
        sheet.text(0.10, y, name, 0.034, name=f"label {name}")
        track = theme.accent if on else theme.faint
        sheet.rectangle(right - 0.11, y - 0.03, right, y + 0.03, track, 0.03)
        sheet.disc(right - (0.03 if on else 0.08), y, 0.023, _WHITE)
        sheet.mark(f"switch {name}", "on" if on else "off", right - 0.11, y - 0.03, right, y + 0.03)
    return {"page": "settings", "switches": states}


def _form(rng: random.Random, sheet: Sheet, theme: _Theme) -> Values:
    """Filled-in fields, a tick box and a button."""
    title = rng.choice(("Profile", "Register", "Contact", "Delivery"))
    _bar(sheet, theme, title)
    rows = rng.randint(2, 3 if sheet.height == 1.0 else 5)
    filled = {name: rng.choice(_FORM[name]) for name in rng.sample(tuple(_FORM), rows)}
    for index, (name, text) in enumerate(filled.items()):
        y = 0.21 + 0.19 * index
        sheet.text(0.08, y, name, 0.026, name=f"label {name}")
        sheet.rectangle(0.07, y + 0.035, sheet.width - 0.07, y + 0.125, theme.faint, 0.015)
        sheet.rectangle(0.074, y + 0.039, sheet.width - 0.074, y + 0.121, theme.card, 0.013)
        sheet.text(0.10, y + 0.08, text, 0.032, name=f"entry {name}")
    y = 0.27 + 0.19 * rows
    ticked = rng.random() < 0.5
    _tick_box(sheet, theme, y, ticked)
    button = rng.choice(_BUTTONS)
    sheet.rectangle(sheet.width - 0.37, y - 0.05, sheet.width - 0.07, y + 0.05, theme.accent, 0.025)
    sheet.text(sheet.width - 0.22, y, button, 0.034, name="button", align="middle", color=_WHITE)
    return {"page": "form", "title": title, "entries": filled, "agreed": ticked, "button": button}


def _tick_box(sheet: Sheet, theme: _Theme, y: float, ticked: bool) -> None:
    sheet.rectangle(0.08, y - 0.026, 0.132, y + 0.026, theme.accent if ticked else theme.faint, 0.01)
    if ticked:
        sheet.path([(0.091, y), (0.102, y + 0.012), (0.121, y - 0.012)], _WHITE, 0.008)
    else:
        sheet.rectangle(0.085, y - 0.021, 0.127, y + 0.021, theme.card, 0.008)
    sheet.mark("tick box", "ticked" if ticked else "empty", 0.08, y - 0.026, 0.132, y + 0.026)
    sheet.text(0.155, y, "I agree", 0.028, name="label tick box")


def _player(rng: random.Random, sheet: Sheet, theme: _Theme) -> Values:
    """A song, how far it has come, and how loud it is."""
    _bar(sheet, theme, "Music")
    song, band = rng.choice(_SONGS), rng.choice(_BANDS)
    length = rng.randint(120, 320)
    played = rng.randint(5, length - 5)
    loud = 5 * rng.randint(0, 20)
    middle = sheet.width / 2
    lower = sheet.height - 0.36
    half = min(0.30, (lower - 0.46) / 2)
    y = 0.19 + half
    sheet.rectangle(middle - half, y - half, middle + half, y + half, rng.choice(_ACCENTS), 0.03)
    sheet.disc(middle, y, 0.5 * half, theme.paper)
    sheet.disc(middle, y, 0.16 * half, theme.accent)
    sheet.text(middle, lower - 0.15, song, 0.042, name="song", align="middle", room=sheet.width - 0.2)
    sheet.text(middle, lower - 0.08, band, 0.028, name="band", align="middle", color=theme.quiet)
    _gauge(sheet, theme, "progress", f"{100 * played // length}%", played / length, lower)
    sheet.text(0.10, lower + 0.06, _clock(played), 0.026, name="played")
    sheet.text(sheet.width - 0.10, lower + 0.06, _clock(length), 0.026, name="length", align="right")
    sheet.text(0.10, lower + 0.16, "Volume", 0.028, name="label volume")
    sheet.text(sheet.width - 0.10, lower + 0.16, f"{loud}%", 0.028, name="value volume", align="right")
    _gauge(sheet, theme, "volume", f"{loud}%", loud / 100, lower + 0.23)
    return {"page": "player", "song": song, "band": band, "played": played, "length": length, "volume": loud}


def _gauge(sheet: Sheet, theme: _Theme, name: str, text: str, share: float, y: float) -> None:
    left, right = 0.10, sheet.width - 0.10
    knob = left + share * (right - left)
    sheet.rectangle(left, y - 0.008, right, y + 0.008, theme.faint, 0.008)
    if share > 0:
        sheet.rectangle(left, y - 0.008, max(knob, left + 0.016), y + 0.008, theme.accent, 0.008)
    sheet.disc(knob, y, 0.02, theme.accent)
    sheet.mark(name, text, left, y - 0.02, right, y + 0.02)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
