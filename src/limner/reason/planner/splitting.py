# ruff: noqa: E501, SIM905
"""Where a new clause starts: at full stops, and at commas and "and" before an order of its own."""

from __future__ import annotations

from functools import cache

from limner.reason.planner import places
from limner.reason.planner.attributes import says_more
from limner.reason.planner.gauges import adjectives, nouns
from limner.reason.planner.grammar import AMBIGUOUS, headed
from limner.reason.planner.lexicon import lexicon
from limner.reason.planner.manners import forbidden, polite
from limner.reason.planner.patterns import rx
from limner.reason.planner.wishes import DONE


def sentences(words: list[str]) -> list[list[str]]:
    """Cut at full stops and at "then"."""
    result: list[list[str]] = [[]]
    words = _asides_last(words)
    for place, word in enumerate(words):
        if word in ".;!?" or (word == "then" and place and words[place - 1] not in ("than",)):
            result.append([])
        elif word in "()":
            result[-1].append(",")
        else:
            result[-1].append(word)
    return [sentence for sentence in result if sentence]


def _asides_last(words: list[str]) -> list[str]:
    """What stands in brackets and tells something is a sentence of its own, after the rest."""
    if "(" not in words or ")" not in words:
        return words
    start = words.index("(")
    end = next((place for place in range(start, len(words)) if words[place] == ")"), start)
    inside = words[start + 1 : end]
    if not rx(_TOLD).match(" ".join(inside)):
        return words
    return [*words[:start], *_asides_last(words[end + 1 :]), ";", *inside]


_TOLD = r"^(?:(?:he|she|it|they|i|we|you|this|that|there|hes|shes|its|dont|do not|not|sorry|attached|see|if|because|since)\b|(?:the|my|his|her|our|their) [\w' ]+? (?:is|was|are|were|has)\b|\w+ attached$)"


_JOIN = frozenset([",", "and", "+", "plus", "but", "also", "while", "or"])


def split_at_joints(words: list[str]) -> list[str]:
    """At commas and "and" where a new clause starts."""
    parts: list[list[str]] = [[]]
    place = 0
    asking = bool(rx(_ASKING).match(polite(" ".join(words))))
    while place < len(words):
        word = words[place]
        if asking and word in _JOIN and not _strong(words[place + 1 :]) and not _asks(words[place + 1 :]):
            parts[-1].append(word)
            place += 1
            continue
        if parts[-1] and (_runs_on(parts[-1], words[place:]) or _concludes(words[place:])):
            parts.append([])
        if word == "or" and forbidden(" ".join(parts[-1])):
            parts[-1].append(word)
            place += 1
            continue
        if word in _JOIN:
            end = place
            while end < len(words) and words[end] in _JOIN:
                end += 1
            left, right = parts[-1], words[end:]
            if left and right and _starts(left, right, comma=word == "," or end - place > 1):
                parts.append([])
            elif left and right:
                parts[-1].append(
                    words[end - 1]
                    if words[end - 1] in ("but", "or", "+")
                    else ","
                    if word == "," and "and" not in words[place:end]
                    else "and"
                )
            place = end
            continue
        if word in ("as",) and words[place : place + 3] == ["as", "well", "as"]:
            words = [*words[:place], "and", *words[place + 3 :]]
            continue
        parts[-1].append(word)
        place += 1
    return [" ".join(part) for part in parts if part]


_RUNNING = frozenset(
    "increase decrease reduce raise boost sharpen brighten lighten darken crop resize rotate flip convert saturate desaturate denoise straighten remove pixelate".split()
)
_RUNNING_ON = frozenset(("lower", "up", "drop", "lift", "bump", "add", "enhance", "adjust"))
_ENDS = r"^(?:[+-]?\d[\d.:x]*%?|px|deg|stops?|ev|clockwise|counterclockwise|horizontal|vertical|square|picture|it|slightly|greatly|up|down|\d+x\d+)$"


_TURNED = r"^(?:[+-]?\d[\d.]*%?|px|deg|up|down|stops?|ev|slightly|greatly)$"


