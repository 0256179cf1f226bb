# ruff: noqa: A004, E501
"""Words that need a model: replace, move, extend, restore, colourise, another style."""

from __future__ import annotations

from typing import Any

from limner.core.steps import color, composite, filter, generative
from limner.core.steps.base import Step
from limner.reason.planner import filter as filters
from limner.reason.planner import framing, places
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.numbers import amount
from limner.reason.planner.patterns import rx


def replace(clause: Clause) -> list[Step] | None:
    """One thing for another; colours by code, text by its own step."""
    found = rx(r"^(.+?)(?: out)? (?:with|by|for|to|into) (.+)$").search(clause.rest)
    what, by = (found[1], found[2]) if found else (clause.rest, "")
    if rx(r"^(?:the )?(?:places|positions|seats|sides)\b|\b(?:places|positions)\b").search(clause.rest):
        return [clause.step(generative.Move, what=clause.restored(places.noun(clause.rest)), to="swapped")]
    if (
        not found
        and clause.head in ("swap", "exchange", "switch")
        and rx(_TWO).match(places.noun(clause.rest))
    ):
        return [clause.step(generative.Move, what=clause.restored(places.noun(clause.rest)), to="swapped")]
    if rx(r"^(?:the )?faces?\b|\bheads?\b").search(what) and not found:
        return [clause.step(generative.Replace, what=clause.restored(what), by="")]
    return replaced(clause, places.noun(what), places.noun(by))


_TWO = r"^(?:the|my|his|her|their|our|this|that) [\w' ]+? and (?:the|my|his|her|their|our|this|that) [\w' ]+$|^the two [\w' ]+$"
"""Two things that change places: "swap the red car and the blue truck"."""


def replaced(clause: Clause, what: str, by: str) -> list[Step] | None:
    """What an object becomes: shared by "replace", "change" and "turn"."""
    from limner.reason.planner.color import replaced_color

    if rx(r"\bbackground\b").search(what) and not rx(r"\b(?:in|from|of) the background\b").search(what):
        return [_background(clause, by)]
    if rx(
        r"^(?:the |all |every )?(?:color )?" + places.COLOR + r"(?: colors?| pixels| px| parts| areas?)?$"
    ).match(what) and (places.is_color(by) or by == "transparent"):
        return [replaced_color(clause, what, by)]
    if clause.quote() is not None and rx(
        r"\b(?:text|sign|word|words|letters?|label|title|name|date|quote\d+|writing|caption|number|logo|headline|plate|menu|board|sentence)\b"
    ).search(what + " " + by):
        return [edited_text(clause)]
    if rx(r"\d").search(what) and rx(r"\d").search(by):
        return [
            clause.step(
                generative.EditText,
                old=clause.restored(what),
                new=clause.restored(rx(r" (?:on|in) the .*$").sub("", by)),
            )
        ]
    match = rx(r"^match (?:the color of )?(.+)$").match(by)
    if match:
        return [recolored(clause, what, by)]
    if rx(r"^(?:the )?(?:text|words?|writing|lettering)\b").search(what):
        return [edited_text(clause)]
    if rx(r"^(?:a |an )?(?:plain |solid |clean |pure |simple |neutral )*[\w ]+ background$").match(by):
        return [_background(clause, by.removesuffix(" background"))]
    of = rx(r"^(?:the )?colors? of (.+)$|^(.+?)(?:'s)? colors?$").match(what)
    other = rx(r"^(?:a|an) .* one$").match(by) and clause.head in (
        "replace",
        "swap",
        "exchange",
        "substitute",
    )
    if (of or places.is_color(by)) and by and not other:
        return [recolored(clause, (of[1] or of[2]) if of else what, by)]
    return [clause.step(generative.Replace, what=clause.restored(what) or "it", by=clause.restored(by))]


def recolored(clause: Clause, what: str, by: str) -> Step:
    """Another colour for a thing."""
    return clause.step(generative.Recolor, what=clause.restored(what), color=clause.restored(by))


def _background(clause: Clause, by: str) -> Step:
    if rx(r"^(?:a |be )?transparent|^(?:with )?transparency|^nothing").match(by):
        return clause.step(generative.RemoveBackground)
    return clause.step(generative.ReplaceBackground, by=clause.restored(by))


def edited_text(clause: Clause) -> Step:
    """The last quote is the new text, an earlier one the old."""
    quotes = clause.quotes()
    new = quotes[-1] if quotes else ""
    if not quotes:
        found = rx(r"\b(?:to|with|into|by|say|read) (.+)$").search(clause.rest)
        new = clause.restored(found[1]) if found else ""
    return clause.step(generative.EditText, old=quotes[0] if len(quotes) > 1 else "", new=new)


