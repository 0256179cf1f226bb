"""True captions of a scene, from two words to three sentences.

What a caption says is true and exact: "two cats" means that there are two. It may leave things out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from limner.world import setting
from limner.world.claims import TURNED, Claim, related, side_of
from limner.world.mentions import Mention, mentions
from limner.world.phrases import PLAIN_FRAMES, PREPOSITIONS, pick
from limner.world.setting import Said
from limner.world.telling import PHRASES, Link, Place, Telling
from limner.world.vocabulary import DRAWINGS

if TYPE_CHECKING:
    import random

    from limner.world.scene import Scene

Length = Literal["terse", "normal", "long"]

_ALSO = (", with", ", plus", ", along with")

Need = Literal["order", "color", "count", "thing", "place", "time", "weather", "style"]


def caption(scene: Scene, rng: random.Random, length: Length | None = None) -> str:
    """What ``scene`` shows, in words that ``rng`` chooses; ``length`` None draws one.

    >>> import random
    >>> from limner.world.scene import Placed, Scene
    >>> cat = Placed("cat", "blue", 0.5, 0.9, 0.5)
    >>> scene = Scene(1, "beach", "day", "clear", "3d", "3d", "1:1", 0.5, (cat,))
    >>> caption(scene, random.Random(5), "terse")
    'blue cat'
    """
    return tell(scene, rng, length).text()


def tell(scene: Scene, rng: random.Random, length: Length | None = None, need: Need | None = None) -> Telling:
    """The caption before it is text. ``need`` has it tell what a false one of that kind turns
    round, where the scene has it."""
    plan = _Plan(scene, rng, need)
    length = length or pick(rng, ("terse", "normal", "normal", "long"))
    if length == "terse":
        return plan.terse()
    return plan.normal() if length == "normal" else plan.long()


class _Plan:
    """One caption in the making."""

    def __init__(self, scene: Scene, rng: random.Random, need: Need | None) -> None:
        self.scene, self.rng, self.need = scene, rng, need
        self.found = mentions(scene, rng, colored=need == "color")
        if rng.random() < 0.7:
            rng.shuffle(self.found)
        self.used: list[Mention] = []
        self.links: list[Link] = []
        self.place: Place | None = None
        self.told: list[Claim] = []

    def terse(self) -> Telling:
        """Keywords or the barest phrase: "blue potato, cat"."""
        self._keep(1 + self._chance(0.75))
        form = "b" if self._chance(0.7) else "a"
        words = []
        if self._link(0.5, form):
            words.append("{l0}")
        elif self.used:
            comma = ", " if form == "b" or self._chance(0.3) else " and "
            words.append(comma.join(f"{{{form}{i}}}" for i in range(len(self.used))))
        words += self._keywords(must=not words)
        return self._telling(", ".join(words))

    def normal(self) -> Telling:
        """One phrase, in one of several orders."""
        self._keep(3)
        pattern = self._shape(self._subject(), 0.65)
        return self._telling(self._framed(pattern, 0.5 if self.scene.style in DRAWINGS else 0.75))

    def long(self) -> Telling:
        """Two or three sentences that tell nearly everything."""
        self._keep(3)
        whole = self._chance(0.35)
        pattern = self._shape(self._subject(sentence=whole), 0.9)
        if not (self.links and self.links[0].sentence):
            pattern = self._opened(pattern)
        more = self._second_link()
        clauses = [*self._side(), *setting.clauses(self.scene, self.rng, self.told)]
        self.rng.shuffle(clauses)
        clauses.sort(key=lambda said: said.claims[0].kind != self.need)
        chosen = clauses[: 1 + int(self.rng.random() * 3)]
        for said in chosen:
            self.told += said.claims
        sentences = [*more, *(said.words for said in chosen)]
        if pattern.startswith("the picture"):
            sentences = [words.replace("the picture is", "it is") for words in sentences]
        if len(sentences) > 1 and self._chance(0.6):
            sentences[:2] = [f"{sentences[0]} and {sentences[1]}"]
        return self._telling(". ".join((pattern, *sentences)), capital=True)

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _telling(self, pattern: str, *, capital: bool = False) -> Telling:
        used, links, told = tuple(self.used), tuple(self.links), tuple(self.told)
        return Telling(pattern, used, links, self.place, told, capital)

    def _keep(self, most: int) -> None:
        """Which things are told of: the two that the scene relates go first."""
        if 1 < most < len(self.found) and self.scene.relations:
            ends = {self.scene.relations[0].subject, self.scene.relations[0].object}
            self.found.sort(key=lambda one: ends.isdisjoint(one.things))
        self.used = self.found[:most]

    def _link(self, share: float, article: str, *, sentence: bool = False) -> bool:
        """Tells a relation, if there is one; its two things become the first ones."""
        wanted = len(self.used) > 1 and (self.need == "order" or self._chance(share))
        fact = self._fact() if wanted else None
        if fact is None:
            return False
        i, kind, j = fact
        rest = [one for index, one in enumerate(self.used) if index not in (i, j)]
        self.used = [self.used[i], self.used[j], *rest]
        plain = len(PREPOSITIONS[kind])
        low, high = (0, plain) if sentence or self._chance(0.75) else (plain, len(PHRASES[kind]))
        index = low + int(self.rng.random() * (high - low))
        self.links.append(Link(0, kind, 1, index, sentence, article))
        return True

    def _fact(self) -> tuple[int, str, int] | None:
        """A relation among what is told of; one that the scene was made for before a mere side."""
        where = {index: i for i, one in enumerate(self.used) for index in one.things}
        facts = []
        for subject, kind, target in ((r.subject, r.kind, r.object) for r in self.scene.relations):
            i, j = where.get(subject), where.get(target)
            if i is not None and j is not None and i != j:
                facts.append((i, kind, j))
                if TURNED[kind]:
                    facts.append((j, TURNED[kind], i))
        facts = [fact for fact in dict.fromkeys(facts) if self._true(*fact) and self._turns(fact[1])]
        if not facts:
            facts = [fact for fact in ((0, "left of", 1), (0, "right of", 1)) if self._true(*fact)]
        return pick(self.rng, facts) if facts else None

    def _turns(self, kind: str) -> bool:
        """A relation that is its own opposite has no false order."""
        return self.need != "order" or TURNED[kind] != kind

    def _true(self, i: int, kind: str, j: int) -> bool:
        pairs = ((a, b) for a in self.used[i].things for b in self.used[j].things)
        return all(related(self.scene, a, kind, b) for a, b in pairs)

    def _subject(self, *, sentence: bool = False) -> str:
        """The things, related or listed; "" when there are none to tell of."""
        if not self._link(0.75, "a", sentence=sentence):
            return _listed([f"{{a{i}}}" for i in range(len(self.used))])
        if sentence:
            del self.used[2:]
        extra = [f"{{a{i}}}" for i in range(2, len(self.used))]
        if not extra:
            return "{l0}"
        return f"{{l0}}{pick(self.rng, _ALSO)} {_listed(extra)}"

    def _shape(self, subject: str, share: float) -> str:
        """The subject with its surroundings, in one of several orders."""
        around = self._around(share)
        if not subject:
            return " ".join((self._landscape(), *around))
        sentence = bool(self.links) and self.links[0].sentence
        plain = self.scene.place == "plain"
        if not (self.need == "place" or self._chance(0.5 * share if plain else share)):
            return " ".join((subject, *around))
        if not plain and not sentence and self._chance(0.15):
            self.place = setting.place(self.scene, self.rng, "noun")
            when = " ".join(around)
            comma = "," if "with " in when else ""
            return f"{{place}} {when}{comma} with {subject}" if when else f"{{place}} with {subject}"
        self.place = setting.place(self.scene, self.rng, "tail")
        tails = ["{place}", *around] if self.place else around
        if self.place and self._chance(0.15):
            return f"{{place}}, {' '.join((subject, *around))}"
        if len(tails) == 2 and self._chance(0.2):
            tails.reverse()
        return " ".join((subject, *tails))

    def _around(self, share: float) -> list[str]:
        """Time, weather and what else the surroundings have, as phrases."""
        when = setting.moment(self.scene, self.rng, share, self.need)
        said = [*([when] if when else []), *setting.extras(self.scene, self.rng, 0.8 * share)]
        for one in said:
            self.told += one.claims
        return [one.words for one in said]

    def _landscape(self) -> str:
        """A scene of which no thing is told."""
        self.place = setting.place(self.scene, self.rng, "noun")
        if self.place is None:
            return "a picture"
        return "{place}" if self.place.kind == "noun" else "a picture {place}"

    def _framed(self, pattern: str, share: float) -> str:
        """The picture's style around it, or "a picture of", or "there is" before it."""
        if self._chance(share) or self.need == "style":
            frame = setting.style_frame(self.scene, self.rng, after=pattern.startswith("{place},"))
            self.told += frame.claims
            return frame.words.replace("{}", pattern)
        dice = self.rng.random()
        if pattern.startswith("{place},"):
            return pattern
        if dice < 0.12:
            return pick(self.rng, PLAIN_FRAMES).replace("{}", pattern)
        if dice < 0.25 and pattern.startswith("{a0}"):
            return f"there {{is0}} {pattern}"
        return pattern

    def _opened(self, pattern: str) -> str:
        """How a long caption begins when its first sentence has no verb yet."""
        dice = self.rng.random()
        if dice < 0.2 and not pattern.startswith("{place},"):
            return f"the picture shows {pattern}"
        if dice < 0.4 and pattern.startswith("{a0}"):
            return f"there {{is0}} {pattern}"
        return self._framed(pattern, 0.6)

    def _keywords(self, *, must: bool) -> list[str]:
        """Place, time and style as single words, the weather only where it is needed."""
        scene = self.scene
        words = []
        if must or self.need == "place" or self._chance(0.3):
            self.place = setting.place(scene, self.rng, "word")
            words += ["{place}"] if self.place else []
        if setting.has_time(scene) and (self.need == "time" or (scene.time != "day" and self._chance(0.3))):
            self.told.append(Claim("time", (scene.time,)))
            words.append(scene.time)
        weather = setting.moment(scene, self.rng, 0.0, "weather") if self.need == "weather" else None
        if weather:
            self.told += weather.claims
            words.append(weather.words)
        if self._chance(0.25) or self.need == "style" or (must and not words):
            self.told.append(Claim("style", (scene.style,)))
            words.append(scene.style)
        return words

    def _side(self) -> list[Said]:
        """In which third of the picture the only thing is."""
        one = self.used[0] if len(self.used) == 1 and not self.links else None
        side = side_of(self.scene.things[one.things[0]]) if one and len(one.things) == 1 else None
        if one is None or side is None:
            return []
        where = "in the middle" if side == "middle" else f"on the {side}"
        subject = "it" if self._chance(0.5) else "{d0}"
        return [Said(f"{subject} {{is0}} {where}", (Claim("side", (one.described, side)),))]

    def _second_link(self) -> list[str]:
        """A sentence on another relation among the things that are told of."""
        told = {frozenset((link.subject, link.object)) for link in self.links}
        pairs = ((i, j) for i in range(len(self.used)) for j in range(len(self.used)) if i < j)
        free = [(i, j) for i, j in pairs if frozenset((i, j)) not in told]
        facts = [(i, kind, j) for i, j in free for kind in ("left of", "right of") if self._true(i, kind, j)]
        if not facts or self._chance(0.4):
            return []
        i, kind, j = pick(self.rng, facts)
        index = int(self.rng.random() * len(PREPOSITIONS[kind]))
        self.links.append(Link(i, kind, j, index, sentence=True, article="d"))
        return [f"{{l{len(self.links) - 1}}}"]


def _listed(parts: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(([", ".join(parts[:-1])] if parts[1:] else []) + parts[-1:])
