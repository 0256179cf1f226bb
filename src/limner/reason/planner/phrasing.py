"""A request cut into clauses: politeness off, orders and wishes turned into imperatives, "after" put in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from limner.reason.planner import places
from limner.reason.planner.gauges import adjectives, lexicon, nouns
from limner.reason.planner.grammar import forms, headed
from limner.reason.planner.words import Text, rx


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one clause, and whether they state what is wrong."""

    text: str
    complaint: bool = False


_POLITE = (
    r"^(?:(?:hello|hi|hey|hiya|dear|guys|everyone|everybody|folks|all|yo|sup|good (?:morning|evening|day)|please|kindly|ok|so|and|but|then|also|just|now|next|finally|lastly|first|firstly|second|secondly|third|thirdly|afterwards|after that|again|maybe|perhaps|"
    r"quickly|simply|basically|only|additionally|plus|otherwise|furthermore|moreover|well|oh|um|or|if (?:possible|you can|you could|someone can|anyone can|someone could|anyone could|not too much trouble|you do not mind)|"
    r"(?:can|could|would|will|might|may|should|shall|do|does)(?: you| someone| anyone| somebody| anybody| one| i| we| u| a kind soul| any of you| one of you| some one| people)(?: all| guys| here| out there| be able to| please| kindly| perhaps| maybe| possibly| help| help me| also| just| mind| try to| get)*(?: to)?|"
    r"(?:is it |would it be )possible(?: for (?:you|someone|anyone))?(?: to)?|is there (?:any|a) (?:way|chance|possibility)(?: to| that| you could| someone could| of| you can| someone can| anyone could)*|any(?: chance| way)?(?: someone| you| anyone)? (?:can|could|to)|"
    r"i (?:really |just |also |would |will |do |only )*(?:want|need|like|love|wish|prefer|hope|would appreciate)(?: you| someone| it| for you| for someone| somebody| for this| anyone)? to(?: be able to| have| get)?|i (?:want|need|would like|would love|wish) (?:you|someone|somebody|anyone)(?: to)?|(?:looking|searching|hoping|asking) for (?:someone|somebody|anyone|help)(?: who (?:can|could)| that (?:can|could))?(?: to)?|i am (?:looking|trying|hoping|wanting|wondering)(?: for someone| for somebody| if (?:someone|you|anyone) (?:can|could))?(?: to)?|(?:want|need|would like|would love|looking|trying|like|love|hoping|have|try|has|going|needs) to|"
    r"help(?: me)?(?: to| with| please)?|how (?:do|can|would|could|should|to)(?: i| you| we| one)?(?: go about)?|let us|go ahead(?: and)?|it would be (?:great|nice|awesome|cool|amazing|good|perfect|lovely|helpful|better)(?: if)?(?: (?:you|someone|anyone|it))?(?: (?:can|could|would|to))*|(?:if |would )?(?:you|someone|anyone|we|somebody) (?:can|could|should|would|may|might|must|need to|have to)|would (?:love|appreciate|be grateful|like)(?: it)?(?: if)?(?: (?:you|someone|anyone) (?:can|could|would))?(?: to)?|your (?:task|job) is to|please|thanks|thank you|"
    r"(?:the )?(?:request|task|goal|instructions?|edits needed|edit request|challenge|psr|free|paid|serious|fun|humou?r|specific|random|will tip|no tip|\d+ usd)(?: is| ?:)?(?! (?:background|picture|the))|i would|i will|i have|we (?:want|need)(?: to)?|see if you can|be able to|have someone|feel free to|make sure (?:to|that|you)|be sure to|remember to|do not forget to|in (?:photoshop|gimp|imagemagick|pillow|lightroom)|with (?:imagemagick|ffmpeg|pillow|gimp)|using (?:imagemagick|convert|photoshop|pillow|gimp|command line)|photoshop (?:request|battle)|to|for me|of course|still|even|both|at the same time|once (?:that is |you are )?done|do the following|the following|step \d+|\d+ \)|\d+ \.|that is|i think|i guess|i believe|finally|what is the (?:command|syntax|way|option|best way|easiest way|right way|fastest way|correct way|flag) (?:to|for)|what command (?:will|would|can|could|do i use to)|give me (?:the )?(?:command|commands|code) (?:to|for)|(?:i )?(?:just|only|really|simply|also)|trying|simple one|quick one|easy one)\s+)+"
)
_TRAIL = (
    r"(?:\s+(?:please|thanks|thank you|for me|if possible|if you can|if you could|somehow|would be (?:great|nice|awesome|appreciated)|many thanks|so much|in advance|guys|everyone|asap|kindly|too|also|as well|ok|though|at the same time|and|or|with|but|then|to taste|a lot|again|cheers|anyone|someone|now|thing|accordingly|if needed|if necessary|as needed|where needed|a try|in photoshop|with photoshop|using photoshop|in post|using imagemagick|with imagemagick|with pillow|in gimp|from command line|from the command line|on linux|that would be (?:great|awesome|nice)|appreciate it|much appreciated|it would be appreciated|you))+$"
)
_NOTHING = (
    r"^(?:(?:thanks|thank you|please|many|much|a bunch|bunch|greatly|slightly|lot|ton|million|so|very|in advance|appreciated|appreciate|it|any|help|is|would|be|great|awesome|nice|cheers|hello|hi|hey|everyone|guys|all|yes|no|ok|sorry|again|that|this|you|will|tip|paypal|venmo|can|anyone|someone|do|me|a|favor|really|with|for|the|best|one|wins|cool|perfect|good|luck|lol|haha|love|to|and|i|am|"
    r"looking|forward|results?|wonderful|if|possible|not|mind|free|request|photo|picture|just|fix|job|get|rid|well|as|few|things|following|here|are|steps|my|first|second|here's|let|know|questions|welcome|have|fun|your|work|of|need|want|edit|edited|something|like|could|should|how|"
    r"now|too|also|then|finally|it's|ai|use|using|else|everything|same|unchanged|way|stay|rest|other|only|on|in|what|lastly|change|nothing|do|done|by|from|an|at|but|or|up|there|these|those|them|they|photoshop|imagemagick|gimp|be|able|we|our|instructions?|command|line|file\d+|image)\b[\s,;.!?]*)*$"
)
_CONTEXT = (
    r"^(?:this (?:is|was|picture is of|picture was|one is)|these are|here (?:is|are)|it (?:is|was) (?:a|an|the|my|our|for|from|taken)|my (?:\w+ )?(?:passed|died|is|was|wants|has|loves|just|friend|mom|dad|mother|father|wife|husband|grand\w+|son|daughter)|i (?:am|was|took|have|love|know|think|do not|can not|tried|got|found|will|found|had|would|hate|shot|just|lost|only|edit|need it|want it|really|use|wear|look|recently|made)|we (?:are|were|have|took|had|got|just|lost)|he (?:is|was|passed|died|has)|she (?:is|was|passed|died|has)|"
    r"they (?:are|were)|the (?:original|picture|photo) (?:is|was) (?:taken|shot|from|of|my|a|an|the)|there (?:is|are|was) |that is|which (?:is|are|was)|because|since|as (?:it|i|the|you|he|she|we)|so (?:that|it|i|we|the|you|people|they)|in order|for (?:my|a|an|the|our|his|her)|if |when|where|while|to (?:make|look|see|be|get|fit|use|show|give|help|have|save|match|bring|match|create|emphasi[sz]e|improve|highlight|draw|reflect)|thank|will|can pay|tip|\$|bonus|not sure|no idea|it (?:would|will|does|has|had|looks? (?:like|good|bad|weird|nice|great))|sorry|any |feel free|ideally|preferably|hopefully|do not|please do not|but (?:do not|not)|not |never|everything else|nothing else|the rest|keep|without|especially|such as|like |with |by |from |using |in |on |at |taken |located |wearing |standing |sitting )"
)


