"""Which of the user's own labels fits: zero-shot by vectors (CLIP, Radford et al. 2021, section 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.models.decode import softmax
from limner.see.observation import Word

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]


def split_labels(text: str) -> tuple[str, ...]:
    """Labels from a comma-separated list; BadValue for fewer than two or the same one twice.

    >>> split_labels("a photo of a cat, a photo of a dog")
    ('a photo of a cat', 'a photo of a dog')
    """
    labels = tuple(part.strip() for part in text.split(",") if part.strip())
    if len(labels) < 2:
        raise BadValue(
            f"{text!r} gives {'one label' if labels else 'no label'}, and choosing takes at least 2",
            hint='separate labels by commas: --labels "a photo of a cat,a photo of a dog"',
        )
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        raise BadValue(f"the label {twice!r} is given twice", hint="give each label once")
    return labels


def probabilities(pictures: Vectors, labels: Vectors, logit_scale: float) -> Vectors:
    """The softmax over labels of scaled cosines: (N, D) and (L, D) of length 1 to (N, L), rows sum to 1.

    A model's logit bias adds the same to every label and changes nothing here.
    """
    import numpy as np

    logits = logit_scale * (pictures.astype(np.float64) @ labels.astype(np.float64).T)
    return softmax(logits).astype(np.float32)


def ranked(labels: Sequence[str], row: npt.NDArray[np.float32]) -> tuple[Word, ...]:
    """Labels with their probabilities, the likeliest first."""
    order = sorted(range(len(labels)), key=lambda index: -row[index])
    return tuple(Word(name=labels[index], score=min(1.0, float(row[index]))) for index in order)
