# ruff: noqa: E501, SIM905
"""Wishes that are only hinted at: "a bit of rain wouldn't hurt", "only the booth stays in color", "so it reads OPEN"."""

from __future__ import annotations

from re import Match

from limner.reason.planner import places
from limner.reason.planner.gauges import adjectives, nouns
from limner.reason.planner.grammar import headed
from limner.reason.planner.patterns import Recast, rx

_NICE = r"(?:nicer|better|great|good|cool|cooler|awesome|cute|cuter|funny|funnier|perfect|amazing|nice|lovely|prettier|stunning|best|fantastic|adorable|handsome|happier|cozier|more \w+)"
_GRAY = r"(?:grayscale|gray|black and white|monochrome|colorless|desaturated)"
_TIMES = r"(?:the )?(?:day|night|daytime|nighttime|summer|winter|spring|autumn|fall|morning|evening|sunset|sunrise|sun|sunshine|rain|snow|fog|dusk|dawn|noon|midday|daylight)"
_VALUES = r"(?:price|score|date|year|phone number|jersey number|number(?! of)|time(?! of)|amount|percentage|speed limit|temperature reading|page number|house number)"
_WORDS = r"(?:name|title|headline|slogan|caption|wording|words?|text|label text|lettering|license plate|plate number|number plate|message|heading|subtitle|address|phone number)"


def _better(found: Match[str]) -> str:
    target = found[1]
    return f"add {found[2]}" if places.is_picture(target) else f"add {found[2]} to {target}"


def _compared(found: Match[str]) -> str | None:
    """ "sky darker": the verb that is left out."""
    what, how = found[1], found[2]
    bare = what.removeprefix("the ")
    if (
        headed(what)[0]
        or places.is_picture(what)
        or rx(
            rf"\b(?:{nouns()}|{adjectives()}|slightly|greatly|much|more|less|tones?|colors?|edges?|corners|way|even|nothing|something|anything|some|any|and|by|was|is|are|be)\b"
        ).search(bare)
    ):
        return None
    return (
        f"make the {bare} {how}"
        if what == bare and not rx(r"^(?:my|his|her|their|our|this|that|these)\b").match(what)
        else f"make {what} {how}"
    )


def _lettered(found: Match[str]) -> str | None:
    new = found["new"]
    if places.is_color(new) or rx(
        rf"^(?:an? |the )|\b(?:{adjectives()}|bigger|smaller|larger|font|color|bold|language|spanish|french|german)\b"
    ).search(new):
        return None
    return f"change the text to {new}"


def _restyled(found: Match[str]) -> str | None:
    if headed(found[1])[0] or rx(
        rf"(?<!\d0s)\b\d+\b(?!0s)|\b(?:{adjectives()}|{nouns()}|natural|professional|clean|black and white|grayscale|sepia|color|the|better|overall|no|blurred)\b"
    ).search(found[1]):
        return None
    return f"restyle as {found[1]} style"


_TOWARDS = {"warm": "temperature +", "yellow": "temperature +", "orange": "temperature +", "cool": "temperature -", "cold": "temperature -", "blue": "temperature -", "green": "tint -", "magenta": "tint +", "pink": "tint +", "purple": "tint +", "red": "tint +"}  # fmt: skip


def _towards(found: Match[str]) -> str:
    """ "push the tint 10 towards green" """
    name, sign = _TOWARDS[found[2]].split()
    amount = (found[1] or found[3] or "").strip("+-% ")
    return f"{name} {sign}{amount}" if amount else f"{'increase' if sign == '+' else 'decrease'} the {name}"


