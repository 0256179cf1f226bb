"""EXIF, XMP and profiles: what is kept, what must go, and that what is hostile does no harm."""

from __future__ import annotations

import struct
import time
from dataclasses import replace
from xml.dom import minidom

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags
from PIL import Image as Pillow
from tests.ops import odd_files

from limner.core.geometry import Size
from limner.core.image import Saving
from limner.ops import exif, icc_profile, metadata, tiff, xmp
from limner.ops.decode import decode

SIZE = Size(70_000, 20)


def read(block: bytes | None) -> Pillow.Exif:
    """The block as Pillow reads it."""
    assert block is not None
    found = Pillow.Exif()
    found.load(block)
    return found


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_rewritten_block_is_upright_true_in_size_and_without_a_thumbnail(order: str) -> None:
    block = odd_files.exif(orientation=6, order=order)
    found = read(exif.rewritten(block, size=SIZE, dpi=150))
    assert found[ExifTags.Base.Orientation] == 1
    assert found[ExifTags.Base.Make] == "Ferrania 60"
    assert found[ExifTags.Base.XResolution] == 150
    details = found.get_ifd(ExifTags.IFD.Exif)
    assert (details[ExifTags.Base.ExifImageWidth], details[ExifTags.Base.ExifImageHeight]) == (70_000, 20)
    assert details[ExifTags.Base.DateTimeOriginal] == "2024:05:06 07:08:09"
    assert found.get_ifd(ExifTags.IFD.GPSInfo)[2] == (47, 22, 123.45)
    assert found.get_ifd(ExifTags.IFD.IFD1) == {}


@pytest.mark.parametrize("order", ["<", ">"])
def test_no_byte_of_the_thumbnail_stays(order: str) -> None:
    block = odd_files.exif(order=order)
    assert exif.has_thumbnail(block)
    rewritten = exif.rewritten(block, size=SIZE)
    assert rewritten is not None
    assert not exif.has_thumbnail(rewritten)
    assert odd_files.THUMBNAIL_MARK in block
    assert odd_files.THUMBNAIL_MARK not in rewritten
    assert len(rewritten) < 900


def test_the_maker_note_stays_where_it_was() -> None:
    note = b"offsets inside count from the start of the block"
    block = odd_files.exif(maker_note=note)
    rewritten = exif.rewritten(block, size=SIZE)
    assert rewritten is not None
    assert rewritten.index(note) == block.index(note)


def test_a_maker_note_that_hides_a_picture_goes() -> None:
    block = odd_files.exif(maker_note=b"preview:" + odd_files.old_thumbnail()[:90])
    rewritten = exif.rewritten(block, size=SIZE)
    assert rewritten is not None
    assert b"preview:" not in rewritten


def test_without_gps_the_place_and_the_maker_note_are_gone() -> None:
    block = odd_files.exif(maker_note=b"lat=47.37")
    rewritten = exif.rewritten(block, size=SIZE, gps=False)
    found = read(rewritten)
    assert found.get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert found[ExifTags.Base.Make] == "Ferrania 60"
    assert rewritten is not None
    for secret in ((12345).to_bytes(4, "little"), (54321).to_bytes(4, "little"), b"lat=47.37"):
        assert secret in block
        assert secret not in rewritten


@pytest.mark.parametrize(
    "block", [None, b"", b"II*\0", b"MM\0*\0\0\0\x08", b"Exif\0\0II*\0\xff\xff\xff\xff", b"x" * 50]
)
def test_a_block_that_cannot_be_read_is_dropped(block: bytes | None) -> None:
    assert exif.rewritten(block, size=SIZE) is None
    assert exif.resolution(block) is None
    assert exif.orientation(block) == 1
    assert not exif.has_thumbnail(block)


@given(st.integers(0, 899), st.binary(min_size=1, max_size=8))
def test_a_damaged_block_never_raises_and_never_grows(at: int, damage: bytes) -> None:
    block = bytearray(odd_files.exif())
    block[at : at + len(damage)] = damage
    for gps in (True, False):
        rewritten = exif.rewritten(bytes(block), size=SIZE, dpi=72, gps=gps)
        assert rewritten is None or len(rewritten) <= len(block)
    exif.resolution(bytes(block))


