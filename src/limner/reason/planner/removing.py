# ruff: noqa: A004, E501
""" "remove ...": noise, borders, metadata and colour go by code, things by a model."""

from __future__ import annotations

from limner.core.steps import color, filter, generative, geometry, tone
from limner.core.steps.base import Step
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import adjusted, place_of, placed
from limner.reason.planner.patterns import rx
from limner.reason.planner.putting import GAUGE_NOUNS


def _exactly(words: str, pattern: str) -> bool:
    return bool(rx(rf"^(?:(?:the|a|an|any|all|some|this|that|these|my|of|more|slightly|greatly|much|nice|soft|subtle|strong|light|dark|heavy|overall|entire|whole|most|excess|excessive|unwanted|visible|existing|too|little|bit|lot|extra|additional|as|possible|gentle|cool|nice) )*(?:{pattern})"
                   r"(?: (?:effect|filter|look|level|levels|of|from|in|on|to|around|for|at|by|with|a|the|this|my|it|picture|all|over|edges?|corners?|whole|please|overall|slightly|greatly|and|more|sides?|entire|everything|\d[\d.]*%?|px))*$").match(places.noun(words)))  # fmt: skip


def remove(clause: Clause) -> list[Step] | None:
    """Noise, blur, borders, metadata and colour go by code; the background and things by a model."""
    words = places.noun(clause.rest)
    for pattern, read in _REMOVED:
        if _exactly(words, pattern):
            return read(clause)
    words = rx(r"^(?:out|off|away) ").sub("", words)
    if rx(
        rf"^(?:some |a bit of |a little |slightly |of |the )*{GAUGE_NOUNS[:-1]}|magenta|green|yellow|blue|red|pink)$"
    ).match(rx(r" (?:out of|from) (?:it|the picture)$").sub("", words)):
        return adjusted(clause)
    return [clause.step(generative.Remove, what=clause.restored(words) or "it")]


def _denoised(clause: Clause) -> list[Step] | None:
    """ "remove the noise from the sky" """
    found = rx(r"\b(?:noise|graininess|grain|speckles|artifacts) (?:from|in|of|on|around) (.+)$").search(
        places.noun(clause.rest)
    )
    place = places.where(found[1]) if found else None
    return [clause.step(filter.Denoise, where=place)] if place else filters.denoise(clause)


def _trim(clause: Clause) -> list[Step]:
    return [clause.step(geometry.Crop, trim=True)]


def _sides(clause: Clause) -> list[Step] | None:
    return clause.again(f"crop {clause.rest}")


_CAST = r"(?:(?:red|green|blue|yellow|orange|pink|purple|magenta|cyan|reddish|greenish|bluish|blueish|yellowish|warm|cool|weird|odd|strange|ugly|slight|color|brownish|brown|pinkish|overall) )+(?:color )?(?:cast|tint|tinge|hue|tone|color)|color cast|tint|tinge|cast"


def _uncast(clause: Clause) -> list[Step] | None:
    text = clause.rest
    found = rx(r"\b(?:from|in|on|of) (.+)$").search(places.noun(text))
    place = places.where(found[1]) if found and placed(found[0]) else None
    if rx(r"\b(?:yellow\w*|orange|warm)\b").search(text):
        return [clause.step(color.Temperature, amount=-20.0, where=place)]
    if rx(r"\b(?:blue\w*|bluish|cool|cold|cyan)\b").search(text):
        return [clause.step(color.Temperature, amount=20.0, where=place)]
    if rx(r"\bgreen\w*\b").search(text):
        return [clause.step(color.Tint, amount=20.0, where=place)]
    if rx(r"\b(?:red\w*|magenta|pink\w*|purple)\b").search(text):
        return [clause.step(color.Tint, amount=-20.0, where=place)]
    return [clause.step(color.WhiteBalance, where=place)]


_REMOVED = (
    (r"(?:image |digital |background |color )?(?:noise|graininess|grain|film grain|speckles|artifacts)(?: (?:from|in|of|on|around) .*)?", _denoised),
    (r"(?:motion )?(?:blur|blurriness|blurring|blurry (?:part|parts|areas?)|softness|fuzziness)", lambda clause: [clause.step(filter.Sharpen)]),
    (r"(?:white |transparent |blue |green |black |busy |distracting |plain |old |original |current |solid |ugly |messy |entire )?background(?: from| behind| around| so| leaving| leave| but| except| here| and make it transparent| color| scenery| completely)?(?: .*)?", lambda clause: [clause.step(generative.RemoveBackground)]),
    (r"(?:empty |extra |black |white |blank |transparent |ugly |unnecessary |thick |solid )*(?:borders?|bars?|margins?|whitespace|white space|empty space|blank space|black edges|white edges|black corners|letterbox\w*|padding|black strips?|outer frame|dead space|space)(?: (?:around|from|on|at|in|along) .*)?", _trim),
    (r"metadata|gps|location|geotags?", files.strip),
    (r"(?:all )?(?:the )?(?:colors?|saturation)(?: (?:from|in|of) (?:the|my|his|her) .*)?", lambda clause: [clause.step(color.Grayscale, where=place_of(clause, r"\bcolors?\b|\bsaturation\b|\bfrom\b"))]),
    (rf"(?:{_CAST})(?: (?:from|in|on|of) .*)?", _uncast),
    (r"(?:haze|fog|mist|smog|haziness)", lambda clause: [clause.step(tone.Contrast, percent=20.0)]),
    (r"transparency|alpha|alpha channel", lambda clause: [clause.step(tone.Opacity, percent=100.0)]),
    (r"vignette|vignetting|dark corners", filters.vignette),
    (r"(?:scratch\w*|tears?|cracks?|creases?|folds?|fold lines?|crease lines?|water damage|stains?|dust(?: and scratches)?|dust spots?|damage|rips?|scratches and \w+|tears and \w+|fading|discoloration|creases and \w+|cracks and \w+|jpeg compression)", lambda clause: [clause.step(generative.Restore, what=clause.restored(clause.rest))]),
    (r"(?:excess |harsh )?(?:saturation|brightness|contrast|exposure|yellowness|redness|highlights|overexposure)", adjusted),
    (r"(?:fish ?eye|lens|perspective|barrel) (?:distortion|effect)|distortion", lambda clause: [clause.step(geometry.Perspective)]),
    (r"(?:top|bottom|left|right|upper|lower|left and right|top and bottom|sides?|edges?)(?: \d+%?| half| third| quarter| side| edge| part| portion)*(?: px)?|\d+ ?(?:px|%) (?:from|of|off) .*", _sides),
    (r"(?:top|bottom|left|right) \d+(?: px|%)(?: and (?:the )?(?:top|bottom|left|right) \d+(?: px|%))+", _sides),
    (r"frames?(?: except.*)? of the gif", files.frame),
)  # fmt: skip

HEADS: Heads = ((remove, "remove|inpaint"),)
