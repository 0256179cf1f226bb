# ruff: noqa: E501
"""Verbs of everyday speech: let, keep, show, take, bring, push, lose, apply."""

from __future__ import annotations

from limner.core.steps import color, generative, geometry, tone
from limner.core.steps.base import Found, Step
from limner.reason.planner import color as colors
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner import framing, places, putting, scaling
from limner.reason.planner import generative as scene
from limner.reason.planner import geometry as canvas
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import adjusted, nouns
from limner.reason.planner.make import make
from limner.reason.planner.patterns import rx
from limner.reason.planner.sizing import IT


def let(clause: Clause) -> list[Step] | None:
    """ "let it snow", "let the man wear a hat", "have there be a dog"."""
    text = clause.rest
    if rx(r"^there (?:be|is|are|to be) ").match(text):
        return clause.again(rx(r"^there (?:to )?(?:be|is|are)").sub("add", text))
    if rx(r"^it (?:be )?(?:snow|rain|storm|night|day)\w*").match(text):
        return [clause.step(generative.Restyle, style=clause.restored(text))]
    if rx(rf"^{IT}$").match(text):
        return None
    out = rx(r"^(?:rid of )?(.+?) (?:out|removed|gone|off)(?: of .*)?$").match(text)
    if out and clause.head == "get":
        if rx(r"\btext\b").search(out[1]) and rx(r"^me\b").match(text):
            return clause.again("extract the text")
        return clause.again(f"remove {out[1]}")
    if (
        rx(r"\bdown to\b|\bup to\b").search(text)
        and rx(r"\d").search(text)
        and not rx(rf"\b(?:{nouns()})\b").search(text)
    ):
        return clause.again(f"resize {text}")
    if rx(r"^(?:a|an|some) [\w ]+? (?:\w+ing) ").match(text):
        return clause.again(f"add {text}")
    head = rx(
        r"^((?:the|a|an|his|her|my|their|this|all the|some|one of the|him|her|them|it|both)(?: [\w'-]+){0,4}?) (?:to )?(be|have|wear|hold|look|stand|sit|face|turn|eat|ride|walk|play|fly|run|smile|read|carry|drink|hug|use|get|become|show|say|open|close|jump|sleep|point|appear|grow)(?:ing)?\b(.*)$"
    ).match(text)
    if head and head[2] in ("be", "look", "become", "appear", "turn"):
        return clause.again(f"make {head[1]} {head[3].strip()}")
    return make(clause)


def keep(clause: Clause) -> list[Step] | None:
    """ "keep only the dog" crops; anything else that is to be kept asks for nothing."""
    text = clause.rest
    colored = rx(
        r"^(?:only |just )?(.+?) (?:in color|colored)\b.*\b(?:rest|everything|else|all)\b.*\b(?:gray|grayscale|black)"
    ).match(text)
    if colored:
        return [
            clause.step(color.Grayscale, where=Found(words=clause.restored(f"everything but {colored[1]}")))
        ]
    region = places.part(text)
    if region is not None:
        return [clause.step(geometry.Crop, part=region)]
    if rx(
        rf"\b(?:under|below|within|at most|less than|smaller than|max\w*|no more than)\b.*{files.BYTES}"
    ).search(text):
        return files.compress(clause)
    if rx(r"^(?:only|just)\b").match(text):
        if rx(r"\b(?:in color|colored)\b").search(text):
            return [clause.step(color.Grayscale, where=Found(words=f"everything but {places.noun(text)}"))]
        if rx(r"^(?:only|just) (?:the )?metadata|aspect").match(text):
            return []
        return clause.again(f"crop to {rx('^(?:only|just) ').sub('', text)}")
    return []


def show(clause: Clause) -> list[Step] | None:
    """ "show only the edges"; "show the picture at night" is another style."""
    text = clause.rest
    if rx(r"\bedges?\b|\boutlines?\b|\bcontours?\b").search(text):
        return filters.edges(clause)
    if rx(r"\b(?:only|just)\b.*\b(?:red|green|blue) channel\b").search(text):
        return [clause.step(color.Grayscale)]
    if rx(r"^(?:only|just) ").match(text):
        return clause.again(f"crop to {text.split(' ', 1)[1]}")
    return make(clause)


