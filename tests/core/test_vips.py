"""libvips' errors as ours, and its warnings where they do no harm."""

from __future__ import annotations

import logging

import pytest
import pyvips

from limner.core.errors import BadImage, OutOfDisk, OutOfMemory, Retryable, Unsupported
from limner.core.vips import computing, start


@pytest.mark.parametrize(
    ("detail", "kind"),
    [
        ("VipsJpeg: premature end of JPEG image", BadImage),
        ("out of memory --- size == 47683MB", OutOfMemory),
        ("wtarget: unable to write\nunix error: No space left on device", OutOfDisk),
        ("tiff2vips: samples out of range", Unsupported),
        ("heif: Unsupported feature: Unsupported codec (4.3000)", Unsupported),
        ("VipsJpeg: out of order read at line 2000", Retryable),
        ("", BadImage),
    ],
)
def test_each_kind_of_failure_has_its_error(detail: str, kind: type[Exception]) -> None:
    with pytest.raises(kind) as error, computing("a.jpg"):
        raise pyvips.Error("unable to call something", detail)
    assert "\n" not in str(error.value)
    assert "unable to call" not in str(error.value)


@pytest.mark.parametrize("said", ["unable to copy to memory", "unable to write to memory", "bad seek to 9\n"])
def test_where_libvips_gives_no_reason_the_file_is_said_to_end_early(said: str) -> None:
    with pytest.raises(BadImage) as error, computing("a.jpg"):
        raise pyvips.Error(said, "")
    assert str(error.value) == "a.jpg is damaged or cut off: its samples cannot be read to the end"
    assert "get the file again" in str(error.value.hint)


def test_memory_that_python_lacks_and_messages_that_are_no_text_are_mapped_too() -> None:
    with pytest.raises(OutOfMemory), computing():
        raise MemoryError
    with pytest.raises(BadImage), computing():
        b"\xf0".decode()


def test_other_errors_pass() -> None:
    with pytest.raises(KeyError), computing():
        raise KeyError("a mistake of ours")


def test_nothing_is_kept_in_the_operation_cache() -> None:
    start()
    pyvips.Image.black(10, 10).invert()
    assert pyvips.cache_get_max() == 0
    assert pyvips.cache_get_size() == 0


def test_untrusted_loaders_are_blocked() -> None:
    start()
    with pytest.raises(pyvips.Error):
        pyvips.Image.new_from_buffer(b"P5 1 1 255 x", "").avg()


def test_a_warning_that_is_not_utf_8_is_still_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    start()
    text = pyvips.ffi.new("char[]", b"tag \xf0 is odd")
    with caplog.at_level(logging.WARNING, logger="pyvips"):
        pyvips._log_handler_callback(pyvips.ffi.new("char[]", b"VIPS"), 16, text, pyvips.ffi.NULL)
    assert "tag \ufffd is odd" in caplog.text
