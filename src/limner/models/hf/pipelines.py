"""Any text-to-image model in a folder of diffusers (``model_index.json``), drawing as the library does.

Safetensors only, local files only, no code from the folder: nothing in it can run. The pipeline works
in a thread of its own, so that its steps can be taken one by one and stopped.
"""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from limner.core.card import Card
from limner.core.drawing import Computed, DrawOrder
from limner.core.errors import BadValue, Unsupported, WeightsCorrupt, WeightsMissing
from limner.core.geometry import Size
from limner.core.progress import Progress, Running, in_turn
from limner.models.hf.hashing import hashed
from limner.models.hf.library import mapped, read_json, silent
from limner.models.hf.previews import LinearMap, Preview, fitted, level_before

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Pixels = npt.NDArray[np.uint8]

INDEX_NAME = "model_index.json"
SCHEDULERS = {
    "ddim": "DDIMScheduler",
    "ddpm": "DDPMScheduler",
    "pndm": "PNDMScheduler",
    "euler": "EulerDiscreteScheduler",
    "euler-a": "EulerAncestralDiscreteScheduler",
    "heun": "HeunDiscreteScheduler",
    "dpm++2m": "DPMSolverMultistepScheduler",
    "lcm": "LCMScheduler",
    "flow-euler": "FlowMatchEulerDiscreteScheduler",
    "flow-heun": "FlowMatchHeunDiscreteScheduler",
}
"""The names of samplers, and the classes of diffusers that they stand for."""

_INSTALL = 'pip install "limner[torch]"'
_FILES = "the folder should be as diffusers' save_pretrained writes it, all of its files from one version"
_NATIVE = (0.5, 2.0)
"""A canvas of these shares of the model's own area is drawn as it is."""


