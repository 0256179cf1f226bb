"""Documents to read: what is printed is what the values say, and it lies in its box."""

import json

import numpy as np
import pytest

from limner.core.errors import BadValue
from limner.world.documents.document import KINDS, document
from limner.world.documents.typefaces import TYPEFACES, line

SEEDS = range(12)


def fields(page):
    return {field.name: field for field in page.fields}


def numbers(page, prefix):
    return [int(field.text) for field in page.fields if field.name.startswith(prefix)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_lies_inside_the_page_and_shows_something(kind):
    for seed in SEEDS:
        page = document(seed, 256, kind)
        height, width = page.pixels.shape[:2]
        assert min(height, width) == 256
        assert len(fields(page)) == len(page.fields), "names repeat"
        for field in page.fields:
            left, top, right, bottom = field.box
            assert 0 <= left < right <= width, (seed, field)
            assert 0 <= top < bottom <= height, (seed, field)
            patch = page.pixels[top:bottom, left:right].reshape(-1, 3)
            flat = field.name.startswith("bar")
            assert flat or len(np.unique(patch, axis=0)) > 1, (seed, field)


@pytest.mark.parametrize("kind", KINDS)
def test_texts_do_not_cover_each_other(kind):
    for seed in SEEDS:
        marks = ("bar", "point", "switch", "progress", "volume")
        boxes = [field.box for field in document(seed, 512, kind).fields if not field.name.startswith(marks)]
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                apart = one.right <= other.left or other.right <= one.left
                assert apart or one.bottom <= other.top or other.bottom <= one.top, (seed, one, other)


def test_the_same_seed_is_the_same_page_at_any_resolution():
    for seed in SEEDS:
        small, again, large = document(seed, 256), document(seed, 256), document(seed, 512)
        assert np.array_equal(small.pixels, again.pixels)
        assert small.values == large.values
        assert [(one.name, one.text) for one in small.fields] == [
            (one.name, one.text) for one in large.fields
        ]
        for one, other in zip(small.fields, large.fields, strict=True):
            assert np.abs(2 * np.array(one.box) - other.box).max() <= 12
        json.dumps(small.values)


def test_seeds_vary_kind_and_content():
    assert {document(seed, 192).kind for seed in range(40)} == set(KINDS)
    assert len({document(seed, 192, "receipt").pixels.tobytes() for seed in range(10)}) == 10


def test_the_bars_are_as_high_as_their_values():
    for seed in SEEDS:
        page = document(seed, 800, "bar chart")
        values = page.values["numbers"]
        heights = [f.box.bottom - f.box.top for f in page.fields if f.name.startswith("bar ")]
        assert numbers(page, "bar ") == values
        scale = max(heights) / max(values)
        assert np.allclose(heights, np.multiply(values, scale), atol=1.5)


def test_a_bar_ends_where_its_box_ends():
    page = document(3, 400, "bar chart")
    for field in page.fields:
        if field.name.startswith("bar "):
            left, top, right, bottom = field.box
            color = page.pixels[bottom - 1, (left + right) // 2]
            assert (page.pixels[top:bottom, left:right] == color).all()
            assert not (page.pixels[top - 1, left:right] == color).all()


def test_the_points_of_a_line_stand_at_the_height_of_their_ticks():
    for seed in SEEDS:
        page = document(seed, 800, "line chart")
        middle = {name: (field.box.top + field.box.bottom) / 2 for name, field in fields(page).items()}
        ticks = sorted(numbers(page, "tick "))
        low, high = middle[f"tick {ticks[0]}"], middle[f"tick {ticks[-1]}"]
        for name, value in zip(page.values["names"], page.values["numbers"], strict=True):
            expected = low + (high - low) * value / ticks[-1]
            assert middle[f"point {name}"] == pytest.approx(expected, abs=5)


def test_the_slices_of_a_pie_fill_it_in_their_shares():
    for seed in SEEDS:
        page = document(seed, 400, "pie chart")
        shares = page.values["percent"]
        assert sum(shares) == 100
        named = fields(page)
        pie = page.pixels[60:390, 40:360].reshape(-1, 3)
        areas = []
        for name in page.values["names"]:
            label = named[f"label {name}"].box
            y = (label.top + label.bottom) // 2
            areas.append((pie == page.pixels[y, 409]).all(axis=1).sum())
        assert np.allclose(100 * np.array(areas) / sum(areas), shares, atol=1.2), seed


def test_a_receipt_adds_up_and_prints_its_sums():
    for seed in SEEDS:
        page = document(seed, 256, "receipt")
        values, named = page.values, fields(page)
        cents = {item["name"]: item["count"] * item["price"] for item in values["items"]}
        assert values["subtotal"] == sum(cents.values())
        assert abs(values["tax"] - values["subtotal"] * values["tax percent"] / 100) <= 0.5
        assert values["total"] == values["subtotal"] + values["tax"]
        for name, amount in {f"price {name}": cent for name, cent in cents.items()}.items():
            assert named[name].text == f"{values['currency']}{amount / 100:.2f}"
        assert named["total"].text.endswith(f"{values['total'] / 100:.2f}")
        assert named["shop"].text == values["shop"]


def test_a_switch_that_is_on_has_its_knob_on_the_right():
    seen = set()
    for seed in range(30):
        page = document(seed, 400, "screen")
        for name, on in page.values.get("switches", {}).items():
            left, top, right, bottom = fields(page)[f"switch {name}"].box
            white = (page.pixels[top:bottom, left:right] == 255).all(axis=2)
            half = white.shape[1] // 2
            assert (white[:, half:].sum() > white[:, :half].sum()) == on
            seen.add(on)
    assert seen == {True, False}


def test_every_typeface_writes_as_high_as_asked():
    for face in TYPEFACES:
        rows = np.flatnonzero((line("HEX", 40, face) > 127).any(axis=1))
        assert rows[-1] - rows[0] + 1 == pytest.approx(40, abs=5), face
        assert line("HEX", 40, face).shape[0] == 80


def test_what_cannot_be_written_is_refused():
    with pytest.raises(BadValue, match="printable ASCII"):
        line("näh", 20, "sans")
    with pytest.raises(BadValue, match="printable ASCII"):
        line("  ", 20, "sans")
    with pytest.raises(BadValue, match="allowed are sans"):
        line("word", 20, "gothic")
    with pytest.raises(BadValue, match="allowed are bar chart"):
        document(0, 256, "map")
    with pytest.raises(BadValue, match="192-2048"):
        document(0, 64)
