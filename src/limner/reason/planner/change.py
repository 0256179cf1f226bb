# ruff: noqa: E501
""" "change ... to ...", "turn", "convert", "set": what is changed decides which family it is."""

from __future__ import annotations

from limner.core.steps import color, generative
from limner.core.steps.base import Step
from limner.reason.planner import color as colors
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner import framing, places, scaling, styles
from limner.reason.planner import generative as scene
from limner.reason.planner import geometry as canvas
from limner.reason.planner import tone as tones
from limner.reason.planner.clauses import Clause, Heads, Rows, first_row
from limner.reason.planner.gauges import adjusted, nouns
from limner.reason.planner.make import make, make_gray
from limner.reason.planner.patterns import rx
from limner.reason.planner.sizing import IT


def change(clause: Clause) -> list[Step] | None:
    """ "change X (from A) to B": decided by what X is."""
    if rx(r"^(?:in)?to (?!the (?:left|right))").match(clause.rest):
        return clause.again(f"make it {clause.rest.split(' ', 1)[1]}")
    steps = first_row(clause, _CHANGED)
    if steps is not None:
        return steps
    text = clause.rest
    if rx(
        rf"^(?:the |its |overall )*{nouns()}\b(?! (?:of|on|in) (?:the|his|her|my|their) \w+(?: \w+)? (?:to|into) )"
    ).search(text) and not rx(_HUES).match(text):
        return adjusted(clause)
    gray = make_gray(clause, text) if "background" not in text else None
    if gray is not None:
        return gray
    found = rx(_TO).match(text)
    return _changed_plain(clause, text) if found is None else _changed(clause, found[1], found[2])


_HUES = r"^(?:the )?(?:colors?|blue|green|red|yellow|pink|purple|orange|lights?|focus|glow|shadow)\b"
_TO = r"^(.+?)(?: from (?:a |an |the )?.+?)? (?:to|into|with|for|as|in to|to be|so (?:that )?(?:it|he|she|they) (?:is|are|looks?)(?: like)?|be) (.+)$"
_CHANGED: Rows = (
    (r"\bhues?\b", colors.hue),
    (r"^(?:it |the )?(?:white balance|color balance)\b", colors.white_balance),
    (r"\b(?:dpi|ppi)\b", files.dpi),
    (rf"\b(?:file )?format\b|^(?!.*\bpng logo\b).*{files.FORMAT}", files.convert),
    (
        r"^(?:the )?(?:picture )?(?:resolution|size|dimensions?|width|height|picture size|canvas size|longest|long edge|short edge)\b",
        scaling.resize,
    ),
    (r"^(?:the )?orientation\b", canvas.rotate),
    (r"^(?:the )?(?:aspect ratio|ratio)\b", framing.crop),
    (r"^(?:the )?(?:quality|jpeg quality|compression)\b", files.compress),
    (r"^(?:the )?perspective\b(?!.*\b(?:to|from)\b)", canvas.perspective),
    (r"^(?:the )?perspective\b", scene.restyle),
)


def _changed(clause: Clause, what: str, by: str) -> list[Step] | None:
    if rx(r"\bbackground\b").search(what) and not rx(r"\b(?:in|from|of|on) the background\b").search(what):
        if rx(r"\b(?:blur\w*|out of focus)\b").search(by):
            return filters.blur(clause)
        return scene.replaced(clause, what, by)
    if places.is_picture(what) or rx(rf"^{IT}$").match(what):
        return make(clause) if not places.is_color(by) else colors.tinted(clause)
    if rx(
        r"^(?:the )?(?:season|weather|time(?: of day)?|style|mood|setting|scene|location|atmosphere|environment|art style|lighting|era|photo style|theme|day|night|daytime|nighttime|summer|winter)$"
    ).match(places.noun(what)):
        return [clause.step(generative.Restyle, style=clause.restored(places.noun(by)))]
    if rx(r"\b(?:sketch|drawing|doodle|scribble|selfie|portrait|painting|screenshot)$").search(
        what
    ) and styles.is_style(by):
        return [clause.step(generative.Restyle, style=clause.restored(by))]
    if rx(r"\bbigger|smaller|larger\b").search(by):
        return [scaling.object_size(clause, what)]
    if rx(r"^(?:the )?(?:colors?|tones?|whole color)$").match(places.noun(what)):
        return colors.tinted(clause) if places.color(by) else [clause.step(color.Hue)]
    return scene.replaced(clause, places.noun(what), places.noun(by))


