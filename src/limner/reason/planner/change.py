"""Verbs that say little by themselves: make, turn, change, convert, set, have, fix, improve, clean.

What follows them decides which family a clause belongs to.
"""

from __future__ import annotations

from limner.core.steps import color, generative, geometry, tone
from limner.core.steps.base import Step
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner import framing, generative as scene, places, scaling, styles
from limner.reason.planner import color as colors
from limner.reason.planner import geometry as canvas
from limner.reason.planner import tone as tones
from limner.reason.planner.clauses import Clause
from limner.reason.planner.gauges import adjectives, adjusted, nouns
from limner.reason.planner.presets import preset
from limner.reason.planner.words import rx

_IT = r"(?:it|this|that|the picture|this picture|my picture|that picture|the whole picture|the entire picture|picture|these|them|everything|the whole thing|all of it|the screenshot|our picture|a picture|the colors?|the final picture|the scene|the overall picture|the original picture|both pictures|all the pictures|the result|these pictures|this one|this whole picture|the picture of \w+)"


def make(clause: Clause) -> list[Step] | None:
    """ "make it brighter", "make the car red", "make it square", "make him smile"."""
    text = clause.rest
    for read in (_make_text, _make_format, _make_gray, _make_clear, _make_background, _make_size, _make_shape, _make_turned, _make_visible, _make_adjusted, _make_color, _make_style, _make_verb, _make_other):
        steps = read(clause, text)
        if steps is not None:
            return steps
    return None


def _make_text(clause: Clause, text: str) -> list[Step] | None:
    if clause.quote() is not None and rx(r"\b(?:say|read|says|reads|sign|text|word)\b").search(text):
        return [scene.edited_text(clause)]
    return None


def _make_format(clause: Clause, text: str) -> list[Step] | None:
    if rx(rf"^(?:{_IT} )?(?:be |into |to |as |a |an |in )*(?:lossless |high quality |animated )?{files.FORMAT}(?: file| format| picture| version)?\b").search(text):
        return files.convert(clause)
    if rx(files.BYTES).search(text):
        return files.compress(clause)
    if rx(r"\b(?:file size|filesize|file smaller|size of the file|smaller file|file)\b.*\b(?:small\w*|reduc\w*|light\w*)\b|\bsmaller (?:in )?file\b|\bfile size smaller\b").search(text):
        return files.compress(clause)
    if rx(r"\b\d+ ?(?:dpi|ppi)\b").search(text):
        return files.dpi(clause)
    return None


def _make_gray(clause: Clause, text: str) -> list[Step] | None:
    if rx(r"\bpure black and white\b|\bbinary\b|\bonly (?:pure )?black and white pixels\b").search(text):
        return tones.threshold(clause)
    if rx(r"\b(?:black and white|grayscale|monochrom\w+|shades of gray|colorless)\b|^(?:it |this |the picture )?(?:to|in|into) gray$").search(text) and not rx(r"\b(?:stripes?|striped|checkered|pattern|cat|dog|outfit|dress|tiles)\b").search(text):
        if rx(r"\b(?:from|old|this) (?:\w+ )?(?:black and white|grayscale)\b.*\b(?:to|into|in|a) (?:full )?color|\b(?:black and white|grayscale) (?:picture|photo|one)?(?: \w+)? ?(?:in|into|to|be|have|a) (?:\w+ )?colou?r").search(text):
            return [clause.step(generative.Colorize)]
        if rx(r"^(?:everything|all) (?:but|except|other|around|besides)|\b(?:except|but|other than|apart from|besides|leave|keep)\b").search(text):
            return [clause.step(color.Grayscale, where=places.all_but(text) or places.Found(words=rx(r"\b(?:be )?(?:in |into |to )?(?:black and white|grayscale)\b").sub("", text).strip() or text))]
        return colors.grayscale(clause)
    if rx(r"\bsepia\b").search(text):
        return colors.sepia(clause)
    if rx(r"\b(?:negative|inverted)\b").search(text) and not rx(r"\bnegative space\b").search(text):
        return tones.invert(clause)
    if rx(r"\bblack and white|\bgray scale").search(text):
        return colors.grayscale(clause)
    if rx(rf"^{_IT} (?:in|into|to|be in|to be in|a|have) (?:full |living )?(?:color|colored|colors)(?: picture| version)?$").search(text):
        return [clause.step(generative.Colorize)]
    return None


def _make_clear(clause: Clause, text: str) -> list[Step] | None:
    if not rx(r"\b(?:transparent|see through|translucent|opacity|opaque|invisible)\b").search(text):
        return None
    if rx(r"\bbackground\b").search(text):
        return [clause.step(generative.RemoveBackground)]
    old = rx(r"^(?:the |all |all the |every |any )?(" + places.COLOR + r")(?: color| colors| pixels| px| parts| areas?| bits)* (?:be )?(?:transparent|see through)").match(text)
    if old:
        return [colors.replaced_color(clause, old[1], "transparent")]
    words = rx(r"\b(?:\d+%?|semi|half|partially|partly|slightly|fully|completely|more|less|be|transparent|see through|translucent|opaque|to|opacity|percent|a|little|bit|of|at|by|the opacity|invisible)\b|%").sub(" ", text)
    if "invisible" in text:
        return [clause.step(generative.Remove, what=clause.restored(" ".join(words.split())))]
    return [tones.opacity_of(clause, " ".join(words.split()))]


