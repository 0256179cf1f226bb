# ruff: noqa: E501
"""Numbers as people state them: command lines, short forms, boxes, lengths on paper, attributes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reason.planner.reading import only

from limner.core.geometry import Box
from limner.core.steps.base import InBox
from limner.reason.planner.planner import plan

COMMANDS = [
    ("convert a.jpg -resize 40% -quality 77 b.jpg", [("resize", {"percent": 40}), ("compress", {"quality": 77})]),
    ("magick shot.png -strip -rotate -90 shot.webp", [("strip", {}), ("rotate", {"degrees": -90}), ("convert", {"format": "webp"})]),
    ("-resize x333", [("resize", {"height": 333})]),
    ("-modulate 120,80", [("brightness", {"percent": 20}), ("saturation", {"percent": -20})]),
    ("crop=300:200:10:20", [("crop", {"box": Box(10, 20, 310, 220)})]),
    ("scale=iw*2:ih*2,hflip", [("resize", {"percent": 200}), ("flip", {"axis": "horizontal"})]),
    ("filter: contrast(1.3) blur(4px)", [("contrast", {"percent": 30}), ("blur", {"radius": 4})]),
    ("ImageEnhance.Color(im).enhance(0.5)", [("saturation", {"percent": -50})]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), COMMANDS, ids=[words for words, _ in COMMANDS])
def test_a_command_line_is_read_as_its_steps(words: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert _read(words, wanted) == wanted


NUMBERS = [
    ("save it as jpg q88", [("convert", {"format": "jpeg"}), ("compress", {"quality": 88})]),
    ("950w", [("resize", {"width": 950})]),
    ("keep it below 90k", [("compress", {"max_bytes": 90_000})]),
    ("rotate by minus thirty five degrees", [("rotate", {"degrees": -35})]),
    ("shave 2 inches off the right at 100 dpi", [("crop", {"right": 200, "unit": "px"})]),
    ("5x5 cm at 254 dpi", [("resize", {"width": 500, "height": 500})]),
    ("saturation 1.3, brightness 0.9", [("saturation", {"percent": 30}), ("brightness", {"percent": -10})]),
    ("unsharp mask radius 3, amount 80%, threshold 4", [("sharpen", {"radius": 3, "percent": 80, "threshold": 4})]),
    ("the horizon is off by 4 degrees and crooked, straighten it", [("straighten", {"degrees": 4})]),
    ("brightness is too high. reduce 25", [("brightness", {"percent": -25})]),
    ("resize; invert; 640 px wide", [("resize", {"width": 640}), ("invert", {})]),
    ("i need this at 5x7 for the lab, crop it", [("crop", {"aspect": "5:7"})]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), NUMBERS, ids=[words for words, _ in NUMBERS])
def test_a_number_reaches_the_field_that_it_is_said_for(
    words: str, wanted: list[tuple[str, dict[str, Any]]]
) -> None:
    assert _read(words, wanted) == wanted


@pytest.mark.parametrize(
    "words",
    ["blur 200x100+30+40", "reduce contrast 20% in region 30,40,230,140", "pixelate x=30 y=40 w=200 h=100"],
)
def test_a_stated_box_limits_a_step(words: str) -> None:
    assert only(words).where == InBox(box=Box(30, 40, 230, 140))


def _read(words: str, wanted: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for place, step in enumerate(plan(words).steps):
        said = step.parameters()
        inner = said.get("sides")
        fields = wanted[place][1] if place < len(wanted) else {}
        found.append((step.op, {name: said.get(name, getattr(inner, name, None)) for name in fields}))
    return found
