# ruff: noqa: A004, E501
"""Every word that names a gauge: something that goes up and down, what turns it and which way."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from limner.core.steps import color, filter, tone
from limner.core.steps.base import Step

Scale = Literal["percent", "amount", "ev", "gamma", "opacity", "positive", "radius", "share", "none"]


class Target(NamedTuple):
    """One end of a gauge: a step, its field, the signed default and how stated numbers map to it."""

    kind: type[Step]
    field: str = ""
    default: float = 0.0
    scale: Scale = "none"


class Gauge(NamedTuple):
    """What "more" of it means, and what "less"."""

    more: Target
    less: Target


def gauge(kind: type[Step], field: str, default: float, scale: Scale = "percent") -> Gauge:
    """A slider with both directions on one field."""
    return Gauge(Target(kind, field, default, scale), Target(kind, field, -default, scale))


_SHARPEN = Target(filter.Sharpen, "percent", 100, "positive")
_BLUR = Target(filter.Blur, "radius", 5, "radius")
_DENOISE = Target(filter.Denoise, "strength", 10, "amount")
_GRAIN = Target(filter.Grain, "amount", 10, "positive")

GAUGES: dict[str, Gauge] = {
    "brightness": gauge(tone.Brightness, "percent", 20),
    "contrast": gauge(tone.Contrast, "percent", 20),
    "exposure": gauge(tone.Exposure, "ev", 0.5, "ev"),
    "gamma": Gauge(Target(tone.Gamma, "gamma", 1.2, "gamma"), Target(tone.Gamma, "gamma", 0.8, "gamma")),
    "highlights": gauge(tone.Highlights, "amount", 30, "amount"),
    "shadows": gauge(tone.Shadows, "amount", 30, "amount"),
    "clarity": Gauge(Target(tone.Clahe), Target(tone.Contrast, "percent", -10, "percent")),
    "opacity": Gauge(Target(tone.Opacity, "percent", 75, "opacity"), Target(tone.Opacity, "percent", 50, "opacity")),
    "transparency": Gauge(Target(tone.Opacity, "percent", 50, "opacity"), Target(tone.Opacity, "percent", 75, "opacity")),
    "haze": Gauge(Target(tone.Contrast, "percent", -20, "percent"), Target(tone.Contrast, "percent", 20, "percent")),
    "saturation": gauge(color.Saturation, "percent", 25),
    "vibrance": gauge(color.Vibrance, "percent", 25),
    "temperature": gauge(color.Temperature, "amount", 20, "amount"),
    "tint": gauge(color.Tint, "amount", 20, "amount"),
    "hue": gauge(color.Hue, "degrees", 30, "percent"),
    "green": gauge(color.Tint, "amount", -20, "amount"),
    "blue": gauge(color.Temperature, "amount", -20, "amount"),
    "sepia": Gauge(
        Target(color.Sepia, "amount", 1, "share"), Target(color.Saturation, "percent", 25, "percent")
    ),
    "cast": Gauge(Target(color.WhiteBalance), Target(color.WhiteBalance)),
    "sharpness": Gauge(_SHARPEN, _BLUR),
    "blur": Gauge(_BLUR, _SHARPEN),
    "noise": Gauge(_GRAIN, _DENOISE),
    "vignette": Gauge(
        Target(filter.Vignette, "percent", 50, "amount"), Target(filter.Vignette, "percent", -50, "amount")
    ),
    "glow": Gauge(Target(filter.Glow, "amount", 0.5, "share"), Target(filter.Glow, "amount", 0.2, "share")),
    "smooth": Gauge(Target(filter.Blur, "radius", 2, "radius"), _SHARPEN),
}  # fmt: skip
"""What each gauge turns: lightness, then colour, then sharpness and what is laid over."""

NOUNS: dict[str, str] = {
    "brightness": "brightness|light|lightness|the lights",
    "contrast": "contrast|contrasts|punch|depth|definition",
    "exposure": "exposure|ev",
    "gamma": "gamma|midtones|mid tones|middle tones|midtone",
    "highlights": "highlights|highlight|whites|bright areas|bright parts|bright spots|bright tones|bright regions|brightest areas",
    "shadows": "shadows|shadow areas|shadow detail|shadow details|dark areas|dark parts|dark tones|darks|dark regions|dark spots|blacks|fill light|darkest areas|darker areas|darker parts",
    "clarity": "clarity|local contrast|midtone contrast|micro contrast|structure",
    "opacity": "opacity|alpha",
    "transparency": "transparency",
    "haze": "haze|haziness|fogginess",
    "saturation": "saturation|chroma|color|colors|colorfulness|color strength",
    "vibrance": "vibrance|vibrancy",
    "temperature": "temperature|warm tones|warmer tones|warm tone|golden tones|yellows|yellow|yellowness|orange|oranges|yellow tint|yellow cast|orange tint|orange cast"
    "|yellow tones|warm color|warm colors|yellow hue|orange hue|warm light|warm cast|yellowish tint|yellow color|warm filter|warm hue|warm tint|warmer tone|warmer colors|warmer color",
    "tint": "magenta|magentas|pink cast|magenta cast|magenta tint|purple cast|purple tint|pink tint|tint|pink|purple|purple tones|pinkish tint|red|reds|red tint|red cast|reddish tint|redness|red tones|red tone",
    "green": "greens|green|green tint|green cast|greenish tint|greenness|greenery tones|green tones|green tone|greenish cast|green hue",
    "blue": "blues|blue|blue tint|blue cast|bluish tint|bluish cast|blueness|cool tones|cooler tones|cool tone|blue tones|blue tone|blue hue|cyan|cold tones|cooler tone|cool colors|cool filter|blueish tint|cold tone",
    "hue": "hue|hues",
    "cast": "color cast|color tint|tinge|white balance",
    "sharpness": "sharpness|sharpening|focus|detail|details|acutance|unsharp mask|sharp",
    "blur": "blur|blurriness|blurring|softness|fuzziness|bokeh",
    "noise": "noise|grain|grains|film grain|speckles|grainy look",
    "vignette": "vignette",
    "glow": "glow|bloom",
}
"""What each is called."""

ADJECTIVES: dict[tuple[str, int], str] = {
    (
        "brightness",
        1,
    ): "bright|brighter|brightest|lighter|well lit|brightened|luminous|sunnier|lighter looking|visible|brigther|light",
    (
        "brightness",
        -1,
    ): "dark|darker|darkest|dim|dimmer|gloomy|gloomier|darkish|moody|moodier|shadowy|darkened",
    ("contrast", 1): "contrasty|contrastier|punchy|punchier|contrasted|deeper|harsh|harsher",
    ("contrast", -1): "flat|flatter|low contrast|washy|muddy|murky",
    ("exposure", 1): "overexposed|exposed",
    ("exposure", -1): "underexposed",
    ("transparency", 1): "transparent|see through|translucent|semi transparent|more transparent",
    ("opacity", 1): "opaque",
    ("haze", 1): "hazy|foggy|misty|hazier|smoggy",
    ("highlights", 1): "glaring",
    (
        "saturation",
        1,
    ): "saturated|colorful|vivid|vibrant|vibrance|rich|richer|oversaturated|over saturated|livelier|lively|more vivid|colorfull|eye popping|intense|bolder|bold|popping|cheerful",
    (
        "saturation",
        -1,
    ): "dull|duller|muted|pale|paler|washed out|faded|drab|desaturated|dreary|undersaturated|bland|lifeless|boring|colorless",
    (
        "temperature",
        1,
    ): "warm|warmer|warmest|yellow|yellowish|yellower|orange|orangey|orangish|golden|golder|sunny|cozy|cozier",
    ("temperature", -1): "cool|cooler|cold|colder|icy|icier|chillier",
    ("tint", 1): "magenta|pinkish|pinker|purplish|pink|purple|red|reddish|redder|rosy",
    ("green", 1): "green|greenish|greener|lush|lusher",
    ("cast", 1): "neutral|color neutral|more neutral",
    ("blue", 1): "blue|bluish|bluer|blueish|cyan",
    (
        "sharpness",
        1,
    ): "sharp|sharper|sharpest|crisp|crisper|clear|clearer|clearest|detailed|in focus|focused|defined|readable|legible|clearly visible|sharpened|high res|hi res|unblurry|oversharpened|over sharpened",
    (
        "blur",
        1,
    ): "blurry|blurrier|blurred|fuzzy|fuzzier|out of focus|unfocused|soft|softer|hazed|unsharp|pixelated looking|unclear",
    ("noise", 1): "noisy|noisier|grainy|grainier|speckled|pixelated|pixelly|blocky",
    ("glow", 1): "dreamy|dreamier|glowy|glowing",
    ("smooth", 1): "smooth|smoother",
}
"""What is said of a picture that has more (1) or less (-1) of it."""

VERBS: dict[tuple[str, int], str] = {
    ("brightness", 1): "brighten|lighten|illuminate",
    ("brightness", -1): "darken|dim",
    ("exposure", 1): "overexpose|expose",
    ("exposure", -1): "underexpose",
    ("transparency", 1): "fade",
    ("haze", -1): "dehaze|defog",
    ("saturation", 1): "saturate|oversaturate|vibrant",
    ("saturation", -1): "desaturate",
    ("temperature", 1): "warm",
    ("temperature", -1): "cool",
    ("sharpness", 1): "sharpen|focus|unblur|deblur|crisp",
    ("noise", -1): "denoise",
}
"""What is done to a picture that gets more (1) or less (-1) of it."""


class Lexicon(NamedTuple):
    """The tables by word: the gauge that a noun names, and gauge and direction of an adjective or verb."""

    nouns: dict[str, str]
    adjectives: dict[str, tuple[str, int]]
    verbs: dict[str, tuple[str, int]]


@cache
def lexicon() -> Lexicon:
    """Every word with its meaning."""
    found = Lexicon({}, {}, {})
    for name, words in NOUNS.items():
        found.nouns.update(dict.fromkeys(words.split("|"), name))
    for meaning, words in ADJECTIVES.items():
        found.adjectives.update(dict.fromkeys(words.split("|"), meaning))
    for meaning, words in VERBS.items():
        found.verbs.update(dict.fromkeys(words.split("|"), meaning))
    return found
