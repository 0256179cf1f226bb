"""Makes the evaluation set that `world.shipped` reads: scenes by strata, painted, told, packed."""

from __future__ import annotations

import json
import random
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.core.seed import derive
from limner.world import truth
from limner.world.captions import caption
from limner.world.compose import compose
from limner.world.negatives import KINDS as WRONG
from limner.world.negatives import wrong_caption
from limner.world.painter import paint
from limner.world.questions import questions
from limner.world.reserved import reserved_facts
from limner.world.shipped import FORMAT, SIDE, Example
from limner.world.vocabulary import PLACES, RELATIONS, STYLES, TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from limner.world.atlas import Atlas
    from limner.world.compose import Pins
    from limner.world.scene import Picture, Scene

QUALITY = 92
"""Of the lossy WebP, 0-100."""

QUESTIONS = 6

_ATTEMPTS = 400
_LANDS = tuple(place for place in PLACES if place != "plain")
_SIZES = ("tiny", "small", "large", "huge")


def ship(atlas: Atlas, path: Path, report: Callable[[int, int], None] | None = None) -> int:
    """Write the set to ``path``; returns how many scenes it has. ``report`` hears (done, of).

    The same atlas and code give the same bytes with the same Pillow.
    """
    plan = list(strata())
    examples = []
    with zipfile.ZipFile(path, "w") as file:
        for number, (stratum, pins, wanted) in enumerate(plan):
            scene = _found(atlas, number, pins, wanted)
            picture = paint(scene, atlas, SIDE)
            name = f"{number:03}-{stratum}"
            _pack(file, name, picture)
            examples.append(_told(atlas, name, stratum, picture).to_json())
            if report:
                report(number + 1, len(plan))
        text = json.dumps({"format": FORMAT, "side": SIDE, "scenes": examples}, separators=(",", ":"))
        _write(file, "truth.json", text.encode(), zipfile.ZIP_DEFLATED)
    return len(examples)


def strata() -> Iterator[tuple[str, Pins, str]]:
    """Stratum, what is pinned, and the kind of reserved combination that is wanted ("" = none)."""
    for index in range(48):
        yield "one", {"kind": "one", "style": STYLES[index % len(STYLES)]}, ""
    for index in range(12):
        yield "size", {"kind": "size", "size": _SIZES[index % 4]}, ""
    for index in range(6 * len(RELATIONS)):
        yield "relation", {"kind": "relation", "relation": RELATIONS[index % len(RELATIONS)]}, ""
    for index in range(36):
        yield "count", {"kind": "count", "count": 2 + index % 4}, ""
    for _ in range(12):
        yield "pairs", {"kind": "pairs"}, ""
    for _ in range(18):
        yield "several", {"kind": "several"}, ""
    for index in range(48):
        time = TIMES[(index + index // len(_LANDS)) % len(TIMES)]
        yield "landscape", {"kind": "landscape", "place": _LANDS[index % len(_LANDS)], "time": time}, ""
    for _ in range(15):
        yield "reserved", {"kind": "one"}, "color"
        yield "reserved", {"kind": "one"}, "place"
        yield "reserved", {"kind": "relation"}, "relation"
        yield "reserved", {"kind": "count"}, "count"


def _found(atlas: Atlas, number: int, pins: Pins, wanted: str) -> Scene:
    """The first scene of the slot's seeds that is as the stratum wants it."""
    for attempt in range(_ATTEMPTS):
        seed = derive(number * _ATTEMPTS + attempt, "shipped")
        try:
            scene = compose(seed, atlas, reserved=bool(wanted), **pins)
        except BadValue:
            continue
        facts = reserved_facts(scene)
        if not wanted or (len(facts) == 1 and facts[0].startswith(f"{wanted}:")):
            return scene
    raise BadValue(f"no scene was found for {dict(pins)} with a reserved {wanted or 'nothing'}")


def _told(atlas: Atlas, name: str, stratum: str, picture: Picture) -> Example:
    scene = picture.scene
    rng = random.Random(derive(scene.seed, "shipped/words"))  # noqa: S311
    wrong = (wrong_caption(scene, rng, kind) for kind in WRONG)
    return Example(
        name=name,
        stratum=stratum,
        scene=scene,
        boxes=picture.boxes,
        visible=tuple(round(share, 3) for share in truth.visible(picture, atlas)),
        relations=truth.relations(scene, atlas),
        captions=(caption(scene, rng, "terse"), caption(scene, rng, "normal"), caption(scene, rng, "long")),
        wrong=tuple(one for one in wrong if one is not None),
        questions=tuple(questions(picture, rng, QUESTIONS)),
        reserved=reserved_facts(scene),
    )


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
