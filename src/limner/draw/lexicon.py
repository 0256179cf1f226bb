"""Every phrase that drawing understands, and what it says: the world's own words and everyday ones."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal[
    "thing", "number", "article", "color", "adjective", "modifier", "relation", "whole", "filler", "absent"
]

WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*|[,.;:!?]", re.UNICODE)
"""A word or a mark; what is neither is left out."""

_PLUS = re.compile(r"[&+]+")

COLOR_WORDS = {
    "grey": "gray", "silver": "gray", "violet": "purple", "lilac": "purple", "lavender": "purple",
    "crimson": "red", "scarlet": "red", "maroon": "red", "navy": "blue", "azure": "blue", "cyan": "blue",
    "turquoise": "blue", "teal": "green", "lime": "green", "emerald": "green", "olive": "green",
    "golden": "yellow", "gold": "yellow", "beige": "brown", "tan": "brown", "magenta": "pink",
    "fuchsia": "pink", "amber": "orange", "ivory": "white",
}  # fmt: skip
"""Other colours, each with the nearest of the eleven."""

THING_WORDS = {
    "hound": "dog", "doggo": "dog", "pup": "puppy", "hare": "rabbit", "rat": "mouse",
    "piglet": "pig", "calf": "cow", "bull": "cow", "lamb": "sheep", "goat": "sheep", "stallion": "horse",
    "foal": "pony", "hen": "rooster", "chicken": "rooster", "duckling": "duck", "goose": "duck",
    "toad": "frog", "tadpole": "frog", "orca": "whale", "goldfish": "fish", "salmon": "fish",
    "squid": "octopus", "moth": "butterfly", "wasp": "bee", "bumblebee": "bee", "beetle": "ladybug",
    "worm": "caterpillar", "guy": "man", "gentleman": "man", "girlfriend": "woman", "kid": "child",
    "toddler": "baby", "prince": "king", "princess": "queen", "cosmonaut": "astronaut",
    "magician": "wizard", "witch": "fairy", "nurse": "doctor", "android": "robot",
    "sedan": "car", "limousine": "car", "van": "truck", "pickup": "truck", "yacht": "sailboat",
    "airliner": "airplane", "jet": "airplane", "cottage": "house", "villa": "house", "palace": "castle",
    "skyscraper": "office building", "lighthouse": "tower", "mall": "shop", "oak": "tree",
    "spruce": "pine tree", "daisy": "flower", "lily": "flower", "armchair": "chair", "stool": "chair",
    "bookcase": "box", "crate": "box", "lamp": "light bulb", "wristwatch": "clock", "watch": "clock",
    "cellphone": "phone", "telephone": "phone", "iphone": "phone",
    "bowl": "cooking pot", "pan": "cooking pot", "kettle": "teapot", "teacup": "cup", "bottle": "vase",
    "snowflake": "star", "sun": "star", "bagel": "donut",
    "noodle soup": "ramen",
    "cello": "violin", "piano": "musical instrument", "sweater": "shirt",
    "blouse": "shirt", "skirt": "dress", "gown": "dress", "tie": "scarf", "necktie": "scarf",
    "dining table": "table", "coffee table": "table", "nightstand": "table", "monitor": "television",
    "sports ball": "ball", "tennis ball": "ball", "beach ball": "ball", "stop sign": "sign",
    "road sign": "sign", "street sign": "sign", "wine glass": "wine", "beer glass": "beer",
    "drinking glass": "cup", "fork": "spoon", "snowboard": "skateboard", "hot air balloon": "balloon",
    "sofa bed": "couch", "loveseat": "couch", "golden retriever": "dog", "retriever": "dog",
    "labrador": "dog", "husky": "dog", "bulldog": "dog", "chihuahua": "dog", "corgi": "dog", "beagle": "dog",
    "dalmatian": "dog",
    "bottle of wine": "wine", "glass of wine": "wine", "glass of beer": "beer", "bottle of beer": "beer",
}  # fmt: skip
"""Things that the world does not have, each with what comes nearest."""

UNKNOWN = (
    "fire hydrant", "fire extinguisher", "baseball bat", "cricket bat", "baseball glove", "boxing glove",
    "computer mouse", "computer keyboard", "tv remote", "tv stand", "chess knight", "chess king",
    "chess queen", "paper plane", "cat food", "dog food", "orange juice", "apple juice", "apple pie",
)  # fmt: skip
"""Names of what the world does not have, made of words for what it has: each is one word, unknown."""

RELATION_WORDS = {
    "atop": "on", "onto": "on", "upon": "on", "sitting on": "on", "standing on": "on", "lying on": "on",
    "sits on": "on", "stands on": "on", "placed on": "on", "resting on": "on", "by": "next to",
    "within": "inside", "into": "inside", "sitting in": "inside", "rides": "riding", "in back of": "behind",
    "sitting under": "under", "standing next to": "next to", "sitting next to": "next to",
    "adjacent to": "next to", "flying over": "above", "flying above": "above", "hovering over": "above",
    "hidden by": "behind", "covered by": "behind", "left to": "left of", "right to": "right of",
    "leaning against": "next to", "leaning on": "next to", "lying in": "inside",
}  # fmt: skip
"""Other ways to tell a relation."""

PARTS = {"top": "on", "bottom": "below", "side": "next to", "left": "left of", "right": "right of"}
"""What "on the top of" and its like say: a part of the other thing, and the relation to all of it."""

BACKWARD = (
    ("on", "on"), ("on top of", "on"), ("above", "above"), ("over", "above"), ("below", "below"),
    ("under", "under"), ("in", "inside"), ("inside", "inside"), ("in front of", "in front of"),
    ("behind", "behind"), ("beside", "next to"), ("next to", "next to"), ("riding", "riding"),
)  # fmt: skip
"""What the thing named last is to the one before: "a table with a cup on it"."""

PLACE_WORDS = {
    "seashore": "beach", "shore": "beach", "coast": "beach", "hills": "mountains", "hill": "mountains",
    "mountain": "mountains", "alps": "mountains", "pond": "lake", "jungle": "forest", "rainforest": "forest",
    "sahara": "desert", "dunes": "desert", "town": "city", "downtown": "city", "street": "road",
    "highway": "road", "bedroom": "room", "office": "room", "house interior": "room", "ice": "snow",
    "winter": "snow", "grass": "meadow", "park": "garden", "farm": "meadow", "lawn": "meadow",
    "backyard": "garden", "ocean": "sea", "stream": "river", "galaxy": "space", "cosmos": "space",
    "red planet": "mars", "village": "city",
}  # fmt: skip
"""Places that the world does not have, each with what comes nearest."""

_WHOLE_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "morning": (("time", "sunrise"),), "dawn": (("time", "sunrise"),), "sunrise": (("time", "sunrise"),),
    "dusk": (("time", "sunset"),), "evening": (("time", "sunset"),), "sunset": (("time", "sunset"),),
    "night": (("time", "night"),), "midnight": (("time", "night"),), "noon": (("time", "day"),),
    "daytime": (("time", "day"),), "rain": (("weather", "rain"),), "rainy": (("weather", "rain"),),
    "fog": (("weather", "fog"),), "foggy": (("weather", "fog"),), "mist": (("weather", "fog"),),
    "misty": (("weather", "fog"),), "cloudy": (("weather", "cloudy"),), "overcast": (("weather", "cloudy"),),
    "snowing": (("weather", "snowfall"),), "snowfall": (("weather", "snowfall"),),
    "sunny": (("weather", "clear"),), "photo": (("style", "photo"),), "photograph": (("style", "photo"),),
    "aquarelle": (("style", "watercolor"),), "watercolour": (("style", "watercolor"),),
    "oil": (("style", "oil painting"),), "sketch": (("style", "pencil sketch"),),
    "pixelated": (("style", "pixel art"),),
}  # fmt: skip

_SKY_WORDS = {
    "storm": ("weather", "rain", "rain"), "stormy": ("weather", "rain", "rainy"),
    "thunderstorm": ("weather", "rain", "rain"), "raining": ("weather", "rain", "raining"),
    "snowy": ("weather", "snowfall", "snowy"), "blizzard": ("weather", "snowfall", "snow"),
    "snowstorm": ("weather", "snowfall", "snow"), "blue sky": ("weather", "clear", "clear sky"),
    "blue skies": ("weather", "clear", "clear sky"), "clear sky": ("weather", "clear", "clear sky"),
    "clouds": ("weather", "cloudy", "clouds"), "white clouds": ("weather", "cloudy", "clouds"),
    "gray clouds": ("weather", "cloudy", "clouds"), "dark clouds": ("weather", "cloudy", "clouds"),
    "gray sky": ("weather", "cloudy", "cloudy sky"), "night sky": ("time", "night", "night"),
    "starry": ("time", "night", "clear"), "starry sky": ("time", "night", "clear sky"),
    "full moon": ("time", "night", "night"), "the moon": ("time", "night", "night"),
    "moonlight": ("time", "night", "night"), "moonlit": ("time", "night", "night"),
}  # fmt: skip
"""Words on the sky: a field, its word, and what a network has heard for it; of "storm" it draws a heap."""

_NUMBERS = {
    "couple of": 2, "pair of": 2, "dozen": 12, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "hundred": 100
}  # fmt: skip
FEW = (
    "some", "several", "a few", "many", "a lot of", "lots of", "a group of", "a bunch of", "multiple",
    "a flock of", "a herd of", "a pile of", "a stack of", "a row of", "a line of", "a crowd of",
    "a handful of", "a pack of", "a family of",
)  # fmt: skip
"""Said of a number that is left open."""

_FILLERS = """with of the there is are was were be been being this that it its them they his her their
which has have show shows showing picture image drawing painting illustration scene landscape background
style together plus along also during through down across toward towards around sky please draw paint make
render create generate me one's by in on at to as from i want would like can you need give for us
left right middle top bottom side""".split()  # noqa: SIM905

SIZES = {
    "tiny": "small", "small": "small", "little": "small", "miniature": "small", "big": "large",
    "large": "large", "huge": "large", "giant": "large", "gigantic": "large", "enormous": "large",
    "massive": "large", "tall": "large", "short": "small",
}  # fmt: skip
"""Words on how large a thing is in the picture."""

_ADJECTIVES = """very just only beautiful nice pretty cute lovely
realistic detailed high smiling happy sad angry surprised""".split()  # noqa: SIM905
"""They may stand between a number and its noun."""

_PASSED_OVER = """my your our but flying day view i'd i'm i'll i've it's there's that's here's let's
going driving walking running swimming standing sitting lying sleeping resting jumping playing looking
nothing icon 4k 8k hd hdr ultra masterpiece highly cinematic stunning epic""".split()  # noqa: SIM905
"""They change nothing that is drawn, and no planner has heard them."""

_ABSENT = ("no", "not", "neither", "without", "without any", "with no", "but no", "not any")
"""Before the name of what is not to be there."""


class Sense(NamedTuple):
    """What a phrase says. ``values`` are the possible things, the number, the colour (a second one may be
    on it), the size or the relation, with "back" for one of the last thing to the one before, "side" for a
    side of the picture and "between" for one to each of two; a "modifier" is a noun that tells of the next
    one, or a word passed over, and "absent" is told of what is not to be there; ``facts`` are (field, word)
    of the whole picture; ``said`` is what a planner knows it as, "" where that is the phrase itself."""

    kind: Kind
    values: tuple[str, ...] = ()
    many: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    said: str = ""


@cache
def lexicon() -> dict[tuple[str, ...], tuple[Sense, ...]]:
    """Each phrase as a tuple of its words in lower case, with its senses, the likeliest first."""
    table: dict[tuple[str, ...], list[Sense]] = {}

    def add(phrase: str, sense: Sense) -> None:
        senses = table.setdefault(split(phrase), [])
        if sense not in senses:
            senses.append(sense)

    for phrases in (_wholes(), _things(), _words(), _relations()):
        for phrase, sense in phrases:
            add(phrase, sense)
    return {phrase: tuple(senses) for phrase, senses in table.items()}


@cache
def longest() -> int:
    """The words of the longest phrase."""
    return max(map(len, lexicon()))


def split(text: str) -> tuple[str, ...]:
    """The words and marks of ``text`` in lower case.

    >>> split("A blue cat & a dog, at NIGHT")
    ('a', 'blue', 'cat', 'and', 'a', 'dog', ',', 'at', 'night')
    """
    return tuple(WORD.findall(_PLUS.sub(" and ", text.lower().replace("\u2019", "'"))))


def _wholes() -> list[tuple[str, Sense]]:
    """Places, times, weathers, styles, grounds; a lake that may be but an extra fixes no place."""
    from limner.world import phrases

    found = [
        *_table(phrases.PLACE_TAILS, "place"), *_table(phrases.PLACE_NOUNS, "place"),
        *_table(phrases.TIME_TAILS, "time"), *_table(phrases.TIME_CLAUSES, "time"),
        *_table(phrases.WEATHER_TAILS, "weather"), *_table(phrases.WEATHER_CLAUSES, "weather"),
        *_table(phrases.WINDOW_TAILS, "weather"), *_table(phrases.STYLE_CLAUSES, "style"),
    ]  # fmt: skip
    for style, frames in phrases.STYLE_FRAMES.items():
        found += [(frame.replace("{}", "").strip(", "), (("style", style),)) for frame in frames]
    for (time, weather), said in phrases.MOMENTS.items():
        found += [(one, (("time", time), ("weather", weather))) for one in said]
    found += list(_WHOLE_WORDS.items())
    senses = [(phrase, Sense("whole", facts=facts)) for phrase, facts in found]
    senses += [(phrase, sense) for phrase, sense in _bare(senses) if phrase]
    extras = [
        *_table(phrases.FEATURE_TAILS, "feature"),
        *_table(phrases.FEATURE_CLAUSES, "feature"),
        *((said, (("sky", "dramatic"),)) for said in (*phrases.DRAMATIC_TAILS, *phrases.DRAMATIC_CLAUSES)),
    ]
    first = [(phrase, Sense("whole", facts=facts)) for phrase, facts in extras]
    return [*first, *_grounds(), *senses, *_places()]


def _table(table: dict[str, tuple[str, ...]], field: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [(phrase, ((field, value),)) for value, said in table.items() for phrase in said]


def _bare(senses: list[tuple[str, Sense]]) -> list[tuple[str, Sense]]:
    """The same without their first article: "beach", "watercolor of"."""
    return [(one.partition(" ")[2], sense) for one, sense in senses if one.startswith(("a ", "an ", "the "))]


def _grounds() -> list[tuple[str, Sense]]:
    from limner.world.phrases import GROUND_TAILS
    from limner.world.thing import article
    from limner.world.vocabulary import PLAIN_COLORS

    found = []
    for color in PLAIN_COLORS:
        sense = Sense("whole", facts=(("place", "plain"), ("ground", color)))
        tails = [tail.format(color, a=f"{article(color)} {color}") for tail in GROUND_TAILS]
        found += [(said, sense) for said in (*tails, f"{color} background", f"plain {color} background")]
    return found


def _places() -> list[tuple[str, Sense]]:
    from limner.world.vocabulary import PLACES, STYLES

    found = [(place, Sense("whole", facts=(("place", place),))) for place in PLACES if place != "plain"]
    found += [(style, Sense("whole", facts=(("style", style),))) for style in STYLES]
    found.append(("on the moon", Sense("whole", facts=(("place", "mars"),), said="on Mars")))
    found += [
        (word, Sense("whole", facts=((field, value),), said=said))
        for word, (field, value, said) in _SKY_WORDS.items()
    ]
    return found + [
        (word, Sense("whole", facts=(("place", place),), said={"mars": "Mars"}.get(place, place)))
        for word, place in PLACE_WORDS.items()
    ]


def _things() -> list[tuple[str, Sense]]:
    """A thing's own name means it alone, any other word all that it is true of."""
    from limner.world.nouns import CALLED, MEASURES, pluralize
    from limner.world.things import THINGS

    meant = {name: [name] for name in THINGS}
    for word in sorted({word for called in CALLED.values() for word in called} - meant.keys()):
        meant[word] = [name for name, called in CALLED.items() if word in called]
    found = []
    for word, names in meant.items():
        one = MEASURES.get(word, word)
        many = {pluralize(one), *([THINGS[word].plural] if word in THINGS and one == word else [])}
        found += [(said, Sense("thing", tuple(names))) for said in dict.fromkeys((word, one))]
        found += [(said, Sense("thing", tuple(names), many=True)) for said in sorted(many)]
    for word, known in THING_WORDS.items():
        names = meant[known]
        label = MEASURES.get(known, known)
        found.append((word, Sense("thing", tuple(names), said=label)))
        found.append((pluralize(word), Sense("thing", tuple(names), many=True, said=pluralize(label))))
    return found


