# ruff: noqa: E501
""" "add", "put", "give": code adds vignettes, borders, text and amounts, a model adds things."""

from __future__ import annotations

from limner.core.steps import color, generative, geometry
from limner.core.steps.base import Step
from limner.reason.planner import composite, framing, places
from limner.reason.planner import filter as filters
from limner.reason.planner import geometry as canvas
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import adjusted, nouns
from limner.reason.planner.generative import side_of
from limner.reason.planner.patterns import rx


def add(clause: Clause) -> list[Step] | None:
    """Code adds vignettes, borders, text and amounts; a model adds things."""
    words = clause.rest
    if clause.head == "hang" and rx(r"^(?:it|this|them|these|the picture)\b").match(words):
        return []
    if rx(r"^\d+ ?px of \w+ space\b|^(?:\w+ )?(?:padding|margin|border)s?\b").search(words):
        pass
    elif (drawn := composite.added(clause, words)) is not None:
        return drawn
    for pattern, read in _ADDED:
        if rx(pattern).search(words) and (steps := read(clause)) is not None:
            return steps
    if rx(
        rf"^(?:(?:a|an|the|some|more|slightly|greatly|much|little|bit|lot|of|extra|additional|nice|about|around|\d+%?|strong|soft|light|heavy) )*{nouns()}(?=$| (?:to|in|of|on|by|for|and|around|at|across|over|the|with)\b)"
    ).search(words) and not rx(
        r"\b(?:bulb|fixture|pole|house|a blue|a red|a yellow|a green|a pink|a purple|a warm)\b (?!tint|tone|cast|hue|filter)"
    ).search(words):
        return adjusted(clause)
    return [_put(clause, words)]


GAUGE_NOUNS = r"(?:brightness|contrast|saturation|exposure|sharpness|vibrance|warmth|temperature|clarity|highlights|shadows|noise|grain|gamma|ev|stops?)"


def _rounded(clause: Clause) -> list[Step]:
    from limner.reason.planner.geometry import round_corners

    return round_corners(clause)


def _tinted(clause: Clause) -> list[Step] | None:
    from limner.reason.planner.color import tinted

    if rx(r"\b(?:warm|cool|cold)\b").search(clause.rest):
        return adjusted(clause)
    return tinted(clause) if places.color(clause.rest) or "tint" in clause.rest else None


_PLACE = r"\s+((?:in|on|at|to|into|onto|behind|next to|under|above|below|beneath|over|around|near|between|in front of|inside|along|across|by|beside|against|within|underneath|throughout|for)\s+(?:the|his|her|its|their|my|this|that|a|an|each|both|every|top|bottom|left|right|front|one|him|them|me|it|him|picture)\b.*)$"


def _put(clause: Clause, words: str) -> Step:
    """A new thing and its place."""
    noun = places.noun(words)
    if rx(
        r"^(?!.*\b(?:in|to|on|into|at|of|from) (?:the |its |his |her |my )?background)(?:the |a |an |some )?(?:[\w-]+ ){0,4}?background(?: of .*| with .*| behind .*| to .*)?$"
    ).match(noun):
        by = rx(r"\b(?:a|an|the|to|the picture|as|background|of|behind .*)\b").sub(" ", noun)
        return clause.step(generative.ReplaceBackground, by=clause.restored(" ".join(by.split())))
    found = rx(_PLACE).search(" " + noun)
    what = noun if not found else noun[: found.start()].strip() or noun
    place = found[1] if found else ""
    return clause.step(generative.Add, what=clause.restored(what), place=clause.restored(place))


