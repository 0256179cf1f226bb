# ruff: noqa: E501, SIM905
"""Verbs with a particle as plain orders: "dial the contrast way back" -> "decrease the contrast greatly"."""

from __future__ import annotations

from limner.reason.planner.gauges import adjectives, nouns
from limner.reason.planner.patterns import rx

_MOVED = frozenset(
    "tone dial turn take bring pull push knock drop cut crank bump ramp pump kick amp jack ease roll scale notch lift raise boost"
    " back hike rein wind draw nudge move shift step punch beef juice tune go pare whack shave".split()
)
_LOWERED = frozenset(
    "tame temper mute mellow calm quiet curb moderate limit relax subdue restrain rein ease lessen cap halt weaken slash cool kill soften crush".split()
)
_RAISED = frozenset(
    "crank pump hike juice jack beef amp ramp bolster heighten accentuate exaggerate emphasize emphasise nudge kick rev augment magnify goose".split()
)
_KEPT = frozenset(("kill", "cool", "cap", "halt", "ease", "limit", "relax", "soften"))
_LIT = r"^(?:up )?(?:the |his |her |my |their |our |these |those )+(?:\w+ )?(?:faces?|skin|subjects?|foreground|background|eyes|person|people|couple|bride|groom|kids?|baby|dog|cat|interior|room)(?:'s (?:face|eyes))?(?= (?:slightly|greatly|by|so|[+-]?\d)|$)"
VERBS = (_MOVED | _LOWERED | _RAISED) - {"go", "back", "cap"}
"""What starts such an order."""
_DOWN = frozenset(("down", "back", "off", "in"))
_PARTICLE = r"(?:(?P<way>way|right|far|slightly|greatly|just|a|all the way|some|real|really) )*(?P<particle>down|back|up|off|in)\b"
_THEM = r"(?:it|that|this|those|these|them|things|everything|the picture|this picture)"
_PERSON = r"(?:him|her|me|us|my face|his face|her face|their faces|our faces)"


def plain(text: str) -> str:
    """An order with a particle in the planner's own words; anything else as it is.

    >>> plain("knock contrast down 5%"), plain("dial it way back"), plain("turn the car around")
    ('decrease contrast 5%', 'decrease it greatly', 'turn the car around')
    """
    verb, _, rest = text.partition(" ")
    looked = rx(rf"^(?:give|lend) (.+?) (?:a|an|some) ((?:more |less |slightly |greatly |much )*(?:{adjectives()})) (?:look|feel|tone|vibe|appearance|mood|atmosphere|touch|cast|feeling)$").match(text)  # fmt: skip
    if looked:
        return f"make {looked[1]} {looked[2]}"
    if toned := _toned(text):
        return toned
    lively = rx(
        r"^(?:bring|breathe|inject|put|add) (?:slightly |some |more |new |a bit of )*(?:the )?(?:life|pop|zing|vibrancy|liveliness|oomph) (?:back )?(?:to|into|in) (.+)$"
    ).match(text)
    if lively:
        return f"increase the saturation of {lively[1]}"
    given = rx(
        rf"^give (it|this|(?:the |my |his |her )?[\w' ]+?) (?:slightly |some |greatly |a |much )*(more|less) ((?:{nouns()})\b.*)$"
    ).match(text)
    if given:
        return f"{'increase' if given[2] == 'more' else 'decrease'} the {given[3]}" + (
            "" if given[1] in ("it", "this", "the picture", "everything") else f" of {given[1]}"
        )
    if verb in ("lift", "raise", "pop") and rx(_LIT).match(rest):
        return f"brighten {rest.removeprefix('up ')}"
    if verb in (_LOWERED - _KEPT) | _RAISED and rx(
        rf"^{_THEM}(?= (?:slightly|greatly|by|please|so|too)\b|$)"
    ).match(rest):
        return f"{'increase' if verb in _RAISED else 'decrease'} {rest}"
    if verb == "take" and (away := _taken(rest)):
        return away
    if verb in _MOVED and (moved := _moved(verb, rest)):
        return moved
    if verb in _LOWERED | _RAISED and rx(
        rf"^(?:on |with )?(?:the |those |that |these |all the |down the |down |up the |up |its |my )*(?:overall )?(?:{nouns()})\b"
    ).match(rest):
        rest = rx(r"^(?:on|with|up|down) ").sub("", rest)
        return f"{'increase' if verb in _RAISED else 'decrease'} {rest}"
    return text