def _runs_on(left: list[str], right: list[str]) -> bool:
    """A new order without a comma or "and": "decrease brightness increase contrast", "gamma 1.2 contrast 5"."""
    if len(left) > 1 and len(right) > 1 and right[0] in lexicon().nouns and rx(_TURNED).match(left[-1]):
        return bool(rx(r"^(?:up|down|to|by|at|[+-]?\d.*)$").match(right[1])) and left[0] not in _LIGHT
    if right[0] not in _RUNNING | _RUNNING_ON or len(right) < 2 or len(left) < 2 or right[1] in _JOIN:
        return False
    last = left[-1]
    if right[0] in _RUNNING_ON and right[1] not in lexicon().nouns:
        return False
    known = last in lexicon().nouns or last in lexicon().adjectives or rx(_ENDS).match(last)
    first = headed(polite(" ".join(left)))[0]
    return bool(known) and first not in _LIGHT


_LIGHT = frozenset(("", "let", "have", "make", "help", "get", "watch", "see", "apply", "use", "do"))


def _concludes(words: list[str]) -> bool:
    """ "... so please crop it", "... so it needs more light"."""
    if words[0] != "so" or len(words) < 3:
        return False
    return bool(rx(_SO).match(" ".join(words[1:6]))) or (
        words[1] in _RUNNING | _STRONG | {"put", "scale"} and words[2] in _SO_THEN
    )


_SO_THEN = frozenset("it this the a an some to down up out only white black my them that".split())
_SO = r"^(?:please|kindly|(?:can|could|would) (?:you|someone|anyone|somebody|u)|(?:it|this|i|we) (?:really |just |also |definitely )?(?:needs?|wants? (?:it|this|to)|would like)|needs)\b"


_ASKING = r"^(?:what|which|how many|how much|how old|how big|how does|how is|how are|who|whose|where|when|why|is|are|was|were|does|do(?= (?:you|the|these|they|we|i|any|both|people)\b)|did|has)\b(?! (?:if|about|would it))"


_STRONG = frozenset(
    "crop resize rotate remove blur brighten make convert replace sharpen save add flip compress change".split()
)


def _strong(words: list[str]) -> bool:
    head, rest = headed(polite(" ".join(words[:12])))
    return head in _STRONG or (bool(head) and head not in AMBIGUOUS and bool(rx(r"\d").search(rest)))


def _asks(words: list[str]) -> bool:
    """A second question: "..., and what color is the roof", "... and count the pillows"."""
    return bool(rx(_ASKED_TOO).match(polite(" ".join(words[:12]))))


_ASKED_TOO = r"^(?:how (?:many|much|old|big|tall)|what (?:colou?r|kind|type|time|is|are|does)|which|who|where (?:is|are)|(?:is|are) there|count|list|describe|transcribe|identify|locate) \w"


_OBJECT = r"^(?:the|a|an|it|this|my|his|her|their|that|these|all|some|to|by|in|up|out|down|so|only|everything|him|them|me|any|for|from|off|on|around|with|quote\d+|file\d+|\d.*|[+-]\d.*|more|less|slightly|greatly|each|every|both|away|background|picture|as|into|horizontal|vertical|clockwise|counterclockwise|left|right|color|colors|contrast|brightness|noise|square|squared|tight|tighter|closer|half|\d+x\d+)$"


_SUBJECT = r"^(?:the [\w']+(?: [\w']+)?|it|this|they|i|we|he|she|there|(?:my|his|her|their|our)(?: [\w']+){1,2}|you|someone|that|everything|background|picture|also it|colors?|sky) (?:is|are|was|were|had|looks?|needs?|should|want|would|could|can|seems?|came|has|have|must|will)\b"


