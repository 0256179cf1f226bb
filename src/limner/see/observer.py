"""From pixels to an `Observation`: the model where it knows, classical vision where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from limner.core.errors import BadValue
from limner.core.geometry import Box, Size
from limner.core.image import Image
from limner.models.familiar import THRESHOLD
from limner.ops.decode import decode
from limner.see.describe import caption, sure_things, sure_word
from limner.see.labels import probabilities, ranked
from limner.see.looks import looks, small_luma
from limner.see.observation import Looks, Observation, People, Thing, Word

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.protocols import Encoder, Reader
    from limner.core.reading import Reading, Scored, SeenThing

_LOOK_SIDE = 256
_PEOPLE_SIDE = 480
_MARGIN = 1.4
"""How much larger than the model's input a decoded copy is at least: so a photograph of 12 megapixels is
decoded at an eighth for 256 pixels, and the vector stays within a cosine of 0.9996 (`docs/lab/LOG.md`)."""

BIGGER = (
    "outside what the embedded model knows (illustrated scenes), so nothing is named; for photographs name "
    'a bigger model: --model FOLDER of a CLIP or SigLIP, with --labels "a photo of a cat,a photo of a dog"'
)
NO_MODEL = "no model is embedded in this version of limner, so nothing is named: give one with --model FOLDER"
WORDLESS = 'this model names nothing by itself: give --labels "a photo of a cat,a photo of a dog"'


class Observer:
    """Looks at pictures with ``model``; None: what classical vision tells."""

    def __init__(self, model: Encoder | None) -> None:
        self.model = model
        self._labels: dict[tuple[str, ...], npt.NDArray[np.float32]] = {}

    @property
    def side(self) -> int:
        """The shorter side in pixels that a decoded copy should have at least."""
        resolution = self.model.card.resolution if self.model else 0
        return max(_LOOK_SIDE, round(resolution * _MARGIN))

    def observe(self, images: Sequence[Image], labels: Sequence[str] = ()) -> list[Observation]:
        """One observation a picture; ``labels`` are the user's own words to choose among.

        How they look is measured beside the network. BadValue for labels without a model.
        """
        measured = _beside().map(looks, images)
        readings = self._read(images)
        words = self._choose(images, tuple(labels))
        return [self._one(*each) for each in zip(images, readings, words, measured, strict=True)]

    def vectors(self, images: Sequence[Image]) -> npt.NDArray[np.float32]:
        """(N, D) float32 of length 1; BadValue without a model."""
        return self.required.image_vectors(images)

    @property
    def required(self) -> Encoder:
        """The model; BadValue when there is none."""
        if self.model is None:
            raise BadValue("this takes a model, and there is none", hint="name one with --model")
        return self.model

    def _read(self, images: Sequence[Image]) -> Sequence[Reading | None]:
        if self.model is None or not hasattr(self.model, "read"):
            return [None] * len(images)
        return cast("Reader", self.model).read(images)

    def _choose(self, images: Sequence[Image], labels: tuple[str, ...]) -> list[tuple[Word, ...]]:
        if not labels:
            return [()] * len(images)
        if labels not in self._labels:
            self._labels[labels] = self.required.text_vectors(labels)
        rows = probabilities(self.vectors(images), self._labels[labels], self.required.logit_scale)
        return [ranked(labels, row) for row in rows]

    def _one(
        self, image: Image, reading: Reading | None, labels: tuple[Word, ...], measured: Looks
    ) -> Observation:
        origin = image.origin
        whole = origin.size if origin else image.size
        known = None if reading is None or self.model is None else is_known(reading, self.model)
        told = _told(reading, whole) if reading is not None and known else {}
        return Observation(
            name=origin.name if origin else "",
            format=origin.format if origin else "",
            width=whole.width,
            height=whole.height,
            bytes=len(origin.data) if origin else None,
            known=known,
            familiar=None if reading is None else reading.familiar,
            labels=labels,
            looks=measured,
            found=None if known or labels else look_for_people(image),
            model=self.model.card.id if self.model else None,
            notes=_notes(self.model, known, bool(labels)),
            **told,
        )


@cache
def _beside() -> ThreadPoolExecutor:
    """One thread that works while the network does; both leave the interpreter to each other."""
    return ThreadPoolExecutor(1, thread_name_prefix="limner-looks")


def is_known(reading: Reading, model: Encoder) -> bool:
    """Whether the picture lies in the model's world, by the threshold on its card."""
    return reading.familiar >= model.card.calibration.get(THRESHOLD, 0.5)


def look_for_people(image: Image) -> People:
    """Faces, full bodies and text, looked for on a copy of at most 480 pixels a shorter side."""
    from limner.see.letters import lines
    from limner.see.people import bodies, faces, scaled

    origin = image.origin
    whole = origin.size if origin else image.size
    if origin is not None and whole != image.size:
        image = decode(origin.data, frame=origin.frame, shorter=_PEOPLE_SIDE)
    luma = small_luma(image, _PEOPLE_SIDE)
    shape = (luma.shape[0], luma.shape[1])
    return People(
        faces=scaled(faces(luma), shape, whole),
        bodies=scaled(bodies(luma), shape, whole),
        text=scaled(lines(luma), shape, whole),
    )


def _told(reading: Reading, whole: Size) -> dict[str, Any]:
    """The fields of an observation that a reading fills."""
    heads = {head: sure_word(getattr(reading, head)) for head in ("place", "time", "weather", "style")}
    return {
        "caption": caption(reading, whole.aspect),
        "things": tuple(_thing(each, whole) for each in sure_things(reading)),
        **{head: _word(word) for head, word in heads.items()},
    }


def _thing(seen: SeenThing, whole: Size) -> Thing:
    left, top, right, bottom = seen.box
    x, y = int(left * whole.width), int(top * whole.height)
    box = Box(x, y, max(x + 1, round(right * whole.width)), max(y + 1, round(bottom * whole.height))).clipped(
        whole
    )
    return Thing(name=seen.name, score=_share(seen.score), color=_word(seen.color), box=box)


def _word(word: Scored | None) -> Word | None:
    return None if word is None else Word(name=word.name, score=_share(word.score))


def _share(score: float) -> float:
    return min(1.0, max(0.0, float(score)))


def _notes(model: Encoder | None, known: bool | None, labelled: bool) -> tuple[str, ...]:
    if model is None:
        return (NO_MODEL,)
    if labelled:
        return ()
    return (WORDLESS,) if known is None else () if known else (BIGGER,)
