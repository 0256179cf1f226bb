"""The embedded planner of layouts: our own small network on OpenVINO, one token after the other.

Files of its folder: ``words.onnx`` (``input_ids`` (N, L) to ``memory`` and ``mask``), ``step.onnx`` (one
token further, see `limner.nets.layout.StepGraph`), ``tokenizer.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from limner.core.card import Card
from limner.core.demand import Demand
from limner.core.errors import WeightsCorrupt
from limner.core.layout import Layout
from limner.core.layout_code import LENGTH, LayoutCode
from limner.core.layout_sampling import Freedom, sample
from limner.models.conditions import LENGTHS
from limner.models.engine import EngineOptions, Network
from limner.models.store import Weights
from limner.models.words import Tokenizer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HEADS = ("things", "colors", "place", "time", "weather", "style", "ground")


class EmbeddedLayoutPlanner:
    """Plans scenes of its vocabulary; opens its networks when they are first needed.

    It computes in float32 everywhere, so that a seed means the same layout on other machines too, but
    for ties in the last bits.
    """

    def __init__(self, weights: Weights, options: EngineOptions | None = None) -> None:
        self._weights = weights
        self._options = replace(options or EngineOptions(), precision="float32", threads=1)

    @property
    def card(self) -> Card:
        """What the model is."""
        return self._weights.card

    def plan(self, words: str, seed: int, demand: Demand | None = None) -> Layout:
        """A layout of ``words`` on a square canvas; ``seed`` decides what they leave open.

        With ``demand`` it holds just that, whatever the network reads from the words. BadValue for a
        demand of words that are not on the card.
        """
        return self.plans([words], [seed], [demand or Demand()])[0]

    def plans(self, words: Sequence[str], seeds: Sequence[int], demands: Sequence[Demand]) -> list[Layout]:
        """One layout for each, computed together."""
        found = self._words({"input_ids": self._tokenizer.ids(list(words))}, ("memory", "mask"))
        step = _Decoding(self._step, found["memory"], found["mask"])
        return [self._code.layout(row) for row in sample(self._code, step, seeds, self._freedom, demands)]

    @property
    def _freedom(self) -> Freedom:
        numbers, usual = self.card.calibration, Freedom()
        return Freedom(numbers.get("words", usual.words), numbers.get("edges", usual.edges))

    @cached_property
    def _code(self) -> LayoutCode:
        """The tokens of the card's vocabulary; WeightsCorrupt where the network has others."""
        missing = [head for head in HEADS if head not in self.card.vocabulary]
        code = None if missing else LayoutCode(self.card.vocabulary)
        if code is None or self._step.widths.get("logits") != code.size:
            raise WeightsCorrupt(
                f"{self.card.id}: the vocabulary on the card is not that of step.onnx",
                hint=self._weights.fix,
            )
        return code

    @cached_property
    def _words(self) -> Network:
        return self._network("words.onnx", fixed=False)

    @cached_property
    def _step(self) -> Network:
        return self._network("step.onnx", fixed=True)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self._weights.read("tokenizer.json"), f"{self.card.id}/tokenizer.json")

    def _network(self, name: str, *, fixed: bool) -> Network:
        return Network(self._weights.read(name), f"{self.card.id}/{name}", self._options, fixed=fixed)


class _Decoding:
    """What the decoder remembers between two tokens: the keys and values of all before."""

    def __init__(
        self, network: Network, memory: npt.NDArray[np.float32], mask: npt.NDArray[np.float32]
    ) -> None:
        import numpy as np

        batch, layers, _, heads, _, width = memory.shape
        self._network = network
        self._fixed = {"memory": _lengthened(memory, -2, 0.0), "mask": _lengthened(mask, -1, _HIDDEN)}
        self._past = np.zeros((batch, layers, 2, heads, LENGTH, width), np.float32)

    def __call__(self, last: npt.NDArray[np.int64], position: int) -> npt.NDArray[np.float32]:
        import numpy as np

        given = {"token": last, "position": np.array([position]), "past": self._past, **self._fixed}
        found = self._network(given, ("logits", "present"))
        self._past[..., position : position + 1, :] = found["present"]
        return found["logits"]


_HIDDEN = -1e4  # in a mask: not looked at


def _lengthened(values: npt.NDArray[np.float32], axis: int, blank: float) -> npt.NDArray[np.float32]:
    """Words are few different lengths, so that few networks are compiled."""
    import numpy as np

    more = [(0, 0)] * values.ndim
    more[axis] = (0, -values.shape[axis] % LENGTHS)
    return np.pad(values, more, constant_values=blank)
