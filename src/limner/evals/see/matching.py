"""Pictures against words by their vectors: false captions, retrieval, zero-shot names, near words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from limner.evals.see.answers import Answer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.protocols import Encoder
    from limner.evals.see.cases import Case

    Vectors = npt.NDArray[np.float32]

HARD = {
    "order": "hard negatives: swapped order",
    "color": "hard negatives: swapped or changed colour",
    "count": "hard negatives: wrong count",
    "thing": "hard negatives: another thing",
    "place": "hard negatives: another place",
    "time": "hard negatives: another time of day",
    "weather": "hard negatives: another weather",
    "style": "hard negatives: another style",
}
TO_WORDS, TO_PICTURES = "retrieval: words of a picture, R@1", "retrieval: picture of the words, R@1"
ZERO_SHOT = "one thing among all names, by words"
ROYALTY = "king, queen, monarch among each other's five nearest words"
ROYALS = ("king", "queen", "monarch")
NEAREST = 5


def hard_negatives(model: Encoder, cases: Sequence[Case], pictures: Vectors) -> Iterator[Answer]:
    """The true caption lies nearer to its picture than the false one; a tie is wrong."""
    asked = [(row, case, wrong) for row, case in enumerate(cases) for wrong in case.wrong]
    true = model.text_vectors([wrong.true for _, _, wrong in asked])
    false = model.text_vectors([wrong.text for _, _, wrong in asked])
    for (row, case, wrong), right, bad in zip(asked, true, false, strict=True):
        nearer = float(pictures[row] @ right) > float(pictures[row] @ bad)
        yield Answer(HARD[wrong.kind], nearer, wrong.text if not nearer else wrong.true, wrong.true, case)


def retrieval(model: Encoder, cases: Sequence[Case], pictures: Vectors) -> Iterator[Answer]:
    """Among all pictures and their long captions, the partner has the highest cosine.

    Scenes told in the very same words count for each other.
    """
    texts = [case.caption for case in cases]
    cosines = pictures @ model.text_vectors(texts).T
    for metric, table in ((TO_WORDS, cosines), (TO_PICTURES, cosines.T)):
        for row, best in enumerate(table.argmax(1)):
            right = texts[best] == texts[row]
            yield Answer(metric, right, texts[best], texts[row], cases[row])


def zero_shot(model: Encoder, cases: Sequence[Case], pictures: Vectors) -> Iterator[Answer]:
    """Of a picture with one thing, "a picture of a NAME" of that thing lies nearest among all names."""
    from limner.world.thing import article
    from limner.world.things import NAMES

    names = model.text_vectors([f"a picture of {article(name)} {name}" for name in NAMES])
    for row, case in enumerate(cases):
        if len(case.scene.things) == 1:
            best = NAMES[int((names @ pictures[row]).argmax())]
            wanted = case.scene.things[0].thing
            yield Answer(ZERO_SHOT, best == wanted, best, wanted, case)


def royalty(model: Encoder) -> Iterator[Answer]:
    """Each of the three has the other two among its five nearest of all words of the world."""
    words = world_words()
    vectors = model.text_vectors(words)
    for one in ROYALS:
        cosines = vectors @ vectors[words.index(one)]
        nearest = [words[place] for place in cosines.argsort()[::-1] if words[place] != one][:NEAREST]
        for other in ROYALS:
            if other != one:
                yield Answer(ROYALTY, other in nearest, f"{one}: {', '.join(nearest)}", other)


def world_words() -> list[str]:
    """Every name, synonym and wider word of the world's things, each once."""
    from limner.world.things import THINGS

    found = [word for thing in THINGS.values() for word in (thing.name, *thing.synonyms, *thing.hypernyms)]
    return list(dict.fromkeys(found))
