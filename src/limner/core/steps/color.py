"""Steps that change colour. Each is done by the function of its name in ``ops.color`` or ``ops.balance``."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limner.core.steps.base import Amount, ColorName, Degrees, ExactStep, Percent, Scope, Share


class Saturation(ExactStep):
    """Scale the distance from gray: 20 is a fifth more colour, -100 none."""

    op: Literal["saturation"] = "saturation"
    percent: Percent = 25
    aliases: ClassVar[tuple[str, ...]] = ("saturate", "desaturate", "more colorful", "muted", "washed out")
    example: ClassVar[str] = "increase saturation by 30%"


class Vibrance(ExactStep):
    """Saturation that spares what is already saturated."""

    op: Literal["vibrance"] = "vibrance"
    percent: Percent = 25
    aliases: ClassVar[tuple[str, ...]] = ("vibrant", "vivid")
    example: ClassVar[str] = "a bit more vibrance"


class Hue(ExactStep):
    """Turn every hue on the colour wheel."""

    op: Literal["hue"] = "hue"
    degrees: Degrees = 30
    aliases: ClassVar[tuple[str, ...]] = ("shift the hue", "hue rotate")
    example: ClassVar[str] = "shift the hue by 90 degrees"


class Temperature(ExactStep):
    """Warmer (yellow) above 0, cooler (blue) below."""

    op: Literal["temperature"] = "temperature"
    amount: Amount = 20
    aliases: ClassVar[tuple[str, ...]] = ("warm", "cool", "warmer", "cooler", "too blue", "too yellow")
    example: ClassVar[str] = "make it warmer"


class Tint(ExactStep):
    """Magenta above 0, green below."""

    op: Literal["tint"] = "tint"
    amount: Amount = 20
    aliases: ClassVar[tuple[str, ...]] = ("greener", "magenta cast", "green cast")
    example: ClassVar[str] = "tint it towards magenta"


class WhiteBalance(ExactStep):
    """Make the light neutral: by the gray-world or white-patch rule, or from a colour that should be gray."""

    op: Literal["white_balance"] = "white_balance"
    method: Literal["gray-world", "white-patch"] = "gray-world"
    neutral: ColorName | None = None
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("white balance", "wb", "remove the color cast", "color correct")
    example: ClassVar[str] = "fix the white balance"


class Grayscale(ExactStep):
    """Luma only; the picture stays RGB when a region is given, else becomes gray."""

    op: Literal["grayscale"] = "grayscale"
    aliases: ClassVar[tuple[str, ...]] = ("black and white", "b&w", "greyscale", "monochrome", "grey")
    example: ClassVar[str] = "make it black and white"


class Sepia(ExactStep):
    """The brown of old prints, by a fixed matrix, mixed in by an amount."""

    op: Literal["sepia"] = "sepia"
    amount: Share = 1.0
    aliases: ClassVar[tuple[str, ...]] = ("old photo", "vintage brown")
    example: ClassVar[str] = "sepia"


class Duotone(ExactStep):
    """Map black to one colour and white to another, through luma."""

    op: Literal["duotone"] = "duotone"
    dark: ColorName = "midnightblue"
    light: ColorName = "gold"
    aliases: ClassVar[tuple[str, ...]] = ("two tone", "gradient map")
    example: ClassVar[str] = "duotone navy and pink"


class ColorOverlay(ExactStep):
    """Lay one colour over everything."""

    op: Literal["color_overlay"] = "color_overlay"
    color: ColorName
    amount: Share = 0.3
    aliases: ClassVar[tuple[str, ...]] = ("color wash", "colour overlay", "color filter")
    example: ClassVar[str] = "overlay red at 30%"


class ReplaceColor(ExactStep):
    """Replace colours near one by another; ``tolerance`` is a distance in Lab (CIE94), 0-100."""

    op: Literal["replace_color"] = "replace_color"
    old: ColorName
    new: ColorName
    tolerance: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 15
    aliases: ClassVar[tuple[str, ...]] = ("swap color", "make white transparent")
    example: ClassVar[str] = "replace the color #ff0000 with blue"
