# ruff: noqa: E501, SIM905
"""Scenes told without an order: "zits gone", "salad rather than pizza", "could the lamp be a candle" as plain orders."""

from __future__ import annotations

from re import Match

from limner.reason.planner import hints, places
from limner.reason.planner.gauges import adjectives, nouns
from limner.reason.planner.grammar import forms, headed
from limner.reason.planner.patterns import Recast, rx

_NP = r"(?!(?:it|this|that|i|we|you|there|what|how|which|who|where|them|him|her|me|us)\b)[\w'.$-]+(?: [\w'.$-]+){0,6}?"
_PICTURE = r"(?:it|this|that|the picture|the (?:whole|entire) (?:thing|picture)|this picture|my picture)"
_PLACES = r"(?:places?|positions?|seats?|sides?|spots?)"


def _removed(found: Match[str]) -> str | None:
    words = rx(r"^(?:i |we )?(?:really |just |would like |want|need|wish|have|get|to see|all)+ ").sub(
        "", found[1]
    )
    if (
        headed(words)[0]
        and " " in words
        and not rx(r"^(?:lights?|lines?|shadows?|marks?|frame|text|cover)\b").match(words)
    ):
        return None
    return f"remove {words}"


def _replaced(what: str, by: str) -> str | None:
    what, by = (
        rx(
            r"^(?:have|get|to have|put|use|show|see|with|make it|be|i would like|i want|we want|i need|would like|like|want|let us have) "
        ).sub("", words)
        for words in (what, by)
    )
    shade = rx(rf"^(?:a |an |the )?({places.COLOR})(?: (.+))?$").match(by)
    other = rx(rf"^(?:a |an |the )?{places.COLOR}(?: ones?)?$").match(what)
    if shade and other and shade[2]:
        return f"recolor the {shade[2]} {shade[1]}"
    if (headed(what)[0] and not rx(r"^(?:a|the|my|his|her)\b").match(what)) or rx(
        r"\b(?:should|must|needs?|be|is|are)\b"
    ).search(by):
        return None
    if by.endswith(" background"):
        return f"change the background to {by.removesuffix(' background')}"
    return f"replace {what} with {by}"


def _became(found: Match[str]) -> str | None:
    """ "baseball bat -> umbrella": with a verb of its own or without."""
    what, by = found[1], found[2]
    if headed(what)[0]:
        return f"{what} to {by}"
    return (
        f"make {what} {by}"
        if rx(rf"^(?:more |less |slightly |greatly )*(?:{adjectives()})$").match(by)
        else f"change {what} to {by}"
    )


def _could(found: Match[str]) -> str | None:
    what, be = found[1], rx(r" (?:instead|please|now)$").sub("", found[2])
    if rx(r"^(?:you|someone|anyone|i|we|there|he|she)$").match(what):
        return None
    first = be.split()[0]
    if (first in forms() and first.endswith("ed")) or first in ("gone", "out", "off", "cut"):
        return (
            f"remove {what}"
            if first in ("gone", "out", "off")
            else f"{forms().get(first, first)} {what} {be[len(first) :]}".strip()
        )
    return f"make {what} {be}"


def _spoken_verb(found: Match[str]) -> str | None:
    """ "the picture rotate 90 degrees": the verb behind its object."""
    verb = found[2]
    return f"{verb} {found[1]}{found[3]}" if verb in forms() and forms()[verb] == verb else None


def _fewer(found: Match[str]) -> str | None:
    if rx(
        rf"\b(?:{nouns()}|{adjectives()}|px|pixels|colors|than|space|room|compression|quality|zoom|blurry)\b"
    ).search(found[1]):
        return None
    return f"remove some of the {found[1]}"


def _on_color(found: Match[str]) -> str | None:
    return f"change the background to {found[1]}"


_GONE = r"(?:gone|be gone|begone|vanish|disappear|go away|out of (?:there|here|the (?:picture|frame|shot|scene|way)|it|my (?:picture|face))|away|removed|erased|go|gone from .+)"

