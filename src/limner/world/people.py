"""People, and the parts of a person that are drawn alone."""

from __future__ import annotations

from functools import partial

from limner.world.thing import Thing

_person = partial(Thing, category="person", hypernyms=("person",), scale=1.0)
_child = partial(Thing, category="person", hypernyms=("child", "person"), scale=0.85)
_monarch = partial(Thing, category="person", hypernyms=("monarch", "person"), scale=1.0)
_body = partial(Thing, category="body")

PEOPLE: tuple[Thing, ...] = (
    _person("man", "🧔", ("bearded man",), (), plural="men"),
    _person("woman", "👩", ("lady",), (), plural="women"),
    _child("boy", "👦"),
    _child("girl", "👧"),
    _child("baby", "👶", ("infant",), plural="babies", scale=0.7),
    _person("grandfather", "👴", ("grandpa", "old man")),
    _person("grandmother", "👵", ("grandma", "old woman")),
    _monarch("king", "🤴"),
    _monarch("queen", "👸"),
    _person("astronaut", "🧑‍🚀", ("spaceman",)),
    _person("chef", "🧑‍🍳", ("cook",)),
    _person("farmer", "🧑‍🌾"),
    _person("firefighter", "🧑‍🚒", ("fireman",), plural="firefighters"),
    _person("doctor", "🧑‍⚕️", ("physician",)),
    _person("police officer", "👮", ("policeman", "cop")),
    _person("builder", "👷", ("construction worker",)),
    _person("detective", "🕵️"),
    _person("artist", "🧑‍🎨", ("painter",)),
    _person("student", "🧑‍🎓", ("graduate",)),
    _person("wizard", "🧙", ("sorcerer",)),
    _person("fairy", "🧚", (), (), airborne=True),
    _person("mermaid", "🧜‍♀️"),
    _person("vampire", "🧛"),
    _person("santa", "🎅", ("Santa Claus", "Father Christmas"), ("red",)),
    _person("superhero", "🦸", ("hero",), plural="superheroes"),
    _person("ninja", "🥷", (), ("black", "gray")),
    _person("dancer", "💃", (), ("red",)),
    _person("angel", "👼", (), (), airborne=True),
    _person("surfer", "🏄"),
    _person("clown", "🤡"),
    _body("ear", "👂", scale=0.45),
    _body("nose", "👃", scale=0.45),
    _body("mouth", "👄", ("lips",), ("red", "pink"), scale=0.45),
    _body("eye", "👁️", scale=0.5),
    _body("foot", "🦶", plural="feet", scale=0.5),
    _body("tooth", "🦷", (), ("white",), plural="teeth", scale=0.45),
    _body("bone", "🦴", (), ("white",), scale=0.5),
    _body("skull", "💀", (), ("white", "gray"), scale=0.6),
)