def move(clause: Clause) -> list[Step] | None:
    """A thing to another place."""
    found = rx(
        r"^(.+?) ((?:to|towards?|into|onto|up|down|left|right|closer|away|from|further|farther|behind|under|next|in front|on|over|near|slightly|backwards?|forwards?|a bit|in|above|below)\b.*)$"
    ).match(places.noun(clause.rest))
    what, to = (found[1], found[2]) if found else (places.noun(clause.rest), "")
    return [clause.step(generative.Move, what=clause.restored(what) or "it", to=clause.restored(to))]


def extend(clause: Clause) -> list[Step]:
    """Canvas with a colour is padding; with content it is invented."""
    text = clause.text
    padded = rx(r"\bcanvas\b").search(text) and not rx(
        r"\b(?:fill|generate|ai|content|scene|naturally|outpaint|invent|more (?:of )?(?:the )?(?:sky|background|scene|grass))\b"
    ).search(text)
    if (
        padded
        or (
            rx(
                r"\b(?:with|using|in|by adding) (?:a |an |some )?(?:plain |solid |pure )?" + places.COLOR
            ).search(text)
        )
        or rx(r"\b(?:white space|padding|blank|empty|transparent|bars)\b").search(text)
    ):
        return framing.pad(clause)
    side = side_of(text)
    stated = amount(text)
    params: dict[str, Any] = {}
    if stated:
        unit = "percent" if stated.unit in ("percent", "factor") else "px"
        value = (
            100 * (stated.value - 1) if stated.unit == "factor" and stated.value > 1 else abs(stated.value)
        )
        params = {"amount": value or 25.0, "unit": unit}
    elif framing.aspect(text):
        params = {"what": f"to {framing.aspect(text)}"}
    else:
        clause.note("extend: a quarter of the picture was taken, as no amount was given")
    return [clause.step(generative.Outpaint, side=side, **params)]


def side_of(text: str) -> str:
    """The side that grows."""
    for pattern, side in (
        (
            r"\b(?:left and right|both sides|the sides|sideways|horizontal\w*)\b",
            "horizontal",
        ),
        (r"\b(?:top and bottom|vertical\w*)\b", "vertical"),
        (r"\bleft\b", "left"),
        (r"\bright\b", "right"),
        (r"\b(?:wider|widen|landscape|widescreen|16:9|width)\b", "horizontal"),
        (r"\b(?:taller|portrait|height|9:16)\b", "vertical"),
        (r"\b(?:top|upwards?|up|sky|above)\b", "top"),
        (r"\b(?:bottom|down|downwards?|below|floor|ground)\b", "bottom"),
    ):
        if rx(pattern).search(text):
            return side
    return "all"


def colorize(clause: Clause) -> list[Step] | None:
    """Colours for a black-and-white picture; one colour named for a thing is a recolouring."""
    name = places.color(rx(r"\bblack and white\b").sub(" ", clause.rest))
    thing = rx(r"\b(?:black and white|grayscale|sepia|old|in full|full|color|vintage|b&w|and restore)\b").sub(
        " ", clause.rest
    )
    if name and not places.is_picture(rx(places.COLOR + r"|\b(?:in|with|to)\b").sub(" ", thing)):
        return [
            recolored(
                clause,
                places.noun(
                    rx(r" ?(?:in|with|to)? ?(?:a |the )?" + places.COLOR + r"$").sub("", clause.rest)
                ),
                name,
            )
        ]
    if (
        name
        and not rx(r"\bblack and white\b").search(clause.rest)
        and rx(r"\b(?:with|in|to)\b").search(clause.rest)
    ):
        return [clause.step(color.ColorOverlay, color=name)]
    return [clause.step(generative.Colorize)]


def _filled(clause: Clause) -> list[Step] | None:
    """A part of the picture in one colour: "fill the left half with black", "paint the top third red"."""
    region, shade = places.part_in(clause.text), places.color(clause.rest)
    plain = rx(rf"(?:with |in )?(?:a |an )?(?:solid |plain )?{places.COLOR}(?: color| paint| fill)?$").search(
        clause.rest
    )
    if region is None or shade is None or plain is None:
        return None
    return [clause.step(composite.Rectangle, where=region, color=shade, fill=True)]


def recolor(clause: Clause) -> list[Step] | None:
    """ "recolor the car red", "paint the wall blue"; a part of the picture is filled."""
    filled = _filled(clause) if clause.head == "paint" else None
    if filled is not None:
        return filled
    found = rx(
        r"^(.+?) (?:(?:to|in|with|into|as)(?: be)? )?(?:a |an )?(" + places.COLOR + r")(?: .*)?$"
    ).match(places.noun(clause.rest))
    if found is None:
        if clause.head in ("paint", "dye", "recolor"):
            return [recolored(clause, places.noun(clause.rest), "")]
        return None
    return [recolored(clause, found[1], found[2])]


