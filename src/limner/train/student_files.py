"""From a trained student to the file that `limner` lays over its generator: the delta, and its card.

Their names are those of `limner.models.student`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from limner.core.card import Card
from limner.core.errors import ModelFailed, WeightsCorrupt
from limner.models.card_file import CARD_NAME, card_json
from limner.models.engine import EngineOptions, Network
from limner.models.generator import DENOISER
from limner.models.store import described, weights_in
from limner.models.student import DELTA
from limner.nets import low_rank
from limner.nets.generator import Generator, Wanted, empty
from limner.train import checkpoint
from limner.train.export import LICENCE
from limner.train.generator_files import denoiser_graph, trained_generator
from limner.train.recipes import student

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

    from limner.models.store import Weights

NAME = "embedded-student"

TOLERANCE = 2e-3
"""How far velocities of the unrounded graph with the delta in float16 may lie from torch's: the root mean
square of the difference over that of the velocities."""

ROUNDED = 0.1
"""From how far on, in the same measure, files are not those of the network that they are compared with."""

SAMPLES = 4


@dataclass(frozen=True, slots=True)
class Released:
    """The card of what was written, and how far velocities lie from torch's (see `TOLERANCE`): ``exact``
    of the unrounded graph, ``rounded`` of the generator's file, each with the delta; ``base_rounded`` of
    that file without it, from the teacher's."""

    card: Card
    exact: float
    rounded: float
    base_rounded: float


def release(run: Path, teacher: Path, base: Path, folder: Path, trained: str = "") -> Released:
    """Write the delta of ``run``, whose teacher was the run ``teacher`` with its files in ``base``, into
    ``folder``. WeightsCorrupt where the three do not belong together."""
    network = trained_generator(teacher)
    learned, measured = trained_student(run, network), checkpoint.read(run)["measured"]
    return export_student(learned, network, weights_in(base), folder, trained, measured)


def trained_student(run: Path, teacher: Generator) -> Generator:
    """The network of ``run`` with its averaged weights; WeightsCorrupt where it had another teacher."""
    model = student.adapted(teacher)
    checkpoint.begin(model, run)
    was = dict(teacher.named_parameters())
    if not all(torch.equal(value, was[name]) for name, value in low_rank.frozen(model).items()):
        raise WeightsCorrupt(
            f"{run} is of the student of another generator",
            hint="train the student again: limner train student",
        )
    return model.eval()


def export_student(
    learned: Generator,
    teacher: Generator,
    base: Weights,
    folder: Path,
    trained: str = "",
    measured: dict[str, float] | None = None,
) -> Released:
    """Write ``delta.safetensors`` and ``card.json`` into ``folder``, checked with ``base``, the files of
    ``teacher``.

    ModelFailed where delta and graph do not compute what torch does, WeightsCorrupt where ``base`` is of
    another generator.
    """
    from safetensors.torch import save

    folder.mkdir(parents=True, exist_ok=True)
    pairs = low_rank.delta(learned, teacher)
    delta = save({name: value.half().contiguous() for name, value in pairs.items()})
    (folder / DELTA).write_bytes(delta)
    file, merged = base.read(DENOISER), low_rank.merged(learned, teacher)
    base_rounded = _apart(file, b"", teacher)
    if not base_rounded < ROUNDED:
        raise WeightsCorrupt(
            f"{base.folder / DENOISER} is not of the generator that taught",
            hint="limner train export generator",
        )
    exact, rounded = (_apart(graph, delta, merged) for graph in (denoiser_graph(teacher), file))
    if not exact < TOLERANCE:
        raise ModelFailed(f"the delta gives other velocities than torch: {exact:.2g} of their size apart")
    card = _card(base, folder, trained, {**(measured or {}), "rounded": round(rounded, 5)})
    (folder / CARD_NAME).write_text(card_json(card), encoding="utf-8")
    return Released(card, exact, rounded, base_rounded)


def _card(base: Weights, folder: Path, trained: str, measured: dict[str, float]) -> Card:
    """The generator's, but for what is the student's own."""
    return replace(
        base.card,
        id=NAME,
        files=(described(folder / DELTA),),
        licence=LICENCE,
        source=f"a low-rank delta of {base.card.id}, its guidance distilled (limner train student)",
        trained=trained,
        measured=measured,
        calibration={"steps": student.STEPS, "guidance_scale": 1.0, "shift": student.SHIFT},
        base={f"{base.card.id}/{file.name}": file.sha256 for file in base.card.files},
    )


def _apart(onnx: bytes, delta: bytes, model: Generator) -> float:
    """How far the velocities of a graph with ``delta`` lie from those of ``model``, in float32."""
    given = _inputs(model)
    network = Network(onnx, DENOISER, EngineOptions("float32"), delta=delta)
    found = network({name: value.numpy() for name, value in given.items()}, ["velocity"])["velocity"]
    with torch.no_grad():
        wanted = Wanted(**{name: given[name] for name in Wanted._fields})
        meant = model(given["x"], given["t"], wanted).velocity.numpy()
    return float(np.sqrt(np.square(found - meant).mean() / np.square(meant).mean()))


def _inputs(model: Generator) -> dict[str, Tensor]:
    """Noise at even times, every thing and colour, words at random: the same ones every time."""
    own, shape = torch.Generator().manual_seed(0), model.shape
    highest = {"thing": shape.things, "color": shape.colors}
    given = {
        name: torch.randint(0, highest[name] + 1, size, generator=own)
        if name in highest
        else torch.zeros(size, dtype=kind)
        for name, (size, kind) in empty(shape, SAMPLES).items()
    }
    given["words"] = torch.randn(SAMPLES, 5, shape.words, generator=own)
    x = torch.randn(SAMPLES, shape.channels, shape.side, shape.side, generator=own)
    return {"x": x, "t": torch.linspace(0.1, 1, SAMPLES), **given}