def _starts(left: list[str], right: list[str], *, comma: bool) -> bool:
    """Whether the words after a joint are a clause of their own."""
    plain = polite(" ".join(right[:14])).split()
    if not plain:
        return True
    said, text = " ".join(left), " ".join(plain)
    if rx(r"^(?:black and white|grayscale|b&w|white balance|auto levels|gaussian blur)\b").match(text):
        return not rx(r"\b(?:remove|replace|man|woman|dog)\b").search(said) or " " not in text
    if _belongs(said, text, comma=comma):
        return False
    if _enumerated(left, right, text, comma=comma) or _sized(said, text):
        return True
    if _paired(said, text) or (
        comma and rx(r"^(?:it|its|they|he|she|i|we|there|you) (?!of\b|and\b)\w+").match(text)
    ):
        return True
    if _told(said, text, comma=comma):
        return True
    if rx(r"^[a-z]{4,} (?:it|them|this|(?:the|this|my) (?:whole )?picture)\b").match(text):
        return True
    head, rest = headed(text)
    if head:
        return _orders(plain[0], head, rest, said, text)
    if rx(_SUBJECT).match(text) and (comma or rx(r"^(?:it|this|i|the picture|you) ").match(text)):
        return True
    return (
        (len(plain) == 1 and _alone(said, plain[0]))
        or _names(said, text, plain)
        or _noun_after(said, text, plain[0])
        or _thing_then_place(said, text, comma)
    )


def _told(said: str, text: str, *, comma: bool) -> bool:
    """What turns ("contrast up 20%"), a question after an order, a second thing told of, what was done."""
    before = polite(said)
    ordered = headed(before)[0] != ""
    if ordered and rx(rf"^(?:the |its )?(?:{nouns()}) (?:up|down|[+-]\d)").match(text):
        return True
    if (
        comma
        and rx(r"^(?:use|do with|stand) (?:slightly |some |a |more |less )").match(text)
        and "use" not in said
    ):
        return True
    if comma and ordered and rx(_ASKED).match(text):
        return True
    if rx(_DESCRIBED()).match(before) and rx(_DESCRIBED()).match(text):
        return True
    done = rf"^(?:the |his |her |my )?[\w']+(?: [\w']+){{0,2}} (?:{DONE})\b"
    return comma and not headed(text)[0] and bool(rx(done).match(text))


def _enumerated(left: list[str], right: list[str], text: str, *, comma: bool) -> bool:
    """ "first X, second Y", "X, next Y", "X, contrast +5", "count the men and count the women"."""
    counted = rx(r"^[a-z]+(?: [a-z]+){0,4} [+-]?\d").match(text)
    if (
        counted
        and text.split()[0] not in _LIGHT
        and rx(rf"^(?:the |its |overall )?(?:{nouns()})(?: (?:to|at|by|up|down|about))* [+-]?\d").match(text)
    ):
        return True
    before = polite(" ".join(left))
    if rx(_LISTING).match(text) and rx(_LISTING).match(before):
        return True
    if rx(_ASKED_TOO).match(text) and rx(_ASKING).match(before):
        return True
    if not comma or len(right) < 2:
        return False
    if right[0] in ("second", "third", "fourth", "secondly", "thirdly"):
        return left[0] in ("first", "firstly", "second", "secondly", "third")
    return right[0] in ("next", "afterwards", "lastly", "finally") and right[1] not in ("to", "door")


def _sized(said: str, text: str) -> bool:
    """ "20% brighter, half the size": a share of the whole picture, after what is not about a size or a thing."""
    return bool(rx(_SHARE_OF_SIZE).match(text)) and not rx(_HAS_A_SIZE).search(said)


_SHARE_OF_SIZE = r"^(?:to |at )?(?:half|double|2x|3x|4x|(?:a |one |1 )?(?:third|quarter)(?: of)?|\d+%(?: of)?) (?:of )?(?:the |its )?(?:original |current )?(?:size|resolution|width|height)(?=$| (?:,|and|then|please)\b)"
_HAS_A_SIZE = r"\b(?:resize|scale|size|sized|width|height|wide|tall|high|bigger|larger|smaller|enlarge|shrink|zoom|reduce|text|letters|font|logo|watermark|overlay|add|put|place|paste|insert|write|draw|stamp|layer)\b|^make (?!it\b|this\b|(?:the |this |my )?picture\b)"


