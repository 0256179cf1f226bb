"""Vehicles and buildings."""

from __future__ import annotations

from functools import partial

from limner.world.thing import Thing

_vehicle = partial(Thing, category="vehicle", hypernyms=("vehicle",), scale=1.1)
_cycle = partial(Thing, category="vehicle", hypernyms=("vehicle",), scale=0.9)
_boat = partial(Thing, category="vehicle", hypernyms=("boat", "vehicle"), scale=1.1)
_aircraft = partial(Thing, category="vehicle", hypernyms=("aircraft", "vehicle"), airborne=True, scale=1.1)
_building = partial(Thing, category="building", hypernyms=("building",), scale=1.3)

TRAVEL: tuple[Thing, ...] = (
    _vehicle("car", "🚗", ("automobile",), ("red",), top=0.05),
    _vehicle("taxi", "🚕", ("cab",), ("yellow", "orange"), top=0.1),
    _vehicle("bus", "🚌", (), ("yellow", "orange", "blue"), plural="buses", top=0.05),
    _vehicle("police car", "🚓", (), ("white", "black", "blue"), top=0.1),
    _vehicle("ambulance", "🚑", (), ("white",), top=0.1),
    _vehicle("fire engine", "🚒", ("fire truck",), ("red",), top=0.1),
    _vehicle("truck", "🚚", ("lorry",), (), top=0.05),
    _vehicle("tractor", "🚜", (), ("red", "green", "yellow", "orange"), top=0.05),
    _vehicle("race car", "🏎️", ("racing car",), ("red",), top=0.2),
    _cycle("scooter", "🛵", ("moped",), ("red", "blue"), seat=0.5),
    _cycle("bicycle", "🚲", ("bike",), (), seat=0.3),
    _cycle("motorcycle", "🏍️", ("motorbike",), ("red",), seat=0.4),
    _vehicle("skateboard", "🛹", (), (), seat=0.45, scale=0.6),
    _vehicle("train", "🚂", ("steam train", "locomotive"), (), top=0.3),
    _vehicle("tram", "🚋", ("streetcar",), (), top=0.1),
    _boat("sailboat", "⛵", ("sailing boat",), ()),
    _boat("canoe", "🛶", ("kayak",), ("brown", "red", "orange"), bowl=0.45),
    _boat("ship", "🚢", ("ocean liner",), ()),
    _aircraft("airplane", "✈️", ("plane", "aeroplane"), ()),
    _aircraft("helicopter", "🚁", ("chopper",), ()),
    _aircraft("rocket", "🚀", ("spaceship",), ()),
    _aircraft("UFO", "🛸", ("flying saucer",), (), hypernyms=("spacecraft",), scale=0.9),
    _building("house", "🏠", ("home",), (), top=0.1),
    _building("castle", "🏰", ("fortress",), (), top=0.1),
    _building("church", "⛪", ("chapel",), (), top=0.15),
    _building("factory", "🏭", (), ()),
    _building("office building", "🏢", ("office block",), (), top=0.02),
    _building("school", "🏫", (), ()),
    _building("hospital", "🏥", (), (), top=0.05),
    _building("shop", "🏪", ("store",), (), top=0.05),
    _building("temple", "🏛️", (), ("white",), top=0.05),
    _building("mosque", "🕌", (), ()),
    _building("hut", "🛖", ("cabin",), ("brown", "orange")),
    _building("tent", "⛺", (), (), scale=1.0),
    _building("tower", "🗼", (), ("red",), hypernyms=("building",)),
    _building("statue", "🗽", ("Statue of Liberty",), ("green",), hypernyms=("monument",)),
    _building("fountain", "⛲", (), (), hypernyms=("monument",), scale=1.0),
    _building("ferris wheel", "🎡", (), (), hypernyms=("ride",)),
)
