# ruff: noqa: E501
"""Resize: to pixels, by a factor, one side, a number of megapixels, a named size."""

from __future__ import annotations

from typing import Any

from limner.core.steps import file, generative, geometry, tone
from limner.core.steps.base import Found, Step
from limner.reason.planner import framing, places
from limner.reason.planner.clauses import Clause
from limner.reason.planner.numbers import amount, is_ratio, number
from limner.reason.planner.patterns import rx
from limner.reason.planner.presets import preset


def resize(clause: Clause) -> list[Step]:
    """The picture by code; a thing in the scene by a model."""
    in_bytes = _bytes(clause)
    if in_bytes is not None:
        return [in_bytes]
    if rx(r"\bhistogram\b|\bcontrast\b").search(clause.rest):
        return [clause.step(tone.Auto)]
    thing = clause.object()
    if isinstance(thing, Found) and not rx(_MEASURE).match(thing.words):
        return [object_size(clause, thing.words)]
    ratio = framing.aspect(clause.rest) if rx(framing.RATIO).search(clause.rest) else None
    if ratio and clause.head not in ("upscale", "downscale"):
        shape = framing.shaped(clause, ratio)
        rest = rx(framing.RATIO).sub(" ", clause.rest)
        if not rx(r"\d").search(rest):
            return [shape]
        clause.rest, clause.text = rest, rx(framing.RATIO).sub(" ", clause.text)
        return [shape, *resize(clause)]
    if clause.head == "widen" and not rx(r"\d").search(clause.text):
        return [clause.step(generative.Outpaint, side="horizontal")]
    for read in (_pixels, _side, _inches, _megapixels, _percent, _named):
        step = read(clause)
        if step is not None:
            return [step]
    return [_vague(clause)]


_MEASURE = r"^(?:the |its )?(?:picture|canvas|screenshot|width|height|size|resolution|long edge|short edge|dimensions?|longest|file|other|scale|whole|result|frame|photo|document|page|scan)\b"


def object_size(clause: Clause, words: str) -> Step:
    """A thing in the scene, larger or smaller."""
    percent = _ratio(clause)
    if percent is None:
        percent = 67.0 if _smaller(clause.text) else 150.0
        clause.note(f"{words}: {percent:g} percent of its size was taken, as no amount was given")
    return clause.step(generative.ResizeObject, what=clause.restored(words), percent=percent)


def _smaller(text: str) -> bool:
    return bool(
        rx(
            r"\b(?:smaller|shrink\w*|reduc\w+|decreas\w+|downscal\w+|downsiz\w+|down|tiny|less|small|minimi[sz]e|slim\w*|thinner|lower|compress|shorter|narrower|tinier|squash|squeeze|downsample|halve|too (?:big|large|wide|tall|high))\b"
        ).search(text)
    )


def _bytes(clause: Clause) -> Step | None:
    found = rx(r"(\d+(?:\.\d+)?) ?(kb|mb|bytes)\b").search(clause.text)
    if not found:
        return None
    unit = {"kb": 1000, "mb": 1_000_000, "bytes": 1}[found[2]]
    return clause.step(file.Compress, max_bytes=round(float(found[1]) * unit))


def _fit(text: str) -> dict[str, Any]:
    if rx(
        r"\b(?:ignor\w+|without (?:keeping|preserving|maintaining)|not (?:keep|preserve|maintain)\w*|stretch\w*|exact\w*|force\w*|distort(?!ing|ion))\b"
    ).search(text) and not rx(r"without (?:stretch|distort)").search(text):
        return {"fit": "stretch"}
    if rx(r"\b(?:fill|cover|crop\w*)\b").search(text) and "without crop" not in text:
        return {"fit": "fill"}
    if rx(r"\b(?:pad\w*|letterbox\w*)\b").search(text):
        shade = places.color(text)
        return {"fit": "pad"} | ({"background": shade} if shade else {})
    return {}


def _kernel(text: str) -> dict[str, Any]:
    for pattern, name in (
        (r"nearest", "nearest"),
        (r"bicubic|cubic", "cubic"),
        (r"bilinear|linear", "linear"),
        (r"lanczos", "lanczos3"),
    ):
        if rx(pattern).search(text):
            return {"kernel": name}
    return {}