def test_directories_in_a_ring_end() -> None:
    block = bytearray(odd_files.exif(gps=False, thumbnail=False))
    at = block.index((300).to_bytes(4, "little"))
    block[at : at + 4] = (8).to_bytes(4, "little")
    assert exif.rewritten(bytes(block), size=SIZE) is not None


def nested_directories(count: int) -> bytes:
    """A block in which every directory holds one that lies behind it."""
    parts = []
    for i in range(count):
        following = 8 + 18 * (i + 1)
        parts.append(struct.pack("<HHHIII", 1, 0x8769, 4, 1, following, 0))
    return b"II*\0\x08\0\0\0" + b"".join(parts)


def overlapping_values(size: int) -> bytes:
    """A block whose five hundred values all are its last ``size`` bytes."""
    at = 8 + 2 + 500 * 12 + 4
    entries = b"".join(struct.pack("<HHII", 0xC000 + i, 7, size, at) for i in range(500))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 500) + entries + bytes(4 + size)


@pytest.mark.parametrize("block", [nested_directories(50_000), overlapping_values(900_000)])
def test_a_block_made_to_cost_much_costs_little(block: bytes) -> None:
    begun = time.process_time()
    exif.rewritten(block, size=SIZE)
    tiff.exif_in(block)
    tiff.with_exif(block, block)
    assert time.process_time() - begun < 1


def test_a_block_of_more_than_a_megabyte_is_dropped() -> None:
    assert exif.rewritten(odd_files.exif() + bytes(900_000), size=SIZE) is not None
    assert exif.rewritten(odd_files.exif() + bytes(1_000_000), size=SIZE) is None


def test_exif_of_a_tiff_is_read_from_its_own_directory_and_bounded() -> None:
    data = tiff.with_exif(odd_files.saved(odd_files.photo(), "TIFF"), odd_files.exif(order=">"))
    block = tiff.exif_in(data)
    found = read(block)
    assert found[ExifTags.Base.Make] == "Ferrania 60"
    assert found.get_ifd(ExifTags.IFD.GPSInfo)[2] == (47, 22, 123.45)
    assert found.get_ifd(ExifTags.IFD.IFD1) == {}
    assert odd_files.opened(data).getexif()[ExifTags.Base.Make] == "Ferrania 60"
    assert tiff.exif_in(odd_files.saved(odd_files.photo(), "TIFF")) is None
    assert tiff.exif_in(b"no TIFF") is None
    assert tiff.with_exif(data, None) == data


def test_a_block_that_only_states_a_resolution_reads_back() -> None:
    assert exif.resolution(exif.of_resolution(299.5)) == 299.5
    assert read(exif.of_resolution(300))[ExifTags.Base.XResolution] == 300


def test_a_packet_keeps_its_properties_and_prefixes() -> None:
    merged = xmp.merged(odd_files.xmp("<xmp:Rating>4</xmp:Rating>"), recipe='{"steps": "<&>"}')
    assert merged is not None
    assert b"<xmp:Rating>4</xmp:Rating>" in merged
    assert xmp.recipe_in(merged) == '{"steps": "<&>"}'
    again = xmp.merged(merged, recipe="{}")
    assert again is not None
    assert xmp.recipe_in(again) == "{}"
    assert again.count(b"limner:Recipe>") == 2


STALE = {
    "thumbnails": ("<xmp:Thumbnails>OLD</xmp:Thumbnails>", ""),
    "gain map": ("<h:Version>OLD</h:Version>", 'xmlns:h="http://ns.adobe.com/hdr-gain-map/1.0/"'),
    "gain map attribute": ("", 'xmlns:h="http://ns.adobe.com/hdr-gain-map/1.0/" h:GainMapMax="OLD"'),
    "motion photo": ("<c:MicroVideo>OLD</c:MicroVideo>", 'xmlns:c="http://ns.google.com/photos/1.0/camera/"'),
    "depth map": ("<d:Data>OLD</d:Data>", 'xmlns:d="http://ns.google.com/photos/1.0/image/"'),
    "orientation": ("<t:Orientation>OLD</t:Orientation>", 'xmlns:t="http://ns.adobe.com/tiff/1.0/"'),
    "nested thumbnail": (
        "<xmp:Pantry><g:image>OLD</g:image></xmp:Pantry>",
        'xmlns:g="http://ns.adobe.com/xap/1.0/g/img/"',
    ),
}


