"""Parameters of operations within what they allow; anything else is BadValue."""

from __future__ import annotations

import math

from limner.core.color import Color
from limner.core.errors import BadValue


def within(name: str, value: float, low: float, high: float) -> None:
    """Refuse a number outside [low, high], infinity and NaN.

    >>> within("percent", 120, 0, 100)
    Traceback (most recent call last):
    limner.core.errors.BadValue: percent is 120, and must lie between 0 and 100
    """
    if not (math.isfinite(value) and low <= value <= high):
        raise BadValue(
            f"{name} is {value:g}, and must lie between {low:g} and {high:g}",
            hint=f"give a {name} from {low:g} to {high:g}",
        )


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not among ``allowed``."""
    if value not in allowed:
        raise BadValue(f"{name} is {value!r}, and must be one of: {', '.join(allowed)}")


def opaque(name: str, text: str) -> Color:
    """The colour that ``text`` names; a colour that is see-through is refused."""
    color = Color.parse(text)
    if color.alpha != 255:
        raise BadValue(
            f"{name} is {text!r}, which is see-through, and must be opaque",
            hint='give a colour without alpha, such as "navy" or "#1e90ff"',
        )
    return color