_BACKDROP = r"^(?:the |my |its |his |her |their |this )?(?:\w+ )?(?:background)(?: (?:color|of .*?|behind .*?|in (?:the|this) picture|around .*?))?"


def _make_background(clause: Clause, text: str) -> list[Step] | None:
    found = rx(_BACKDROP + r" (.+)$").match(text)
    if not found:
        return None
    by = rx(r"^(?:to|into|be|look like|with|look|as|a|from .*? to|is|so it is|have|color|all|completely|totally|just|only|solid|plain|turn|show|fully|entirely|purely?|in|more like) ").sub("", found[1])
    by = rx(r"^(?:to|into|be|like|with|as|a|an|completely|solid|plain|color) ").sub("", by)
    if rx(r"^(?:more |less |slightly |greatly |much |out of focus|sharp|blur)").match(by) or (rx(rf"^(?:{adjectives()})$").match(by) and not places.is_color(by)):
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


_SIZED = r"\b(?:bigger|larger|smaller|half (?:the|its|of its|as|size|of the)|(?:\d+|half|third|quarter)x? (?:the )?(?:size|as (?:big|large|small|wide|tall|high|long))|[\d.]+%? (?:bigger|larger|smaller|of (?:its|the) (?:original |current )?size|the size)|\d+x\d+|tiny|huge|gigantic|enormous|giant|massive|miniature|\d+ ?px (?:wide|high|tall|in|across|by)|the size of|double (?:the|its|in)|half size|\d+ (?:px|pixels)|thumbnail\w*|taller|shorter|wider|thinner|skinnier|slimmer|fatter|thicker|big|small|large|longer|megapixels|high resolution|higher resolution|lower resolution|low resolution|full size|enlarged|skinny|slim|chubbier|muscular|buff|narrower|smaller in size|fit)\b"
_BODY = r"\b(?:thinner|skinnier|slimmer|fatter|thicker|taller|shorter|longer|skinny|slim|chubbier|muscular|buff|narrower)\b"


def _make_size(clause: Clause, text: str) -> list[Step] | None:
    if rx(r"\b(?:no|not) (?:wider|bigger|larger|taller|higher|more) than\b").search(text):
        return files.compress(clause) if rx(files.BYTES).search(text) else scaling.resize(clause)
    if rx(r"^(?:it |the picture )?(?:the )?(?:max )?(?:width|height)\b.*\d|^(?:the )?(?:width|height) half\b|^(?:the )?(?:long|short) edge\b.*\d|\b\d+ (?:px )?(?:wide|high|tall)$").search(text):
        return scaling.resize(clause)
    found = rx(_SIZED).search(text)
    known = rx(rf"^{_IT}\b").match(text) and preset(text)
    if not found and known and not rx(r"\bpassport|profile_picture|poster|cover|header|thumbnail|story|post|like|look\b").search(text):
        return scaling.resize(clause)
    if not found:
        if known and rx(r"\b(?:thumbnail|wallpaper|banner|header|cover|post|story)\b").search(text):
            return scaling.resize(clause)
        return None
    if rx(r"\bfile ?size\b").search(text):
        return files.compress(clause)
    if framing.aspect(text) and rx(r"\b(?:square|ratio|aspect)\b").search(text) and not rx(r"\d{3}").search(text):
        return None
    if rx(r"\b(?:canvas)\b").search(text):
        return framing.pad(clause)
    if rx(r"\b(?:blur|contrast|border|frame|hair)\b").search(text[: found.start()]) and not rx(r"\bsize\b").search(text):
        if rx(r"\b(?:border|frame)\b").search(text):
            return framing.border(clause)
        if rx(r"\bhair\b").search(text):
            return [clause.step(generative.Replace, what=clause.restored(text[: found.start()].strip()), by=found[0])]
    thing = rx(r"\b(?:to be|be|look|about|much|greatly|slightly|at least|really|very|way|so|appear|exactly|at|to|into|a|an|more|too|by)\s*$").sub("", text[: found.start()].strip()).strip()
    thing = rx(r"\b(?:to be|be|look|about|at|to|by|[\d.]+%?)\s*$").sub("", thing).strip()
    if places.is_picture(thing) or rx(rf"^{_IT}$").match(thing):
        if rx(r"\b(?:wider|taller)\b").search(found[0]) and not rx(r"\d").search(text):
            return [clause.step(generative.Outpaint, side="horizontal" if found[0] == "wider" else "vertical")]
        if rx(_BODY).search(found[0]) and not rx(r"\d").search(text):
            return [clause.step(generative.ResizeObject, what="the subject")]
        return scaling.resize(clause)
    if rx(r"^(?:the )?(?:resolution|size|width|height|long edge|short edge|dimensions?|longest)\b").match(thing):
        return scaling.resize(clause)
    return [scaling.object_size(clause, thing)]


