"""Words that need a model: add, remove, replace, move, extend, restore, colourise, another style."""

from __future__ import annotations

from limner.core.steps import color, filter, generative, geometry, tone
from limner.core.steps.base import Step
from limner.reason.planner import composite, framing, places, styles
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner.clauses import Clause
from limner.reason.planner.gauges import adjusted, nouns
from limner.reason.planner.numbers import amount
from limner.reason.planner.words import rx


def _exactly(words: str, pattern: str) -> bool:
    return bool(rx(rf"^(?:(?:the|a|an|any|all|some|this|that|these|my|of|more|slightly|greatly|much|nice|soft|subtle|strong|light|dark|heavy|overall|entire|whole|most|excess|excessive|unwanted|visible|existing|too|little|bit|lot|extra|additional|as|possible|gentle|cool|nice) )*(?:{pattern})"
                   r"(?: (?:effect|filter|look|level|levels|of|from|in|on|to|around|for|at|by|with|a|the|this|my|it|picture|all|over|edges?|corners?|whole|please|overall|slightly|greatly|and|more|sides?|entire|everything|\d[\d.]*%?|px))*$").match(places.noun(words)))  # fmt: skip


def add(clause: Clause) -> list[Step] | None:
    """Code adds vignettes, borders, text and amounts; a model adds things."""
    words = clause.rest
    if rx(r"^\d+ ?px of \w+ space\b|^(?:\w+ )?(?:padding|margin|border)s?\b").search(words):
        pass
    elif (drawn := composite.added(clause, words)) is not None:
        return drawn
    for pattern, read in _ADDED:
        if rx(pattern).search(words) and (steps := read(clause)) is not None:
            return steps
    if rx(rf"^(?:(?:a|an|the|some|more|slightly|greatly|much|little|bit|lot|of|extra|additional|nice|about|around|\d+%?|strong|soft|light|heavy) )*{nouns()}(?=$| (?:to|in|of|on|by|for|and|around|at|across|over|the|with)\b)").search(words) and not rx(r"\b(?:bulb|fixture|pole|house|a blue|a red|a yellow|a green|a pink|a purple|a warm)\b (?!tint|tone|cast|hue|filter)").search(words):
        return adjusted(clause)
    return [_put(clause, words)]


