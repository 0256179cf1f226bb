"""How often a check raises a false alarm, and how often it sees that a step was not done.

Every request is done to every photograph, written, reopened and checked: each check that is not met is
a false alarm. Then each of its steps in turn is left out, and the file that comes of that is held
against the whole plan: a step whose absence changes the picture must be missed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from limner.core.errors import BadValue, CheckNotMet, LimnerError
from limner.core.plan import Plan
from limner.evals.score import Score, score
from limner.session.edited import Edited, Saved
from limner.session.making import measure, write
from limner.session.session import Session
from limner.session.source import Gallery, Source
from limner.session.start import Start, frame_of

if TYPE_CHECKING:
    from limner.core.image import Image

VISIBLE = 2.0
"""Levels (mean of 0-255) by which a picture must change for the absence of a step to count."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One request on one photograph. ``alarms`` are the checks that were not met, in words; ``left_out``
    maps the number of a step whose absence shows to whether a check saw it."""

    photograph: str
    request: str
    refused: str = ""
    checks: int = 0
    alarms: tuple[str, ...] = ()
    left_out: Mapping[str, bool] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What names it in a file of results."""
        return self.photograph, self.request


@dataclass(frozen=True, slots=True)
class ChecksReport:
    """Every edit that was tried."""

    tried: tuple[Tried, ...]

    @property
    def quiet(self) -> Score:
        """Edits without a false alarm, of those that were done."""
        return score(not one.alarms for one in self.tried if not one.refused)

    @property
    def seen(self) -> Score:
        """Steps left out that a check saw, of those whose absence shows."""
        return score(seen for one in self.tried for seen in (one.left_out or {}).values())

    def to_json(self) -> dict[str, Any]:
        """Both scores, and what went wrong."""
        return {
            "edits": self.quiet.total,
            "refused": sum(bool(one.refused) for one in self.tried),
            "checks": sum(one.checks for one in self.tried),
            "without a false alarm": self.quiet.to_json(),
            "left-out steps seen": self.seen.to_json(),
            "alarms": [asdict(one) for one in self.tried if one.alarms],
            "unseen": [asdict(one) for one in self.tried if _unseen(one)],
        }

    def to_text(self) -> str:
        """A table for people, every alarm and everything unseen below it."""
        refused, checks = sum(bool(one.refused) for one in self.tried), sum(one.checks for one in self.tried)
        rows = [
            f"edits without a false alarm  {self.quiet}",
            f"left-out steps seen          {self.seen}",
            f"{checks} checks; {refused} requests do not fit their picture",
        ]
        rows += [f"alarm: {one.photograph}, {one.request!r}: {'; '.join(one.alarms)}"
                 for one in self.tried if one.alarms]  # fmt: skip
        rows += [f"unseen: {one.photograph}, {one.request!r}, step {', '.join(_unseen(one))}"
                 for one in self.tried if _unseen(one)]  # fmt: skip
        return "\n".join(rows)


def _unseen(one: Tried) -> list[str]:
    return [step for step, seen in (one.left_out or {}).items() if not seen]


def sweep(
    photographs: Iterable[tuple[str, bytes]],
    requests: Iterable[str],
    beside: Mapping[str, bytes],
    done: Iterable[Tried] = (),
) -> Iterator[Tried]:
    """Every request on every photograph, those of ``done`` as they are."""
    session = Session(replace(Session().settings, journal=False))
    known, requests = {one.key: one for one in done}, tuple(requests)
    for name, data in photographs:
        for request in requests:
            yield known.get((name, request)) or attempt(session, name, data, request, beside)


def attempt(session: Session, name: str, data: bytes, request: str, beside: Mapping[str, bytes]) -> Tried:
    """One request done to one file, checked, and checked again without each of its steps."""
    try:
        plan = session.planned(request, 0)
        edited = _edited(session, name, data, plan, beside)
        saved = _saved(edited)
    except LimnerError as refusal:
        return Tried(name, request, refused=f"{type(refusal).__name__}: {refusal.message}")
    alarms = tuple(_in_words(check) for check in saved.checks if not check.passed)
    return Tried(name, request, "", len(saved.checks), alarms, dict(_left_out(edited, saved)))


def _edited(session: Session, name: str, data: bytes, plan: Plan, beside: Mapping[str, bytes]) -> Edited:
    limits = session.settings.limits
    source = Source.of(data, limits, name=name, frame=frame_of(plan.steps))
    return Edited(session, Start(source, source, Gallery(limits, beside)), plan)


def _saved(edited: Edited) -> Saved:
    """What was measured on the file that a user would get."""
    with TemporaryDirectory(prefix="limner-checks-") as folder:
        path = Path(folder) / f"out.{edited.recipe.format}"
        try:
            return edited.save(path)
        except CheckNotMet as alarm:
            return cast("Saved", alarm.result)


def _in_words(check: Any) -> str:
    where = "" if check.step is None else f" (step {check.step + 1})"
    return f"{check.name}{where}: wanted {check.wanted}, measured {check.measured}"


def _left_out(edited: Edited, saved: Saved) -> Iterator[tuple[str, bool]]:
    """The number of each step whose absence shows, and whether the checks of the whole plan see it."""
    steps = edited.own.steps
    for index in range(len(steps)):
        rest = replace(
            edited, own=edited.own.model_copy(update={"steps": steps[:index] + steps[index + 1 :]})
        )
        try:
            if shows(edited.image, rest.image):
                yield str(index + 1), not _passes(rest, saved)
        except LimnerError:
            continue  # the other steps cannot be done without it


def _passes(rest: Edited, saved: Saved) -> bool:
    from limner.reason.checks.written import expect

    start, data = rest.start, write(rest.image, saved.recipe)
    expected = expect(saved.recipe, start.source.header, start.gallery, start.source.in_memory)
    return all(check.passed for check in measure(data, saved.recipe, start.source, expected))


def shows(one: Image, other: Image) -> bool:
    """Whether two pictures differ by more than a rounding: in size, or by VISIBLE levels in the mean."""
    import numpy as np

    from limner.ops.pixels import as_rgb, with_alpha

    if one.size != other.size:
        return True
    scales = [np.float32(255 / image.peak) for image in (one, other)]
    first, second = (with_alpha(as_rgb(image)).to_array() for image in (one, other))
    return bool(np.abs(first * scales[0] - second * scales[1]).mean() > VISIBLE)


def read_results(text: str) -> list[Tried]:
    """The lines of an earlier sweep; BadValue for a line that is none."""
    try:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        return [Tried(**{**row, "alarms": tuple(row["alarms"])}) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise BadValue(
            f"these are no results of a sweep: {error}", hint="name a new file, or one that a sweep wrote"
        ) from None


def kept(tried: Iterable[Tried], path: Path | None, say: Callable[[str], None]) -> ChecksReport:
    """The report of all that was tried; each is written to ``path`` as soon as it is there."""
    before = {one.key for one in resumed(path)}
    listed = []
    for one in tried:
        listed.append(one)
        if one.alarms or _unseen(one):
            say(f"{one.photograph}: {one.request}: {'; '.join(one.alarms) or 'a left-out step was not seen'}")
        if path is not None and one.key not in before:
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(one)) + "\n")
    return ChecksReport(tuple(listed))


def resumed(path: Path | None) -> list[Tried]:
    """What a file of results already holds; nothing where there is none yet."""
    return read_results(path.read_text(encoding="utf-8")) if path is not None and path.exists() else []