def _make_shape(clause: Clause, text: str) -> list[Step] | None:
    if rx(r"^(?:the )?(?:aspect ratio|ratio|shape|format|crop)\b").match(text) or rx(rf"^(?:{_IT} )(?:to |into |in |be |a |an |perfect(?:ly)? |have |fit |as |with |for |look |nice |the |standard )*(?:square\w*|sqaure|\d+(?:\.\d+)?:\d+|\d+ (?:by|x) \d+|widescreen|wide screen|portrait (?:orientation|mode|format)|landscape (?:orientation|mode|format)|aspect ratio|profile_picture|passport|instagram|vertical|horizontal|panoram\w+)\b").match(text):
        if framing.aspect(text) or preset(text):
            return framing.crop(clause)
    if rx(rf"^{_IT} (?:so it is |so that it is )?(?:in(?:to|) )?(?:portrait|landscape|vertical|horizontal)$").match(text):
        return canvas.rotate(clause) if clause.head == "turn" else framing.crop(clause)
    if rx(rf"^{_IT} ").match(text) and rx(framing.RATIO).search(text):
        return framing.crop(clause)
    if rx(r"\b(?:circle|circular|round|rounded|oval)\b").search(text) and rx(rf"^(?:{_IT}|the corners|corners|the edges)\b").match(text):
        return canvas.round_corners(clause)
    return None


def _make_turned(clause: Clause, text: str) -> list[Step] | None:
    on_picture = rx(rf"^(?:{_IT}|the horizon|horizon|the lines)\b").match(text)
    if on_picture and rx(r"\b(?:straight|level|straighter|horizontal|not (?:crooked|tilted|slanted)|less (?:tilted|crooked|slanted))\b").search(text):
        return canvas.straighten(clause)
    if on_picture and rx(r"\bupside down\b|\bupright\b|\bright side up\b|\bsideways\b|\bright way up\b").search(text):
        return canvas.rotate(clause)
    if on_picture and rx(r"\bmirror(?:ed)?(?: image)?\b|\bflipped\b|\breversed\b").search(text):
        return canvas.flip(clause)
    if on_picture and rx(r"\b(?:face|point|look) (?:the )?(?:other way|left|right|opposite)\b|\bfacing\b").search(text):
        return canvas.flip(clause)
    return None


def _make_visible(clause: Clause, text: str) -> list[Step] | None:
    if rx(rf"^(?:{_IT}|(?:all )?the (?:colors?|light\w*|overall \w+|details?)|colors?|these|me|us) (?:\w+ )?(?:to |visually |look |really |much |a bit |slightly |greatly |more |be |overall |even |so |very |stand |appear )*(?:pop\b|stand out|better|nicer|nice|good|great|beautiful|awesome|amazing|perfect|professional|presentable|prettier|pretty|cool|attractive|appealing|interesting|best|eye catching|look good|cleaner|clean|natural|fresh|visually appealing|high quality|polished|aesthetic|stunning|even|balanced)\b").match(text):
        if rx(r"\bcolors?\b").search(text) and rx(r"\b(?:pop|stand|better|nicer)\b").search(text):
            return [clause.step(color.Saturation)]
        return tones.auto(clause)
    if rx(r"\b(?:pixelated|pixellated|mosaic|censored)\b").search(text):
        return filters.pixelate(clause)
    if rx(r"\b(?:blurry|blurred|out of focus|blur)\b").search(text) and not rx(r"\b(?:less|not|too|un|no)\b").search(text):
        return filters.blur(clause)
    if rx(r"\b(?:posterized|embossed)\b").search(text):
        return tones.posterize(clause) if "poster" in text else filters.emboss(clause)
    if rx(r"\bstand out\b|\bpop\b").search(text):
        from limner.core.steps.tone import Contrast

        thing = rx(r"\b(?:stand out|pop|more|greatly|slightly|really|out|much|to)\b.*$").sub("", text)
        return [clause.step(Contrast, where=places.where(thing))] if places.bare(thing) else tones.auto(clause)
    return None


def _make_adjusted(clause: Clause, text: str) -> list[Step] | None:
    whiter = rx(r"^((?:the|my|his|her|their) [\w' ]+?) (?:look |be |slightly |much )*(whiter|blacker|pinker)$").match(text)
    if whiter:
        return [scene._recolored(clause, whiter[1], {"whiter": "white", "blacker": "black", "pinker": "pink"}[whiter[2]])]
    if rx(r"^(?:the )?(?:picture )?(?:corners|edges)\b").match(text) and rx(r"\bdark").search(text):
        return filters.vignette(clause)
    if rx(rf"\b(?:more|less|too|slightly|greatly|higher|lower|stronger|weaker|enough|increased?|reduced|decreased)\b.*\b(?:{nouns()})\b|\b(?:{nouns()})\b.*\b(?:more|less|higher|lower|stronger|weaker|greater|better|softer|harsher|deeper|increased|reduced|enhanced|[+-]?\d+%?)\b").search(text):
        if not rx(rf"\b(?:er|ier)\b|\b(?:more|less) (?:{adjectives()})\b").search(text) or not rx(rf"\b(?:more|less) (?:{adjectives()})\b").search(text):
            return adjusted(clause)
    found = rx(rf"\b(?:more|less|slightly|greatly|not (?:as|so|too)|too|much|[\d.]+%|very|really|super|extra|really)\b (?:more |less |slightly |greatly |much |so |as )*(?:{adjectives()})\b|\b(?:{adjectives()})(?: enough| than| by)\b").search(text)
    comparative = [m for m in rx(rf"\b(?:{adjectives()})\b").finditer(text) if m[0].endswith(("er", "est"))]
    if found or comparative:
        return adjusted(clause)
    plain = rx(rf"^(.*?)\b(?:be |look |appear |a bit |a lot |all )*(?:{adjectives()})(?: again| overall| in color| and .*| looking)?$").match(text)
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
    if after and not rx(r"^(?:in color|colored?|color|instead|ones?|and|with|tinted?|tone|toned|again|like|all over|please|for|from|in|now|stripes|striped|hue|polka|metallic|leather|only|throughout|,)\b").match(after):
        return None
    before = rx(r"\s*\b(?:from " + places.COLOR + r" to|to be|be|turn|into|to|a|an|all|completely|look|more|bright|dark|the color|color|colored|" + places.COLOR + r" and|in|appear|with|have|as|totally|entirely|fully|solid|different|shade of|instead of \w+)\s*$").sub("", " " + before).strip()
    before = rx(r"\s*\b(?:to be|be|turn|into|to|a|an|all|from " + places.COLOR + r")\s*$").sub("", " " + before).strip()
    if rx(r"^(?:the )?(?:border|frame)$").match(before):
        return framing.border(clause)
    if rx(r"^(?:the )?(?:text|font|caption)(?: color)?$").match(before):
        return [scene._recolored(clause, before, last[0])]
    if rx(r"^(?:the )?sky$").match(before) and clause.head in ("turn", "change"):
        return [scene._recolored(clause, before, last[0])]
    if places.is_picture(before):
        return colors.tinted(clause)
    of = rx(r"^(?:the )?colors? of (.+)$|^(.+?)(?:'s)? color$").match(before)
    return [scene._recolored(clause, (of[1] or of[2]) if of else before, last[0])]


