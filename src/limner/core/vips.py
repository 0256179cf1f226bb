"""libvips: its settings, made once on first use, and its errors as ours.

libvips is lazy: a damaged file, a full disk or an exhausted memory shows where pixels are
computed, not where they are asked for. Whoever computes pixels does it inside :func:`computing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from limner.core.errors import BadImage, LimnerError, OutOfDisk, OutOfMemory, Retryable, Unsupported


@cache
def start() -> None:
    """Set libvips up: no operation cache, no untrusted loaders, no talk on stderr.

    The cache once returned the old pixels of a file that had been replaced; nothing here computes
    the same thing twice. Warnings go to the logger ``pyvips``, which is silent unless the
    program that uses limner has set logging up.
    """
    import logging

    import pyvips

    pyvips.cache_set_max(0)
    pyvips.block_untrusted_set(True)
    pyvips._to_string = _readable  # what pyvips makes a warning's text with: UTF-8 or a traceback on stderr
    logging.getLogger("pyvips").addHandler(logging.NullHandler())


def _readable(text: Any) -> str:
    import pyvips

    return "" if text == pyvips.ffi.NULL else bytes(pyvips.ffi.string(text)).decode("utf-8", "replace")


@contextmanager
def computing(what: str = "the picture") -> Iterator[None]:
    """Turn libvips' errors into ours while pixels are computed.

    BadImage for damage, Unsupported for a kind of file, OutOfMemory, OutOfDisk, and Retryable for a
    streaming picture (``decode(..., sequential=True)``) that was not read once from top to bottom.
    """
    import pyvips

    try:
        yield
    except pyvips.Error as error:
        raise _mapped(error.detail or error.message, what) from None
    except UnicodeDecodeError:  # pyvips could not read libvips' own message, which quotes the file
        raise _mapped("the file holds text that is not UTF-8", what) from None
    except MemoryError:
        raise OutOfMemory(f"memory ran out while computing {what}", hint=_SMALLER) from None


_UNSUPPORTED = ("unsupported", "not supported", "samples out of range", "bad labq")
_NO_REASON = ("unable to call", "unable to copy to memory", "unable to write to memory")
"""What pyvips says where libvips has said nothing."""

_SMALLER = "make the picture smaller first, or free some memory"


def _mapped(detail: str, what: str) -> LimnerError:
    lines = [line.strip() for line in str(detail).splitlines() if line.strip()]
    reasons = [line for line in lines if "bad seek" not in line and not line.startswith(_NO_REASON)]
    reason = (reasons or ["its samples cannot be read to the end"])[-1][:300]
    lowered = str(detail).lower()
    if "out of memory" in lowered or "cannot allocate" in lowered:
        return OutOfMemory(f"memory ran out while computing {what}: {reason}", hint=_SMALLER)
    if "no space left" in lowered:
        return OutOfDisk(f"the disk is full: {reason}", hint="free some space and try again")
    if "out of order read" in lowered:
        return Retryable(
            f"{what} was read twice, or not from top to bottom, while it streams: {reason}",
            hint="open it without sequential=True",
        )
    if any(sign in lowered for sign in _UNSUPPORTED):
        return Unsupported(
            f"{what} is of a kind that is not opened: {reason}", hint="export it as PNG or JPEG"
        )
    return BadImage(
        f"{what} is damaged or cut off: {reason}",
        hint="get the file again from where it came from, or repair it with another program",
    )
