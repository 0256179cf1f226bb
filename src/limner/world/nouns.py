"""What each thing may be called, one of it and many, and what it may not be mistaken for."""

from __future__ import annotations

from typing import NamedTuple

from limner.world.thing import regular_plural
from limner.world.things import THINGS, Thing


class Noun(NamedTuple):
    """A word for a thing: ``word`` is its dictionary form, ``one`` and ``many`` are what is said."""

    word: str
    one: str
    many: str


MEASURES = {
    "bread": "loaf of bread",
    "corn": "ear of corn",
    "lettuce": "head of lettuce",
    "broccoli": "head of broccoli",
    "garlic": "bulb of garlic",
    "pancakes": "stack of pancakes",
    "cheese": "piece of cheese",
    "bacon": "strip of bacon",
    "fries": "portion of fries",
    "spaghetti": "plate of spaghetti",
    "ramen": "bowl of ramen",
    "rice": "bowl of rice",
    "sushi": "piece of sushi",
    "popcorn": "box of popcorn",
    "honey": "jar of honey",
    "coffee": "cup of coffee",
    "milk": "glass of milk",
    "wine": "glass of wine",
    "grapes": "bunch of grapes",
    "pants": "pair of pants",
    "gloves": "pair of gloves",
    "socks": "pair of socks",
    "glasses": "pair of glasses",
    "sunglasses": "pair of sunglasses",
    "scissors": "pair of scissors",
    "soap": "bar of soap",
    "fire": "fire",
    "furniture": "piece of furniture",
    "clothing": "piece of clothing",
    "jewelry": "piece of jewelry",
    "chocolate": "chocolate bar",
}
"""What is said for one of a thing whose name cannot take "a"."""

_IRREGULAR = {
    "person": "people",
    "child": "children",
    "leaf": "leaves",
    "loaf": "loaves",
    "fungus": "fungi",
    "policeman": "policemen",
    "fireman": "firemen",
    "spaceman": "spacemen",
    "die": "dice",
    "hero": "heroes",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "grapes": "bunches of grapes",
    "buffalo": "buffalo",
    "tropical fish": "tropical fish",
    "blowfish": "blowfish",
}

# fmt: off
_UNSAID = frozenset((
    "Father Christmas", "French fries", "Santa Claus", "Saturn", "Statue of Liberty", "armor",
    "baked goods", "balance", "bath", "bowling pins", "brush", "bull", "chips", "cock", "cop",
    "cutlery", "dish", "earth", "fireman", "flame", "floor covering", "food", "footwear", "headwear",
    "home", "jeans", "letter", "lips", "luggage", "meat", "mittens", "needle", "noodles", "palm",
    "pasta", "plaster", "policeman", "ride", "ruler", "shades", "skate", "spaceman", "spectacles",
    "stag", "stew", "tableware", "target", "torch", "trousers", "wheel", "wood", "world map", "wrap",
))
# fmt: on
"""Words that cannot take an article, or that mean something else first: understood, never said."""

_WIDER = {
    "police car": "car",
    "race car": "car",
    "taxi": "car",
    "jeep": "car",
    "pickup truck": "truck",
    "kick scooter": "scooter",
    "green apple": "apple",
    "fried egg": "egg",
    "slice of cake": "cake",
    "polar bear": "bear",
    "clownfish": "fish",
    "pufferfish": "fish",
    "top hat": "hat",
    "cap": "hat",
    "brontosaurus": "dinosaur",
    "bouquet": "flower",
    "potted plant": "plant",
    "slice of pizza": "pizza",
    "office building": "building",
    "stop sign": "sign",
    "crystal ball": "ball",
    "bowling ball": "ball",
}
"""True of the thing as well, although its description does not say so."""

SCENERY: dict[str, frozenset[str]] = {
    "forest": frozenset(("tree", "pine tree", "log", "mushroom")),
    "snow": frozenset(("tree", "pine tree", "snowflake", "Christmas tree")),
    "mountains": frozenset(("tree", "pine tree", "rock", "volcano")),
    "lake": frozenset(("tree", "pine tree")),
    "river": frozenset(("tree", "pine tree", "rock")),
    "meadow": frozenset(("cherry blossom", "daisy", "tulip", "sunflower", "tree", "hibiscus")),
    "garden": frozenset(
        ("cherry blossom", "daisy", "tulip", "rose", "sunflower", "tree", "hibiscus", "potted plant")
    ),
    "road": frozenset(("tree", "pine tree")),
    "city": frozenset(("office building", "house", "tower", "hotel", "bank")),
    "desert": frozenset(("cactus", "rock")),
    "beach": frozenset(("shell", "palm tree", "rock")),
    "room": frozenset(("rug", "mirror", "door")),
    "kitchen": frozenset(("table", "plate", "cooking pot", "light bulb")),
    "space": frozenset(("star", "planet", "globe", "crescent moon")),
    "mars": frozenset(("rock", "star", "planet", "volcano")),
    "sea": frozenset(),
    "plain": frozenset(),
}
"""What the backdrop of a place may show by itself: not counted, never said to be absent."""


def pluralize(word: str) -> str:
    """The plural of any word of the world, measures included.

    >>> pluralize("kitty"), pluralize("cup of coffee"), pluralize("person")
    ('kitties', 'cups of coffee', 'people')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    head, of, rest = word.partition(" of ")
    if of:
        return f"{pluralize(head)} of {rest}"
    return regular_plural(word)


def _noun(word: str) -> Noun:
    thing = THINGS.get(word)
    one = MEASURES.get(word, word)
    if one != word or thing is None or word in _IRREGULAR:
        return Noun(word, one, pluralize(one))
    return Noun(word, one, thing.plural)


def _wider(thing: Thing) -> tuple[str, ...]:
    extra = _WIDER.get(thing.name)
    own = thing.hypernyms if extra is None else (extra, *thing.hypernyms)
    return tuple(dict.fromkeys(own))


NOUNS: dict[str, Noun] = {name: _noun(name) for name in THINGS}
"""Each thing under its own name."""

SYNONYMS: dict[str, tuple[Noun, ...]] = {
    name: tuple(_noun(word) for word in thing.synonyms if word not in _UNSAID)
    for name, thing in THINGS.items()
}

HYPERNYMS: dict[str, tuple[Noun, ...]] = {
    name: tuple(_noun(word) for word in _wider(thing) if word not in _UNSAID)
    for name, thing in THINGS.items()
}

CALLED: dict[str, frozenset[str]] = {
    name: frozenset((name, *thing.synonyms, *_wider(thing))) for name, thing in THINGS.items()
}
"""Every word, said or not, that is true of a thing."""


def thing_label(name: str) -> str:
    """What one thing of this name is called: "loaf of bread" for "bread", else the name.

    >>> thing_label("bread"), thing_label("cat")
    ('loaf of bread', 'cat')
    """
    return NOUNS[name].one


def alike(one: str, other: str) -> bool:
    """Whether the first thing's name is also true of the second, or the other way round.

    >>> alike("dog", "German Shepherd"), alike("cat", "dog")
    (True, False)
    """
    return one in CALLED[other] or other in CALLED[one] or not _names(one).isdisjoint(_names(other))


def _names(name: str) -> frozenset[str]:
    return frozenset((name, *THINGS[name].synonyms))