def pieces(text: Text) -> list[Piece]:
    """The clauses in the order in which they are to be done."""
    done: list[Piece] = []
    for sentence in _ordered(_sentences(list(text.tokens))):
        for words in _split(sentence):
            done.extend(piece for piece in map(_phrased, _backed(words)) if piece is not None)
    return _shared(done)


_KEEPS_BACKGROUND = frozenset("rotate pad straighten add replace expand extend letterbox shear skew tilt turn put place convert save change set blur want export flatten".split())


def _backed(words: str) -> list[str]:
    """ "... with a white background" as a clause of its own, where the verb has no use for one."""
    found = rx(rf"^(.+?),? (?:with|on|against) (?:a |an )?((?:plain |solid |pure |clean )*{places.COLOR} background)$").match(words)
    head, rest = headed(polite(found[1])) if found else ("", "")
    more = rx(rf"^(.+?) (?:with|and) ((?:a )?(?:slightly |greatly |much )?(?:more|less|high|higher|extra|increased|lower|low|strong|added|boosted) (?:{nouns()}))$").match(words)
    if more and headed(polite(more[1]))[0] not in ("add", "give", "remove", "replace", "put"):
        return [more[1], rx(r"\b(?:high|strong|added|boosted)\b").sub("more", more[2])]
    if not found or head in _KEEPS_BACKGROUND or (not head and not rx(r"\d|passport|profile").search(found[1])) or (head == "make" and not rx(r"\d|square").search(rest)):
        return [words]
    return [found[1], found[2]]