def restore(clause: Clause) -> list[Step] | None:
    """Invent what is lost; highlights and shadows come back by code."""
    if rx(r"\b(?:highlights?|shadows?|overexposed|blown)\b").search(clause.rest):
        gauge = "shadows" if "shadow" in clause.rest else "highlights"
        sign = "increase" if gauge == "shadows" else "decrease"
        place = (
            rx(r"\b(?:highlights?|shadows?|overexposed|blown|details?|in|the|some|lost|from|back)\b")
            .sub(" ", clause.rest)
            .strip()
        )
        return clause.again(f"{sign} {gauge} {'of the ' + place if place else ''}")
    if rx(r"\b(?:typo|spelling)\b").search(clause.rest) and clause.quote() is not None:
        return [edited_text(clause)]
    return [clause.step(generative.Restore, what=clause.restored(places.noun(clause.rest)))]


def restyle(clause: Clause) -> list[Step]:
    """Another style for everything."""
    words = rx(
        r"^(?:it|this|the picture|this picture|picture|my picture|everything)?\s*(?:to|into|as|in|like|with|so (?:that )?it (?:looks?|is)(?: like)?)?\s*"
    ).sub("", places.noun(clause.rest))
    return [clause.step(generative.Restyle, style=clause.restored(words) or clause.restored(clause.text))]


def weather(clause: Clause) -> list[Step]:
    """ "let it snow" """
    return [clause.step(generative.Restyle, style=clause.restored(clause.text))]


def cover(clause: Clause) -> list[Step] | None:
    """ "cover the plate with a black bar" draws; "cover the wall with posters" adds; hiding removes."""
    if clause.head == "fill" and rx(
        r"\bmissing\b|\bempty\b|^in the rest\b|\bcut off\b|\bmissing (?:part|side|area)"
    ).search(clause.rest):
        return [clause.step(generative.Outpaint, side=side_of(clause.rest))]
    filled = _filled(clause) if clause.head in ("fill", "cover") else None
    if filled is not None:
        return filled
    if clause.head == "fill" and rx(r"\d+x\d+").search(clause.rest):
        return clause.again(f"resize to {rx('[0-9]+x[0-9]+').search(clause.rest)[0]} fill")  # type: ignore[index]
    if rx(r"\b(?:bar|box|rectangle|black out)\b").search(clause.text) or clause.text.startswith("black out"):
        words = rx(
            r"\b(?:out|with (?:a|an) (?:[\w]+ )?(?:bar|box|rectangle)s?|using .*|with black.*)\b.*$|^out\b"
        ).sub("", clause.rest)
        return [clause.step_where(words, "rectangle")]
    if rx(r"\b(?:face|faces|plate|plates|number|name|identity|address|license|licence|eyes)\b").search(
        clause.text
    ) and clause.head in ("hide", "obscure", "mask", "block"):
        return (
            filters.pixelate(clause)
            if clause.head != "hide"
            else [clause.step(filter.Blur, where=places.where(clause.rest))]
        )
    found = rx(r"^(.+?) (?:with|in|by) (.+)$").match(clause.rest)
    if found and clause.head in ("cover", "fill", "decorate", "surround", "sprinkle", "populate", "dress"):
        if clause.head == "fill" and rx(r"\b(?:frame|canvas|corners?)\b").search(found[1]):
            return [clause.step(generative.Outpaint, what=clause.restored(found[2]))]
        return [clause.step(generative.Add, what=clause.restored(found[2]), place=clause.restored(found[1]))]
    return (
        [clause.step(generative.Remove, what=clause.restored(places.noun(clause.rest)))]
        if clause.head in ("hide", "cover", "heal")
        else None
    )


HEADS: Heads = (
    (replace, "replace|swap|exchange|substitute|switch"),
    (move, "move|relocate|reposition"),
    (extend, "extend|expand|uncrop|outpaint|zoom out|continue"),
    (colorize, "colorize"),
    (recolor, "recolor|paint|dye"),
    (restore, "restore|repair|retouch|recover|rebuild|reconstruct"),
    (restyle, "restyle|cartoonize|cartoonify|animate|age|stylize|reimagine"),
    (weather, "rain|snow"),
    (cover, "cover|hide|black out|obscure|fill|decorate|heal|block|mask|surround|dress"),
    (lambda clause: None, "outline"),
)
