"""Words with the layouts that they tell, without painting: what a planner of layouts learns from.

Most words are the world's captions. A layout holds just what its words tell, so only captions that
leave no thing out are taken. To them come crowds, two or three kinds of things in numbers, and
prompts: plain lists as people type them.
"""

from __future__ import annotations

import random
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from limner.core.errors import BadValue
from limner.core.layout import Layout
from limner.core.seed import derive
from limner.world import setting
from limner.world.captions import tell
from limner.world.claims import Claim
from limner.world.compose import compose
from limner.world.crowds import crowd
from limner.world.laying import sketched
from limner.world.mentions import plain_mentions, reworded
from limner.world.phrases import PLAIN_FRAMES, pick
from limner.world.telling import Telling

if TYPE_CHECKING:
    from limner.world.atlas import Atlas
    from limner.world.mentions import Mention
    from limner.world.scene import Scene

TELLINGS = 8
"""How often each scene is told, in other words each time."""

CROWD_SHARE = 0.12
PROMPT_SHARE = 0.35
"""How many scenes are crowds, and how many tellings are prompts."""

_TRIES = 4


class Told(NamedTuple):
    """Words, what they claim, and a layout of which that is true."""

    words: str
    claims: tuple[Claim, ...]
    layout: Layout


class Layouts:
    """An endless deterministic stream of tellings; ``reserved`` as in `compose`."""

    def __init__(self, atlas: Atlas, stream: str, *, reserved: bool | None = False) -> None:
        self.atlas, self.stream, self.reserved = atlas, stream, reserved
        self._kept: OrderedDict[int, Scene] = OrderedDict()

    def batch(self, index: int, count: int) -> list[Told]:
        """Batch ``index``. A scene comes back in `TELLINGS` batches, told anew each time."""
        group, telling = divmod(index, TELLINGS * TELLINGS)
        block, telling = telling % TELLINGS, telling // TELLINGS
        first = (group * TELLINGS + block) * count
        return [self.told(first + i, telling) for i in range(count)]

    def told(self, number: int, telling: int = 0) -> Told:
        """The scene ``number`` in words that tell all of its things."""
        for again in range(1000):
            scene = self._scene(number + again * 1_000_003)
            rng = random.Random(derive(scene.seed, f"{self.stream}/words/{telling}"))  # noqa: S311
            found = _complete(scene, rng)
            if found is not None:
                return Told(found.text(), found.claims, sketched(scene, self.atlas))
        raise BadValue(f"no scene of the stream {self.stream!r} can be told in full")

    def _scene(self, number: int) -> Scene:
        if number not in self._kept:
            seed = derive(number, f"layouts/{self.stream}")
            numerous = random.Random(seed).random() < CROWD_SHARE  # noqa: S311
            scene = crowd(seed, self.atlas, reserved=self.reserved) if numerous else None
            self._kept[number] = scene or compose(seed, self.atlas, reserved=self.reserved, aspect="1:1")
        while len(self._kept) > 8192:
            self._kept.popitem(last=False)
        return self._kept[number]


def _complete(scene: Scene, rng: random.Random) -> Telling | None:
    """A telling that leaves no thing out; None when none is found."""
    if rng.random() < PROMPT_SHARE:
        found = prompt(scene, rng)
        if found is not None:
            return found
    everything = set(range(len(scene.things)))
    for _ in range(_TRIES):
        found = tell(scene, rng)
        if {index for one in found.mentions for index in one.things} == everything:
            return found
    return prompt(scene, rng)


def prompt(scene: Scene, rng: random.Random) -> Telling | None:
    """The things in a plain list and some of the surroundings; None where no words tell the things
    apart. Unlike a caption it names the colours of a pencil sketch, as people do."""
    seen = replace(scene, style="3d")
    plain = plain_mentions(seen)
    if sum(one.count for one in plain) != len(scene.things) or not plain:
        return None
    found = tuple(reworded(seen, rng, one, colored=False) for one in plain)
    order = rng.sample(range(len(found)), len(found))
    found = tuple(found[i] for i in order)
    bare = rng.random() < 0.3
    pattern = _listed(found, rng, bare=bare)
    place = setting.place(scene, rng, "word" if bare else "tail") if rng.random() < 0.55 else None
    told: list[Claim] = []
    parts = [pattern, *(["{place}"] if place else [])]
    moment = setting.moment(scene, rng, 0.6)
    if moment is not None:
        told += moment.claims
        parts.append(moment.words)
    pattern = (", " if bare or rng.random() < 0.2 else " ").join(parts)
    if rng.random() < 0.5:
        frame = setting.style_frame(scene, rng)
        told += frame.claims
        pattern = frame.words.replace("{}", pattern)
    elif not bare and rng.random() < 0.25:
        pattern = pick(rng, PLAIN_FRAMES).replace("{}", pattern)
    return Telling(pattern, found, (), place, tuple(told))


def _listed(found: tuple[Mention, ...], rng: random.Random, *, bare: bool) -> str:
    """ "a, b and c", "a and b and c", or with commas alone."""
    slots = [f"{{{'b' if bare else 'a'}{i}}}" for i in range(len(found))]
    dice = rng.random()
    if dice < 0.2:
        return " and ".join(slots)
    if dice < 0.4 or len(slots) == 1:
        return ", ".join(slots)
    return f"{', '.join(slots[:-1])}{',' if dice > 0.85 and len(slots) > 2 else ''} and {slots[-1]}"