_GAUGE_NOUNS = r"(?:brightness|contrast|saturation|exposure|sharpness|vibrance|warmth|temperature|clarity|highlights|shadows|noise|grain|gamma|ev|stops?)"
_ADDED = (
    (r"\bvignett\w*\b", filters.vignette),
    (r"\bfilm grain\b|^(?:some |a |slightly )*(?:grain|noise)\b", filters.grain),
    (r"^(?:(?:a|an|the|some|simple|nice|thin|thick|small|large|wide|slim|narrow|big|\d+|px|decorative|polaroid|picture|solid) |" + places.COLOR + r" |\d+ ?%? ?)*(?:borders?|frames?|outline)\b(?! of (?:flowers|leaves|vines))", framing.border),
    (r"^(?:(?:a|an|the|some|more|extra|equal|transparent|\d+|px|of|wide|thick|empty|blank|breathing|" + places.COLOR + r") |\d+ ?%? ?)*(?:padding|margins?|whitespace|empty space|bars?|space|room|letterbox\w*)\b", framing.pad),
    (r"^\d+ ?(?:px|%) (?:of )?" + places.COLOR + r"(?: space)? (?:on|at|to|above|below|around)\b", framing.pad),
    (r"^[+-]?\d+(?:\.\d+)?%? (?:px )?(?:of |to |more )?(?:the )?" + _GAUGE_NOUNS + r"\b", adjusted),
    (r"^(?:(?:a|an|the|some|slightly|soft|subtle|gaussian|motion|lens|strong|light|\d+|px|more|of|heavy|radial|bokeh|box) )*(?:blur|bokeh|gaussian blur)\b|\bdepth of field\b", filters.blur),
    (r"^(?:a |an |some )?(?:soft |subtle |dreamy )?(?:glow|bloom)(?: effect)?$", filters.glow),
    (r"\bsepia\b", lambda clause: [clause.step(color.Sepia)]),
    (r"\b(?:black and white|grayscale)\b(?: filter| effect)?", lambda clause: [clause.step(color.Grayscale)]),
    (r"^(?:a |some )?(?:pixelat\w+|mosaic)\b", filters.pixelate),
    (r"^(?:rounded|round) corners?\b", lambda clause: _rounded(clause)),
    (r"^(?:some |the |back )?colors?(?: back)?(?: to it| please)?$", lambda clause: [clause.step(generative.Colorize)]),
    (r"^(?:some |a few )?(?:" + places.COLOR + r" )(?:highlights|streaks|tips|lowlights)\b.*\bhair\b", lambda clause: [clause.step(generative.Recolor, what="the hair", color=places.color(clause.rest) or "")]),
    (r"^(?:some )?colors?(?: back)? (?:to|into) (?:this|the|my|it|an?) ?(?:old |black and white |vintage |b&w )*(?:picture|black|drawing)?", lambda clause: [clause.step(generative.Colorize)]),
    (r"^(?:a |an |some |slight |slightly |hint of |touch of |light |subtle |soft |warm |cool )*(?:" + places.COLOR + r")?(?: |ish )*(?:tint|tone|cast|hue|color overlay|overlay|filter|wash|color filter)\b", lambda clause: _tinted(clause)),
    (r"^(?:an? )?(?:instagram|vintage|retro|old|film|polaroid|cinematic|lomo|cartoon|hdr|anime|sketch|watercolor)\b.*\b(?:filter|effect|look|style|feel|vibe)\b", lambda clause: [clause.step(generative.Restyle, style=clause.restored(places.noun(clause.rest)))]),
    (r"^(?:an? |some )?(?:mirror|reflection) (?:effect)", lambda clause: [clause.step(geometry.Flip)]),
)  # fmt: skip


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
    if rx(r"^(?:the |a |an |some )?(?:\w+ )*(?:background|backdrop)(?: of .*| with .*| behind .*| to .*)?$").match(noun):
        by = rx(r"\b(?:a|an|the|to|the picture|as|background|of|behind .*)\b").sub(" ", noun)
        return clause.step(generative.ReplaceBackground, by=clause.restored(" ".join(by.split())))
    found = rx(_PLACE).search(" " + noun)
    what = noun if not found else noun[: found.start()].strip() or noun
    place = found[1] if found else ""
    return clause.step(generative.Add, what=clause.restored(what), place=clause.restored(place))


def give(clause: Clause) -> list[Step] | None:
    """ "give him a hat" adds; "give it more contrast" adjusts; "give it a vintage look" restyles."""
    own = rx(r"^(?:me|us) (?:(?:a|an|the|some) )?(.+)$").match(clause.rest)
    if own and not rx(r"\b(?:hair|beard|hat|muscles|smile|eyes|tan|abs|glasses|suit|dress|shirt|wings|mustache|makeup|tattoo|skin|face)\b").search(own[1]):
        steps = clause.again(own[1])
        if steps is not None:
            return steps
    if rx(r"^(?:.* picture|it|this|the picture)(?: back)? (?:its |some |full |natural |a bit of )?colors?(?: back)?$").match(clause.rest):
        return [clause.step(generative.Colorize)]
    found = rx(r"^(?:me |us )?(it|this|the picture|this picture|my picture|picture|everything|him|her|them|me|us|the whole thing|(?:the|his|her|my|that|these|those|all the|each|every|both) .*?) ((?:a|an|some|more|less|slightly|greatly|the|about|around|\d+|\w+ hair|blue|green|red|black|white|longer|bigger)\b.*)$").search(clause.rest)
    if not found:
        again = clause.again(f"add {clause.rest}") if not rx(r"^(?:me|us) (?:a|the)\b").match(clause.rest) else clause.again(rx(r"^(?:me|us) (?:an?|the|some) ").sub("", clause.rest))
        return again
    target, gift = found[1], found[2]
    if places.is_picture(target):
        if rx(r"\b(?:room|margin|padding|space)\b").search(gift):
            return framing.pad(clause)
        steps = clause.again(f"add {gift}")
        if steps and steps[0].op == "add":
            return [clause.step(generative.Restyle, style=clause.restored(gift))]
        return steps
    if rx(rf"\b{nouns()}\b").search(gift) and rx(r"\b(?:more|less|slightly|greatly)\b").search(gift) and not places.color(gift):
        return clause.again(f"add {gift} to {target}")
    color_of = rx(r"^(?:a |an )?(" + places.COLOR + r") (hair|eyes|skin|lips|shirt|dress|nails|jacket)$").match(gift)
    if color_of:
        return [clause.step(generative.Recolor, what=f"{target} {color_of[2]}", color=color_of[1])]
    return [clause.step(generative.Add, what=clause.restored(gift), place=clause.restored(f"to {target}"))]