_LISTING = r"^(?:count|list|describe|transcribe|identify|detect|locate) \w"


def _alone(said: str, word: str) -> bool:
    """A word after an order that has no object for it: "brighten and wibble"."""
    head, rest = headed(polite(said))
    bare = rx(r"^(?:it|this|the picture|them|up)?$").match(rest)
    known = word in lexicon().nouns or word in lexicon().adjectives or places.color(word) or word in _JOINED
    return bool(head and bare and word.isalpha() and not known)


_JOINED = frozenset(
    "all more so on much such there here up down ok too center centered horizontal vertical".split()
)


_ASKED = r"^(?:what (?!i\b|you\b|a\b)|how many|how much|how old|who (?:is|are)|where (?:is|are)|which \w+ (?:is|are|has)|is there|are there)\b"


@cache
def _DESCRIBED() -> str:  # noqa: N802 - a constant that is made late
    """ "the man is brighter", one of two things that are told of."""
    return rf"^(?:the|my|his|her|their|our) [\w' ]{{2,40}}? (?:is|are|was|were|looks?|got) (?:more |less |slightly |greatly |much |too |a bit |now )*(?:{adjectives()})$"


def _belongs(said: str, text: str, *, comma: bool) -> bool:
    """Words that only say more of what stands before: a corner, an opacity, a colour of letters, a pair."""
    if says_more(said, text) or rx(r"\bbetween \d+ ?(?:kb|mb)$").search(said):
        return True
    if rx(r"\b(?:black and white|grayscale|gray|monochrome)\b").search(said) and rx(_SPARED).match(text):
        return True
    if not comma and rx(r"\b(?:everything|all|anything|else|rest)$").search(said):
        return True
    if not comma and rx(r"^(?:swap|exchange|switch|combine|merge|compare)\b").match(polite(said)):
        return headed(text)[0] in ("", "blur", "color")
    return text.startswith("fill") and bool(
        rx(r"\b(?:rotate|straighten|pad|extend|turn|tilt|deg|canvas)\b").search(said)
    )


_SPARED = rf"^(?:but |only |just |while |let |keep |leave )*(?:only |just )?(?:the |his |her |my |their |a )?[\w' ]+? (?:stays?|remains?|keeps?) (?:in |its |the |full )*(?:color|colored|{places.COLOR}|same|as)\b|^(?:but |and |only )*(?:keep|leave|spare) (?:only |just )?(?:the |his |her |my |their )[\w' ]+?(?: (?:in (?:full )?color|colored|as (?:it|they) (?:is|are)|as is|alone|untouched|unchanged|out|{places.COLOR}))?$"


_NO_NOUN = frozenset(
    "more less very so too much slightly greatly a an all it and or not even way only just bit".split()
)


def _paired(said: str, text: str) -> bool:
    """ "make the sky bluer and the grass greener" """
    pair = rf"^(?:the|my|his|her|their) [\w' ]{{2,30}}? (?:more |less |slightly |greatly )*(?:{adjectives()}|{places.COLOR})$"
    if rx(r"^(?:make|turn)\b").match(polite(said)) and text.split()[0] not in _NO_NOUN:
        first = rx(r" (?:,|and) .*").sub("", text)
        bare = rx(rf"^([a-z]+) (?:more |less |slightly |greatly )*(?:{adjectives()}|{places.COLOR})$").match(
            first
        )
        if bare and not headed(bare[1])[0]:
            return bare[1] not in lexicon().nouns and bare[1] not in lexicon().adjectives
    into = rx(
        r"^(?:the|my|his|her|their|all the) [\w']+(?: [\w']+){0,2} (?:to|into|with|for) (?!the left|the right)[\w' ]+$"
    )
    if into.match(text) and rx(
        r"^(?:replace|change|swap|switch|turn|exchange|substitute) .+ (?:to|into|with|for) "
    ).match(polite(said)):
        return True
    alike = rx(r"^(?:the |my |his |her |their )?[a-z']+(?: [a-z']+)? ([a-z]+er)$")
    told, more = alike.match(polite(said)), alike.match(text)
    if told and more and not headed(told[0])[0] and {told[1], more[1]} <= lexicon().adjectives.keys():
        return True
    return bool(rx(pair).match(text) and rx(r"^(?:make|turn|change|paint)\b").match(polite(said)))


