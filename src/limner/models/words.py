"""Texts as a network takes them: our own byte-pair encoding, read from the model's folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from limner.core.errors import Unsupported, WeightsCorrupt

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Tokenizer:
    """``data`` is a ``tokenizer.json`` of the tokenizers library that adds its own start and end."""

    def __init__(self, data: bytes, name: str) -> None:
        try:
            import tokenizers
        except ImportError as error:
            raise Unsupported(
                f"the library tokenizers cannot be loaded: {error}",
                hint="install it again: pip install --force-reinstall tokenizers",
            ) from None
        try:
            self._tokenizer = tokenizers.Tokenizer.from_str(data.decode())
        except Exception as error:  # noqa: BLE001  (the library raises Exception itself)
            raise WeightsCorrupt(
                f"{name} is no tokenizer: {error}", hint="export the model again, or install it again"
            ) from None

    def ids(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        """(N, L) token ids, L the longest of these texts.

        Padded behind the end, and cut to the longest text that the model takes, as its file says.
        """
        import numpy as np

        return np.array([found.ids for found in self._tokenizer.encode_batch(list(texts))], np.int64)
