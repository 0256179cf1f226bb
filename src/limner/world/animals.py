"""The animals."""

from __future__ import annotations

from functools import partial

from limner.world.thing import Thing

_animal = partial(Thing, category="animal", hypernyms=("animal",))
_pet = partial(Thing, category="animal", hypernyms=("pet", "animal"))
_dog = partial(Thing, category="animal", hypernyms=("dog", "pet", "animal"))
_farm = partial(Thing, category="animal", hypernyms=("farm animal", "animal"))
_wild = partial(Thing, category="animal", hypernyms=("wild animal", "animal"))
_bird = partial(Thing, category="animal", hypernyms=("bird", "animal"), scale=0.65)
_reptile = partial(Thing, category="animal", hypernyms=("reptile", "animal"))
_sea = partial(Thing, category="animal", hypernyms=("sea animal", "animal"))
_insect = partial(Thing, category="animal", hypernyms=("insect", "animal"), scale=0.45)

ANIMALS: tuple[Thing, ...] = (
    _pet("cat", "🐈", ("kitty", "kitten"), ("orange",), top=0.35, scale=0.7),
    _pet("dog", "🐕", ("doggy", "puppy"), ("orange", "brown"), top=0.35, scale=0.75),
    _dog("German Shepherd", "🐕‍🦺", ("Alsatian",), ("orange", "brown"), top=0.35, scale=0.85),
    _pet("poodle", "🐩", (), ("gray",), scale=0.7),
    _pet("rabbit", "🐇", ("bunny",), ("gray", "white"), scale=0.6),
    _pet("mouse", "🐁", (), ("white", "gray"), plural="mice", scale=0.45),
    _wild("monkey", "🐒", (), ("brown",), scale=0.8),
    _wild("gorilla", "🦍", ("ape",), ("gray", "brown", "black"), scale=1.0),
    _wild("wolf", "🐺", (), ("gray",), plural="wolves", scale=0.8),
    _wild("fox", "🦊", (), ("orange",), scale=0.7),
    _wild("raccoon", "🦝", (), ("gray",), scale=0.7),
    _wild("lion", "🦁", (), ("orange", "yellow"), scale=0.9),
    _wild("tiger", "🐅", (), ("orange",), top=0.25, seat=0.3, scale=1.0),
    _farm("horse", "🐎", ("pony",), ("brown", "orange"), seat=0.38, scale=1.1),
    _animal("unicorn", "🦄", (), ("white", "pink"), scale=0.9),
    _wild("zebra", "🦓", (), ("white", "black", "gray"), seat=0.42, scale=1.0),
    _wild("deer", "🦌", ("stag",), ("orange", "brown"), plural="deer", scale=1.0),
    _farm("cow", "🐄", (), ("white",), seat=0.25, scale=1.05),
    _farm("pig", "🐖", ("hog",), ("pink",), seat=0.2, scale=0.85),
    _farm("sheep", "🐑", (), ("white",), plural="sheep", scale=0.8),
    _wild("camel", "🐫", (), ("orange", "brown"), seat=0.25, scale=1.1),
    _farm("llama", "🦙", ("alpaca",), ("white",), seat=0.48, scale=1.0),
    _wild("giraffe", "🦒", (), ("yellow", "orange"), scale=1.3),
    _wild("elephant", "🐘", (), ("gray",), seat=0.12, scale=1.25),
    _wild("rhino", "🦏", ("rhinoceros",), ("gray",), seat=0.22, scale=1.15),
    _wild("hippo", "🦛", ("hippopotamus",), ("gray", "brown"), seat=0.2, scale=1.1),
    _wild("hedgehog", "🦔", (), ("brown",), scale=0.5),
    _wild("bear", "🐻", (), ("brown",), scale=0.9),
    _wild("polar bear", "🐻‍❄️", (), ("white",), scale=0.9),
    _wild("koala", "🐨", (), ("gray",), scale=0.75),
    _wild("panda", "🐼", (), ("white", "black"), scale=0.85),
    _wild("otter", "🦦", (), ("brown",), scale=0.7),
    _wild("skunk", "🦨", (), ("black", "white"), scale=0.65),
    _wild("kangaroo", "🦘", (), ("orange", "brown"), scale=1.0),
    _wild("squirrel", "🐿️", ("chipmunk",), ("brown", "orange"), scale=0.5),
    _wild("bat", "🦇", (), ("brown", "black", "gray"), airborne=True, scale=0.5),
    _bird("rooster", "🐓", ("cock",), ("brown",), scale=0.7),
    _bird("chick", "🐤", (), ("yellow",), scale=0.45),
    _bird("penguin", "🐧", (), ("black", "gray"), scale=0.75),
    _bird("dove", "🕊️", ("pigeon",), ("white",), airborne=True, scale=0.5),
    _bird("duck", "🦆", (), (), scale=0.6),
    _bird("swan", "🦢", (), ("white",), scale=0.75),
    _bird("owl", "🦉", (), ("brown",), scale=0.65),
    _bird("flamingo", "🦩", (), ("pink",), scale=0.9),
    _bird("peacock", "🦚", (), ("green", "blue"), scale=0.85),
    _bird("parrot", "🦜", (), (), scale=0.6),
    _animal("frog", "🐸", (), ("green",), scale=0.55),
    _reptile("crocodile", "🐊", ("alligator",), ("green",), scale=1.0),
    _reptile("turtle", "🐢", ("tortoise",), ("green",), top=0.1, seat=0.15, scale=0.65),
    _reptile("lizard", "🦎", ("gecko",), ("green",), scale=0.55),
    _reptile("snake", "🐍", ("serpent",), ("green",), scale=0.65),
    _reptile("dinosaur", "🦖", ("T-rex",), ("green",), seat=0.5, scale=1.25),
    _animal("dragon", "🐉", (), ("green",), scale=1.2),
    _sea("whale", "🐋", (), ("blue",), scale=1.2),
    _sea("dolphin", "🐬", (), ("blue",), scale=0.95),
    _sea("seal", "🦭", ("sea lion",), ("gray", "white"), scale=0.85),
    _sea("fish", "🐟", (), ("blue",), plural="fish", scale=0.55),
    _sea("shark", "🦈", (), ("blue", "gray"), scale=1.05),
    _sea("octopus", "🐙", (), ("orange", "red", "pink"), scale=0.75),
    _sea("crab", "🦀", (), ("red", "orange", "pink"), scale=0.55),
    _sea("lobster", "🦞", (), ("red",), scale=0.6),
    _animal("snail", "🐌", (), ("brown", "orange", "yellow"), scale=0.45),
    _insect("butterfly", "🦋", (), ("orange", "blue"), airborne=True),
    _insect("bee", "🐝", ("honeybee",), ("yellow",), airborne=True),
    _insect("ladybug", "🐞", ("ladybird",), ("red",)),
    _insect("ant", "🐜", (), ("black", "brown", "blue")),
    _insect("caterpillar", "🐛", (), ("green",)),
    _animal("spider", "🕷️", (), ("black", "gray", "blue"), scale=0.5),
)
