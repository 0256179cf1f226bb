"""Samples that must be the same: outside every region, and after moves and tables alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from limner.core.held import samples_of
from limner.core.image import Image
from limner.core.result import Check, Recipe
from limner.core.steps.base import ExactStep, InMask, Scope
from limner.ops.pixels import as_rgb, with_alpha
from limner.reason.checks.curves import CURVES
from limner.reason.checks.places import Place
from limner.reason.checks.predict import Course, region_of
from limner.reason.checks.reading import Reader, on_grid
from limner.reason.checks.scene import Window, luma

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[Any]

_LOSSLESS = frozenset(("png", "tiff", "bmp"))
_BLOCK = 24
"""Pixels around a region that a block with its chroma may carry a change to."""
_ADAPTIVE = frozenset(("webp", "avif", "heic"))
"""Formats whose encoders shift bits from one part of a picture to another."""
_LARGE = 4_000_000
"""Pixels above which a lossy file is not compared in full: its samples are not the input's anyway."""


def check_identical(course: Course, end: Reader, recipe: Recipe) -> Iterator[Check]:
    """The comparison in full that the plan allows: outside its regions, or of every sample."""
    steps = [step for step in course.steps if step.scope is not Scope.FILE]
    if not steps or course.size != end.size or any(step.op == "icc" for step in course.steps):
        return
    lossless = recipe.format in _LOSSLESS and not _limited(recipe)
    if not lossless and course.size.pixels > _LARGE:
        return
    if all(step.where is not None and step.scope is not Scope.CANVAS for step in steps):
        yield _check_outside(course, end, recipe, lossless)
    elif all(_moves(step) or _is_table(step) for step in steps) and course.start.space != "cmyk":
        found = _check_samples(course, end, recipe, lossless)
        if found is not None:
            yield found


def _limited(recipe: Recipe) -> bool:
    """Whether the file had to be small, so that a lossless format may have been given a palette."""
    return any(step.op == "compress" and step.parameters()["max_bytes"] for step in recipe.plan.steps)


def _check_outside(course: Course, end: Reader, recipe: Recipe, lossless: bool) -> Check:
    import numpy as np

    given, written = _alike(course.start.full(), end.full())
    outside = ~_touched(course, margin=0 if lossless else _BLOCK)
    one, other = given.to_array().astype(int)[outside], written.to_array().astype(int)[outside]
    most = int(np.abs(one - other).max()) if one.size else 0
    told = f"largest difference {most} on {int(outside.sum()):,} pixels"
    if lossless:
        return Check(name="outside", wanted="identical outside the region", measured=told, passed=most == 0)
    own = _encoder_error(given, recipe, outside)
    allowed = own * 2 + 8 if recipe.format in _ADAPTIVE else own * 1.5 + 4
    return Check(
        name="outside",
        wanted=f"no more than the encoder's own difference ({own}) beyond {_BLOCK} pixels around the region",
        measured=told,
        passed=most <= allowed,
    )


def _encoder_error(given: Image, recipe: Recipe, outside: Samples) -> int:
    """The largest difference that writing the untouched picture in the same way makes there."""
    from dataclasses import replace

    import numpy as np

    from limner.ops.decode import decode
    from limner.ops.encode import encode

    saving = replace(given.saving, quality=recipe.quality)
    encoded = encode(replace(given, saving=saving), recipe.format)
    one, other = (image.to_array().astype(int)[outside] for image in _alike(given, decode(encoded.data)))
    return int(np.abs(one - other).max()) if one.size else 0


def _alike(one: Image, other: Image) -> tuple[Image, Image]:
    """Both in one layout: RGB, with alpha if one has it, of one depth."""
    if one.space != other.space:
        one, other = as_rgb(one), as_rgb(other)
    if one.has_alpha != other.has_alpha:
        one, other = with_alpha(one), with_alpha(other)
    if one.depth != other.depth:
        one, other = _shallow(one), _shallow(other)
    return one, other


def _shallow(image: Image) -> Image:
    from limner.ops.pixels import as_samples

    if image.depth == 8:
        return image
    return image.with_pixels(as_samples(image.pixels / 257, image.space, 8))


def _touched(course: Course, margin: int) -> npt.NDArray[np.bool_]:
    """(H, W): whether a step may have changed the pixel, or one at most ``margin`` pixels away."""
    import numpy as np

    size = course.size
    touched = np.zeros((size.height, size.width), bool)
    for step in course.steps:
        if isinstance(step.where, InMask):
            color, _ = on_grid(course.pictures(step.where.mask), Window.of(size), touched.shape)
            touched |= luma(color) > 0
            touched = _grown(touched, margin)
        elif (box := region_of(step, size)) is not None:
            wide = box.grown(margin, size)
            touched[int(wide.top) : int(wide.bottom), int(wide.left) : int(wide.right)] = True
    return touched


def _grown(marked: npt.NDArray[np.bool_], margin: int) -> npt.NDArray[np.bool_]:
    """Marks spread by ``margin`` pixels each way."""
    import numpy as np

    for axis in (0, 1):
        wide = np.pad(marked, [(margin, margin) if one == axis else (0, 0) for one in (0, 1)])
        total = np.cumsum(wide, axis=axis)
        first = np.take(np.insert(total, 0, 0, axis), range(marked.shape[axis]), axis)
        marked = np.take(total, range(2 * margin, total.shape[axis]), axis) > first
    return marked


