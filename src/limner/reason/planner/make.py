# ruff: noqa: E501
""" "make ..." and "turn ... into": what the words after the thing say decides which family it is."""

from __future__ import annotations

from limner.core.steps import color, generative, tone
from limner.core.steps.base import Found, Step
from limner.reason.planner import color as colors
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner import framing, places, styles
from limner.reason.planner import generative as scene
from limner.reason.planner import geometry as canvas
from limner.reason.planner import tone as tones
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.gauges import adjectives, adjusted, nouns
from limner.reason.planner.patterns import rx
from limner.reason.planner.presets import preset
from limner.reason.planner.sizing import IT, make_size


def make(clause: Clause) -> list[Step] | None:
    """ "make it brighter", "make the car red", "make it square", "make him smile"."""
    text = clause.rest
    for read in (
        _make_text,
        _make_format,
        make_gray,
        _make_clear,
        _make_background,
        make_size,
        _make_shape,
        _make_turned,
        _make_visible,
        _make_adjusted,
        _make_color,
        _make_style,
        _make_verb,
        _make_other,
    ):
        steps = read(clause, text)
        if steps is not None:
            return steps
    return None


def _make_text(clause: Clause, text: str) -> list[Step] | None:
    if clause.quote() is not None and rx(r"\b(?:say|read|says|reads|sign|text|word)\b").search(text):
        return [scene.edited_text(clause)]
    return None


def _make_format(clause: Clause, text: str) -> list[Step] | None:
    if rx(
        rf"^(?:{IT} )?(?:be |into |to |as |a |an |in )*(?:lossless |high quality |animated )?{files.FORMAT}(?: file| format| picture| version)?\b"
    ).search(text):
        return files.convert(clause)
    if rx(files.BYTES).search(text):
        return files.compress(clause)
    if rx(
        r"\b(?:file size|filesize|file smaller|size of the file|smaller file|file)\b.*\b(?:small\w*|reduc\w*|light\w*)\b|\bsmaller (?:in )?file\b|\bfile size smaller\b"
    ).search(text):
        return files.compress(clause)
    if rx(r"\b\d+ ?(?:dpi|ppi)\b").search(text):
        return files.dpi(clause)
    return None


def make_gray(clause: Clause, text: str) -> list[Step] | None:
    """Black and white, sepia, negative; or colours for what is black and white."""
    if rx(
        r"\blook like an? .*\b(?:comic|manga|noir|sketch|drawing|painting|woodcut|engraving|etching|cartoon|lithograph)\b"
    ).search(text):
        return None
    if rx(r"\bpure black and white\b|\bbinary\b|\bonly (?:pure )?black and white pixels\b").search(text):
        return tones.threshold(clause)
    if rx(
        r"\b(?:black and white|grayscale|monochrom\w+|shades of gray|colorless)\b|^(?:it |this |the picture )?(?:to|in|into) gray$|^(?:everything|all|the rest) (?:in |be )*gray (?:but|except)\b"
    ).search(text) and not rx(
        r"\b(?:stripes?|striped|checkered|pattern|cat|dog|outfit|dress|tiles)\b"
    ).search(text):
        if rx(
            r"\b(?:from|old|this) (?:\w+ )?(?:black and white|grayscale)\b.*\b(?:to|into|in|a) (?:full )?color|\b(?:black and white|grayscale) (?:picture|photo|one)?(?: \w+)? ?(?:(?:in|into|to|be|have|a) )?(?:full |living )?colou?r"
        ).search(text):
            return [clause.step(generative.Colorize)]
        return [_spared(clause, text)] if rx(_BUT).search(text) else colors.grayscale(clause)
    if rx(r"\bsepia\b").search(text):
        return colors.sepia(clause)
    if rx(
        r"^(?:(?:it|this|the picture|a|an|the|look|like|into|be|film|photo|color) )*(?:negative|inverted)\b(?! space)"
    ).search(text):
        return [clause.step(tone.Invert)]
    if rx(r"\b(?:negative(?! space)|inverted)\b").search(text):
        return tones.invert(clause)
    if "black and white" in text:
        return [_spared(clause, text)] if rx(_BUT).search(text) else colors.grayscale(clause)
    if rx(
        rf"^{IT} (?:in|into|to|be in|to be in|a|have) (?:full |living )?(?:color|colored|colors)(?: picture| version)?$"
    ).search(text):
        return [clause.step(generative.Colorize)]
    return None