def _orders(first: str, head: str, rest: str, said: str, text: str) -> bool:
    """A head verb starts a clause, unless it may as well be a noun and nothing says that it is none."""
    if first not in AMBIGUOUS and not (first in ("place", "border") and rest == ""):
        return _verbal(first, head, rest, said)
    if rest and rx(rf"^(?:{nouns()}|quality|size)\b").match(rest):
        return True
    if rest and rx(_OBJECT).match(rest.split()[0]):
        return True
    if _gauged(said) and (first in lexicon().adjectives or first in lexicon().nouns):
        return True
    return _noun_after(said, text, first)


def _names(said: str, text: str, plain: list[str]) -> bool:
    """A gauge that is named or described: "less noise", "sharper", "and the contrast"."""
    named = rf"\b(?:{nouns()}|{adjectives()}|zoom|size|smaller|bigger|larger|quality|scale|sepia|vignette)\b"
    if rx(_DEGREE).match(text) and rx(named).search(" ".join(plain[:4])):
        return True
    compared = rx(rf"^(?:the )?(?:{adjectives()})$|^(?:the )?(?:{adjectives()}) (?!\w+ (?:with|by))").match(
        text + " "
    )
    if compared and plain[0].endswith("er") and plain[0] not in ("over", "under"):
        return True
    return _gauged(said) and bool(rx(rf"^(?:the |its |overall )?(?:{nouns()}|{adjectives()})\b").match(text))


_DEGREE = r"^(?:too|more|less|high|strong|extra|low|slightly|greatly|not|very|much|so|no|without|higher|lower|increased|reduced|[+-]?\d+%?) "


def _verbal(first: str, head: str, rest: str, said: str) -> bool:
    if first.endswith("ed") and rx(r"\b(?:a|an|the|with|torn)$").search(said):
        return False
    return not (
        first.endswith("ing")
        and rx(r"\b(?:smiling|sitting|standing|with|holding|wearing|is|are)\b").search(said)
        and not rest
    )


def _gauged(said: str) -> bool:
    return bool(rx(rf"\b(?:{nouns()}|{adjectives()})\b").search(said)) and not rx(
        r"^(?:can you |please )?(?:remove the \w+ (?:man|woman))"
    ).search(said)


_ITEM = r"^(?:a |an |some |the |slightly |little |bit of )*(?:vignette|film grain|grain|sepia|black and white|grayscale|noise|blur|square|jpeg|png|webp|\d+x\d+|under \d+|less than \d+|max \d+|no (?:more|larger|bigger|wider) than \d+|at most \d+|sharp\w*|\d+ ?kb|\d+ ?mb|\d{2,5}(?: px)? (?:wide|high|tall)|quality \d+|rotate\w*|(?:\w+ )?(?:thin |thick |white |black |\d+ px )*(?:border|frame)|watermark|text quote|caption|transparent background|white background|quality|smaller|larger|bigger|straight)\b"


def _noun_after(said: str, text: str, first: str) -> bool:
    """A noun that names an operation of its own: "..., sepia", "... and a vignette", "... and a white border"."""
    if rx(r"^(?:png|jpeg|webp) (?:logo|image)").match(text):
        return False
    return (
        bool(rx(_ITEM).match(text))
        and not rx(r"\b(?:between|of|with|wearing)$").search(said)
        and not rx(r"\b(?:replace|change) .* (?:to|with|into) \w+$").search(said)
    )


def _thing_then_place(said: str, text: str, comma: bool) -> bool:
    return comma and bool(
        rx(
            r"^(?:make|so|because|since|as it|i |for |thanks|thank|please|hopefully|preferably|ideally|but|not |just )"
        ).match(text)
    )
