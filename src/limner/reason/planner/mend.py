# ruff: noqa: E501
""" "increase", "reduce", "fix", "improve", "clean": a gauge, a size, a file, or a repair."""

from __future__ import annotations

from limner.core.steps import color, generative
from limner.core.steps.base import Step
from limner.core.steps.filter import Sharpen
from limner.reason.planner import color as colors
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner import framing, places, scaling
from limner.reason.planner import generative as scene
from limner.reason.planner import geometry as canvas
from limner.reason.planner import tone as tones
from limner.reason.planner.clauses import Clause, Heads, Rows, first_row
from limner.reason.planner.gauges import adjectives, adjusted, nouns, place_of
from limner.reason.planner.patterns import rx


def adjust(clause: Clause) -> list[Step] | None:
    """ "increase X", "reduce X", "adjust X": a gauge, a size, or a file's bytes."""
    steps = first_row(clause, _ADJUSTED)
    if steps is not None:
        return steps
    text = clause.rest
    described = rx(rf"\b(?:{adjectives()})\b").search(text) and rx(r"\b(?:more|less|too|er)\b|er\b").search(
        text
    )
    if rx(rf"^(?!(?:the )?(?:size|resolution|number)\b).*\b(?:{nouns()})\b").search(text) or described:
        return adjusted(clause)
    if clause.head in ("adjust", "enhance", "improve", "edit"):
        return improve(clause)
    if rx(
        r"\b(?:size|resolution|dimensions?|width|height|scale|pixels|px|megapixels|picture)\b|^(?:it|this)\b"
    ).search(text):
        return scaling.resize(clause)
    return _less_of(clause, text)


def _exposed(clause: Clause) -> list[Step] | None:
    """ "increase it by a stop" """
    return clause.again(f"{clause.head} exposure {rx('^(?:it|this) ').sub('', clause.rest)}")


def _lit(clause: Clause) -> list[Step] | None:
    """ "adjust the lighting" and "fix the colors", of the whole picture and without a direction, are automatic."""
    rest = rx(r"^(?:the )?(?:lights?|lighting|colors?)\b(?: (?:in|of|on|and|to))?").sub(
        "", rx(r"\b(?:to|so) .*$").sub("", clause.rest)
    )
    neutral = clause.head in ("adjust", "fix", "improve", "correct", "edit", "balance")
    if not neutral and rx(r"^(?:the )?(?:overall )?lighting\b").match(clause.rest):
        return clause.again(f"{clause.head} {clause.rest.replace('lighting', 'brightness', 1)}")
    return tones.auto(clause) if neutral and places.is_picture(rest) else None


def _less_of(clause: Clause, text: str) -> list[Step] | None:
    if clause.head in ("open", "close"):
        return [
            clause.step(
                generative.Replace,
                what=clause.restored(places.noun(text)),
                by={"open": "open", "close": "closed"}[clause.head],
            )
        ]
    if rx(
        r"\b(?:wrinkles|glare|bags|double chin|acne|pimples|shine|dark circles|reflections?|eye bags|fat|belly|clutter|people)\b"
    ).search(text):
        return [clause.step(generative.Remove, what=clause.restored(places.noun(text)))]
    if clause.head in ("raise", "lower", "lift", "drop", "up"):
        return scene.move(clause)
    if clause.head in ("increase", "decrease", "reduce", "grow", "minimize"):
        return [
            scaling.object_size(
                clause,
                rx(r"\b(?:by|to|the size of|in size)\b.*$").sub("", places.noun(text)).strip()
                or places.noun(text),
            )
        ]
    return None


def improve(clause: Clause) -> list[Step] | None:
    """ "fix the lighting", "enhance", "fix the scratches", "fix the crooked horizon"."""
    text = clause.rest
    if clause.head == "balance" and rx(
        r"^(?:the |all the )?(?:overall )?(?:exposure|brightness|contrast|light|tones?|tonality|highlights and shadows)$"
    ).match(text):
        return tones.auto(clause)
    if rx(r"\b(?:typo|spelling|text)\b").search(text) and clause.quote() is not None:
        return [scene.edited_text(clause)]
    out = rx(r"^(.+?) out(?: of .*)?$").match(text)
    if out and clause.head == "edit":
        return clause.again(f"remove {out[1]}")
    for pattern, read in _MENDED:
        if rx(pattern).search(text):
            return read(clause)
    if rx(rf"\b(?:{nouns()})\b").search(text) or rx(rf"\b(?:{adjectives()})\b").search(text):
        return adjusted(clause)
    plain = rx(tones.AUTO_WORDS).sub(" ", text)
    if places.is_picture(places.noun(plain)) or not places.bare(" ".join(plain.split())):
        return tones.auto(clause)
    if clause.head in ("improve", "enhance"):
        return tones.auto(clause)
    return scene.restore(clause)


def _light(clause: Clause) -> list[Step]:
    """ "fix the lighting" is automatic; "enhance the colors" is saturation."""
    text = clause.rest
    if (
        rx(r"\bcolors?\b").search(text)
        and clause.head in ("enhance", "intensify", "improve")
        and not rx(r"\band\b|\blight|\bquality").search(text)
    ):
        return [clause.step(color.Saturation, where=place_of(clause, r"\bcolors?\b|\bof the picture\b"))]
    return tones.auto(clause)