_BUT = r"^(?:everything|all) (?:but|except|other|around|besides)|\b(?:except|but|other than|apart from|besides|leave|keep)\b"


def _spared(clause: Clause, text: str) -> Step:
    """Gray but for a thing."""
    kept = rx(r"\b(?:be )?(?:in |into |to )?(?:black and white|grayscale)\b").sub("", text).strip()
    return clause.step(color.Grayscale, where=places.all_but(text) or Found(words=kept or text))


def _make_clear(clause: Clause, text: str) -> list[Step] | None:
    if not rx(r"\b(?:transparent|see through|translucent|opacity|opaque|invisible)\b").search(text):
        return None
    if rx(r"\bbackground\b").search(text):
        return [clause.step(generative.RemoveBackground)]
    old = rx(
        r"^(?:the |all |all the |every |any )?("
        + places.COLOR
        + r")(?: color| colors| pixels| px| parts| areas?| bits)* (?:be )?(?:transparent|see through)"
    ).match(text)
    if old:
        return [colors.replaced_color(clause, old[1], "transparent")]
    words = rx(
        r"\b(?:\d+%?|semi|half|partially|partly|slightly|fully|completely|more|less|be|transparent|see through|translucent|opaque|to|opacity|percent|a|little|bit|of|at|by|the opacity|invisible)\b|%"
    ).sub(" ", text)
    if "invisible" in text:
        return [clause.step(generative.Remove, what=clause.restored(" ".join(words.split())))]
    return [tones.opacity_of(clause, " ".join(words.split()))]


_BACKDROP = r"^(?:the |my |its |his |her |their |this )?(?:\w+ )?(?:background)(?: (?:color|of .*?|behind .*?|in (?:the|this) picture|around .*?))?"


def _make_background(clause: Clause, text: str) -> list[Step] | None:
    found = rx(_BACKDROP + r" (.+)$").match(text)
    if not found:
        return None
    by = rx(
        r"^(?:to|into|be|look like|with|look|as|a|from .*? to|is|so it is|have|color|all|completely|totally|just|only|solid|plain|turn|show|fully|entirely|purely?|in|more like) "
    ).sub("", found[1])
    by = rx(r"^(?:to|into|be|like|with|as|a|an|completely|solid|plain|color) ").sub("", by)
    if rx(r"^(?:more |less |slightly |greatly |much |out of focus|sharp|blur)").match(by) or (
        rx(rf"^(?:{adjectives()})$").match(by) and not places.is_color(by)
    ):
        if rx(r"^(?:more |slightly |greatly |a bit )*(?:blur\w*|out of focus)").match(by):
            return filters.blur(clause)
        return None
    if rx(r"\bblur\w*\b|\bout of focus\b").search(by):
        return filters.blur(clause)
    if rx(rf"\b{adjectives()}\b").search(by) and rx(r"er\b").search(by) and not places.color(by):
        return None
    if rx(r"\bbigger|larger|wider|longer\b").search(by):
        return [clause.step(generative.Outpaint)]
    return [clause.step(generative.ReplaceBackground, by=clause.restored(by))]


def _make_shape(clause: Clause, text: str) -> list[Step] | None:
    if rx(r"^(?:the )?(?:aspect ratio|ratio|shape|format|crop)\b").match(text) or rx(
        rf"^(?:{IT} )(?:to |into |in |be |a |an |perfect(?:ly)? |have |fit |as |with |for |look |nice |the |standard )*(?:square\w*|sqaure|\d+(?:\.\d+)?:\d+|\d+ (?:by|x) \d+|widescreen|wide screen|portrait (?:orientation|mode|format)|landscape (?:orientation|mode|format)|aspect ratio|profile_picture|passport|instagram|vertical|horizontal|panoram\w+)\b"
    ).match(text):
        return framing.crop(clause) if framing.aspect(text) or preset(text) else None
    if rx(
        rf"^{IT} (?:so it is |so that it is )?(?:in(?:to|) )?(?:portrait|landscape|vertical|horizontal)$"
    ).match(text):
        return canvas.rotate(clause) if clause.head == "turn" else framing.crop(clause)
    if rx(rf"^{IT} ").match(text) and rx(framing.RATIO).search(text):
        return framing.crop(clause)
    if rx(r"\b(?:circle|circular|round|rounded|oval)\b").search(text) and rx(
        rf"^(?:{IT}|the corners|corners|the edges)\b"
    ).match(text):
        return canvas.round_corners(clause)
    return None


