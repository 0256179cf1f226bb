"""Tiny checkpoints as transformers' own ``save_pretrained`` writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.models.words import whole_words

WORDS = ("red", "blue", "ball", "box", "a", "on", "the", "photo", "of")
SIDE = 32
_TOWER = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}


def clip(folder: Path) -> Path:
    """A CLIP whose vectors have 24 numbers, cropping to squares as the original does."""
    import torch
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel

    torch.manual_seed(0)
    config = CLIPConfig(
        text_config={**_text(), "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 2},
        vision_config={**_TOWER, "image_size": SIDE, "patch_size": 8},
        projection_dim=24,
    )
    CLIPModel(config).save_pretrained(folder)
    size = {"size": {"shortest_edge": SIDE}, "crop_size": {"height": SIDE, "width": SIDE}}
    CLIPImageProcessorPil(**size).save_pretrained(folder)
    _save_tokenizer(folder)
    return folder


def siglip(folder: Path) -> Path:
    """A SigLIP whose vectors have 32 numbers."""
    import torch
    from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

    torch.manual_seed(1)
    config = SiglipConfig(
        text_config={**_text(), "pad_token_id": 2, "projection_size": 32},
        vision_config={**_TOWER, "image_size": SIDE, "patch_size": 8},
    )
    model = SiglipModel(config)
    torch.nn.init.constant_(model.logit_scale, 2.0)
    torch.nn.init.constant_(model.logit_bias, -5.0)
    model.save_pretrained(folder)
    SiglipImageProcessorPil(size={"height": SIDE, "width": SIDE}).save_pretrained(folder)
    _save_tokenizer(folder)
    return folder


def _text() -> dict[str, Any]:
    return {**_TOWER, "vocab_size": 4 + len(WORDS), "max_position_embeddings": 16}


def _save_tokenizer(folder: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    PreTrainedTokenizerFast(
        tokenizer_object=whole_words(WORDS),
        bos_token="<start>",
        eos_token="<end>",
        pad_token="<pad>",
        unk_token="<unknown>",
    ).save_pretrained(folder)
