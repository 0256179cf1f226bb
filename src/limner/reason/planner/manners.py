# ruff: noqa: E501, SIM905
"""What a request says besides what it wants: greetings, thanks, reasons, the story of the picture."""

from __future__ import annotations

from typing import NamedTuple

from limner.reason.planner.gauges import adjectives, nouns
from limner.reason.planner.grammar import headed
from limner.reason.planner.patterns import rx


class Piece(NamedTuple):
    """The words of one clause, and whether they state what is wrong."""

    text: str
    complaint: bool = False


_POLITE = (
    r"^(?:(?:hello|hi|hey|hiya|dear|guys|sir|madam|maam|gents|mates?|friends?|team|peeps|legends|wizards|gurus|experts|everyone|everybody|folks|all|yo|sup|good (?:morning|evening|day)|please|kindly|ok|so|and|but|then|also|just|now|next|finally|lastly|first|firstly|second|secondly|third|thirdly|afterwards|after that|again|maybe|perhaps|"
    r"quickly|simply|basically|only|additionally|plus|otherwise|furthermore|moreover|well|oh|um|or|if (?:possible|you can|you could|someone can|anyone can|someone could|anyone could|not too much trouble|you do not mind)|"
    r"(?:can|could|would|will|might|may|should|shall|do|does)(?: you| someone| anyone| somebody| anybody| one| i| we| u| a kind soul| any of you| one of you| some one| people)(?: all| guys| here| out there| be able to| please| kindly| perhaps| maybe| possibly| help| help me| also| just| mind| try to| get)*(?: to)?|"
    r"(?:is it |would it be )possible(?: for (?:you|someone|anyone))?(?: to)?|is there (?:any|a) (?:way|chance|possibility)(?: to| that| you could| someone could| of| you can| someone can| anyone could)*|any chance of(?: getting| having| seeing)?(?: a| an)?|(?:can|could|would|will|may) (?:a|an|some|any|one of (?:you|the)) (?:\w+ ){0,2}?(?:wizards?|souls?|persons?|gurus?|experts?|pros?|artists?|genius|hero|magicians?|legends?|angels?|ninjas?|editors?|redditors?|whiz|stranger|photoshoppers?|people|folks?)(?: please| here| out there| be able to| help)*(?: to)?|any(?: chance| way)?(?: someone| you| anyone)? (?:can|could|to)|"
    r"i (?:really |just |also |would |will |do |only )*(?:want|need|like|love|wish|prefer|hope|would appreciate)(?: you| someone| it| for you| for someone| somebody| for this| anyone)? to(?: be able to| have| get)?|i (?:want|need|would like|would love|wish) (?:you|someone|somebody|anyone)(?: to)?|(?:looking|searching|hoping|asking) for (?:someone|somebody|anyone|help)(?: who (?:can|could)| that (?:can|could))?(?: to)?|i am (?:looking|trying|hoping|wanting|wondering)(?: for someone| for somebody| if (?:someone|you|anyone) (?:can|could))?(?: to)?|(?:want|need|would like|would love|looking|trying|like|love|hoping|have|try|has|going|needs) to|"
    r"help(?: me)?(?: to| with| please)?|how (?:do|can|would|could|should|to)(?: i| you| we| one)?(?: go about)?|let us|go ahead(?: and)?|it would be (?:great|nice|awesome|cool|amazing|good|perfect|lovely|helpful|better)(?: if)?(?: (?:you|someone|anyone|it))?(?: (?:can|could|would|to))*|(?:if |would )?(?:you|someone|anyone|we|somebody) (?:can|could|should|would|may|might|must|need to|have to)|would (?:love|appreciate|be grateful|like)(?: it)?(?: if)?(?: (?:you|someone|anyone) (?:can|could|would))?(?: to)?|your (?:task|job) is to|please|thanks|thank you|"
    r"(?:the )?(?:request|task|goal|instructions?|edits needed|edit request|challenge|psr|free|paid|serious|fun|humou?r|specific|random|will tip|no tip|\d+ usd)(?: is| ?:)?(?! (?:background|picture|the))|(?:i would )?(?:love|appreciate|like) it if (?:someone|you|anyone|somebody) (?:could|can|would)|i would|i will|i have|we (?:want|need)(?: to)?|see if you can|be able to|have someone|feel free to|make sure (?:to|that|you)|be sure to|remember to|do not forget to|in (?:photoshop|gimp|imagemagick|pillow|lightroom)|with (?:imagemagick|ffmpeg|pillow|gimp)|using (?:imagemagick|convert|photoshop|pillow|gimp|command line)|photoshop (?:request|battle)|to|for me|of course|still|even|both|at the same time|once (?:that is |you are )?done|do the following|the following|step \d+|\d+ \)|\d+ \.|that is|i think|i guess|i believe|finally|what is the (?:command|syntax|way|option|best way|easiest way|right way|fastest way|correct way|flag) (?:to|for)|what command (?:will|would|can|could|do i use to)|give me (?:the )?(?:command|commands|code) (?:to|for)|(?:i )?(?:just|only|really|simply|also)|trying|simple one|quick one|easy one)\s+)+"
)