def _moves(step: Any) -> bool:
    """Whether the step only moves samples: every new one is an old one."""
    match step.op:
        case "crop":
            return not step.trim and not isinstance(step.where, InMask)
        case "flip" | "transpose" | "tile":
            return True
        case "rotate":
            return bool(step.degrees % 90 == 0 and step.canvas == "expand")
    return False


def _is_table(step: ExactStep) -> bool:
    return step.op in CURVES and step.where is None


def _check_samples(course: Course, end: Reader, recipe: Recipe, lossless: bool) -> Check | None:
    import numpy as np

    given, written = course.start.full(), end.full()
    if given.has_alpha != written.has_alpha or given.depth != written.depth:
        return None
    planned, found = _planned(course, given), samples_of(written.pixels)
    if planned.shape[2] != found.shape[2]:
        planned, found = _widened(planned, given.has_alpha), _widened(found, given.has_alpha)
    if lossless:
        apart = np.abs(planned.astype(int) - found)
        measured = f"largest difference {int(apart.max())}, {float((apart > 1).mean()):.2%} beyond 1"
        passed = bool((apart <= 1).all())
        return Check(
            name="samples", wanted="every sample as planned, within 1", measured=measured, passed=passed
        )
    if any(step.op == "posterize" for step in course.steps):  # a lossy file smooths its bins away
        return None
    off = _histograms_apart(planned, found)
    if off > 3:  # what the encoder makes of fine detail is no fault of the tables
        off = _histograms_apart(_encoded(planned, given, end, recipe), found)
    return Check(
        name="histogram",
        wanted="that of the input through the tables, within 3 levels",
        measured=f"{off:.2f} levels apart",
        passed=off <= 3,
    )


def _histograms_apart(planned: Samples, found: Samples) -> float:
    planned, found = _of_eight_bits(planned), _of_eight_bits(found)
    return max(_histogram_distance(planned[..., band], found[..., band]) for band in range(found.shape[2]))


def _of_eight_bits(samples: Samples) -> Samples:
    import numpy as np

    return (samples >> 8).astype(np.uint8) if samples.dtype == np.uint16 else samples


def _encoded(planned: Samples, given: Image, end: Reader, recipe: Recipe) -> Samples:
    """The samples as they come back from the encoder; as they are where it cannot be asked."""
    from limner.reason.checks.closer import through_encoder

    if given.has_alpha != (planned.shape[2] in (2, 4)):
        return planned
    found = through_encoder(planned, end, recipe)
    return found if found.shape == planned.shape else planned


def _histogram_distance(one: Samples, other: Samples) -> float:
    """The mean distance between samples of the same rank (the earth mover's distance)."""
    import numpy as np

    first, second = (np.bincount(x.ravel(), minlength=256).cumsum() / x.size for x in (one, other))
    return float(np.abs(first - second).sum())


def _planned(course: Course, given: Image) -> Samples:
    """The input's samples moved, and through the tables, rounded half up."""
    samples = samples_of(given.pixels)
    for index, step in enumerate(course.steps):
        if step.scope is Scope.FILE:
            continue
        moves = _moves(step)
        samples = _moved(samples, course.places[index]) if moves else _through(samples, step, given)
    return samples


def _moved(samples: Samples, place: Place) -> Samples:
    """The samples where the place says; these moves never slant, so rows and columns go apart."""
    import numpy as np

    across, down = np.arange(place.size.width) + 0.5, np.arange(place.size.height) + 0.5
    rows, columns = samples.shape[:2]
    if place.apart:
        u, v = place.to_old(across, down)
        found: Samples = samples[_run(v, rows)][:, _run(u, columns)]
        return found
    u, v = place.to_old(np.zeros(1), down)[0], place.to_old(across, np.zeros(1))[1]
    found = samples[_run(v, rows)][:, _run(u, columns)]
    return found.swapaxes(0, 1)


def _run(places: Samples, length: int) -> Samples | slice:
    """Places as indices of lines; a slice, which copies nothing, where each line follows the one before."""
    import numpy as np

    lines = np.floor(places).astype(int) % length
    return slice(lines[0], lines[-1] + 1) if (np.diff(lines) == 1).all() else lines


def _through(samples: Samples, step: ExactStep, given: Image) -> Samples:
    import numpy as np

    scale = given.peak / 255
    color = samples[..., :-1] if given.has_alpha else samples
    steps = np.arange(given.peak + 1, dtype=np.float64) / scale
    if step.op == "posterize":  # its bins share the samples out, 256 of 8 bits
        steps = np.arange(given.peak + 1, dtype=np.float64) * 256 / (given.peak + 1)
    table = np.asarray(CURVES[step.op](steps[:, None], step))
    table = np.clip(np.floor(table * scale + 0.5), 0, given.peak).astype(samples.dtype)
    if table.shape[1] == 1:
        done = table[:, 0][color]
    else:
        color = np.broadcast_to(color, (*color.shape[:-1], 3))
        done = np.stack([table[:, band][color[..., band]] for band in range(3)], -1)
    return np.concatenate([done, samples[..., -1:]], -1) if given.has_alpha else done


def _widened(samples: Samples, alpha: bool) -> Samples:
    """Gray samples repeated for three channels."""
    import numpy as np

    color, rest = (samples[..., :-1], samples[..., -1:]) if alpha else (samples, samples[..., :0])
    color = np.repeat(color, 3, -1) if color.shape[-1] == 1 else color
    return np.concatenate([color, rest], -1)