def _make_style(clause: Clause, text: str) -> list[Step] | None:
    found = rx(rf"^(?:{_IT}|the (?:weather|season|time(?: of day)?|scene|setting|mood|style|atmosphere|lighting|sky|location|environment|day|era|whole \w+|art style|ground|view|landscape)|an?\b|this (?:scene|\w+ picture)|my (?:selfie|portrait)|the (?:\w+ )?(?:portrait|selfie))\b(?: (?:to|look|into|be|appear|seem|feel|as|from .*? to|like|a|an|in|more|so it is|as if|so that it|is|with)\b)*\s*(.*)$").match(text)
    like = rx(r"\blook (?:like|as if)\b|\bin the style of\b|\binto (?:a|an) (?:painting|cartoon|sketch|drawing)").search(text)
    if found and (styles.is_style(found[1] or text)):
        if rx(r"^the sky\b").match(text):
            return [clause.step(generative.Replace, what="the sky", by=clause.restored(found[1]))]
        return [clause.step(generative.Restyle, style=clause.restored(found[1] or text))]
    if like and (found or styles.is_style(text[like.start() :])) and rx(rf"^{_IT}\b").match(text):
        return [clause.step(generative.Restyle, style=clause.restored(text[like.end() :] or text))]
    if rx(rf"^(?:{_IT})\b").match(text) and (like or rx(rf"^{_IT} (?:a|an|the|more|feel|look|be|as|like|to|into|seem|appear|rain|snow|night|day|happen|take place|in|on|at|during|all)\b").match(text)):
        style = rx(rf"^{_IT} (?:(?:look like|look|be|as|like|to|into|more|feel|seem|appear|in) )*").sub("", text)
        return [clause.step(generative.Restyle, style=clause.restored(style) or text)]
    if rx(r"\bin the style of\b|^(?:the )?(?:season|weather|time of day|style|mood|art style|lighting)\b").search(text):
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
            return [clause.step(generative.Replace, what=clause.restored(found[2]), by=clause.restored(found[1]))]
    worn = rx(r"^(.+?) (?:be |to )?(?:wear\w*|hold\w*|have|having|carry\w*|hug\w*|grow|with|put on|eat\w*|drink\w*|rid\w+|catch\w*|smok\w+|pull\w*|walk\w*|play\w*|read\w*|us\w+|contain|filled with|covered (?:in|with)|full of|surrounded by|decorated with|show) ((?:a|an|some|the|\d+|more|his|her|sun|glasses|two|three|\w+).*)$").match(text)
    if worn:
        if rx(r"\b(?:short|long|blonde?|curly|straight|brown|black|gray|white|red|blue|green|bald|no|bigger|smaller|longer|shorter)\b.*\b(?:hair|eyes?|beard|skin|teeth|lips|ears|nose)\b").search(worn[2]):
            if places.color(worn[2]):
                return [clause.step(generative.Recolor, what=clause.restored(worn[1] + " " + worn[2].split()[-1]), color=places.color(worn[2]) or "")]
            return [clause.step(generative.Replace, what=clause.restored(worn[1]), by=clause.restored(worn[2]))]
        if rx(r"^(?:no|less|fewer)\b").match(worn[2]):
            return [clause.step(generative.Remove, what=clause.restored(worn[2].split(" ", 1)[-1]))]
        return [clause.step(generative.Add, what=clause.restored(worn[2]), place=clause.restored(worn[1]))]
    there = rx(r"^(?:it so )?there (?:to )?(?:be|is|are) (.+)$").match(text)
    if there:
        return clause.again(f"add {there[1]}")
    seen = rx(rf"^(?:it |{_IT} )?(?:so |so that |such that )(.+)$").match(text)
    return clause.again(seen[1]) if seen else None


