# ruff: noqa: E501
"""Words that draw over the picture: another picture, text, shapes."""

from __future__ import annotations

from typing import Any

from limner.core.geometry import Box
from limner.core.steps import composite
from limner.core.steps.base import Found, InPart, Step
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import place_of
from limner.reason.planner.numbers import amount, number
from limner.reason.planner.patterns import rx


def _shared(clause: Clause, *, opacity: bool = True) -> dict[str, Any]:
    """Anchor, point and opacity."""
    text = clause.text
    params: dict[str, Any] = {"anchor": places.anchor(text)}
    at = rx(
        r"\b(?:at|position|coordinates?|point)(?: position| point| coordinates?)? \(?\s?(\d+)\s?(?:,|x)\s?(\d+)"
    ).search(text)
    if at:
        params["at"] = (float(at[1]), float(at[2]))
    if opacity:
        found = amount(text)
        named = rx(
            r"(\d+(?:\.\d+)?)%? (?:opacity|transparen\w+|alpha)|(?:opacity|alpha|transparency)(?: of| to| at| =)? ?(\d+(?:\.\d+)?)"
        ).search(text)
        if named or (found and found.unit == "percent"):
            value = float(named[1] or named[2]) if named else found.value  # type: ignore[union-attr]
            value = value / 100 if value > 1 else value
            params["opacity"] = 1 - value if "transparen" in text else value
        elif rx(
            r"\b(?:semi|half|partially|slightly|faint) ?transparent|translucent|\bfaint\b|see through"
        ).search(text):
            params["opacity"] = 0.5
    return params


def write(clause: Clause) -> list[Step] | None:
    """Text as it was quoted."""
    from limner.reason.planner import file

    if clause.quote() is None and rx(file.FORMAT).search(clause.rest):
        return file.convert(clause)
    words = clause.quote()
    if words is None:
        spoken = _unquoted(clause)
        if spoken is None:
            return None
        words = spoken
    text = clause.text
    params = _shared(clause)
    quotes = clause.quotes()
    if len(quotes) == 2 and rx(r"\btop\b.*\bbottom\b").search(text):
        return [
            clause.step(composite.Text, text=quotes[0], anchor="top"),
            clause.step(composite.Text, text=quotes[1], anchor="bottom"),
        ]
    size = number(text, r"\b(?:font size|size|font)(?: of| to| =)? ?") or number(
        text, after=r" ?(?:px|pt|points?)\b"
    )
    outline = rx(r"\b(?:outline|stroke|border|edge)\b").search(text)
    colors = [places.color(found) for found in rx("(?<![\\w-])" + places.COLOR).findall(text)]
    if colors:
        params["color"] = colors[0]
    if outline:
        params["outline"] = colors[1] if len(colors) > 1 else "black"
    font = clause.file()
    tile = bool(rx(r"\b(?:tiled|tile|repeat\w*|all over|across the whole|everywhere)\b").search(text))
    return [clause.step(composite.Text, text=words, size=size, font=font, tile=tile or None, **params)]


def _unquoted(clause: Clause) -> str | None:
    """The current date, a number, a name: what stands after "text" or "caption" without quotes."""
    dated = rx(r"\b(?:date|stamp|year|timestamp|score|number) (\S*\d\S*)").search(clause.text)
    if dated:
        return clause.restored(dated[1])
    found = rx(
        r"\b(?:text|caption|title|write|label|words?|watermark)\b(?: of| is| that says| saying| reading|:)? (.+?)(?= (?:in|at|on|to|with|using|near|under|over|above|below|across) |$)"
    ).search(clause.text)
    if found and found[1] not in ("to", "it", "the picture", "picture"):
        words = rx(r"^(?:the|a|an|some|it|with|text|words?|caption|my|of) ").sub("", found[1])
        if rx(r"^(?:in|at|on|to|with|the|using|it|picture|over|across)\b").match(words) or not words:
            return None
        return clause.restored(words)
    return None


def watermark(clause: Clause) -> list[Step]:
    """A picture or text laid over, half transparent unless said otherwise."""
    if clause.file() is not None and clause.quote() is None:
        return overlay(clause)
    words = clause.quote() or _unquoted(clause)
    if words is None and rx(r"\blogo\b").search(clause.text):
        return overlay(clause)
    if words is None:
        clause.note("watermark: the word WATERMARK was taken, as no text was given")
        words = "WATERMARK"
    params = {"opacity": 0.5} | _shared(clause)
    shade = places.color(clause.text)
    return [clause.step(composite.Text, text=words, color=shade, **params)]


