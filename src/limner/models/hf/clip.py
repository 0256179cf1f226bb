"""A CLIP or SigLIP in a folder of transformers, answering as the library itself does.

Safetensors only, local files only, no code from the folder: nothing in it can run.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limner.core.card import Card
from limner.core.errors import Unsupported, WeightsCorrupt, WeightsMissing
from limner.core.image import Image
from limner.models.hf.hashing import hashed
from limner.models.hf.library import mapped, read_json, silent
from limner.models.pixels import srgb

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import torch

    Floats = npt.NDArray[np.float32]

CLASSES = {"clip": "CLIPModel", "siglip": "SiglipModel", "siglip2": "Siglip2Model"}
"""What ``config.json`` calls the model, and the class of transformers that it is."""

BATCH = 16
_INSTALL = 'pip install "limner[torch]"'
_FILES = "the folder should hold config.json, model.safetensors, preprocessor_config.json and a tokenizer"


class ClipFolder:
    """Pictures and words to vectors, by the folder's own model, tokenizer and preprocessing.

    Opens with WeightsMissing, WeightsCorrupt or Unsupported when the folder does not hold such a
    model, and with Unsupported when transformers is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._config = _config(folder)
        _refuse_pickles(folder)
        self._transformers = _library()
        with _mapped(folder), silent(self._transformers):
            self._model = self._loaded()
            self._image_processor = self._transformers.AutoImageProcessor.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False, use_fast=False
            )
            self._tokenizer = self._transformers.AutoTokenizer.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )

    @cached_property
    def card(self) -> Card:
        """What the folder says of itself, with the hash of every weight file."""
        weights = sorted(self._folder.glob("*.safetensors"))
        return Card(
            id=self._folder.resolve().name,
            kind="encoder",
            files=tuple(hashed(path) for path in weights),
            licence="as its maker states",
            source=str(self._folder),
            resolution=int(self._model.config.vision_config.image_size),
            dimension=self._dimension,
        )

    @property
    def logit_scale(self) -> float:
        """The exponential of the learned scale."""
        return float(self._model.logit_scale.exp())

    @property
    def logit_bias(self) -> float:
        """SigLIP's learned bias; 0 for a CLIP."""
        return float(getattr(self._model, "logit_bias", 0.0))

    def image_vectors(self, images: Sequence[Image]) -> Floats:
        """(N, D) float32 of length 1."""
        from PIL import Image as Pillow

        def vectors(batch: Sequence[Image]) -> torch.Tensor:
            pictures = [Pillow.fromarray(srgb(image)) for image in batch]
            given = self._image_processor(images=pictures, return_tensors="pt")
            return _vectors(self._model.get_image_features(**given))

        return self._in_batches(images, vectors)

    def text_vectors(self, texts: Sequence[str]) -> Floats:
        """(N, D) float32 of length 1; texts are cut at the longest that the model takes.

        A SigLIP was trained on texts padded to that length, and is given them so.
        """
        longest = self._model.config.text_config.max_position_embeddings
        padding = True if self._config["model_type"] == "clip" else "max_length"

        def vectors(batch: Sequence[str]) -> torch.Tensor:
            given = self._tokenizer(
                list(batch), padding=padding, truncation=True, max_length=longest, return_tensors="pt"
            )
            wanted = ("input_ids", "attention_mask") if padding is True else ("input_ids",)
            return _vectors(self._model.get_text_features(**{name: given[name] for name in wanted}))

        return self._in_batches(texts, vectors)

    def _in_batches(self, items: Sequence[Any], vectors: Any) -> Floats:
        import numpy as np
        import torch

        rows = [np.zeros((0, self._dimension), np.float32)]
        with torch.inference_mode(), _mapped(self._folder):
            for start in range(0, len(items), BATCH):
                found = torch.nn.functional.normalize(vectors(items[start : start + BATCH]).float(), dim=-1)
                rows.append(found.numpy())
        return np.concatenate(rows)

    @property
    def _dimension(self) -> int:
        config = self._model.config
        return int(getattr(config, "projection_dim", 0) or config.vision_config.hidden_size)

    def _loaded(self) -> Any:
        """The model with every weight from the file; transformers alone would invent missing ones."""
        kind = getattr(self._transformers, CLASSES[self._config["model_type"]])
        model, found = kind.from_pretrained(
            self._folder, local_files_only=True, use_safetensors=True, output_loading_info=True
        )
        wrong = [*found["missing_keys"], *(key for key, *_ in found["mismatched_keys"])]
        if wrong:
            raise WeightsCorrupt(
                f"{self._folder} lacks weights that its config.json asks for: {', '.join(sorted(wrong)[:8])}",
                hint="copy the folder again, all of its files from one version of the model",
            )
        return model.eval().requires_grad_(False)


def _vectors(found: Any) -> torch.Tensor:
    """transformers 5 gives an output with the vectors in it, transformers 4 the vectors."""
    return getattr(found, "pooler_output", found)  # type: ignore[no-any-return]


def _config(folder: Path) -> dict[str, Any]:
    config = read_json(folder / "config.json", _FILES)
    kind = config.get("model_type") if isinstance(config, dict) else None
    if kind not in CLASSES:
        raise Unsupported(
            f"{folder} holds a model of the type {kind!r}", hint=f"these can be read: {', '.join(CLASSES)}"
        )
    return config  # type: ignore[no-any-return]


def _refuse_pickles(folder: Path) -> None:
    if any(folder.glob("*.safetensors")):
        return
    pickles = sorted(path.name for kind in ("*.bin", "*.pt", "*.pth") for path in folder.glob(kind))
    if pickles:
        raise Unsupported(
            f"{folder} holds its weights as a pickle, {pickles[0]}, which can run code when it is opened",
            hint="save it as safetensors where you trust it: model.save_pretrained(FOLDER)",
        )
    raise WeightsMissing(f"{folder} holds no *.safetensors", hint=_FILES)


def _library() -> Any:
    try:
        import torch  # noqa: F401
        import transformers
    except ImportError as error:
        raise Unsupported(f"a folder of transformers needs it installed: {error}", hint=_INSTALL) from None
    return transformers


def _mapped(folder: Path) -> AbstractContextManager[None]:
    return mapped(folder, "computing", smaller="free some memory", files=_FILES)