def _make_other(clause: Clause, text: str) -> list[Step] | None:
    if places.is_picture(places.noun(text)) or not text:
        return None
    found = rx(r"^((?:the |my |his |her |their |this |that |its |our |these |those |all |one |a |an )?(?:[\w'-]+ ){0,4}?[\w'-]+) (?:into |to be |to look like |look like |look |be |become |to |appear |turn into |as )(.+)$").match(text)
    if found is None:
        found = rx(r"^((?:the |my |his |her |their |this |that |its |our |these |those |all (?:the )?|both |each )?[\w'-]+(?: [\w'-]+)??(?: (?:in|on|of|at) the [\w'-]+)?) ((?:a |an |the |more |less |very |really )?[\w' -]+)$").match(text)
    if found is None:
        return [clause.step(generative.Replace, what=clause.restored(text))]
    if places.is_picture(found[1]) or rx(rf"^{_IT}$").match(found[1]):
        return [clause.step(generative.Restyle, style=clause.restored(found[2]))]
    return [clause.step(generative.Replace, what=clause.restored(found[1]), by=clause.restored(found[2]))]


def change(clause: Clause) -> list[Step] | None:
    """ "change X (from A) to B": decided by what X is."""
    text = clause.rest
    if rx(r"\bhues?\b").search(text):
        return colors.hue(clause)
    if rx(r"^(?:it |the )?(?:white balance|color balance)\b").search(text):
        return colors.white_balance(clause)
    if rx(r"\b(?:dpi|ppi)\b").search(text):
        return files.dpi(clause)
    if rx(r"\b(?:file )?format\b").search(text) or (rx(files.FORMAT).search(text) and not rx(r"\bpng logo\b").search(text)):
        return files.convert(clause)
    if rx(r"^(?:the )?(?:picture )?(?:resolution|size|dimensions?|width|height|picture size|canvas size|longest|long edge|short edge)\b").search(text):
        return scaling.resize(clause)
    if rx(r"^(?:the )?(?:aspect ratio|ratio|orientation)\b").search(text):
        return framing.crop(clause) if "orientation" not in text else canvas.rotate(clause)
    if rx(r"^(?:the )?(?:quality|jpeg quality|compression)\b").search(text):
        return files.compress(clause)
    if rx(r"^(?:the )?perspective\b").search(text):
        return canvas.perspective(clause) if not rx(r"\b(?:to|from)\b").search(text) else scene.restyle(clause)
    if rx(rf"^(?:the |its |overall )*{nouns()}\b(?! (?:of|on|in) (?:the|his|her|my|their) \w+(?: \w+)? (?:to|into) )").search(text) and not rx(r"^(?:the )?(?:colors?|blue|green|red|yellow|pink|purple|orange|lights?|focus|glow|shadow)\b").match(text):
        return adjusted(clause)
    gray = _make_gray(clause, text) if not rx(r"\bbackground\b").search(text) else None
    if gray is not None:
        return gray
    found = rx(r"^(.+?)(?: from (?:a |an |the )?.+?)? (?:to|into|with|for|as|in to|to be|so (?:that )?(?:it|he|she|they) (?:is|are|looks?)(?: like)?|be) (.+)$").match(text)
    if found is None:
        return _changed_plain(clause, text)
    return _changed(clause, found[1], found[2], text)


def _changed(clause: Clause, what: str, by: str, text: str) -> list[Step] | None:
    if rx(r"\bbackground\b").search(what) and not rx(r"\b(?:in|from|of|on) the background\b").search(what):
        if rx(r"\b(?:blur\w*|out of focus)\b").search(by):
            return filters.blur(clause)
        return scene.replaced(clause, what, by)
    if places.is_picture(what) or rx(rf"^{_IT}$").match(what):
        return make(clause) if not places.is_color(by) else colors.tinted(clause)
    if rx(r"^(?:the )?(?:season|weather|time(?: of day)?|style|mood|setting|scene|location|atmosphere|environment|art style|lighting|era|photo style|theme|day|night|daytime|nighttime|summer|winter)$").match(places.noun(what)):
        return [clause.step(generative.Restyle, style=clause.restored(places.noun(by)))]
    if rx(r"\bbigger|smaller|larger\b").search(by):
        return [scaling.object_size(clause, what)]
    if rx(r"^(?:the )?(?:colors?|tones?|whole color)$").match(places.noun(what)):
        return colors.tinted(clause) if places.color(by) else [clause.step(color.Hue)]
    return scene.replaced(clause, places.noun(what), places.noun(by))


def _changed_plain(clause: Clause, text: str) -> list[Step] | None:
    if rx(r"\bbackground\b").search(text) and not rx(r"\b(?:in|of) the background\b").search(text):
        color_of = rx(r"^(?:the )?background(?: color)? (.+)$").match(text)
        return [clause.step(generative.ReplaceBackground, by=clause.restored(color_of[1]) if color_of else "")]
    of = rx(r"^(?:the )?colors? of (.+)$|^(.+?)(?:'s)? colors?$").match(places.noun(text))
    if of and not places.is_picture(of[1] or of[2]):
        return [scene._recolored(clause, of[1] or of[2], "")]
    if of or rx(r"^(?:the )?colors?$").match(places.noun(text)):
        clause.note("colour: the hue was turned by 30 degrees, as no colour was named")
        return [clause.step(color.Hue)]
    return make(clause)


