"""What each thing may be called, one of it and many, and what it may not be mistaken for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limner.world.thing import regular_plural
from limner.world.things import THINGS

if TYPE_CHECKING:
    from limner.world.scene import Scene
    from limner.world.thing import Thing


class Noun(NamedTuple):
    """A word for a thing: ``word`` is its dictionary form, ``one`` and ``many`` are what is said."""

    word: str
    one: str
    many: str


MEASURES = {
    "bread": "loaf of bread",
    "corn": "ear of corn",
    "broccoli": "head of broccoli",
    "pancakes": "stack of pancakes",
    "cheese": "piece of cheese",
    "fries": "portion of fries",
    "ramen": "bowl of ramen",
    "popcorn": "box of popcorn",
    "coffee": "cup of coffee",
    "wine": "glass of wine",
    "grapes": "bunch of grapes",
    "pants": "pair of pants",
    "gloves": "pair of gloves",
    "socks": "pair of socks",
    "glasses": "pair of glasses",
    "sunglasses": "pair of sunglasses",
    "scissors": "pair of scissors",
    "maize": "ear of maize",
    "furniture": "piece of furniture",
    "clothing": "piece of clothing",
    "jewelry": "piece of jewelry",
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
    "snowman": "snowmen",
}

# fmt: off
_UNSAID = frozenset((
    "Father Christmas", "French fries", "Santa Claus", "Statue of Liberty", "armor",
    "baked goods", "bath", "brush", "chips", "cock", "cop",
    "cutlery", "dish", "earth", "fireman", "flame", "floor covering", "food", "footwear", "headwear",
    "home", "jeans", "letter", "lips", "looking glass", "luggage", "meat", "mittens", "noodles", "palm",
    "policeman", "ride", "shades", "spaceman", "spectacles",
    "stag", "stew", "tableware", "target", "trousers", "wood",
))
# fmt: on
"""Words that cannot take an article, or that mean something else first: understood, never said."""

_WIDER = {
    "police car": "car",
    "taxi": "car",
    "race car": "car",
    "fire engine": "truck",
    "polar bear": "bear",
    "fried egg": "egg",
    "potted plant": "plant",
    "coffee": "cup",
    "boot": "shoe",
    "high heel": "shoe",
    "rocket": "spacecraft",
    "top hat": "hat",
    "sun hat": "hat",
    "cap": "hat",
}
"""True of the thing as well, although its description does not say so."""

_TREES = ("tree", "pine tree")
_FLOWERS = ("cherry blossom", "rose", "tulip", "sunflower", "bouquet")

SCENERY: dict[str, frozenset[str]] = {
    "forest": frozenset((*_TREES, "log", "mushroom")),
    "snow": frozenset((*_TREES, "Christmas tree")),
    "mountains": frozenset((*_TREES, "rock", "volcano")),
    "lake": frozenset((*_TREES, "rock")),
    "river": frozenset((*_TREES, "rock")),
    "meadow": frozenset((*_TREES, *_FLOWERS)),
    "garden": frozenset((*_TREES, *_FLOWERS, "potted plant", "cherry blossom tree")),
    "road": frozenset(_TREES),
    "city": frozenset(("office building", "house", "tower", "shop")),
    "desert": frozenset(("cactus", "rock")),
    "beach": frozenset(("shell", "palm tree", "rock")),
    "room": frozenset(("rug", "mat", "mirror", "door", "potted plant", "table")),
    "kitchen": frozenset(("table", "plate", "cooking pot", "light bulb", "cup", "rug", "mat")),
    "space": frozenset(("star", "globe")),
    "mars": frozenset(("rock", "star", "volcano")),
    "sea": frozenset(),
    "plain": frozenset(),
}
"""What the backdrop of a place may show by itself."""


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


def scenery(scene: Scene) -> frozenset[str]:
    """What the backdrop may show by itself, stars at night included: it is not counted, and never said
    to be absent."""
    shown = SCENERY[scene.place]
    return shown | {"star"} if scene.time == "night" else shown


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
