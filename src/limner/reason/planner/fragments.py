# ruff: noqa: E501
"""Clauses without a head verb: statements ("it is too dark"), noun phrases ("more contrast", "sepia"), presets."""

from __future__ import annotations

from limner.core.steps import generative, geometry
from limner.core.steps.base import Step
from limner.reason.planner import color as colors
from limner.reason.planner import composite, framing, places, scaling, styles
from limner.reason.planner import file as files
from limner.reason.planner import filter as filters
from limner.reason.planner import geometry as canvas
from limner.reason.planner import tone as tones
from limner.reason.planner.clauses import Clause, Rows
from limner.reason.planner.gauges import adjectives, adjusted, nouns
from limner.reason.planner.numbers import number
from limner.reason.planner.patterns import rx
from limner.reason.planner.presets import preset


def read(clause: Clause) -> list[Step] | None:
    """The first table row that fits, else a gauge, else None."""
    text = clause.text
    for pattern, reader in _ROWS:
        if rx(pattern).search(text):
            steps = reader(clause)
            if steps is not None:
                return steps
    if rx(rf"\b(?:{nouns()}|{adjectives()})\b").search(text) and _short(text):
        return adjusted(clause)
    inner = rx(
        r"^(?:[a-z]+ ){1,2}(?=(?:resize|rotate|crop|flip|sharpen|blur|scale|rotation|conversion|denoise|pixelate|desaturate|emboss|posterize|threshold)\b)"
    ).match(text)
    if inner and not rx(r"^(?:the|a|an|i|my|it|this|he|she|we) ").match(text):
        return clause.again(f"{text[inner.end() :]} {inner[0]}")
    known = preset(text)
    if (
        known is not None
        and _short(text)
        and not rx(r"^(?:there|i|we|he|she|my|the \w+ (?:is|has|wants)) ").match(text)
    ):
        clause.weak = not rx(r"\d{2,}x\d{2,}").search(text)
        return scaling.resize(clause) if rx(r"\d|4k|8k|hd\b").search(text) else framing.crop(clause)
    return None


def _short(text: str) -> bool:
    return len(text.split()) <= 14


def _cropped(clause: Clause) -> list[Step] | None:
    """ "tighter crop on the eagle", "box crop 20 20 420 320", "my head and shoulders, crop"."""
    if rx(r"\bresize\b|\bremov").search(clause.text):
        return None
    rest = " ".join(
        rx(r"\bcrop(?:ped|ping)?\b|^(?:a|an|the|box) ").sub(" ", clause.text).replace(" ,", ",").split()
    ).strip(" ,")
    return clause.again(f"crop {rest}") if rest != clause.text else None


def _added(clause: Clause) -> list[Step] | None:
    return clause.again(f"add {clause.text}")


def _size(clause: Clause) -> list[Step] | None:
    return scaling.resize(clause)


def _size_and_bytes(clause: Clause) -> list[Step] | None:
    """ "photo 200x230 px and between 20 and 50 kb" """
    size = rx(r"(?<![\w:.])\d{2,}x\d{2,}").search(clause.text)
    sized = clause.again(f"resize to {size[0]}") if size else None
    return [*(sized or []), *files.compress(clause)]


def _background(clause: Clause) -> list[Step] | None:
    text = clause.text
    if rx(r"\btransparent\b|\bno background\b").search(text):
        return [clause.step(generative.RemoveBackground)]
    if rx(r"\b(?:blur\w*|bokeh)\b").search(text):
        return filters.blur(clause)
    found = rx(
        r"^(?:a |an |with (?:a |an )?)?(?:plain |solid |pure |clean )?(.+?) background(?: instead| color)?$"
    ).match(text)
    return [clause.step(generative.ReplaceBackground, by=clause.restored(found[1]))] if found else None


def _upright(clause: Clause) -> list[Step]:
    degrees = 180.0 if rx(r"upside down").search(clause.text) else 90.0
    return [clause.step(geometry.Rotate, degrees=degrees)]


