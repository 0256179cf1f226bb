"""The evaluation set that comes with limner: rendered scenes that no training has seen, with their truth.

`train.ship` made it. A training scene's seed is derived under a name that begins with "train/", a
scene's here under "shipped". Everything lies in one zip file inside the package, so that an
installed limner can measure itself: ``truth.json``, and for each scene a lossy ``NAME.webp``, and
``NAME.instances.png`` and ``NAME.regions.png``, the masks of `Picture` without loss.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from limner.world.archive import decoded, opened, truths
from limner.world.negatives import WrongCaption
from limner.world.questions import Question
from limner.world.scene import Picture, PixelBox, Placed, Relation, Scene

ARCHIVE = Path(__file__).with_name("shipped.zip")

FORMAT = 1

SIDE = 256
"""The shorter side of every picture, pixels."""


@dataclass(frozen=True, slots=True)
class Example:
    """One scene and what is true of it.

    ``stratum`` is why it is in the set: "one", "size", "style" (the same thing is there in another
    style), "relation", "count", "pairs", "several", "landscape" or "reserved"; ``reserved`` lists the
    combinations that training never showed, and is empty in every other stratum. ``captions`` are a
    terse, a normal and a long one. ``relations`` are all that hold, ``visible`` is the share of each
    thing that shows, [0, 1].
    """

    name: str
    stratum: str
    scene: Scene
    boxes: tuple[PixelBox | None, ...]
    visible: tuple[float, ...]
    relations: tuple[Relation, ...]
    captions: tuple[str, ...]
    wrong: tuple[WrongCaption, ...]
    questions: tuple[Question, ...]
    reserved: tuple[str, ...]
    archive: Path = ARCHIVE

    def picture(self) -> Picture:
        """Decode the picture; its pixels went through a lossy WebP, its masks are exact.

        Raises:
            WeightsMissing, WeightsCorrupt: the archive is gone or damaged.
        """
        with opened(self.archive) as file:
            pixels, instances, regions = (
                decoded(file, f"{self.name}.{kind}") for kind in ("webp", "instances.png", "regions.png")
            )
        return Picture(self.scene, pixels, instances, regions, self.boxes)

    def to_json(self) -> dict[str, Any]:
        """What `truth.json` holds of it."""
        data = asdict(self)
        del data["archive"]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any], archive: Path = ARCHIVE) -> Example:
        """The inverse of `to_json`; KeyError and TypeError for what is no example."""
        return cls(
            name=data["name"],
            stratum=data["stratum"],
            scene=_scene(data["scene"]),
            boxes=tuple(PixelBox(*box) if box else None for box in data["boxes"]),
            visible=tuple(data["visible"]),
            relations=tuple(Relation(**one) for one in data["relations"]),
            captions=tuple(data["captions"]),
            wrong=tuple(WrongCaption(**one) for one in data["wrong"]),
            questions=tuple(Question(**one) for one in data["questions"]),
            reserved=tuple(data["reserved"]),
            archive=archive,
        )


def shipped(archive: Path = ARCHIVE) -> tuple[Example, ...]:
    """All examples, in a fixed order; pictures are decoded when asked for.

    Raises:
        WeightsMissing: the archive is not there.
        WeightsCorrupt: it is not one that this version reads.
    """
    return truths(archive, FORMAT, "scenes", lambda one: Example.from_json(one, archive))


def _scene(data: dict[str, Any]) -> Scene:
    lists = {
        "things": tuple(Placed(**one) for one in data["things"]),
        "relations": tuple(Relation(**one) for one in data["relations"]),
        "features": tuple(data["features"]),
    }
    return Scene(**{**data, **lists})