def turn(clause: Clause) -> list[Step] | None:
    """ "turn 90", "turn it upside down", "turn the man into a robot"."""
    text = clause.rest
    into = rx(r"\b(?:into|to be|to)\b").search(text)
    if rx(rf"^{_IT} (?:so (?:that )?it is |to )?(?:in )?(?:portrait|landscape|vertical|horizontal)(?: mode| orientation)?$").match(text):
        return canvas.rotate(clause)
    if rx(r"\b(?:90|180|270|45|\d+ ?deg|clockwise|counterclockwise|upside down|sideways|around|upright|(?:to (?:the )?)?(?:left|right)$)\b").search(text) and not rx(r"\binto\b").search(text):
        return canvas.rotate(clause)
    if rx(r"^(?:it|this|the picture) (?:a?round|over)\b").match(text):
        return canvas.rotate(clause)
    if rx(r"^(?:off|on) the (?:lights?|lamps?|tv|lamp)|^the (?:lights?|lamps?|tv|light) (?:on|off)").match(text):
        return [clause.step(generative.Restyle, style=clause.restored(clause.text))]
    if into and rx(r"\binto\b").search(text):
        return change(clause)
    return change(clause)


def convert(clause: Clause) -> list[Step] | None:
    """A format when one is named, else a change."""
    text = clause.rest
    if rx(r"\b(?:srgb|cmyk|adobe rgb|icc|color profile|display p3)\b").search(text):
        return files.icc(clause)
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


def adjust(clause: Clause) -> list[Step] | None:
    """ "increase X", "reduce X", "adjust X": a gauge, a size, or a file's bytes."""
    text = clause.rest
    if rx(files.BYTES).search(text) or rx(r"\b(?:file ?size|size of the file|weight of the (?:file|picture)|filesize)\b").search(text):
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
    if rx(r"\b(?:straighten\w*|horizon|tilt|rotation|angle)\b").search(text) and not rx(r"of the (?:head|hand)").search(text):
        return canvas.straighten(clause)
    if rx(r"\bcrop\b|\bcropping\b").search(text):
        return framing.crop(clause)
    if rx(r"\b(?:border|margins?|padding)\b").search(text):
        return framing.pad(clause) if "border" not in text else framing.border(clause)
    if rx(r"\bcanvas\b").search(text):
        return framing.pad(clause)
    if rx(rf"\b(?:{nouns()})\b").search(text) and not rx(r"^(?:the )?(?:size|resolution|number)\b").search(text):
        if rx(r"^(?:the )?(?:light|lights|lighting|colors?)\b(?! (?:saturation|intensity|strength))").match(text) and clause.head in ("adjust", "fix", "improve", "correct", "edit", "balance") and places.is_picture(rx(r"^(?:the )?(?:lights?|lighting|colors?)\b(?: (?:in|of|on|and|to))?").sub("", rx(r"\b(?:to|so) .*$").sub("", text))):
            return tones.auto(clause)
        return adjusted(clause)
    if rx(rf"\b(?:{adjectives()})\b").search(text) and rx(r"\b(?:more|less|too|er)\b|er\b").search(text):
        return adjusted(clause)
    if rx(r"\b(?:size|resolution|dimensions?|width|height|scale|pixels|px|megapixels|picture)\b|^(?:it|this)\b").search(text) and clause.head not in ("adjust", "improve", "enhance", "edit"):
        return scaling.resize(clause)
    return improve(clause) if clause.head in ("adjust", "enhance", "improve", "edit") else _less_of(clause, text)


def _less_of(clause: Clause, text: str) -> list[Step] | None:
    if clause.head in ("open", "close"):
        return [clause.step(generative.Replace, what=clause.restored(places.noun(text)), by={"open": "open", "close": "closed"}[clause.head])]
    if rx(r"\b(?:wrinkles|glare|bags|double chin|acne|pimples|shine|dark circles|reflections?|eye bags|fat|belly|clutter|people)\b").search(text):
        return [clause.step(generative.Remove, what=clause.restored(places.noun(text)))]
    if clause.head in ("raise", "lower", "lift", "drop", "up"):
        return scene.move(clause)
    if clause.head in ("increase", "decrease", "reduce", "grow", "minimize"):
        return [scaling.object_size(clause, rx(r"\b(?:by|to|the size of|in size)\b.*$").sub("", places.noun(text)).strip() or places.noun(text))]
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
    plain = rx(tones._AUTO_WORDS).sub(" ", text)
    if places.is_picture(places.noun(plain)) or not places.bare(" ".join(plain.split())):
        return tones.auto(clause)
    if clause.head in ("improve", "enhance"):
        return tones.auto(clause)
    return scene.restore(clause)


