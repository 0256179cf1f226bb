"""Steps that change lightness, each done by the function of its name in ``ops.tone`` or ``ops.histogram``."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limner.core.steps.base import Amount, ExactStep, Level, Percent, Scope


class Brightness(ExactStep):
    """Scale every sample: 20 is a fifth brighter."""

    op: Literal["brightness"] = "brightness"
    percent: Percent = 20
    aliases: ClassVar[tuple[str, ...]] = ("brighten", "lighten", "darken", "brighter", "darker")
    example: ClassVar[str] = "make it 20% brighter"


class Contrast(ExactStep):
    """Stretch samples away from middle gray: 20 is a fifth more contrast, -100 is flat gray."""

    op: Literal["contrast"] = "contrast"
    percent: Percent = 20
    aliases: ClassVar[tuple[str, ...]] = ("more contrast", "less contrast", "flatter", "punchier")
    example: ClassVar[str] = "increase the contrast by 15%"


class Exposure(ExactStep):
    """Multiply linear light by 2**ev."""

    op: Literal["exposure"] = "exposure"
    ev: Annotated[float, Field(ge=-10, le=10, allow_inf_nan=False)] = 0.5
    aliases: ClassVar[tuple[str, ...]] = ("expose", "stops", "overexposed", "underexposed")
    example: ClassVar[str] = "exposure +1 EV"


class Gamma(ExactStep):
    """Sample ** (1 / gamma) on [0, 1]: above 1 lifts the middle, below 1 lowers it."""

    op: Literal["gamma"] = "gamma"
    gamma: Annotated[float, Field(ge=0.01, le=100, allow_inf_nan=False)] = 1.2
    example: ClassVar[str] = "gamma 1.4"


class Levels(ExactStep):
    """Map [black, white] to [out_black, out_white] through a gamma; levels are on the 8-bit scale."""

    op: Literal["levels"] = "levels"
    black: Level = 0
    white: Level = 255
    gamma: Annotated[float, Field(ge=0.01, le=100, allow_inf_nan=False)] = 1.0
    out_black: Level = 0
    out_white: Level = 255
    aliases: ClassVar[tuple[str, ...]] = ("black point", "white point")
    example: ClassVar[str] = "levels 10 to 240"


Curve = Annotated[tuple[tuple[Level, Level], ...], Field(min_length=2, max_length=256)]
"""Points (in, out) that a curve goes through."""


class Curves(ExactStep):
    """A smooth monotone curve through points (in, out) on the 8-bit scale, for one channel or all."""

    op: Literal["curves"] = "curves"
    points: Curve = (
        (0, 0),
        (64, 52),
        (192, 204),
        (255, 255),
    )
    channel: Literal["all", "red", "green", "blue"] = "all"
    aliases: ClassVar[tuple[str, ...]] = ("curve", "s-curve")
    example: ClassVar[str] = "apply an s-curve"


class Highlights(ExactStep):
    """Lift or lower the bright tones only."""

    op: Literal["highlights"] = "highlights"
    amount: Amount = -30
    aliases: ClassVar[tuple[str, ...]] = ("recover highlights", "blown out")
    example: ClassVar[str] = "lower the highlights by 30"


class Shadows(ExactStep):
    """Lift or lower the dark tones only."""

    op: Literal["shadows"] = "shadows"
    amount: Amount = 30
    aliases: ClassVar[tuple[str, ...]] = ("lift shadows", "open up the shadows", "fill light")
    example: ClassVar[str] = "lift the shadows by 40"


class Auto(ExactStep):
    """Stretch the tones to the full range, clipping a small percentage at each end."""

    op: Literal["auto"] = "auto"
    clip: Annotated[float, Field(ge=0, le=49, allow_inf_nan=False)] = 0.5
    channels: Literal["together", "each"] = "together"
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = (
        "auto levels",
        "auto contrast",
        "normalize",
        "enhance",
        "fix the lighting",
        "make it pop",
    )
    example: ClassVar[str] = "auto levels"


class Equalize(ExactStep):
    """Flatten the histogram of lightness."""

    op: Literal["equalize"] = "equalize"
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("equalise", "histogram equalization")
    example: ClassVar[str] = "equalize the histogram"


class Clahe(ExactStep):
    """Equalize lightness locally, with the slope of the mapping limited."""

    op: Literal["clahe"] = "clahe"
    limit: Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)] = 3.0
    tiles: Annotated[int, Field(ge=1, le=64)] = 8
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("local contrast", "adaptive equalization", "clarity")
    example: ClassVar[str] = "boost the local contrast"


class Invert(ExactStep):
    """Peak minus sample; alpha stays."""

    op: Literal["invert"] = "invert"
    aliases: ClassVar[tuple[str, ...]] = ("negative", "invert colors")
    example: ClassVar[str] = "invert the colors"


class Posterize(ExactStep):
    """Keep the given number of evenly spaced levels a channel."""

    op: Literal["posterize"] = "posterize"
    levels: Annotated[int, Field(ge=2, le=256)] = 4
    aliases: ClassVar[tuple[str, ...]] = ("reduce colors",)
    example: ClassVar[str] = "posterize to 4 levels"


class Threshold(ExactStep):
    """Black below the level of luma, white from it on."""

    op: Literal["threshold"] = "threshold"
    level: Level = 128
    aliases: ClassVar[tuple[str, ...]] = ("binarize", "pure black and white")
    example: ClassVar[str] = "threshold at 128"


class Opacity(ExactStep):
    """Scale alpha: 50 makes the picture half transparent."""

    op: Literal["opacity"] = "opacity"
    percent: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 50
    aliases: ClassVar[tuple[str, ...]] = ("transparency", "transparent", "see-through", "fade")
    example: ClassVar[str] = "50% opacity"
