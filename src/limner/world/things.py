"""Every kind of thing of the picture world, by name, in a fixed order."""

from __future__ import annotations

from limner.world.animals import ANIMALS
from limner.world.artifacts import ARTIFACTS
from limner.world.foods import FOODS
from limner.world.nature import NATURE
from limner.world.people import PEOPLE
from limner.world.thing import Thing
from limner.world.travel import TRAVEL

HAND_DRAWN: tuple[Thing, ...] = (
    Thing("hand", "", (), category="body", scale=0.6),
    Thing("face", "", (), category="body", scale=0.7),
    Thing("sign", "", ("signboard",), scale=0.8),
    Thing("mat", "", ("doormat",), hypernyms=("floor covering",), top=0.5, scale=0.8),
    Thing("rug", "", ("carpet",), hypernyms=("floor covering",), top=0.5, scale=1.0),
    Thing("plate", "", ("dish",), ("white",), hypernyms=("tableware",), top=0.4, scale=0.7),
    Thing("tire", "", ("tyre",), ("black", "gray"), hypernyms=("car part",), scale=0.6),
    Thing("table", "", ("desk",), ("brown",), "furniture", ("furniture",), top=0.15, scale=1.0),
    Thing("bench", "", (), ("brown",), "furniture", ("furniture",), plural="benches", top=0.5, scale=1.0),
    Thing("cup", "", ("mug",), hypernyms=("tableware",), bowl=0.15, scale=0.45),
    Thing(
        "cherry blossom tree", "", ("flowering cherry",), ("pink",), "nature", ("tree", "plant"), scale=1.3
    ),
    Thing("circle", "", (), (), "object", ("shape",), scale=0.5),
    Thing("square", "", (), (), "object", ("shape",), scale=0.5),
    Thing("triangle", "", (), (), "object", ("shape",), scale=0.5),
)
"""The things without a pictogram; `drawn` draws them in code, in three drawings of our own."""

THINGS: dict[str, Thing] = {
    thing.name: thing
    for group in (ANIMALS, PEOPLE, FOODS, TRAVEL, NATURE, ARTIFACTS, HAND_DRAWN)
    for thing in group
}
"""All things; the order is the order of a model's outputs, so new ones go to the end."""

NAMES: tuple[str, ...] = tuple(THINGS)
