"""The embedded generator: latents from noise by our own network on OpenVINO, then decoded.

Files of its folder: ``denoiser.onnx`` (``x`` (N, C, S, S), ``t`` (N,) and the inputs of `conditions` to
``velocity``, noise minus picture) and, where it is told words, ``text.onnx`` (``input_ids`` (N, L) to
``words``) with its ``tokenizer.json``. Its card's ``calibration`` holds the ``steps`` and the
``guidance_scale`` that suit it, and the ``shift`` of its flow times (1 where it is left out).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limner.core.card import Card
from limner.core.drawing import Computed, DrawOrder, numbers
from limner.core.errors import ModelFailed
from limner.core.geometry import Size
from limner.core.progress import Progress, Running, Watched
from limner.diffusion.guidance import ClassifierFree, Combine
from limner.diffusion.levels import Level
from limner.diffusion.named import SAMPLERS, named
from limner.diffusion.prediction import Denoiser, Prediction, on_flow
from limner.diffusion.samplers import Step
from limner.models.conditions import Conditions, Inputs, together
from limner.models.engine import EngineOptions, Held, Network, instruction_set
from limner.models.store import Weights

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from limner.core.protocols import Autoencoder, Generator

    Floats = npt.NDArray[np.float32]
    Pixels = npt.NDArray[np.uint8]

DENOISER, TEXT, TOKENIZER = "denoiser.onnx", "text.onnx", "tokenizer.json"


class EmbeddedGenerator:
    """Draws squares of its card's resolution; opens each network when it is first needed."""

    samplers = tuple(SAMPLERS)

    def __init__(
        self,
        weights: Weights,
        autoencoder: Autoencoder,
        options: EngineOptions | None = None,
        student: Callable[[], Generator] | None = None,
    ) -> None:
        self._weights = weights
        self._autoencoder = autoencoder
        self._options = options or EngineOptions()
        self._student = student

    @property
    def card(self) -> Card:
        """What the model is."""
        return self._weights.card

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self._weights.folder

    @cached_property
    def student(self) -> Generator | None:
        """Its few-step student, opened when it is first asked for; WeightsCorrupt for another's."""
        return None if self._student is None else self._student()

    @property
    def computed(self) -> Computed:
        """OpenVINO's version, the type that the network computes in here, and the processor."""
        from importlib.metadata import version

        return Computed({"openvino": version("openvino")}, self._network.computes_in, instruction_set())

    def canvas(self, size: Size) -> Size:
        """Its own square."""
        return Size(self.card.resolution, self.card.resolution)

    def draw(self, order: DrawOrder) -> Running[Pixels]:
        """Progress after every step, then the pixels."""
        (pixels,) = yield from self.draw_all([order])
        return pixels

    def draw_all(self, orders: Sequence[DrawOrder]) -> Running[list[Pixels]]:
        """Progress of all together, previews of the first; each picture has the bits that it has alone."""
        import numpy as np

        began, first = time.perf_counter(), orders[0]
        guided = self._guided(orders)
        last = None
        for last in self._steps(orders, guided):
            taken = time.perf_counter() - began
            seen = self._autoencoder.preview(last.denoised[:1])[0]
            doing = "draw" if last.index < last.count else "decode"
            share = last.level.sigma / (last.level.alpha + last.level.sigma)
            watched = guided.watched(last) if first.watch else None
            yield Progress(last.index, last.count, taken, doing, share, seen, watched)
        assert last is not None
        if not np.isfinite(last.x).all():
            raise ModelFailed(
                f"{self.card.id} gave no numbers at a guidance scale of {first.guidance_scale:g}",
                hint="give a smaller --guidance",
            )
        return [*self._autoencoder.decode(np.asarray(last.x, np.float32))]

    def decode(self, latents: Floats) -> Pixels:
        """By its autoencoder."""
        return self._autoencoder.decode(latents)

    def _steps(self, orders: Sequence[DrawOrder], guided: _Guided) -> Iterator[Step]:
        from limner.diffusion.noise import unit_noise

        first = orders[0]
        assert all(numbers(order) == numbers(first) for order in orders)
        chosen = named(first.sampler or self.samplers[0])
        levels = chosen.levels(first.steps, self.card.calibration.get("shift", 1.0))
        shape = (1, *self._network.shapes["x"][1:])

        def noise(name: str = "noise") -> Floats:
            import numpy as np

            return np.concatenate([unit_noise(shape, order.seed, name) for order in orders])

        own = {"fresh": lambda i: noise(f"step/{i}")} if chosen.fresh else {}
        return chosen.sampler(guided, levels[0].sigma * noise(), levels, **own)

    def _guided(self, orders: Sequence[DrawOrder]) -> _Guided:
        told = [self._conditions.told(order.words, order.layout) for order in orders]
        dropped = [self._conditions.told(order.negative, None) for order in orders]
        rule = ClassifierFree(orders[0].guidance_scale)
        denoiser = Denoiser(_velocity, Prediction.FLOW, on_flow)
        return _Guided(denoiser, rule, self._held(told), self._held([*told, *dropped]))

    def _held(self, told: Sequence[Inputs]) -> Held:
        """The network that is told the same at every step."""
        inputs = {name: value for name, value in together(told).items() if name in self._network.inputs}
        return self._network.holding(inputs, "velocity")

    @cached_property
    def _network(self) -> Network:
        name = f"{self.card.id}/{DENOISER}"
        return Network(self._weights.read(DENOISER), name, self._options, fixed=True)

    @cached_property
    def _conditions(self) -> Conditions:
        encode = self._words if any(file.name == TEXT for file in self._weights.card.files) else None
        return Conditions(self._network.shapes, self.card.vocabulary, encode)

    def _words(self, words: str) -> Floats:
        text, tokenizer = self._text
        return text({"input_ids": tokenizer.ids([words])}, ["words"])["words"]

    @cached_property
    def _text(self) -> tuple[Network, Any]:
        from limner.models.words import Tokenizer

        text = Network(self._weights.read(TEXT), f"{self.card.id}/{TEXT}", replace(self._options, threads=1))
        return text, Tokenizer(self._weights.read(TOKENIZER), f"{self.card.id}/{TOKENIZER}")


@dataclass(slots=True)
class _Guided:
    """The denoiser under guidance, all estimates in one batch; remembers those of the last look."""

    denoiser: Denoiser
    rule: ClassifierFree
    told: Held
    both: Held
    combine: Combine = field(init=False)
    cond: Any = None
    uncond: Any = None

    def __post_init__(self) -> None:
        self.combine = self.rule.start()

    def __call__(self, x: Any, level: Level, _: object = None) -> Any:
        import numpy as np

        if not self.rule.wanted(level):
            self.cond, self.uncond = self.denoiser(x, level, self.told), None
            return self.cond
        estimates = self.denoiser(np.concatenate([x, x]), level, self.both)
        self.cond, self.uncond = estimates[: len(x)], estimates[len(x) :]
        return self.combine(self.cond, self.uncond)

    def watched(self, step: Step) -> Watched:
        """What was computed on the way to ``step``."""
        uncond = None if self.uncond is None else self.uncond[0]
        return Watched(step.x[0], step.denoised[0], self.cond[0], uncond)


def _velocity(x: Floats, t: float, told: object) -> Floats:
    import numpy as np

    assert isinstance(told, Held)
    return told({"x": np.asarray(x, np.float32), "t": np.full(len(x), t, np.float32)})