def polite(text: str) -> str:
    """The words without greetings, thanks and politeness around them."""
    before = None
    while before != text:
        before = text
        if not rx(r"^(?:can|could|do|does|would) (?:you|u|i|we) (?:see|tell|find|spot|describe|identify|count|read|locate|explain|notice|detect)\b").match(text):
            text = rx(_POLITE).sub("", text + " ").strip()
        else:
            text = rx(r"^(?:can|could|do|would) (?:you|u) (?:please )?(?=tell|find|describe|identify|count|read|locate|explain|detect|see|spot|notice)").sub("", text)
            text = rx(r"^(?:tell me|explain to me|notice|see if) (?=how|what|where|who|which|is|are|if|whether|there)").sub("", text)
            text = rx(r"^(?:if|whether) (?=there)").sub("is ", text)
        text = rx(_TRAIL).sub("", " " + text).strip(" ,")
    return rx(r"^tell me (?=how|what|where|who|which|if|whether)").sub("", text)


def _sentences(tokens: list[str]) -> list[list[str]]:
    result: list[list[str]] = [[]]
    for place, token in enumerate(tokens):
        if token in ".;!?" or (token == "then" and place and tokens[place - 1] not in ("than",)):
            result.append([])
        elif token in "()":
            result[-1].append(",")
        else:
            result[-1].append(token)
    return [sentence for sentence in result if sentence]


_DOING = frozenset("you that this doing i applying making".split())


def _ordered(sentences: list[list[str]]) -> list[list[str]]:
    """ "X after Y" and "before Y, X" put into the order of doing."""
    result: list[list[str]] = []
    for sentence in sentences:
        words = sentence
        if words[:2] in (["before", "that"], ["but", "first"], ["but", "before"]) and result:
            start = 2 if words[1] != "before" else 3
            result.insert(len(result) - 1, words[start:])
            continue
        turned = next((i for i in range(1, len(words) - 1) if words[i : i + 2] in (["but", "first"], ["but", "before"])), None)
        if turned is not None:
            tail = words[turned + 2 :]
            result.extend([tail[1:] if tail[:1] == ["that"] else tail, words[:turned]])
            continue
        if words[0] == "first" and result and len(words) > 1 and words[1] in forms():
            result.insert(0, words[1:])
            continue
        cut = next((i for i, word in enumerate(words) if word in ("after", "before", "once", "followed") and _acts(words[i + 1 :])), None)
        if cut is None:
            result.append(words)
            continue
        result.extend(_reordered(words, cut))
    return [sentence for sentence in result if sentence]


def _reordered(words: list[str], cut: int) -> list[list[str]]:
    head, tail = words[:cut], words[cut + 1 :]
    while tail and tail[0] in ("by", "that", "you", "doing", "i", "it", "have", "is", "the", "picture", "has", "been", "applying", "'ve", "first"):
        tail = tail[1:]
    later = words[cut] in ("after", "once")
    if polite(" ".join(head)).strip(" ,"):
        while head and head[-1] in ("and", ",", "but"):
            head.pop()
        return [tail, head] if later else [head, tail]
    comma = next((i for i, word in enumerate(tail) if word == ","), None)
    if comma is None:
        comma = next((i for i in range(2, len(tail)) if tail[i] in _STARTERS), None)
        if comma is None:
            return [tail]
        return [tail[:comma], tail[comma:]] if later else [tail[comma:], tail[:comma]]
    first, second = tail[:comma], tail[comma + 1 :]
    return [first, second] if later else [second, first]


_STARTERS = frozenset("crop resize rotate flip sharpen blur brighten darken increase decrease reduce boost bump add remove convert save make lower raise straighten scale".split())