def _pixels(clause: Clause) -> Step | None:
    wide = rx(
        r"\b(?:max )?width (?:of |to )?(\d+)(?: px)?(?: ,| and)? (?:max )?height (?:of |to )?(\d+)"
    ).search(clause.text)
    pairs = [wide.groups()] if wide else rx(r"(?<![\w:.])(\d+)x(\d+)(?:px)?(?![\w.])").findall(clause.text)
    if not pairs or rx(r"\b(?:inch\w*|cm|mm)\b").search(clause.text):
        return None
    width, height = map(int, pairs[-1] if rx(r"\bfrom (?:\w+ )?\d").search(clause.text) else pairs[0])
    if is_ratio(clause.text, width, height):
        return clause.step(geometry.Crop, aspect=f"{width}:{height}")
    extra = _fit(clause.text)
    if rx(r"\b(?:max\w*|within|inside|at most|not exceed|no (?:more|larger|bigger)|up to)\b").search(
        clause.text
    ):
        extra = {"fit": "fit"}
    return clause.step(geometry.Resize, width=width, height=height, **extra, **_kernel(clause.text))


def _side(clause: Clause) -> Step | None:
    text = clause.text
    if rx(r"\blong edge\b").search(text):
        found = number(text)
        return clause.step(geometry.Resize, longest=int(found)) if found else None
    if rx(r"\bshort edge\b").search(text):
        found = number(text)
        return clause.step(geometry.Resize, shortest=int(found)) if found else None
    width = number(
        text,
        r"\b(?:width|wide|wider than|w)(?: is| of| to| =| at| should be| be)*(?: about| exactly| only)? ?",
    )
    if width is None:
        width = number(text, after=r"(?: ?px)?(?: in)? ?(?:wide|width|across)\b")
    height = number(
        text,
        r"\b(?:height|high|tall|taller than|higher than|h)(?: is| of| to| =| at| should be| be)*(?: about| exactly| only)? ?",
    )
    if height is None:
        height = number(text, after=r"(?: ?px)?(?: in)? ?(?:high|tall|height)\b")
    stated = amount(text)
    relative = stated is not None and stated.unit in ("percent", "factor")
    if (width is not None or height is not None) and not relative:
        extra = _fit(text) if width and height else {}
        return clause.step(
            geometry.Resize,
            width=None if width is None else int(width),
            height=None if height is None else int(height),
            **extra,
        )
    return None


def _inches(clause: Clause) -> Step | None:
    found = rx(r"(\d+(?:\.\d+)?) ?(?:x|by) ?(\d+(?:\.\d+)?) ?(inch\w*|in\b|cm|mm|print|\")").search(
        clause.text
    )
    if not found:
        return None
    per = {"c": 300 / 2.54, "m": 300 / 25.4}.get(found[3][0], 300.0)
    dpi = number(clause.text, after=r" ?(?:dpi|ppi)")
    scale = per if dpi is None else per * dpi / 300
    clause.note("print size: 300 dots per inch were taken" if dpi is None else f"print size at {dpi:g} dpi")
    return clause.step(
        geometry.Resize,
        width=round(float(found[1]) * scale),
        height=round(float(found[2]) * scale),
        fit="fill",
    )


def _megapixels(clause: Clause) -> Step | None:
    target = rx(r"\bmegapixels\b.*?\bto (\d+(?:\.\d+)?)|\bto (\d+(?:\.\d+)?) ?megapixels").search(clause.text)
    found = float(target[1] or target[2]) if target else number(clause.text, after=r" ?(?:megapixels|mp)\b")
    return clause.step(geometry.Resize, megapixels=found) if found else None


