"""The recipe in and out of files, and hostile files that claim to hold one."""

from __future__ import annotations

import json
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ops import odd_files

from limner.core.image import Format, Image
from limner.ops import containers, embed, jpeg, xmp
from limner.ops.decode import decode
from limner.ops.encode import encode

RECIPE = json.dumps({"words": 'mehr Größe, 猫, кот, 😀, <&>, "q", ]]>'}, ensure_ascii=False)
CARRIES: tuple[Format, ...] = ("jpeg", "png", "webp", "tiff", "avif")


def small() -> Image:
    return Image.from_array(np.asarray(odd_files.photo()))


@pytest.mark.parametrize("format", CARRIES)
def test_a_recipe_comes_back_as_it_went_in(format: Format) -> None:
    made = encode(small(), format, recipe=RECIPE).data
    assert embed.read_recipe(made) == RECIPE
    assert np.array_equal(decode(made).to_array(), decode(encode(small(), format).data).to_array())


@pytest.mark.parametrize("format", CARRIES)
def test_a_newer_recipe_replaces_an_older_one(format: Format) -> None:
    first = decode(encode(small(), format, recipe='{"first": 1}').data)
    second = encode(first, format, recipe='{"second": 2}').data
    assert embed.read_recipe(second) == '{"second": 2}'
    assert b"first" not in second
    none = encode(first, format).data
    assert embed.read_recipe(none) is None
    assert b"first" not in none


def test_every_format_gives_the_same_text_for_letters_that_xml_cannot_hold() -> None:
    recipe = json.dumps({"words": "a \x85 b \uffff c"}, ensure_ascii=False)
    texts = {embed.read_recipe(encode(small(), format, recipe=recipe).data) for format in CARRIES}
    assert len(texts) == 1
    assert json.loads(texts.pop() or "") == json.loads(recipe)


@pytest.mark.parametrize("format", ["gif", "bmp"])
def test_formats_without_a_place_for_it_have_none(format: Format) -> None:
    assert embed.read_recipe(encode(small(), format, recipe=RECIPE).data) is None


def test_a_png_carries_it_twice_and_either_is_enough() -> None:
    made = encode(small(), "png", recipe=RECIPE).data
    kinds = [(kind, body) for kind, body in containers.png_chunks(made) if kind == b"iTXt"]
    assert [body.split(b"\0")[0] for _, body in kinds] == [b"XML:com.adobe.xmp", b"limner"]
    only_xmp = containers.png_with(made, exif=None, xmp=xmp.merged(None, recipe=RECIPE), texts={}, dpi=None)
    assert embed.read_recipe(only_xmp) == RECIPE
    only_text = containers.png_with(made, exif=None, xmp=None, texts={"limner": RECIPE}, dpi=None)
    assert embed.read_recipe(only_text) == RECIPE


def test_a_compressed_text_chunk_is_read() -> None:
    body = b"limner\0\1\0\0\0" + zlib.compress(RECIPE.encode())
    assert embed.read_recipe(with_chunk(body)) == RECIPE


def test_a_text_chunk_that_inflates_without_end_is_cut() -> None:
    body = b"limner\0\1\0\0\0" + zlib.compress(b"x" * 100_000_000)
    data = with_chunk(body)
    tracemalloc.start()
    text = embed.read_recipe(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * embed.MAX_RECIPE
    assert text is not None
    assert len(text) == embed.MAX_RECIPE


def test_a_text_chunk_that_is_too_long_is_cut() -> None:
    text = embed.read_recipe(with_chunk(b"limner\0\0\0\0\0" + b"x" * (embed.MAX_RECIPE + 10)))
    assert len(text or "") == embed.MAX_RECIPE


@pytest.mark.parametrize("rest", [b"", b"\1\0\0\0not zlib", b"\1", b"\0\0"])
def test_a_damaged_text_chunk_does_no_harm(rest: bytes) -> None:
    assert embed.read_recipe(with_chunk(b"limner\0" + rest)) in (None, "")


def with_chunk(body: bytes) -> bytes:
    """A PNG with one iTXt chunk of this body."""
    data = odd_files.saved(odd_files.photo(), "PNG")
    chunk = b"iTXt" + body
    at = data.index(b"IDAT") - 4
    return data[:at] + len(body).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") + data[at:]


@pytest.mark.parametrize(
    "data", [b"", b"text", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"RIFF0000WEBP"]
)
def test_what_is_no_picture_has_no_recipe(data: bytes) -> None:
    assert embed.read_recipe(data) is None


def test_pictures_of_others_have_no_recipe() -> None:
    for data in odd_files.seeds().values():
        assert embed.read_recipe(data) is None


def test_a_recipe_too_long_for_a_jpeg_is_left_out_and_the_picture_written() -> None:
    made = encode(small(), "jpeg", recipe=json.dumps("x" * 70_000)).data
    assert embed.read_recipe(made) is None
    assert decode(made).size == small().size
    assert embed.read_recipe(encode(small(), "png", recipe=json.dumps("x" * 70_000)).data) is not None


@given(st.binary(max_size=300))
def test_any_packet_gives_text_or_none(packet: bytes) -> None:
    data = jpeg.with_metadata(odd_files.saved(odd_files.photo(8, 8), "JPEG"), exif=None, xmp=packet, dpi=None)
    assert embed.read_recipe(data) is None
