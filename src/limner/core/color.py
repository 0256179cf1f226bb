"""Colours by their CSS names."""

from __future__ import annotations

from dataclasses import dataclass

from limner.core.errors import BadValue


@dataclass(frozen=True, slots=True)
class Color:
    """sRGB and alpha, 0-255 each, alpha 255 = opaque."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Without alpha."""
        return self.red, self.green, self.blue

    @property
    def luma(self) -> float:
        """Rec. 601 luma, 0-255, as Pillow's "L" mode has it before rounding."""
        return 0.299 * self.red + 0.587 * self.green + 0.114 * self.blue

    @classmethod
    def parse(cls, text: str) -> Color:
        """A CSS name, ``#rgb``, ``#rrggbb``, ``#rrggbbaa``, ``rgb(...)``, ``hsl(...)`` or ``transparent``.

        >>> Color.parse("#ff8000").rgb
        (255, 128, 0)
        """
        from PIL import ImageColor

        name = text.strip().lower().replace("grey", "gray")
        if name == "transparent":
            return cls(0, 0, 0, 0)
        try:
            red, green, blue, *alpha = ImageColor.getrgb(name.replace(" ", "") if "(" not in name else name)
        except ValueError:
            raise BadValue(
                f"{text!r} is not a colour",
                hint='give a CSS name such as "navy", or a code such as "#1e90ff"',
            ) from None
        return cls(red, green, blue, *alpha)
