"""A model by what a user calls it: an embedded one's id, ``fake``, or the path of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import Unsupported, WeightsMissing
from limner.models.card_file import CARD_NAME
from limner.models.catalog import DEFAULT_ENCODER, SHIPPED, shipped, unknown
from limner.models.engine import EngineOptions
from limner.models.store import Weights, weights_in

if TYPE_CHECKING:
    from limner.core.protocols import Encoder


def open_encoder(name: str | None = None, options: EngineOptions | None = None) -> Encoder:
    """The encoder ``name``, None the embedded one; one that also names what it sees has a ``read``.

    A folder is one of ours, with a ``card.json``, or one of transformers, with a ``config.json``.
    Raises UnknownModel, WeightsMissing, WeightsCorrupt or Unsupported.
    """
    name = DEFAULT_ENCODER if name is None else name
    if name in SHIPPED:
        return _embedded(shipped(name), options)
    if name == "fake":
        from limner.models.fake import FakeReader

        return FakeReader()
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise unknown(name, (DEFAULT_ENCODER,))
    if (folder / CARD_NAME).exists():
        return _embedded(weights_in(folder), options)
    if (folder / "config.json").exists():
        from limner.models.hf.clip import ClipFolder

        return ClipFolder(folder)
    raise WeightsMissing(
        f"{folder} holds no model: neither {CARD_NAME} nor config.json is there",
        hint="give the folder of a CLIP or SigLIP that was saved with save_pretrained",
    )


def _embedded(weights: Weights, options: EngineOptions | None) -> Encoder:
    from limner.models.embedded import EmbeddedReader

    if weights.card.kind != "encoder":
        raise Unsupported(
            f"{weights.card.id} is a model of the kind {weights.card.kind!r}, which does not see",
            hint=f"give the folder of an encoder, or leave --model away for {DEFAULT_ENCODER}",
        )
    return EmbeddedReader(weights, options)
