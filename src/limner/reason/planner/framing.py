# ruff: noqa: E501
"""Crop, pad and border: which part of the canvas stays, and what is put around it."""

from __future__ import annotations

from typing import Any

from limner.core.geometry import Box
from limner.core.steps import generative, geometry
from limner.core.steps.base import Found, Step
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause
from limner.reason.planner.numbers import NUMBER, amount, is_ratio, number, share, size
from limner.reason.planner.patterns import rx
from limner.reason.planner.presets import preset

_EMPTY = (
    r"\b(?:black|white|empty|blank|transparent|uniform|dead|extra|excess|unnecessary|unneeded|unused|gray|colored|solid)\b[\w ]*"
    r"\b(?:borders?|edges?|space|bars?|margins?|areas?|corners?|bits|frame|padding|px|strips?|background)\b"
    r"|\bborders?\b|\bmargins?\b|\bwhitespace\b|\bletterbox\w*|\bempty\b"
)
_SIDES = r"\b(left|right|top|bottom|upper|lower|sides?|edges?|all around|each|every|all)\b"
RATIO = r"(?<![\d.])(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?![\d:])"
_RATIO_NAMES = (
    (r"\bsquared?\b|\bsqaure\b|\b1 ?: ?1\b", "1:1"),
    (r"\bwide ?screen\b|\bcinematic\b", "16:9"),
    (r"\bportrait\b|\bvertical\b|\bupright\b", "4:5"),
    (r"\blandscape\b|\bhorizontal\b", "3:2"),
    (r"\bpanoram\w+\b", "3:1"),
)  # fmt: skip


def aspect(text: str) -> str | None:
    """A ratio from "16:9", "16 by 9", "square", "widescreen"."""
    found = rx(RATIO).search(text)
    if found:
        return f"{found[1]}:{found[2]}"
    spoken = rx(r"\b(\d{1,2})(?: by | to |x|/)(\d{1,2})\b(?!\s*(?:px|deg|%))").search(text)
    if (
        spoken
        and int(spoken[1])
        and int(spoken[2])
        and (rx(r"ratio|aspect|inch|print|format").search(text) or int(spoken[1]) < 30)
    ):
        return f"{spoken[1]}:{spoken[2]}"
    return next((ratio for pattern, ratio in _RATIO_NAMES if rx(pattern).search(text)), None)


def crop(clause: Clause) -> list[Step]:
    """To a box, size, ratio, part, thing, by sides, or around what is not empty."""
    for read in (
        _uncut,
        _out,
        read_box,
        _by_sides,
        _trim,
        _to_part,
        _to_size,
        _to_shape,
        _to_thing,
        _tighter,
    ):
        steps = read(clause)
        if steps is not None:
            return steps
    clause.note("crop: the middle 80 percent was kept, as nothing was said about what to keep")
    return [clause.step(geometry.Crop, fraction=0.8)]


def _uncut(clause: Clause) -> list[Step] | None:
    ratio = aspect(clause.text)
    return [shaped(clause, ratio)] if ratio and rx(_UNCUT).search(clause.text) else None


def _out(clause: Clause) -> list[Step] | None:
    """ "crop out the man" asks for a removal; "crop out the black bars" and sides do not."""
    text = clause.rest
    found = rx(r"^(?:out|away|off) (.+)$|^(.+?) out(?: of .*)?$").match(text)
    if not found or rx(_EMPTY).search(text) or number(text) is not None:
        return None
    if rx(
        r"^(?:away|off) (?:the |that |this )?(?:\w+ )?(?:strip|edges?|margin|part|bit|side|border|rim|tab|footer|header|band)\b"
    ).match(text):
        return [clause.step(geometry.Crop, trim=True)]
    words = places.noun(rx(r"^(?:of|from) ").sub("", found[1] or found[2]))
    words = rx(r" from .*$").sub("", words)
    if rx(
        r"^(?:everything|all|anything|the rest)\b(?: else)?(?: but| except| around| other than| besides| apart from| outside| and)? ?"
    ).match(words):
        kept = rx(
            r"^(?:everything|all|anything)\b(?: else)?(?: but| except(?: for)?| other than| besides| apart from| around| outside)? ?"
        ).sub("", words)
        return [clause.step(geometry.Crop, where=places.where(kept))]
    if rx(r"\b(?:triangles?|corners|gaps|wedges)\b").search(words):
        return [clause.step(geometry.Crop, trim=True)]
    if rx(r"\bbackground\b").search(words) and not rx(r"\b(?:in|from|at) the background\b").search(words):
        return [clause.step(generative.RemoveBackground)]
    if places.is_picture(words) or places.part(words) or rx(rf"^(?:the )?(?:{_SIDES})").match(words):
        return None
    if clause.head == "cut" and text.startswith("out"):
        return [clause.step(generative.RemoveBackground)]
    return [clause.step(generative.Remove, what=clause.restored(words))]


