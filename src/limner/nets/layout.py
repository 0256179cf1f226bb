"""Words to a layout: an encoder over the words, a decoder that writes the layout token by token.

Suffixes of tensors: B batch, L length of the words, T length of the layout, D width, H heads, E width
of a head, V layout tokens. The transformer of Vaswani et al. 2017 with the blocks of `transformer`.
"""

# ruff: noqa: N803, N806 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from limner.nets.transformer import EPSILON, Block, Stack, causal_mask, initialise

HIDDEN = -1e4
"""Added to a score that must not count."""


@dataclass(frozen=True, slots=True)
class LayoutShape:
    """``vocabulary`` pieces of words and ``tokens`` of layouts; ``positions`` is the longest layout,
    ``fields`` the field at each position; ``length`` the longest text, ``padding`` its filler."""

    vocabulary: int
    tokens: int
    fields: tuple[int, ...]
    length: int = 64
    padding: int = 2
    width: int = 128
    heads: int = 4
    encoder_layers: int = 3
    decoder_layers: int = 3


class WordsBlock(Block):
    """A block of the decoder: it looks back at the layout, then at the words, then thinks."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__(width, heads)
        self.cross_q = nn.Linear(width, width)
        self.cross_k = nn.Linear(width, width)
        self.cross_v = nn.Linear(width, width)
        self.cross_out = nn.Linear(width, width)
        self.layer_norm3 = nn.LayerNorm(width, eps=EPSILON)
        for through in (self.cross_v, self.cross_out):  # what the words say passes almost as it is
            nn.init.eye_(through.weight)
            through.weight.data.mul_(0.7).add_(torch.randn(width, width), alpha=0.3 * width**-0.5)

    def split(self, x_BLD: Tensor) -> Tensor:
        """(B, H, L, E)."""
        heads = self.self_attn.heads
        batch, length, width = x_BLD.shape
        return x_BLD.view(batch, length, heads, width // heads).transpose(1, 2)

    def words(self, memory_BLD: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values (B, H, L, E) of the encoded words."""
        return self.split(self.cross_k(memory_BLD)), self.split(self.cross_v(memory_BLD))

    def own(self, x_BTD: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values (B, H, T, E) of the layout itself."""
        normed_BTD = self.layer_norm1(x_BTD)
        return self.split(self.self_attn.k_proj(normed_BTD)), self.split(self.self_attn.v_proj(normed_BTD))

    def decode(
        self,
        x_BTD: Tensor,
        own: tuple[Tensor, Tensor],
        own_mask: Tensor,
        words: tuple[Tensor, Tensor],
        words_mask: Tensor,
    ) -> Tensor:
        """The stream after the block; masks are added to scores (B, H, T, keys)."""
        attention = self.self_attn
        q_BHTE = self.split(attention.q_proj(self.layer_norm1(x_BTD)))
        x_BTD = x_BTD + attention.out_proj(_mixed(q_BHTE, *own, own_mask))
        q_BHTE = self.split(self.cross_q(self.layer_norm3(x_BTD)))
        x_BTD = x_BTD + self.cross_out(_mixed(q_BHTE, *words, words_mask))
        out: Tensor = x_BTD + self.mlp(self.layer_norm2(x_BTD))
        return out


class LayoutNet(nn.Module):
    """(B, L) word ids and (B, T) layout tokens to logits of the token after each."""

    def __init__(self, shape: LayoutShape) -> None:
        super().__init__()
        self.shape = shape
        self.word_embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.word_position = nn.Embedding(shape.length, shape.width)
        self.encoder = Stack(shape.width, shape.encoder_layers, shape.heads)
        self.encoder_norm = nn.LayerNorm(shape.width, eps=EPSILON)
        self.token_embedding = nn.Embedding(shape.tokens, shape.width)
        self.field_embedding = nn.Embedding(max(shape.fields) + 1, shape.width)
        self.position_embedding = nn.Embedding(len(shape.fields), shape.width)
        self.decoder = nn.ModuleList(
            WordsBlock(shape.width, shape.heads) for _ in range(shape.decoder_layers)
        )
        self.decoder_norm = nn.LayerNorm(shape.width, eps=EPSILON)
        self.head = nn.Linear(shape.width, shape.tokens)
        self.register_buffer("fields_T", torch.tensor(shape.fields), persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        width = self.shape.width
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
        initialise(self.encoder, width)
        stack = Stack(width, 0, self.shape.heads)
        stack.layers = self.decoder
        initialise(stack, width)

    def encode(self, ids_BL: Tensor) -> tuple[Tensor, Tensor]:
        """The words (B, L, D) and their mask (B, 1, 1, L)."""
        hidden_BL = (ids_BL == self.shape.padding).to(self.head.weight.dtype) * HIDDEN
        x_BLD = self.word_embedding(ids_BL) + self.word_position.weight[: ids_BL.shape[1]]
        mask_B11L = hidden_BL[:, None, None]
        return self.encoder_norm(self.encoder(_cast(x_BLD), mask_B11L)), mask_B11L

    def embed(self, tokens_BT: Tensor, positions_T: Tensor) -> Tensor:
        """(B, T, D): a token, what field comes next, and where."""
        assert isinstance(self.fields_T, Tensor)
        place_TD = self.field_embedding(self.fields_T[positions_T]) + self.position_embedding(positions_T)
        embedded: Tensor = self.token_embedding(tokens_BT) + place_TD
        return embedded

    def forward(self, ids_BL: Tensor, tokens_BT: Tensor) -> Tensor:
        """Logits (B, T, V); the row at t is for the token at t, from those before it."""
        memory_BLD, words_mask = self.encode(ids_BL)
        count = tokens_BT.shape[1]
        x_BTD = _cast(self.embed(tokens_BT, torch.arange(count, device=tokens_BT.device)))
        mask_TT = causal_mask(count, tokens_BT.device)
        for block in self.decoder:
            assert isinstance(block, WordsBlock)
            x_BTD = block.decode(x_BTD, block.own(x_BTD), mask_TT, block.words(memory_BLD), words_mask)
        logits: Tensor = self.head(self.decoder_norm(x_BTD))
        return logits


class WordsGraph(nn.Module):
    """What is computed once: (B, L) word ids to ``memory`` (B, layers, 2, H, L, E), the keys and values
    of every block, and ``mask`` (B, 1, 1, L)."""

    outputs = ("memory", "mask")

    def __init__(self, net: LayoutNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        """See the class."""
        memory_BLD, mask = self.net.encode(input_ids)
        pairs = [torch.stack(block.words(memory_BLD), 1) for block in self.net.decoder]  # type: ignore[operator]
        return torch.stack(pairs, 1), mask


class StepGraph(nn.Module):
    """One token further: ``token`` (B,) at ``position`` (1,) with ``past`` (B, layers, 2, H, T, E), the
    ``memory`` and ``mask`` of the words, to ``logits`` (B, V) and ``present`` (B, layers, 2, H, 1, E),
    which belongs into ``past`` at ``position``."""

    inputs = ("token", "position", "past", "memory", "mask")
    outputs = ("logits", "present")

    def __init__(self, net: LayoutNet) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, token: Tensor, position: Tensor, past: Tensor, memory: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """See the class."""
        x_B1D = self.net.embed(token[:, None], position)
        later_T = (torch.arange(past.shape[-2]) >= position).to(past.dtype) * HIDDEN
        own_mask = torch.cat([later_T, torch.zeros_like(later_T[:1])])
        present = []
        for layer, block in enumerate(self.net.decoder):
            assert isinstance(block, WordsBlock)
            fresh = block.own(x_B1D)
            own = [torch.cat([past[:, layer, i], fresh[i]], -2) for i in range(2)]
            words = (memory[:, layer, 0], memory[:, layer, 1])
            x_B1D = block.decode(x_B1D, (own[0], own[1]), own_mask, words, mask)
            present.append(torch.stack(fresh, 1))
        return self.net.head(self.net.decoder_norm(x_B1D))[:, 0], torch.stack(present, 1)


def _mixed(q_BHTE: Tensor, k_BHLE: Tensor, v_BHLE: Tensor, mask: Tensor) -> Tensor:
    scores = (q_BHTE * q_BHTE.shape[-1] ** -0.5) @ k_BHLE.transpose(-1, -2)
    weights = torch.softmax(scores + mask.to(scores.dtype), -1, dtype=scores.dtype)
    return (weights @ v_BHLE).transpose(1, 2).flatten(2)


def _cast(x: Tensor) -> Tensor:
    """The residual stream in autocast's type, where that is on."""
    if torch.is_autocast_enabled(x.device.type):
        return x.to(torch.get_autocast_dtype(x.device.type))
    return x