def give(clause: Clause) -> list[Step] | None:
    """ "give him a hat" adds; "give it more contrast" adjusts; "give it a vintage look" restyles."""
    own = rx(r"^(?:me|us) (?:(?:a|an|the|some) )?(.+)$").match(clause.rest)
    if own and not rx(
        r"\b(?:hair|beard|hat|muscles|smile|eyes|tan|abs|glasses|suit|dress|shirt|wings|mustache|makeup|tattoo|skin|face)\b"
    ).search(own[1]):
        steps = clause.again(own[1])
        if steps is not None:
            return steps
    if rx(
        r"^(?:.* picture|it|this|the picture)(?: back)? (?:its |some |full |natural |a bit of )?colors?(?: back)?$"
    ).match(clause.rest):
        return [clause.step(generative.Colorize)]
    found = rx(
        r"^(?:me |us )?(it|this|the picture|this picture|my picture|picture|everything|him|her|them|me|us|the whole thing|(?:the|his|her|my|that|these|those|all the|each|every|both) .*?) ((?:a|an|some|more|less|slightly|greatly|the|about|around|\d+|\w+ hair|blue|green|red|black|white|longer|bigger)\b.*)$"
    ).search(clause.rest)
    if not found:
        return (
            clause.again(f"add {clause.rest}")
            if not rx(r"^(?:me|us) (?:a|the)\b").match(clause.rest)
            else clause.again(rx(r"^(?:me|us) (?:an?|the|some) ").sub("", clause.rest))
        )
    target, gift = found[1], found[2]
    if places.is_picture(target):
        if rx(r"\b(?:room|margin|padding|space)\b").search(gift):
            return framing.pad(clause)
        steps = clause.again(f"add {gift}")
        if steps and steps[0].op == "add":
            return [clause.step(generative.Restyle, style=clause.restored(gift))]
        return steps
    if (
        rx(rf"\b{nouns()}\b").search(gift)
        and rx(r"\b(?:more|less|slightly|greatly)\b").search(gift)
        and not places.color(gift)
    ):
        return clause.again(f"add {gift} to {target}")
    color_of = rx(
        r"^(?:a |an )?(" + places.COLOR + r") (hair|eyes|skin|lips|shirt|dress|nails|jacket)$"
    ).match(gift)
    if color_of:
        return [clause.step(generative.Recolor, what=f"{target} {color_of[2]}", color=color_of[1])]
    return [clause.step(generative.Add, what=clause.restored(gift), place=clause.restored(f"to {target}"))]


def put(clause: Clause) -> list[Step] | None:
    """ "put a hat on him" adds; "put text", "put logo.png" overlay; "put him on a beach" replaces the background."""
    words = clause.rest
    if clause.file() is not None and rx(r"\b(?:next to|side by side|beside|below it|under it)\b").search(
        words
    ):
        return canvas.montage(clause)
    if clause.file() is not None:
        return composite.overlay(clause)
    if rx(r"^(?:it|this|the picture)\b.*\bcanvas\b").search(words):
        return framing.pad(clause)
    drawn = composite.added(clause, words)
    if drawn is not None:
        return drawn
    if clause.quote() is not None and rx(r"^(?:the )?quote\d").match(words):
        return composite.write(clause)
    if rx(_TOGETHER).search(words):
        return canvas.montage(clause)
    placed = rx(_SUBJECT).match(words)
    if placed:
        return _placed(clause, placed[1], placed[2])
    moved = rx(
        r"^(the [\w ]+?) ((?:on|to|in) the (?:left|right|top|bottom|other|center)\b(?! corner).*)$"
    ).match(words)
    return [_moved(clause, moved[1], moved[2])] if moved else add(clause)


_TOGETHER = r"^(?:these|them|both|the two|two|the pictures|pictures|all)\b.*\b(?:together|next to each other|in (?:a|one) (?:row|grid|column|collage)|on top of each other)\b|\bside by side\b"
_SUBJECT = r"^((?:me|him|her|us|them|it|this|(?:the|my|this) (?:man|woman|person|subject|people|couple|girl|boy|guy|kid|baby|family|product|dog|cat|car|object|bottle|shoe))\b.*?) (?:in front of|against|on|in|at|onto|into|inside) (.*)$"
_NEAR = r"\b(?:left|right|center|top|bottom|corner|side|other)\b|^(?:a |the |her |his )?(?:chair|table|lap|head|hand|bed|couch|sofa|hat|box|bag|shirt|dress|suit|uniform|costume|frame|pot|basket|outfit)\b"


def _placed(clause: Clause, what: str, place: str) -> list[Step] | None:
    """A subject somewhere: within the scene it moves, elsewhere the background changes."""
    if rx(r"\b(?:black and white|grayscale|sepia|color)\b").search(place):
        return clause.again(place)
    if rx(_NEAR).search(place):
        return [_moved(clause, what, place)]
    return [clause.step(generative.ReplaceBackground, by=clause.restored(places.noun(place)))]


def _moved(clause: Clause, what: str, to: str) -> Step:
    return clause.step(generative.Move, what=clause.restored(what), to=clause.restored(to))


def transplant(clause: Clause) -> list[Step] | None:
    """ "photoshop me into paris" """
    words = clause.rest
    if rx(r"\b(?:into|onto|in front of|in|on|with|next to|at)\b").search(words) and not rx(
        r"^(?:this|the|my|a) picture\b"
    ).match(words):
        found = rx(r"\b(?:into|onto|in front of|in|on|at) (.+)$").search(words)
        if found and places.is_picture(found[1]):
            return [clause.step(generative.Add, what=clause.restored(words[: found.start()].strip()))]
        if (
            found
            and rx(r"^(?:me|us|him|her|them|my|the|this)\b").match(words)
            and not rx(r"\b(?:head|hand|face|shirt)\b").search(found[1])
        ):
            return [clause.step(generative.ReplaceBackground, by=clause.restored(places.noun(found[1])))]
        return [_put(clause, words)]
    return None