def put(clause: Clause) -> list[Step] | None:
    """ "put a hat on him" adds; "put text", "put logo.png" overlay; "put him on a beach" replaces the background."""
    words = clause.rest
    if clause.file() is not None:
        return composite.overlay(clause)
    if rx(r"^(?:it|this|the picture)\b.*\bcanvas\b").search(words):
        return framing.pad(clause)
    drawn = composite.added(clause, words)
    if drawn is not None:
        return drawn
    if clause.quote() is not None and rx(r"^(?:the )?quote\d").match(words):
        return composite.write(clause)
    if rx(r"^(?:these|them|both|the two|two|the pictures|pictures|all)\b.*\b(?:side by side|together|next to each other|in (?:a|one) (?:row|grid|column|collage)|on top of each other)\b|\bside by side\b").search(words):
        from limner.reason.planner.geometry import montage

        return montage(clause)
    if rx(r"^(?:me|him|her|us|them|it|this|(?:the|my|this) (?:man|woman|person|subject|people|couple|girl|boy|guy|kid|baby|family|product|dog|cat|car|object|bottle|shoe))\b.* (?:in front of|against|on|in|at|onto|into|inside)\b").search(words):
        place = rx(r" (?:in front of|against|on|in|at|onto|into|inside) (.*)$").search(words)
        assert place is not None
        if rx(r"\b(?:left|right|center|top|bottom|corner|side|other)\b").search(place[1]):
            return [clause.step(generative.Move, what=clause.restored(words[: place.start()]), to=clause.restored(place[1]))]
        if rx(r"\b(?:black and white|grayscale|sepia|color)\b").search(place[1]):
            return clause.again(place[1])
        if rx(r"^(?:a |the |her |his )?(?:chair|table|lap|head|hand|bed|couch|sofa|hat|box|bag|shirt|dress|suit|uniform|costume|frame|pot|basket|outfit)\b").search(place[1]):
            return [clause.step(generative.Move, what=clause.restored(words[: place.start()]), to=clause.restored(place[1]))]
        return [clause.step(generative.ReplaceBackground, by=clause.restored(places.noun(place[1])))]
    if rx(r"^(?:the )[\w ]+? (?:on|to|in) the (?:left|right|top|bottom|other|center)\b(?! (?:of the (?:man|table))| corner)").search(words):
        found = rx(r"^(.*?) ((?:on|to|in) the (?:left|right|top|bottom|other|center)\b.*)$").search(words)
        assert found is not None
        return [clause.step(generative.Move, what=clause.restored(found[1]), to=clause.restored(found[2]))]
    return add(clause)


def remove(clause: Clause) -> list[Step] | None:
    """Noise, blur, borders, metadata and colour go by code; the background and things by a model."""
    words = places.noun(clause.rest)
    for pattern, read in _REMOVED:
        if _exactly(words, pattern):
            return read(clause)
    words = rx(r"^(?:out|off|away) ").sub("", words)
    if rx(rf"^(?:some |a bit of |a little |slightly |of |the )*{_GAUGE_NOUNS[:-1]}|magenta|green|yellow|blue|red|pink)$").match(rx(r" (?:out of|from) (?:it|the picture)$").sub("", words)):
        return adjusted(clause)
    return [clause.step(generative.Remove, what=clause.restored(words) or "it")]


def _trim(clause: Clause) -> list[Step]:
    return [clause.step(geometry.Crop, trim=True)]


