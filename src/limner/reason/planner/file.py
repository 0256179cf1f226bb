# ruff: noqa: E501
"""Words about the file: format, quality, size in bytes, metadata, dots per inch, profile, frame."""

from __future__ import annotations

from limner.core.steps import file
from limner.core.steps.base import Step
from limner.reason.planner.clauses import Clause, Heads
from limner.reason.planner.numbers import number
from limner.reason.planner.patterns import rx

FORMATS = {
    "jpeg": "jpeg", "png": "png", "webp": "webp", "gif": "gif", "tiff": "tiff", "avif": "avif", "bmp": "bmp",
    "heic": "heic", "heif": "heic", "bitmap": "bmp",
}  # fmt: skip
FORMAT = rf"\.?\b({'|'.join(FORMATS)})\b"
BYTES = r"(\d+(?:\.\d+)?) ?(kb|mb|bytes)\b"


def format_of(clause: Clause) -> str | None:
    """The format that is asked for: after "to", "as", "into", else the last one named."""
    named = rx(
        rf"\b(?:to|as|into|in|a|an)(?: an?| the)?(?: lossless| lossy| high quality| optimized| animated| progressive)? {FORMAT}"
    ).search(clause.text)
    if named:
        return FORMATS[named[1]]
    found = rx(FORMAT).findall(clause.text)
    if found:
        return FORMATS[found[-1]]
    for name in reversed(clause.files()):
        ending = (
            name.rsplit(".", 1)[-1]
            .lower()
            .replace("jpg", "jpeg")
            .replace("tif", "tiff")
            .replace("tifff", "tiff")
        )
        if ending in FORMATS:
            return FORMATS[ending]
    return None


def convert(clause: Clause) -> list[Step] | None:
    """Another format, with the quality or size in bytes that is said along with it."""
    wanted = format_of(clause)
    if wanted is None and rx(_AS_IT_IS).match(clause.rest) and not clause.files():
        return []
    if rx(r"\b(?:srgb|cmyk|adobe rgb|icc|profile|p3)\b").search(clause.text):
        return icc(clause)
    if clause.files():
        clause.note(f"{clause.files()[-1]}: the name is not used here; -o NAME says where to write")
    steps: list[Step] = [] if wanted is None else [clause.step(file.Convert, format=wanted)]
    if wanted and rx(r"(?<![\w.])\d+x\d+\b|\bresize").search(clause.text):
        from limner.reason.planner.scaling import resize

        steps = [*resize(clause), *steps]
    if (
        (
            rx(r"\bquality\b|" + BYTES).search(clause.text)
            and (number(clause.text) or rx(r"\bquality\b").search(clause.text) is None)
        )
        or (
            rx(rf"(?:\b(?:at|with|@)|{FORMAT}) (\d{{1,3}})%?$").search(clause.text)
            and wanted in ("jpeg", "webp", "avif")
        )
        or (
            rx(r"\bquality\b").search(clause.text)
            and wanted in ("jpeg", "webp")
            and rx(r"\b(?:high|max\w*|best|low)\b").search(clause.text) is not None
            and rx(r"\d").search(clause.text)
        )
    ):
        steps += compress(clause)
    return steps or None


_AS_IT_IS = r"^(?:(?:it|this|that|them|a|the|my|copy|file|picture|result|output|everything|for|web|as is|changes?|please|new|final|version|when done|back|to disk|again) ?)*$"
"""What is saved in any case."""


def compress(clause: Clause) -> list[Step]:
    """A quality, or an upper bound in bytes (KB = 1000)."""
    text = clause.text
    sizes = rx(BYTES).findall(text)
    if sizes:
        unit = {"kb": 1000, "mb": 1_000_000, "bytes": 1}
        return [clause.step(file.Compress, max_bytes=max(round(float(n) * unit[name]) for n, name in sizes))]
    if rx(r"\b\d+(?:\.\d+)?x (?:smaller|as small|less|lighter)\b").search(text):
        clause.note("compress: quality 30 was taken; how many times smaller that is shows only afterwards")
        return [clause.step(file.Compress, quality=30)]
    named = (
        number(text, r"\bquality(?: of| to| at| =| level| setting)*(?: about| around)? ?")
        or number(text, after=r"%? ?(?:percent )?quality\b")
        or number(text)
    )
    quality = number(text) if named is None else named
    if quality is not None:
        return [clause.step(file.Compress, quality=int(abs(quality)))]
    clause.note("compress: quality 75 was taken, as none was given")
    return [clause.step(file.Compress, quality=75)]


def strip(clause: Clause) -> list[Step]:
    """Metadata, all of it or only the place."""
    only_gps = rx(r"\b(?:gps|location|geotags?|place)\b").search(clause.text) and not rx(
        r"\bmetadata\b"
    ).search(clause.text)
    return [clause.step(file.StripMetadata, what="gps" if only_gps else "all")]


def dpi(clause: Clause) -> list[Step]:
    """Dots per inch."""
    value = number(clause.text)
    if value is None:
        clause.note("dpi: 300 was taken, as none was given")
    return [clause.step(file.Dpi, dpi=300.0 if value is None else value)]


def icc(clause: Clause) -> list[Step]:
    """A profile by name or file."""
    found = rx(r"\b(srgb|cmyk|p3|adobe rgb|display p3|gray)\b").search(clause.text)
    profile = clause.file() or (found[1] if found else "srgb")
    return [clause.step(file.Icc, profile=profile)]


def frame(clause: Clause) -> list[Step]:
    """One frame; words count from the first, numbers as they are said."""
    for word, index in (("first", 0), ("second", 1), ("third", 2)):
        if rx(rf"\b{word}\b").search(clause.text):
            return [clause.step(file.Frame, number=index)]
    return [clause.step(file.Frame, number=max(0, int(number(clause.text) or 0)))]


HEADS: Heads = (
    (convert, "save|export|output"),
    (compress, "compress|optimize"),
    (strip, "strip"),
)