def _make_turned(clause: Clause, text: str) -> list[Step] | None:
    on_picture = rx(rf"^(?:{IT}|the horizon|horizon|the lines)\b").match(text)
    if on_picture and rx(
        r"\b(?:straight|level|straighter|horizontal|not (?:crooked|tilted|slanted)|less (?:tilted|crooked|slanted))\b"
    ).search(text):
        return canvas.straighten(clause)
    if on_picture and rx(
        r"\bupside down\b|\bupright\b|\bright side up\b|\bsideways\b|\bright way up\b"
    ).search(text):
        return canvas.rotate(clause)
    if on_picture and rx(r"\bmirror(?:ed)?(?: image)?\b|\bflipped\b|\breversed\b").search(text):
        return canvas.flip(clause)
    if on_picture and rx(
        r"\b(?:face|point|look) (?:the )?(?:other way|left|right|opposite)\b|\bfacing\b"
    ).search(text):
        return canvas.flip(clause)
    return None


def _make_visible(clause: Clause, text: str) -> list[Step] | None:
    if rx(
        rf"^(?:{IT}|(?:all )?the (?:colors?|light\w*|overall \w+|details?)|colors?|these|me|us) (?:\w+ )?(?:to |visually |look |really |much |a bit |slightly |greatly |more |be |overall |even |so |very |stand |appear )*(?:pop\b|stand out|better|nicer|nice|good|great|beautiful|awesome|amazing|perfect|professional|presentable|prettier|pretty|cool|attractive|appealing|interesting|best|eye catching|look good|cleaner|clean|natural|fresh|visually appealing|high quality|polished|aesthetic|stunning|even|balanced)\b"
    ).match(text):
        if rx(r"\bcolors?\b").search(text) and rx(r"\b(?:pop|stand|better|nicer)\b").search(text):
            return [clause.step(color.Saturation)]
        return tones.auto(clause)
    if rx(r"\b(?:pixelated|pixellated|mosaic|censored)\b").search(text):
        return filters.pixelate(clause)
    if rx(r"\b(?:blurry|blurred|out of focus|blur)\b").search(text) and not rx(
        r"\b(?:less|not|too|un|no)\b"
    ).search(text):
        return filters.blur(clause)
    if rx(r"\b(?:posterized|embossed)\b").search(text):
        return tones.posterize(clause) if "poster" in text else filters.emboss(clause)
    if rx(r"\bstand out\b|\bpop\b").search(text):
        from limner.core.steps.tone import Contrast

        thing = rx(r"\b(?:stand out|pop|more|greatly|slightly|really|out|much|to)\b.*$").sub("", text)
        return (
            [clause.step(Contrast, where=places.where(thing))] if places.bare(thing) else tones.auto(clause)
        )
    return None


def _make_adjusted(clause: Clause, text: str) -> list[Step] | None:
    whiter = rx(
        r"^((?:the|my|his|her|their) [\w' ]+?) (?:look |be |slightly |much )*(whiter|blacker|pinker)$"
    ).match(text)
    if whiter:
        return [
            scene.recolored(
                clause, whiter[1], {"whiter": "white", "blacker": "black", "pinker": "pink"}[whiter[2]]
            )
        ]
    if rx(r"^(?:the )?(?:picture )?(?:corners|edges)\b").match(text) and rx(r"\bdark").search(text):
        return filters.vignette(clause)
    if rx(
        rf"\b(?:more|less|too|slightly|greatly|higher|lower|stronger|weaker|enough|increased?|reduced|decreased)\b.*\b(?:{nouns()})\b|\b(?:{nouns()})\b.*\b(?:more|less|higher|lower|stronger|weaker|greater|better|softer|harsher|deeper|increased|reduced|enhanced|[+-]?\d+%?)\b"
    ).search(text) and not rx(rf"\b(?:more|less) (?:{adjectives()})\b").search(text):
        return adjusted(clause)
    found = rx(
        rf"\b(?:more|less|slightly|greatly|not (?:as|so|too)|too|much|[\d.]+%|very|really|super|extra|really)\b (?:more |less |slightly |greatly |much |so |as )*(?:{adjectives()})\b|\b(?:{adjectives()})(?: enough| than| by)\b"
    ).search(text)
    comparative = [m for m in rx(rf"\b(?:{adjectives()})\b").finditer(text) if m[0].endswith(("er", "est"))]
    if found or comparative:
        return adjusted(clause)
    plain = rx(
        rf"^(.*?)\b(?:be |look |appear |a bit |a lot |all )*(?:{adjectives()})(?: again| overall| in color| and .*| looking)?$"
    ).match(text)
    if plain and (places.is_picture(plain[1]) or not places.is_color(text[len(plain[1]) :])):
        return adjusted(clause)
    return None