def _restyled(clause: Clause) -> list[Step] | None:
    text = rx(
        r"^(?:it|this|the picture|picture|as|in|into|like|but|with|a picture of it|now|what|would|look|like|if|were|was) "
    ).sub("", clause.text)
    return [clause.step(generative.Restyle, style=clause.restored(text))]


def _what_if(clause: Clause) -> list[Step] | None:
    """ "what if the man had a beard", "what would it look like if it were snowing"."""
    text = rx(
        r"^(?:what if|how about|what about|why not|imagine(?: if)?|suppose|what would (?:it|this|the picture|he|she|they|the \w+) (?:be|look) like(?: (?:if|in|with|as))?|how would (?:it|this|the \w+) look(?: (?:if|in|with|like|as))?|what does (?:it|this) look like (?:if|in|with|as))\s*"
    ).sub("", clause.text)
    if rx(r"^there (?:was|were|is|are|be|could be) ").match(text):
        return clause.again(rx(r"^there (?:was|were|is|are|be|could be)").sub("add", text))
    if rx(r"^(?:it|this|the picture|they|we) (?:was|were|is|had been|looked|took place|happened)\b").match(
        text
    ) or (styles.is_style(text) and not rx(r"\b(?:had|wore|has)\b").search(text)):
        return [
            clause.step(
                generative.Restyle,
                style=clause.restored(rx(r"^(?:it|this|the picture) (?:was|were|is) ?").sub("", text)),
            )
        ]
    had = rx(
        r"^(.+?) (?:had|wore|was wearing|were wearing|was holding|held|has|wears|was riding|rode|carried) (.+)$"
    ).match(text)
    if had:
        return [clause.step(generative.Add, what=clause.restored(had[2]), place=clause.restored(had[1]))]
    was = rx(r"^(.+?) (?:was|were|is|are|turned into|became|looked like) (?:made )?(?:of )?(.+)$").match(text)
    if was:
        return clause.again(f"make {was[1]} {was[2]}")
    return clause.again(text) if text != clause.text else None


def _needs(clause: Clause) -> list[Step] | None:
    """ "it needs more contrast", "the sky needs to be bluer", "it should be night"."""
    found = rx(
        r"^(.*?) ?\b(?:needs?|should|must|has|have|ought|could use|lacks?|is missing|wants?|requires?|deserves?|would benefit from)(?: to)?(?: (?:be|have|look|get))? (.+)$"
    ).match(clause.text)
    if not found:
        return None
    thing, wish = found[1], found[2]
    if rx(r"\black|missing").search(clause.text[: found.start(2)]):
        return clause.again(f"add {wish}")
    if rx(r"\b(?:be|look)\s*$").search(clause.text[: found.start(2)]):
        return clause.again(f"make {thing or 'it'} {wish}")
    if places.is_picture(thing):
        return clause.again(f"add {wish}") or clause.again(wish)
    if rx(rf"\b(?:{nouns()})\b").search(wish):
        return adjusted(clause)
    return clause.again(f"give {thing} {wish}")


def _tilted(clause: Clause) -> list[Step]:
    """A tilt that is told of is turned back: what leans to the right goes counterclockwise."""
    text = clause.text
    clause.complaint = clause.complaint or bool(rx(_TOLD_TILT).search(text))
    angle = number(text)
    right = rx(r"(?<!counter)\bclockwise\b|\b(?:to|towards?|on|at) the right\b|\bright side\b").search(text)
    left = rx(r"\bcounterclockwise\b|\b(?:to|towards?|on|at) the left\b|\bleft side\b").search(text)
    if not clause.complaint or angle is None or abs(angle) > 45 or not (left or right):
        return canvas.straighten(clause)
    return [clause.step(geometry.Straighten, degrees=abs(angle) if left else -abs(angle))]


_TOLD_TILT = r"\b(?:is|are|was|were|looks?|seems?|slopes?|leans?|tilts?|dips|drops|came out|off by)\b"