def _acts(words: list[str]) -> bool:
    """Whether words name an action: "after cropping", "before you resize it", "once it is rotated"."""
    if words[:2] == ["it", "is"] and len(words) > 2 and words[2][0].isdigit():
        return True
    for word in words[:5]:
        if word in forms() and (word not in ("image", "picture", "color")):
            return not (words[0] == "and") and (word.endswith(("ing", "ed")) or word in forms())
        if word not in ("you", "that", "it", "is", "the", "picture", "doing", "by", "this", "i", "have", "has", "been", "applying", "a"):
            return False
    return False


_JOIN = frozenset([",", "and", "+", "plus", "but", "also", "while", "or"])
_LOOSE = frozenset("please also just then maybe finally perhaps possibly lastly after that again now simply only a an the to i you can could want would like need it kindly next slightly greatly try".split())


def _split(words: list[str]) -> list[str]:
    """At commas and "and" where a new clause starts."""
    parts: list[list[str]] = [[]]
    place = 0
    asking = bool(rx(_ASKING).match(polite(" ".join(words))))
    while place < len(words):
        word = words[place]
        if asking and word in _JOIN and not _strong(words[place + 1 :]):
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
                parts[-1].append(words[end - 1] if words[end - 1] in ("but", "or", "+") else "," if word == "," and "and" not in words[place:end] else "and")
            place = end
            continue
        if word in ("as",) and words[place : place + 3] == ["as", "well", "as"]:
            words = words[:place] + ["and"] + words[place + 3 :]
            continue
        parts[-1].append(word)
        place += 1
    return [" ".join(part) for part in parts if part]


_ASKING = r"^(?:what|which|how many|how much|how old|how big|how does|how is|how are|who|whose|where|when|why|is|are|was|were|does|do|did|has)\b(?! (?:if|about|would it))"
_STRONG = frozenset("crop resize rotate remove blur brighten make convert replace sharpen save add flip compress change".split())


def _strong(words: list[str]) -> bool:
    return headed(polite(" ".join(words[:12])))[0] in _STRONG


_AMBIGUOUS = frozenset(
    "light color frame text border filter level place set show cut face fill tone mirror paint dress square line circle label caption stamp fit clear clean cool warm dim shadow repeat tile print"
    " lights snow rain cover hide block mask plant use do take get let have keep leave up even drop lift grow edges levels auto title watermark vignette grain noise glow negative sepia curves gamma hue tint focus"
    " blur contrast fade draw wear hang mosaic thumbnail balance bring round median double scale edit overlay".split()
)
_OBJECT = r"^(?:the|a|an|it|this|my|his|her|their|that|these|all|some|to|by|in|up|out|down|so|only|everything|him|them|me|any|for|from|off|on|around|with|quote\d+|file\d+|\d.*|[+-]\d.*|more|less|slightly|greatly|each|every|both|away|background|picture|as|into|horizontal|vertical|clockwise|counterclockwise|left|right|color|colors|contrast|brightness|noise|square|squared|tight|tighter|closer|half|\d+x\d+)$"
_SUBJECT = (
    r"^(?:the [\w']+(?: [\w']+)?|it|this|they|i|we|he|she|there|my [\w']+|you|someone|that|everything|his [\w']+|her [\w']+|background|picture|also it|colors?|sky) (?:is|are|was|looks?|needs?|should|want|would|could|can|seems?|came|has|have|must|will)\b"
)