def overlay(clause: Clause) -> list[Step]:
    """A named file, or the picture that the words name."""
    picture = clause.file()
    if (
        picture is None
        and places.color(clause.rest)
        and not rx(r"\b(?:logo|picture|watermark|texture|stamp)\b").search(clause.rest)
    ):
        from limner.reason.planner.color import overlaid

        return overlaid(clause) or []
    if picture is None:
        found = rx(
            r"\b(?:my |the |our |a |an )?(?:company |brand |second |other |transparent |small |[a-z]+ )?(?:logo|watermark|picture|stamp|sticker|signature|qr code|texture|layer)\b"
        ).search(clause.rest)
        picture = places.bare(found[0]) if found else "logo"
        clause.note(f"overlay: {picture!r} is no file; name it with --with")
    params = _shared(clause)
    percent = number(clause.text, r"\b(?:scale|scaled|resized?)(?: to| by| down to)? ?", "%")
    width = number(clause.text, after=r" ?px(?: wide)?")
    blend = rx(
        r"\b(multiply|screen|darken|lighten|difference|exclusion|soft light|hard light|color dodge|color burn)\b"
    ).search(clause.text)
    extra: dict[str, Any] = {}
    if blend:
        extra["blend"] = blend[1].replace(" ", "-")
    margin = number(clause.text, r"\b(?:margin|offset|padding)(?: of)? ?") or number(
        clause.text, after=r" ?px (?:from|margin|padding|away)"
    )
    if margin:
        extra["margin"] = int(margin)
        width = None
    if percent:
        extra["percent"] = percent
    elif width:
        extra["width"] = int(width)
    if "opacity" not in params and rx(r"\bblend\b").search(clause.text):
        params["opacity"] = 0.5
    return [clause.step(composite.Overlay, picture=picture, **params, **extra)]


def draw(clause: Clause) -> list[Step] | None:
    """Rectangles, circles, lines and arrows; anything else is drawn by a model."""
    text = clause.text
    points = _points(text)
    line = rx(r"\b(line|arrow)\b").search(text)
    if line and len(points) >= 2:
        stroke = composite.Line if line[1] == "line" else composite.Arrow
        return [clause.step(stroke, start=points[0], end=points[1], **_pen(clause))]
    shape = rx(r"\b(rectangle|box|square|bar|circle|ellipse|oval)\b").search(text)
    if not shape or line:
        return clause.again(f"add {clause.rest}")
    if shape:
        kind = composite.Ellipse if shape[1] in ("circle", "ellipse", "oval") else composite.Rectangle
        return [
            clause.step(
                kind,
                **_shape_place(clause),
                **_pen(clause),
                fill=bool(rx(r"\b(?:fill\w*|solid|bar|cover)\b").search(text)) or None,
            )
        ]
    return None


def _points(text: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in rx(r"(\d+(?:\.\d+)?) ?(?:,|x) ?(\d+(?:\.\d+)?)").findall(text)]


def _pen(clause: Clause) -> dict[str, Any]:
    width = number(clause.text, after=r" ?px (?:thick|wide|border|line|outline)?") or number(
        clause.text, r"\b(?:thickness|line width|stroke)(?: of)? ?"
    )
    return {"color": places.color(clause.text), "width": int(width) if width else None}


def _shape_place(clause: Clause) -> dict[str, Any]:
    text = clause.text
    found = rx(
        r"(?:at|from) \(?\s?(\d+) ?, ?(\d+)\)? ?(?:with size |size |of size |and size )?(\d+)x(\d+)"
    ).search(text)
    if found:
        left, top, width, height = map(int, found.groups())
        return {"box": Box(left, top, left + width, top + height)}
    numbers = [int(value) for value in rx(r"\b\d+\b").findall(text.replace("x", " "))]
    if len(numbers) >= 4 and numbers[2] > numbers[0] and numbers[3] > numbers[1]:
        return {"box": Box(*numbers[:4])}
    around = rx(r"\b(?:around|over|on|round|across|at|in|along) (.+)$").search(
        places.noun(rx(r"\d+ ?px(?: thick)?").sub("", clause.rest))
    )
    place = places.where(around[1]) if around else None
    return {"where": place} if isinstance(place, (Found, InPart)) else {}


