"""Every kind of check: a spoiled file is refused by the very check that is there for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

import limner.reason.checks as package
from limner.core.errors import CheckNotMet
from limner.core.image import Image
from limner.core.plan import Plan
from limner.core.result import Check
from limner.edit.exact import OPERATIONS
from limner.ops.encode import encode
from limner.reason.checks.written import check_written, expect
from limner.session.session import Session

Spoil = Callable[[Pillow.Image], Pillow.Image]
GRAY = {"op": "grayscale"}


def _again(spoil: Spoil, **options: Any) -> Callable[[bytes], bytes]:
    """The file opened, spoiled and written anew by Pillow."""

    def work(data: bytes) -> bytes:
        file = BytesIO()
        with Pillow.open(BytesIO(data)) as picture:
            format = options.pop("format", picture.format)
            spoil(picture.convert("RGB")).save(file, format, **options)
        return file.getvalue()

    return work


def _same(picture: Pillow.Image) -> Pillow.Image:
    return picture


def _smaller(picture: Pillow.Image) -> Pillow.Image:
    return picture.crop((0, 0, picture.width - 1, picture.height))


def _moved(picture: Pillow.Image) -> Pillow.Image:
    return Pillow.fromarray(np.roll(np.asarray(picture), 3, axis=1))


def _turned(picture: Pillow.Image) -> Pillow.Image:
    return picture.transpose(Pillow.Transpose.ROTATE_180)


def _darker(picture: Pillow.Image) -> Pillow.Image:
    return picture.point(lambda value: value * 0.7)


def _dot(picture: Pillow.Image) -> Pillow.Image:
    picture.putpixel((5, 5), (0, 255, 0))
    return picture


def _wiped(picture: Pillow.Image) -> Pillow.Image:
    picture.paste((0, 200, 255), (0, picture.height // 2, picture.width, picture.height))
    return picture


def _smooth(picture: Pillow.Image) -> Pillow.Image:
    return picture.reduce(4).resize(picture.size)


def _told() -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[0x010F] = "Camera"
    return exif


def _cut_off(data: bytes) -> bytes:
    return data[:40]


KINDS: dict[str, tuple[str, dict[str, Any], Callable[[bytes], bytes]]] = {
    "opens": ("out.jpg", GRAY, _cut_off),
    "format": ("out.jpg", GRAY, _again(_same, format="PNG")),
    "size": ("out.png", {"op": "resize", "width": 200}, _again(_smaller)),
    "turn": ("out.png", {"op": "brightness"}, _again(_turned)),
    "place": ("out.png", {"op": "brightness"}, _again(_moved)),
    "picture": ("out.png", {"op": "flip"}, _again(_darker)),
    "samples": ("out.png", {"op": "invert"}, _again(_dot)),
    "histogram": ("out.jpg", {"op": "invert"}, _again(_darker, quality=92)),
    "outside": ("out.png", {"op": "blur", "where": {"left": 0.5}}, _again(_dot)),
    "file size": ("out.jpg", {"op": "compress", "max_bytes": 9000}, _again(_same, quality=95)),
    "quality": ("out.jpg", {"op": "compress", "quality": 50}, _again(_same, quality=90)),
    "metadata": ("out.jpg", {"op": "strip"}, _again(_same, exif=_told())),
    "resolution": ("out.jpg", {"op": "dpi", "dpi": 300}, _again(_same, dpi=(72, 72))),
    "profile": ("out.jpg", {"op": "icc", "profile": "p3"}, _again(_same)),
    "text": ("out.png", {"op": "text", "text": "Hello", "color": "red"}, _again(_wiped)),
    "grain": ("out.png", {"op": "grain", "amount": 20}, _again(_smooth)),
}  # fmt: skip
"""By the name of a check: an edit, and what is done to its file that the check must see."""
ELSEWHERE = {"coefficients": "tests/session", "frame": "tests/reason/test_checks.py"}


def _judged(
    photo: Path, name: str, step: dict[str, Any], spoil: Callable[[bytes], bytes]
) -> tuple[Check, ...]:
    edited = Session().edit(photo, Plan.from_data({"steps": [step]}))
    saved = edited.save(photo.with_name(name))
    assert all(check.passed for check in saved.checks), saved.checks
    start = edited.start
    expected = expect(saved.recipe, start.source.header, start.gallery)
    data = spoil(photo.with_name(name).read_bytes())
    return check_written(data, saved.recipe, start.source.header, expected)


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoiled_file_is_refused_by_the_check_that_is_there_for_it(kind: str, photo: Path) -> None:
    checks = _judged(photo, *KINDS[kind])
    assert kind in {check.name for check in checks if not check.passed}, checks


def test_samples_of_sixteen_bits_in_a_lossy_file_are_compared_too(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 96 * 64).reshape(64, 96, 1).repeat(3, axis=2).astype(np.uint16)
    edited = Session().edit(Image.from_array(ramp), Plan.from_data({"steps": [{"op": "invert"}]}))
    saved = edited.save(tmp_path / "out.avif")
    start = edited.start
    darker = encode(Image.from_array((65535 - ramp) // 10 * 9), "avif").data
    checks = check_written(
        darker, saved.recipe, start.source.header, expect(saved.recipe, start.source.header, start.gallery)
    )
    assert "histogram" in {check.name for check in saved.checks if check.passed}
    assert "histogram" in {check.name for check in checks if not check.passed}, checks


@pytest.mark.parametrize("words", ["invert", "sharpen"])
def test_noise_of_sixteen_bits_in_a_lossy_file_raises_no_alarm(tmp_path: Path, words: str) -> None:
    noise = np.random.default_rng(0).integers(0, 65536, (64, 64, 3), dtype=np.uint16)
    saved = Session().edit(Image.from_array(noise), words).save(tmp_path / "out.avif")
    assert all(check.passed for check in saved.checks), saved.checks


def test_no_kind_of_check_is_without_a_spoiled_file() -> None:
    """Checks of a step bear its op, and tests/reason/test_checks.py leaves out each of these."""
    folder = Path(package.__file__).parent
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    named = set(re.findall(r'(?:name=|return )"([a-z ]+)",', source))
    assert named <= set(KINDS) | set(ELSEWHERE), named - set(KINDS) - set(ELSEWHERE)


@pytest.fixture
def coarse(photo: Path) -> Path:
    """A JPEG whose encoder takes back much of the finest noise."""
    with Pillow.open(photo) as picture:
        picture.save(photo.with_name("coarse.jpg"), quality=60)
    return photo.with_name("coarse.jpg")


def _checks(given: Path, step: dict[str, Any]) -> tuple[Check, ...]:
    edited = Session().edit(given, Plan.from_data({"steps": [step]}))
    try:
        return edited.save(given.with_name("out.jpg"), overwrite=True).checks
    except CheckNotMet as failure:
        return failure.result.checks  # type: ignore[attr-defined, no-any-return]


def test_noise_that_the_encoder_takes_back_is_not_missed_and_none_at_all_is(
    coarse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(check.passed for check in _checks(coarse, {"op": "grain", "amount": 10}))
    monkeypatch.setitem(OPERATIONS, "grain", lambda image, **_: image)
    assert "grain" in {c.name for c in _checks(coarse, {"op": "grain", "amount": 10}) if not c.passed}


@pytest.mark.parametrize("see_through", [False, True])
def test_a_relief_is_looked_for_from_the_side_that_the_light_comes_from(
    see_through: bool, make_picture: Any, tmp_path: Path
) -> None:
    """Pillow's first row of weights lies below the pixel; the wrong way round it would seem a shift."""
    noise = make_picture("rgba8" if see_through else "rgb8", width=160, height=140)
    image: Image = replace(noise, pixels=noise.pixels.gaussblur(1.2).linear(3, -255).cast("uchar"))
    plan = Plan.from_data({"steps": [{"op": "kernel", "name": "emboss"}]})
    checks = Session().edit(image, plan).save(tmp_path / "out.png").checks
    place = next(check for check in checks if check.name == "place")
    across, down = place.measured.removesuffix(" pixels").strip("()").split(", ")
    assert max(abs(float(across)), abs(float(down))) < 0.3
