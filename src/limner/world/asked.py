"""What can be asked about a picture: the things that words single out, all of them to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from limner.world.absent import BY_CATEGORY, lacks_thing
from limner.world.claims import COLORLESS, color_of, related
from limner.world.mentions import Mention, is_person, plain_mentions
from limner.world.phrases import pick
from limner.world.things import NAMES, THINGS

if TYPE_CHECKING:
    import random

    from limner.world.scene import Picture, PixelBox, Scene

Kind = Literal[
    "what", "count", "color", "where", "place", "time", "weather", "style", "side", "size", "read", "yes-no"
]


@dataclass(frozen=True, slots=True)
class Question:
    """``answer`` is short: a name, a number in digits, a colour, "yes" or "no"."""

    text: str
    answer: str
    kind: Kind


class Asked:
    """A picture with what can be asked about: ``told`` are the groups of equal things that a plain
    noun phrase singles out, all of them to be seen."""

    def __init__(self, picture: Picture, rng: random.Random) -> None:
        self.picture, self.rng = picture, rng
        self.scene: Scene = picture.scene
        visible = [box is not None for box in picture.boxes]
        told = plain_mentions(self.scene)
        self.complete = all(visible)
        self.told = [one for one in told if all(visible[index] for index in one.things)]

    def one(self) -> Mention | None:
        """Any of the groups."""
        return pick(self.rng, self.told) if self.told else None

    def single(self) -> Mention | None:
        """Any of the things that is the only one of its kind."""
        alone = [one for one in self.told if one.count == 1]
        return pick(self.rng, alone) if alone else None

    def two(self) -> tuple[Mention, Mention] | None:
        """Any two single things."""
        alone = [one for one in self.told if one.count == 1]
        if len(alone) < 2:
            return None
        first, second = self.rng.sample(alone, 2)
        return first, second

    def color(self, mention: Mention) -> str | None:
        """The one colour that all things of that name are seen in; None where it cannot be asked: of a
        person, of what has the colour in its name, of two groups of one name."""
        seen = {color_of(self.scene.things[index]) for index in mention.things}
        same = [other for other in self.told if other.thing == mention.thing]
        if self.scene.style in COLORLESS or len(seen) > 1 or len(same) > 1 or is_person(mention.thing):
            return None
        color = seen.pop()
        return None if color is None or color in mention.noun.one else color

    def holds(self, subject: Mention, kind: str, target: Mention) -> bool:
        """Whether a relation is true of all of them."""
        pairs = ((a, b) for a in subject.things for b in target.things)
        return all(related(self.scene, a, kind, b) for a, b in pairs)

    def box(self, mention: Mention) -> PixelBox:
        """Where a single thing is."""
        box = self.picture.boxes[mention.things[0]]
        assert box is not None
        return box

    def coin(self) -> bool:
        """Yes or no, evenly."""
        return self.rng.random() < 0.5

    def absent(self) -> str | None:
        """The name of something that is certainly not there, often of the kind of what is."""
        one = self.one()
        pool = BY_CATEGORY[THINGS[one.thing].category] if one and self.coin() else NAMES
        names = (pick(self.rng, pool) for _ in range(8))
        return next((name for name in names if lacks_thing(self.scene, name)), None)
