"""Where weights lie, and the proof that they are the ones on the card: hashed on every load.

An embedded model lies inside the package, any other in a folder of the user's. Nothing but
ONNX, safetensors and JSON is ever read, so that opening a model cannot run code. Eleven
megabytes take ten milliseconds to hash, so no remembered answer stands in for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from limner.core.card import Card, WeightFile
from limner.core.errors import OutOfMemory, Unsupported, WeightsCorrupt, WeightsMissing
from limner.models.card_file import CARD_NAME, read_card

READABLE = (".onnx", ".safetensors", ".json")
WEIGHTS = Path(__file__).parent / "weights"
REINSTALL = "install limner again: pip install --force-reinstall --no-deps limner"
_COPY_AGAIN = "copy the model's folder again from where it came from, all of its files"


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's folder with its card; files are read and proved one by one, when needed.

    ``fix`` is the hint of an error: what brings the right files back.
    """

    folder: Path
    card: Card
    fix: str = _COPY_AGAIN

    def path(self, name: str) -> Path:
        """Where the file ``name`` of the card lies; Unsupported for a kind that is never read."""
        if Path(name).suffix not in READABLE or Path(name).name != name:
            raise Unsupported(
                f"{name} of the model {self.card.id} is not read, only {', '.join(READABLE)} beside the card",
                hint="export the weights as ONNX or safetensors; a pickle can run code when it is opened",
            )
        return self.folder / name

    def read(self, name: str) -> bytes:
        """The bytes of ``name``, which have the size and the hash on the card.

        WeightsMissing or WeightsCorrupt otherwise, with the way to mend it.
        """
        meant = self._on_card(name)
        data = _bytes_of(self.path(name), self.fix)
        if len(data) != meant.bytes:
            short = "is cut off" if len(data) < meant.bytes else "is too long"
            raise WeightsCorrupt(
                f"{self.path(name)} {short}: {len(data):,} bytes, not {meant.bytes:,}", hint=self.fix
            )
        if hashlib.sha256(data).hexdigest() != meant.sha256:
            raise WeightsCorrupt(f"{self.path(name)} is not the file on its card (SHA-256)", hint=self.fix)
        return data

    def _on_card(self, name: str) -> WeightFile:
        for file in self.card.files:
            if file.name == name:
                return file
        raise WeightsMissing(f"the model {self.card.id} has no file {name} on its card", hint=self.fix)


def weights_in(folder: Path, card_sha256: str | None = None, fix: str = _COPY_AGAIN) -> Weights:
    """The model in ``folder``; its ``card.json`` must have the given hash, if one is given."""
    path = folder / CARD_NAME
    text = _bytes_of(path, fix)
    if card_sha256 is not None and hashlib.sha256(text).hexdigest() != card_sha256:
        raise WeightsCorrupt(f"{path} is not the card that this version of limner ships", hint=fix)
    return Weights(folder, read_card(text, str(path)), fix)


def described(path: Path) -> WeightFile:
    """The line of a card for the file at ``path``."""
    data = _bytes_of(path, "write the file first")
    return WeightFile(path.name, hashlib.sha256(data).hexdigest(), len(data))


def _bytes_of(path: Path, fix: str) -> bytes:
    try:
        return path.read_bytes()
    except MemoryError:
        raise OutOfMemory(f"memory ran out while reading {path}", hint="free some memory") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WeightsMissing(f"{path} cannot be read: {reason}", hint=fix) from None