def _starts(left: list[str], right: list[str], *, comma: bool) -> bool:
    """Whether the words after a joint are a clause of their own."""
    plain = polite(" ".join(right[:14])).split()
    if not plain:
        return True
    first = plain[0]
    text = " ".join(plain)
    head, rest = headed(text)
    said = " ".join(left)
    if head in ("black and white", "white balance", "auto levels", "gaussian blur") or rx(r"^(?:black and white|grayscale|b&w)\b").match(text):
        return not rx(r"\b(?:remove|replace|man|woman|dog)\b").search(said) or " " not in text
    if rx(r"^(?:swap|exchange|switch|combine|merge|compare)\b").match(polite(said)) and not comma and head in ("", "blur", "color"):
        return False
    if rx(r"\b(?:everything|all|anything|else|rest)$").search(said) and not comma:
        return False
    if rx(_CORNER).match(text) or (rx(r"\b(?:text|caption|write|title|quote\d+)\b").search(said) and rx(rf"^(?:in |size |font |bold |colored )*(?:{places.COLOR}|\d+ ?(?:px|pt|point)|\d+)(?: text| letters| font| outline)?$").match(text)) or (rx(r"\b(?:overlay|watermark|logo|text|file\d+|quote\d+)\b").search(said) and rx(r"^\d+% ?(?:opacity|transparen\w+)?$|^(?:with )?opacity").match(text)):
        return False
    if rx(r"\bbetween \d+ ?(?:kb|mb)$").search(said):
        return False
    if rx(rf"^(?:the|my|his|her|their) [\w' ]{{2,30}}? (?:more |less |slightly |greatly )*(?:{adjectives()}|{places.COLOR})$").match(text) and rx(r"^(?:make|turn|change|paint)\b").match(polite(said)):
        return True
    if comma and rx(r"^(?:it|its|this|that|they|he|she|i|we|there|you) (?!of\b|and\b)\w+").match(text) and first not in ("that", "this"):
        return True
    if first == "fill" and rx(r"\b(?:rotate|straighten|pad|extend|turn|tilt|deg|canvas)\b").search(said):
        return False
    if head and first not in _AMBIGUOUS and not (first in ("place", "border") and rest == ""):
        return _verbal(first, head, rest, said)
    if head and rest and rx(rf"^(?:{nouns()}|quality|size)\b").match(rest):
        return True
    if head and (not rest or not rx(_OBJECT).match(rest.split()[0])):
        if _gauged(said) and (first in lexicon().adjectives or first in lexicon().nouns):
            return True
        return _noun_after(said, text, first)
    if head:
        return True
    if rx(_SUBJECT).match(text) and (comma or rx(r"^(?:it|this|i|the picture|you) ").match(text)):
        return True
    if rx(r"^(?:too|more|less|slightly|greatly|not|very|much|so|no|without|higher|lower|increased|reduced|[+-]?\d+%?) ").match(text) and rx(rf"\b(?:{nouns()}|{adjectives()}|zoom|size|smaller|bigger|larger|quality|scale|sepia|vignette)\b").search(" ".join(plain[:4])):
        return True
    if rx(rf"^(?:the )?(?:{adjectives()})$|^(?:the )?(?:{adjectives()}) (?!\w+ (?:with|by))").match(text + " ") and first.endswith("er") and first not in ("over", "under"):
        return True
    if _gauged(said) and rx(rf"^(?:the |its |overall )?(?:{nouns()}|{adjectives()})\b").match(text):
        return True
    return _noun_after(said, text, first) or _thing_then_place(said, text, comma)


def _verbal(first: str, head: str, rest: str, said: str) -> bool:
    if first.endswith("ed") and rx(r"\b(?:a|an|the|with|torn)$").search(said):
        return False
    return not (first.endswith("ing") and rx(r"\b(?:smiling|sitting|standing|with|holding|wearing|is|are)\b").search(said) and not rest)


def _gauged(said: str) -> bool:
    return bool(rx(rf"\b(?:{nouns()}|{adjectives()})\b").search(said)) and not rx(r"^(?:can you |please )?(?:remove the \w+ (?:man|woman))").search(said)


_CORNER = r"^(?:in |at |on )?(?:the )?(?:top|bottom|upper|lower|left|right|center)(?:[ -](?:left|right|center|side|corner|hand))*$"
_ITEM = r"^(?:a |an |some |the |slightly |little |bit of )*(?:vignette|film grain|grain|sepia|black and white|grayscale|noise|blur|square|jpeg|png|webp|\d+x\d+|under \d+|less than \d+|max \d+|sharp\w*|\d+ ?kb|\d+ ?mb|quality \d+|rotate\w*|(?:\w+ )?(?:thin |thick |white |black |\d+ px )*(?:border|frame)|watermark|text quote|caption|transparent background|white background|quality|smaller|larger|bigger|straight)\b"


def _noun_after(said: str, text: str, first: str) -> bool:
    """A noun that names an operation of its own: "..., sepia", "... and a vignette", "... and a white border"."""
    if rx(r"^(?:png|jpeg|webp) (?:logo|image)").match(text):
        return False
    return bool(rx(_ITEM).match(text)) and not rx(r"\b(?:between|of|with|wearing)$").search(said) and not rx(r"\b(?:replace|change) .* (?:to|with|into) \w+$").search(said)


def _thing_then_place(said: str, text: str, comma: bool) -> bool:
    return comma and bool(rx(r"^(?:make|so|because|since|as it|i |for |thanks|thank|please|hopefully|preferably|ideally|but|not |just )").match(text))


