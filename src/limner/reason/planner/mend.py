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
from limner.reason.planner.clauses import Clause
from limner.reason.planner.gauges import adjectives, adjusted, nouns
from limner.reason.planner.words import rx


def adjust(clause: Clause) -> list[Step] | None:
    """ "increase X", "reduce X", "adjust X": a gauge, a size, or a file's bytes."""
    text = clause.rest
    if rx(files.BYTES).search(text) or rx(
        r"\b(?:file ?size|size of the file|weight of the (?:file|picture)|filesize)\b"
    ).search(text):
        return files.compress(clause)
    if rx(r"\bquality\b").search(text) and rx(r"\d|jpeg|compress").search(text):
        return files.compress(clause)
    if rx(r"^(?:the )?(?:overall |picture )?(?:quality|look)\b").search(text):
        return tones.auto(clause)
    if rx(r"\b(?:dpi|ppi)\b").search(text):
        return files.dpi(clause)
    if rx(r"\bhue\b").search(text):
        return colors.hue(clause)
    if rx(r"\bwhite balance\b").search(text):
        return colors.white_balance(clause)
    if rx(r"\b(?:stops?|ev)\b").search(text) and not rx(r"\bexposure\b|\bbrightness\b").search(text):
        return clause.again(f"{clause.head} exposure {rx('^(?:it|this) ').sub('', text)}")
    if rx(r"\b(?:levels)\b").search(text) and not rx(r"\b(?:black|white) levels\b").search(text):
        return tones.levels(clause)
    if rx(r"\bcurves?\b").search(text):
        return tones.curves(clause)
    if rx(r"\bperspective\b|\bkeystone\b").search(text):
        return canvas.perspective(clause)
    if rx(r"\b(?:straighten\w*|horizon|tilt|rotation|angle)\b").search(text) and not rx(
        r"of the (?:head|hand)"
    ).search(text):
        return canvas.straighten(clause)
    if rx(r"\bcrop\b|\bcropping\b").search(text):
        return framing.crop(clause)
    if rx(r"\b(?:border|margins?|padding)\b").search(text):
        return framing.pad(clause) if "border" not in text else framing.border(clause)
    if rx(r"\bcanvas\b").search(text):
        return framing.pad(clause)
    if rx(rf"\b(?:{nouns()})\b").search(text) and not rx(r"^(?:the )?(?:size|resolution|number)\b").search(
        text
    ):
        if (
            rx(r"^(?:the )?(?:light|lights|lighting|colors?)\b(?! (?:saturation|intensity|strength))").match(
                text
            )
            and clause.head in ("adjust", "fix", "improve", "correct", "edit", "balance")
            and places.is_picture(
                rx(r"^(?:the )?(?:lights?|lighting|colors?)\b(?: (?:in|of|on|and|to))?").sub(
                    "", rx(r"\b(?:to|so) .*$").sub("", text)
                )
            )
        ):
            return tones.auto(clause)
        return adjusted(clause)
    if rx(rf"\b(?:{adjectives()})\b").search(text) and rx(r"\b(?:more|less|too|er)\b|er\b").search(text):
        return adjusted(clause)
    if rx(
        r"\b(?:size|resolution|dimensions?|width|height|scale|pixels|px|megapixels|picture)\b|^(?:it|this)\b"
    ).search(text) and clause.head not in ("adjust", "improve", "enhance", "edit"):
        return scaling.resize(clause)
    return (
        improve(clause) if clause.head in ("adjust", "enhance", "improve", "edit") else _less_of(clause, text)
    )


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
        return [clause.step(color.Saturation, where=clause.place(r"\bcolors?\b|\bof the picture\b"))]
    return tones.auto(clause)


def clean(clause: Clause) -> list[Step] | None:
    """ "clean up the noise", "clean up the background", "clean this picture up"."""
    text = rx(r"^up\b|\bup$").sub("", clause.rest).strip()
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
        r"\b(?:number of )?colors? (?:count )?(?:to|down to) \d+\b|\b\d+ colors?\b|\bnumber of colors\b|\bcolor (?:depth|palette)\b"
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

HEADS = {
    "open": adjust,
    "close": adjust,
    "open up": adjust,
    "increase": adjust,
    "decrease": adjust,
    "reduce": reduce,
    "raise": adjust,
    "lower": adjust,
    "boost": adjust,
    "adjust": adjust,
    "up": adjust,
    "bump": adjust,
    "drop": adjust,
    "lift": adjust,
    "intensify": adjust,
    "strengthen": adjust,
    "deepen": adjust,
    "lessen": adjust,
    "minimize": adjust,
    "maximize": adjust,
    "amplify": adjust,
    "weaken": adjust,
    "tune": adjust,
    "tweak": adjust,
    "grow": adjust,
    "diminish": adjust,
    "balance": improve,
    "even": improve,
    "fix": improve,
    "improve": improve,
    "enhance": improve,
    "correct": improve,
    "edit": improve,
    "mend": improve,
    "beautify": improve,
    "polish": improve,
    "clean": clean,
    "clean up": clean,
    "clear": clean,
}
