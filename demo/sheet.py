"""The contact sheet: before, plan, after and checks side by side, drawn with limner's own operations."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from limner import Image, ops
from limner.cli.show import headline
from limner.core.plan import Plan
from limner.ops.encode import encode, write_file

PICTURE, PLAN, CHECKS, HEIGHT, GAP = 300, 310, 430, 225, 16


@dataclass(frozen=True)
class Row:
    """One edit: the request, the two files, and what ``limner edit --json`` printed."""

    request: str
    before: Path
    after: Path
    told: dict[str, Any]


def contact_sheet(rows: list[Row], path: Path) -> None:
    """Write all rows below each other."""
    first, *others = [_row(row) for row in rows]
    sheet = ops.montage(first, tuple(others), layout="column", gap=2, background="silver")
    write_file(path, encode(sheet, "png").data, replace=True)


def _row(row: Row) -> Image:
    plan = Plan.from_data(row.told["recipe"]["plan"])
    steps = [f"{number}  {headline(step)}" for number, step in enumerate(plan.steps, 1)]
    checks = [
        f"{'ok' if check['passed'] else 'NO'}  {check['name']}: {check['measured']}"
        for check in row.told["checks"]
    ]
    canvas = _blank(2 * PICTURE + PLAN + CHECKS + 5 * GAP, HEIGHT + 2 * GAP)
    left = GAP
    canvas = _place(canvas, row.before, left)
    left += PICTURE + GAP
    canvas = _write(canvas, [f"“{row.request}”", "", f"plan: {plan.route}", *steps], left, 40)
    left += PLAN + GAP
    canvas = _place(canvas, row.after, left)
    left += PICTURE + GAP
    return _write(
        canvas, [f"{row.after.name}, {row.after.stat().st_size / 1000:.1f} kB", "", *checks], left, 60
    )


def _blank(width: int, height: int) -> Image:
    return Image.from_array(np.full((height, width, 3), 255, np.uint8))


def _place(canvas: Image, path: Path, left: int) -> Image:
    picture = ops.open_image(path)
    if picture.width > PICTURE or picture.height > HEIGHT:
        picture = ops.resize(picture, width=PICTURE, height=HEIGHT, fit="fit")
    corner = (left + (PICTURE - picture.width) / 2, GAP + (HEIGHT - picture.height) / 2)
    return ops.overlay(canvas, picture, at=(float(int(corner[0])), float(int(corner[1]))))


def _write(canvas: Image, lines: list[str], left: int, letters: int) -> Image:
    wrapped = [
        part for line in lines for part in (textwrap.wrap(line, letters, subsequent_indent="    ") or [""])
    ]
    return ops.text(
        canvas,
        "\n".join(wrapped[:13]),
        size=15,
        color="#222222",
        at=(float(left), float(GAP)),
        anchor="top-left",
    )