def _phrased(words: str) -> Piece | None:
    """One clause as an imperative, or None where it asks for nothing."""
    if (rx(_NOTHING).match(words) and not rx(_QUESTIONING).match(words)) or _forbidden(words):
        return None
    plain = _cut_reason(polite(words))
    if not plain or (rx(_NOTHING).match(plain) and not rx(_QUESTIONING).match(plain)):
        return None
    wished = _imperative(plain)
    complaint = wished == plain and bool(rx(_WRONG).search(plain)) and not headed(plain)[0]
    return Piece(polite(wished) or wished, complaint)


_QUESTIONING = r"^(?:what is|what are|what do|what does|is this|is it|is the|are these|are they|who|where|how many|which|describe)\b.* \w+.*\w"


def _forbidden(words: str) -> bool:
    """ "do not change the colors" asks for nothing."""
    found = rx(r"^(?:please |but |and |just )*(?:do not|never|no need to|not|avoid) (.+)$").match(words)
    return bool(found) and (headed(found[1])[0] != "" or not words.startswith("not"))


_WRONG = r"\b(?:is|are|was|were|looks?|seems?|came out|turned out|appears?|feels?|got|too|bit|so|very|quite|really|kind of)\b"
_REASON = (
    r"\s+(?:so (?:that )?(?:it|i|we|you|people|they|everyone|he|she|there|my|his|her|the) (?:can|will|is|are|looks?|fits?|could|would|does|do|matches|match|appears?|have|has|blends?|pops?|stands?|loads?|might|am|becomes?|gets?|shows?|may|\w+ (?:is|are|looks?|fits?|can|pops?|stands?|blends?|match\w*|look)).*|because .*|since (?:it|i|the|this|he|she|we|they) .*|in order to .*|as if .*professional.*"
    r"|to (?:make (?:it|the picture|this|the \w+|her|him|them|everything|me) (?:look |appear |stand |seem |to |more |a bit |slightly |pop|really |less )*(?:out|better|nicer|good|great|natural|realistic|professional|pop\w*|more natural|more visible|visible|fit\w*|interesting|appealing|prettier|clearer|dramatic|balanced|clean\w*|beautiful|stand out|even|presentable|readable)|bring out .*|enhance .*|improve .*|emphasi[sz]e .*|highlight .*|draw attention .*|match .*|give (?:it|the picture|the \w+) (?:a |an |more |some ).*|fit (?:on|in|into|my|the|a) (?!\d).*|remove distract\w*|reduce (?:distraction|glare).*|avoid .*|(?:lighten|brighten|darken|soften|smooth|reduce|remove|straighten|even|balance|lift|recover) .*|save (?:space|bandwidth).*|show (?:off )?(?:more )?.*|create (?:a|an|more) .*|reveal .*|add (?:depth|drama|interest|some|more|a|warmth).*|compensate.*|correct (?:the|for).*|fix .*|eliminate .*|get rid .*|hide .*|help .*|look (?:more|better|good|nice|like a pro).*|be more \w+|see .* better|focus (?:on|attention).*|increase .*|set the mood.*|simulate .*|suit .*|upload .*|use (?:as|in|on|for) .*|send .*|post .*|print .*|share .*|put (?:on|in) (?:my|a|the) .*|get (?:a|an|more|the) .*))$"
)


def _cut_reason(text: str) -> str:
    """Without a trailing reason; one that holds numbers or a horizon is part of the request."""
    found = rx(_REASON).search(text)
    if not found or rx(r"\d|\b(?:horizon|level|upright|straight|long edge|only)\b").search(found[0]):
        return text
    before = text[: found.start()].strip()
    head, rest = headed(before)
    if not head and not rx(rf"\b(?:{nouns()}|{adjectives()})\b").search(before):
        return text
    if "match" in found[0] and head in ("change", "recolor", "replace", "paint", "turn"):
        return text
    if head in ("make", "change", "turn", "have", "get", "set", "crop", "adjust", "do", "let", "edit", "use", "want") and (not rest or rx(r"^(?:it|this|the picture|the colors?|picture|the lighting)$").match(rest)):
        return text
    return before


@cache
def _participles() -> str:
    words = {form for form in forms() if form.endswith("ed")} | {"cut", "put", "made", "drawn", "written", "taken out", "blurred", "taken"}
    return "|".join(sorted(words, key=len, reverse=True))


_WANT = r"(?:i |we |you )?(?:really |just |also |would )*(?:need|want|would like|would love|like|wish|get|have|prefer|love|needed|looking for|looking to have|needs?)"


