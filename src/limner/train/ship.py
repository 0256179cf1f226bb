"""Makes the evaluation set that `world.shipped` reads: scenes by strata, painted, told, packed."""

from __future__ import annotations

import json
import random
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from limner.core.errors import BadValue
from limner.core.seed import derive
from limner.world import truth
from limner.world.archive import TRUTH
from limner.world.captions import caption
from limner.world.compose import compose
from limner.world.negatives import OF_THINGS, wrong_caption
from limner.world.painter import paint
from limner.world.questions import questions
from limner.world.reserved import reserved_facts
from limner.world.shipped import FORMAT, SIDE, Example, shipped
from limner.world.vocabulary import PLACES, RELATIONS, STYLES, TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from limner.world.atlas import Atlas
    from limner.world.compose import Pins
    from limner.world.negatives import WrongCaption
    from limner.world.questions import Question
    from limner.world.scene import Picture, Scene

QUALITY = 92
"""Of the lossy WebP, 0-100."""

QUESTIONS = 6

_ATTEMPTS = 400
_LANDS = tuple(place for place in PLACES if place != "plain")
_RESTYLED = (
    "cat", "horse", "car", "castle", "apple", "guitar", "elephant", "tree", "rocket", "king", "teapot", "crab"
)  # fmt: skip
"""Things that are shown in two styles each."""

_DRAWN_STYLES = tuple(style for style in STYLES if style != "photo")
_SIZES = ("tiny", "small", "large", "huge")


class Slot(NamedTuple):
    """A scene to be found: its stratum, what is pinned of it, and the kind of reserved combination
    that it must show ("" = it may show none)."""

    stratum: str
    pins: Pins
    reserved: str = ""


def ship(atlas: Atlas, path: Path, report: Callable[[int, int], None] | None = None) -> int:
    """Write the set to ``path``; returns how many scenes it has. ``report`` hears (done, of).

    The same atlas and code give the same bytes with the same Pillow.
    """
    plan = strata()
    examples = []
    with zipfile.ZipFile(path, "w") as file:
        for number, slot in enumerate(plan):
            scene = _found(atlas, number, slot)
            picture = paint(scene, atlas, SIDE)
            name = f"{number:03}-{slot.stratum}"
            _pack(file, name, picture)
            examples.append(_told(atlas, name, slot.stratum, picture))
            if report:
                report(number + 1, len(plan))
        _write_truth(file, examples)
    return len(examples)


def strata() -> tuple[Slot, ...]:
    """All slots of the set."""
    return (*_alone(), *_together(), *_lands(), *_reserved())


def _alone() -> Iterator[Slot]:
    """One thing: in every style, in every size, and the same thing in two styles."""
    for index in range(36):
        yield Slot("one", {"kind": "one", "style": STYLES[index % len(STYLES)]})
    for index in range(12):
        yield Slot("size", {"kind": "size", "size": _SIZES[index % len(_SIZES)]})
    for index, thing in enumerate(_RESTYLED):
        for shift in (0, 3):
            style = _DRAWN_STYLES[(index + shift) % len(_DRAWN_STYLES)]
            yield Slot("style", {"kind": "one", "things": (thing,), "colors": (None,), "style": style})


def _together() -> Iterator[Slot]:
    """Several things: every relation, counts from two to five, two and one, three to five kinds."""
    for index in range(6 * len(RELATIONS)):
        yield Slot("relation", {"kind": "relation", "relation": RELATIONS[index % len(RELATIONS)]})
    for index in range(36):
        yield Slot("count", {"kind": "count", "count": 2 + index % 4})
    yield from repeat(Slot("pairs", {"kind": "pairs"}), 12)
    yield from repeat(Slot("several", {"kind": "several"}), 18)


