# ruff: noqa: A004, E501
"""Words about neighbourhoods: blur, sharpness, noise, edges, vignette, mosaic."""

from __future__ import annotations

from typing import Any

from limner.core.steps import filter
from limner.core.steps.base import Found, Step, Where
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import leftover, place_of, thing
from limner.reason.planner.numbers import amount, degree, number
from limner.reason.planner.patterns import rx


def blur(clause: Clause) -> list[Step]:
    """Kind, radius, angle and place of a blur."""
    text = clause.text
    params: dict[str, Any] = {}
    if rx(r"\bmotion\b").search(text):
        params |= {"kind": "motion", "degrees": number(text, after=r" ?deg") or 0}
    elif rx(r"\bbox\b").search(text):
        params["kind"] = "box"
    elif rx(r"\b(?:lens|bokeh|depth of field)\b").search(text):
        params["kind"] = "lens"
    radius = _radius(text)
    if radius is None:
        radius = 5 * degree(_plain(clause))
        clause.note(f"blur: a radius of {radius:g} pixels was taken, as none was given")
    return [clause.step(filter.Blur, radius=radius, where=_blurred(clause), **params)]


def _plain(clause: Clause) -> str:
    return " ".join(word for word in clause.text.split() if word not in ("so", "light"))


def _radius(text: str) -> float | None:
    named = number(text, r"\b(?:radius|sigma)(?: of| to| =)? ")
    if named:
        return named
    plain = rx(r"\d+(?:\.\d+)? deg|\b(?:top|bottom|left|right|upper|lower) \d+(?:\.\d+)?%").sub("", text)
    pair = rx(r"\b(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)\b").search(plain)
    if pair:
        return float(pair[2]) if float(pair[2]) > 0 else float(pair[1])
    stated = amount(plain)
    return abs(stated.value) if stated and stated.value and stated.unit != "factor" else None


_BLUR_WORDS = (
    r"\b(?:blurs?|blurry|blurred|blurring|gaussian|motion|box|lens|radius|sigma|effect|filter|kernel|strong|heavy|strength|apply|add|make|soften|smooth\w*|with|"
    r"px|deg|look|appear|bokeh|depth of field|some|by|using|angle|use|more|softer|soft|out|of focus|defocus\w*|an?|to|it|so|that|radial|light|amount|level|increase|everything)\b"
)


def _blurred(clause: Clause) -> Where | None:
    spared = places.all_but(clause.text) or places.part_in(clause.text)
    if spared is not None:
        return spared
    if rx(r"\bdepth of field\b|\bbokeh\b").search(clause.text) and "background" not in clause.text:
        return Found(words="the background")
    rest = rx(r"\b\d+(?:\.\d+)?x\d+(?:\.\d+)?\b|[+-]?\d+(?:\.\d+)?%?").sub(" ", clause.text)
    rest = " ".join(rx(_BLUR_WORDS).sub(" ", rest).split())
    words = leftover(rest)
    if words and clause.head in ("blur", "defocus", "soften", "smooth") and clause.rest.startswith(words):
        return clause.where_of(words)
    return clause.where_of(thing(clause, rest, words)) if words else None


def sharpen(clause: Clause) -> list[Step]:
    """Strength in percent, or a radius where pixels are named."""
    radius = number(clause.text, r"(?:radius|sigma)(?: of)? ") or number(clause.text, after=r" ?px")
    floor = number(clause.text, r"threshold(?: of)? ")
    named = rx(r"\b(?:radius|sigma|threshold)(?: of)? [\d.]+(?: px)?|[\d.]+ px").sub(" ", clause.text)
    stated = amount(named)
    params: dict[str, Any] = {} if floor is None else {"threshold": floor}
    if radius:
        params["radius"] = radius
    if stated and stated.value != radius:
        value = abs(stated.value) * (100 if stated.unit == "factor" else 1)
        params["percent"] = value
    elif not radius:
        params["percent"] = 100 * degree(clause.text)
        clause.note(f"sharpen: {params['percent']:g} percent was taken, as no amount was given")
    words = r"\b(?:sharp\w*|unsharp|mask|radius|sigma|percent|px|edges|details?|picture|focus|strength|amount|filter|apply|using|with)\b"
    return [clause.step(filter.Sharpen, where=place_of(clause, words), **params)]