def _words() -> list[tuple[str, Sense]]:
    """Numbers, articles, colours, and what is passed over."""
    from limner.world.drawn.people import EXPRESSIONS
    from limner.world.phrases import NUMBERS
    from limner.world.vocabulary import COLORS

    counts = {**{word: n for n, word in enumerate(NUMBERS[1:6], 1)}, **_NUMBERS}
    found = [(word, Sense("number", (str(n),))) for word, n in counts.items()]
    found += [(str(n), Sense("number", (str(n),))) for n in range(1, 100)]
    found += [(few, Sense("number", ("few",))) for few in FEW]
    found += [(word, Sense("article", (word,))) for word in ("a", "an", "the")]
    found += [(color, Sense("color", (color,))) for color in COLORS]
    found += [(word, Sense("color", (color,), said=color)) for word, color in COLOR_WORDS.items()]
    found += _colored()
    found += [(f"all in {color}", Sense("color", (color, "behind"))) for color in COLORS]
    found += [(word, Sense("adjective", (size,))) for word, size in SIZES.items()]
    found += [(word, Sense("adjective")) for word in (*_ADJECTIVES, *EXPRESSIONS)]
    found += [(word, Sense("modifier")) for word in _PASSED_OVER]
    found += [(word, Sense("absent")) for word in _ABSENT]
    found += [(word, Sense("filler", (word,))) for word in ("and", ",")]
    return found + [(word, Sense("filler")) for word in (*_FILLERS, *".;:!?")]


