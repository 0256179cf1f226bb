# ruff: noqa: E501
"""Each stated number reaches the plan once, and only the one it is."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reason.planner.reading import only, ops, parameters

from limner.core.errors import Unclear
from limner.core.plan import step_types
from limner.core.steps.base import InPart
from limner.reason.planner.planner import plan

TOP, LEFT = InPart(bottom=0.5), InPart(right=0.5)


@pytest.mark.parametrize(
    ("words", "field", "value", "place"),
    [
        ("make the top half darker", "percent", -20.0, TOP),
        ("sepia the left half", "amount", 1.0, LEFT),
        ("increase the contrast of the top half", "percent", 20.0, TOP),
        ("darken the left half by 40%", "percent", -40.0, LEFT),
        ("pixelate the top 50%", "size", 16, TOP),
        ("make the upper left quarter warmer", "amount", 20.0, InPart(right=0.5, bottom=0.5)),
        ("brighten the right two thirds by 30%", "percent", 30.0, InPart(left=1 - 2 / 3)),
    ],
)
def test_a_part_is_a_place_and_no_amount(words: str, field: str, value: float, place: InPart) -> None:
    step = only(words)
    assert (step.parameters()[field], step.where) == (value, place)
    assert words in step.why


@pytest.mark.parametrize(
    "words",
    [
        "resize to 0x0", "crop to 0x0", "resize to width 0", "resize to 0%", "rotate by 1e400 degrees",
        "rotate by 100000 degrees", "make it 5000% brighter", "make it 150% darker", "blur with radius 99999",
        "sharpen by 99999%", "pixelate with blocks of 1 px", "denoise strength 5000", "grain 900", "vignette 500%",
        "posterize to 1 level", "quality 0", "save as jpeg quality 500", "compress to 0 kb", "opacity 500%",
        "gamma 0", "threshold at 900", "add a 0 px border", "set dpi to 0", "pixelate the top half with 1 px blocks",
    ],
)  # fmt: skip
def test_a_number_outside_the_range_is_refused_with_the_range(words: str) -> None:
    with pytest.raises(Unclear, match=r"(?:greater|less) than"):
        plan(words)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("make it 500% brighter", {"percent": 500}),
        ("500% brightness", {"percent": 400}),
        ("crop to 10x10", {"width": 10, "height": 10}),
        ("crop to 16x9", {"aspect": "16:9"}),
        ("crop to 8x10 for a print", {"aspect": "8:10"}),
        ("crop to 8x10 px for a print", {"width": 8, "height": 10}),
        ("rotate by 1e2 degrees", {"degrees": 100}),
        ("apply the edge-enhance-more kernel", {"name": "edge-enhance-more"}),
        ("trim with tolerance 3", {"trim": True, "tolerance": 3}),
        ("make it brighter but not too much", {"percent": 10}),
        ("make it warmer without resizing", {"amount": 20}),
        ("sharpen by 30% but no border", {"percent": 30}),
    ],
)
def test_a_step_holds_what_was_said(words: str, wanted: dict[str, Any]) -> None:
    step = only(words)
    assert {name: step.parameters()[name] for name in wanted} == wanted
    assert step.where is None


TEMPLATES = (
    ("brighten by {}%", "percent", 1), ("make it {}% darker", "percent", -1), ("reduce contrast by {}%", "percent", -1),
    ("rotate {} degrees counterclockwise", "degrees", -1), ("blur with radius {}", "radius", 1), ("sharpen by {}%", "percent", 1),
    ("pixelate with {} px blocks", "size", 1), ("denoise with strength {}", "strength", 1), ("grain {}", "amount", 1),
    ("vignette {}%", "percent", 1), ("posterize to {} levels", "levels", 1), ("threshold at {}", "level", 1),
    ("resize to {}%", "percent", 1), ("resize to {} px wide", "width", 1), ("scale to height {}", "height", 1),
    ("add a {} px border", "width", 1), ("compress to quality {}", "quality", 1), ("set dpi to {}", "dpi", 1),
    ("hue shift {} degrees", "degrees", 1), ("opacity {}%", "percent", 1), ("tint it magenta by {}", "amount", 1),
)  # fmt: skip


@pytest.mark.parametrize(("template", "field", "sign"), TEMPLATES, ids=[row[0] for row in TEMPLATES])
def test_every_stated_number_appears_in_the_plan(template: str, field: str, sign: int) -> None:
    for number in (2, 3, 7, 16, 45, 50, 90, 99):
        assert parameters(template.format(number))[field] == sign * number, number


@pytest.mark.parametrize("words", ["and whatever", "and so on", ", etc", "and stuff"])
def test_a_loose_end_is_told(words: str) -> None:
    made = plan(f"brighten by 10% {words}")
    assert [(step.op, step.where) for step in made.steps] == [("brightness", None)]
    assert any("names no edit" in note for note in made.warnings)


def test_the_name_of_a_file_is_told_to_be_unused() -> None:
    made = plan("save as out.jpg")
    assert made.steps[0].parameters() == {"format": "jpeg"}
    assert "out.jpg" in made.steps[0].why
    assert any("-o" in note for note in made.warnings)


@pytest.mark.parametrize("op", sorted(step_types()))
def test_the_example_of_an_operation_plans_it(op: str) -> None:
    assert op in ops(step_types()[op].example)