def _imperative(text: str) -> str:
    """Wishes as orders: "I need this cropped" -> "crop this", "it should be brighter" -> "make it brighter"."""
    gone = rx(r"^(.+?) (?:needs? to|has to|have to|must|should|gotta|can) (?:go|be gone|disappear|vanish|go away)$").match(text)
    if gone:
        return f"remove {gone[1]}"
    there = rx(r"^there (?:should|could|must|needs to|can) be (.+)$").match(text)
    if there:
        return f"add {there[1]}"
    if rx(r"^be \w").match(text):
        return f"make it {text[3:]}"
    head, _ = headed(text)
    if head and head not in ("have", "get", "let", "even") and not rx(r"^(?:\w+ )(?:is|are|should|needs?|must) ").match(text):
        return text
    passive = rx(rf"^(?:(?:{_WANT})(?: to have| to get| to see| for)? )?(.+?)(?: (?:should|needs?|must|has|have|can|could|to|is to|ought|may|will))*(?: to)?(?: (?:be|get|being))? (?:just |slightly |greatly |digitally |completely |fully )?({_participles()})\b(.*)$").match(text)
    if passive and _passive_fits(text, passive[1]):
        return f"{forms().get(passive[2], passive[2])} {_subject(passive[1])}{passive[3]}"
    should = rx(r"^(.+?) (?:should|needs? to|must|has to|have to|ought to|could|to) (?:be|look|appear|become|have been|seem) (.+)$").match(text)
    if should and not rx(r"^(?:what|how|which|who|where)\b").match(text):
        return f"make {_subject(should[1])} {should[2]}"
    want = rx(rf"^{_WANT}(?: for)? (?:to (?:have|get|see|be) )?(.+)$").match(text)
    return _wished(want[1]) if want and not rx(r"^(?:have|get) ").match(text) else text


def _subject(words: str) -> str:
    return rx(rf"^(?:{_WANT}|so|for|have|get) ").sub("", words)


def _passive_fits(text: str, subject: str) -> bool:
    return bool(rx(rf"^(?:{_WANT})\b|\b(?:should|must|needs?|has|have|to|could|can) (?:to )?(?:be|get)\b|^(?:have|get)\b|\b(?:needs?|wants?)\b").search(text)) and not rx(r"^(?:what|how|which|who|where|is|are|does)\b").match(text) and len(subject.split()) <= 12 and not rx(r"\b(?:wearing|holding|with)$").search(subject)


def _wished(wish: str) -> str:
    thing = rx(r"^(it|this|the picture|this picture|my picture|picture|them|him|her|me|the background|background|everything|(?:the|my|his|her|this) [\w']+) (?:to (?:be |have |look |appear |become )?|in |as |at |look |be )?(.+)$").match(wish)
    if thing and not rx(r"^(?:of|with|from|and|on|at|for|that|which)\b").match(thing[2]):
        verb, _ = headed(thing[2])
        if rx(rf"{thing[1]} to {verb}\b").search(wish) and verb not in ("", "make"):
            return f"make {thing[1]} {thing[2]}"
        return f"make {thing[1]} {thing[2]}"
    return wish


def _shared(parts: list[Piece]) -> list[Piece]:
    """What one clause lends to its neighbour: "make it" for "sharper", "the face" for "brighten and sharpen the face"."""
    result: list[Piece] = []
    for place, piece in enumerate(parts):
        text = piece.text
        if result and not headed(text)[0]:
            text = _lent(result[-1].text, text)
        if result:
            text = _referred(result[-1].text, text)
        trailing = result and result[-1].complaint and rx(rf"^(?:too |slightly |greatly |very |so )*(?:{adjectives()})$").match(text)
        following = parts[place + 1].text if place + 1 < len(parts) else ""
        result.append(Piece(_borrowed(text, following), (piece.complaint and text == piece.text) or bool(trailing)))
    return result


_STATED = r"^((?:the|my|his|her|their|our) [\w' ]+?|[a-z]+) (?:is|are|looks?|seems?|was|were|came out|turned out)\b"


