# ruff: noqa: E501
"""Words that change the canvas: crop, resize, rotate, flip, straighten, pad, border and their kin."""

from __future__ import annotations

from typing import Any

from limner.core.steps import generative, geometry
from limner.core.steps.base import Found, Step, Where
from limner.reason.planner import color as colors
from limner.reason.planner import framing, places, scaling
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.numbers import NUMBER, amount, degree, number, size
from limner.reason.planner.patterns import rx


def zoom(clause: Clause) -> list[Step]:
    """Enlarge the middle; a named thing is cropped to."""
    stated = amount(clause.rest)
    if rx(r"^out\b|\bzoom out\b").search(clause.text):
        return [clause.step(generative.Outpaint)]
    place = _zoomed_on(clause)
    factor = 1.5
    if stated is None:
        factor = 1.2 if degree(clause.rest) < 1 else 2.0 if degree(clause.rest) > 1 else 1.5
        clause.note(f"zoom: a factor of {factor:g} was taken, as none was given")
    elif stated.unit == "percent":
        factor = (
            stated.value / 100
            if stated.value >= 100 and not rx(r"\bby\b").search(clause.rest)
            else 1 + stated.value / 100
        )
    else:
        factor = stated.value
    where = place if isinstance(place, Found) else None
    return [
        clause.step(
            geometry.Zoom,
            factor=max(1.0, min(1000.0, factor)),
            where=where,
            anchor=places.anchor(clause.rest) or "center",
        )
    ]


def _zoomed_on(clause: Clause) -> Where | None:
    """ "zoom in on the dog" """
    found = rx(
        r"\b(?:on|onto|to|into|at|around) ((?:the|my|his|her|their|this|that|our) .+?)(?: by .*| [\d.]+(?:x|%).*| slightly.*| greatly.*| so .*| to .*)?$"
    ).search(places.noun(clause.rest))
    return places.where(found[1]) if found else clause.object()


def rotate(clause: Clause) -> list[Step] | None:
    """Clockwise is positive; a thing in the scene is turned by a model."""
    text = clause.text
    if clause.head == "tilt" and rx(r"^(?:is|looks|seems)\b").match(clause.rest):
        return None
    if rx(r"\bhues?\b").search(clause.rest):
        return colors.hue(clause)
    if (
        rx(r"\bhorizon\w*\b|\blevel\b|\bstraight\w*\b|\btilted\b|\bcrooked\b").search(clause.rest)
        and number(text) is None
    ):
        return straighten(clause)
    place = clause.object()
    if isinstance(place, Found):
        return [clause.step(generative.Move, what=place.words, to=clause.restored(clause.text))]
    return [clause.step(geometry.Rotate, degrees=_angle(clause), **_corners(text))]


def _corners(text: str) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if rx(r"\b(?:crop|no (?:black|white) corners|fill the frame)\b").search(text):
        extra["canvas"] = "crop"
    elif rx(r"\b(?:same size|keep the size|keep the canvas)\b").search(text):
        extra["canvas"] = "keep"
    shade = places.color(text)
    return extra | ({"background": shade} if shade else {})


def _angle(clause: Clause) -> float:
    text = clause.text
    left = bool(rx(r"\bcounterclockwise\b").search(text)) or (
        bool(rx(r"\bleft\b").search(text)) and not rx(r"\bclockwise\b").search(text)
    )
    stated = number(text.replace("half", "180").replace("quarter", "90"))
    if stated is not None:
        turn = number(text, after="x\\b")
        if turn is not None and rx(r"\b90|quarter").search(text):
            stated = 90 * turn
        return -abs(stated) if left else stated
    if rx(r"\bupside down\b|\bright side up\b|\bother way\b").search(text):
        return 180.0
    vague = degree(text)
    if vague < 1:
        clause.note("rotate: 5 degrees were taken, as no angle was given")
        return -5.0 if left else 5.0
    if not rx(r"\bleft\b|\bright\b|clockwise|portrait|landscape|vertical|horizontal|sideways").search(text):
        clause.note("rotate: 90 degrees clockwise were taken, as no angle was given")
    return -90.0 if left else 90.0


def straighten(clause: Clause) -> list[Step]:
    """By a given angle, or one that is detected."""
    angle = number(clause.text)
    if rx(r"\b(?:perspective|vertical lines|verticals|keystone|distort\w*|converging)\b").search(clause.text):
        return perspective(clause)
    if rx(r"\b(?:hair|teeth|nose|tie|back|teeth)\b").search(clause.text):
        return [clause.step(generative.Replace, what=places.noun(clause.rest), by="straight")]
    thing = clause.object()
    if isinstance(thing, Found) and not rx(rf"\b(?:{_UPRIGHT})\b").search(thing.words.split(" on ")[0]):
        return [clause.step(generative.Move, what=thing.words, to="straight")]
    if angle is None or abs(angle) > 45:
        return [clause.step(geometry.Straighten)]
    left = bool(rx(r"\bcounterclockwise\b|\bleft\b").search(clause.text))
    return [clause.step(geometry.Straighten, degrees=-abs(angle) if left else angle)]


_UPRIGHT = (
    r"horizon\w*|skyline|sea|ocean|lake|water|buildings?|towers?|house|church|lighthouse|walls?|doors?|windows?|columns?|pillars?|poles?|trees?|lines?|edges"
    r"|verticals?|angle|scene|view|page|document|receipt|letter|text|level|tilt|room|street|bridge|landscape|background|whole|camera|sides?"
)
"""Things by which a whole picture is set upright: "straighten the building"."""


