# ruff: noqa: E501
"""Wishes as orders: "I need this cropped" -> "crop this"."""

from __future__ import annotations

from functools import cache

from limner.reason.planner import places
from limner.reason.planner.grammar import forms, headed
from limner.reason.planner.patterns import rx


@cache
def _participles() -> str:
    words = {form for form in forms() if form.endswith("ed")} | {
        "cut",
        "shrunk",
        "put",
        "made",
        "drawn",
        "written",
        "taken out",
        "blurred",
        "taken",
    }
    return "|".join(sorted(words, key=len, reverse=True))


DONE = "brightened|darkened|lightened|sharpened|blurred|increased|decreased|reduced|boosted|lowered|enhanced|removed|straightened|desaturated|softened|smoothed|denoised|pixelated|replaced|added|cropped|flipped|rotated|resized|saturated|warmed|cooled"
"""Participles by which people tell what was done, or is to be done."""
_DONE = rf"^((?:the |his |her |my |their |our )?(?!(?:i|it|that|this|was|is|are)\b)[\w']+(?: (?!is\b|are\b|was\b|were\b|and\b|which\b|too\b)[\w']+){{0,5}}?) (?:(?:is|are|has been|have been|was|were|gets?|being|now|slightly|greatly|just) )*({DONE})((?: (?:by|to|in|on|slightly|greatly|from|so|except|but|apart|besides|other than)\b.*)?)$"
_DOING = r"^(.+?) (?:needs?|could use|wants?|requires?|deserves?|could do with) (?:some |slightly |greatly |a good |more |serious )*([a-z]{3,}ing)\b((?: (?:by|to|in|on|slightly|greatly|from|out|up|down|off|before|so|please)\b.*)?)$"
_WANT = r"(?:i |we |you )?(?:really |just |also |would )*(?:need|want|would like|would love|like|wish|get|have|see|prefer|love|needed|looking for|looking to have|needs?)"


def imperative(text: str) -> str:
    """Wishes as orders: "I need this cropped" -> "crop this", "it should be brighter" -> "make it brighter"."""
    gone = rx(
        r"^(.+?) (?:needs? to|has to|have to|must|should|gotta|can) (?:go|be gone|disappear|vanish|go away)$"
    ).match(text)
    if gone:
        return f"remove {gone[1]}"
    there = rx(r"^there (?:should|could|must|needs to|can) be (.+)$").match(text)
    if there:
        return f"add {there[1]}"
    if rx(r"^be \w").match(text):
        return f"make it {text[3:]}"
    done = rx(_DONE).match(text)
    if done and not headed(done[1])[0] and not rx(r"^(?:please|without|with|to)\b").match(done[1]):
        return f"{forms()[done[2]]} {done[1]}{done[3]}"
    doing = rx(_DOING).match(text)
    if doing and doing[2] in forms():
        return f"{forms()[doing[2]]} {doing[1]}{doing[3]}"
    head, _ = headed(text)
    if (
        head
        and head not in ("have", "get", "let", "even")
        and not rx(r"^(?:\w+ )(?:is|are|should|needs?|must) ").match(text)
    ):
        return text
    passive = rx(
        rf"^(?:(?:{_WANT})(?: to have| to get| to see| for)? )?(.+?)(?: (?:should|needs?|must|has|have|can|could|to|is to|ought|may|will))*(?: to)?(?: (?:be|get|being))? (?:just |slightly |greatly |digitally |completely |fully )?({_participles()})\b(.*)$"
    ).match(text)
    if passive and _passive_fits(text, passive[1]):
        return f"{forms().get(passive[2], passive[2])} {_subject(passive[1])}{passive[3]}"
    should = rx(
        r"^((?!\w+ing\b)\S+(?: \S+){0,7}?) (?:should|needs? to|must|has to|have to|ought to|could|to) (?:be|look|appear|become|have been|seem) (.+)$"
    ).match(text)
    if should and not rx(r"^(?:what|how|which|who|where)\b").match(text):
        return f"make {_subject(should[1])} {should[2]}"
    want = rx(rf"^{_WANT}(?: for)? (?:to (?:have|get|see|be) )?(.+)$").match(text)
    return _wished(want[1]) if want and not rx(r"^(?:have|get) ").match(text) else text


def _subject(words: str) -> str:
    return rx(rf"^(?:{_WANT}|so|for|have|get) ").sub("", words)


def _passive_fits(text: str, subject: str) -> bool:
    return (
        bool(
            rx(
                rf"^(?:{_WANT})\b|\b(?:should|must|needs?|has|have|to|could|can) (?:to )?(?:be|get)\b|^(?:have|get)\b|\b(?:needs?|wants?)\b"
            ).search(text)
        )
        and not rx(r"^(?:what|how|which|who|where|is|are|does)\b").match(text)
        and len(subject.split()) <= 12
        and not rx(r"\b(?:wearing|holding|with)$").search(subject)
    )


def _wished(wish: str) -> str:
    if places.part(wish) is not None:
        return f"keep only {wish}"
    thing = rx(
        r"^(it|this|the picture|this picture|my picture|picture|them|him|her|me|the background|background|everything|(?:the|my|his|her|this) [\w']+) (?:to (?:be |have |look |appear |become )?|in |as |at |look |be )?(.+)$"
    ).match(wish)
    if thing and not rx(r"^(?:of|with|from|and|on|at|for|that|which)\b").match(thing[2]):
        verb, _ = headed(thing[2])
        if rx(rf"{thing[1]} to {verb}\b").search(wish) and verb not in ("", "make"):
            return f"make {thing[1]} {thing[2]}"
        return f"make {thing[1]} {thing[2]}"
    return wish
