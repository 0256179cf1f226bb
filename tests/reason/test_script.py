from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from limner.core.errors import Unsupported
from limner.core.plan import Plan
from limner.reason.script import plan_script
from limner.session.session import Session

PLANS = {
    "a chain": [
        {"op": "crop", "sides": {"left": 10, "unit": "percent"}},
        {"op": "resize", "width": 100},
        {"op": "brightness", "percent": 20},
        {"op": "sharpen"},
    ],
    "places": [
        {"op": "pixelate", "size": 9, "where": {"left": 0.2, "right": 0.6}},
        {"op": "blur", "radius": 2, "where": {"box": {"left": 5, "top": 5, "right": 90, "bottom": 80}}},
        {"op": "invert", "where": {"mask": "mask.png"}},
        {"op": "crop", "where": {"right": 0.5}},
    ],
    "pictures": [{"op": "overlay", "picture": "logo.png", "anchor": "top-left"}, {"op": "frame"}],
    "frame first": [{"op": "frame", "number": 0}, {"op": "curves", "points": [[0, 10], [255, 200]]}],
    "points": [{"op": "perspective", "corners": [[5, 5], [300, 0], [310, 230], [0, 200]]}],
}


@pytest.mark.parametrize("name", PLANS)
def test_a_script_gives_the_same_file_as_an_edit_without_a_recipe(
    name: str, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(photo.parent)
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (20, 30, 4), np.uint8)).save("logo.png")
    Image.fromarray(np.tile(np.arange(320) % 256, (240, 1)).astype(np.uint8)).save("mask.png")
    plan = Plan.from_data({"instruction": name, "steps": PLANS[name]})
    Session().edit("photo.jpg", plan).save("by-session.jpg", recipe=False)
    script = plan_script(plan, "photo.jpg", "by-script.jpg")
    exec(compile(script, "script", "exec"), {})
    assert Path("by-script.jpg").read_bytes() == Path("by-session.jpg").read_bytes()


def test_a_script_is_short_and_says_what_was_asked() -> None:
    plan = Plan.from_data({"instruction": "crop\nit", "steps": [{"op": "crop", "width": 5, "height": 6}]})
    script = plan_script(plan, "a.jpg", "b.jpg")
    assert script.startswith("# crop it\n")
    assert "image = ops.crop(image, width=5, height=6)\n" in script
    assert len(script.splitlines()) < 14


def test_a_plan_that_cannot_be_done_has_no_script() -> None:
    with pytest.raises(Unsupported):
        plan_script(Plan.from_data({"steps": [{"op": "remove", "what": "man"}]}), "a.jpg", "b.jpg")
