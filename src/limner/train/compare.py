"""CLIP's loss, SigLIP's, and CLIP's with self-supervision, for equal time on one machine.

All three see the same pictures in the same order, with the same batch, learning rate and seed; each for the
same minutes of its own, measuring not counted. Other work on the machine makes this unfair, so the pictures a
second of the slowest and the fastest report stand beside the figures.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import torch

from limner.core.errors import BadValue, Cancelled
from limner.nets.vit import normalise
from limner.train import checkpoint, curves
from limner.train.journal import rows
from limner.train.measure import CHUNK, neighbours
from limner.train.reading_encoder import ReadingEncoder
from limner.train.recipes.encoder import EncoderRecipe
from limner.train.recipes.self_taught import SelfTaughtEncoder
from limner.train.run import RECIPES, Order, run

if TYPE_CHECKING:
    from pathlib import Path

COMPARED = {"CLIP": "encoder", "SigLIP": "encoder-siglip", "CLIP + DINO": "encoder-dino"}
LOSSES = ("things", "preference", "style", "boxes")
"""What all three minimise, so that their curves can be laid over each other."""

FIGURES = ("things", "colors", "style", "place", "image_to_text", "text_to_image", "hard")
NEIGHBOURS = "patch neighbours"

FILE = "compare.json"
STEADY = 0.7
"""A run whose slowest report has less than this share of its fastest one's speed was not alone."""


@dataclass(slots=True)
class Comparison:
    """What was measured so far: ``figures`` (shares, 0-1) and ``speeds`` by run.

    ``speeds`` are pictures seen, and pictures a second in the slowest and the fastest report.
    """

    settings: dict[str, float]
    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    speeds: dict[str, tuple[float, float, float]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """What `FILE` holds."""
        return {"settings": self.settings, "figures": self.figures, "speeds": self.speeds}

    def to_text(self) -> str:
        """A row for each figure, a column for each run, and a note where the machine was not theirs alone."""
        names = list(self.figures)
        lines = [f"{'':<18}" + "".join(f"{name:>14}" for name in names)]
        lines += [
            f"{figure:<18}" + "".join(f"{self.figures[name][figure]:14.3f}" for name in names)
            for figure in (*FIGURES, NEIGHBOURS)
        ]
        lines += [
            f"{title:<18}" + "".join(f"{self.speeds[name][row]:14,.0f}" for name in names)
            for row, title in enumerate(("pictures", "slowest a second", "fastest a second"))
        ]
        disturbed = [name for name in names if self.speeds[name][1] < STEADY * self.speeds[name][2]]
        if disturbed:
            lines.append(f"note: other work slowed {', '.join(disturbed)} at times: not at equal compute")
        return "\n".join(lines)


def compare(order: Order, folder: Path, plot: Path) -> Comparison:
    """Train each of `COMPARED` as ``order`` says, one after the other, into ``folder``.

    After each run the figures are written there and ``plot`` is drawn. What is done is not repeated, and what
    was stopped goes on.

    Raises:
        BadValue: ``folder`` holds runs of other minutes, processes or pixels.
        Cancelled: a run was stopped before its minutes were over.
    """
    found = _begun(order, folder)
    _keep(found, folder)
    for name, recipe in COMPARED.items():
        if name in found.figures:
            continue
        mine = replace(order, recipe=recipe, out=folder / recipe)
        measured = _trained(name, mine)
        found.figures[name] = {figure: measured[figure] for figure in FIGURES}
        found.figures[name][NEIGHBOURS] = patch_neighbours(mine)
        found.speeds[name] = _speeds(mine.folder)
        _keep(found, folder)
        curves.compare({done: folder / COMPARED[done] for done in found.figures}, plot, LOSSES, found.figures)
    return found


def _begun(order: Order, folder: Path) -> Comparison:
    """What ``folder`` has of this comparison; BadValue where it is of another."""
    settings = {
        "minutes": order.minutes,
        "processes": float(order.processes),
        "resolution": float(order.resolution or 0),
    }
    if not (folder / FILE).exists():
        return Comparison(settings)
    stored = json.loads((folder / FILE).read_text(encoding="utf-8"))
    if stored["settings"] != settings:
        other = ", ".join(f"{name} {value:g}" for name, value in stored["settings"].items())
        raise BadValue(f"{folder} compares runs of {other}", hint="give the same, or another --out")
    speeds = {name: (row[0], row[1], row[2]) for name, row in stored["speeds"].items()}
    return Comparison(settings, stored["figures"], speeds)


def _keep(found: Comparison, folder: Path) -> None:
    """Write what was measured; the file is whole at any moment."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{FILE}.part"
    part.write_text(json.dumps(found.to_json(), indent=1), encoding="utf-8")
    part.replace(folder / FILE)


def _trained(name: str, order: Order) -> dict[str, float]:
    """The figures of a run to the end of its minutes, begun, gone on with, or done before."""
    path, wanted = order.folder / checkpoint.FILE, 60 * order.minutes
    stored = checkpoint.read(order.folder) if path.exists() else None
    if stored is None or stored["seconds"] < wanted:
        run(replace(order, resume=stored is not None))
        stored = checkpoint.read(order.folder)
    if stored["seconds"] < wanted:
        raise Cancelled(
            f"{name} was stopped after {stored['seconds'] / 60:.1f} of {order.minutes:g} minutes",
            hint="the same command goes on from there",
        )
    measured: dict[str, float] = stored["measured"]
    return measured


def _speeds(folder: Path) -> tuple[float, float, float]:
    """Pictures seen, and pictures a second in the slowest and the fastest report of the run in ``folder``."""
    said = [row for row in rows(folder) if "pictures_per_second" in row]
    speeds = [float(str(row["pictures_per_second"])) for row in said[1:] or said] or [0.0]
    seen = max((float(str(row.get("pictures", 0))) for row in rows(folder)), default=0.0)
    return seen, min(speeds), max(speeds)


@torch.no_grad()
def patch_neighbours(order: Order) -> float:
    """`measure.neighbours` of the averaged weights of a run, on its own held-out scenes."""
    recipe = RECIPES[order.recipe](order)
    assert isinstance(recipe, EncoderRecipe)
    model = recipe.build()
    checkpoint.begin(model, order.folder)
    model = model.student if isinstance(model, SelfTaughtEncoder) else model
    assert isinstance(model, ReadingEncoder)
    tokens = [model.eval().see(normalise(part))[1] for part in torch.split(recipe.unseen["pixels"], CHUNK)]
    return neighbours(torch.cat(tokens), recipe.unseen)
