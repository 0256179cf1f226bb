"""What limner knows of one kind of thing: its words, its colours by nature, how it stands and holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing that a picture can show.

    ``pictogram`` is the emoji that shows it, "" when it is drawn in code. ``synonyms`` may stand
    for the name; ``hypernyms`` are wider words, the nearest first ("bird", "animal"). ``natural``
    are the colours of the kind by nature, as drawn, () where it has none. An ``airborne`` thing
    may float in the sky, without a shadow. Places on the thing are fractions of its height from
    its top: another thing stands "on" it at ``top``, a rider sits at ``seat``, a thing "inside" is
    cut off at ``bowl``, the rim; None means that it cannot be. ``scale`` is its usual size beside
    others, 1 is a person.
    """

    name: str
    pictogram: str
    synonyms: tuple[str, ...] = ()
    natural: tuple[str, ...] = ()
    category: str = "object"
    hypernyms: tuple[str, ...] = ()
    plural: str = ""
    airborne: bool = False
    top: float = 0.0
    seat: float | None = None
    bowl: float | None = None
    scale: float = 0.8

    def __post_init__(self) -> None:
        if not self.plural:
            object.__setattr__(self, "plural", regular_plural(self.name))


def regular_plural(word: str) -> str:
    """The plural by rule; irregular ones are given with the kind.

    >>> regular_plural("box"), regular_plural("cherry"), regular_plural("toy")
    ('boxes', 'cherries', 'toys')
    """
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def article(word: str) -> str:
    """The indefinite article that goes before ``word``.

    >>> article("apple"), article("unicorn"), article("orange cat")
    ('an', 'a', 'an')
    """
    spoken = word.lower()
    if spoken.startswith(("uni", "ufo", "use", "euro")):
        return "a"
    return "an" if spoken[:1] in "aeiou" or spoken.startswith("hour") else "a"
