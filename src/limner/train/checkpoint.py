"""Everything that a run needs to go on as if it had never stopped, in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from limner.core.errors import WeightsCorrupt
from limner.nets.vit import resized_positions

if TYPE_CHECKING:
    from pathlib import Path

    from limner.train.average import Average
    from limner.train.optimizer import Optimizer

FILE = "checkpoint.pt"

POSITIONS = "vision_model.embeddings.position_embedding.weight"
"""How the names of the weights end whose shape follows the picture's resolution."""

STUDENT = "student."
"""How the names of the weights of a `Learner`'s student begin."""


class Learner(nn.Module):
    """A network that a run is for, ``student``, and what is trained beside it and not kept: a teacher
    (`recipes.self_taught`), a map to where things stand (`recipes.placed`)."""

    student: nn.Module

    def begun(self) -> None:
        """The student has been given its weights: make ready what stands beside it."""


@dataclass(slots=True)
class State:
    """A run: the network, its optimizer, the average of its weights, and how far it got.

    ``taken`` counts the batches that all processes took, those of the runs that it began from included: the
    stream goes on behind them, and no scene comes again.
    """

    recipe: str
    model: nn.Module
    optimizer: Optimizer
    average: Average
    step: int = 0
    seconds: float = 0.0
    pictures: int = 0
    taken: int = 0
    measured: dict[str, float] = field(default_factory=dict)


def save(state: State, folder: Path) -> Path:
    """Write the state to ``folder``; the file appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    part = path.with_suffix(".part")
    torch.save(
        {
            "recipe": state.recipe,
            "model": state.model.state_dict(),
            "average": state.average.model.state_dict(),
            "updates": state.average.updates,
            "optimizer": state.optimizer.state_dict(),
            "step": state.step,
            "seconds": state.seconds,
            "pictures": state.pictures,
            "taken": state.taken,
            "measured": state.measured,
            "random": torch.get_rng_state(),
        },
        part,
    )
    part.replace(path)
    return path


def read(folder: Path) -> dict[str, Any]:
    """The stored values of a checkpoint on the CPU; `WeightsCorrupt` when it cannot be read."""
    path = folder / FILE
    try:
        stored: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, KeyError, ValueError, UnpicklingError) as problem:
        raise WeightsCorrupt(
            f"{path} is no readable checkpoint: {problem}", hint="start afresh without --resume"
        ) from problem
    if "taken" not in stored:
        raise WeightsCorrupt(f"{path} is of an older limner: what it has seen is not told", hint="train anew")
    return stored


def averaged(folder: Path) -> dict[str, torch.Tensor]:
    """The averaged weights of the run in ``folder``."""
    weights: dict[str, torch.Tensor] = read(folder)["average"]
    return weights


def student_of(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The student's ``weights`` under the names that it has alone; all of them where there was none."""
    own = {name.removeprefix(STUDENT): value for name, value in weights.items() if name.startswith(STUDENT)}
    return own or weights


def begin(model: nn.Module, folder: Path) -> int:
    """Give ``model`` the averaged weights of another run, positions stretched to its own grid. How many
    batches of its stream that run, with those before it, took.

    Of a `Learner`'s run it takes the student's, unless it is such a learner too; a learner's student takes
    those of the network alone. WeightsCorrupt where ``folder`` holds no checkpoint or one of another network.
    """
    stored = read(folder)
    weights: dict[str, torch.Tensor] = stored["average"]
    if not isinstance(model, Learner):
        _give(model, student_of(weights), folder)
    elif any(name.startswith(STUDENT) for name in weights):
        _give(model, weights, folder)
    else:
        _give(model.student, weights, folder)
        model.begun()
    taken: int = stored["taken"]
    return taken


def _give(model: nn.Module, weights: dict[str, torch.Tensor], folder: Path) -> None:
    own = model.state_dict()
    weights = {name: _stretched(name, value, own.get(name)) for name, value in weights.items()}
    strange = sorted(own.keys() ^ weights.keys())
    strange += [name for name in own if name in weights and own[name].shape != weights[name].shape]
    if strange:
        raise WeightsCorrupt(
            f"{folder / FILE} is of another network: {', '.join(strange[:4])}",
            hint="begin from a run of the same recipe",
        )
    model.load_state_dict(weights)


def _stretched(name: str, value: torch.Tensor, own: torch.Tensor | None) -> torch.Tensor:
    if own is None or not name.endswith(POSITIONS) or own.shape == value.shape:
        return value
    return resized_positions(value, round((len(own) - 1) ** 0.5))


def restore(state: State, folder: Path) -> None:
    """Bring ``state`` to where the checkpoint in ``folder`` stopped, random numbers included."""
    stored = read(folder)
    if stored["recipe"] != state.recipe:
        raise WeightsCorrupt(
            f"{folder / FILE} belongs to the recipe {stored['recipe']!r}, not {state.recipe!r}",
            hint="name another --out",
        )
    state.model.load_state_dict(stored["model"])
    state.average.model.load_state_dict(stored["average"])
    state.average.updates = stored["updates"]
    state.optimizer.load_state_dict(stored["optimizer"])
    state.step, state.seconds, state.pictures = stored["step"], stored["seconds"], stored["pictures"]
    state.taken, state.measured = stored["taken"], stored["measured"]
    torch.set_rng_state(stored["random"])
