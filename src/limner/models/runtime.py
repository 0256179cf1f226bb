"""OpenVINO itself: imported when first needed, its errors turned into ours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from limner.core.errors import ModelFailed, OutOfMemory, Unsupported


@cache
def core() -> Any:
    """The one that reads and compiles."""
    return openvino().Core()


@cache
def openvino() -> Any:
    """OpenVINO, without its conversion tools.

    Importing these reports "an import" to their maker's statistics server and writes a folder into
    the user's home; ``import openvino`` goes on without them when they are not there.
    """
    tools = "openvino.tools.ovc"
    absent = "openvino" not in sys.modules
    try:
        if absent:
            sys.modules[tools] = None  # type: ignore[assignment]
        import openvino
    except ImportError as error:
        raise Unsupported(
            f"OpenVINO, which runs the embedded models, cannot be loaded: {error}",
            hint="install it again: pip install --force-reinstall openvino",
        ) from None
    finally:
        if absent:
            del sys.modules[tools]
    return openvino


@contextmanager
def mapped(name: str) -> Iterator[None]:
    """OpenVINO raises RuntimeError for everything that it finds wrong."""
    try:
        yield
    except MemoryError:
        raise OutOfMemory(f"memory ran out while computing {name}", hint=_SMALLER) from None
    except RuntimeError as error:
        if "bad_alloc" in str(error) or "allocate" in str(error):
            raise OutOfMemory(f"memory ran out while computing {name}", hint=_SMALLER) from None
        raise ModelFailed(f"{name} could not be computed: {reason(error)}") from None


_SMALLER = "give fewer pictures at once, or free some memory"


def reason(error: RuntimeError) -> str:
    """The last line of OpenVINO's message, without where in its source it comes from."""
    lines = [line for line in str(error).splitlines() if line.strip() and "Exception from" not in line]
    return (lines or ["no reason given"])[-1].strip()[:300]