def _no(clause: Clause) -> list[Step] | None:
    if rx(_NO_MATTER).match(clause.text):
        return []
    return clause.again(
        "remove " + rx(r"^(?:no|without|minus|lose|ditch|with no|needs? no) (?:more )?").sub("", clause.text)
    )


_NO_MATTER = r"^(?:no|without) (?:rush|hurry|worries|worry|problem|problems|idea|offense|pressure|biggie|big deal|matter|doubt|clue|luck|stress|pun|need|time limit|deadline|budget|strings|judgment|joke|cap)\b"


def _colored(clause: Clause) -> list[Step]:
    """ "blonde hair" """
    shade = places.color(clause.text) or ""
    return [clause.step(generative.Recolor, what=clause.text.split()[-1], color=shade)]


def _thing(clause: Clause) -> list[Step] | None:
    """ "a rainbow in the sky": something new; "a picture of ..." another picture."""
    if rx(r"^(?:a|an) (?:\w+ )?picture\b").match(clause.text):
        clause.weak = True
        return [clause.step(generative.Restyle, style=clause.restored())]
    if rx(r"\b(?:is|are|was|were|has|had|i|my|it|you|that)\b").search(clause.text):
        return None
    clause.weak = bool(rx(r"\b(?:room|space)\b").search(clause.text)) or not rx(
        r"^(?:\w+ ){1,4}(?:above|over|among|behind|beside|next to|on top of|between|coming (?:from|out)) (?:the|his|her)\b"
    ).match(clause.text)
    return clause.again(f"add {clause.text}")


def _lettered(clause: Clause) -> list[Step] | None:
    """ "the sign should say ..." """
    found = rx(r"quote\d+").search(clause.text)
    return clause.again(f"change the sign to {found[0]}") if found else None


def _instead(clause: Clause) -> list[Step] | None:
    found = rx(r"^(?:a |an |the )?(.+?) instead of (.+)$").match(clause.text)
    if found and rx(r"\bbackground$").search(found[1]):
        return [
            clause.step(
                generative.ReplaceBackground, by=clause.restored(found[1].removesuffix(" background"))
            )
        ]
    return (
        [clause.step(generative.Replace, what=clause.restored(found[2]), by=clause.restored(found[1]))]
        if found
        else None
    )


def _statement(clause: Clause) -> list[Step] | None:
    found = rx(
        rf"^(?:.*?\b(?:is|are|was|looks?|seems?|came out|turned out|appears?|feels?|got|too|not|so|very|a bit|really|quite)\b.*)?\b(?:{adjectives()})\b"
    ).search(clause.text)
    if not found:
        return None
    clause.complaint = clause.complaint or bool(
        rx(r"\b(?:is|are|was|were|looks?|seems?|came out|turned out|appears?|feels?|too|so|got)\b").search(
            clause.text
        )
    )
    return adjusted(clause)