def _referred(left: str, right: str) -> str:
    """ "it" and "its" of a right clause: the thing that the left one speaks of, or the gauge it turns."""
    turned = rx(r"^(increase|decrease|reduce|raise|lower|boost|drop) (?:it|them|that)\b").match(right)
    known = rx(rf"\b(?:{nouns()}|{adjectives()})\b").search(left)
    if turned and known:
        words = lexicon()
        name = words.nouns.get(known[0]) or words.adjectives[known[0]][0]
        noun = {"sharpness": "sharpness", "haze": "contrast", "noise": "noise", "green": "green tint", "blue": "blue tint"}.get(name, name)
        right = f"{turned[1]} {noun}{right[turned.end() :]}"
    thing = rx(_STATED).match(left)
    if not thing or thing[1] in ("it", "this", "that", "there", "picture", "the picture", "i", "what", "image", "everything", "they", "he", "she") or places.is_picture(thing[1]) or rx(rf"^(?:the |my )?(?:overall )?(?:{nouns()}|horizon|lighting|quality|resolution|size)$").match(thing[1]):
        return right
    right = rx(r"\bits (\w+)").sub(lambda found: f"the {found[1]} of {thing[1]}", right)
    return rx(r"^(\w+) (?:it|them)\b").sub(lambda found: f"{found[1]} {thing[1]}", right)


def _lent(left: str, right: str) -> str:
    """The left clause's verb and object for a right one without a verb."""
    head, _ = headed(left)
    found = rx(rf"\b(?:(?:more|less|slightly|greatly|too|much) )*(?:{nouns()}|{adjectives()})\b").search(left)
    if head in ("make", "turn", "change", "paint") and rx(rf"^(?:the|my|his|her|their) [\w' ]{{2,30}}? (?:more |less |slightly |greatly )*(?:{adjectives()}|{places.COLOR})$").match(right):
        return f"{head} {right}"
    if not head or not found or rx(r"\b(?:is|are|looks?|needs?|should|too)\b").search(right):
        return right
    if rx(rf"^(?:(?:slightly |greatly |more |less |much )*(?:{adjectives()}))\b").match(right) and head == "make":
        return f"{left[: found.start()]}{right}".strip()
    if rx(rf"^(?:the |its |overall )?(?:{nouns()})\b").match(right) and head not in ("make",):
        return f"{head} {right}"
    return right


def _borrowed(text: str, following: str) -> str:
    """The right clause's object or amount for a left one that has none."""
    head, rest = headed(text)
    after, after_rest = headed(following)
    if not head and rx(rf"^(?:the )?(?:{nouns()})$").match(text) and rx(rf"^(?:the )?(?:{nouns()}) (?:both|each|by|to)").match(following):
        return f"{text} {rx('(?:both|each|by|to) .*$').search(following)[0].removeprefix('both ').removeprefix('each ')}"  # type: ignore[index]
    if not head or not after_rest or rest:
        if head and after == head or (head and following and rx(rf"^(?:the )?(?:{nouns()})\b").match(following)):
            amount = rx(r"(?:\b(?:by|to|both|each) )?(?:about )?[+-]?\d+(?:\.\d+)?%?(?: px)?$").search(following)
            if amount and rx(rf"^(?:the )?(?:{nouns()})$").match(rest):
                return f"{text} {amount[0]}"
        return text
    if head in _LENDS and after in _LENDS and not rx(r"\d").search(after_rest):
        return f"{text} {after_rest}"
    return text


_LENDS = frozenset("brighten lighten darken sharpen blur denoise saturate desaturate smooth soften pixelate warm cool enhance grayscale dim remove".split())


def context(words: str) -> bool:
    """Whether words only tell about the picture or the wish, and ask for nothing.

    >>> context("this is my grandma"), context("frobnicate it")
    (True, False)
    """
    if rx(_CONTEXT).match(words) or rx(_DECLARED).search(words):
        return True
    first, *others = words.split()
    return first in _OPENERS or (len(others) > 0 and first.endswith("ing"))


_DECLARED = r"\b(?:is|are|was|were|has|had|have|can|took|says|said|accepts?|wants?|needs?|looks?|goes|shows?|got|will|would|does|did|ran|takes|came|kept|ruins|loves?|died|gave|sent|prefers?|must|may|should|likes?|happy to|means|comes|preferred|appreciated?|wins|turned|paypal|usd|dollars|ok|fine|allowed|welcome)\b"
_OPENERS = frozenset(
    "the a an my our his her their this that these those it i we you he she they there here in on at for from with and but so as by of to"
    " because since if when while where who which what not no yes thanks thank please sorry hello hi hey just also happy willing will any some"
    " trying hoping looking preferably ideally optional bonus free paid serious simple quick easy small big little good nice great picture"
    " pictures one two both all more like such about after before".split()
)
