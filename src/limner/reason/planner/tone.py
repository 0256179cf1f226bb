# ruff: noqa: E501
"""Words about lightness: the gauges of ``core.steps.tone`` and its fixed operations."""

from __future__ import annotations

from limner.core.steps import tone
from limner.core.steps.base import Step
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import Gauge, Target, adjusted, gauge
from limner.reason.planner.numbers import amount, number
from limner.reason.planner.patterns import rx

GAUGES = {
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
}  # fmt: skip
NOUNS = {
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
}
ADJECTIVES = {
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
}
VERBS = {
    ("brightness", 1): "brighten|lighten|illuminate",
    ("brightness", -1): "darken|dim",
    ("exposure", 1): "overexpose|expose",
    ("exposure", -1): "underexpose",
    ("transparency", 1): "fade",
    ("haze", -1): "dehaze|defog",
}


def invert(clause: Clause) -> list[Step] | None:
    """A negative."""
    return [clause.step(tone.Invert, where=clause.place(r"\b(?:colors?|tones?)\b"))]


def posterize(clause: Clause) -> list[Step]:
    """A few levels."""
    levels = number(clause.rest)
    if levels is None:
        clause.note("posterize: 4 levels were taken, as no number was given")
    return [clause.step(tone.Posterize, where=clause.object(), levels=4 if levels is None else int(levels))]


def threshold(clause: Clause) -> list[Step]:
    """Two tones, split at a level or a percentage of 255."""
    stated = amount(clause.rest)
    if stated is None:
        clause.note("threshold: level 128 was taken, as none was given")
        return [clause.step(tone.Threshold, where=clause.object())]
    level = (
        round(stated.value * 2.55, 2)
        if stated.unit == "percent"
        else stated.value * (255 if stated.value <= 1 else 1)
    )
    return [clause.step(tone.Threshold, where=clause.object(), level=level)]


def equalize(clause: Clause) -> list[Step]:
    """The histogram, whole or adaptively."""
    adaptive = rx(r"adaptive|clahe|local").search(clause.text)
    return [
        clause.step(
            tone.Clahe if adaptive else tone.Equalize, where=clause.place(r"\bhistogram\w*|adaptive\w*")
        )
    ]


def auto(clause: Clause) -> list[Step]:
    """Full range of tones, without numbers."""
    return [clause.step(tone.Auto, where=clause.place(AUTO_WORDS))]


AUTO_WORDS = (
    r"\b(?:auto\w*|levels?|tones?|light\w*|colors?|look\w*|quality|better|nicer|good|great|nice|professional\w*|exposure|contrast|overall"
    r"|beautiful|appealing|pop|stand|out|more|vivid\w*|edit\w*|picture|enhance\w*|improve\w*|fix\w*|correct\w*|correction|histogram|balance"
    r"|visually|perfect|best|amazing|attractive|and|the|it|make|visual|eye|catching|interesting|cool|awesome|magic|adjust\w*|some|do|basic|general|fine|tune|clean|up|touch"
    r"|normalize|dynamic|range|cleaner|crisp|impactful|appearance|less|amateur\w*|brightness|need|needs|bit|slightly|high|normal|natural|presentable|polish\w*|finished|aesthetics?|aesthetically|pleasing|like|taken|by|a|pro|photographer)\b"
)


def levels(clause: Clause) -> list[Step] | None:
    """Black and white point, or automatic when no number is there."""
    points = [float(found) for found in rx(r"\d+(?:\.\d+)?").findall(clause.text)]
    if len(points) >= 2:
        return [clause.step(tone.Levels, black=min(points[:2]), white=max(points[:2]))]
    return auto(clause)


def curves(clause: Clause) -> list[Step]:
    """The default S-curve."""
    clause.note("curves: a gentle S-curve was taken, as no points were given")
    return [clause.step(tone.Curves)]


def faded(clause: Clause) -> list[Step] | None:
    """ "fade the corners to dark" is a vignette, "fade it" opacity."""
    if rx(r"\b(?:corners?|edges|borders?)\b").search(clause.rest):
        from limner.reason.planner.filter import vignette

        return vignette(clause)
    return adjusted(clause)


def shaded(clause: Clause) -> list[Step] | None:
    """ "darken the corners" is a vignette, "darken it" brightness, with stops exposure."""
    if rx(r"^(?:(?:the|just|only) )*(?:outer |picture )?(?:corners|edges|borders)\b").search(clause.rest):
        from limner.reason.planner.filter import vignette

        return vignette(clause)
    if rx(r"\b(?:stops?|ev)\b").search(clause.rest):
        verb = {"darken": "underexpose", "dim": "underexpose"}.get(clause.head, "overexpose")
        return clause.again(f"{verb} {clause.rest}")
    return adjusted(clause)


def opacity_of(clause: Clause, words: str) -> Step:
    """The whole picture, or a thing in it, made see-through."""
    stated = amount(clause.text)
    if stated is None:
        clause.note("opacity: half was taken, as no amount was given")
    value = (
        50.0
        if stated is None
        else stated.value * (100 if stated.unit == "factor" or stated.value <= 1 else 1)
    )
    if stated is not None and rx(r"transparen|see through|translucent").search(clause.text):
        value = 100 - value
    return clause.step(tone.Opacity, percent=value, where=places.where(words))


HEADS: Heads = (
    (invert, "invert|negate|negative"),
    (posterize, "posterize"),
    (threshold, "threshold|binarize"),
    (equalize, "equalize|clahe"),
    (auto, "normalize|auto levels|auto"),
    (faded, "fade"),
    (shaded, "darken|brighten|lighten"),
    (levels, "levels"),
    (curves, "curves|curve"),
)