_MENDED = (
    (r"\bwhite balance\b|\bcolor (?:cast|balance)\b|\bcolor correct\w*\b|\bskin tones?\b$", colors.white_balance),
    (r"\b(?:horizon|tilt\w*|crooked\w*|slant\w*|rotation|level|straight\w*|angle)\b", canvas.straighten),
    (r"\bperspective\b|\bkeystone|\bdistortion\b|\bconverging|\bvertical lines\b|\bverticals\b", canvas.perspective),
    (r"\borientation\b|\bupside down\b|\bsideways\b", canvas.rotate),
    (r"\b(?:scratch\w*|tears?|torn|crease\w*|damage\w*|old|crack\w*|fold\w*|restor\w*|broken|ripped|missing|water|stain\w*|dust|faded picture|hair|teeth|eyes?|glasses|face|skin|wrinkles|pimples|acne|smile|closed)\b", scene.restore),
    (r"\bred eye\b", scene.restore),
    (r"\b(?:blur\w*|out of focus|focus)\b", lambda clause: [clause.step(scene.filter.Sharpen)]),
    (r"\b(?:noise|grain\w*|noisy)\b", filters.denoise),
    (r"\b(?:lighting|the light|light levels?|colou?rs?(?! saturation)|tones?|levels|overall|look|quality|exposure and|brightness and contrast)\b(?!.*\b(?:more|less|too|by \d)\b)", lambda clause: _light(clause)),
    (r"\bcropping\b|\bcrop\b|\bframing\b", framing.crop),
    (r"\bresolution\b", lambda clause: [clause.step(generative.Restore, what="resolution")]),
)  # fmt: skip


def _light(clause: Clause) -> list[Step]:
    """ "fix the lighting" is automatic; "enhance the colors" is saturation."""
    text = clause.rest
    if rx(r"\bcolors?\b").search(text) and clause.head in ("enhance", "intensify", "improve") and not rx(r"\band\b|\blight|\bquality").search(text):
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
    return [clause.step(generative.Remove, what=clause.restored(places.noun(text)))] if rx(r"\b(?:background|blemish\w*|acne|clutter|skin|face|trash|stains?|mess|litter|dirt|graffiti|spots?|wires?)\b").search(text) else scene.restore(clause)


def let(clause: Clause) -> list[Step] | None:
    """ "let it snow", "let the man wear a hat", "have there be a dog"."""
    text = clause.rest
    if rx(r"^there (?:be|is|are|to be) ").match(text):
        return clause.again(rx(r"^there (?:to )?(?:be|is|are)").sub("add", text))
    if rx(r"^it (?:be )?(?:snow|rain|storm|night|day)\w*").match(text):
        return [clause.step(generative.Restyle, style=clause.restored(text))]
    if rx(rf"^{_IT}$").match(text):
        return None
    out = rx(r"^(?:rid of )?(.+?) (?:out|removed|gone|off)(?: of .*)?$").match(text)
    if out and clause.head == "get":
        if rx(r"\btext\b").search(out[1]) and rx(r"^me\b").match(text):
            return clause.again("extract the text")
        return clause.again(f"remove {out[1]}")
    if rx(r"\bdown to\b|\bup to\b").search(text) and rx(r"\d").search(text) and not rx(rf"\b(?:{nouns()})\b").search(text):
        return clause.again(f"resize {text}")
    if rx(r"^(?:a|an|some) [\w ]+? (?:\w+ing) ").match(text):
        return clause.again(f"add {text}")
    head = rx(r"^((?:the|a|an|his|her|my|their|this|all the|some|one of the|him|her|them|it|both)(?: [\w'-]+){0,4}?) (?:to )?(be|have|wear|hold|look|stand|sit|face|turn|eat|ride|walk|play|fly|run|smile|read|carry|drink|hug|use|get|become|show|say|open|close|jump|sleep|point|appear|grow)(?:ing)?\b(.*)$").match(text)
    if head and head[2] in ("be", "look", "become", "appear", "turn"):
        return clause.again(f"make {head[1]} {head[3].strip()}")
    return make(clause)


def keep(clause: Clause) -> list[Step] | None:
    """ "keep only the dog" crops; anything else that is to be kept asks for nothing."""
    text = clause.rest
    colored = rx(r"^(?:only |just )?(.+?) (?:in color|colored)\b.*\b(?:rest|everything|else|all)\b.*\b(?:gray|grayscale|black)").match(text)
    if colored:
        return [clause.step(color.Grayscale, where=places.Found(words=clause.restored(f"everything but {colored[1]}")))]
    region = places.part(text)
    if region is not None:
        return [clause.step(geometry.Crop, part=region)]
    if rx(r"^(?:only|just)\b").match(text):
        if rx(r"\b(?:in color|colored)\b").search(text):
            return [clause.step(color.Grayscale, where=places.Found(words=f"everything but {places.noun(text)}"))]
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
    return filters.edges(clause) if rx(r"\bedges?\b|\boutlines?\b|\bcontours?\b").search(clause.text) else None


def extract(clause: Clause) -> list[Step] | None:
    """A part or a thing cut out."""
    if rx(r"\bedges?\b").search(clause.rest):
        return filters.edges(clause)
    if rx(r"\bframe\b|\bpage\b").search(clause.rest):
        return files.frame(clause)
    region = places.part(rx(r"\b(?:of|from) the picture\b").sub("", clause.rest).strip())
    if region is not None:
        return [clause.step(geometry.Crop, part=region)]
    if framing._box(clause) is not None or rx(r"\d+x\d+").search(clause.rest):
        return framing.crop(clause)
    return [clause.step(generative.RemoveBackground)]


def cut(clause: Clause) -> list[Step] | None:
    """ "cut out the dog" isolates; "cut the sky out" and "cut 50px off the left" do not."""
    if rx(r"^(?:the )?(?:brightness|contrast|exposure|saturation|noise)\b").match(clause.rest):
        return adjusted(clause)
    if rx(r"\bout of (?:the|its|his|her|my) background\b|\bfrom (?:the|its) background\b").search(clause.rest):
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
        return [scene._recolored(clause, places.noun(clause.rest), "white")]
    return [clause.step(tone.Brightness, percent=-20.0, where=places.where(clause.rest))]