_RULES: tuple[tuple[frozenset[str], str, Recast], ...] = (
    (frozenset("saved rescued salvaged restored repaired".split()), r"^(?:can|could|may|is it possible for|any hope|hope) (?:it|this|the picture|that|these)? ?(?:still |somehow |ever |to )*be (?:saved|rescued|salvaged|restored|repaired)\b.*$", lambda found: "restore the picture"),
    (frozenset("gone begone vanish disappear go away out removed erased".split()),
     rf"^(?:(?:can|could|may|should|let|make|want|need|have|get|i want|i need|i would like|would like) )?((?!(?:it|make|crop|turn)\b){_NP}) (?:(?:all|please|completely|totally|entirely|just|to|be|should|must|can|could|needs? to|has to|have to) )*{_GONE}$", _removed),
    (frozenset("not".split()),
     rf"^(?:i |we )?(?:really )?(?:do not|can not) (?:want|like|need|care for|wish for|stand)(?: to (?:see|have))? ({_NP})(?: (?:there|here|in (?:there|here|it|the (?:picture|frame|shot|background))|to be (?:there|here|visible|seen)|showing|visible|anymore|any more|in))*$", _removed),
    (frozenset("p ps photoshop wipe wash swipe brush scrub clone rub scrape clean".split()),
     r"^(?:p|ps|photoshop|wipe|wash|swipe|brush|scrub|clone|rub|scrape)(?: (?:off|away|out|down))? ((?!(?:me|us|myself)\b)[\w' -]+?)(?: (?:off|out|away)(?: (?:of|from)?\b.*)?)?$",
     lambda found: f"remove {found[1]}" if rx(r" (?:off|out|away)\b").search(found[0]) else None),
    (frozenset("fewer less".split()),
     r"^(?:(?:have|get|make|show|with|want|see|there (?:should|could) be|i want|a) )*(?:fewer|less) (?:of (?:the |these |those )?)?((?!(?:of|than|it|the)\b)[a-z]+(?: (?!than\b)[\w']+){0,6})$", _fewer),
    (frozenset("instead rather place".split()),
     rf"^instead of ({_NP}),? (?:(?:could|can|may|let) (?:we|i|it|there) (?:have|be)|i would (?:like|love|prefer)|i want|i need|have|put|use|show|give me|let there be|we want|place|add|there should be)(?: to (?:have|see))? (.+)$", lambda found: _replaced(found[1], found[2])),
    (frozenset("instead rather place".split()),
     rf"^((?!make |turn |change |give ){_NP}) (?:rather than|instead of|in place of) ({_NP})$", lambda found: None if headed(found[1])[0] not in ("", "have", "get", "put", "use", "show") else _replaced(found[2], found[1])),
    (frozenset("can could may should would might".split()),
     rf"^(?:can|could|may|should|would|might) ({_PICTURE}|(?:the|my|his|her|their|this|that|these) {_NP}) be (?:made |turned |changed )?(?:into |to )?(.+)$", _could),
    (frozenset("swap switch trade exchange change".split()),
     rf"^(?:let |have |make |get |i want )?({_NP}) (?:to )?(?:swap|switch|trade|exchange|change) {_PLACES}$", lambda found: f"swap the places of {found[1]}"),
    (frozenset("becomes become turns".split()), r"^((?!it |this )(?:[\w'.$%-]+ ){0,8}?[\w'.$%-]+) (?:becomes?|turns? into) (.+)$", _became),
    (frozenset("picture photo it".split()), rf"^({_PICTURE}|picture|picture size|size) ((?!can|make|look|need|want|to)[a-z]+)\b(.*)$", _spoken_verb),
    (frozenset("background backdrop".split()),
     rf"^(?:put|place|drop|get|set|lay|show|have|want|isolate|the|my|this|on)?(?: ?\b(?:it|this|him|her|them|she|he|they|i|we|the [\w ]+?|my [\w ]+?|this [\w ]+?))? ?\b(?:on|onto|against|needs?|wants?|should have|with) (?:to (?:have|be on) )?((?:a |an |the )?(?:(?:clean|plain|pure|solid|simple|bright|seamless|studio) )*{places.COLOR}) background$", _on_color),
    (frozenset("background backdrop".split()), rf"^(?:a |an )?((?:(?:clean|plain|pure|solid|simple) )*{places.COLOR}) background (?:for|behind|around|under|on) .+$", _on_color),
    (frozenset("on onto against".split()), rf"^(?:put|place|drop|set|lay|show|stick) (?:it|this|him|her|them) (?:on|onto|over|against) (?:a |an )?((?:(?:clean|plain|pure|solid|simple|neutral) )*{places.COLOR})$", _on_color),
    (frozenset("left".split()), r"^(.+? )what(?:ever)? is left of (.+)$", lambda found: f"{found[1]}{found[2]}"),
    (frozenset("swap switch flip exchange".split()), r"^(?:swap|switch|exchange|reverse) (?:the )?(?:left and right|right and left|left with right|left for right|left (?:side )?(?:and|with) (?:the )?right side)(?: sides?)?$", lambda found: "flip horizontal"),
    (frozenset("swap switch flip exchange".split()), r"^(?:swap|switch|exchange) (?:the )?(?:top and bottom|bottom and top|up and down|top with bottom)$", lambda found: "flip vertical"),
    (frozenset("shave".split()), r"^shave ((?:him|me|his|my|the (?:man|guy|beard)|dad|grandpa|his face|my face)\b.*)$", lambda found: f"remove the beard of {found[1]}" if "beard" not in found[1] else f"remove {found[1]}"),
    (frozenset("mosaic blur pixels pixelation pixelate".split()), r"^(?:hide|cover|mask|obscure|censor|conceal|protect|block|anonymize) (.+?) (?:with|by|using|under|behind) (?:a |an |some |the )?(?:heavy |strong )?(mosaic|blur\w*|pixels?|pixelation|pixelating)(?: effect| filter)?$",
     lambda found: f"{'blur' if found[2].startswith('blur') else 'pixelate'} {found[1]}"),
    (frozenset("matting matte silhouette cutout".split()), r"^(?:matting|matte|mat|cutout|do matting (?:on|for)) .*$", lambda found: "remove background"),
    (frozenset("dark darker".split()), r"^(?:with |add |a |some |the )*dark(?:er|ened)? (?:edges?|corners?|borders? around the edges)(?: effect| look| around it| all around)?$", lambda found: "add a vignette"),
    (frozenset("more".split()), r"^(?:show|see|reveal|include|have|get|show me|let me see|give me)(?: slightly| much| greatly)? more (?:of )?((?:the|his|her|my|its|their|what is) .+)$", lambda found: f"outpaint {found[1]}"),
    (frozenset("beyond outside past".split()), r"^(?:fill in|fill|imagine|generate|invent|complete|draw|show|create) what(?:ever)? (?:is|lies|could be|would be|might be) (?:beyond|outside|past|around) (.+)$", lambda found: f"outpaint {found[1]}"),
    (frozenset("size dimensions resolution".split()), r"^(?:adjust|fix|edit|correct|modify|alter) (?:the |its |my )?(?:picture |image )?(?:size|dimensions?|resolution)\b(.*\d.*)$", lambda found: f"resize{found[1]}"),
    (frozenset("unblur deblur".split()), r"^(?:unblur|deblur|un blur|de blur)\b(.*)$", lambda found: f"restore{found[1] or ' it'}"),
    (frozenset("scoot nudge drag shove budge shuffle".split()), r"^(?:scoot|nudge|drag|shove|budge|shuffle) ((?:the|my|his|her|their|him|me|us|them|that|this|everyone)\b.*)$", lambda found: f"move {found[1]}"),
    (frozenset("version rendition edition rendering".split()), r"^(?:have |get |see |make |show |do |give me |give us |create |generate )*(?:me |us )?(?:a |an )?([\w -]+?)(?: style| themed| looking| like)? (?:version|rendition|edition|rendering|take) of (?:this|it|the|my|our|me|us)\b.*$",
     lambda found: f"restyle as {found[1]} style" if not rx(rf"\b(?:\d\S*|black and white|grayscale|sepia|cropped|smaller|larger|transparent|{adjectives()}|jpeg|png|webp)\b").search(found[1]) else None),
)  # fmt: skip


def order(text: str) -> str:
    """An order for a clause that says the same without one; anything else as it is.

    >>> order("zits gone"), order("the moon instead of the lamp"), order("crop it")
    ('remove zits', 'replace the lamp with the moon', 'crop it')
    """
    words = frozenset(text.split())
    for triggers, pattern, recast in (*_RULES, *hints.RULES):
        if triggers.isdisjoint(words):
            continue
        found = rx(pattern).match(text)
        plain = recast(found) if found else None
        if plain:
            return " ".join(plain.split())
    return text
