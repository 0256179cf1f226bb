"""Every step's check: met by the operation, and not met when the operation is sabotaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from limner.core.errors import CheckNotMet
from limner.core.image import Image
from limner.core.plan import Plan, step_types
from limner.core.result import Check
from limner.core.steps.base import ExactStep
from limner.edit.exact import OPERATIONS
from limner.session.session import Session

BOX = {"left": 60, "top": 50, "right": 200, "bottom": 180}
BOXED = {"where": {"box": BOX}}
HARMLESS = {"op": "resize", "percent": 80}
STEPS: dict[str, dict[str, Any]] = {
    "crop": {"width": 200, "height": 150},
    "crop by sides": {"sides": {"left": 10, "top": 20}},
    "crop a part": {"part": {"left": 0.5}},
    "crop trim": {"trim": True},
    "zoom": {"factor": 2},
    "resize": {"width": 200},
    "resize fill": {"width": 200, "height": 200, "fit": "fill"},
    "resize pad": {"width": 200, "height": 200, "fit": "pad"},
    "rotate": {"degrees": 90},
    "rotate half": {"degrees": 180},
    "rotate a little": {"degrees": 10},
    "straighten": {"degrees": 3},
    "flip": {},
    "flip down": {"axis": "vertical"},
    "transpose": {},
    "perspective": {"corners": [(20, 10), (280, 30), (300, 220), (10, 200)]},
    "shear": {"x": 10},
    "pad": {"aspect": "2:1"},
    "pad mirror": {"sides": {"left": 30}, "fill": "mirror"},
    "border": {"width": 12},
    "round_corners": {"radius": 30},
    "tile": {},
    "montage": {"pictures": ["logo.png"]},
    "brightness": {},
    "brightness inside": {"percent": -30, **BOXED},
    "contrast": {"percent": 40},
    "exposure": {},
    "gamma": {"gamma": 1.5},
    "levels": {"black": 30, "white": 220},
    "curves": {},
    "curves red": {"channel": "red", "points": [(0, 0), (128, 160), (255, 255)]},
    "highlights": {},
    "shadows": {},
    "auto": {"clip": 2, "channels": "each"},
    "equalize": {},
    "clahe": {},
    "invert": {},
    "posterize": {},
    "threshold": {},
    "opacity": {},
    "saturation": {},
    "vibrance": {"percent": 60},
    "hue": {},
    "temperature": {},
    "tint": {},
    "white_balance": {},
    "grayscale": {},
    "grayscale inside": BOXED,
    "sepia": {},
    "duotone": {},
    "color_overlay": {"color": "red"},
    "replace_color": {"old": "#c8281e", "new": "blue"},
    "blur": {},
    "blur box": {"kind": "box", "radius": 4},
    "blur motion": {"kind": "motion", "radius": 8, "degrees": 30},
    "blur inside": BOXED,
    "sharpen": {},
    "kernel": {},
    "kernel emboss": {"name": "emboss"},
    "median": {"size": 5},
    "denoise": {},
    "glow": {},
    "edges": {},
    "emboss": {},
    "vignette": {},
    "grain": {"amount": 20},
    "pixelate": {"size": 12},
    "pixelate inside": {"size": 12, **BOXED},
    "overlay": {"picture": "logo.png"},
    "overlay tiled": {"picture": "logo.png", "tile": True, "blend": "screen", "opacity": 0.5},
    "text": {"text": "Hello"},
    "rectangle": {"box": BOX},
    "ellipse": {"box": BOX, "fill": True},
    "line": {"start": (10, 10), "end": (200, 150)},
    "arrow": {"start": (10, 10), "end": (200, 150)},
    "convert": {"format": "webp"},
    "compress": {"quality": 50},
    "compress to": {"max_bytes": 9000},
    "strip": {},
    "strip gps": {"what": "gps"},
    "dpi": {},
    "icc": {"profile": "p3"},
    "frame": {"number": 1},
}


def op_of(name: str) -> str:
    return name.split()[0]


def nothing(image: Image, **fields: Any) -> Image:
    return image


@pytest.fixture
def source(photo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The photograph with a frame, EXIF with coordinates, and a logo beside it."""
    monkeypatch.chdir(photo.parent)
    picture = Pillow.open(photo)
    framed = Pillow.new("RGB", (340, 256), "white")
    framed.paste(picture, (10, 8))
    exif = Pillow.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 0.0)
    exif.get_ifd(0x8825)[1] = "N"
    framed.save(photo, quality=92, subsampling="4:2:0", exif=exif)
    logo = np.random.default_rng(0).integers(0, 256, (60, 80, 4), np.uint8)
    Pillow.fromarray(logo).save("logo.png")
    frames = [Pillow.fromarray(np.asarray(framed)[::step, ::step]) for step in (1, -1)]
    frames[0].save("frames.webp", save_all=True, append_images=frames[1:], lossless=True)
    return photo