def read_box(clause: Clause) -> list[Step] | None:
    """Four numbers, as corners, as a corner and a size, or as WxH+X+Y."""
    offset = rx(r"(\d+)x(\d+)[+](\d+)[+](\d+)").search(clause.text)
    if offset:
        width, height, left, top = map(int, offset.groups())
        return _boxed(clause, left, top, left + width, top + height)
    named = rx(r"\bx ?(\d+) ?,? ?y ?(\d+) ?,? ?w(?:idth)? ?(\d+) ?,? ?h(?:eight)? ?(\d+)").search(clause.text)
    if named:
        left, top, width, height = map(int, named.groups())
        return _boxed(clause, left, top, left + width, top + height)
    at = rx(
        r"(\d+)x(\d+) (?:px )?(?:box |area |region |rectangle |window |piece |section |part |crop )?(?:at|from|starting (?:at|from)|offset(?: by)?|with offset|position)(?: the)?(?: px| offset| position| point| coordinates?)* [(,]?\s?(?:x ?=? ?)?(\d+)\s?(?:,|x| and)?\s?(?:y ?=? ?)?(\d+)"
    ).search(clause.text)
    if at:
        width, height, left, top = map(int, at.groups())
        return _boxed(clause, left, top, left + width, top + height)
    numbers = rx(r"(?<![\w.%x:])\d+(?![\w.%:])").findall(clause.text)
    pairs = rx(r"\b(\d+) ?(?:,|x) ?(\d+)\b").findall(clause.text)
    flat = numbers if len(numbers) == 4 else [value for pair in pairs for value in pair]
    if len(flat) == 4 and not rx(_SIDES).search(clause.text):
        return _boxed(clause, *map(int, flat))
    return None


def _boxed(clause: Clause, left: int, top: int, right: int, bottom: int) -> list[Step] | None:
    if right <= left or bottom <= top:
        return None
    return [clause.step(geometry.Crop, box=Box(left, top, right, bottom))]


_OFF = r"\b(?:off|from|out|away|remove|by|each|every|all|shave|sides)\b"


def _by_sides(clause: Clause) -> list[Step] | None:
    """ "cut 50px off the left", "crop 10% from each side", "crop the top 20%", "crop out the bottom"."""
    text = clause.text
    if not rx(r"\d|half|third|quarter").search(rx(RATIO).sub("", text)) and aspect(text):
        return None
    if not rx(_SIDES).search(text) or size(text) or rx(RATIO).search(text) or rx(_EMPTY).search(text):
        return None
    if rx(
        r"\b(?:crop|trim|cut|down) (?:it |the picture |this )?(?:down )?(?:to|in to|into) (?:the |just |only )"
    ).search(text) or rx(r"\b(?:keep|only|just|leave)\b").search(text):
        return None
    stated = amount(text)
    vague = share(text)
    if (
        stated is None
        and vague is None
        and not rx(_OFF).search(text)
        and not rx(
            r"^(?:the )?(?:left|right|top|bottom|upper|lower)(?: and (?:left|right|top|bottom))?(?: (?:part|side|edge|portion|section|area)s?)?$"
        ).match(places.noun(clause.rest))
    ):
        return None
    value, unit = 10.0, "percent"
    if stated is not None and stated.unit != "factor":
        value, unit = abs(stated.value), "percent" if stated.unit == "percent" else "px"
    elif vague is not None:
        value = round(100 * vague, 4)
    else:
        clause.note("crop: 10 percent was cut off, as no amount was given")
    if clause.head == "crop" and rx(_HALF).fullmatch(places.noun(clause.rest)):
        clause.note(f'crop: {places.noun(clause.rest)} was cut off; "crop to" keeps it')
    return [clause.step(geometry.Crop, sides=geometry.Sides(**_per_side(text, value), unit=unit))]


_HALF = r"(?:the )?(?:top|bottom|left|right|upper|lower) (?:half|two thirds|three quarters)"
"""What "crop" may mean to keep as well."""


def _per_side(text: str, value: float) -> dict[str, float]:
    each: dict[str, float] = {}
    for side, words in (
        ("left", "left"),
        ("top", "top|upper"),
        ("right", "right"),
        ("bottom", "bottom|lower"),
    ):
        found = rx(rf"\b(?:{words})\b").search(text)
        if found:
            own = rx(
                rf"({NUMBER})(?:%| ?px)?(?: off| from| at| on)?(?: of)?(?: the)? (?:{words})\b|\b(?:{words})(?: side| edge)?(?: by)? ({NUMBER})(?!(?:%| ?px)? (?:off|from|at|on))"
            ).search(text)
            each[side] = abs(float(own[1] or own[2])) if own else value
    if not each and rx(r"\bleft and right\b").search(text):
        return {"left": value, "right": value}
    return each or dict.fromkeys(("left", "top", "right", "bottom"), value)