def clean(clause: Clause) -> list[Step] | None:
    """ "clean up the noise", "clean up the background", "clean this picture up"."""
    text = rx(r"^up\b|\bup$").sub("", clause.rest).strip()
    out = rx(r"^(.+?) (?:out|away|off)(?: (?:of|from) .*)?$").match(text)
    if out and not rx(r"\b(?:noise|grain|picture|it)\b").search(out[1]):
        return clause.again(f"remove {out[1]}")
    if rx(r"\b(?:noise|grain\w*|noisy|artifacts)\b").search(text):
        return filters.denoise(clause)
    if places.is_picture(places.noun(text)) or not text:
        return tones.auto(clause) if not rx(r"\bold\b").search(text) else scene.restore(clause)
    if rx(r"\b(?:scratch\w*|dust|tears?|damage)\b").search(text):
        return scene.restore(clause)
    return (
        [clause.step(generative.Remove, what=clause.restored(places.noun(text)))]
        if rx(
            r"\b(?:background|blemish\w*|acne|clutter|skin|face|trash|stains?|mess|litter|dirt|graffiti|spots?|wires?)\b"
        ).search(text)
        else scene.restore(clause)
    )


def reduce(clause: Clause) -> list[Step] | None:
    """ "reduce colors to 16" posterizes."""
    if rx(
        r"\b(?:number of )?colors? (?:count )?(?:to|down to) \d+\b|\b\d+ colors?\b|\bnumber of colors\b|\bto \d+ (?:levels|tones|shades)\b|\bcolor (?:depth|palette)\b"
    ).search(clause.rest):
        return tones.posterize(clause)
    return adjust(clause)


_MENDED = (
    (r"\bwhite balance\b|\bcolor (?:cast|balance)\b|\bcolor correct\w*\b|\bskin tones?\b$", colors.white_balance),
    (r"\b(?:horizon|tilt\w*|crooked\w*|slant\w*|rotation|level|straight\w*|angle)\b", canvas.straighten),
    (r"\bperspective\b|\bkeystone|\bdistortion\b|\bconverging|\bvertical lines\b|\bverticals\b", canvas.perspective),
    (r"\borientation\b|\bupside down\b|\bsideways\b", canvas.rotate),
    (r"\b(?:scratch\w*|tears?|torn|crease\w*|damage\w*|old|crack\w*|fold\w*|restor\w*|broken|ripped|missing|water|stain\w*|dust|faded picture|hair|teeth|eyes?|glasses|face|skin|wrinkles|pimples|acne|smile|closed)\b", scene.restore),
    (r"\bred eye\b", scene.restore),
    (r"\b(?:blur\w*|out of focus|focus)\b", lambda clause: [clause.step(Sharpen)]),
    (r"\b(?:noise|grain\w*|noisy)\b", filters.denoise),
    (r"\b(?:lighting|the light|light levels?|colou?rs?(?! saturation)|tones?|levels|overall|look|quality|exposure and|brightness and contrast)\b(?!.*\b(?:more|less|too|by \d)\b)", _light),
    (r"\bcropping\b|\bcrop\b|\bframing\b", framing.crop),
    (r"\bresolution\b", lambda clause: [clause.step(generative.Restore, what="resolution")]),
)  # fmt: skip

_ADJUSTED: Rows = (
    (
        files.BYTES
        + r"|\b(?:file ?size|size of the file|weight of the (?:file|picture)|filesize)\b|^(?=.*\bquality\b)(?=.*(?:\d|jpeg|compress))",
        files.compress,
    ),
    (r"^(?:the )?(?:overall |picture )?(?:quality|look)\b", tones.auto),
    (r"\b(?:dpi|ppi)\b", files.dpi),
    (r"\bhue\b", colors.hue),
    (r"\bwhite balance\b", colors.white_balance),
    (r"^(?!.*\b(?:exposure|brightness)\b).*\b(?:stops?|ev)\b", _exposed),
    (r"(?<!black )(?<!white )\blevels\b", tones.levels),
    (r"\bcurves?\b", tones.curves),
    (r"\bperspective\b|\bkeystone\b", canvas.perspective),
    (r"^(?!.*of the (?:head|hand)).*\b(?:straighten\w*|horizon|tilt|rotation|angle)\b", canvas.straighten),
    (r"\bcrop\b|\bcropping\b", framing.crop),
    (r"\bborder\b", framing.border),
    (r"\b(?:margins?|padding|canvas)\b", framing.pad),
    (r"^(?:the )?(?:light|lights|lighting|colors?)\b(?! (?:saturation|intensity|strength))", _lit),
)

HEADS: Heads = (
    (
        adjust,
        "open|close|open up|increase|decrease|raise|lower|boost|adjust|up|bump|drop|lift|intensify|strengthen|deepen|lessen|minimize|maximize|amplify|weaken|tune|tweak|grow|diminish",
    ),
    (reduce, "reduce"),
    (improve, "balance|even|fix|improve|enhance|correct|edit|mend|beautify|polish"),
    (clean, "clean|clean up|clear"),
)