def generate(clause: Clause) -> list[Step] | None:
    """ "generate more of the street on the right" extends; else something is added."""
    if rx(r"^more (?:of )?(?:the|this|my)? ?\w+").match(clause.rest):
        return [clause.step(generative.Outpaint, side=side_of(clause.rest))]
    return add(clause)


_ADDED = (
    (r"\bvignett\w*\b", filters.vignette),
    (r"\bfilm grain\b|^(?:some |a |slightly )*(?:grain|noise)\b", filters.grain),
    (r"^(?:(?:a|an|the|some|simple|nice|thin|thick|small|large|wide|slim|narrow|big|\d+|px|decorative|polaroid|picture|solid) |" + places.COLOR + r" |\d+ ?%? ?)*(?:borders?|frames?|outline)\b(?! of (?:flowers|leaves|vines)| collie| terrier)(?!.*\bon (?:the|a|my|that|his|her|their|our|an) (?:\w+ )?(?:wall|desk|table|shelf|floor|mantel\w*|nightstand|dresser|counter|bookcase)\b)", framing.border),
    (r"^(?:(?:a|an|the|some|more|extra|equal|transparent|\d+|px|of|wide|thick|empty|blank|breathing|" + places.COLOR + r") |\d+ ?%? ?)*(?:padding|margins?|whitespace|empty space|bars?|space|room|letterbox\w*)\b", framing.pad),
    (r"^\d+ ?(?:px|%) (?:more |extra )?(?:of )?(?:" + places.COLOR + r" )?(?:space |room )?(?:on|at|to|above|below|around)\b(?! (?:the )?(?:contrast|brightness|gauge))", framing.pad),
    (r"^[+-]?\d+(?:\.\d+)?%? (?:px )?(?:of |to |more )?(?:the )?" + GAUGE_NOUNS + r"\b", adjusted),
    (r"^(?:(?:a|an|the|some|slightly|soft|focus|subtle|gaussian|motion|lens|strong|light|\d+|px|more|of|heavy|radial|bokeh|box) )*(?:blur|bokeh|gaussian blur)\b|\bdepth of field\b", filters.blur),
    (r"^(?:a |an |some )?(?:soft |subtle |dreamy )?(?:glow|bloom)(?: effect)?$", filters.glow),
    (r"\bsepia\b", lambda clause: [clause.step(color.Sepia)]),
    (r"\b(?:black and white|grayscale)\b(?: filter| effect)?", lambda clause: [clause.step(color.Grayscale)]),
    (r"^(?:a |some )?(?:pixelat\w+|mosaic)\b", filters.pixelate),
    (r"^(?:rounded|round) corners?\b", _rounded),
    (r"^(?:some |the |back |natural |realistic |full |true |original |real |proper )*colors?(?: back)?(?: to it| please)?$", lambda clause: [clause.step(generative.Colorize)]),
    (r"^(?:some |a few )?(?:" + places.COLOR + r" )(?:highlights|streaks|tips|lowlights)\b.*\bhair\b", lambda clause: [clause.step(generative.Recolor, what="the hair", color=places.color(clause.rest) or "")]),
    (r"^(?:some )?colors?(?: back)? (?:to|into) (?:this|the|my|it|an?) ?(?:old |black and white |vintage |b&w )*(?:picture|black|drawing)?", lambda clause: [clause.step(generative.Colorize)]),
    (r"^(?:a |an |some |slight |slightly |hint of |touch of |light |subtle |soft |warm |cool )*(?:" + places.COLOR + r")?(?: |ish )*(?:tint|tone|cast|hue|color overlay|overlay|filter|wash|color filter)\b", _tinted),
    (r"^(?:an? )?(?:instagram|vintage|retro|old|film|polaroid|cinematic|lomo|cartoon|hdr|anime|sketch|watercolor)\b.*\b(?:filter|effect|look|style|feel|vibe)\b", lambda clause: [clause.step(generative.Restyle, style=clause.restored(places.noun(clause.rest)))]),
    (r"^(?:an? |some )?(?:mirror|reflection) (?:effect)", lambda clause: [clause.step(geometry.Flip)]),
)  # fmt: skip

HEADS: Heads = (
    (
        add,
        "add|insert|include|attach|draw in|superpose|throw in|plant|scatter|hang|create|introduce|append|wear|sprinkle",
    ),
    (put, "place|put|stick|slap|throw|plop"),
    (give, "give"),
    (transplant, "photoshop"),
    (generate, "generate"),
)