class PipelineFolder:
    """Opens with WeightsMissing, WeightsCorrupt or Unsupported when the folder holds no such model, and
    with Unsupported when diffusers is not installed."""

    student = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        absent = _absent(_index(folder))
        _refuse_pickles(folder)
        self._diffusers, transformers = _libraries()
        with _mapped(folder), silent(self._diffusers, transformers):
            pipe = self._diffusers.AutoPipelineForText2Image.from_pretrained(
                folder, local_files_only=True, use_safetensors=True, trust_remote_code=False, **absent
            )
            self._pipe = pipe.to(_device())
            self._pipe.set_progress_bar_config(disable=True)
        self._scheduler = self._pipe.scheduler
        self._parameters = inspect.signature(self._pipe.__call__).parameters

    @cached_property
    def card(self) -> Card:
        """What the folder says of itself, with the hash of every weight file."""
        weights = sorted(self._folder.rglob("*.safetensors"))
        return Card(
            id=self._folder.resolve().name,
            kind="generator",
            files=tuple(hashed(path, path.relative_to(self._folder).as_posix()) for path in weights),
            licence="as its maker states",
            source=str(self._folder),
            resolution=self._side,
            calibration={
                "steps": float(self._usual("num_inference_steps", 50)),
                "guidance_scale": float(self._usual("guidance_scale", 1.0)),
            },
        )

    @property
    def computed(self) -> Computed:
        """Versions of the libraries, the weights' type, and the instructions that torch uses."""
        import torch
        import transformers

        versions = {"diffusers": self._diffusers.__version__, "transformers": transformers.__version__}
        libraries = {**versions, "torch": torch.__version__}
        precision = str(self._pipe.dtype).removeprefix("torch.")
        return Computed(libraries, precision, f"{_device()} {torch.backends.cpu.get_cpu_capability()}")

    @cached_property
    def samplers(self) -> tuple[str, ...]:
        """The folder's own first, then those of diffusers that its settings fit."""
        fitting = {kind.__name__ for kind in getattr(self._scheduler, "compatibles", ())}
        own = type(self._scheduler).__name__
        first = next((name for name, kind in SCHEDULERS.items() if kind == own), "own")
        return (first, *(name for name, kind in SCHEDULERS.items() if kind in fitting and name != first))

    def canvas(self, size: Size) -> Size:
        """The size itself, rounded up to what the model's cells allow, where it is near to the model's
        own area; else one of its shape and the model's own area."""
        share = size.pixels / self._side**2
        scale = 1.0 if _NATIVE[0] <= share <= _NATIVE[1] else share**-0.5
        width, height = (
            max(self._cell, -(-round(side * scale) // self._cell) * self._cell)
            for side in (size.width, size.height)
        )
        return Size(width, height)

    def draw(self, order: DrawOrder) -> Running[Pixels]:
        """Progress after every step, then the pixels; the library's own for this seed."""
        preview = Preview(self._colors, order.size, self._shrinks)
        worker = _Worker(self._pipe, self._arguments(order), self._folder, preview)
        self._pipe.scheduler = self._chosen(order.sampler)
        try:
            yield from worker.run()
        finally:
            worker.stop()
            self._pipe.scheduler = self._scheduler
        return worker.pixels

    def draw_all(self, orders: Sequence[DrawOrder]) -> Running[list[Pixels]]:
        """One after the other: the library does not promise that a batch changes no bit."""
        return in_turn(self.draw(order) for order in orders)

    def decode(self, latents: Floats) -> Pixels:
        """Unsupported: the library's pipelines let nobody watch."""
        raise Unsupported(
            f"{self.card.id} does not tell what it computes on its way", hint="draw without --watch"
        )

    def _arguments(self, order: DrawOrder) -> dict[str, Any]:
        import torch

        given = {
            "prompt": order.words,
            "width": order.size.width,
            "height": order.size.height,
            "num_inference_steps": order.steps,
            "guidance_scale": order.guidance_scale,
            "generator": torch.Generator("cpu").manual_seed(order.seed),
            "output_type": "pil",
        }
        if order.negative:
            given |= self._away_from(order)
        return {name: value for name, value in given.items() if name in self._parameters}

    def _away_from(self, order: DrawOrder) -> dict[str, Any]:
        if "negative_prompt" not in self._parameters:
            raise Unsupported(
                f"{type(self._pipe).__name__} takes no negative words", hint="leave --negative out"
            )
        if "true_cfg_scale" not in self._parameters:
            return {"negative_prompt": order.negative}
        usual = self._usual("guidance_scale", 1.0)  # distilled in: the words' own guidance is another number
        return {
            "negative_prompt": order.negative,
            "true_cfg_scale": order.guidance_scale,
            "guidance_scale": usual,
        }

    def _chosen(self, name: str | None) -> Any:
        """The scheduler of that name, with the settings of the folder's own; None that one."""
        if name is None or name == self.samplers[0]:
            return self._scheduler
        if name not in self.samplers:
            raise BadValue(
                f"{self.card.id} cannot be sampled with {name!r}", hint=f"known: {', '.join(self.samplers)}"
            )
        return getattr(self._diffusers, SCHEDULERS[name]).from_config(self._scheduler.config)

    def _usual(self, name: str, otherwise: float) -> float:
        parameter = self._parameters.get(name)
        usual = None if parameter is None else parameter.default
        return usual if isinstance(usual, int | float) else otherwise

    @cached_property
    def _colors(self) -> LinearMap | None:
        return fitted(getattr(self._pipe, "vae", None))

    @property
    def _shrinks(self) -> int:
        return int(getattr(self._pipe, "vae_scale_factor", 8))

    @property
    def _cell(self) -> int:
        """What sides must be multiples of: the library asks for 8, a transformer's patch is two latents."""
        return max(8, self._shrinks * (1 if getattr(self._pipe, "unet", None) is not None else 2))

    @property
    def _side(self) -> int:
        """Of the square that the model was made for, pixels."""
        unet = getattr(self._pipe, "unet", None)
        cells = (
            unet.config.sample_size if unet is not None else getattr(self._pipe, "default_sample_size", 64)
        )
        return int(cells) * self._shrinks


class _Worker:
    """One drawing in a thread; its steps come through a queue."""

    def __init__(self, pipe: Any, arguments: dict[str, Any], folder: Path, preview: Preview) -> None:
        self._pipe, self._arguments, self._folder, self._preview = pipe, arguments, folder, preview
        self._told: SimpleQueue[Progress | Pixels | BaseException] = SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="limner-draw", daemon=True)
        self.pixels: Pixels

    def run(self) -> Iterator[Progress]:
        """Every step as it is done; then ``pixels`` are there."""
        self._began = time.perf_counter()
        self._thread.start()
        while True:
            told = self._told.get()
            if isinstance(told, BaseException):
                with _mapped(self._folder):
                    raise told
            if not isinstance(told, Progress):
                self.pixels = told
                return
            yield told

    def stop(self) -> None:
        """End the thread, which takes no longer than the step that it is in."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        import numpy as np

        try:
            found = self._pipe(**self._arguments, callback_on_step_end=self._after)
            self._told.put(np.asarray(found.images[0].convert("RGB"), np.uint8))
        except BaseException as error:  # noqa: BLE001  (raised again where the steps are taken)
            self._told.put(error)

    def _after(self, pipe: Any, index: int, _: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        if self._stopped.is_set():
            raise _Stopped
        count, taken = int(pipe.num_timesteps), time.perf_counter() - self._began
        doing = "draw" if index + 1 < count else "decode"
        level = level_before(pipe.scheduler, index + 1)
        share = None if level is None else level.sigma / (level.alpha + level.sigma)
        seen = self._preview.after(tensors.get("latents"), level)
        self._told.put(Progress(index + 1, count, taken, doing, share, seen))
        return tensors


class _Stopped(BaseException):
    """Nobody waits for the drawing any more."""


def _index(folder: Path) -> dict[str, Any]:
    path = folder / INDEX_NAME
    index = read_json(path, _FILES)
    if not isinstance(index, dict) or not isinstance(index.get("_class_name"), str):
        raise WeightsCorrupt(f"{path} names no pipeline", hint=_FILES)
    return index


def _absent(index: dict[str, Any]) -> dict[str, None]:
    """The parts that the folder was saved without; the library wants to be told that they are none."""
    return {name: None for name, kind in index.items() if kind == [None, None]}


def _refuse_pickles(folder: Path) -> None:
    """Every folder with weights must have them as safetensors."""
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        pickles = sorted(path for kind in ("*.bin", "*.pt", "*.pth", "*.ckpt") for path in part.glob(kind))
        if pickles and not any(part.glob("*.safetensors")):
            raise Unsupported(
                f"{part} holds its weights as a pickle, {pickles[0].name}, which can run code when opened",
                hint="save it as safetensors where you trust it: pipeline.save_pretrained(FOLDER)",
            )
    if not any(folder.rglob("*.safetensors")):
        raise WeightsMissing(f"{folder} holds no *.safetensors", hint=_FILES)


def _libraries() -> tuple[Any, Any]:
    try:
        import diffusers
        import transformers
    except ImportError as error:
        raise Unsupported(f"a folder of diffusers needs it installed: {error}", hint=_INSTALL) from None
    return diffusers, transformers


def _device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _mapped(folder: Path) -> AbstractContextManager[None]:
    return mapped(folder, "drawing", smaller="give a smaller --size", files=_FILES)