_TRAIL = r"(?:\s+(?:please|thanks|thank you|for me|if possible|if you can|if you could|somehow|would be (?:great|nice|awesome|appreciated)|many thanks|so much|in advance|guys|everyone|asap|kindly|too|also|as well|ok|though|at the same time|and|or|with|but|then|to taste|a lot|again|cheers|anyone|someone|now|thing|accordingly|if needed|if necessary|as needed|where needed|a try|in photoshop|with photoshop|using photoshop|in post|using imagemagick|with imagemagick|with pillow|in gimp|from command line|from the command line|on linux|that would be (?:great|awesome|nice)|appreciate it|much appreciated|it would be appreciated|you))+$"


NOTHING = (
    r"^(?:(?:thanks|thank you|please|many|much|a bunch|bunch|greatly|slightly|lot|ton|million|so|very|in advance|appreciated|appreciate|it|any|help|is|would|be|great|awesome|nice|cheers|hello|hi|hey|everyone|guys|all|yes|no|ok|sorry|again|that|this|you|will|tip|paypal|venmo|can|anyone|someone|do|me|a|favor|really|with|for|the|best|one|wins|cool|perfect|good|luck|lol|haha|love|to|and|i|am|"
    r"looking|forward|results?|wonderful|if|possible|not|mind|free|request|photo|picture|just|fix|job|get|rid|well|as|few|things|following|here|are|steps|my|first|second|here's|let|know|questions|welcome|have|fun|your|work|of|need|want|edit|edited|something|like|could|should|how|"
    r"now|too|also|then|finally|it's|ai|use|using|else|everything|same|unchanged|way|stay|rest|other|only|on|in|what|lastly|change|nothing|do|done|by|from|an|at|but|or|up|there|these|those|them|they|photoshop|imagemagick|gimp|be|able|we|our|instructions?|command|line|file\d+|image)\b[\s,;.!?]*)*$"
)


_CONTEXT = (
    r"^(?:this (?:is|was|picture is of|picture was|one is)|these are|here (?:is|are)|it (?:is|was) (?:a|an|the|my|our|for|from|taken)|my (?:\w+ )?(?:passed|died|is|was|wants|has|loves|just|friend|mom|dad|mother|father|wife|husband|grand\w+|son|daughter)|i (?:am|was|took|have|love|know|think|do not|can not|tried|got|found|will|found|had|would|hate|shot|just|lost|only|edit|need it|want it|really|use|wear|look|recently|made)|we (?:are|were|have|took|had|got|just|lost)|he (?:is|was|passed|died|has)|she (?:is|was|passed|died|has)|"
    r"they (?:are|were)|the (?:original|picture|photo) (?:is|was) (?:taken|shot|from|of|my|a|an|the)|there (?:is|are|was) |that is|which (?:is|are|was)|because|since|as (?:it|i|the|you|he|she|we)|so (?:that|it|i|we|the|you|people|they)|in order|for (?:my|a|an|the|our|his|her)|if |when|where|while|to (?:make|look|see|be|get|fit|use|show|give|help|have|save|match|bring|match|create|emphasi[sz]e|improve|highlight|draw|reflect)|thank|will|can pay|tip|\$|bonus|not sure|no idea|it (?:would|will|does|has|had|looks? (?:like|good|bad|weird|nice|great))|sorry|any |feel free|ideally|preferably|hopefully|do not|please do not|but (?:do not|not)|not |never|everything else|nothing else|the rest|keep|without|especially|such as|like |with |by |from |using |in |on |at |taken |located |wearing |standing |sitting )"
)


def polite(text: str) -> str:
    """The words without greetings, thanks and politeness around them."""
    before = None
    while before != text:
        before = text
        if not rx(
            r"^(?:can|could|do|does|would) (?:you|u|i|we) (?:see|tell|find|spot|describe|identify|count|read|locate|explain|notice|detect)\b"
        ).match(text):
            text = rx(_POLITE).sub("", text + " ").strip()
        else:
            text = rx(
                r"^(?:can|could|do|would) (?:you|u) (?:please )?(?=tell|find|describe|identify|count|read|locate|explain|detect|see|spot|notice)"
            ).sub("", text)
            text = rx(
                r"^(?:tell me|explain to me|notice|see if) (?=how|what|where|who|which|is|are|if|whether|there)"
            ).sub("", text)
            text = rx(r"^(?:if|whether) (?=there)").sub("is ", text)
            text = rx(
                r"^tell(?: me)? (?:if|whether) ((?:the|this|that|it|he|she|they|these|those)\b.*?) (is|was|are|were|has|have|looks)\b"
            ).sub(r"\2 \1", text)
        text = rx(_TRAIL).sub("", " " + text).strip(" ,")
    return rx(r"^tell me (?=how|what|where|who|which|if|whether)").sub("", text)


QUESTIONING = r"^(?:what is|what are|what do|what does|is this|is it|is the|are these|are they|who|where|how many|which|describe)\b.* \w+.*\w"


