"""The evaluation set that comes with limner: rendered scenes that no training has seen, with their truth.

`train.ship` made it. A training scene's seed is derived under a name that begins with "train/", a
scene's here under "shipped". Everything lies in one zip file inside the package, so that an
installed limner can measure itself: ``truth.json``, and for each scene a lossy ``NAME.webp``, and
``NAME.instances.png`` and ``NAME.regions.png``, the masks of `Picture` without loss.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from limner.core.errors import WeightsCorrupt, WeightsMissing
from limner.world.negatives import WrongCaption
from limner.world.questions import Question
from limner.world.scene import Picture, PixelBox, Placed, Relation, Scene

if TYPE_CHECKING:
    import numpy.typing as npt

ARCHIVE = Path(__file__).with_name("shipped.zip")

FORMAT, TRUTH = 1, "truth.json"

SIDE = 256
"""The shorter side of every picture, pixels."""

_REINSTALL = "install limner again: they are part of the package"


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
        with _opened(self.archive) as file:
            pixels, instances, regions = (
                _decoded(file, f"{self.name}.{kind}") for kind in ("webp", "instances.png", "regions.png")
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
    with _opened(archive) as file:
        try:
            truth = json.loads(file.read(TRUTH))
            if truth["format"] != FORMAT:
                raise ValueError(f"format {truth['format']}, this version reads {FORMAT}")
            return tuple(Example.from_json(one, archive) for one in truth["scenes"])
        except (KeyError, TypeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise WeightsCorrupt(f"{archive} cannot be read: {error}", hint=_REINSTALL) from error


def _scene(data: dict[str, Any]) -> Scene:
    lists = {
        "things": tuple(Placed(**one) for one in data["things"]),
        "relations": tuple(Relation(**one) for one in data["relations"]),
        "features": tuple(data["features"]),
    }
    return Scene(**{**data, **lists})


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except FileNotFoundError as error:
        raise WeightsMissing(f"the shipped scenes are not at {archive}", hint=_REINSTALL) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise WeightsCorrupt(f"{archive} cannot be read: {error}", hint=_REINSTALL) from error


def _decoded(file: zipfile.ZipFile, member: str) -> npt.NDArray[np.uint8]:
    from PIL import Image

    try:
        return np.asarray(Image.open(BytesIO(file.read(member))))
    except (KeyError, OSError, zipfile.BadZipFile) as error:
        raise WeightsCorrupt(f"{file.filename}: {member} cannot be read", hint=_REINSTALL) from error
