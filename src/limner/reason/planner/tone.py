"""Words about lightness: the gauges of ``core.steps.tone`` and its fixed operations."""

from __future__ import annotations

from limner.core.steps import tone
from limner.core.steps.base import Step
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import adjusted, place_of
from limner.reason.planner.numbers import amount, number
from limner.reason.planner.patterns import rx


def invert(clause: Clause) -> list[Step] | None:
    """A negative."""
    return [clause.step(tone.Invert, where=place_of(clause, r"\b(?:colors?|tones?)\b"))]


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
            tone.Clahe if adaptive else tone.Equalize, where=place_of(clause, r"\bhistogram\w*|adaptive\w*")
        )
    ]


def auto(clause: Clause) -> list[Step]:
    """Full range of tones, without numbers."""
    return [clause.step(tone.Auto, where=place_of(clause, AUTO_WORDS))]


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
