# ruff: noqa: E501
""" "make it bigger", "make it 800 wide", "make the dog half the size"."""

from __future__ import annotations

from limner.core.steps import generative
from limner.core.steps.base import Step
from limner.reason.planner import file as files
from limner.reason.planner import framing, places, scaling
from limner.reason.planner.clauses import Clause
from limner.reason.planner.patterns import rx
from limner.reason.planner.presets import preset

IT = r"(?:it|this|that|the picture|this picture|my picture|that picture|the whole picture|the entire picture|picture|these|them|everything|the whole thing|all of it|the screenshot|our picture|a picture|the colors?|the final picture|the scene|the overall picture|the original picture|both pictures|all the pictures|the result|these pictures|this one|this whole picture|the picture of \w+)"


_SIZED = r"\b(?:bigger|larger|smaller|half (?:size|(?:of )?(?:the|its|his|her|their) (?:original |current |present |old )?(?:picture )?(?:sizes?|width|height|length|scale|resolution|dimensions?|original|long edge|short edge|diameter|thickness|volume|megapixels|pixels)|of what|as (?:big|large|small|wide|tall|high|long|short|thick|thin|broad|fat|heavy))|(?:\d+|half|third|quarter)x? (?:of )?(?:the |its )?(?:original )?(?:size|as (?:big|large|small|wide|tall|high|long))|[\d.]+%? (?:bigger|larger|smaller|of (?:its|the) (?:original |current )?size|the size)|\d+x\d+|tiny|huge|gigantic|enormous|giant|massive|miniature|\d+ ?px (?:wide|high|tall|in|across|by)|the size of|double (?:the|its|in)|half size|\d+ (?:px|pixels)|thumbnail\w*|taller|shorter|wider|thinner|skinnier|slimmer|fatter|thicker|big|small|large|longer|megapixels|high resolution|higher resolution|lower resolution|low resolution|full size|enlarged|skinny|slim|chubbier|muscular|buff|narrower|smaller in size|fit)\b"


_BODY = r"\b(?:thinner|skinnier|slimmer|fatter|thicker|taller|shorter|longer|skinny|slim|chubbier|muscular|buff|narrower)\b"


def make_size(clause: Clause, text: str) -> list[Step] | None:
    """The picture resized by code, a thing in it by a model."""
    if rx(r"\b(?:no|not) (?:wider|bigger|larger|taller|higher|more) than\b").search(text):
        return files.compress(clause) if rx(files.BYTES).search(text) else scaling.resize(clause)
    if rx(_MEASURED).search(text):
        return scaling.resize(clause)
    if rx(rf"^(?:{IT} )?(?:a |an |be |into |to |perfect(?:ly)? )*squared?\b(?!.*\d)").match(text) or rx(
        r"\bpixelat|\bblocks\b"
    ).search(text):
        return None
    found = rx(_SIZED).search(text)
    if found is None:
        return _make_preset(clause, text)
    if rx(r"\bfile ?size\b").search(text):
        return files.compress(clause)
    if (
        framing.aspect(text)
        and rx(r"\b(?:square|ratio|aspect)\b").search(text)
        and not rx(r"\d{3}").search(text)
    ):
        return None
    if rx(r"\bcanvas\b").search(text):
        return framing.pad(clause)
    before = text[: found.start()].strip()
    if rx(r"\b(?:border|frame)\b").search(before) and "size" not in text:
        return framing.border(clause)
    if rx(r"\bhair\b").search(before) and "size" not in text:
        return [clause.step(generative.Replace, what=clause.restored(before), by=found[0])]
    return _sized(clause, rx(_BEFORE_SIZE).sub("", before).strip(), found[0])


_MEASURED = r"^(?:it |the picture )?(?:the )?(?:max )?(?:width|height)\b.*\d|^(?:the )?(?:width|height) half\b|^(?:the )?(?:long|short) edge\b.*\d|\b\d+ (?:px )?(?:wide|high|tall)(?: ,? ?(?:but |and |while )*(?:keep\w*|same|preserv\w*|maintain\w*|with|without) .+)?$"


_BEFORE_SIZE = r"(?:\s*\b(?:come out|end up|turn out|to be|be|look|about|much|greatly|slightly|at least|really|very|way|so|appear|exactly|at|to|into|a|an|more|too|by|[\d.]+%?x?))+\s*$"


def _make_preset(clause: Clause, text: str) -> list[Step] | None:
    """ "make it full HD", "make it a desktop wallpaper"."""
    if not rx(rf"^{IT}\b").match(text) or preset(text) is None:
        return None
    shape = rx(r"\b(?:passport|profile_picture|poster|like|look)\b").search(text)
    return None if shape else scaling.resize(clause)


def _sized(clause: Clause, thing: str, how: str) -> list[Step] | None:
    """The picture by code, a thing in it by a model."""
    numbered = rx(r"\d").search(clause.rest)
    if places.is_picture(thing) or rx(rf"^{IT}$").match(thing):
        if how in ("wider", "taller") and not numbered:
            return [clause.step(generative.Outpaint, side="horizontal" if how == "wider" else "vertical")]
        if rx(_BODY).search(how) and not numbered:
            return [clause.step(generative.ResizeObject, what="the subject")]
        return scaling.resize(clause)
    if rx(r"^(?:the )?(?:resolution|size|width|height|long edge|short edge|dimensions?|longest)\b").match(
        thing
    ):
        return scaling.resize(clause)
    return [scaling.object_size(clause, thing)]
