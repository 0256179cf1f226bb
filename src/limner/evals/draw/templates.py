"""Prompts in the manner of public compositional benchmarks, over what a model knows, in their own format.

None is a line of anybody's file: each set fills the templates that a benchmark was made from. "geneval" are
the six tasks of GenEval over the classes of COCO (Ghosh et al. 2023), "compbench" sentences like those of
T2I-CompBench (Huang et al. 2023) on colours, places and numbers, and "everyday" what people type that no
caption says so.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, get_args

from limner.core.seed import derive
from limner.evals.draw.facts import Side, many
from limner.evals.draw.metadata import Item, item_of, meanings_of
from limner.world.mentions import is_person
from limner.world.nouns import NOUNS, alike
from limner.world.phrases import NUMBERS
from limner.world.thing import article
from limner.world.things import THINGS

if TYPE_CHECKING:
    from limner.evals.draw.prompts import Words

Data = dict[str, Any]

EACH = 20
"""Prompts of a tag, where nobody says how many."""

COCO = (
    "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat",
    "traffic light", "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog", "horse",
    "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella", "handbag", "tie",
    "suitcase", "frisbee", "skis", "snowboard", "sports ball", "kite", "baseball bat", "baseball glove",
    "skateboard", "surfboard", "tennis racket", "bottle", "wine glass", "cup", "fork", "knife", "spoon",
    "bowl", "banana", "apple", "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza", "donut",
    "cake", "chair", "couch", "potted plant", "bed", "dining table", "toilet", "tv", "laptop",
    "computer mouse", "tv remote", "computer keyboard", "cell phone", "microwave", "oven", "toaster", "sink",
    "refrigerator", "book", "clock", "vase", "scissors", "teddy bear", "hair drier", "toothbrush",
)  # fmt: skip
"""The classes of COCO as GenEval names them; those that a model does not know are passed over."""

COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")
"""GenEval's."""

_NEAR: tuple[tuple[str, Side | None], ...] = (
    ("on the left of", "left of"), ("to the right of", "right of"), ("on the top of", "above"),
    ("on the bottom of", "below"), ("on the right of", "right of"), ("at the bottom of", "below"),
    ("next to", None), ("near", None), ("on side of", None), ("behind", None), ("in front of", None),
)  # fmt: skip
"""How T2I-CompBench tells where things are; the format of GenEval has a word for some of it only."""

_OTHER_WORDS = {
    "hound": "dog", "pup": "puppy", "kid": "child", "guy": "man", "sedan": "car", "limousine": "car",
    "pickup": "truck", "yacht": "sailboat", "airliner": "airplane", "cottage": "house", "villa": "house",
    "armchair": "chair", "daisy": "flower", "wristwatch": "clock", "gown": "dress", "bagel": "donut",
    "spruce": "pine tree", "goldfish": "fish", "cello": "violin", "crate": "box",
}  # fmt: skip
_OTHER_COLORS = {
    "crimson": "red", "scarlet": "red", "navy": "blue", "azure": "blue", "violet": "purple",
    "golden": "yellow", "emerald": "green", "magenta": "pink", "ivory": "white", "grey": "gray",
}  # fmt: skip
"""Words that no caption of the world uses, each with one that it may be drawn as."""

_PRAISE = ("majestic", "vintage", "award-winning", "breathtaking", "whimsical", "stylish", "photogenic")
_FINISH = (
    "trending on artstation",
    "8k uhd",
    "masterpiece",
    "octane render",
    "sharp focus",
    "highly detailed",
)


def items(name: str, seed: int, each: int, vocabulary: Words) -> list[Item]:
    """``each`` prompts of every tag of the set ``name`` of `SETS`, of words that mean something of
    ``vocabulary``; the same for a seed."""
    rng = random.Random(derive(seed, f"eval/draw/{name}"))  # noqa: S311
    made = SETS[name](rng, each, vocabulary)
    return [item_of(f"{name}, prompt {number}", data) for number, data in enumerate(made, 1)]


def geneval(rng: random.Random, each: int, vocabulary: Words) -> Iterator[Data]:
    """One thing (each class at most once), two, two to four of one, one in a colour, one on a side of
    another, two in two colours."""
    classes = [word for word in COCO if word in meanings_of(vocabulary)]
    tinted = [word for word in classes if word != "person"]

    def photo(tag: str, said: str, *include: Data, **more: Any) -> Data:
        return {"tag": tag, "prompt": f"a photo of {said}", "include": [*include], **more}

    for one in rng.sample(classes, min(each, len(classes))):
        yield photo("single_object", _a(one), _clause(one))
    for _ in range(each):
        one, other = rng.sample(classes, 2)
        yield photo("two_object", f"{_a(one)} and {_a(other)}", _clause(one), _clause(other))
    for _ in range(each):
        one, count = rng.choice(classes), rng.randint(2, 4)
        said = f"{NUMBERS[count]} {many(one)}"
        yield photo("counting", said, _clause(one, count), exclude=[_clause(one, count + 1)])
    for _ in range(each):
        one, color = rng.choice(tinted), rng.choice(COLORS)
        yield photo("colors", _a(f"{color} {one}"), _clause(one, color=color))
    for _ in range(each):
        (one, other), side = rng.sample(classes, 2), rng.choice(get_args(Side))
        told = _clause(other), _clause(one, position=[side, 0])
        yield photo("position", f"{_a(one)} {side} {_a(other)}", *told)
    for _ in range(each):
        (one, other), (tint, shade) = rng.sample(tinted, 2), rng.sample(COLORS, 2)
        told = _clause(one, color=tint), _clause(other, color=shade)
        yield photo("color_attr", f"{_a(f'{tint} {one}')} and {_a(f'{shade} {other}')}", *told)