RULES: tuple[tuple[frozenset[str], str, Recast], ...] = (
    (frozenset(("halve",)), r"^halve (?:the |its |their )?(.+)$", lambda found: f"half the {found[1]}" if rx(rf"{nouns()}(?: (?:in|of|on) .+)?").fullmatch(found[1]) else None),
    (frozenset(("half",)), r"^(?:make|set|put|have) (?:it|this|the picture) (?:at |to )?half (?:the |its )?([a-z ]+)$", lambda found: f"half the {found[1]}" if rx(nouns()).fullmatch(found[1]) else None),
    (frozenset(("color",)), r"^color (?:in |up )?(?:(?:this|my|the|his|her|their|our|these|an?|all|of|old|vintage|antique|historic|scanned|family|wedding|[\w]+'s) )*(?:black and white|grayscale|sepia)\b.*$|^color (?:in )?(?:this|my|these|our|an?|the) (?:old|vintage|antique|historic|ancient|1[89]\d\ds?)\b.*$", lambda found: "colorize it"),
    (frozenset(("color",)), rf"^color ((?:the|my|his|her|their|our|that|all the) [\w' ]+?) (?:in )?({places.COLOR})$", lambda found: f"make {found[1]} {found[2]}"),
    (frozenset("towards toward".split()), r"^(?:push|shift|move|nudge|pull|take|bring|adjust|tilt|bias|turn) (?:the |it |this )*(?:tint|white balance|colors?|temperature|balance|picture|it|this|tones?)?(?: by| slightly| a bit)* ?([+-]?\d+%?)?(?: points?)? (?:towards?) (?:the |a |more )?(warm|yellow|orange|cool|cold|blue|green|magenta|pink|purple|red)(?:er|ish)?(?: side| end| tones?)?(?: by ([+-]?\d+%?))?$", _towards),
    (frozenset("turn spin rotation flip rotate".split()), r"^(?:give|do|make|needs?|with|apply)(?: (?:it|this|the picture|me))? (?:a |an |one )?(?:quick )?((?:\d+ deg|left|right|clockwise|counterclockwise|half|quarter)) (?:turn|spin|rotation|rotate)$", lambda found: f"rotate {found[1]}"),
    (frozenset("lean leans leaning converging converge toppling".split()), r"^(?:fix |correct |straighten |it looks like )?(?:(?:the|these|those|my|all|tall|both) )*(?:buildings?|towers?|walls?|verticals?|columns?|skyscrapers?|church|facades?|houses?|lines|architecture|windows|pillars)\b.*\b(?:leans?|leaning|converg\w+|toppl\w+|fall\w* (?:back|over)\w*)\b.*$", lambda found: "fix the perspective"),
    (frozenset(("8",)), r"^(?:(?:make|turn|give|convert) (?:it|this|the picture) )?(?:a |an |into |look |like )*8 bit\b(?! (?:depth|png|jpeg|per))[a-z ]*$", lambda found: "pixelate"),
    (frozenset("put add have leave".split()), rf"^(?:put|add|have|leave) (?:some |a bit of )?({places.COLOR})(?: bars| space)? (?:on|at|along|around|to) (?:the |both |all |left and right |each )*(?:sides?|edges|top and bottom|left and right)$", lambda found: f"pad the sides with {found[1]}"),
    (frozenset("go move sit stand".split()), r"^((?:the|his|her|my|their|this|that) [\w' ]+?) (?:should|must|needs? to|can|could|has to) (?:go|move|be moved|sit|stand|be placed|be put|rest) ((?:on|to|in|into|onto|behind|next to|under|over|near|closer)\b .+)$", lambda found: f"move {found[1]} {found[2]}"),
    (frozenset("cut onto sticker transparent".split()), r"^cut (.+?) out (?:onto|on|as|so|for|with|into)\b.*\b(?:transparent|sticker|png|use|background|own|cutout|layer|paste).*$|^cut (.+?) out (?:onto|on) (?:a |an )?(?:transparent|clear|blank|white|empty)\b.*$", lambda found: "remove background"),
    (frozenset("usable suitable ready usable".split()), r"^make (?:it|this|the picture) (?:usable|suitable|ready|good enough|work) (?:as|for) .*$", lambda found: "auto levels"),
    (frozenset("everything all rest".split()), rf"^(?:everything|all|anything)(?: else)? (?:but|except|besides|other than|apart from)(?: for)? ([\w' ]+?) (?:in |to |into |should be |be )*{_GRAY}$", lambda found: f"grayscale everything but {found[1]}"),
    (frozenset(("gray",)), r"^(?:turn|make|convert|change|set|render) (?:it |this |(?:the |this |my )?(?:whole |entire )?picture |everything )?(?:to |into |in )?gray$", lambda found: "grayscale"),
    (frozenset(("if",)), r"^if (?:so|yes|there (?:is|are)(?: any| one| some)?|it (?:does|is)|you (?:see|find) (?:one|any|it))(?: ,)? (.+)$", lambda found: found[1]),
    (frozenset("would wouldn't".split()), rf"^(.+?) (?:would|might|could) (?:be|look|feel|work) (?:so |much |way |really |even |a lot |greatly |slightly )*{_NICE} (?:without|with no|minus|with fewer|with less|if there were no) (?:the |so many |all the |that |those )?(.+)$", lambda found: f"remove the {found[2]}"),
    (frozenset(("would",)), rf"^(.+?) (?:would|might|could) (?:be|look|feel) (?:so |much |way |really |even |greatly )*{_NICE} (?:with|wearing|holding) (.+)$", _better),
    (frozenset(("would",)), rf"^(.+?) in ({places.COLOR}) would (?:be|look) (?:so |much |really |even |greatly )*{_NICE}$", lambda found: f"make {found[1]} {found[2]}"),
    (frozenset("would wouldn't".split()), r"^(?:maybe |perhaps )?((?:slightly |some |a |an |more |the )?(?:of )?[\w' -]+?) (?:wouldn't (?:hurt|harm|be bad)|would not (?:hurt|harm|be bad)|would not go amiss|wouldn't go amiss|would (?:be|look) (?:so |really )?(?:nice|great|cool|good|lovely|welcome|awesome|cute|perfect|fun)(?: here| there| too)?|would (?:help|do|fit|suit it|complete it))$", lambda found: f"add {rx('^slightly (?:of )?').sub('', found[1])}"),
    (frozenset("ought has might may".split()), r"^there (?:ought to|has to|have to|might|may|would) be (.+)$", lambda found: f"add {found[1]}"),
    (frozenset("distracting annoying distracts ruins ruining eyesore unwanted bothers bugs distract ruin unsightly".split()), r"^((?:the|that|those|this|these|my|his|her|all the|some|a) (?!picture\b|background\b|color|light)[\w' ]+?) (?:(?:is|are|looks?|just|really|kind of|so|very|too|quite|totally) )*(?:distracting|annoying|an eyesore|eyesore|unwanted|unsightly|(?:distracts?|ruins?|ruining|bothers?|bothering|bugs?|bugging)(?: .+?)?)(?:,? (?:so )?(?:please )?remove (?:it|them|that|those))?$", lambda found: f"remove {found[1]}"),
    (frozenset("stay stays remain remains keep keeps kept".split()), rf"^(?:(?:turn|make|change|convert) )?(?:it |this |the picture |everything |all |the rest |picture )?(?:to |into |in |be |all |, )*{_GRAY}(?: ,)? (?:(?:but|except|and|only|while|with|let|keep|leave|have|just|for) )*([\w' ]+?) (?:(?:to|should|must|can) )?(?:stays?|remains?|keeps?|kept)\b.*$", lambda found: f"grayscale everything but {found[1]}"),
    (frozenset("keep leave spare".split()), rf"^(?:(?:turn|make|change|convert) )?(?:it |this |the picture |everything |all |the rest |picture )?(?:to |into |in |be |all |, )*{_GRAY}(?: ,)? (?:but |except |and |only |while |just )*(?:keep|leave|spare) (?:only |just )?([\w' ]+?)(?: (?:in (?:full )?color|colored|as (?:it|they) (?:is|are)|as is|alone|untouched|unchanged|out|{places.COLOR}))?$", lambda found: f"grayscale everything but {found[1]}"),
    (frozenset("stay stays remain remains keep keeps kept color".split()), rf"^(?:what if |have |let |make |keep |leave )*(?:only |just )?((?:the |her |his |my |their )?[\w' ]+?) (?:stays?|remains?|keeps?|is|are|be|kept)? ?(?:in |its |their |the )*(?:full )?colou?r(?:ed|s)?,? (?:and|while|but|with)? ?(?:the rest|everything else|all else|all the rest|others?|the others?)\b.*\b{_GRAY}$", lambda found: f"grayscale everything but {found[1]}"),
    (frozenset("grayscale gray monochrome".split()), rf"^((?!(?:it|this|that|photo|picture|everything|all|make|turn|as|only|just|save|in|to|convert|change|of|please)\b)(?:the |her |his |my )?[\w' ]+?) (?:in|to|into) {_GRAY}$", lambda found: None if headed(found[1])[0] or places.is_picture(found[1]) else f"make {found[1]} grayscale"),
    (frozenset("brighter darker lighter warmer cooler colder sharper softer bluer greener redder smoother crisper whiter paler".split()), r"^((?:the |my |his |her |their |our |this |that )?[a-z][\w']*(?: [a-z][\w']*){0,2}?) (?:(?:to )?(?:gets?|be|becomes?|goes|go) )?((?:(?:slightly|greatly|much|more|by|even|[+-]?\d+%) ){0,3}\w+er(?: by \d+%?)?)(?: (?:only|just) .+| only)?$", _compared),
    (frozenset("say says read reads".split()), r"^.*?\b(?:says?|reads?) (?P<new>quote\d+)(?: (?:instead of|rather than|not) (?P<old>.+)| instead)?$", lambda found: f"change the text {found['old'] or ''} to {found['new']}" if not rx(r"^(?:where|which|what|does|find|crop|remove|blur)\b").match(found[0]) else None),
    (frozenset("must should from to be is not".split()), r"^(?!replace|change|swap)(?:[\w' ]+ )?(quote\d+) (?:must be|should be|should read|must read|should say|to|becomes|into|ought to be|needs to be) (quote\d+)$", lambda found: f"change the text {found[1]} to {found[2]}"),
    (frozenset("to with into".split()), rf"^(?:change|edit|update|replace|modify|correct|fix|alter|switch|set|swap) (?:the |my |his |her |its |this |that )?(?:\w+ )?{_VALUES}\b(?: (?:on|of|in|at) [\w' ]+?)?(?: from (?P<old>.+?))? (?:to|with|into) (?P<new>.*\d.*)$", _lettered),
    (frozenset("to with into".split()), rf"^(?:change|edit|update|replace|modify|correct|fix|alter|switch|set) (?:the |my |his |her |its |this |that )?(?:\w+ )?{_WORDS}(?: (?:on|of|in|at) [\w' ]+?)?(?: from (?P<old>.+?))? (?:to|with|into) (?P<new>[\w' ]+)$", _lettered),
    (frozenset("number amount".split()), r"^(?:reduce|decrease|lower|cut|limit) the (?:number|amount) of ((?!noise|grain|light|colors|blur|contrast|px)[\w' ]+?)(?: (?:to|down|by) .*)?$", lambda found: f"remove some of the {found[1]}"),
    (frozenset("replace swap switch change turn exchange".split()), rf"^(?:replace|swap|switch|change|turn|exchange) {_TIMES} (?:with|for|to|into) ({_TIMES})$", lambda found: f"restyle as {found[1]}"),
    (frozenset("vibe vibes aesthetic aesthetics atmosphere treatment mood".split()), r"^(?:(?:a|an|some|more|go for|give me|give it|with|make it|i want|want) )*([\w -]+?) (?:vibes?|aesthetics?|atmosphere|treatment|moods?)$", _restyled),
    (frozenset("if though".split()), r"^(?:make it |look |looks? )?(?:as if|as though) (?:it (?:was|were|is|had been) )?((?:drawn|painted|made|done|sketched|filmed|rendered|carved|knitted|built|woven|printed|cut|shot|taken) (?:.+))$", lambda found: f"restyle as {found[1]}"),
    (frozenset(("style",)), r"^(?:change|set|switch|convert|turn|alter) (?:the |its )?(?:picture |art |drawing |visual )?style (?:to|into) (.+)$", lambda found: f"restyle as {found[1]}"),
    (frozenset(("effect",)), r"^((?:pencil |charcoal |crayon |ink |comic |oil |watercolor )?(?:sketch|drawing|painting|cartoon|comic|anime|watercolor) effect\b.*)$", lambda found: f"restyle as {found[1]}"),
    (frozenset("resolution superresolution upres superres".split()), r"^(?:\d+x )?(?:super ?resolution|superres|upres)\b.*$|^(?:make|get|give) (?:it|this|the picture|me)(?: a| to be| have)? (?:higher|better|more|super|greater) resolution$", lambda found: "restore the resolution"),
    (frozenset(("let",)), r"^let ((?:a|an|some|another|two|three) [\w' ]+? (?:stand|sit|fly|walk|run|swim|lie|float|sleep|play|hang|rest|appear|grow|jump|ride|perch)\b.*)$", lambda found: f"add {found[1]}"),
    (frozenset("outlines edges contours".split()), r"^(?:let |have |make |keep |show |leave )*(?:only|just|nothing but) (?:the )?(?:outlines?|edges|contours)\b.*$", lambda found: "find the edges"),
    (frozenset("behind background".split()), r"^(?:swap|replace|switch|change|exchange) what(?:ever)? is behind .+? (?:for|with|to|by|into) (.+)$", lambda found: f"change the background to {found[1]}"),
)  # fmt: skip
