"""Promises about the file as a whole: what it is by content, its bytes, what travels in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from limner.core.image import Image
from limner.core.plan import Plan
from limner.core.result import Check, Recipe
from limner.core.steps.base import Step

_DPI_TOLERANCE = 0.5
"""JPEG and PNG keep whole dots per inch or per metre."""
_UNSTATED = frozenset(("gif", "webp", "avif", "bmp"))
"""Formats that keep no resolution of their own."""


def check_format(written: Image, recipe: Recipe) -> Check:
    """The format, by content."""
    assert written.origin is not None
    found = written.origin.format
    return Check(name="format", wanted=recipe.format, measured=found, passed=found == recipe.format)


def check_file_steps(written: Image, given: Image, recipe: Recipe) -> Iterator[Check]:
    """Every step about the file, as far as a later one does not change it again."""
    for index, step in enumerate(recipe.plan.steps):
        rule = _RULES.get(step.op)
        if rule is None:
            continue
        if _is_overruled(recipe.plan, index):
            yield Check(
                name=step.op, wanted="nothing: a later step decides", measured="-", passed=True, step=index
            )
            continue
        name, wanted, measured, passed = rule(written, given, step, recipe)
        yield Check(name=name, wanted=wanted, measured=measured, passed=passed, step=index)


def _is_overruled(plan: Plan, index: int) -> bool:
    op = plan.steps[index].op
    later = [step for step in plan.steps[index + 1 :] if step.op == op]
    return bool(later) and (op != "strip" or later[-1].parameters()["what"] == "all")


Finding = tuple[str, str, str, bool]


def _convert(written: Image, given: Image, step: Any, recipe: Recipe) -> Finding:
    assert written.origin is not None
    found = written.origin.format
    return "format", step.format, found, found == step.format


def _compress(written: Image, given: Image, step: Any, recipe: Recipe) -> Finding:
    assert written.origin is not None
    size = len(written.origin.data)
    if step.max_bytes is not None:
        return "file size", f"at most {step.max_bytes:,} bytes", f"{size:,} bytes", size <= step.max_bytes
    quality, wanted = written.origin.jpeg_quality, step.quality or recipe.quality
    if quality is None or wanted is None:
        return "quality", f"{wanted or 'the usual'}", f"not told by {recipe.format}, {size:,} bytes", True
    return "quality", str(wanted), str(quality), abs(quality - wanted) <= 1


def _strip(written: Image, given: Image, step: Any, recipe: Recipe) -> Finding:
    left = [name for name, block in (("EXIF", written.exif), ("XMP", written.xmp)) if block]
    if step.what == "all":
        found = [name for name in left if name != "EXIF" or _tells(written.exif)]
        return "metadata", "none", " and ".join(found) or "none", not found
    places = _places(written)
    return "place", "no coordinates", " and ".join(places) or "none", not places


def _tells(exif: bytes | None) -> bool:
    """Whether EXIF says more than the resolution."""
    from PIL import Image as Pillow

    found = Pillow.Exif()
    found.load(b"Exif\0\0" + (exif or b""))
    return bool(set(found) - {0x11A, 0x11B, 0x128, 0x112, 0x213} or found.get_ifd(0x8769).keys() - {
        0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003,
    })  # fmt: skip


def _places(written: Image) -> list[str]:
    """Where coordinates are found, by Pillow in EXIF and by their names in XMP."""
    from PIL import Image as Pillow

    found = Pillow.Exif()
    found.load(b"Exif\0\0" + (written.exif or b""))
    told = ["EXIF"] if found.get_ifd(0x8825) else []
    return [*told, "XMP"] if b"GPSL" in (written.xmp or b"") else told


def _dpi(written: Image, given: Image, step: Any, recipe: Recipe) -> Finding:
    wanted, found = f"{step.dpi:g} dpi", written.dpi
    if found is None and recipe.format in _UNSTATED:
        return "resolution", wanted, f"{recipe.format} keeps none", True
    near = found is not None and abs(found - step.dpi) <= max(_DPI_TOLERANCE, step.dpi * 0.002)
    return "resolution", wanted, "none" if found is None else f"{found:g} dpi", near


def _icc(written: Image, given: Image, step: Any, recipe: Recipe) -> Finding:
    from limner.ops.icc_profile import space_of

    wanted = {"srgb": "rgb", "p3": "rgb", "cmyk": "cmyk"}.get(step.profile.strip().lower().replace("-", ""))
    space = space_of(written.icc) if written.icc else None
    same = written.icc is not None and written.icc == given.icc and step.profile.lower() != "srgb"
    measured = "none" if space is None else f"a profile for {space}{', as before' if same else ''}"
    passed = space is not None and wanted in (None, space) and not same
    return "profile", f"{step.profile}, embedded", measured, passed


def _frame(written: Image, given: Image, step: Any, recipe: Recipe) -> Finding:
    assert given.origin is not None
    found = given.origin.frame
    return "frame", f"frame {step.number}", f"frame {found} of {given.origin.frames}", found == step.number


_RULES = {
    "convert": _convert,
    "compress": _compress,
    "strip": _strip,
    "dpi": _dpi,
    "icc": _icc,
}


def is_about_the_file(step: Step) -> bool:
    """Whether :func:`check_file_steps` checks the step."""
    return step.op in _RULES
