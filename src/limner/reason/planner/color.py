# ruff: noqa: E501
"""Words about colour: the gauges of ``core.steps.color`` and its fixed operations."""

from __future__ import annotations

from limner.core.steps import color, generative
from limner.core.steps.base import Found, Step, Where
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import place_of
from limner.reason.planner.numbers import amount, degree, number
from limner.reason.planner.patterns import rx


def grayscale(clause: Clause) -> list[Step]:
    """Luma only."""
    return [clause.step(color.Grayscale, where=place_of(clause, _GRAY_WORDS))]


_GRAY_WORDS = r"\b(?:black and white|grayscale|gray|black|white|shades?|monochrom\w*|b&w|filter|effect|version|conversion|mode|look|format|colors?|a|an|in|into|to|be|tones?|have|desaturate\w*|completely|fully|all|just|like|film|noir|style|styled)\b"


def sepia(clause: Clause) -> list[Step]:
    """The brown of old prints."""
    stated = amount(clause.text)
    share = (
        1.0 if stated is None else stated.value / (100 if stated.unit == "percent" or stated.value > 1 else 1)
    )
    vague = 0.5 if stated is None and degree(clause.text) < 1 else share
    return [
        clause.step(
            color.Sepia,
            amount=vague,
            where=place_of(clause, r"\bsepia|tone\w*|filter|effect|look|color"),
        )
    ]


def hue(clause: Clause) -> list[Step] | None:
    """Turn the colour wheel, by degrees or (as a percentage) of the whole turn."""
    stated = amount(clause.rest) or amount(clause.text)
    of = rx(
        r"\b(?:of|on|in) ((?:the|my|his|her|its|their) (?!picture|hue|color)[\w' ]+?)(?: by| to|$)|\b(?:shift|rotate|change|turn|adjust) (?!the hue|the color)((?:the|my|his|her) [\w' ]+?)(?:'s)? hues?\b"
    ).search(clause.text)
    place = places.where(of[1] or of[2]) if of else None
    if stated is None:
        clause.note("hue: 30 degrees were taken, as no angle was given")
        return [clause.step(color.Hue, where=place)]
    turn = stated.value * 3.6 if stated.unit == "percent" else stated.value
    if rx(r"\b(?:decrease|reduce|lower|negative|minus|counterclockwise)\b").search(clause.text):
        turn = -abs(turn)
    return [clause.step(color.Hue, degrees=turn, where=place)]


def white_balance(clause: Clause) -> list[Step]:
    """Neutral light; warmer or cooler when that is said."""
    if rx(r"\b(?:warmer|cooler|colder|warm|cool|[+-]?\d+)\b").search(clause.text):
        return (
            clause.again(
                rx(r"\bwhite balance\b").sub(
                    "temperature", rx(r"\b(?:shift|apply|a|set|make)\b").sub(" ", clause.text)
                )
            )
            or []
        )
    return [clause.step(color.WhiteBalance, where=place_of(clause, _BALANCE_WORDS))]


_BALANCE_WORDS = r"\b(?:white balance|colors?|cast|auto|automatic|temperature|correct\w*|fix\w*|adjust\w*|balance|natural\w*|neutral\w*|look|more|accurate|realistic|tones?|off|weird|the)\b"


def kelvin(clause: Clause) -> list[Step]:
    """A colour temperature in kelvins, against 5500 as daylight: a higher one makes the picture warmer."""
    stated = number(clause.text, after=" kelvin") or 5500.0
    amount = round(max(-100.0, min(100.0, (stated - 5500) / 50)), 1)
    clause.note(f"{stated:g} K was read as a temperature of {amount:+g}, with 5500 K as no change")
    return [clause.step(color.Temperature, amount=amount)]


def duotone(clause: Clause) -> list[Step]:
    """Two named colours, or the default pair."""
    names = [found for found in rx(places.COLOR).findall(clause.rest) if found]
    if len(names) >= 2:
        dark, light = (places.color(name) or name for name in names[:2])
        return [clause.step(color.Duotone, dark=dark, light=light)]
    clause.note("duotone: midnight blue and gold were taken, as two colours were not given")
    return [clause.step(color.Duotone)]


def tinted(clause: Clause) -> list[Step] | None:
    """ "tint it slightly blue": the label is tint or temperature where these can do it, else a wash of the colour."""
    name = places.color(clause.text)
    if rx(r"\bsepia\b").search(clause.text):
        return sepia(clause)
    if name is None:
        thing = clause.object()
        if isinstance(thing, Found):
            return [
                clause.step(
                    generative.Recolor, what=thing.words, color="darker" if "dark" in clause.text else ""
                )
            ]
        stated = amount(clause.text)
        return [clause.step(color.Tint, amount=stated.value if stated else 20.0)]
    place = place_of(
        clause,
        r"\b(?:with|towards?|to|in|tint\w*|tone|more|color|hue|shade|a|an|effect|filter|overlay|turn|make|change|be)\b|"
        + places.COLOR,
    )
    scale = {"magenta": 1, "pink": 1, "purple": 1, "green": -1, "red": 1, "violet": 1}.get(name)
    stated = amount(clause.text)
    value = stated.value if stated else 20 * degree(clause.text)
    if stated is None:
        clause.note(f"tint: {value:g} was taken, as no amount was given")
    if scale:
        return [clause.step(color.Tint, amount=scale * value, where=place)]
    return [_wash(clause, name, place)]


def _wash(clause: Clause, name: str, place: Where | None) -> Step:
    if name in ("blue", "skyblue", "lightblue", "cyan"):
        return clause.step(color.Temperature, amount=-20 * degree(clause.text), where=place)
    if name in ("yellow", "orange", "gold"):
        return clause.step(color.Temperature, amount=20 * degree(clause.text), where=place)
    return clause.step(color.ColorOverlay, color=name, where=place)


def overlaid(clause: Clause) -> list[Step] | None:
    """A colour laid over everything: "overlay red at 30%"."""
    name = places.color(clause.text)
    if name is None:
        return None
    stated = amount(clause.text)
    share = (
        0.3
        if stated is None
        else abs(stated.value) / (100 if stated.unit == "percent" or stated.value > 1 else 1)
    )
    return [clause.step(color.ColorOverlay, color=name, amount=share)]


def replaced_color(clause: Clause, old: str, new: str) -> Step:
    """A colour for a colour, within a tolerance."""
    tolerance = number(clause.text, r"(?:tolerance|threshold|fuzz|within)(?: of)? ")
    before, after = places.color(old) or old, places.color(new) or new
    return clause.step(color.ReplaceColor, old=before, new=after, tolerance=tolerance)


HEADS: Heads = (
    (grayscale, "grayscale|black and white"),
    (sepia, "sepia"),
    (hue, "hue"),
    (white_balance, "white balance"),
    (duotone, "duotone"),
    (tinted, "tint"),
)