def _make_color(clause: Clause, text: str) -> list[Step] | None:
    text = rx(r"\s+instead of (?:the )?" + places.COLOR + r"$").sub("", text)
    matches = list(rx("(?<![\\w-])" + places.COLOR).finditer(text))
    if not matches:
        return None
    last = matches[-1]
    before, after = text[: last.start()].strip(), text[last.end() :].strip()
    if after and not rx(
        r"^(?:in color|colored?|color|instead|ones?|and|with|tinted?|tone|toned|again|like|all over|please|for|from|in|now|stripes|striped|hue|polka|metallic|leather|only|throughout|,)\b"
    ).match(after):
        return None
    before = (
        rx(
            r"\s*\b(?:from "
            + places.COLOR
            + r" to|to be|be|turn|into|to|a|an|all|completely|look|more|bright|dark|the color|color|colored|"
            + places.COLOR
            + r" and|in|appear|with|have|as|totally|entirely|fully|solid|different|shade of|instead of \w+)\s*$"
        )
        .sub("", " " + before)
        .strip()
    )
    before = (
        rx(r"\s*\b(?:to be|be|turn|into|to|a|an|all|from " + places.COLOR + r")\s*$")
        .sub("", " " + before)
        .strip()
    )
    if rx(r"^(?:the )?(?:border|frame)$").match(before):
        return framing.border(clause)
    if rx(r"^(?:the )?(?:text|font|caption)(?: color)?$").match(before):
        return [scene.recolored(clause, before, last[0])]
    if rx(r"^(?:the )?sky$").match(before) and clause.head in ("turn", "change"):
        return [scene.recolored(clause, before, last[0])]
    if places.is_picture(before):
        return colors.tinted(clause)
    of = rx(r"^(?:the )?colors? of (.+)$|^(.+?)(?:'s)? color$").match(before)
    return [scene.recolored(clause, (of[1] or of[2]) if of else before, last[0])]


def _make_style(clause: Clause, text: str) -> list[Step] | None:
    found = rx(
        rf"^(?:{IT}|the (?:weather|season|time(?: of day)?|scene|setting|mood|style|atmosphere|lighting|sky|location|environment|day|era|whole \w+|art style|ground|view|landscape)|an?\b|this (?:scene|\w+ picture)|my (?:selfie|portrait)|the (?:\w+ )?(?:portrait|selfie))\b(?: (?:to|look|into|be|appear|seem|feel|as|from .*? to|like|a|an|in|more|so it is|as if|so that it|is|with)\b)*\s*(.*)$"
    ).match(text)
    like = rx(
        r"\blook (?:like|as if)\b|\bin the style of\b|\binto (?:a|an) (?:painting|cartoon|sketch|drawing)"
    ).search(text)
    if found and (styles.is_style(found[1] or text)):
        if rx(r"^the sky\b").match(text):
            return [clause.step(generative.Replace, what="the sky", by=clause.restored(found[1]))]
        return [clause.step(generative.Restyle, style=clause.restored(found[1] or text))]
    if like and (found or styles.is_style(text[like.start() :])) and rx(rf"^{IT}\b").match(text):
        return [clause.step(generative.Restyle, style=clause.restored(text[like.end() :] or text))]
    if rx(rf"^(?:{IT})\b").match(text) and (
        like
        or rx(
            rf"^{IT} (?:a|an|the|more|feel|look|be|as|like|to|into|seem|appear|rain|snow|night|day|happen|take place|in|on|at|during|all)\b"
        ).match(text)
    ):
        style = rx(rf"^{IT} (?:(?:look like|look|be|as|like|to|into|more|feel|seem|appear|in) )*").sub(
            "", text
        )
        return [clause.step(generative.Restyle, style=clause.restored(style) or text)]
    if rx(
        r"\bin the style of\b|^(?:the )?(?:season|weather|time of day|style|mood|art style|lighting)\b"
    ).search(text):
        return [clause.step(generative.Restyle, style=clause.restored(text))]
    return None