def detect(clause: Clause) -> list[Step] | None:
    """ "find the edges" is a filter; the rest are questions, read elsewhere."""
    return (
        filters.edges(clause) if rx(r"\bedges?\b|\boutlines?\b|\bcontours?\b").search(clause.text) else None
    )


def extract(clause: Clause) -> list[Step] | None:
    """A part or a thing cut out."""
    if rx(r"\bedges?\b").search(clause.rest):
        return filters.edges(clause)
    if rx(r"\bframe\b|\bpage\b").search(clause.rest):
        return files.frame(clause)
    region = places.part(rx(r"\b(?:of|from) the picture\b").sub("", clause.rest).strip())
    if region is not None:
        return [clause.step(geometry.Crop, part=region)]
    if framing.read_box(clause) is not None or rx(r"\d+x\d+").search(clause.rest):
        return framing.crop(clause)
    return [clause.step(generative.RemoveBackground)]


def cut(clause: Clause) -> list[Step] | None:
    """ "cut out the dog" isolates; "cut the sky out" and "cut 50px off the left" do not."""
    if rx(r"^(?:the )?(?:brightness|contrast|exposure|saturation|noise)\b").match(clause.rest):
        return adjusted(clause)
    if rx(r"\bout of (?:the|its|his|her|my) background\b|\bfrom (?:the|its) background\b").search(
        clause.rest
    ):
        return [clause.step(generative.RemoveBackground)]
    return framing.crop(clause)


def isolate(clause: Clause) -> list[Step]:
    """The subject alone."""
    return [clause.step(generative.RemoveBackground)]


def whiten(clause: Clause) -> list[Step]:
    """Teeth and eyes become whiter where they are; a background is replaced."""
    if rx(r"\bbackground\b").search(clause.rest):
        return [clause.step(generative.ReplaceBackground, by="white")]
    if clause.head == "whiten":
        return [scene.recolored(clause, places.noun(clause.rest), "white")]
    return [clause.step(tone.Brightness, percent=-20.0, where=places.where(clause.rest))]


def apply(clause: Clause) -> list[Step] | None:
    """ "apply a sepia filter", "use a 5px blur", "do a vignette": the noun decides."""
    again = rx(r"^(?:a|an|the|some|this|my) ").sub("", clause.rest)
    again = rx(r"^(?:quick|simple|basic|nice|proper|good) ").sub("", again)
    if clause.head == "do":
        return (
            clause.again(again) if again and not rx(r"^(?:this|it|that|something)\b").match(again) else None
        )
    return clause.again(again) or putting.add(clause)


def take(clause: Clause) -> list[Step] | None:
    """ "take the first frame", "take the red channel", "take the man out"."""
    if rx(r"\bframe\b|\bpage\b").search(clause.rest):
        return files.frame(clause)
    region = places.part(clause.rest)
    if region is not None:
        return [clause.step(geometry.Crop, part=region)]
    if rx(r"\d").search(clause.rest) and rx(r"\b(?:left|right|top|bottom|sides?|edges?)\b").search(
        clause.rest
    ):
        return framing.crop(clause)
    out = rx(r"^(.+?) (?:out|away|off)(?: (?:of|from|the|her|his|my|their|its) .*)?$").match(clause.rest)
    if out:
        return clause.again(f"remove {out[1]}")
    return clause.again(f"remove {clause.rest}") if rx(r"\b(?:out|from)\b").search(clause.rest) else None


def trace(clause: Clause) -> list[Step] | None:
    """ "trace the edges" """
    return (
        filters.edges(clause) if rx(r"\bedges?\b|\boutlines?\b|\bcontours?\b").search(clause.rest) else None
    )


def flatten(clause: Clause) -> list[Step] | None:
    """A perspective, a colour onto transparency, or a contrast."""
    if rx(r"\bperspective\b|\bpage\b|\bdocument\b").search(clause.rest):
        return canvas.perspective(clause)
    return adjusted(clause)


