"""The encoder as a folder that transformers opens: ``CLIPModel.from_pretrained(FOLDER)``.

The networks have CLIP's layout and names (`limner.nets.vit`, `limner.nets.text`), so the weights go
over as they are; the reader's heads, which CLIP lacks, stay behind.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from limner.nets.vit import MEAN, STD
from limner.train.tokens import END, FILE, LENGTH, PADDING, PADDING_ID, START, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from limner.nets.dual_encoder import DualEncoder, EncoderShape
    from limner.nets.text import TextShape
    from limner.nets.vit import VisionShape

BILINEAR = 2
"""Pillow's number of the filter. Its own squares limner scales by area: small differences remain."""


def write(encoder: DualEncoder, tokenizer: Path, folder: Path) -> None:
    """``config.json``, ``model.safetensors``, the tokenizer and the preprocessing, into ``folder``.

    A bias learned with SigLIP's loss has no place in CLIP and is left out: cosines are the same.
    """
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: value.contiguous() for name, value in encoder.state_dict().items()}
    del weights["logit_bias"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    shutil.copyfile(tokenizer, folder / FILE)
    _write(folder / "config.json", clip_config(encoder.shape))
    _write(folder / "preprocessor_config.json", _preprocessing(encoder.shape.vision.resolution))
    _write(folder / "tokenizer_config.json", _words())


def clip_config(shape: EncoderShape) -> dict[str, Any]:
    """``shape`` as transformers' CLIPConfig spells it."""
    vision, text = shape.vision, shape.text
    return {
        "architectures": ["CLIPModel"],
        "model_type": "clip",
        "projection_dim": shape.dimension,
        "vision_config": {**_tower(vision), "image_size": vision.resolution, "patch_size": vision.patch},
        "text_config": {
            **_tower(text),
            "vocab_size": text.vocabulary,
            "max_position_embeddings": text.length,
            "bos_token_id": 0,
            "eos_token_id": text.end,
            "pad_token_id": PADDING_ID,
        },
    }


def _tower(shape: VisionShape | TextShape) -> dict[str, Any]:
    return {
        "hidden_size": shape.width,
        "intermediate_size": 4 * shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "hidden_act": "gelu",
    }


def _preprocessing(side: int) -> dict[str, Any]:
    return {
        "image_processor_type": "CLIPImageProcessor",
        "do_convert_rgb": True,
        "do_resize": True,
        "size": {"height": side, "width": side},
        "resample": BILINEAR,
        "do_center_crop": False,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": list(MEAN),
        "image_std": list(STD),
    }


def _words() -> dict[str, Any]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": START,
        "eos_token": END,
        "pad_token": PADDING,
        "unk_token": UNKNOWN,
        "model_max_length": LENGTH,
    }


def _write(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