def _ratio(clause: Clause) -> float | None:
    """Percent of the original size. "by 20%" depends on the direction; "to 20%" and "20%" do not."""
    text = clause.text
    fraction = rx(r"(?<![\w.:])([1-3])/([2-9])\b|^(?:to )?(third|quarter)\b").search(text)
    if fraction:
        return (
            round(100 * int(fraction[1]) / int(fraction[2]), 2)
            if fraction[1]
            else {"third": 33.33, "quarter": 25.0}[fraction[3]]
        )
    named = rx(
        r"\b(third|quarter) (?:the |its |of )*(?:scale|size|resolution|original)\b|\b(?:scale|size)(?: it| to| by| at| down)* (?:a |one )?(third|quarter)$"
    ).search(text)
    if named:
        return {"third": 33.33, "quarter": 25.0}[named[1] or named[2]]
    stated = amount(text)
    if stated is None or stated.unit not in ("percent", "factor", "plain"):
        return None
    value = abs(stated.value)
    smaller = _smaller(text)
    larger = bool(
        rx(r"\b(?:bigger|larger|enlarg\w+|increas\w+|upscal\w+|grow|expand|more|upsize)\b").search(text)
    )
    if stated.unit == "percent":
        by = bool(
            rx(
                rf"\bby (?:about |around )?[+-]?{value:g}%|{value:g}% (?:smaller|bigger|larger|more|less|down|up)\b"
            ).search(text)
        )
        if stated.said.startswith("-") or (by and smaller):
            return 100 - value
        if stated.said.startswith("+") or (by and larger):
            return 100 + value
        return value
    if stated.unit == "factor":
        if value > 1 and smaller and not rx(r"\b(?:as small as)\b").search(text):
            return round(100 / value, 4)
        return round(100 * value, 4)
    if rx(r"\b(?:factor|scale|times|by)\b").search(text) and value <= 16:
        return round(100 / value if smaller and value > 1 else 100 * value, 4)
    return None


def _percent(clause: Clause) -> Step | None:
    percent = _ratio(clause)
    return None if percent is None else clause.step(geometry.Resize, percent=percent, **_kernel(clause.text))


def _named(clause: Clause) -> Step | None:
    text = clause.text
    if clause.head == "thumbnail" or (rx(r"\bthumbnail\b").search(text) and "youtube" not in text):
        side = number(text)
        if side is None:
            clause.note("thumbnail: 256 pixels on the longest side were taken")
        return clause.step(geometry.Resize, longest=int(side or 256))
    known = preset(text)
    dense = number(text, after=r" ?(?:dpi|ppi)")
    if known is not None and dense and "A" in known.name[:1]:
        return clause.step(
            geometry.Resize, width=round(known.width * dense / 300), height=round(known.height * dense / 300)
        )
    stated = rx(r"(?<![\w.:])(\d{2,4}) px\b").search(text)
    if known is not None and stated and known.width == known.height:
        return clause.step(geometry.Resize, width=int(stated[1]), height=int(stated[1]), fit="fill")
    if known is not None:
        clause.note(f"resize: {known.name} is {known.width}x{known.height}")
        return clause.step(
            geometry.Resize,
            width=known.width,
            height=known.height,
            fit="fit" if known.name == "e-mail" else "fill",
        )
    single = rx(r"(?<![\w.:])(\d{2,5})(?: ?px)?\b(?!%)").search(text)
    if single and rx(r"\b(?:square)\b").search(text):
        return clause.step(geometry.Resize, width=int(single[1]), height=int(single[1]), fit="fill")
    if single and rx(r"\bmax\w*\b|\bat most\b|\blong\b").search(text):
        return clause.step(geometry.Resize, longest=int(single[1]))
    if single:
        clause.note(f"resize: {single[1]} was read as the width")
        return clause.step(geometry.Resize, width=int(single[1]))
    return None


def _vague(clause: Clause) -> Step:
    if rx(r"\b(?:web|website|online|email|upload\w*|blog)\b").search(clause.text):
        clause.note("resize: 1600 pixels on the longest side were taken for the web")
        return clause.step(geometry.Resize, longest=1600)
    larger = rx(
        r"\b(?:bigger|larger|enlarg\w+|increas\w+|upscal\w+|grow|blow|expand|high|higher|upsample|upsize|double|widen|wider|big|large|huge)\b"
    ).search(clause.text)
    percent = 200.0 if larger and not rx(r"\btoo (?:big|large)").search(clause.text) else 50.0
    clause.note(f"resize: {percent:g} percent was taken, as no size was given")
    return clause.step(geometry.Resize, percent=percent)
