# ruff: noqa: E501
"""One spelling for what people write in many ways in letters and signs: "q85", "800w", "150k", "minus forty five", "x -> y"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from limner.reason.planner import counts
from limner.reason.planner.counts import SHARES, in_digits
from limner.reason.planner.lengths import in_pixels
from limner.reason.planner.patterns import rx

_Plain: TypeAlias = "str | Callable[[re.Match[str]], str]"

_CHANGED = (
    "brightness|contrast|saturation|exposure|gamma|hue|sharpness|vibrance|highlights|shadows|quality|opacity"
)
_VERB = "crop|resize|rotate|remove|blur|brighten|darken|make|convert|replace|sharpen|save|add|flip|compress|change|straighten|turn|scale|shrink|enlarge|pad|trim|cut|increase|decrease|reduce|boost|lower|raise|mirror|fix|put|set|erase|swap|invert|desaturate|denoise|export|level|deskew|extend|zoom|auto|grayscale|black and white"
_FORMATS = "jpe?g|png|webp|gif|tiff?|bmp|avif|heic|pdf|gr[ae]y|b&w|b/w|black and|square|portrait|landscape|crop|resize|rotate"
_FAULTY = "dark|bright|light|blue|yellow|red|green|orange|pink|warm|cold|cool|blurry|noisy|grainy|soft|sharp|big|large|small|dull|flat|saturated|contrasty|busy|dim|harsh"
_FRACTIONS = "|".join(SHARES)


def _cornered(found: re.Match[str]) -> str:
    left, top, right, bottom = (int(found[i]) for i in (1, 2, 3, 4))
    return f"{right - left}x{bottom - top}+{left}+{top}" if right > left and bottom > top else found[0]


_POINT = r"\b(?:at|position|point|offset|corner|coordinates?|from) \(?\d{1,4} ?, ?\d"


def _announced(found: re.Match[str]) -> str:
    """What stands before a colon and only says what the picture is for: "discord emoji: 128x128"."""
    return found[0] if rx(_NAMES_STEP).search(found[1]) else " "


_NAMES_STEP = rf"\b(?:{_VERB}|{_CHANGED}|size|ratio|canvas|border|frame|text|caption|title|stamp|width|height|format|print|thumbnail|dimensions?|watermark|style)\b"


def evened(text: str) -> str:
    """The text, in lower case, with numbers, units and signs in one spelling.

    >>> evened("1,200 pixels wide - q85")
    '1200 px wide ; quality 85'
    """
    if len(rx(r"\d ?, ?\d").findall(text)) == 1 and not rx(_POINT).search(text):
        text = rx(r"(?<=\d),(?=\d{3}\b)").sub("", text)
    text = in_digits(in_pixels(text))
    for pattern, plain in _ROWS:
        text = rx(pattern).sub(plain, text)
    return text


_ROWS: tuple[tuple[str, _Plain], ...] = (
    (r"\bx ?=? ?(\d+) ?,? *y ?=? ?(\d+) ?,? *w(?:idth)? ?=? ?(\d+) ?,? *h(?:eight)? ?=? ?(\d+)\b", r"\3x\4+\1+\2"),
    (r"\bleft ?[=:] ?(\d+) ?,? *top ?[=:] ?(\d+) ?,? *right ?[=:] ?(\d+) ?,? *bottom ?[=:] ?(\d+)\b", _cornered),
    (r"\bx ?=? ?(\d+) ?(?:-|to) ?(\d+),? (?:and )?y ?=? ?(\d+) ?(?:-|to) ?(\d+)\b", lambda found: f"{int(found[2]) - int(found[1])}x{int(found[4]) - int(found[3])}+{found[1]}+{found[3]}"),
    (r"(?:\b(?:i |we )?(?:will|can|could|happy to|willing to|would|'ll) )?\b(?:tip|pay|paypal|venmo|zelle)(?:ping)?(?: you)?(?: of| is|:)? ?\$? ?\d+(?:\.\d+)?(?: ?(?:dollars?|bucks|usd|euros?))?|\$ ?\d+(?:\.\d+)? (?:tip|paypal|venmo|reward|bounty)[\w ]*|\b\d+ ?(?:dollars?|bucks|usd|euros?)(?: tip| reward)?\b", " ; "),
    (r"\b(?:lol|lmao|rofl|ha(?:ha)+|hehe|tbh|imo|imho|fyi|btw|smh|jk)\b(?! (?:on|at|in) )", " "),
    (r"(?<=\w) ?@ ?(\d(?:\.\d)?)x\b|\bretina (\d)x\b", lambda found: f" {found[1] or found[2]}x"),
    (r"(?:^|(?<=[;,.:!?])) ?\+repage\b| \+repage\b", " "),
    (r"\b(?:half)[ -](?=opacity|transparen|strength)", "50% "),
    (r"\b(?:half)(?:[ -]| the | its )(?=quality\b)", "50% "),
    (r"\b(to|at|in) ([2458])k\b(?! ?(?:b|bytes|file|or))", r"\1 \2k resolution"),
    (r"\bthan (?=(?:remove|crop|resize|rotate|delete|add|save|sharpen|brighten|darken|convert|flip|make|erase|blur|export|turn)\b)", "then "),
    (r"\btakeaway (?=the|this|that|all|those|his|her|my)", "take away "),
    (r"\b(?:don'?t|do not|can'?t|can not) (want to |wanna )?loose\b", r"do not \1lose"),
    (r"\bb ?[+n] ?w\b", "black and white"),
    (r"\bsave for (?:the )?web\b", "save"),
    (r"^having (?=[a-z]+(?:ed|t|n|de)\b)", "after "),
    (r"(?:^|(?<=[.;,!] ))([a-z]+(?: [a-z]+)?): ?(?=(?:slightly |much |a bit |a little |way |more |less )*(?:[a-z]{3,}er|(?:more|less) [a-z]+)\b)", r"make the \1 "),
    (r"^([a-z][\w']*(?: [a-z][\w']*){0,5}): ?(?=(?:max |under |<|a )*(?:\d+(?:x| ?x ?)\d|\d+ ?(?:px|kb|mb)|png\b|jpe?g\b|webp\b|square\b))", _announced),
    (r"\b(?:an? |the |some )?(?:pic|picture|photo|image|screenshot|file)?'s (?=(?:an? (?:bit|little|tad)|too|so|very|way)\b)", " is "),
    (r"\b(?:cut|crop|trim|take|bring) (?:it|this|that) down to (?=the |just |only |my |his |her |their |us\b|me\b|him\b)", "crop to "),
    (r" (?:of|from|than) (?:what it (?:is|was)(?: now)?|(?:the |its )?(?:original|current)(?: value| level| setting)?)(?=$|[,.;!?]| and\b)", ""),
    (r",? ?\b(?:but |and |with )?(?:the |keep (?:the )?)?same (?:lighting|style|composition|pose|perspective|position|look|light|framing)\b", ""),
    (r"\((\d+) ?, ?(\d+)\) ?(?:to|-|and|,|->)? ?\((\d+) ?, ?(\d+)\)", r"\1,\2 to \3,\4"),
    (r"(?<![\d,.])(\d+) ?, ?(\d+) ?(?:-|->) ?(\d+) ?, ?(\d+)(?![\d,.])", r"\1,\2 to \3,\4"),
    (r"\(([a-z]+(?: [a-z]+)?)\)", r"\1"),
    (r"^batch (?:process |resize |convert )?(?:these|them|all|everything)(?: \w+)? (?=to|as|into)", "make it "),
    (r"(?<![\d,])(\d),(\d{1,2})(?=x\b| ?%| ?stops?\b| ?ev\b)", r"\1.\2"),
    (r"\brotate_(\d+)_(\w+)", r"rotate \1 \2"),
    (r"\b(?:cv2|np|im|img|image)\.(?=[a-z])", " "),
    (r"\b(?:rotate )(?=rotate )", ""),
    (r"\bgaussianblur\b", "gaussian blur"),
    (r"\bsouth ?east\b", "bottom right"), (r"\bsouth ?west\b", "bottom left"), (r"\bnorth ?east\b", "top right"), (r"\bnorth ?west\b", "top left"),
    (r"\bdissolve (\d+)%?", r"opacity \1%"),
    (r"\bstep (?:\d|one|two|three|four)\b:?", " ; "),
    (r"\biso ?\d{2,6}\b", "iso"),
    (r",? ?\bf ?/ ?\d+(?:\.\d+)?\b", ""),
    (r"\s\|\s", " ; "),
    (r"^(?:what is the )?(?:equivalent|result|effect) of (?=;)|^(?:do|run|apply|same as)(?: a| the)? (?=;)", ""),
    (r" for this one(?=\?|$)", ""),
    (r"\bsatur?at?ed\b|\bsatured\b", "saturated"),
    (r"\bif (?:it is|its|it's|the (?:file|image|picture|photo) is) (?:over|more than|bigger than|larger than|above|greater than) [^,;.]{1,25}?(?:,| then) ", ""),
    (r"\bcompletely desaturated\b|\bfully desaturated\b", "grayscale"),
    (r"\bpunch in(?= by| \d|$)", "zoom in"),
    (r"(?<![\d.])\d+ ?- ?(\d+ ?(?:kb|mb)\b)", r"\1"),
    (r"\b(jpe?g|png|webp|gif|tiff?|bmp|avif|heic) 2 (?=jpe?g|png|webp|gif|tiff?|bmp|avif)", r"\1 to "),
    (r"\brm ?bg\b", "remove the background"), (r"\bmk\b", "make"), (r"\bthumb(?=s? \d)", "thumbnail"),
    (r"\bauto ?-?(?:crop|trim)\b(?! (?:to|around|on) )", "trim"),
    (r"\bun-?(?:mirror|flip)(?:ed)?\b", "flip horizontally"),
    (r"\b(?:half) a (megapixel)\b", r"0.5 \1"),
    (r"\bhalf an? (?:meg|mb|megabyte)\b", "500 kb"),
    (r"\b(\d{4,9})@ ?(?:px|pixels?)?", lambda found: f"{int(found[1]) / 1e6:g} megapixels"),
    (r"\b(\d{4,5}) ?k\b(?= |,|\.|$)", r"\1 kelvin"),
    (r",? not (?:squeezed?|stretch(?:ed)?|squash(?:ed)?|resized?|scaled?)\b", ""),
    (r"\b(?:i\.e\.|e\.g\.|ie[.,]|eg[.,])", " ; "),
    (r"\[[a-z ]+[?!]*\]", " "),
    (r"(?:(?<=\s)|^)\(?[1-9][.)]\s+(?=[a-z]{3})", " ; "),
    (rf"^[a-z][\w']*(?: [a-z][\w']*){{0,3}}: (?=(?:{_VERB})\b)|^(?:for|simple|quick|easy|small)\b[\w' ]{{2,40}}: (?=\d)", ""),
    (r"\((?:attached|see (?:below|above|attached)|linked?|below|above|the \w+ (?:trick|way|thing))\)", " "),
    (r"\bw/(?=\s|\w)(?!o\b)", "with "),
    (r"\bw/o\b", "without"),
    (r"(?<=[a-z\d%]) w (?=[a-z])", " with "),
    (r"\bfinaly\b|\bfinnaly\b|\bfinnally\b", "finally"),
    (r"\b(more|less|bigger|smaller|larger|better|other|rather|greater|higher|lower|wider|fewer) then\b", r"\1 than"),
    (r"\bde-(?=s|n|b|h|f|c)", "de"),
    (r"\bun-(?=m|f|b|s|d)", "un"),
    (r"\bq(?:ual(?:ity)?)?\s*[=:]?\s*(\d{2,3})\b(?! ?(?:px|kb|mb|x))", r"quality \1"),
    (r"(?<![\w.])(\d{3,5})w\b", r"\1 px wide"),
    (r"(?<![\w.])(\d{3,5})h\b", r"\1 px high"),
    (r"\bw(\d{3,5})\b", r"\1 px wide"),
    (r"\bh(\d{3,5})\b", r"\1 px high"),
    (r"\b(under|below|than|to|max|maximum|at most|within|over|exceed\w*|limit(?: of| is)?|around|about|approx\w*|<=?)( ?)(\d+(?:\.\d+)?) ?k\b(?! resolution)", r"\1\2\3 kb"),
    (r"\b(under|below|than|max|maximum|at most|within|over|exceed\w*|<=?)( ?)(\d+(?:\.\d+)?) ?m\b", r"\1\2\3 mb"),
    (rf"\b({_CHANGED}) (?:minus|negative) (?=\d)", r"\1 -"),
    (rf"\b({_CHANGED}) (?:plus|positive) (?=\d)", r"\1 +"),
    (rf"\b(\d+(?:\.\d+)?) (?:points?|pts) (?=(?:of )?(?:{_CHANGED})\b)", r"\1 "),
    (r"\bpointsize\b", "font size"),
    (r"(?<![\w#.])[+-]?\d+(?:\.\d+)?e[+-]?\d{1,4}(?![\w.])", counts.written_out),
    (r",? ?\b(?:but|though|only|and)?,? ?(?:not (?:too|that|so|overly|very) (?:much|far|strong(?:ly)?|heav(?:y|ily)|extreme|intense(?:ly)?|hard|drastic(?:ally)?|dramatic(?:ally)?|crazy|obvious(?:ly)?)|(?:do not|don't|dont|without) (?:over ?do(?:ing)?(?: it)?|go(?:ing)? (?:crazy|overboard|too far|mad)))\b", " slightly"),
    (r"(?<=er),? but not (?:too|overly|so|that) [a-z]+\b", " slightly"),
    (r"\b(is|are|looks?|and|but|was|were|seems?|its|it's|came out) (?:kind|sort) of\b(?! (?:a|an|the|like)\b)", r"\1 slightly"),
    (rf"\b(?:way|far|much|little|bit) to(?= (?:{_FAULTY})\b)", "too"),
    (r"\b([a-z]+)'s (?=(?:a (?:bit|little|tad)|too|so|very|way|really|kinda|just|not|all|gone|pretty|super) )", r"\1 is "),
    (r"\ba (?:hair|shade|hint|fraction|whisker|scooch)(?= (?:more|less|\w{2,}er|too)\b)|(?<=[a-z] )a hair\b(?= *(?:[,.;!]|and|$))", "slightly"),
    (r"\((?:attached|see (?:attached|below)|(?:pic|photo|image|file|link) (?:attached|below)|below|above)\)", " "),
    (r"\[[a-z ]+\]", " "),
    (r"\bb ?/ ?w\b", "black and white"),
    (r"(?<=\w)\s*=\s*(?=[+-]?[\d.])", " "),
    (r"\bpleas?e\b|\bpl[sz]+\b", " "),
    (r"(?<![\w/.])([1-3]) ?/ ?([2-8])(?: of)? (?:a|1|one) stop\b", counts.stop_share),
    (r"\b(two|three|one|a|[1-3]) (thirds?|quarters?|half|fifths?)(?: of)? (?:a|1|one) stop\b", counts.stop_share),
    (r"\b(gamma)(?: of| to| at|:| =)* ?(\d+(?:\.\d+)?) ?/ ?(\d+(?:\.\d+)?)", counts.quotient),
    (r"(?<=\d)%? (?=(?:brightness|contrast|saturation|exposure|gamma|hue|sharpness|temperature|tint|highlights|shadows|vibrance) [+-]?\d)", " ; "),
    (rf"(?<=[a-z]) *[-=]+> *(?=[a-z])(?!{_FORMATS})", " becomes "),
    (r"\s*[-=]+>\s*", " to "),
    (r"(?<!\w)\.(?=(?:jpe?g|png|webp|gif|tiff?|bmp|avif|heic)\b)", ""),
    (r"\bre-(?=s|en|ex|s)", ""),
    (r"\bx(\d(?:\.\d+)?)\b(?!x)", r"\1x"),
    (r"\bminus (?=\d)", "-"),
    (r"\bplus (?=\d)", "+"),
    (r"(?<![\w/.])([+-]?)([1-3])/([2-8])(?= ?(?:ev|stops?)\b)", counts.fraction),
    (r"(?<=[a-z] )([+-])([1-3])/([2-8])\b", counts.fraction),
    (r"\bits(?= (?:a bit|a little|too|so|very|really|just|quite|not|way|kinda|pretty|super|kind of|sort of|a|all|over|under|for|my|upside|been|the only|\w+y and|dark|dull|bright|blurry|noisy|crooked|tilted|sideways)\b)", "it is"),
    (r"\btheres\b", "there is"),
    (r"(\S+ \S+ [a-z]+): (?!\d| ?quote)", r"\1 ; "),
    (rf"(?<!top )(?<!bottom )(?<!left )(?<!right )(?<!upper )(?<!lower )(?<!center )(?<!middle )(?<!hand )(?<!other )\b(?<!make (?=half (?:brighter|darker|lighter|warmer|cooler|sharper)\b))(?:an? )?({_FRACTIONS})(?= (?:brighter|darker|lighter|more|less|smaller|bigger|larger|warmer|cooler|off|shorter|higher|lower|sharper|wider|taller)\b)", counts.percentage),
    (rf"(?<=by )(?:about|around|roughly|like|approximately|nearly|almost) (?=(?:an? |one )?(?:{_FRACTIONS})\b)", ""),
    (rf"(?<=by )(?:an? |one )?({_FRACTIONS})(?! (?:of )?(?:1|a|one)? ?stop)\b", counts.percentage),
    (rf"\b(?:an? |one )({_FRACTIONS})(?= of (?:a|1|one) stop)", counts.percentage),
    (r"\b(\w+) and a half(?= (?:times|x|stops?|ev))", counts.and_half),
    (r"([\d.]+)%? of (?:1|a|one) stop", counts.stop_percent),
    (r"(\d)\s*(?:x|\*|by)\s*(?=\d{2,})", r"\1x"),
    (r"(\d)px\s*(?:x|by)\s*(\d)", r"\1x\2"),
    (r"(\d)\s*:\s*(?=\d)", r"\1:"),
    (r"(\d)\s*(?:%|percent\b|per cent\b|pct\b|precent\b)", r"\1% "),
    (r"(\d)-(?=(?:deg|px|pix|perc|inch|stop|point|bit|level|color|colour)\w*)", r"\1 "),
    (r"(\d)\s*(px|pixels?|pix)\b", r"\1 px"),
    (r"(\d)\s*(deg|degrees?|degs)\b", r"\1 deg"),
    (r"(\d)\s*(kb|kib|kilobytes?|k(?=\s+(?:or|max|file)))\b", r"\1 kb"),
    (r"(\d)\s*(mb|mib|megabytes?|megs?)\b", r"\1 mb"),
    (r"(\d)\s*(megapixels?|mpx?|mpix)\b", r"\1 megapixels"),
    (r"(\d)\s*(times|fold)\b", r"\1x"),
    (r"(?<=[a-z]),(?=[a-z])", ", "),
    (r"--+(?=\s|\w)", " ; "),
    (r"(?<!\S)-(?=[a-z]{3})", " ; "),
    (r"\s-\s", " ; "),
    (r"(?<=[a-z])-(?=[a-z]{2})", " "),
    (r"(?<=[a-z])/(?=[a-z]{2})", " and "),
    (r"\s*\n+\s*", " ; "),
)  # fmt: skip