def forbidden(words: str) -> bool:
    """ "do not change the colors" asks for nothing."""
    found = rx(
        r"^(?:please |but |and |just |so )*(?:(?:i|we) (?:do not|never) (?:want|need|wish|like) (?:you )?to|do not|never|no need to|not|avoid) (.+)$"
    ).match(words)
    return found is not None and (headed(found[1])[0] != "" or not words.startswith("not"))


_REASON = (
    r"\s+(?:i would (?:be|really|appreciate|love|like it).*|so (?:that )?(?:it|i|we|you|people|they|everyone|he|she|there|my|his|her|the) (?:can|will|is|are|looks?|fits?|could|would|does|do|matches|match|appears?|have|has|blends?|pops?|stands?|loads?|might|am|becomes?|gets?|shows?|may|(?:\w+ ){1,3}(?:is|are|looks?|fits?|can|pops?|stands?|blends?|match\w*|look|becomes?)).*|because .*|since (?:it|i|the|this|he|she|we|they) .*|in order to .*|as if .*professional.*"
    r"|to (?:make (?:it|the picture|this|the \w+|her|him|them|everything|me) (?:look |appear |stand |seem |to |more |a bit |slightly |pop|really |less )*(?:out|better|nicer|good|great|natural|realistic|professional|pop\w*|more natural|more visible|visible|fit\w*|interesting|appealing|prettier|clearer|dramatic|balanced|clean\w*|beautiful|stand out|even|presentable|readable)|bring out .*|enhance .*|improve .*|emphasi[sz]e .*|highlight .*|draw attention .*|match .*|give (?:it|the picture|the \w+) (?:a |an |more |some ).*|fit (?:on|in|into|my|the|a) (?!\d).*|remove distract\w*|reduce (?:distraction|glare).*|avoid .*|(?:lighten|brighten|darken|soften|smooth|reduce|remove|straighten|even|balance|lift|recover) .*|save (?:space|bandwidth).*|show (?:off )?(?:more )?.*|create (?:a|an|more) .*|reveal .*|add (?:depth|drama|interest|some|more|a|warmth).*|compensate.*|correct (?:the|for).*|fix .*|eliminate .*|get rid .*|hide .*|help .*|look (?:more|better|good|nice|like a pro).*|be more \w+|see .* better|focus (?:on|attention).*|increase .*|set the mood.*|simulate .*|suit .*|upload .*|use (?:as|in|on|for) .*|send .*|post .*|print .*|share .*|put (?:on|in) (?:my|a|the) .*|get (?:a|an|more|the) .*))$"
)


def without_reason(text: str) -> str:
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
    if head in (
        "make",
        "change",
        "turn",
        "have",
        "get",
        "set",
        "crop",
        "adjust",
        "do",
        "let",
        "edit",
        "use",
        "want",
    ) and (not rest or rx(r"^(?:it|this|the picture|the colors?|picture|the lighting)$").match(rest)):
        return text
    return before


def context(words: str) -> bool:
    """Whether words only tell about the picture or the wish, and ask for nothing.

    >>> context("this is my grandma"), context("frobnicate it")
    (True, False)
    """
    if rx(_CONTEXT).match(words) or rx(_DECLARED).search(words):
        return True
    if len(words.split()) > 2 and not rx(_ORDER_LIKE).match(words):
        return True
    first, *others = words.split()
    return (
        words in _ENDINGS
        or (len(others) < 3 and words.split()[-1] in _USES)
        or first in _OPENERS
        or (len(others) > 0 and first.endswith("ing"))
    )


_ORDER_LIKE = r"^(?!print|use|post|send|upload|share|hang|submit|display)[a-z]+ (?:it|this|the|my|his|her|their|a|an|that|these|those|them|him|everything|all)\b"
_DECLARED = r"\b(?:is|are|was|were|has|had|have|can|took|says|said|accepts?|wants?|needs?|looks?|goes|shows?|got|will|would|does|did|ran|takes|came|kept|ruins|loves?|died|gave|sent|prefers?|must|may|should|likes?|happy to|means|comes|preferred|appreciated?|wins|turned|paypal|usd|dollars|ok|fine|allowed|welcome)\b"


_USES = frozenset(
    "cover banner thumbnail poster logo icon avatar header story post reel emoji sticker flyer card invitation"
    " wallpaper profile hero sprite slideshow resume listing signature website blog etsy ebay amazon calendar"
    " postcard album mug keychain canvas business wedding birthday christmas funeral pic assignment homework".split()
)
"""What pictures are for: a piece that only names one asks for nothing."""
_ENDINGS = frozenset(
    "upload print post share email send submit publish download preview done enjoy cheers".split()
)
_OPENERS = frozenset(
    "the a an my our his her their this that these those it i we you he she they there here in on at for from with and but so as by of to"
    " because since if when while where who which what not no yes thanks thank please sorry hello hi hey just also happy willing will any some"
    " trying hoping looking preferably ideally optional bonus free paid serious simple quick easy small big little good nice great picture"
    " pictures one two both all more like such about after before".split()
)
