"""Tiny text-to-image folders as diffusers' own ``save_pretrained`` writes them, with random weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.models.words import whole_words

WORDS = ("red", "blue", "apple", "cat", "a", "on", "the", "photo", "of")
LONGEST = 16


def stable_diffusion(folder: Path) -> Path:
    """Stable Diffusion 1: a U-Net that predicts noise, squares of 16 pixels."""
    import torch
    from diffusers import DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel

    torch.manual_seed(0)
    unet = UNet2DConditionModel(
        sample_size=8,
        block_out_channels=(32, 64),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=32,
        attention_head_dim=8,
    )
    scheduler = DDIMScheduler(beta_schedule="scaled_linear", clip_sample=False, steps_offset=1)
    pipe = StableDiffusionPipeline(
        vae=_vae(4),
        text_encoder=_clip(),
        tokenizer=_tokenizer(),
        unet=unet,
        scheduler=scheduler,
        safety_checker=None,
        feature_extractor=None,
        image_encoder=None,
        requires_safety_checker=False,
    )
    return _saved(pipe, folder)


def stable_diffusion_3(folder: Path) -> Path:
    """Stable Diffusion 3: a transformer that predicts flow, without its optional third text encoder."""
    import torch
    from diffusers import FlowMatchEulerDiscreteScheduler, SD3Transformer2DModel, StableDiffusion3Pipeline

    torch.manual_seed(1)
    transformer = SD3Transformer2DModel(
        sample_size=8,
        patch_size=2,
        in_channels=4,
        num_layers=1,
        attention_head_dim=8,
        num_attention_heads=4,
        joint_attention_dim=64,
        caption_projection_dim=32,
        pooled_projection_dim=64,
        out_channels=4,
    )
    pipe = StableDiffusion3Pipeline(
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=_vae(4, quantized=False),
        text_encoder=_clip(projected=True),
        tokenizer=_tokenizer(),
        text_encoder_2=_clip(projected=True),
        tokenizer_2=_tokenizer(),
        text_encoder_3=None,
        tokenizer_3=None,
    )
    return _saved(pipe, folder)


def flux(folder: Path) -> Path:
    """FLUX: a transformer on packed latents, CLIP and T5."""
    import torch
    from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel
    from transformers import T5Config, T5EncoderModel

    torch.manual_seed(2)
    transformer = FluxTransformer2DModel(
        patch_size=1,
        in_channels=4,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=(4, 4, 8),
    )
    words = T5Config(
        vocab_size=4 + len(WORDS), d_model=32, d_kv=8, d_ff=37, num_layers=1, num_heads=4,
        decoder_start_token_id=0,
    )  # fmt: skip
    pipe = FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=_vae(1, quantized=False),
        text_encoder=_clip(),
        tokenizer=_tokenizer(),
        text_encoder_2=T5EncoderModel(words),
        tokenizer_2=_tokenizer(),
        transformer=transformer,
    )
    return _saved(pipe, folder)


FOLDERS = {"sd": stable_diffusion, "sd3": stable_diffusion_3, "flux": flux}


def _vae(channels: int, *, quantized: bool = True) -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(32, 64),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        latent_channels=channels,
        norm_num_groups=8,
        use_quant_conv=quantized,
        use_post_quant_conv=quantized,
        shift_factor=0.0,
        scaling_factor=1.5,
    )


def _clip(*, projected: bool = False) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    config = CLIPTextConfig(
        hidden_size=32,
        intermediate_size=37,
        num_hidden_layers=2,
        num_attention_heads=4,
        projection_dim=32,
        vocab_size=4 + len(WORDS),
        max_position_embeddings=LONGEST,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=2,
    )
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(config)


def _tokenizer() -> Any:
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(
        tokenizer_object=whole_words(WORDS),
        bos_token="<start>",
        eos_token="<end>",
        pad_token="<pad>",
        unk_token="<unknown>",
        model_max_length=LONGEST,
    )


def _saved(pipe: Any, folder: Path) -> Path:
    pipe.set_progress_bar_config(disable=True)
    pipe.save_pretrained(folder)
    return folder
