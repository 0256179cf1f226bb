"""Text: where it lies, how large it is, which font it takes, and that no empty box is ever drawn."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from limner.core.errors import BadValue, Unsupported
from limner.core.image import Image
from limner.ops import fonts
from limner.ops.fonts import Face, face_for
from limner.ops.lettering import text

ZHE = "Ж"


def canvas(width: int = 200, height: int = 100) -> Image:
    return Image.from_array(np.zeros((height, width), np.uint8))


def ink(image: Image) -> tuple[int, int, int, int]:
    """The box of all that is not black."""
    rows, columns = np.nonzero(image.to_array()[..., 0])
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


@pytest.fixture
def pillows_font() -> bytes:
    """Pillow's own font as a file."""
    return ImageFont.load_default(20).path.getvalue()


@pytest.fixture
def russian(tmp_path: Path, pillows_font: bytes) -> Path:
    """A font with the letter Zhe: Pillow's, its character map (format 4) changed at U+00BB."""
    data = bytearray(pillows_font)
    tables = struct.unpack_from(">H", data, 4)[0]
    records = [struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack_from(">H", data, start + 2)[0]
    for table in {start + struct.unpack_from(">HHL", data, start + 4 + 8 * i)[2] for i in range(count)}:
        if struct.unpack_from(">H", data, table)[0] != 4:
            continue
        double = struct.unpack_from(">H", data, table + 6)[0]
        ends = [struct.unpack_from(">H", data, table + 14 + 2 * k)[0] for k in range(double // 2)]
        at = table + 14 + 2 * ends.index(0xBB)
        delta = struct.unpack_from(">h", data, at + 2 + 2 * double)[0]
        struct.pack_into(">H", data, at, ord(ZHE))
        struct.pack_into(">H", data, at + 2 + double, ord(ZHE))
        struct.pack_into(">h", data, at + 2 + 2 * double, delta + 0xBB - ord(ZHE))
    path = tmp_path / "russian.ttf"
    path.write_bytes(data)
    return path


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a font."""
    monkeypatch.setattr(fonts, "installed", tuple)


@pytest.mark.usefixtures("no_fonts")
def test_plain_text_needs_no_installed_font() -> None:
    sentence = "".join(chr(code) for code in range(0x20, 0x7F)) + "©°«»“”‘’…™"
    assert face_for(sentence) == Face()
    assert text(canvas(), sentence).to_array().max() > 100


@pytest.mark.usefixtures("no_fonts")
def test_a_letter_that_no_font_has_is_named_with_what_to_do() -> None:
    with pytest.raises(Unsupported, match=r"'Ж' \(U\+0416, CYRILLIC CAPITAL LETTER ZHE\)") as caught:
        text(canvas(), f"abc {ZHE} ü")
    assert "font=PATH" in caught.value.hint


def test_a_font_of_the_system_is_taken_when_pillows_own_lacks_a_letter(
    russian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: (russian.with_name("gone.ttf"), russian))
    assert face_for("abc") == Face()
    assert face_for(f"abc {ZHE}") == Face(str(russian))
    assert text(canvas(), ZHE, size=40).to_array().max() == 255
    with pytest.raises(Unsupported, match="U\\+00FC"):
        face_for(f"{ZHE}ü")


def test_a_font_that_pretends_to_have_every_letter_is_passed_over(
    russian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: (russian,))
    monkeypatch.setattr(Face, "name", "LastResort Regular")
    with pytest.raises(Unsupported):
        face_for(ZHE)


@pytest.mark.usefixtures("no_fonts")
def test_a_letter_and_its_accent_count_as_one_letter() -> None:
    with pytest.raises(Unsupported, match="LATIN SMALL LETTER E WITH ACUTE"):
        text(canvas(), "cafe\u0301")


def test_a_font_can_be_named_by_its_path_or_its_family(
    russian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: (russian,))
    assert face_for("a", str(russian)) == Face(str(russian))
    assert face_for("a", "aileron") == Face(str(russian))
    assert face_for("a", "Aileron Regular") == Face(str(russian))
    with pytest.raises(BadValue, match="no font 'Comic'"):
        face_for("a", "Comic")


def test_a_font_asked_for_is_not_replaced_when_it_lacks_a_letter(russian: Path) -> None:
    with pytest.raises(BadValue, match="no glyph for 'ü'"):
        text(canvas(), "ü", font=str(russian))


def test_a_font_file_that_is_missing_or_no_font_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="not there"):
        text(canvas(), "a", font=str(tmp_path / "none.ttf"))
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all")
    with pytest.raises(BadValue, match="no font that can be read"):
        text(canvas(), "a", font=str(broken))


def test_fonts_are_found_below_the_usual_folders_plain_ones_first(
    tmp_path: Path, pillows_font: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/Zed-Bold.ttf", "b/DejaVuSans.ttf", "a/Abc.otf", "a/readme.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pillows_font)
    monkeypatch.setattr(fonts, "FOLDERS", (tmp_path, tmp_path / "nowhere"))
    monkeypatch.setattr(fonts, "_fontconfig", list)
    found = fonts.installed.__wrapped__()
    assert [path.name for path in found] == ["DejaVuSans.ttf", "Abc.otf", "Zed-Bold.ttf"]


@settings(max_examples=40, deadline=None)
@given(
    letter=st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cf", "Mn", "Mc", "Me", "Zs", "Zl", "Zp", "Cc")
    )
)
def test_a_letter_counts_as_there_only_if_the_character_map_has_it(letter: str) -> None:
    known = {*range(0x20, 0x7F), 0xA9, 0xAB, 0xB0, 0xB1, 0xB4, 0xB7, 0xBB, 0x2018, 0x2019, 0x201C, 0x201D}
    known |= {0x2026, 0x2039, 0x203A, 0x2044, 0x2122, 0xFB01, 0xFB02}
    assert (Face().lacks(letter) is None) == (ord(letter) in known)


@pytest.mark.usefixtures("no_fonts")
def test_letters_that_cannot_be_seen_draw_nothing() -> None:
    plain = text(canvas(), "ab c", size=30).to_array()
    for strange in ("a\u200bb c", "a\u00adb\u2003c", "\ufeffab c", "ab\u00a0c", "ab\x1fc", "ab c\r\n"):
        assert (text(canvas(), strange, size=30).to_array() == plain).all()


def test_a_line_is_as_high_as_asked() -> None:
    for size in (20, 37.5, 64):
        one = ink(text(canvas(900, 300), "Ég|gÉ".replace("É", "E"), size=size, anchor="top-left", margin=10))
        two = ink(text(canvas(900, 300), "E|\nE|", size=size, anchor="top-left", margin=10))
        assert 0.7 * size <= one[3] - one[1] <= size + 1
        assert two[3] - ink(text(canvas(900, 300), "E|", size=size, anchor="top-left", margin=10))[
            3
        ] == round(size)


def test_the_letters_are_those_that_pillow_draws() -> None:
    font = Face().at(40)
    ascent, descent = Face().at(1000).getmetrics()
    want = PillowImage.new("L", (200, 100))
    ImageDraw.Draw(want).text((10, 20 + font.getmetrics()[0]), "Hello", fill=255, font=font, anchor="ls")
    got = text(canvas(), "Hello", size=40 * (ascent + descent) / 1000, at=(10, 20)).to_array()[..., 0]
    assert (got == np.asarray(want)).all()


@pytest.mark.parametrize(
    ("anchor", "horizontal", "vertical"),
    [
        ("top-left", "left", "top"),
        ("top", "middle", "top"),
        ("bottom-right", "right", "bottom"),
        ("center", "middle", "middle"),
        ("left", "left", "middle"),
        ("bottom", "middle", "bottom"),
    ],
)
def test_an_anchor_holds_the_block_a_margin_from_its_sides(
    anchor: str, horizontal: str, vertical: str
) -> None:
    left, top, right, bottom = ink(text(canvas(), "HgH", size=24, anchor=anchor, margin=6))
    slack = 6
    if horizontal == "left":
        assert 6 <= left <= 6 + slack
    elif horizontal == "right":
        assert 194 - slack <= right <= 194
    else:
        assert abs((left + right) / 2 - 100) <= 3
    if vertical == "top":
        assert 6 <= top <= 6 + slack
    elif vertical == "bottom":
        assert 94 - slack <= bottom <= 94
    else:
        assert abs((top + bottom) / 2 - 50) <= slack


def test_lines_are_flush_with_the_side_of_the_anchor() -> None:
    wide = "mmmmmmmm\n|"
    for anchor, place in (("top-left", "left"), ("top-right", "right"), ("top", "middle")):
        samples = text(canvas(), wide, size=20, anchor=anchor, margin=0).to_array()[20:42, :, 0]
        columns = np.nonzero(samples.max(0))[0]
        block = ink(text(canvas(), wide, size=20, anchor=anchor, margin=0))
        middle = (block[0] + block[2]) / 2
        if place == "left":
            assert columns.max() < middle - 30
        elif place == "right":
            assert columns.min() > middle + 30
        else:
            assert abs(columns.mean() - middle) <= 3


def test_text_without_a_size_is_a_twelfth_and_shrinks_until_it_fits() -> None:
    short = text(canvas(2000, 1000), "Hi", anchor="top-left", margin=0)
    assert (
        short.to_array() == text(canvas(2000, 1000), "Hi", 1000 / 12, anchor="top-left", margin=0).to_array()
    ).all()
    long = ink(text(canvas(300, 200), "a rather long line of words " * 4, anchor="center", margin=4))
    assert 4 <= long[0] < 30
    assert 270 < long[2] <= 296


def test_text_of_a_given_size_that_does_not_fit_is_cut_off_at_the_canvas() -> None:
    done = text(canvas(), "WWWWWWWWWWWWWW", size=90)
    assert done.size == canvas().size
    left, _, right, _ = ink(done)
    assert (left, right) == (0, 200)


@pytest.mark.parametrize("at", [(5000, 5), (201, 5), (5, 100)])
def test_text_at_a_point_off_the_canvas_is_refused(at: tuple[int, int]) -> None:
    with pytest.raises(BadValue, match="outside"):
        text(canvas(), "gone", at=at)


def test_lines_at_a_point_are_flush_left_and_begin_there() -> None:
    there = text(canvas(), "wide line\n|", size=20, at=(12, 7)).to_array()
    assert (there == text(canvas(), "wide line\n|", 20, anchor="top-left", at=(12, 7)).to_array()).all()
    left, top, _, _ = ink(text(canvas(), "|\n|||||", size=20, at=(12, 7)))
    assert 12 <= left <= 16
    assert 7 <= top <= 14
    lower = text(canvas(), "wide line\n|", size=20, at=(12, 7)).to_array()[28:48, :, 0]
    assert np.nonzero(lower.max(0))[0].max() < 22


def test_an_outline_surrounds_the_letters() -> None:
    gray = Image.from_array(np.full((100, 200), 128, np.uint8))
    plain = text(gray, "Io", size=60, color="white").to_array()[..., 0]
    edged = text(gray, "Io", size=60, color="white", outline="black").to_array()[..., 0]
    assert (edged[plain == 255] == 255).all()
    rim = edged == 0
    assert rim.sum() > 300
    grown = np.zeros_like(rim)
    for down in range(-6, 7):
        for across in range(-6, 7):
            grown |= np.roll(plain > 128, (down, across), (0, 1))
    assert grown[rim].all()


def test_an_outline_under_half_opacity_does_not_show_through_the_letters() -> None:
    gray = Image.from_array(np.full((100, 200), 100, np.uint8))
    solid = text(gray, "I", size=60, color="white", outline="black").to_array()[..., 0]
    half = text(gray, "I", size=60, color="white", outline="black", opacity=0.5).to_array()[..., 0]
    assert (np.abs(half[solid == 255].astype(float) - 177.5) <= 1).all()
    assert (half[solid == 0] == 50).all()


def test_tiles_of_text_cover_the_whole_canvas() -> None:
    done = text(canvas(400, 300), "mark", size=20, tile=True).to_array()[..., 0]
    for top in range(0, 300, 100):
        for left in range(0, 400, 100):
            assert done[top : top + 100, left : left + 100].max() > 100
    assert (done > 0).mean() < 0.3
    fainter = text(canvas(400, 300), "mark", size=20, tile=True, opacity=0.5).to_array()[..., 0]
    assert np.abs(fainter - done * 0.5).max() <= 0.5


def test_tiles_with_an_outline_keep_letters_and_rims_together() -> None:
    gray = Image.from_array(np.full((300, 400), 128, np.uint8))
    done = text(gray, "mark", size=30, outline="black", tile=True).to_array()[..., 0]
    bright, dark = np.argwhere(done > 220), {tuple(place) for place in np.argwhere(done < 60)}
    near = [any((y + j, x + i) in dark for j in range(-5, 6) for i in range(-5, 6)) for y, x in bright[::50]]
    assert all(near)


def test_gray_text_keeps_the_space_and_coloured_text_makes_gray_rgb(any_format: Image, make_picture) -> None:
    assert text(any_format, "a", outline="black").space == any_format.space
    assert text(any_format, "a", color="red").space == (
        "rgb" if any_format.space == "gray" else any_format.space
    )
    wide = make_picture("rgb16", width=60, height=40)
    done = text(wide, "I", size=40, color="#ff0000", at=(10, 0)).to_array()
    assert (done == np.array([65535, 0, 0])).all(-1).any()
    assert (done[:, 40:] == wide.to_array()[:, 40:]).all()


def test_writing_from_right_to_left_is_shaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Face, "lacks", lambda self, letters: None)
    monkeypatch.setattr("PIL.features.check", lambda feature: False)
    with pytest.raises(Unsupported, match="Raqm"):
        text(canvas(), "שלום")


@pytest.mark.parametrize(
    "given",
    [
        {"text": " \n\t"},
        {"text": "a", "size": 0},
        {"text": "a" * 9000, "size": 5000},
        {"text": "a", "color": "reddish"},
        {"text": "a", "opacity": 2},
        {"text": "a", "margin": -1},
    ],
)
def test_a_parameter_that_cannot_be_drawn_is_refused(given: dict) -> None:
    with pytest.raises(BadValue):
        text(canvas(), **given)


def test_a_damaged_font_is_drawn_or_refused_and_nothing_else(pillows_font: bytes, tmp_path: Path) -> None:
    random = np.random.default_rng(4)
    refused = 0
    for _ in range(60):
        data = np.frombuffer(pillows_font, np.uint8).copy()
        data[random.integers(0, len(data), 40)] = random.integers(0, 256, 40)
        path = tmp_path / "damaged.ttf"
        path.write_bytes(data.tobytes())
        try:
            text(canvas(), "Hello gj", size=30, font=str(path), outline="gray").to_array()
        except BadValue:
            refused += 1
    assert refused > 5
