"""A tokenizer that knows whole words, for the tiny models of the tests."""

from __future__ import annotations

from collections.abc import Sequence

import tokenizers
from tokenizers import models, pre_tokenizers, processors


def whole_words(words: Sequence[str]) -> tokenizers.Tokenizer:
    """Start 0, end 1, padding 2, unknown 3, then ``words`` in their order."""
    special = ("<start>", "<end>", "<pad>", "<unknown>")
    ids = {word: index for index, word in enumerate((*special, *words))}
    tokenizer = tokenizers.Tokenizer(models.WordLevel(ids, unk_token="<unknown>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<start> $A <end>", special_tokens=[("<start>", 0), ("<end>", 1)]
    )
    return tokenizer