def flip(clause: Clause) -> list[Step] | None:
    """Across an axis; a thing in the scene is turned by a model."""
    text = clause.text
    if rx(r"\b180\b").search(text):
        return [clause.step(geometry.Rotate, degrees=180.0)]
    if rx(r"\b90\b").search(text):
        return rotate(clause)
    if rx(r"\bdiagonal").search(text):
        return [clause.step(geometry.Transpose)]
    place = clause.object()
    if isinstance(place, Found):
        return [clause.step(generative.Move, what=place.words, to=clause.restored(clause.text))]
    both = rx(r"\bhorizontal\w* and vertical\w*|\bvertical\w* and horizontal\w*|\bboth\b").search(text)
    vertical = rx(
        r"\bvertical\w*\b|\bupside down\b|\btop (?:to|and|with) bottom\b|\btop (?:and )?down\b|\bx[ -]axis\b|\b(?:across|about|over|along|around) the horizontal axis"
    ).search(text)
    shared = places.part_found(clause.text)
    if shared is not None:
        if rx(r"\bonto\b").search(text):
            return None
        return [clause.step(geometry.Flip, where=shared[0], axis="vertical" if vertical else "horizontal")]
    if both:
        return [clause.step(geometry.Flip, axis="horizontal"), clause.step(geometry.Flip, axis="vertical")]
    if not vertical and not rx(r"\bhorizontal|\bleft\b|\bright\b|\bmirror|\by[ -]axis").search(text):
        clause.note("flip: left and right were swapped, as no axis was given")
    return [clause.step(geometry.Flip, axis="vertical" if vertical else "horizontal")]


def transpose(clause: Clause) -> list[Step]:
    """Rows and columns."""
    return [
        clause.step(
            geometry.Transpose, diagonal="anti" if rx(r"\banti|transverse").search(clause.text) else "main"
        )
    ]


def perspective(clause: Clause) -> list[Step]:
    """Four corners when they are given, else detected."""
    points = rx(rf"\(?({NUMBER}) , ({NUMBER})\)?").findall(clause.text)
    corners = tuple((float(x), float(y)) for x, y in points[:4]) if len(points) >= 4 else None
    return [clause.step(geometry.Perspective, corners=corners)]


def shear(clause: Clause) -> list[Step]:
    """A slant along x unless y is named."""
    angle = number(clause.text)
    if angle is None:
        clause.note("shear: 10 degrees were taken, as no angle was given")
        angle = 10.0
    slant = max(-88.0, min(88.0, angle))
    upright = rx(r"\bvertical|\by\b").search(clause.text)
    return [clause.step(geometry.Shear, y=slant) if upright else clause.step(geometry.Shear, x=slant)]


def round_corners(clause: Clause) -> list[Step]:
    """By a radius in pixels or percent, or a circle."""
    if rx(r"\bcircle|circular|\boval|ellip").search(clause.text):
        return [clause.step(geometry.Crop, aspect="1:1"), clause.step(geometry.RoundCorners, radius=50)]
    stated = amount(clause.text)
    if stated is None:
        clause.note("rounded corners: a radius of 10 percent was taken, as none was given")
        return [clause.step(geometry.RoundCorners)]
    unit = "percent" if stated.unit == "percent" else "px"
    return [clause.step(geometry.RoundCorners, radius=abs(stated.value), unit=unit)]


def tile(clause: Clause) -> list[Step]:
    """Columns by rows, 2x2 when not said; a text is repeated over the picture."""
    if clause.quote() is not None:
        from limner.reason.planner.composite import write

        return write(clause) or []
    grid = size(clause.text)
    if grid is None:
        clause.note("tile: 2x2 was taken, as no grid was given")
    columns, rows = grid or (2, 2)
    return [clause.step(geometry.Tile, columns=columns, rows=rows)]


def montage(clause: Clause) -> list[Step]:
    """The other pictures, in a row unless a grid, a column or before/after is said."""
    text = clause.text
    layout = "grid" if rx(r"\bgrid\b|\bcollage\b|contact sheet").search(text) else "row"
    if rx(r"\bbefore (?:and|&) after\b|\bbefore after\b").search(text):
        layout = "before-after"
    elif rx(r"\bcolumn\b|\bvertical\w*\b|\bon top of each\b|\bstack").search(text):
        layout = "column"
    return [clause.step(geometry.Montage, pictures=tuple(clause.files()), layout=layout)]


HEADS: Heads = (
    (framing.crop, "crop|trim|clip|chop|shave"),
    (zoom, "zoom|zoom in|magnify"),
    (
        scaling.resize,
        "resize|rescale|scale|shrink|enlarge|upscale|downscale|downsize|downsample|upsample|upsize|halve|thumbnail|widen|stretch|squash|squeeze|double|triple|fit|shorten",
    ),
    (rotate, "rotate|spin|tilt"),
    (straighten, "straighten|level|deskew"),
    (flip, "flip|flop|mirror|reverse|reflect"),
    (transpose, "transpose"),
    (perspective, "rectify"),
    (shear, "shear|skew|slant"),
    (framing.pad, "pad|letterbox|extent"),
    (framing.border, "border|frame"),
    (round_corners, "round|circle crop"),
    (tile, "tile|repeat"),
    (montage, "montage|collage"),
)
