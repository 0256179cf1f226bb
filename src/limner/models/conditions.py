"""What a generator's network is told beside the noisy latents, as its named inputs.

=================  ==============  ===================================================================
input              shape           meaning
=================  ==============  ===================================================================
``thing``          (N, S, S)       index of the thing that owns the cell, 0 none
``color``          (N, S, S)       index of its colour, 0 natural
``place_in_box``   (N, S, S, 5)    where in its box the cell lies, the size of that box, the way it faces
``place`` ...      (N,)            one word on the whole picture each, those of `diffusion.grid.WHOLE`
``words``          (N, L, D)       the text network's vectors of the prompt
=================  ==============  ===================================================================

A network may lack any of them, and may have others (those of editing). Zeros mean "not told".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from limner.core.errors import WeightsCorrupt

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.layout import Layout

Inputs: TypeAlias = "dict[str, npt.NDArray[Any]]"

INDICES = ("thing", "color", "place", "time", "weather", "style", "ground", "drawing")
"""Inputs of type int64; all others are float32."""

LENGTHS = 32
"""Words of any length are filled up to a multiple of this many tokens."""

FREE = ("x", "t")
"""Inputs that change from step to step."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """``shapes`` are those of the network's inputs, 0 where free; ``encode`` gives the vectors (1, L, D)
    of a prompt, None for a network that is told no words."""

    shapes: Mapping[str, tuple[int, ...]]
    vocabulary: Mapping[str, tuple[str, ...]]
    encode: Callable[[str], npt.NDArray[np.float32]] | None = None

    @property
    def side(self) -> int:
        """Cells along the side of the latents."""
        return self.shapes["x"][-1]

    def told(self, words: str, layout: Layout | None) -> Inputs:
        """What one picture's network is told of ``words`` and ``layout``."""
        import numpy as np

        inputs = self._nothing()
        if words and "words" in inputs and self.encode is not None:
            inputs["words"] = self._padded(self.encode(words))
        if layout is None:
            return inputs
        from limner.core.layout import check
        from limner.diffusion.grid import grid_of

        check(layout, self.vocabulary)
        grid = grid_of(layout, self.vocabulary, self.side)
        laid: Inputs = {"thing": grid.thing, "color": grid.color, "place_in_box": grid.place_in_box}
        laid |= {name: np.array(index) for name, index in grid.whole.items()}
        for name, value in laid.items():
            if name in inputs:
                inputs[name] = value[None].astype(inputs[name].dtype)
        return inputs

    def _nothing(self) -> Inputs:
        """Zeros for every input; a free axis has one entry."""
        import numpy as np

        return {
            name: np.zeros([length or 1 for length in (1, *shape[1:])], _type(name))
            for name, shape in self.shapes.items()
            if name not in FREE
        }

    def _padded(self, vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """As long as the network takes them, where it says how long, else of one of few lengths, so that
        few networks are compiled; cut or filled with zeros."""
        _, length, width = self.shapes["words"]
        if width and vectors.shape[-1] != width:
            raise WeightsCorrupt(
                f"the text network gives vectors of {vectors.shape[-1]} numbers, the generator takes {width}",
                hint="copy the model's folder again, all files from one version",
            )
        return _lengthened(vectors, length or -(-vectors.shape[1] // LENGTHS) * LENGTHS)


def together(told: Sequence[Inputs]) -> Inputs:
    """All in one batch; the shorter words are filled with zeros."""
    import numpy as np

    longest = max(one["words"].shape[1] for one in told) if "words" in told[0] else 0
    joined = {}
    for name in told[0]:
        values = [one[name] for one in told]
        if name == "words":
            values = [_lengthened(each, longest) for each in values]
        joined[name] = np.concatenate(values)
    return joined


def _lengthened(vectors: npt.NDArray[Any], length: int) -> npt.NDArray[Any]:
    import numpy as np

    missing = max(0, length - vectors.shape[1])
    return np.pad(vectors[:, :length], ((0, 0), (0, missing), (0, 0)))


def _type(name: str) -> type[np.generic]:
    import numpy as np

    return np.int64 if name in INDICES else np.float32
