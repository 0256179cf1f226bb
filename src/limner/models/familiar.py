"""Whether a picture lies in a model's world: signs in its raw outputs, weighed to one score.

A picture like those of training is answered with few doubts: patches are clearly a thing or
clearly nothing, one word of each list stands far above the others, logits are large (energy: Liu et
al., NeurIPS 2020). The weights of the signs stand on the card, in its ``calibration``; `limner eval
calibrate` fits them on held-out scenes and on pictures that are none.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import TYPE_CHECKING

from limner.models.decode import softmax

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

WHOLE = ("place", "time", "weather", "style")
PREFIX = "familiar_"
BIAS, THRESHOLD = PREFIX + "bias", PREFIX + "threshold"
"""Names on the card: what is added to the weighed signs, and the least score that counts as known."""


def familiar(found: Mapping[str, Floats], calibration: Mapping[str, float]) -> float:
    """The score of one picture, 0-1; 1.0 where the card holds no weights for it.

    ``found`` are the raw outputs of one picture: ``things`` (P, T), ``colors`` (P, K), ``boxes`` (P, 4),
    ``centredness`` (P,), and the logits (N,) of each of `WHOLE`.
    """
    if BIAS not in calibration:
        return 1.0
    logit = calibration[BIAS]
    for name, value in signs(found).items():
        logit += calibration.get(PREFIX + name, 0.0) * value
    return 1 / (1 + exp(-max(-50.0, min(50.0, logit))))


def signs(found: Mapping[str, Floats]) -> dict[str, float]:
    """What tells a strange picture from a known one, by name; a handful of numbers about one picture.

    ``margin_HEAD`` is the step from the likeliest word's logit to the next, ``energy_HEAD`` the
    logarithm of the summed powers of all its logits; ``doubt`` is the mean entropy of the patches'
    things in nats, ``unsettled`` the share of patches that are neither clearly a thing nor clearly
    nothing, ``vote`` the surest patch's share of a thing, ``hue`` the mean entropy of the colours of
    patches with a thing, ``scatter`` how far the boxes of neighbouring such patches lie apart.
    """
    told: dict[str, float] = {}
    for head in WHOLE:
        told |= _margin_and_energy(head, found[head])
    return told | _patches(found)


def _margin_and_energy(head: str, logits: Floats) -> dict[str, float]:
    import numpy as np

    ordered = np.sort(logits.astype(np.float64))[::-1]
    margin = float(ordered[0] - ordered[1]) if len(ordered) > 1 else 0.0
    energy = float(ordered[0] + np.log(np.exp(ordered - ordered[0]).sum()))
    return {f"margin_{head}": margin, f"energy_{head}": energy}


def _patches(found: Mapping[str, Floats]) -> dict[str, float]:
    import numpy as np

    logits = found["things"].astype(np.float64)
    highest = logits.max(1)
    below = logits - highest[:, None]
    powers = np.exp(below)
    total = powers.sum(1)
    some = 1 - powers[:, 0] / total
    entropy = np.log(total) - (powers * below).sum(1) / total
    on = some > 0.5
    hues = softmax(found["colors"][on].astype(np.float64)) if on.any() else np.ones((1, 1))
    return {
        "doubt": float(entropy.mean()),
        "doubt_on": float(entropy[on].mean()) if on.any() else 0.0,
        "unsettled": float(((some > 0.1) & (some < 0.9)).mean()),
        "vote": float(some.max()),
        "covered": float(on.mean()),
        "hue": float(-(hues * np.log(hues + 1e-9)).sum(1).mean()),
        "energy_things": float((np.log(total) + highest).mean()),
        "scatter": _scatter(found["boxes"], on),
    }


def _scatter(boxes: Floats, on: npt.NDArray[np.bool_]) -> float:
    """The mean step of a box's sides between a patch and its right neighbour, both with a thing."""
    import numpy as np

    side = round(len(boxes) ** 0.5)
    grid, mask = boxes.reshape(side, side, 4), on.reshape(side, side)
    both = mask[:, 1:] & mask[:, :-1]
    steps = np.abs(grid[:, 1:] - grid[:, :-1]).mean(-1)
    return float(steps[both].mean()) if both.any() else 0.0