def _make_verb(clause: Clause, text: str) -> list[Step] | None:
    """ "make him wear a hat", "have the woman hold a cup", "make the tree disappear"."""
    gone = rx(r"^(.+?) (?:to )?(?:disappear|vanish|go away|gone|removed|erased)\b").match(text)
    if gone:
        return [clause.step(generative.Remove, what=clause.restored(gone[1]))]
    if rx(r"^(?:me|us) look like\b").match(text):
        return [clause.step(generative.Restyle, style=clause.restored(text))]
    if rx(r"\binstead of\b").search(text):
        found = rx(r"^(?:.*? )?((?:a|an|some|the) [\w' ]+?) instead of (.+)$").match(text)
        if found:
            return [
                clause.step(generative.Replace, what=clause.restored(found[2]), by=clause.restored(found[1]))
            ]
    worn = rx(
        r"^(.+?) (?:be |to )?(?:wear\w*|hold\w*|have|having|carry\w*|hug\w*|grow|with|put on|eat\w*|drink\w*|rid\w+|catch\w*|smok\w+|pull\w*|walk\w*|play\w*|read\w*|us\w+|contain|filled with|covered (?:in|with)|full of|surrounded by|decorated with|show) ((?:a|an|some|the|\d+|more|his|her|sun|glasses|two|three|\w+).*)$"
    ).match(text)
    if worn:
        if rx(
            r"\b(?:short|long|blonde?|curly|straight|brown|black|gray|white|red|blue|green|bald|no|bigger|smaller|longer|shorter)\b.*\b(?:hair|eyes?|beard|skin|teeth|lips|ears|nose)\b"
        ).search(worn[2]):
            if places.color(worn[2]):
                return [
                    clause.step(
                        generative.Recolor,
                        what=clause.restored(worn[1] + " " + worn[2].split()[-1]),
                        color=places.color(worn[2]) or "",
                    )
                ]
            return [
                clause.step(generative.Replace, what=clause.restored(worn[1]), by=clause.restored(worn[2]))
            ]
        if rx(r"^(?:no|less|fewer)\b").match(worn[2]):
            return [clause.step(generative.Remove, what=clause.restored(worn[2].split(" ", 1)[-1]))]
        return [clause.step(generative.Add, what=clause.restored(worn[2]), place=clause.restored(worn[1]))]
    there = rx(r"^(?:it so )?there (?:to )?(?:be|is|are) (.+)$").match(text)
    if there:
        return clause.again(f"add {there[1]}")
    seen = rx(rf"^(?:it |{IT} )?(?:so |so that |such that )(.+)$").match(text)
    return clause.again(seen[1]) if seen else None


def _make_other(clause: Clause, text: str) -> list[Step] | None:
    if places.is_picture(places.noun(text)) or not text:
        return None
    found = rx(
        r"^((?:the |my |his |her |their |this |that |its |our |these |those |all |one |a |an )?(?:[\w'-]+ ){0,4}?[\w'-]+) (?:into |to be |to look like |look like |look |be |become |to |appear |turn into |as )(.+)$"
    ).match(text)
    if found is None:
        found = rx(
            r"^((?:the |my |his |her |their |this |that |its |our |these |those |all (?:the )?|both |each )?[\w'-]+(?: [\w'-]+)??(?: (?:in|on|of|at) the [\w'-]+)?) ((?:a |an |the |more |less |very |really )?[\w' -]+)$"
        ).match(text)
    if found is None:
        return [clause.step(generative.Replace, what=clause.restored(text))]
    if places.is_picture(found[1]) or rx(rf"^{IT}$").match(found[1]):
        return [clause.step(generative.Restyle, style=clause.restored(found[2]))]
    return [clause.step(generative.Replace, what=clause.restored(found[1]), by=clause.restored(found[2]))]


HEADS: Heads = ((make, "make|become"),)