_ROWS: Rows = (
    (r"^(?:[\w%]+ ){0,4}quote\d+ (?:in|at|on|across|all over|over|top|bottom|centered|along|repeated|tiled)\b(?!.*\b(?:sign|shirt|banner|wall|board|hat|mug|cake|door|label)\b)|^(?:\d+% |semi )?transparent quote\d", lambda clause: composite.write(clause) if not clause.head else None),
    (r"\b(?:water|smoke|fire|flood|sun|mold|insect|light|stain) damaged?\b|^(?:it is |this is |badly |the picture is |very )*(?:torn|ripped|creased|crumpled|scratched|mildewed|moldy|cracked)\b", lambda clause: [clause.step(generative.Restore, what="the picture")]),
    (r"^(?:portrait|landscape|vertical|horizontal) (?:orientation|orientated|oriented)$", canvas.rotate),
    (r"^(?:\w+ ){0,3}(?:format|shape|crop|frame|size)? ?(?:at |in |to )?\d{1,2}:\d{1,2}(?: (?:format|crop|ratio|shape|frame|for .*))?$", framing.crop),
    (r"^(?:\w+ ){0,2}\d+ px (?:px|blocks?|squares|tiles|mosaic)$", filters.pixelate),
    (r"^\d+ ?(?:px|%) (?:more |extra |of \w+ )?(?:on|at|to) (?:the |each |all |both |every )*(?:top|bottom|left|right|sides?)$", framing.pad),
    (rf"^(?:this|it|these|that|the picture|everything|serve it|one)(?: back)? (?:as|in|to|into)(?: an?| the| next gen| modern| new)* (?:format )?{files.FORMAT}(?: format| file)?$", files.convert),
    (r"^(?:the )?(?:[\w']+ )?(?:has|have|with|lost|lacks?) (?:no|all|any) (?:visible )?(?:details?|definition)$", lambda clause: []),
    (r"^(?:to |at )?\d+ (?:color |gray |tonal |tone )?(?:levels|tones|shades)\b|^\d+ colors\b", tones.posterize),
    (r"^(?:a |the )?(?:date ?|time ?)?stamp (?:quote|\d)|^(?:date ?stamp|timestamp)\b", composite.stamped),
    (r"\d+(?:\.\d+)?:\d.*\b(?:bars|padding|without crop)", framing.crop),
    (r"^(?:to |for |as |in )?(?:a4|a5)(?: size| paper| page)? (?:at |with |in )?\d+ ?(?:dpi|ppi)$", scaling.resize),
    (r"^(?:\w+ )?(?:bar|box|rectangle)s? (?:over|across|around|on)\b", composite.draw),
    (rf"^\d+x\d+(?: px)? {files.FORMAT}", files.convert),
    (r"\b(?:overlay|watermark|logo|blend)\b.*\bfile\d+|^(?:\w+ )?file\d+ (?:on top|over|in the)", composite.overlay),
    (r"\b(?:first|second|third|last) (?:frame|page)\b|^(?:frame|page) \d+", files.frame),
    (r"^(?:everything|all|the rest) (?:in )?(?:gray|grayscale|black and white|blurry|blurred|darker|desaturated)\b.*\b(?:apart|except|but|besides|other)\b", lambda clause: clause.again(f"make {clause.text}")),
    (r"^\d+x\d+ (?:banner|cover|header|thumbnail|icon|poster|wallpaper|hero)\b", scaling.resize),
    (r"^(?:closer|nearer|closer in|get closer|closer up)$", lambda clause: clause.again("zoom in")),
    (r"^perspective (?:warp|fix|correct\w*|transform)|^(?:keystone|lens) correct\w*", canvas.perspective),
    (rf"\b(?:rejects?|refuses?|limit|cap|over|above|exceeds?|bigger than|larger than|more than)\b(?: \w+){{0,3}} {files.BYTES}", files.compress),
    (r"\b(?:is|was|came out|got) (?:rotated|turned)\b", canvas.rotate),
    (r"^(?!no |without |minus )(?:\w+ ){0,3}(?:frame|border)$", framing.border),
    (r"^\d+ ?(?:px|%) (?:of )?(?:\w+ )?(?:space|whitespace|room)\b", framing.pad),
    (rf"^{files.FORMAT} for \w+", files.convert),
    (r"^(?:could|can|may|might|would) there be\b", lambda clause: clause.again("add " + rx(r"^\w+ there be ").sub("", clause.text))),
    (r"\b(?:\w+ )*crop(?: \w+)*\b", _cropped),
    (r"^\d+(?:\.\d+)?(?:%| px)? .*\b(?:bars?|padding|margins?)\b|^(?:white |black |blank |extra )*(?:padding|margins?|bars)\b", framing.pad),
    (r"\b(?:border|outline|frame)\b(?! (?:collie|patrol))", lambda clause: framing.border(clause) if rx(rf"\d|{places.COLOR}").search(clause.text) else None),
    (r"\b(?:1 bit|binary|pure black|cutoff|cut off at)\b", tones.threshold),
    (r"\bposteri[sz]ed?\b", tones.posterize),
    (r"\bunsharp\b", filters.sharpen),
    (r"\breads? backwards?\b|\bmirror(?:ed)?\b|\breversed\b|^backwards?\b", canvas.flip),
    (r"\b(?:should|must|needs? to|has to) (?:say|read) quote", _lettered),
    (r"^new background (?:of |is |with )?\w", lambda clause: clause.again(f"change the background to {clause.text[15:]}")),
    (r"^instead of (.+?) (?:i want|i need|have|put|use|make it|show) (.+)$", lambda clause: clause.again(rx(r"^instead of (.+?) (?:i want|i need|have|put|use|make it|show) (.+)$").sub(r"replace \1 with \2", clause.text))),
    (rf"^{places.COLOR} (?!background|border|frame|tint|text|version|filter|bars|vignette|and|tone|cast|space|margin|padding|overlay|balance|outline)[a-z]+$", _colored),
    (r"^(?:bigger|smaller|larger|longer|shorter|thicker|thinner) (?!picture|size|file|version|canvas|resolution|image|please|than|border|frame|vignette|text)[a-z]+$", lambda clause: clause.again("make the " + rx(r"^(\w+) (\w+)$").sub(r"\2 \1", clause.text))),
    (r"^(?:only |just )?(?:the )?(?:top|bottom|left|right|upper|lower|center)\b.*\b(?:half|third|quarter|thirds|quarters)\b(?: only)?$", lambda clause: clause.again(f"keep {rx('^(?:only|just) ').sub('', clause.text)}")),
    (rf"{files.FORMAT} (?:to|into|as) {files.FORMAT}|{files.FORMAT} (?:preferred|only|please|instead)|\b(?:only )?(?:accepts?|takes|wants) (?:\w+ )?{files.FORMAT}", files.convert),
    (r"^(?:top|bottom|date|upper|lower)? ?(?:text|stamp|caption|title) quote", composite.write),
    (r"^\d+(?:\.\d+)? (?:stops?|ev)\b|^[+-]\d+(?:\.\d+)? ?(?:ev|stops?)\b", lambda clause: adjusted(clause) if rx(adjectives()).search(clause.text) else clause.again(f"exposure {clause.text}")),
    (r"^background (?!is|was|looks|too|has|blur)\w+", lambda clause: clause.again(f"make the {clause.text}")),
    (r"^(?:light|dark|soft|strong|heavy) (?:sepia|vignette)\b", lambda clause: clause.again(rx(r"^(\w+) (\w+)").sub(r"\2 \1", clause.text).replace("light", "slightly"))),
    (r"^(?:short|long) edge\b|\b(?:max )?(?:width|height) \d+|^(?:an? )?(?:third|quarter|half|[1-3]/[2-8]) (?:scale|size)\b|^\d+% (?:scale|size)|\bscale\b$|\bminimum \d+ px\b", scaling.resize),
    (r"^(?:what if|how about|what about|imagine|suppose|what would|how would|why not)\b|^what does (?:it|this) look like (?:if|in|with|as)\b", _what_if),
    (r"\b(?:upside down|sideways|wrong way (?:up|round)|on its side)\b", _upright),
    (r"\b(?:tilted|crooked|slanted|not (?:level|straight)|wonky|lopsided|skewed|uneven horizon|slopes?|sloping|leans?|leaning|slanting|off level|off kilter|(?:tilt|horizon|angle|level|rotation) is off|dips|tilts?)\b|^level horizon|^straight horizon", _tilted),
    (r"^(?:no|without|minus|with no) ", _no),
    (r"^(?:a )?(?:black and white|grayscale|b&w)\b|\b(?:in|to|into|as) (?:black and white|grayscale)\b|\bblack and white (?:version|filter|please|picture|copy)\b", colors.grayscale),
    (r"\bsepia\b|^(?:a |an |the )?(?:old |vintage |antique |warm )+brown(?:ish)?(?: tones?| tint| look| color| filter| effect)*$", colors.sepia),
    (r"^(?:in |to |into |all )*gray$", colors.grayscale),
    (r"\b(?:negative|inverted|invert)\b(?: colors?| version| effect)?$", tones.invert),
    (rf"^(?:as |in |to |into |a |an |save )*{files.FORMAT}(?: format| file| please| version)*(?: (?:at|with) .*)?$|^(?:file\d+ )?(?:to|as|into) (?:an? )?{files.FORMAT}\b", files.convert),
    (rf"(?=.*(?<![\w:.])\d{{2,}}x\d{{2,}}).*{files.BYTES}", _size_and_bytes),
    (rf"{files.BYTES}", files.compress),
    (rf"\b(?:under|below|less than|max\w*|at most|smaller than|no (?:more|larger|bigger) than|within|up to|or less|or smaller|not exceed|<)\b.*{files.BYTES}|{files.BYTES} (?:or (?:less|smaller|under)|max\w*|limit|or below)|^(?:to )?(?:about |around )?{files.BYTES}", files.compress),
    (r"^(?:jpeg |the |low |lower |high |higher |max\w* |medium |picture |at )*quality\b.*\d|\d+%? (?:jpeg |percent )?quality\b|\b(?:smaller|reduced?|lower) (?:file|filesize|file size)\b|\bfile size\b|^quality\b", files.compress),
    (r"^(?:from )?(?:portrait|landscape|vertical|horizontal) (?:to|into) (?:portrait|landscape|vertical|horizontal)$", canvas.rotate),
    (r"\bfile\d+ (?:at|in|on|over) (?:position |the |bottom |top |\d)", composite.overlay),
    (r"^(?!(?:(?:it|this|they|which) (?:is|was|were) |i |was )*(?:scanned|shot|taken|captured|photographed|printed|digitized)\b).*\b\d+ ?(?:dpi|ppi)\b", files.dpi),
    (r"\b(?:strip|no|without|remove)?\s*metadata\b", files.strip),
    (r"^(?:auto|automatic|normalize|enhancement)\b", tones.auto),
    (r"\bwhite balance\b", colors.white_balance),
    (r"^(?:a |an |only |just |the |simple |strong |light |subtle |slightly )*vignette\b", filters.vignette),
    (r"^(?:a |an |only |just |the )*(?:edges?|outlines?|contours?|edge detection|edge map|canny|sobel)\b", filters.edges),
    (r"^(?:a |an |some |the |strong |light |slightly |motion |gaussian |lens |box )*blur\b", filters.blur),
    (r"^(?!.*\b(?:is|are|looks?|too|so|all|seems?|very)\b).*(?:\bpixelat\w+|\bmosaic\b)", filters.pixelate),
    (r"^(?:a |an |some )*(?:film )?grain\b", filters.grain),
    (r"^(?:horizontal|vertical|mirror(?:ed)?)\b.*(?:flip|mirror|image|version|$)", canvas.flip),
    (r"^-?\d+ ?deg\b|\b\d+ deg (?:clockwise|counterclockwise|rotation|turn|to)\b|^(?:clockwise|counterclockwise)\b|^rotation\b", canvas.rotate),
    (r"^(?:a |an )?(?:\w+ )?(?:border|frame) (?:of|around|in)|^(?:a |an )?(?:thin |thick |white |black |\d+ ?px )*(?:border|frame)$", framing.border),
    (r"\b(?:rounded|round) corners\b", canvas.round_corners),
    (r"\b\d+x\d+ (?:ratio|aspect)", framing.crop),
    (r"\b(?:resize|scale) to\b", lambda clause: clause.again("resize " + rx(r"\b(?:resize|scale)\b").sub("", clause.text))),
    (r"^(?:a |an |the |perfect |to |into |in )*(?:square\w*|\d+(?:\.\d+)?:\d+(?:\.\d+)?|widescreen|wide screen)\b(?: crop| format| ratio| aspect| picture| please| version)*|\baspect ratio\b", framing.crop),
    (r"^(?:a |with |on |an )?(?:[\w]+ ){0,3}background(?: instead| color)?$", _background),
    (r"^(?:to |at |about |around |exactly |(?:a |one )(?=third|quarter))*(?:\d+x\d+|\d+ ?%|\d+ ?px|half(?! as (?!big|large|wide|tall|small))|double|2x|3x|4x|half size|double size|\d+ ?(?:megapixels|mp)|(?:half|double|2x|quarter|third) (?:the |its |of )?(?:the |its )?(?:original )?(?:picture )?(?:size|resolution|width)|4k|1080p|720p|hd|full hd|8k|smaller|bigger|larger|too (?:big|large|small)|max \d+)"
     r"(?=$|,| (?:as (?:big|large|wide|tall|small)|px|scale|size|sized|of|smaller|bigger|larger|resolution|original|version|thumbnail|picture|max|or|on|wide|high|tall|in|exactly|for|with|without|ignoring|keeping|stretched|square|icon|the (?:original |current )?(?:size|height|width|resolution))\b)|^(?:long edge \d+|width \d+|height \d+|\d+ (?:wide|high|tall))|\b(?:is|are) too (?:big|large|small|wide|tall)$|^(?:thumbnail|favicon|icon)\b|\blong edge\b", _size),
    (r"^(?:a |an )?(?:nice )?[\w ]+ instead of\b", _instead),
    (r"\b(?:needs?|should|must|could use|lacks?|would benefit from|is missing)\b", _needs),
    (r"\bblown out\b|\bwashed out\b", adjusted),
    (r"\bside by side\b|\bcollage\b|\bbefore and after\b", canvas.montage),
    (r"\btransparent background\b", _background),
    (r"\bin the style of\b|\bas (?:a|an) [\w ]*(?:painting|cartoon|sketch|drawing|anime|illustration|poster|comic)\b", _restyled),
    (r"\b(?:is|are|was|were|looks?|seems?|came out|turned out|appears?|feels?|too|not|so|very|quite|really|got)\b", _statement),
    (r"^(?:white|black|gray) background", _background),
    (r"^(?:more|less|high|strong|extra|slightly|greatly|[+-]?\d+%?|higher|lower|increased|a)\b", adjusted),
    (r"^(?:a |an |with )?(?:text|caption|watermark|logo)\b", _added),
    (r"^(?:posterize|threshold|emboss|glow|duotone|equalize)\w*", lambda clause: None),
    (r"^(?:[a-z]+ ){0,3}(?:style|painting|cartoon|sketch|effect|filter|look|vibe|theme|version)$|^(?:as |like |in )", lambda clause: _restyled(clause) if styles.is_style(clause.text) else None),
    (r"^(?:(?:at |during |in )?(?:the )?(?:sunset|sunrise|night|winter|summer|autumn|fall|spring|rain|snow)(?: time| scene)?)$", _restyled),
    (r"^(?:a|an|some|more|another) (?!bit|little|lot|few)\w+", _thing),
    (r"^(?!(?:the|this|that|my|his|her|it|i|we|he|she|they|you|there|who|what|just|not|no|only|so)\b)[a-z]+(?: [a-z]+)? (?:above|over|among|behind|beside|next to|on top of|coming (?:from|out)|floating|flying|falling)\b(?: \w+)? (?:the|his|her|a)\b", _thing),
    (r"^(?:it is|its|it was|now it is) (?:now )?(?:an? )?(?:\w+ )?(?:evening|night|morning|day|afternoon|sunset|sunrise|dusk|dawn|winter|summer|autumn|spring|snowing|raining|foggy|stormy)\b", lambda clause: [clause.step(generative.Restyle, style=clause.restored(rx(r"^(?:now )?(?:it is|its|it was) (?:now )?(?:an? )?").sub("", clause.text)))]),
    (r"^(?:it |this )?(?:to |be |become )?(?:rain|snow)\w*$|^snowing$|^raining$", _restyled),
)  # fmt: skip