def _sides(clause: Clause) -> list[Step] | None:
    return clause.again(f"crop {clause.rest}")


_CAST = r"(?:(?:red|green|blue|yellow|orange|pink|purple|magenta|cyan|reddish|greenish|bluish|blueish|yellowish|warm|cool|weird|odd|strange|ugly|slight|color|brownish|brown|pinkish|overall) )+(?:color )?(?:cast|tint|tinge|hue|tone|color)|color cast|tint|tinge|cast"
_REMOVED = (
    (r"(?:image |digital |background |color )?(?:noise|graininess|grain|film grain|speckles|artifacts)", filters.denoise),
    (r"(?:motion )?(?:blur|blurriness|blurring|blurry (?:part|parts|areas?)|softness|fuzziness)", lambda clause: [clause.step(filter.Sharpen)]),
    (r"(?:white |transparent |blue |green |black |busy |distracting |plain |old |original |current |solid |ugly |messy |entire )?background(?: from| behind| around| so| leaving| leave| but| except| here| and make it transparent| color| scenery| completely)?(?: .*)?", lambda clause: [clause.step(generative.RemoveBackground)]),
    (r"(?:empty |extra |black |white |blank |transparent |ugly |unnecessary |thick |solid )*(?:borders?|bars?|margins?|whitespace|white space|empty space|blank space|black edges|white edges|black corners|letterbox\w*|padding|black strips?|outer frame|dead space|space)(?: (?:around|from|on|at|in|along) .*)?", _trim),
    (r"metadata|gps|location|geotags?", files.strip),
    (r"(?:all )?(?:the )?(?:colors?|saturation)(?: (?:from|in|of) (?:the|my|his|her) .*)?", lambda clause: [clause.step(color.Grayscale, where=clause.place(r"\bcolors?\b|\bsaturation\b|\bfrom\b"))]),
    (rf"(?:{_CAST})(?: (?:from|in|on|of) .*)?", lambda clause: _uncast(clause)),
    (r"(?:haze|fog|mist|smog|haziness)", lambda clause: [clause.step(tone.Contrast, percent=20.0)]),
    (r"transparency|alpha|alpha channel", lambda clause: [clause.step(tone.Opacity, percent=100.0)]),
    (r"vignette|vignetting|dark corners", filters.vignette),
    (r"(?:scratch\w*|tears?|cracks?|creases?|folds?|fold lines?|crease lines?|water damage|stains?|dust(?: and scratches)?|dust spots?|damage|rips?|scratches and \w+|tears and \w+|fading|discoloration|creases and \w+|cracks and \w+|jpeg compression)", lambda clause: [clause.step(generative.Restore, what=clause.restored(clause.rest))]),
    (r"(?:excess |harsh )?(?:saturation|brightness|contrast|exposure|yellowness|redness|highlights|overexposure)", lambda clause: adjusted(clause)),
    (r"(?:fish ?eye|lens|perspective|barrel) (?:distortion|effect)|distortion", lambda clause: [clause.step(geometry.Perspective)]),
    (r"(?:top|bottom|left|right|upper|lower|left and right|top and bottom|sides?|edges?)(?: \d+%?| half| third| quarter| side| edge| part| portion)*(?: px)?|\d+ ?(?:px|%) (?:from|of|off) .*", _sides),
    (r"frames?(?: except.*)? of the gif", files.frame),
)  # fmt: skip


def _uncast(clause: Clause) -> list[Step] | None:
    text = clause.rest
    found = rx(r"\b(?:from|in|on|of) (.+)$").search(places.noun(text))
    place = places.where(found[1]) if found else None
    if rx(r"\b(?:yellow\w*|orange|warm)\b").search(text):
        return [clause.step(color.Temperature, amount=-20.0, where=place)]
    if rx(r"\b(?:blue\w*|bluish|cool|cold|cyan)\b").search(text):
        return [clause.step(color.Temperature, amount=20.0, where=place)]
    if rx(r"\bgreen\w*\b").search(text):
        return [clause.step(color.Tint, amount=20.0, where=place)]
    if rx(r"\b(?:red\w*|magenta|pink\w*|purple)\b").search(text):
        return [clause.step(color.Tint, amount=-20.0, where=place)]
    return [clause.step(color.WhiteBalance, where=place)]


