"""How far apart the pictures of one prompt are from seed to seed, beside pictures of different prompts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Apart:
    """Mean distances of image vectors, 1 - cosine, 0 to 2: of pictures of one prompt (``seeds``), and of
    different ones as a yardstick (``prompts``, None where there is but one)."""

    seeds: float
    prompts: float | None

    def to_json(self) -> dict[str, float | None]:
        """The same as data, to four places."""
        others = None if self.prompts is None else round(self.prompts, 4)
        return {"seeds": round(self.seeds, 4), "prompts": others}

    def __str__(self) -> str:
        others = "" if self.prompts is None else f"; of different prompts {self.prompts:.3f}"
        return f"{self.seeds:.3f} between pictures of one prompt{others} (1 - cosine)"


def apart(texts: Sequence[str], vectors: npt.NDArray[np.floating]) -> Apart | None:
    """Over all pairs of pictures, ``vectors`` (N, D) of length 1, each of the prompt in ``texts``; None
    where no prompt has two.

    >>> import numpy as np
    >>> print(apart(["a", "a", "b"], np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]])))
    0.200 between pictures of one prompt; of different prompts 0.700 (1 - cosine)
    """
    import numpy as np

    _, number = np.unique(np.asarray(texts), return_inverse=True)
    first, second = np.triu_indices(len(texts), 1)
    far = 1 - (vectors @ vectors.T)[first, second]
    same = number[first] == number[second]
    if not same.any():
        return None
    return Apart(float(far[same].mean()), None if same.all() else float(far[~same].mean()))
