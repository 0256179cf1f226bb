"""The encoder's own byte-pair vocabulary (Sennrich et al. 2016), learned from the world's captions.

The file is one that `tokenizers` reads, and so transformers' PreTrainedTokenizerFast. Words are
lower case; a piece that ends a word ends in ``</w>``, as in CLIP.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from limner.core.seed import derive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from tokenizers import Tokenizer

    from limner.world.atlas import Atlas

FILE = "tokenizer.json"
START, END, PADDING, UNKNOWN = "<|startoftext|>", "<|endoftext|>", "<|pad|>", "<|unknown|>"
SPECIAL = (START, END, PADDING, UNKNOWN)
"""Their ids are 0 to 3."""

END_ID, PADDING_ID = 1, 2
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789'-,.!?;:\"()&/"
"""What any text is spelled with; the rest is `UNKNOWN`."""

LENGTH = 64
"""The longest text in tokens, its start and its end included; longer ones are cut before the end."""


VOCABULARY_SIZE, VOCABULARY_SCENES = 3000, 12_000


def vocabulary(cache: Path) -> Path:
    """The file of the encoder's vocabulary, learned from the world's captions when it is not there."""
    from limner.world.atlas import Atlas

    cache = cache.expanduser()
    path = cache / "train" / "bpe" / FILE
    if not path.exists():
        atlas = Atlas.load(cache / "sprites.npz")
        tokenizer = learn(corpus(atlas, 0, VOCABULARY_SCENES), VOCABULARY_SIZE)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        tokenizer.save(str(part))
        part.replace(path)
    return path


def learn(texts: Iterable[str], size: int) -> Tokenizer:
    """A tokenizer of at most ``size`` pieces, from a corpus."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN, end_of_word_suffix="</w>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=True)]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=list(SPECIAL),
        initial_alphabet=list(ALPHABET),
        end_of_word_suffix="</w>",
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{START} $A {END}", special_tokens=[(START, 0), (END, END_ID)]
    )
    tokenizer.enable_truncation(LENGTH)
    tokenizer.enable_padding(pad_id=PADDING_ID, pad_token=PADDING)
    return tokenizer


def load(path: Path) -> Tokenizer:
    """The tokenizer of a file that `learn` made."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """(N, L) ids, L the longest of these texts, padded after the end token."""
    return np.array([row.ids for row in tokenizer.encode_batch(list(texts))], np.int64)


def corpus(atlas: Atlas, seed: int, count: int) -> Iterator[str]:
    """Captions of ``count`` scenes, true and false ones, and every word for every thing."""
    from limner.world.captions import caption
    from limner.world.compose import compose
    from limner.world.negatives import wrong_caption
    from limner.world.things import THINGS

    yield from [" ".join(ALPHABET)] * 2
    for thing in THINGS.values():
        for words in (thing.name, thing.plural, *thing.synonyms, *thing.hypernyms):
            yield from (words, f"a photo of a {words}")
    for index in range(count):
        scene = compose(derive(seed, f"bpe/{index}"), atlas)
        rng = random.Random(derive(seed, f"bpe/words/{index}"))  # noqa: S311
        yield caption(scene, rng)
        wrong = wrong_caption(scene, rng)
        if wrong is not None:
            yield wrong.text