def replace(clause: Clause) -> list[Step] | None:
    """One thing for another; colours by code, text by its own step."""
    found = rx(r"^(.+?)(?: out)? (?:with|by|for|to|into) (.+)$").search(clause.rest)
    what, by = (found[1], found[2]) if found else (clause.rest, "")
    if rx(r"^(?:the )?(?:places|positions|seats|sides)\b|\b(?:places|positions)\b").search(clause.rest):
        return [clause.step(generative.Move, what=clause.restored(places.noun(clause.rest)), to="swapped")]
    if rx(r"^(?:the )?faces?\b|\bheads?\b").search(what) and not found:
        return [clause.step(generative.Replace, what=clause.restored(what), by="")]
    return replaced(clause, places.noun(what), places.noun(by))


def replaced(clause: Clause, what: str, by: str) -> list[Step] | None:
    """What an object becomes: shared by "replace", "change" and "turn"."""
    from limner.reason.planner.color import replaced_color

    if rx(r"\bbackground\b").search(what) and not rx(r"\b(?:in|from|of) the background\b").search(what):
        return [_background(clause, by)]
    if rx(r"^(?:the |all |every )?(?:color )?" + places.COLOR + r"(?: colors?| pixels| px| parts| areas?)?$").match(what) and (places.is_color(by) or by == "transparent"):
        return [replaced_color(clause, what, by)]
    if clause.quote() is not None and rx(r"\b(?:text|sign|word|words|letters?|label|title|name|date|quote\d+|writing|caption|number|logo|headline|plate|menu|board|sentence)\b").search(what + " " + by):
        return [edited_text(clause)]
    if rx(r"\d").search(what) and rx(r"\d").search(by):
        return [clause.step(generative.EditText, old=clause.restored(what), new=clause.restored(rx(r" (?:on|in) the .*$").sub("", by)))]
    match = rx(r"^match (?:the color of )?(.+)$").match(by)
    if match:
        return [_recolored(clause, what, by)]
    if rx(r"^(?:the )?(?:text|words?|writing|lettering)\b").search(what):
        return [edited_text(clause)]
    of = rx(r"^(?:the )?colors? of (.+)$|^(.+?)(?:'s)? colors?$").match(what)
    if (of or places.is_color(by)) and by:
        return [_recolored(clause, (of[1] or of[2]) if of else what, by)]
    return [clause.step(generative.Replace, what=clause.restored(what) or "it", by=clause.restored(by))]


def _recolored(clause: Clause, what: str, by: str) -> Step:
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
    found = rx(r"^(.+?) ((?:to|towards?|into|onto|up|down|left|right|closer|away|from|further|farther|behind|under|next|in front|on|over|near|slightly|backwards?|forwards?|a bit|in|above|below)\b.*)$").match(places.noun(clause.rest))
    what, to = (found[1], found[2]) if found else (places.noun(clause.rest), "")
    return [clause.step(generative.Move, what=clause.restored(what) or "it", to=clause.restored(to))]


def extend(clause: Clause) -> list[Step]:
    """Canvas with a colour is padding; with content it is invented."""
    text = clause.text
    padded = rx(r"\bcanvas\b").search(text) and not rx(r"\b(?:fill|generate|ai|content|scene|naturally|outpaint|invent|more (?:of )?(?:the )?(?:sky|background|scene|grass))\b").search(text)
    if padded or (rx(r"\b(?:with|using|in|by adding) (?:a |an |some )?(?:plain |solid |pure )?" + places.COLOR).search(text)) or rx(r"\b(?:white space|padding|blank|empty|transparent|bars)\b").search(text):
        return framing.pad(clause)
    side = _side(text)
    stated = amount(text)
    params: dict[str, object] = {}
    if stated:
        unit = "percent" if stated.unit in ("percent", "factor") else "px"
        value = 100 * (stated.value - 1) if stated.unit == "factor" and stated.value > 1 else abs(stated.value)
        params = {"amount": value or 25.0, "unit": unit}
    elif framing.aspect(text):
        params = {"what": f"to {framing.aspect(text)}"}
    else:
        clause.note("extend: a quarter of the picture was taken, as no amount was given")
    return [clause.step(generative.Outpaint, side=side, **params)]