def apply(clause: Clause) -> list[Step] | None:
    """ "apply a sepia filter", "use a 5px blur", "do a vignette": the noun decides."""
    again = rx(r"^(?:a|an|the|some|this|my) ").sub("", clause.rest)
    if clause.head == "do":
        return clause.again(again) if again and not rx(r"^(?:this|it|that|something)\b").match(again) else None
    return clause.again(again) or scene.add(clause)


def take(clause: Clause) -> list[Step] | None:
    """ "take the first frame", "take the red channel", "take the man out"."""
    if rx(r"\bframe\b|\bpage\b").search(clause.rest):
        return files.frame(clause)
    region = places.part(clause.rest)
    if region is not None:
        return [clause.step(geometry.Crop, part=region)]
    if rx(r"\d").search(clause.rest) and rx(r"\b(?:left|right|top|bottom|sides?|edges?)\b").search(clause.rest):
        return framing.crop(clause)
    out = rx(r"^(.+?) (?:out|away|off)(?: (?:of|from|the|her|his|my|their|its) .*)?$").match(clause.rest)
    if out:
        return clause.again(f"remove {out[1]}")
    return clause.again(f"remove {clause.rest}") if rx(r"\b(?:out|from)\b").search(clause.rest) else None


def reduce(clause: Clause) -> list[Step] | None:
    """ "reduce colors to 16" posterizes."""
    if rx(r"\b(?:number of )?colors? (?:count )?(?:to|down to) \d+\b|\b\d+ colors?\b|\bnumber of colors\b|\bcolor (?:depth|palette)\b").search(clause.rest):
        return tones.posterize(clause)
    return adjust(clause)


def trace(clause: Clause) -> list[Step] | None:
    """ "trace the edges" """
    return filters.edges(clause) if rx(r"\bedges?\b|\boutlines?\b|\bcontours?\b").search(clause.rest) else None


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
        return clause.again(f"increase {'exposure ' if rx(r'stops?|ev').search(clause.rest) else ''}{rx('^(?:it|this|the picture) ').sub('', clause.rest)}")
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
    if rx(rf"\b(?:{nouns()}|white balance|warmer|cooler)\b").search(clause.rest) and not rx(r"^(?:the|my|his|her) \w+ (?:to|left|right|up|down|further)").match(clause.rest):
        return adjusted(clause)
    return scene.move(clause)


def bring(clause: Clause) -> list[Step] | None:
    """ "bring the exposure down", "bring out the details"; a thing is moved."""
    down = rx(r"\bdown\b|\bback\b").search(clause.rest)
    if rx(r"^(?:back )?(?:the |some )?colors? (?:back )?to\b").match(clause.rest):
        return [clause.step(generative.Colorize)]
    if rx(rf"\b(?:{nouns()})\b").search(clause.rest) and not rx(r"\b(?:left|right|closer|front)\b").search(clause.rest):
        words = rx(r"\b(?:down|up|back|out)\b").sub(" ", clause.rest)
        return clause.again(f"{'decrease' if down else 'increase'} {' '.join(words.split())}")
    if rx(r"\bfrom the (?:second|other|first)\b|\binto the picture\b").search(clause.rest):
        return scene.add(clause)
    return scene.move(clause)


HEADS = {
    "go": force, "trace": trace, "flatten": flatten, "force": force, "push": push, "pull": push, "lose": lose, "ditch": lose, "scrap": lose,
    "kill": lose, "drop out": lose, "shift": shifted, "bring": bring, "slide": scene.move, "open": adjust, "close": adjust, "blow": scaling.resize, "punch": punch, "translate": translate, "drain": lambda clause: clause.again(f"remove {clause.rest}"), "slim": slim, "complete": complete, "open up": adjust,
    "lop": framing.crop, "slice": framing.crop, "snip": framing.crop, "key out": lose, "dial": bring,
    "make": make, "turn": turn, "change": change, "transform": change, "convert": convert, "set": setting,
    "modify": change, "alter": change, "update": change, "switch to": change, "let": let, "have": let, "get": let,
    "increase": adjust, "decrease": adjust, "reduce": reduce, "raise": adjust, "lower": adjust, "boost": adjust,
    "adjust": adjust, "up": adjust, "bump": adjust, "drop": adjust, "lift": adjust, "intensify": adjust,
    "strengthen": adjust, "deepen": adjust, "lessen": adjust, "minimize": adjust, "maximize": adjust,
    "amplify": adjust, "weaken": adjust, "tune": adjust, "tweak": adjust, "grow": adjust, "diminish": adjust, "balance": improve,
    "even": improve, "fix": improve, "improve": improve, "enhance": improve, "correct": improve, "edit": improve, "mend": improve,
    "beautify": improve, "polish": improve, "touch up": scene.restore, "clean": clean, "clean up": clean, "clear": clean, "keep": keep,
    "preserve": keep, "leave": keep, "maintain": keep, "ensure": keep, "show": show, "detect": detect, "find": detect,
    "extract": extract, "isolate": isolate, "cut": cut, "cut out": isolate, "whiten": whiten, "blacken": whiten, "apply": apply,
    "use": apply, "do": apply, "take": take, "redo": change, "render": change, "morph": change, "adapt": change, "become": make,
}  # fmt: skip