_TONES = (
    r"^(lighten|brighten|open|darken|dim|deepen|recover|rescue|save|restore|bring|pull|get)(?: up| out| down| back)* (?:slightly |some |more )*(?:the |those |these |my )?(?:blown |clipped |crushed |lost )?"
    r"(?:details? (?:in|from|of) (?:the )?)?(shadows|blacks|darks|highlights|whites)(?: back)?((?: (?:by|slightly|greatly|in|on|of|[+-]?\d)\b.*)?)$"
)


def _toned(text: str) -> str | None:
    """ "open up the shadows", "bring the highlights back"."""
    found = rx(_TONES).match(text)
    if not found:
        return None
    raised = found[1] in ("lighten", "brighten", "open") or (
        found[2] in ("shadows", "blacks", "darks") and found[1] not in ("darken", "deepen", "dim")
    )
    return f"{'increase' if raised else 'decrease'} the {found[2]}{found[3]}"


def _moved(verb: str, rest: str) -> str | None:
    found = rx(
        rf"^(?P<thing>{_THEM}|{_PERSON}|(?:(?:the|that|those|these|all|its|overall|my|some of the|some) )*(?:{nouns()})(?: (?:in|of|on) (?:the |my |his |her |their )?[\w' ]+?)?) {_PARTICLE}(?P<more>.*)$"
    ).match(rest)
    early = (
        None
        if found
        else rx(
            rf"^{_PARTICLE} (?:on |with )?(?P<thing>{_THEM}|(?:the|that|those|these|all|its|overall|my|some of the|some|slightly|greatly| )*(?:{nouns()})\b)(?P<more>.*)$"
        ).match(rest)
    )
    found = found or early
    if not found or rx(r"^ (?:to the|from the|into|in the|on the|of the) (?!end|max)").match(found["more"]):
        return None
    thing, more = found["thing"], found["more"]
    if (found["particle"] == "in" and verb != "rein") or (
        found["particle"] == "off" and verb not in ("back", "ease", "dial", "tone")
    ):
        return None
    if verb == "cut" and not rx(rf"\b(?:{nouns()})\b").search(thing):
        return None
    if rx(rf"^(?:{_THEM}|{_PERSON})$").match(thing) and (verb in _CARRYING or not rx(_ENDED).match(more)):
        return None
    sign = "decrease" if found["particle"] in _DOWN else "increase"
    if (
        verb == "bring"
        and found["particle"] == "back"
        and not rx(r"\b(?:highlights?|whites)\b").search(thing)
    ):
        sign = "increase"
    if rx(rf"^{_PERSON}$").match(thing):
        return f"{'darken' if sign == 'decrease' else 'brighten'} {thing}{more}"
    degree = (
        " greatly"
        if found["way"] in ("way", "far", "right", "greatly", "all the way", "real", "really")
        else " slightly"
        if found["way"] in ("slightly", "just", "some")
        else ""
    )
    return f"{sign} {thing}{degree}{more}"


_CARRYING = frozenset("move shift step scale cut roll draw go nudge whack shave back take".split())
_ENDED = r"^(?: (?:slightly|greatly|by|[+-]?\d|without|so|please|just|a|some|too|again|overall)\b.*)?$"


def _taken(rest: str) -> str | None:
    """ "take some of the orange out of the light" is less orange; "take the colour out" is gray."""
    found = rx(
        rf"^(?P<some>(?:slightly |greatly |much |more )*(?:of )?(?:some of |most of |all |some |much of )?)(?:of )?(?P<thing>(?:(?:the|that|this|all|its) )*(?:{nouns()}))(?: (?:out|off|away))(?: (?:of|from|in) (?P<place>.+))?$"
    ).match(rest)
    if not found:
        return None
    place = "" if not found["place"] or rx(_NOWHERE).match(found["place"]) else f" in {found['place']}"
    if rx(r"\bcolors?$").search(found["thing"]) and not found["some"].strip():
        return f"remove {found['thing']}{place.replace(' in ', ' from ', 1)}"
    degree = " slightly" if found["some"].strip() else ""
    return f"decrease {found['thing']}{place}{degree}"


_NOWHERE = r"^(?:the |this |that |my |its |it)?\s*(?:picture|light|lighting|whole picture|shot|scan|colors?|tones?|overall)?$"