def _lands() -> Iterator[Slot]:
    """Every place with nothing in it, at changing times of day."""
    for index in range(36):
        time = TIMES[(index + index // len(_LANDS)) % len(TIMES)]
        yield Slot("landscape", {"kind": "landscape", "place": _LANDS[index % len(_LANDS)], "time": time})


def _reserved() -> Iterator[Slot]:
    """Fifteen of each kind of combination that training never shows."""
    for _ in range(15):
        yield Slot("reserved", {"kind": "one"}, "color")
        yield Slot("reserved", {"kind": "one"}, "place")
        yield Slot("reserved", {"kind": "relation"}, "relation")
        yield Slot("reserved", {"kind": "count"}, "count")


def _found(atlas: Atlas, number: int, slot: Slot) -> Scene:
    """The first scene of the slot's seeds that is as the slot wants it."""
    for attempt in range(_ATTEMPTS):
        seed = derive(number * _ATTEMPTS + attempt, "shipped")
        try:
            scene = compose(seed, atlas, reserved=bool(slot.reserved), **slot.pins)
        except BadValue:
            continue
        facts = reserved_facts(scene)
        if not slot.reserved or (len(facts) == 1 and facts[0].startswith(f"{slot.reserved}:")):
            return scene
    raise BadValue(f"no scene was found for {dict(slot.pins)} with a reserved {slot.reserved or 'nothing'}")


def retell(path: Path) -> int:
    """Tell and ask about the scenes of the set at ``path`` in today's words; returns of how many these
    are others than before. Pictures and masks stay the same bytes."""
    before = shipped(path)
    after = [replace(one, **_words(one.picture())) for one in before]
    with zipfile.ZipFile(path) as file:
        members = [(info, file.read(info)) for info in file.infolist() if info.filename != TRUTH]
    with zipfile.ZipFile(path, "w") as file:
        for info, data in members:
            _write(file, info.filename, data, info.compress_type)
        _write_truth(file, after)
    return sum(old != new for old, new in zip(before, after, strict=True))


class _Words(TypedDict):
    captions: tuple[str, ...]
    wrong: tuple[WrongCaption, ...]
    questions: tuple[Question, ...]


def _words(picture: Picture) -> _Words:
    """The fields of an `Example` that the grammar makes."""
    scene = picture.scene
    rng = random.Random(derive(scene.seed, "shipped/words"))  # noqa: S311
    captions = caption(scene, rng, "terse"), caption(scene, rng, "normal"), caption(scene, rng, "long")
    wrong = [wrong_caption(scene, rng, kind) for kind in OF_THINGS]
    return _Words(
        captions=captions,
        wrong=tuple(one for one in wrong if one is not None),
        questions=tuple(questions(picture, rng, QUESTIONS)),
    )


def _told(atlas: Atlas, name: str, stratum: str, picture: Picture) -> Example:
    scene = picture.scene
    return Example(
        name=name,
        stratum=stratum,
        scene=scene,
        boxes=picture.boxes,
        visible=tuple(round(share, 3) for share in truth.visible(picture, atlas)),
        relations=truth.relations(scene, atlas),
        reserved=reserved_facts(scene),
        **_words(picture),
    )


def _write_truth(file: zipfile.ZipFile, examples: Sequence[Example]) -> None:
    scenes = [one.to_json() for one in examples]
    text = json.dumps({"format": FORMAT, "side": SIDE, "scenes": scenes}, separators=(",", ":"))
    _write(file, TRUTH, text.encode(), zipfile.ZIP_DEFLATED)


def _pack(file: zipfile.ZipFile, name: str, picture: Picture) -> None:
    _write(file, f"{name}.webp", _encoded(picture.pixels, "WEBP", quality=QUALITY, method=6))
    _write(file, f"{name}.instances.png", _encoded(picture.instances, "PNG", optimize=True))
    _write(file, f"{name}.regions.png", _encoded(picture.regions, "PNG", optimize=True))


def _encoded(pixels: npt.NDArray[np.uint8], kind: str, **options: int) -> bytes:
    from PIL import Image

    packed = BytesIO()
    Image.fromarray(pixels).save(packed, kind, **options)
    return packed.getvalue()


def _write(file: zipfile.ZipFile, member: str, data: bytes, method: int = zipfile.ZIP_STORED) -> None:
    """A member without the time of day, so that equal sets are equal files."""
    file.writestr(zipfile.ZipInfo(member), data, method)
