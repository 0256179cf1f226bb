"""What folders of other libraries share: an index to read, chatter to still, errors to map."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from limner.core.errors import LimnerError, ModelFailed, OutOfMemory, WeightsCorrupt, WeightsMissing


def read_json(path: Path, files: str) -> Any:
    """What the JSON file at ``path`` holds; WeightsMissing or WeightsCorrupt with the hint ``files``."""
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise WeightsMissing(f"{path} cannot be read: {error.strerror}", hint=files) from None
    except ValueError:
        raise WeightsCorrupt(f"{path} is not JSON", hint=files) from None


@contextmanager
def silent(*libraries: Any) -> Iterator[None]:
    """No progress bars and no advice of ``libraries`` on stderr; what was set before is set again."""
    kept = []
    for logging in (library.utils.logging for library in libraries):
        kept.append((logging, logging.is_progress_bar_enabled(), logging.get_verbosity()))
        logging.disable_progress_bar()
        logging.set_verbosity_error()
    try:
        yield
    finally:
        for logging, bars, level in kept:
            logging.set_verbosity(level)
            if bars:
                logging.enable_progress_bar()


@contextmanager
def mapped(folder: Path, doing: str, *, smaller: str, files: str) -> Iterator[None]:
    """Errors of transformers, diffusers, tokenizers, safetensors and torch as ours; they share no base
    class. ``smaller`` is the hint where memory ran out while ``doing``, ``files`` the one for the rest."""
    try:
        yield
    except LimnerError:
        raise
    except Exception as error:  # noqa: BLE001
        if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
            raise OutOfMemory(f"memory ran out while {doing} with {folder}", hint=smaller) from None
        reason = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise ModelFailed(f"{folder} could not be used: {reason[:300]}", hint=files) from None