def smooth(clause: Clause) -> list[Step]:
    """Smoothing is a light blur, of noise denoising; skin is smoothed where it is found."""
    if rx(r"\b(?:noise|grain|graininess)\b").search(clause.rest):
        return denoise(clause)
    return blur(clause)


def denoise(clause: Clause) -> list[Step]:
    """Noise away, or a median when that is named."""
    if rx(r"\bmedian\b|despeckle").search(clause.text):
        size = int(number(clause.text) or 3)
        return [clause.step(filter.Median, size=size if size < 3 else size | 1)]
    stated = amount(clause.text)
    strength = abs(stated.value) if stated else 10 * degree(clause.text)
    if stated is None:
        clause.note(f"denoise: strength {strength:g} was taken, as none was given")
    words = r"\b(?:background|nois\w*|grain\w*|denoise|despeckle|clean|up|reduction|luminance|chroma|strength|artifacts?|apply|digital|high|iso|picture|smooth\w*|speckles?)\b"
    return [clause.step(filter.Denoise, strength=strength, where=place_of(clause, words))]


def edges(clause: Clause) -> list[Step]:
    """Sobel unless Canny is named."""
    method = "canny" if "canny" in clause.text else "sobel"
    return [clause.step(filter.Edges, method=method)]


def emboss(clause: Clause) -> list[Step]:
    """A relief."""
    return [clause.step(filter.Emboss)]


def vignette(clause: Clause) -> list[Step]:
    """Dark corners, light ones for a white vignette."""
    stated = amount(clause.text)
    percent = stated.value if stated else min(2.0, degree(rx(r"\b(?:dark|soft)\b").sub("", clause.text))) * 50
    if stated is None:
        clause.note(f"vignette: {percent:g} percent was taken, as no amount was given")
    if rx(r"\b(?:white|light|remove|lighten|brighten|reduce)\b").search(clause.text):
        percent = -abs(percent)
    return [clause.step(filter.Vignette, percent=percent)]


def grain(clause: Clause) -> list[Step]:
    """Film grain."""
    stated = amount(clause.text)
    value = abs(stated.value) if stated and stated.value else 10 * degree(clause.text)
    if stated is None:
        clause.note(f"grain: {value:g} was taken, as no amount was given")
    return [clause.step(filter.Grain, amount=value)]


def pixelate(clause: Clause) -> list[Step]:
    """Blocks of a size, on a thing or on everything."""
    plain = rx(r"\bfile\d+|quote\d+|\b\d+(?:\.\d+)?%").sub("", clause.text)
    found = rx(r"(\d+) ?(?:px|x\d+|blocks?)").search(plain) or rx(r"(\d+)").search(plain)
    if found is None:
        clause.note("pixelate: blocks of 16 pixels were taken, as no size was given")
    size = int(found[1]) if found else 16
    words = r"\b(?:pixel\w*|mosaic|censor\w*|blocks?|of|size|sized|apply|with|effect|filter|px|using|add|by|out|anonymi[sz]e|obscure|block|blocky|hide|large|big|over|look|tiles?|a|make|style|art|8 bit|retro|into|turn|squares?)\b|\d+(?:x\d+)?"
    return [clause.step(filter.Pixelate, size=size, where=place_of(clause, words))]


def kernel(clause: Clause) -> list[Step] | None:
    """One of the fixed kernels by its name: "the edge enhance more kernel"."""
    said = rx(
        r"\b(find edges|edge enhance(?: more)?|smooth(?: more)?|blur|contour|detail|emboss|sharpen) (?:kernel|convolution)\b"
    ).search(clause.text.replace("-", " "))
    if said is None or rx(r"\d").search(clause.text):
        return None
    return [clause.step(filter.Kernel, name=said[1].replace(" ", "-"))]


def glow(clause: Clause) -> list[Step]:
    """Bloom."""
    return [clause.step(filter.Glow)]


HEADS: Heads = (
    (blur, "blur|defocus|soften|gaussian blur"),
    (smooth, "smooth"),
    (sharpen, "sharpen|unsharp"),
    (denoise, "denoise|median|despeckle"),
    (edges, "edges"),
    (emboss, "emboss"),
    (vignette, "vignette"),
    (grain, "grain"),
    (pixelate, "pixelate|mosaic|censor|anonymize"),
    (glow, "glow|bloom"),
)