def _side(text: str) -> str:
    for pattern, side in ((r"\b(?:left and right|both sides|the sides|sideways|horizontal\w*|wider|widen|landscape|widescreen|16:9|width)\b", "horizontal"), (r"\b(?:top and bottom|vertical\w*|taller|portrait|height|9:16)\b", "vertical"),
                          (r"\bleft\b", "left"), (r"\bright\b", "right"), (r"\b(?:top|upwards?|up|sky|above)\b", "top"), (r"\b(?:bottom|down|downwards?|below|floor|ground)\b", "bottom")):
        if rx(pattern).search(text):
            return side
    return "all"


def colorize(clause: Clause) -> list[Step] | None:
    """Colours for a black-and-white picture; one colour named for a thing is a recolouring."""
    name = places.color(clause.rest)
    thing = rx(r"\b(?:black and white|grayscale|sepia|old|in full|full|color|vintage|b&w|and restore)\b").sub(" ", clause.rest)
    if name and not places.is_picture(rx(places.COLOR + r"|\b(?:in|with|to)\b").sub(" ", thing)):
        return [_recolored(clause, places.noun(rx(r" ?(?:in|with|to)? ?(?:a |the )?" + places.COLOR + r"$").sub("", clause.rest)), name)]
    if name and not rx(r"\bblack and white\b").search(clause.rest) and rx(r"\b(?:with|in|to)\b").search(clause.rest):
        return [clause.step(color.ColorOverlay, color=name)]
    return [clause.step(generative.Colorize)]


def recolor(clause: Clause) -> list[Step] | None:
    """ "recolor the car red", "paint the wall blue"."""
    found = rx(r"^(.+?) (?:(?:to|in|with|into|as)(?: be)? )?(?:a |an )?(" + places.COLOR + r")(?: .*)?$").match(places.noun(clause.rest))
    if found is None:
        if clause.head in ("paint", "dye", "recolor"):
            return [_recolored(clause, places.noun(clause.rest), "")]
        return None
    return [_recolored(clause, found[1], found[2])]


def restore(clause: Clause) -> list[Step] | None:
    """Invent what is lost; highlights and shadows come back by code."""
    if rx(r"\b(?:highlights|shadows|overexposed|blown)\b").search(clause.rest):
        gauge = "shadows" if "shadow" in clause.rest else "highlights"
        sign = "increase" if gauge == "shadows" else "decrease"
        place = rx(r"\b(?:highlights|shadows|overexposed|blown|detail|details|in|the)\b").sub(" ", clause.rest).strip()
        return clause.again(f"{sign} {gauge} {'of the ' + place if place else ''}")
    if rx(r"\b(?:typo|spelling)\b").search(clause.rest) and clause.quote() is not None:
        return [edited_text(clause)]
    return [clause.step(generative.Restore, what=clause.restored(places.noun(clause.rest)))]


def restyle(clause: Clause) -> list[Step]:
    """Another style for everything."""
    words = rx(r"^(?:it|this|the picture|this picture|picture|my picture|everything)?\s*(?:to|into|as|in|like|with|so (?:that )?it (?:looks?|is)(?: like)?)?\s*").sub("", places.noun(clause.rest))
    return [clause.step(generative.Restyle, style=clause.restored(words) or clause.restored(clause.text))]


def weather(clause: Clause) -> list[Step]:
    """ "let it snow" """
    return [clause.step(generative.Restyle, style=clause.restored(clause.text))]


def transplant(clause: Clause) -> list[Step] | None:
    """ "photoshop me into paris" """
    words = clause.rest
    if rx(r"\b(?:into|onto|in front of|in|on|with|next to|at)\b").search(words) and not rx(r"^(?:this|the|my|a) picture\b").match(words):
        found = rx(r"\b(?:into|onto|in front of|in|on|at) (.+)$").search(words)
        if found and places.is_picture(found[1]):
            return [clause.step(generative.Add, what=clause.restored(words[: found.start()].strip()))]
        if found and rx(r"^(?:me|us|him|her|them|my|the|this)\b").match(words) and not rx(r"\b(?:head|hand|face|shirt)\b").search(found[1]):
            return [clause.step(generative.ReplaceBackground, by=clause.restored(places.noun(found[1])))]
        return [_put(clause, words)]
    return None