def _colored() -> list[tuple[str, Sense]]:
    """ "blue colored", "blue-coloured"; "black and white" is the first, with the second on it."""
    from limner.world.vocabulary import COLORS

    ends = (" colored", " coloured", "-colored", "-coloured", " color", " colour")
    meant = {**{color: color for color in COLORS}, **COLOR_WORDS}
    found = [
        (word + end, Sense("color", (color,), said=color)) for word, color in meant.items() for end in ends
    ]
    pairs = [(one, other) for one in COLORS for other in COLORS if one != other]
    return found + [(f"{one} and {other}", Sense("color", (one, other), said=one)) for one, other in pairs]


def _relations() -> list[tuple[str, Sense]]:
    from limner.world.phrases import PREPOSITIONS

    found = [
        (f"{on} {the}{part} of", Sense("relation", (kind,), said=kind))
        for part, kind in PARTS.items()
        for on in ("on", "at", "in", "to", "by")
        for the in ("", "the ", "the very ", "the far ")
    ]
    found += [(said, Sense("relation", (kind,))) for kind, all_ in PREPOSITIONS.items() for said in all_]
    found += [(word, Sense("relation", (kind,), said=kind)) for word, kind in RELATION_WORDS.items()]
    found += [("between", Sense("relation", ("right of", "left of", "between"), said="next to"))]
    found += [
        (f"{said} {it}", Sense("relation", (kind, "back")))
        for said, kind in BACKWARD
        for it in ("it", "them")
    ]
    sides = ("its left", "its right", "their left", "their right")
    found += [
        (f"{on} {side}", Sense("relation", (f"{side.split()[1]} of", "back")))
        for on in ("on", "to")
        for side in sides
    ]
    found += [("in front", Sense("relation", ("in front of", "back")))]
    found += [(f"{on} the left", Sense("relation", ("left", "side"))) for on in ("on", "to", "at")]
    found += [(f"{on} the right", Sense("relation", ("right", "side"))) for on in ("on", "to", "at")]
    others = (
        "ridden by", "carrying", "holding", "holding hands", "hand in hand", "side by side", "in the sky",
        "in the air", "on the ground", "in the middle", "in the center", "at the top",
        "at the bottom", "in a row", "in a line",
    )  # fmt: skip
    return found + [(said, Sense("filler")) for said in others]
