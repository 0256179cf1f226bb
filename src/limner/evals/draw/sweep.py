"""The same prompts drawn in every setting, as one table and as a plot."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limner.evals.draw.figure import figure, save
from limner.evals.draw.prompts import SKILLS
from limner.evals.draw.report import FACTS, OVERALL
from limner.evals.draw.run import measure

if TYPE_CHECKING:
    from pathlib import Path

    from limner.core.protocols import Encoder
    from limner.evals.draw.apart import Apart
    from limner.evals.draw.evaluate import Judge
    from limner.evals.draw.prompts import Prompt
    from limner.evals.draw.report import Report
    from limner.evals.draw.setting import Setting, Way
    from limner.evals.score import Score
    from limner.session.drawing import Artist

COUNTED = ("steps", "guidance")
"""Knobs with values between those that are shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one setting, without its pictures: they would fill the memory."""

    setting: Setting
    way: Way
    scores: dict[str, Score]
    apart: Apart | None

    def to_json(self) -> dict[str, Any]:
        """As data."""
        return {
            "setting": str(self.setting),
            **self.way._asdict(),
            "scores": {name: found.to_json() for name, found in self.scores.items()},
            "apart": self.apart.to_json() if self.apart else None,
        }


@dataclass(frozen=True, slots=True)
class Sweep:
    """``rows`` by setting, the default first; ``note`` says who read the pictures."""

    rows: tuple[Row, ...]
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """As data."""
        return {"rows": [row.to_json() for row in self.rows], "note": self.note}

    def to_text(self) -> str:
        """A row for each setting, a column for each of several skills; their intervals are in the JSON."""
        skills = [name for name in self.rows[0].scores if name not in (OVERALL, FACTS)]
        names = [*(skills if len(skills) > 1 else ()), FACTS]
        heads = [*names, *(["seeds apart"] if self.rows[0].apart else [])]
        widths = [max(6, *(len(word) + 2 for word in name.split())) for name in heads]
        above, below = ([_half(name, part) for name in heads] for part in (0, 1))
        first = max(len(str(row.setting)) for row in self.rows)
        upper = _aligned("", first, "", above, widths)
        lower = _aligned("", first, f"{OVERALL} [95 %]", below, widths)
        lines = [upper, lower] if upper else [lower]
        for row in self.rows:
            cells = [f"{row.scores[name].share:.2f}" for name in names]
            cells += [f"{row.apart.seeds:.3f}"] if row.apart else []
            lines.append(_aligned(str(row.setting), first, _ranged(row.scores[OVERALL]), cells, widths))
        lines += [f"default: {self.rows[0].way}", *([f"note: {self.note}"] if self.note else [])]
        return "\n".join(lines)


def ways(artist: Artist, settings: Sequence[Setting], prompt: Prompt) -> list[Way]:
    """How each setting draws; BadValue for one that the artist cannot draw, before the first is drawn."""
    return [setting.way(artist, prompt) for setting in settings]


def measure_all(
    artist: Artist,
    judge: Judge,
    settings: Sequence[Setting],
    asked: Sequence[Prompt],
    encoder: Encoder | None = None,
    on_prompt: Callable[[], None] = lambda: None,
    on_row: Callable[[Row], None] = lambda row: None,
) -> tuple[Report, tuple[Row, ...]]:
    """The whole report of the first setting, and a row for each; settings that come to the same are drawn
    once, and ``on_row`` is told of each as soon as it is measured."""
    rows: dict[Way, Row] = {}
    found: list[Report] = []
    chosen = ways(artist, settings, asked[0])
    for setting, way in zip(settings, chosen, strict=True):
        if way in rows:
            continue
        report = measure(artist, judge, setting, asked, encoder, on_prompt)
        rows[way] = Row(setting, way, report.scores, report.apart)
        on_row(rows[way])
        found = found or [report]
    told = zip(settings, chosen, strict=True)
    return found[0], tuple(Row(setting, way, rows[way].scores, rows[way].apart) for setting, way in told)


def plot(found: Sweep, path: Path) -> None:
    """A panel for each knob, its values along, as `figure.check` allows."""
    knobs = list(dict.fromkeys(row.setting.knob for row in found.rows if row.setting.knob))
    page = figure(2.2 + 3.4 * len(knobs), 4.6)
    panels = page.subplots(1, len(knobs), sharey=True, squeeze=False)[0]
    for panel, knob in zip(panels, knobs, strict=True):
        _panel(panel, [row for row in found.rows if row.setting.knob == knob], lines=knob in COUNTED)
        panel.set(xlabel=knob, ylim=(-0.02, 1.02))
    panels[0].set_ylabel("share of pictures in which every fact holds")
    page.legend(*panels[0].get_legend_handles_labels(), loc="outside right center", fontsize="small")
    told = [f"around {found.rows[0].way}", *textwrap.wrap(found.note, 25 + 45 * len(knobs))]
    page.suptitle("\n".join(told), fontsize="small")
    save(page, path)


def _panel(panel: Any, rows: Sequence[Row], *, lines: bool) -> None:
    """The skills over the values of one knob, joined by ``lines`` where there is something between them."""
    labels = [row.setting.value for row in rows]
    style = "-" if lines else "none"
    for name in (name for name in rows[0].scores if name in SKILLS):
        shares = [row.scores[name].share for row in rows]
        panel.plot(labels, shares, linestyle=style, linewidth=1, marker=".", label=name)
    if all(row.apart for row in rows):
        far = [row.apart.seeds for row in rows if row.apart]
        dashed = "--" if lines else "none"
        panel.plot(labels, far, linestyle=dashed, color="gray", marker="x", label="seeds apart")
    overall = [row.scores[OVERALL] for row in rows]
    ends = [(found.share, *found.interval) for found in overall]
    reach = [[share - low for share, low, _ in ends], [high - share for share, _, high in ends]]
    shares = [found.share for found in overall]
    look = {"color": "black", "linestyle": style, "linewidth": 2, "marker": "o", "capsize": 3}
    panel.errorbar(labels, shares, reach, label=OVERALL, **look)
    if not lines:
        panel.set_xticks(range(len(labels)), labels, rotation=30, ha="right")


def _ranged(found: Score) -> str:
    low, high = found.interval
    return f"{found.share:.2f} [{low:.2f}, {high:.2f}]"


def _half(name: str, part: int) -> str:
    """The upper (0) or lower (1) line of a head; one word stands below."""
    *upper, lower = name.split()
    return lower if part else " ".join(upper)


def _aligned(name: str, first: int, overall: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    told = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{name:<{first}}  {overall:>17}{told}".rstrip()