def saved(source: Path, steps: list[dict[str, Any]], output: str) -> tuple[Check, ...]:
    """The checks of an edit, met or not."""
    edited = Session().edit(source, Plan.from_data({"steps": steps}))
    try:
        return edited.save(output, overwrite=True).checks
    except CheckNotMet as failure:
        return failure.result.checks  # type: ignore[attr-defined, no-any-return]


def failed(checks: tuple[Check, ...]) -> list[Check]:
    return [check for check in checks if not check.passed]


def chain(name: str, before: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    steps = [{"op": op_of(name), **STEPS[name]}]
    return steps if before is None else [before, *steps]


def file_of(name: str, source: Path) -> tuple[Path, str]:
    given = Path("frames.webp") if op_of(name) == "frame" else source
    return given, "out" if op_of(name) == "convert" else f"out{given.suffix}"


def test_there_is_a_case_for_every_exact_step() -> None:
    exact = {op for op, kind in step_types().items() if issubclass(kind, ExactStep)}
    assert exact == {op_of(name) for name in STEPS}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_done_meets_its_checks(name: str, source: Path) -> None:
    checks = saved(*file_of(name, source)[:1], chain(name), file_of(name, source)[1])
    assert not failed(checks), failed(checks)
    assert any(check.step == 0 for check in checks)


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_not_done_fails_its_own_check(
    name: str, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if op_of(name) == "frame":
        monkeypatch.setattr("limner.session.session.frame_of", lambda steps: 0)
    monkeypatch.setitem(OPERATIONS, op_of(name), nothing)
    given, output = file_of(name, source)
    checks = saved(given, chain(name), output)
    assert [check for check in failed(checks) if check.step == 0], checks


COLORS = [
    "brightness",
    "contrast",
    "saturation",
    "hue",
    "invert",
    "gamma",
    "temperature",
    "sepia",
    "vignette",
]


@pytest.mark.parametrize("name", [*COLORS, "blur", "sharpen", "flip", "rotate", "pixelate"])
def test_checks_hold_through_other_steps(name: str, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    after = {"op": "contrast", "percent": 15}
    steps = [*chain(name, HARMLESS), after]
    assert not failed(saved(source, steps, "out.jpg"))
    monkeypatch.setitem(OPERATIONS, op_of(name), nothing)
    broken = failed(saved(source, steps, "out.jpg"))
    assert 1 in {check.step for check in broken}, broken
    assert 0 not in {check.step for check in broken if check.name == "resize"} or name in ("flip", "rotate")


def times(factor: float):
    """An operation done ``factor`` times as strongly as asked."""

    def work(image: Image, percent: float) -> Image:
        from limner import ops

        return ops.brightness(image, percent=percent * factor)

    return work


@pytest.mark.parametrize("factor", [0.5, -1, 2])
def test_half_or_double_a_step_or_the_wrong_way_is_not_done(
    factor: float, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OPERATIONS, "brightness", times(factor))
    assert 0 in {check.step for check in failed(saved(source, chain("brightness"), "out.jpg"))}


def test_a_crop_at_the_wrong_place_is_seen(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(image: Image, **fields: Any) -> Image:
        return image.with_pixels(image.pixels.crop(73, 53, 200, 150))

    monkeypatch.setitem(OPERATIONS, "crop", shifted)
    assert "place" in {check.name for check in failed(saved(source, chain("crop"), "out.jpg"))}


def test_a_crop_off_by_one_pixel_is_seen(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(image: Image, **fields: Any) -> Image:
        return image.with_pixels(image.pixels.crop(71, 53, 200, 150))

    monkeypatch.setitem(OPERATIONS, "crop", shifted)
    assert "place" in {check.name for check in failed(saved(source, chain("crop"), "out.jpg"))}


def test_a_turn_the_wrong_way_is_seen_and_named(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from limner import ops

    right = ops.rotate
    monkeypatch.setitem(OPERATIONS, "rotate", lambda image, **_: right(image, degrees=-90))
    turn = next(check for check in saved(source, chain("rotate"), "out.jpg") if check.name == "turn")
    assert not turn.passed
    assert "180" in turn.measured


def test_a_size_off_by_one_is_seen(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from limner import ops

    right = ops.resize
    monkeypatch.setitem(
        OPERATIONS, "resize", lambda image, **_: right(image, width=200, height=149, fit="stretch")
    )
    assert "size" in {check.name for check in failed(saved(source, chain("resize"), "out.jpg"))}


def test_a_change_outside_the_region_is_seen(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from limner.reason import runner

    right = runner.apply

    def leaks(step: ExactStep, image: Image, pictures: Any) -> Image:
        done = right(step, image, pictures)
        return done.with_pixels(done.pixels.draw_rect([0, 0, 0], 339, 255, 1, 1))

    assert not failed(saved(source, chain("blur inside"), "out.png"))
    monkeypatch.setattr(runner, "apply", leaks)
    broken = failed(saved(source, chain("blur inside"), "out.png"))
    assert [check.name for check in broken] == ["outside"]


def test_for_a_lossy_file_the_encoders_own_difference_stands_beside_it(source: Path) -> None:
    checks = saved(source, chain("pixelate inside"), "out.jpg")
    outside = next(check for check in checks if check.name == "outside")
    assert outside.passed
    assert "encoder's own difference" in outside.wanted


def test_a_cmyk_jpeg_is_held_against_an_encoding_of_what_became_of_it(tmp_path: Path) -> None:
    down, across = np.mgrid[:256, :384]
    disc = np.hypot(down - 128, across - 290) < 60
    picture = np.where(disc[..., None], (255, 60, 0), (20, 60, 90)).astype(np.uint8)
    Pillow.fromarray(picture).convert("CMYK").save(tmp_path / "cmyk.jpg", quality=95)
    steps = [{"op": "invert", "where": {"right": 0.6}}]
    checks = saved(tmp_path / "cmyk.jpg", steps, str(tmp_path / "out.jpg"))
    outside = next(check for check in checks if check.name == "outside")
    assert outside.passed, outside.measured


@pytest.mark.parametrize("sample", [0, 1])
def test_one_wrong_sample_in_a_lossless_file_is_seen(
    sample: int, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limner import ops

    right = ops.invert

    def spoiled(image: Image) -> Image:
        done = right(image)
        return done.with_pixels(done.pixels.draw_rect([9, 200, 9], 5, 5, 1, 1)) if sample else done

    monkeypatch.setitem(OPERATIONS, "invert", spoiled)
    broken = failed(saved(source, [{"op": "flip"}, {"op": "invert"}], "out.png"))
    assert [check.name for check in broken] == ["samples"] * sample


def test_a_file_that_does_not_open_is_said_plainly(source: Path) -> None:
    from limner.reason.checks.written import check_written, expect

    edited = Session().edit(source, Plan.from_data({"steps": chain("flip")}))
    start = edited.start
    expected = expect(edited.recipe, start.source.header, start.gallery)
    (check,) = check_written(b"no picture", edited.recipe, start.source.header, expected)
    assert (check.name, check.passed) == ("opens", False)


def test_a_flat_picture_passes_and_says_what_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "flat.png"
    Pillow.new("RGB", (60, 40), (90, 90, 90)).save(path)
    checks = saved(path, [{"op": "flip"}, {"op": "blur"}, {"op": "grayscale"}], str(tmp_path / "out.png"))
    assert not failed(checks)
    told = {check.name: check.measured for check in checks}
    assert "looks alike" in told["turn"]
    assert "nothing there" in told["place"]


def test_checks_read_the_file_and_not_the_graph(source: Path) -> None:
    edited = Session().edit(source, Plan.from_data({"steps": chain("brightness")}))
    saved_ = edited.save("out.png")
    from limner.reason.checks.written import check_written, expect

    spoiled = Pillow.open("out.png").point(lambda value: value // 2)
    spoiled.save("spoiled.png")
    start = edited.start
    expected = expect(saved_.recipe, start.source.header, start.gallery)
    data = Path("spoiled.png").read_bytes()
    checks = check_written(data, saved_.recipe, start.source.header, expected)
    assert 0 in {check.step for check in failed(checks)}


@pytest.mark.parametrize("pixel_format", ["gray8", "rgba8", "gray16", "rgb16", "rgba16"])
@pytest.mark.parametrize("name", ["crop", "brightness", "blur", "curves red", "flip", "pixelate inside"])
def test_every_pixel_format_is_checked(pixel_format: str, name: str, make_picture, tmp_path: Path) -> None:
    image = make_picture(pixel_format, width=240, height=200)
    smooth = replace(
        image, pixels=image.pixels.gaussblur(3).linear(4, -1.5 * image.peak).cast(image.pixels.format)
    )
    edited = Session().edit(smooth, Plan.from_data({"steps": chain(name)}))
    assert not failed(edited.save(tmp_path / "out.png").checks)


@pytest.mark.parametrize("quality", [60, 90])
def test_what_the_encoder_takes_back_of_fine_noise_is_no_false_alarm(tmp_path: Path, quality: int) -> None:
    noise = np.random.default_rng(0).normal(128, 12, (600, 800, 3))
    Pillow.fromarray(np.clip(noise, 0, 255).astype(np.uint8)).save(tmp_path / "noise.jpg", quality=quality)
    for step in ({"op": "sharpen"}, {"op": "blur", "radius": 1}):
        plan = Plan.from_data({"steps": [{"op": "resize", "percent": 50}, step]})
        saved = Session().edit(tmp_path / "noise.jpg", plan).save(tmp_path / "out.jpg", overwrite=True)
        assert all(check.passed for check in saved.checks)


DOTS = ["brightness", "contrast", "gamma", "curves", "threshold", "posterize", "sepia", "auto", "equalize"]


@pytest.mark.parametrize("suffix", ["png", "jpg"])
@pytest.mark.parametrize("name", DOTS)
def test_a_dithered_picture_is_looked_at_closely(name: str, suffix: str, tmp_path: Path) -> None:
    down, across = np.mgrid[:300, :420]
    tones = 128 + 90 * np.sin(across / 40) * np.cos(down / 30)
    Pillow.fromarray(tones.astype(np.uint8)).convert("1").save(tmp_path / "dots.png")
    checks = saved(tmp_path / "dots.png", chain(name), str(tmp_path / f"out.{suffix}"))
    assert not failed(checks), failed(checks)


def test_dots_that_should_turn_brown_and_did_not_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dots = np.random.default_rng(0).integers(0, 2, (300, 420), np.uint8) * 255
    Pillow.fromarray(dots).save(tmp_path / "dots.png")
    monkeypatch.setitem(OPERATIONS, "sepia", nothing)
    assert 0 in {
        check.step
        for check in failed(saved(tmp_path / "dots.png", chain("sepia"), str(tmp_path / "out.png")))
    }