def cover(clause: Clause) -> list[Step] | None:
    """ "cover the plate with a black bar" draws; "cover the wall with posters" adds; hiding removes."""
    if clause.head == "fill" and rx(r"\bmissing\b|^in the rest\b|\bcut off\b|\bmissing (?:part|side|area)").search(clause.rest):
        return [clause.step(generative.Outpaint, side=_side(clause.rest))]
    if clause.head == "fill" and rx(r"\d+x\d+").search(clause.rest):
        return clause.again(f"resize to {rx('[0-9]+x[0-9]+').search(clause.rest)[0]} fill")  # type: ignore[index]
    if rx(r"\b(?:bar|box|rectangle|black out)\b").search(clause.text) or clause.text.startswith("black out"):
        words = rx(r"\b(?:out|with (?:a|an) (?:[\w]+ )?(?:bar|box|rectangle)s?|using .*|with black.*)\b.*$|^out\b").sub("", clause.rest)
        return [clause.step_where(words, "rectangle")]
    if rx(r"\b(?:face|faces|plate|plates|number|name|identity|address|license|licence|eyes)\b").search(clause.text) and clause.head in ("hide", "obscure", "mask", "block"):
        return filters.pixelate(clause) if clause.head != "hide" else [clause.step(filter.Blur, where=places.where(clause.rest))]
    found = rx(r"^(.+?) (?:with|in|by) (.+)$").match(clause.rest)
    if found and clause.head in ("cover", "fill", "decorate", "surround", "sprinkle", "populate", "dress"):
        if clause.head == "fill" and rx(r"\b(?:frame|canvas|corners?)\b").search(found[1]):
            return [clause.step(generative.Outpaint, what=clause.restored(found[2]))]
        return [clause.step(generative.Add, what=clause.restored(found[2]), place=clause.restored(found[1]))]
    return [clause.step(generative.Remove, what=clause.restored(places.noun(clause.rest)))] if clause.head in ("hide", "cover", "heal") else None


def generate(clause: Clause) -> list[Step] | None:
    """ "generate more of the street on the right" extends; else something is added."""
    if rx(r"^more (?:of )?(?:the|this|my)? ?\w+").match(clause.rest):
        return [clause.step(generative.Outpaint, side=_side(clause.rest))]
    return add(clause)


def styled(words: str) -> bool:
    """Whether words name a style, a time of day, a season, a weather or a mood."""
    return styles.is_style(words)


HEADS = {
    "add": add, "insert": add, "include": add, "place": put, "put": put, "give": give, "attach": add, "apply": add,
    "draw in": add, "remove": remove, "replace": replace, "swap": replace, "exchange": replace, "substitute": replace,
    "switch": replace, "move": move, "relocate": move, "reposition": move,
    "extend": extend, "expand": extend, "uncrop": extend, "outpaint": extend, "zoom out": extend, "continue": extend,
    "colorize": colorize, "recolor": recolor, "paint": recolor, "dye": recolor, "restore": restore, "repair": restore,
    "retouch": restore, "recover": restore, "rebuild": restore, "reconstruct": restore, "restyle": restyle, "cartoonize": restyle, "cartoonify": restyle, "animate": restyle, "age": restyle,
    "stylize": restyle, "reimagine": restyle, "rain": weather, "snow": weather, "photoshop": transplant,
    "cover": cover, "hide": cover, "black out": cover, "obscure": cover, "fill": cover, "decorate": cover, "heal": cover,
    "block": cover, "mask": cover, "surround": cover, "dress": cover, "superpose": add, "stick": put, "slap": put, "throw": put, "throw in": add, "plop": put, "plant": add, "scatter": add, "hang": add,
    "inpaint": remove, "generate": generate, "create": add, "introduce": add, "append": add, "wear": add, "outline": lambda clause: None, "sprinkle": add,
}  # fmt: skip