def circled(clause: Clause) -> list[Step]:
    """ "circle the dog" """
    return [
        clause.step(
            composite.Ellipse,
            color=places.color(clause.text),
            where=place_of(clause, r"\bcircle\b|\bred\b|in red|with a?"),
        )
    ]


def highlight(clause: Clause) -> list[Step] | None:
    """ "highlight the text in yellow" lays a colour over it."""
    from limner.core.steps.color import ColorOverlay

    thing = clause.object()
    if thing is None:
        return None
    return [clause.step(ColorOverlay, color=places.color(clause.rest) or "yellow", where=thing)]


def redact(clause: Clause) -> list[Step]:
    """A black bar over a thing or a part."""
    return [
        clause.step(
            composite.Rectangle,
            color="black",
            fill=True,
            where=place_of(clause, r"\b(?:redact|black|bar|with|over|cover|out)\b"),
        )
    ]


def caption(clause: Clause) -> list[Step] | None:
    """A caption is text that is written when its words are given, else a description that is asked for."""
    if places.is_picture(places.noun(clause.rest)):
        from limner.reason.planner import analyze

        return analyze.describe(clause)
    steps = write(clause)
    if steps is not None:
        return steps
    from limner.reason.planner import analyze

    return analyze.describe(clause)


def stamped(clause: Clause) -> list[Step] | None:
    """A date stamp, or text."""
    if clause.file() is not None:
        return overlay(clause)
    steps = write(clause)
    if steps is None and rx(r"\b(?:date|time|timestamp)\b").search(clause.text):
        clause.note("date stamp: the word DATE was taken, as no date was given")
        return [clause.step(composite.Text, text="DATE", **_shared(clause))]
    return steps


def added(clause: Clause, words: str) -> list[Step] | None:
    """What "add ..." lays over the picture by code: text, a logo, a shape."""
    if rx(
        r"\b(?:speech|thought|text|word) (?:bubble|balloon)|\bsign (?:that|which|saying)|\bbillboard\b|\bbanner (?:that|saying)"
    ).search(words):
        return None
    if clause.quote() is not None and rx(
        r"\b(?:to|on|onto) (?:the|his|her|my|their) (?:\w+ )?(?:sign|shirt|wall|banner|board|billboard|hat|mug|cup|cake|door|box|label|bag|truck|car|chalkboard|whiteboard|book|poster)\b"
    ).search(words):
        from limner.reason.planner.generative import edited_text

        return [edited_text(clause)]
    if rx(r"\bwatermark\b").search(words):
        return watermark(clause)
    if clause.quote() is not None and rx(
        r"\b(?:text|caption|title|word|words|label|heading|headline|subtitle|quote\d+|message|meme|copyright|credit|signature|timestamp|date|name|font|letters?|phrase)\b"
    ).search(words):
        return write(clause)
    if clause.file() is not None or rx(
        r"^(?:my |the |our |a |an )?(?:company |brand |business |small )?logo\b"
    ).search(words):
        return overlay(clause)
    if rx(r"^(?:the |a |todays? )*(?:date|year|timestamp|score) \S*\d").search(words):
        return write(clause)
    if rx(
        r"\b(?:text|caption|title|subtitle|meme text|heading|timestamp|date stamp|copyright notice)\b"
    ).search(words):
        return stamped(clause) or _unnamed_text(clause)
    if rx(
        r"^(?:a |an |the )?(?:[a-z]+ )?(?:[a-z]+ )?(?:rectangle|box|arrow|line|circle|black bars?)\b(?! of)"
    ).search(words) and rx(r"\b(?:around|over|at|from|on|bar)\b").search(words):
        return draw(clause)
    return None


def _unnamed_text(clause: Clause) -> list[Step]:
    clause.note("text: the word TEXT was taken, as no words were given")
    return [clause.step(composite.Text, text="TEXT", **_shared(clause))]


HEADS: Heads = (
    (write, "write|annotate|type|label|text|title"),
    (caption, "caption"),
    (stamped, "stamp"),
    (watermark, "watermark"),
    (overlay, "overlay|superimpose|blend|composite"),
    (draw, "draw"),
    (circled, "circle"),
    (redact, "redact"),
    (highlight, "highlight"),
)
