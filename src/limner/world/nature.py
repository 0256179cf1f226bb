"""Plants and what else nature leaves in a landscape or the sky."""

from __future__ import annotations

from functools import partial

from limner.world.thing import Thing

_plant = partial(Thing, category="nature", hypernyms=("plant",))
_tree = partial(Thing, category="nature", hypernyms=("tree", "plant"), scale=1.3)
_flower = partial(Thing, category="nature", hypernyms=("flower", "plant"), scale=0.55)
_nature = partial(Thing, category="nature")
_sky = partial(Thing, category="nature", airborne=True, scale=0.7)

NATURE: tuple[Thing, ...] = (
    _tree("tree", "🌳", (), ("green",), hypernyms=("plant",)),
    _tree("pine tree", "🌲", ("fir tree", "evergreen"), ("green",)),
    _tree("palm tree", "🌴", ("palm",), ("green",)),
    _tree("Christmas tree", "🎄", (), ("green",), scale=1.2),
    _flower("cherry blossom", "🌸", (), ("pink",)),
    _flower("rose", "🌹", (), ("red",)),
    _flower("sunflower", "🌻", (), ("yellow",), scale=0.65),
    _flower("tulip", "🌷", (), ("pink",)),
    _flower("bouquet", "💐", ("bunch of flowers",), (), scale=0.7),
    _plant("cactus", "🌵", (), ("green",), plural="cactuses", scale=0.85),
    _plant("potted plant", "🪴", ("houseplant",), ("green",), scale=0.7),
    _plant("maple leaf", "🍁", (), ("red", "orange"), plural="maple leaves", hypernyms=("leaf",), scale=0.45),
    _nature("mushroom", "🍄", ("toadstool",), ("red",), hypernyms=("fungus",), scale=0.55),
    _nature("rock", "🪨", ("stone", "boulder"), ("gray",), top=0.1),
    _nature("log", "🪵", ("wood",), ("brown",), top=0.12),
    _nature("fire", "🔥", ("flame",), ("orange", "red"), plural="fires"),
    _nature("volcano", "🌋", (), ("brown", "red"), plural="volcanoes", scale=1.3),
    _nature("snowman", "⛄", (), ("white",), scale=0.95),
    _nature("shell", "🐚", ("seashell",), ("pink", "orange", "yellow"), scale=0.45),
    _nature("feather", "🪶", (), (), scale=0.45),
    _sky("star", "⭐", (), ("yellow", "orange")),
)