@pytest.mark.parametrize("kind", STALE)
def test_what_no_longer_holds_is_taken_out(kind: str) -> None:
    properties, namespaces = STALE[kind]
    merged = xmp.merged(odd_files.xmp(properties + "<xmp:Rating>4</xmp:Rating>", namespaces))
    assert merged is not None
    assert b"OLD" not in merged
    assert b"xmp:Rating" in merged


PLACES = (
    "<e:GPSLatitude>SECRET</e:GPSLatitude><p:City>SECRET</p:City><i:LocationShown>SECRET</i:LocationShown>",
    'xmlns:e="http://ns.adobe.com/exif/1.0/" xmlns:p="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:GPSLongitude="SECRET" p:Country="SECRET"',
)


def test_places_stay_unless_they_are_to_go() -> None:
    packet = odd_files.xmp(*PLACES)
    kept, gone = xmp.merged(packet), xmp.merged(packet, gps=False)
    assert kept is not None
    assert kept.count(b"SECRET") == 5
    assert gone is not None
    assert b"SECRET" not in gone


HOSTILE = {
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + odd_files.xmp("&b;"),
    "entities inside": odd_files.xmp('<!DOCTYPE x [<!ENTITY a "a">]>&a;'),
    "external entity": odd_files.xmp('<!ENTITY x SYSTEM "file:///etc/passwd">&x;'),
    "not closed": b"<x:xmpmeta><rdf:RDF>",
    "not utf-8": b"\xff\xfe" + "<x:xmpmeta/>".encode("utf-16-le"),
    "nothing": b"",
    "no packet": b"<html></html>",
    "undeclared prefix": b"<x:xmpmeta><y:RDF></y:RDF></x:xmpmeta>",
    "too big": odd_files.xmp("<xmp:Label>" + "x" * 4_100_000 + "</xmp:Label>"),
    "deep": odd_files.xmp("<xmp:a>" * 20_000 + "</xmp:a>" * 20_000),
    "many openings": b"<RDF" * 500_000,
    "many closings": b"</RDF " * 300_000,
    "spaces": odd_files.xmp(" " * 1_000_000 + "<"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_packet_is_dropped_quickly_and_the_recipe_still_written(kind: str) -> None:
    begun = time.process_time()
    merged = xmp.merged(HOSTILE[kind], recipe="{}")
    assert time.process_time() - begun < 2
    assert merged is not None
    assert xmp.recipe_in(merged) == "{}"
    assert b"passwd" not in merged
    assert b"ENTITY" not in merged
    minidom.parseString(merged)


@given(st.text())
def test_any_text_survives_as_json(text: str) -> None:
    import json

    for ascii_only in (True, False):
        recipe = json.dumps({"name": text}, ensure_ascii=ascii_only)
        merged = xmp.merged(None, recipe=recipe)
        assert json.loads(xmp.recipe_in(merged) or "") == {"name": text}


def test_strip_decides_what_is_written() -> None:
    image = decode(odd_files.jpeg_with_everything())
    plain = metadata.to_write(image, "rgb", "{}")
    assert plain.exif is not None
    assert plain.xmp is not None
    assert (plain.icc, plain.dpi, plain.recipe) == (image.icc, 300, "{}")
    placeless = metadata.to_write(replace(image, saving=Saving(strip="gps")), "rgb", "{}")
    assert placeless.xmp is not None
    assert b"GPS" not in placeless.xmp
    assert read(placeless.exif).get_ifd(ExifTags.IFD.GPSInfo) == {}
    bare = metadata.to_write(replace(image, saving=Saving(strip="all")), "rgb", "{}")
    assert (bare.exif, bare.xmp, bare.recipe, bare.icc) == (None, None, None, image.icc)


def test_a_profile_is_written_only_for_its_space() -> None:
    image = decode(odd_files.jpeg_with_everything())
    assert metadata.to_write(image, "gray").icc is None
    assert metadata.to_write(image, "cmyk").icc is None


def test_the_space_of_a_profile_is_read_and_broken_ones_have_none() -> None:
    profile = odd_files.srgb_profile()
    assert icc_profile.space_of(profile) == "rgb"
    assert icc_profile.space_of(profile[:-1]) is None
    assert icc_profile.space_of(None) is None
    assert icc_profile.space_of(profile[:36] + b"nope" + profile[40:]) is None