def _trim(clause: Clause) -> list[Step] | None:
    bare = not places.bare(
        rx(
            r"\b(?:(?:with |at )?(?:an? )?(?:tolerance|fuzz|threshold)(?: of)? \d+(?:\.\d+)?%?|it|edges?|away|off|out|the|automatically|auto|down|sides?)\b"
        ).sub(" ", clause.rest)
    )
    if rx(_EMPTY).search(clause.text) or (clause.head == "trim" and (bare or places.is_picture(clause.rest))):
        fuzz = number(clause.text, r"(?:tolerance|fuzz|threshold)(?: of)? ")
        return [clause.step(geometry.Crop, trim=True, tolerance=fuzz)]
    return None


def _to_part(clause: Clause) -> list[Step] | None:
    words = rx(
        r"^(?:(?:it|the picture|this|picture|this picture|down|in) )*(?:to |in to |into |so (?:that )?|down to )?(?:only |just |keep |leave |show )*"
    ).sub("", places.noun(clause.rest))
    words = rx(r"\s+(?:of|is|only|visible|remains?|shows?|stays?|left over|and)\b.*$").sub("", words)
    region = places.part(words)
    if (
        region is not None
        and rx(r"\bcenter").search(words)
        and not rx(r"\b(?:third|half|quarter|part)").search(words)
    ):
        value = share(clause.rest)
        return [clause.step(geometry.Crop, fraction=value or 0.5)] if value else None
    if region is not None:
        return [clause.step(geometry.Crop, part=region)]
    value = share(clause.rest)
    if (
        value
        and rx(r"\b(?:center|centre|middle|of the picture|its size|in half|inner|half)\b|%").search(
            clause.rest
        )
        and not size(clause.rest)
    ):
        return [clause.step(geometry.Crop, fraction=min(1.0, value))]
    return None


def _to_size(clause: Clause) -> list[Step] | None:
    text = clause.text
    pair = None if rx(r"\bratio\b|\baspect\b|\binch").search(text) else size(text)
    place = places.anchor(text) or "center"
    if pair and not is_ratio(text, *pair):
        return [clause.step(geometry.Crop, width=pair[0], height=pair[1], anchor=place)]
    width = number(text, r"\bwidth(?: of| to| =)? ?") or number(
        text, after=r"(?: ?px)? ?(?:wide|width|in width)\b"
    )
    height = number(text, r"\bheight(?: of| to| =)? ?") or number(
        text, after=r"(?: ?px)? ?(?:high|tall|height|in height)\b"
    )
    if width is not None or height is not None:
        return [clause.step(geometry.Crop, width=_pixels(width), height=_pixels(height), anchor=place)]
    single = rx(r"\b(\d{2,5})(?: ?px)?\b(?! ?%)").search(text)
    if single and rx(r"\bsquare\b").search(text):
        side = int(single[1])
        return [clause.step(geometry.Crop, width=side, height=side, anchor=place)]
    return None


def _pixels(value: float | None) -> int | None:
    return None if value is None else int(value)


def _to_shape(clause: Clause) -> list[Step] | None:
    """A ratio or the shape of a preset, around a thing when one is named."""
    text = clause.text
    ratio = aspect(text)
    known = preset(text)
    if ratio is None and known is None:
        return None
    if ratio is None and known is not None:
        clause.note(f"crop: {known.name} is {known.width}x{known.height}, so {known.aspect} was taken")
        ratio = known.aspect
    around = rx(
        r"\b(?:around|centered on|focus\w* on|on|containing|with) (?:the |his |her |my )?(?!center|picture|it\b|middle|square)([a-z' ]+)$"
    ).search(places.noun(text))
    where = (
        Found(words=around[0].split(" ", 1)[1])
        if around and around[1] not in ("all sides",) and clause.where_of(around[1])
        else None
    )
    if around and around[1].startswith(("center", "center")):
        where = None
    return [clause.step(geometry.Crop, aspect=ratio, where=where, anchor=places.anchor(text) or "center")]


_UNCUT = r"\b(?:without (?:crop\w*|cutting|losing)|no cropping|not crop|nothing (?:may be |should be |is |gets |to be )?(?:cut|cropped|lost)|do not (?:crop|cut)|with (?:white |black |blurred )?(?:bars|padding)|blurred sides|letterbox\w*|pad\w*|bars)\b"


