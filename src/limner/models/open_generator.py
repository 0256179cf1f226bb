"""A generator by what a user calls it: an embedded one's id, ``fake``, or the path of a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import Unsupported, WeightsMissing
from limner.models.card_file import CARD_NAME
from limner.models.catalog import (
    DEFAULT_AUTOENCODER,
    DEFAULT_GENERATOR,
    DEFAULT_LAYOUT,
    DEFAULT_STUDENT,
    SHIPPED,
    shipped,
    unknown,
)
from limner.models.engine import EngineOptions
from limner.models.store import Weights, weights_in

if TYPE_CHECKING:
    from limner.core.protocols import Generator, LayoutPlanner

INDEX_NAME = "model_index.json"
AUTOENCODER, LAYOUT, STUDENT = "autoencoder", "layout", "student"
"""The folders inside a generator's own with its autoencoder, its planner of layouts and its few-step
student; without the first two the embedded ones serve it."""

_GIVE_ONE = (
    "give a folder of diffusers, --model FOLDER with a model_index.json in it (pip install 'limner[torch]'), "
    "or train one: limner train generator"
)


def open_generator(name: str | None = None, options: EngineOptions | None = None) -> Generator:
    """The generator ``name``, None the embedded one.

    A folder is one of ours, with a ``card.json``, or one of diffusers, with a ``model_index.json``. A
    student is opened with the generator that it belongs to.
    Raises UnknownModel, WeightsMissing, WeightsCorrupt or Unsupported.
    """
    name = name or DEFAULT_GENERATOR
    if name == "fake":
        from limner.models.fake_drawing import FakeGenerator

        return FakeGenerator()
    if name == DEFAULT_STUDENT and name in SHIPPED:
        return _student_of(_embedded(shipped(DEFAULT_GENERATOR), options), name)
    if name in SHIPPED:
        return _embedded(shipped(name), options)
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise unknown(name, (DEFAULT_GENERATOR, DEFAULT_STUDENT))
    if (folder / CARD_NAME).exists():
        weights = weights_in(folder)
        if weights.card.base:
            return _student_of(_embedded(weights_in(folder.absolute().parent), options), name)
        return _embedded(weights, options)
    if (folder / INDEX_NAME).exists():
        from limner.models.hf.pipelines import PipelineFolder

        return PipelineFolder(folder)
    raise WeightsMissing(
        f"{folder} holds no model that draws: neither {CARD_NAME} nor {INDEX_NAME} is there", hint=_GIVE_ONE
    )


def open_planner(generator: Generator, options: EngineOptions | None = None) -> LayoutPlanner | None:
    """What plans layouts for ``generator``: the one in its folder, else the embedded one.

    None for a model without a vocabulary of things: then the words alone are drawn.
    """
    if generator.card.id == "fake-generator":
        from limner.models.fake_drawing import FakeLayoutPlanner

        return FakeLayoutPlanner()
    folder = getattr(generator, "folder", None)
    if folder is None:
        return None
    own = folder / LAYOUT
    from limner.models.layout import EmbeddedLayoutPlanner

    return EmbeddedLayoutPlanner(weights_in(own) if own.is_dir() else shipped(DEFAULT_LAYOUT), options)


def _student_of(generator: Generator, name: str) -> Generator:
    if generator.student is None:
        raise WeightsMissing(
            f"{name} is a student, and its generator {generator.card.id} does not lie above it",
            hint=f"put its folder into the generator's, named {STUDENT}, and give it or that folder",
        )
    return generator.student


def _embedded(weights: Weights, options: EngineOptions | None) -> Generator:
    from limner.models.autoencoder import EmbeddedAutoencoder
    from limner.models.generator import EmbeddedGenerator
    from limner.models.student import EmbeddedStudent

    if weights.card.kind != "generator":
        raise Unsupported(
            f"{weights.card.id} is a model of the kind {weights.card.kind!r}, which does not draw",
            hint=_GIVE_ONE,
        )
    own = weights.folder / AUTOENCODER
    coder = EmbeddedAutoencoder(weights_in(own) if own.is_dir() else shipped(DEFAULT_AUTOENCODER), options)
    delta = _delta(weights)
    student = None if delta is None else partial(EmbeddedStudent, weights, coder, options, delta)
    return EmbeddedGenerator(weights, coder, options, student)


def _delta(weights: Weights) -> Weights | None:
    """The card of the student that belongs to a generator, if it has one."""
    own = weights.folder / STUDENT
    if own.is_dir():
        return weights_in(own)
    embedded = weights.card.id == DEFAULT_GENERATOR and DEFAULT_STUDENT in SHIPPED
    return shipped(DEFAULT_STUDENT) if embedded else None