def compbench(rng: random.Random, each: int, vocabulary: Words) -> Iterator[Data]:
    """Two things in two colours, one somewhere beside another, and one to three kinds in small numbers."""
    for _ in range(each):
        (one, other), (tint, shade) = _different(rng, vocabulary, 2), rng.sample(COLORS, 2)
        said = f"{_a(f'{tint} {_said(one)}')} and {_a(f'{shade} {_said(other)}')}"
        yield _data("color binding", said, _clause(one, color=tint), _clause(other, color=shade))
    for number in range(each):
        (one, other), (said, side) = _different(rng, vocabulary, 2), _NEAR[number % len(_NEAR)]
        placed = _clause(one, position=[side, 0]) if side else _clause(one)
        yield _data("spatial", f"{_a(_said(one))} {said} {_a(_said(other))}", _clause(other), placed)
    for number in range(each):
        kinds = _different(rng, vocabulary, number % 3 + 1)
        counts = [rng.randint(2, 6)] if len(kinds) == 1 else [rng.randint(1, 5 - len(kinds)) for _ in kinds]
        *most, last = [_counted(one, count) for one, count in zip(kinds, counts, strict=True)]
        counted = [_clause(one, count) for one, count in zip(kinds, counts, strict=True)]
        more = [_clause(one, count + 1) for one, count in zip(kinds, counts, strict=True)]
        said = f"{', '.join(most)} and {last}" if most else last
        yield {**_data("numeracy", said, *counted), "exclude": more}


def everyday(rng: random.Random, each: int, vocabulary: Words) -> Iterator[Data]:
    """Terse prompts, other words, unknown ones beside known ones, misspelt ones, and numbers left open."""
    meanings = meanings_of(vocabulary)
    other_words = [(said, word) for said, word in _OTHER_WORDS.items() if word in meanings]
    for _ in range(each):
        (one, other), color = _different(rng, vocabulary, 2), rng.choice(COLORS)
        said = rng.choice((f"{color} {_said(one)}, {_said(other)}", f"{_said(other)} + {color} {_said(one)}"))
        yield _data("terse", said, _clause(one, color=color), _clause(other))
    for _ in range(each):
        (said, one), (shade, color) = rng.choice(other_words), rng.choice([*_OTHER_COLORS.items()])
        yield _data("other words", _a(f"{shade} {said}"), _clause(one, color=color))
    for _ in range(each):
        (one,), color = _different(rng, vocabulary, 1), rng.choice(COLORS)
        praised = _a(f"{rng.choice(_PRAISE)} {color} {_said(one)}")
        yield _data("unknown words", f"{praised}, {rng.choice(_FINISH)}", _clause(one, color=color))
    for _ in range(each):
        one = _different(rng, vocabulary, 1, lambda name: name.isalpha() and len(name) > 5)[0]
        at = rng.choice([place for place in range(1, len(one) - 2) if one[place] != one[place + 1]])
        yield _data("misspelt", _a(one[:at] + one[at + 1] + one[at] + one[at + 2 :]), _clause(one))
    for _ in range(each):
        (one,), color = _different(rng, vocabulary, 1), rng.choice(COLORS)
        said = f"{rng.choice(('some ', 'several ', ''))}{color} {NOUNS[one].many}"
        yield _data("open number", said, _clause(one, 2, color=color))


SETS: dict[str, Callable[[random.Random, int, Words], Iterator[Data]]] = {
    "geneval": geneval,
    "compbench": compbench,
    "everyday": everyday,
}


def _different(
    rng: random.Random, vocabulary: Words, count: int, fits: Callable[[str], bool] = lambda name: True
) -> list[str]:
    """So many things of which none may be taken for another, and no people, whose colour is not asked."""
    names = [name for name in vocabulary["things"] if name in THINGS and not is_person(name) and fits(name)]
    rng.shuffle(names)
    found: list[str] = []
    for name in names:
        if len(found) < count and not any(alike(name, one) for one in found):
            found.append(name)
    return found


def _data(tag: str, prompt: str, *include: Data) -> Data:
    return {"tag": tag, "prompt": prompt, "include": [*include]}


def _clause(word: str, count: int = 1, **more: Any) -> Data:
    return {"class": word, "count": count, **more}


def _a(said: str) -> str:
    return f"{article(said)} {said}"


def _said(name: str) -> str:
    return NOUNS[name].one


def _counted(name: str, count: int) -> str:
    return f"{NUMBERS[count]} {_said(name) if count == 1 else NOUNS[name].many}"