def shaped(clause: Clause, ratio: str) -> Step:
    """A ratio by cropping, or by padding where nothing may be lost."""
    text = clause.text
    place = places.anchor(text) or "center"
    if rx(_UNCUT).search(text):
        fill = "blur" if rx(r"\bblur").search(text) else None
        return clause.step(geometry.Pad, aspect=ratio, color=places.color(text), fill=fill, anchor=place)
    return clause.step(geometry.Crop, aspect=ratio, anchor=place)


_CROP_WORDS = (
    r"^(?:(?:it|this|the picture|picture|the whole picture|my picture|this picture|the screenshot|in|down|up|close|closely|tight|tightly|closer|tighter|more|slightly|really|in close|in tight|out|just|only|around|to|on|into|onto|so|that|show|shows|showing|leaving|keep|keeping"
    r"|focus|focused|focusing|see|we|you|i|have|has|can|is|zoom|in on|for|of|focuses|focussing|include|includes|including|everything|everything else|except|but|for|all|away|at|with|remove|leave|contain|contains|containing|as|well|get|remains?|centered|center|a|an|of just)\s+)+"
)


def _to_thing(clause: Clause) -> list[Step] | None:
    words = rx(_CROP_WORDS).sub("", places.noun(clause.rest) + " ").strip()
    words = (
        rx(
            r"\s+(?:is|are|fills?|remains?|shows?|visible|alone|only|in (?:the )?(?:frame|center|view|picture)|left)\b.*$"
        )
        .sub("", " " + words)
        .strip()
    )
    words = (
        rx(
            r"\b(?:slightly|closer|tighter|greatly|more|tightly|nicely|properly|better|close|closely|smaller|in|down|up|size)\b"
        )
        .sub(" ", words)
        .strip()
    )
    if not words or places.is_picture(words) or number(words) is not None or not places.bare(words):
        return None
    return [clause.step(geometry.Crop, where=Found(words=clause.restored(" ".join(words.split()))))]


def _tighter(clause: Clause) -> list[Step] | None:
    stated = number(clause.rest)
    if stated and stated > 1 and rx(r"\bpx\b").search(clause.rest) and "by" in clause.rest:
        sides = geometry.Sides(left=stated, top=stated, right=stated, bottom=stated)
        return [clause.step(geometry.Crop, sides=sides)]
    if stated and stated >= 16:
        return [clause.step(geometry.Crop, width=int(stated), height=int(stated))]
    return None


def pad(clause: Clause) -> list[Step]:
    """By pixels or percent, to a size, or to a ratio."""
    text = clause.text
    extra: dict[str, Any] = {"anchor": places.anchor(text) or "center"}
    shade = places.color(text)
    if shade:
        extra["color"] = shade
    elif rx(r"\bblur\w*\b").search(text):
        extra["fill"] = "blur"
    pair = size(text)
    if pair and max(pair) > 32:
        return [clause.step(geometry.Pad, width=pair[0], height=pair[1], **extra)]
    ratio = aspect(text)
    if ratio:
        return [clause.step(geometry.Pad, aspect=ratio, **extra)]
    width = number(text, after=r"(?: ?px)? ?(?:wide|width)\b")
    stated = amount(text)
    if width and not rx(_SIDES).search(text):
        return [clause.step(geometry.Pad, width=_pixels(width), **extra)]
    if stated is None:
        clause.note("pad: 10 percent on each side was taken, as no amount was given")
    value = abs(stated.value) if stated else 10.0
    unit = "px" if stated and stated.unit != "percent" else "percent"
    extra.pop("anchor")
    sides = geometry.Sides(**_per_side(text, value), unit=unit)
    return [clause.step(geometry.Pad, sides=sides, **extra)]


def border(clause: Clause) -> list[Step]:
    """A frame of one colour."""
    text = clause.text
    if rx(r"\b(?:tighter|closer|tight)\b").search(text):
        return crop(clause)
    stated = amount(rx(r"#\w+").sub("", text))
    value, unit = 10.0, "px"
    if stated:
        value, unit = abs(stated.value), "percent" if stated.unit == "percent" else "px"
    else:
        scale = (
            0.5
            if rx(r"\b(?:thin|slim|small|narrow|slightly|fine)\b").search(text)
            else 2
            if rx(r"\b(?:thick|wide|big|large|fat|heavy|greatly)\b").search(text)
            else 1
        )
        value *= scale
        clause.note(f"border: {value:g} pixels were taken, as no width was given")
    return [clause.step(geometry.Border, width=value, unit=unit, color=places.color(text))]