def force(clause: Clause) -> list[Step] | None:
    """ "force it to 200x200" """
    return scaling.resize(clause)


def push(clause: Clause) -> list[Step] | None:
    """ "push the shadows by 30", "push it 1.5 stops", "push him to the left"."""
    if rx(r"\b(?:down|back|in)\b").search(clause.rest) and rx(rf"\b(?:{nouns()})\b").search(clause.rest):
        return bring(clause)
    if rx(rf"\b(?:{nouns()}|stops?|ev)\b").search(clause.rest):
        return clause.again(
            f"increase {'exposure ' if rx(r'stops?|ev').search(clause.rest) else ''}{rx('^(?:it|this|the picture) ').sub('', clause.rest)}"
        )
    return scene.move(clause)


def translate(clause: Clause) -> list[Step]:
    """ "translate the text to Spanish" """
    return [scene.edited_text(clause)]


def punch(clause: Clause) -> list[Step] | None:
    """ "punch up the colors" """
    return clause.again(f"increase {clause.rest.removeprefix('up ')}")


def slim(clause: Clause) -> list[Step]:
    """ "slim my waist" """
    return [scaling.object_size(clause, places.noun(clause.rest))]


def complete(clause: Clause) -> list[Step]:
    """ "complete the picture" """
    return [clause.step(generative.Outpaint)]


def lose(clause: Clause) -> list[Step] | None:
    """ "lose the hat" """
    return clause.again(f"remove {clause.rest}")


def shifted(clause: Clause) -> list[Step] | None:
    """ "shift the hue", "shift white balance warmer"; a thing is moved."""
    if rx(r"\bhue\b|\bcolors?\b").search(clause.rest):
        return colors.hue(clause)
    if rx(rf"\b(?:{nouns()}|white balance|warmer|cooler)\b").search(clause.rest) and not rx(
        r"^(?:the|my|his|her) \w+ (?:to|left|right|up|down|further)"
    ).match(clause.rest):
        return adjusted(clause)
    return scene.move(clause)


def bring(clause: Clause) -> list[Step] | None:
    """ "bring the exposure down", "bring out the details"; a thing is moved."""
    down = rx(r"\bdown\b|\bback\b").search(clause.rest)
    if rx(r"^(?:back )?(?:the |some )?colors? (?:back )?to\b").match(clause.rest):
        return [clause.step(generative.Colorize)]
    if rx(rf"\b(?:{nouns()})\b").search(clause.rest) and not rx(r"\b(?:left|right|closer|front)\b").search(
        clause.rest
    ):
        words = rx(r"\b(?:down|up|back|out)\b").sub(" ", clause.rest)
        return clause.again(f"{'decrease' if down else 'increase'} {' '.join(words.split())}")
    if rx(r"\bfrom the (?:second|other|first)\b|\binto the picture\b").search(clause.rest):
        return putting.add(clause)
    return scene.move(clause)


HEADS: Heads = (
    (force, "go|force"),
    (trace, "trace"),
    (flatten, "flatten"),
    (push, "push|pull"),
    (lose, "lose|ditch|scrap|kill|drop out|key out"),
    (shifted, "shift"),
    (bring, "bring|dial"),
    (scene.move, "slide"),
    (scaling.resize, "blow"),
    (punch, "punch"),
    (translate, "translate"),
    (lambda clause: clause.again(f"remove {clause.rest}"), "drain"),
    (slim, "slim"),
    (complete, "complete"),
    (framing.crop, "lop|slice|snip"),
    (let, "let|have|get"),
    (scene.restore, "touch up"),
    (keep, "keep|preserve|leave|maintain|ensure"),
    (show, "show"),
    (detect, "detect|find"),
    (extract, "extract"),
    (isolate, "isolate|cut out"),
    (cut, "cut"),
    (whiten, "whiten|blacken"),
    (apply, "apply|run|perform|use|do"),
    (take, "take"),
)