def _changed_plain(clause: Clause, text: str) -> list[Step] | None:
    if rx(r"\bbackground\b").search(text) and not rx(r"\b(?:in|of) the background\b").search(text):
        color_of = rx(r"^(?:the )?background(?: color)? (.+)$").match(text)
        return [
            clause.step(generative.ReplaceBackground, by=clause.restored(color_of[1]) if color_of else "")
        ]
    of = rx(r"^(?:the )?colors? of (.+)$|^(.+?)(?:'s)? colors?$").match(places.noun(text))
    if of and not places.is_picture(of[1] or of[2]):
        return [scene.recolored(clause, of[1] or of[2], "")]
    if of or rx(r"^(?:the )?colors?$").match(places.noun(text)):
        clause.note("colour: the hue was turned by 30 degrees, as no colour was named")
        return [clause.step(color.Hue)]
    return make(clause)


def turn(clause: Clause) -> list[Step] | None:
    """ "turn 90", "turn it upside down", "turn the man into a robot"."""
    text = clause.rest
    into = rx(r"\b(?:into|to be|to)\b").search(text)
    if rx(
        rf"^{IT} (?:so (?:that )?it is |to )?(?:in )?(?:portrait|landscape|vertical|horizontal)(?: mode| orientation)?$"
    ).match(text):
        return canvas.rotate(clause)
    if rx(
        r"\b(?:90|180|270|45|\d+ ?deg|clockwise|counterclockwise|upside down|sideways|around|upright|(?:to (?:the )?)?(?:left|right)$)\b"
    ).search(text) and not rx(r"\binto\b").search(text):
        return canvas.rotate(clause)
    if rx(r"^(?:it|this|the picture) (?:a?round|over)\b").match(text):
        return canvas.rotate(clause)
    if rx(r"^(?:off|on) the (?:lights?|lamps?|tv|lamp)|^the (?:lights?|lamps?|tv|light) (?:on|off)").match(
        text
    ):
        return [clause.step(generative.Restyle, style=clause.restored(clause.text))]
    if into and rx(r"\binto\b").search(text):
        return change(clause)
    return change(clause)


def convert(clause: Clause) -> list[Step] | None:
    """A format when one is named, else a change."""
    text = clause.rest
    if rx(r"\b(?:srgb|cmyk|adobe rgb|icc|color profile|display p3)\b").search(text):
        dense = files.dpi(clause) if rx(r"\bdpi\b").search(text) else []
        return [*dense, *files.icc(clause)]
    if rx(r"\bblack and white (?:picture|photo|one)?.*\b(?:to|into|in) (?:full )?color\b").search(text):
        return [clause.step(generative.Colorize)]
    if rx(files.FORMAT).search(text) or (clause.files() and files.format_of(clause)):
        return files.convert(clause)
    if rx(r"^(?:file\d+ )+$").match(text + " "):
        return files.convert(clause)
    return change(clause)


def setting(clause: Clause) -> list[Step] | None:
    """ "set the width to 800", "set brightness to 50", "set the quality to 80"."""
    text = clause.rest
    if rx(r"\bdpi\b|\bppi\b").search(text):
        return files.dpi(clause)
    if rx(r"\bquality\b").search(text):
        return files.compress(clause)
    if rx(r"\bhue\b").search(text):
        return colors.hue(clause)
    if rx(r"\b(?:blur|radius)\b").search(text) and not rx(r"\bcorner").search(text):
        return filters.blur(clause)
    if rx(r"\bthreshold\b").search(text):
        return tones.threshold(clause)
    if rx(r"\bopacity\b|\btransparency\b").search(text):
        return adjusted(clause)
    return change(clause)


HEADS: Heads = (
    (turn, "turn"),
    (change, "change|transform|modify|alter|update|switch to|redo|render|morph|adapt"),
    (convert, "convert"),
    (setting, "set"),
)
