"""The numbers that a reader's outputs are read with, chosen on held-out scenes.

Weights of the signs of `models.familiar`, the threshold below which a picture counts as outside what
the model knows, temperatures that make scores mean what they say (Guo et al., ICML 2017), and when a
thing is told. Scenes come from names of "calibrate/", which neither training nor the evaluation uses;
strange pictures are those of `outliers`: no photograph is looked at.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.seed import derive
from limner.evals.see.answers import images
from limner.evals.see.cases import Case
from limner.evals.see.cases import told as told_case
from limner.evals.see.outliers import outliers
from limner.evals.see.telling import telling
from limner.models import familiar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.card import Card
    from limner.models.embedded import EmbeddedReader
    from limner.world.atlas import Atlas

    Floats = npt.NDArray[np.float64]
    Outputs = Mapping[str, npt.NDArray[np.float32]]

FALSE_ALARMS = 0.02
"""The share of held-out scenes that the threshold lets be flagged."""
_PENALTY = 1e-2


@dataclass(frozen=True, slots=True)
class Found:
    """``numbers`` go into the card's calibration; ``measured`` says how well they do on held-out halves."""

    numbers: dict[str, float]
    measured: dict[str, float]


def calibrate(reader: EmbeddedReader, atlas: Atlas, seed: int, count: int) -> Found:
    """Choose on ``count`` scenes and as many strange pictures; one half fits, the other sets thresholds."""
    import numpy as np

    from limner.models.pixels import squares

    side = reader.card.resolution
    cases = _scenes(seed, count, atlas, side)
    scenes = squares(images(cases), side)
    made = outliers(derive(seed, "calibrate/strange"), count, list(scenes), side)
    strange = np.stack([pixels for _, pixels in made])
    ours, theirs = _outputs(reader, scenes), _outputs(reader, strange)
    numbers = temperatures(ours, cases, reader.card.vocabulary)
    things, told = telling(ours, cases, reader.card.vocabulary)
    weights, measured = familiarity(ours, theirs)
    return Found({**numbers, **things, **weights}, {**told, **measured})


def _scenes(seed: int, count: int, atlas: Atlas, side: int) -> list[Case]:
    """Scenes of once, four thirds of and twice the side that the model takes."""
    from limner.world.compose import compose
    from limner.world.painter import paint
    from limner.world.truth import visible

    found = []
    for index in range(count):
        name = f"calibrate/{index}"
        scene = compose(derive(seed, name), atlas, reserved=None)
        picture = paint(scene, atlas, (side, side * 4 // 3, side * 2)[index % 3])
        words = random.Random(derive(seed, f"{name}/words"))  # noqa: S311
        found.append(told_case(name, picture, visible(picture, atlas), words))
    return found


def _outputs(reader: EmbeddedReader, pixels: npt.NDArray[np.uint8]) -> list[Outputs]:
    """The raw outputs of every picture."""
    from limner.models.embedded import BATCH
    from limner.models.heads import HEADS

    found: list[Outputs] = []
    for start in range(0, len(pixels), BATCH):
        batch = reader.outputs_of(pixels[start : start + BATCH], HEADS)
        found += [{head: batch[head][row] for head in HEADS} for row in range(len(batch[HEADS[0]]))]
    return found


def familiarity(
    ours: Sequence[Outputs], theirs: Sequence[Outputs]
) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the signs from every other picture, and the threshold from the rest."""
    import numpy as np

    known = np.array([list(familiar.signs(each).values()) for each in ours])
    strange = np.array([list(familiar.signs(each).values()) for each in theirs])
    names = list(familiar.signs(ours[0]))
    weights, bias = logistic(known[::2], strange[::2])
    numbers = {familiar.PREFIX + name: float(weight) for name, weight in zip(names, weights, strict=True)}
    numbers[familiar.BIAS] = bias
    held, odd = ([familiar.familiar(each, numbers) for each in part[1::2]] for part in (ours, theirs))
    threshold = float(np.quantile(held, FALSE_ALARMS))
    numbers[familiar.THRESHOLD] = threshold
    measured = {
        "familiar: held-out scenes flagged": float(np.mean(np.array(held) < threshold)),
        "familiar: made-up strange pictures flagged": float(np.mean(np.array(odd) < threshold)),
    }
    return numbers, measured


def logistic(positives: Floats, negatives: Floats) -> tuple[Floats, float]:
    """Weights (F,) and bias of a logistic regression of (N, F) against (M, F), ridge, by Newton's steps.

    Signs are standardised for the fit, and the weights given back for signs as they are.
    """
    import numpy as np

    rows = np.concatenate([positives, negatives])
    wanted = np.concatenate([np.ones(len(positives)), np.zeros(len(negatives))])
    mean, scale = rows.mean(0), rows.std(0) + 1e-9
    design = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))])
    ridge = _PENALTY * len(rows) * np.diag([*np.ones(rows.shape[1]), 0.0])
    solution = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(design @ solution, -30, 30)))
        curvature = (design * (chance * (1 - chance) + 1e-6)[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, design.T @ (chance - wanted) + ridge @ solution)
        solution = solution - step
        if np.abs(step).max() < 1e-8:
            break
    weights = solution[:-1] / scale
    return weights, float(solution[-1] - weights @ mean)


def temperatures(
    outputs: Sequence[Outputs],
    cases: Sequence[Case],
    vocabulary: Mapping[str, tuple[str, ...]],
) -> dict[str, float]:
    """For each head on the whole picture, what its logits are divided by for the least log loss."""
    import numpy as np

    found = {}
    for head in familiar.WHOLE:
        logits = np.stack([each[head] for each in outputs]).astype(np.float64)
        words = [getattr(case.scene, head) for case in cases]
        right = np.array([vocabulary[head].index(word) for word in words])
        grid = np.geomspace(0.25, 4, 49)
        found[f"{head}_temperature"] = float(min(grid, key=lambda heat: _log_loss(logits / heat, right)))
    return found


def _log_loss(logits: Floats, right: npt.NDArray[np.intp]) -> float:
    import numpy as np

    highest = logits.max(1)
    total = highest + np.log(np.exp(logits - highest[:, None]).sum(1))
    return float((total - logits[np.arange(len(logits)), right]).mean())


def write(folder: Path, found: Found) -> Card:
    """Put the numbers on the card in ``folder``; its hash changes, its weights do not."""
    from limner.models.card_file import CARD_NAME, card_json
    from limner.models.store import weights_in
    from limner.ops.atomic import write_file

    card = weights_in(folder).card
    calibration = {**card.calibration, **found.numbers}
    card = replace(card, calibration=calibration, measured={**card.measured, **found.measured})
    write_file(folder / CARD_NAME, card_json(card).encode(), replace=True)
    return card
