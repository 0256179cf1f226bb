"""What people read: plans, checks and errors, as plain text on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import typer

from limner.core.errors import LimnerError, Unclear

if TYPE_CHECKING:
    from limner.core.plan import Plan
    from limner.core.result import Check
    from limner.core.steps.base import Step
    from limner.session.drawing import Written
    from limner.session.session import Saved


class Report(Protocol):
    """What an evaluation gives."""

    def to_json(self) -> Any:
        """As data."""
        ...

    def to_text(self) -> str:
        """As a table."""
        ...


def say(text: str = "", *, color: str | None = None, bold: bool = False) -> None:
    """A line of talk on stderr."""
    typer.secho(text, err=True, fg=color, bold=bold)


def data(value: Any) -> None:
    """JSON on stdout."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def plan(value: Plan) -> None:
    """The plan: its route, then a line a step."""
    say(f"plan    {value.route}", bold=True)
    for number, step in enumerate(value.steps, 1):
        say(f"  {number}  {headline(step)}")
        if step.why:
            say(f"     {step.why}", color=typer.colors.BRIGHT_BLACK)
    warnings(value.warnings)


def headline(step: Step) -> str:
    """A step on one line: its op, its first parameter, and what differs from the defaults.

    >>> from limner.core.steps.geometry import Crop
    >>> headline(Crop(width=500, height=400))
    'crop  width=500 height=400'
    """
    fields = type(step).model_fields
    told = {
        name: value
        for place, (name, value) in enumerate(step.parameters().items())
        if value is not None and (place == 0 or value != fields[name].default)
    }
    if step.where is not None:
        told["where"] = step.where.model_dump(exclude_defaults=True)
    described = " ".join(f"{name}={_short(value)}" for name, value in told.items())
    return f"{step.op}  {described}".rstrip()


def _short(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if " " in value else value
    if hasattr(value, "model_dump"):
        value = value.model_dump(exclude_defaults=True)
    return str(value)


def checks(found: Iterable[Check]) -> None:
    """Each check: passed or not, what was wanted, what was measured."""
    for place, check in enumerate(found):
        if not place:
            say("checks", bold=True)
        mark, color = ("✓", typer.colors.GREEN) if check.passed else ("✗", typer.colors.RED)
        say(f"  {mark} {check.name}: wanted {check.wanted}, measured {check.measured}", color=color)


def warnings(lines: Iterable[str]) -> None:
    """What the user should know but nobody has to act on."""
    for line in lines:
        say(f"note: {line}", color=typer.colors.YELLOW)


def others(count: int) -> None:
    """How many files were passed over for being no pictures."""
    if count:
        warnings([f"{count} file{' is no picture' if count == 1 else 's are no pictures'}"])


def error(failure: LimnerError) -> None:
    """The message, and what to do about it on a line of its own."""
    say(f"error: {failure.message}", color=typer.colors.RED)
    if isinstance(failure, Unclear):
        _unclear(failure)
    hint(failure.hint)


def hint(text: str | None) -> None:
    """What to do about an error, if that is known."""
    if text:
        say(f"hint: {text}", color=typer.colors.CYAN)


def _unclear(failure: Unclear) -> None:
    from limner.core.plan import Plan

    if failure.guess:
        say("my best guess would be:")
        plan(Plan.from_data(failure.guess))
    for example in failure.examples:
        say(f"  for example: {example}")


def error_data(failure: LimnerError) -> dict[str, Any]:
    """An error as JSON-able data."""
    described: dict[str, Any] = {
        "type": type(failure).__name__,
        "message": failure.message,
        "hint": failure.hint,
        "exit_code": failure.exit_code,
    }
    if isinstance(failure, Unclear):
        described |= {"guess": failure.guess, "examples": list(failure.examples)}
    return {"error": described}


def saved_data(saved: Saved | Written) -> dict[str, Any]:
    """A written picture as JSON-able data."""
    return {
        "path": place(saved),
        "run": saved.run_id,
        "checks": [check.model_dump(mode="json") for check in saved.checks],
        "recipe": saved.recipe.model_dump(mode="json", by_alias=True),
        "warnings": list(saved.warnings),
    }


def place(saved: Saved | Written) -> str | None:
    """Where a picture was written; None when it was not."""
    return None if saved.path is None else str(saved.path)


def report(found: Report, *, json: bool) -> None:
    """What an evaluation found, as JSON or as text, on stdout."""
    if json:
        data(found.to_json())
    else:
        typer.echo(found.to_text())


@contextmanager
def progress(doing: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr, moved on by each call of what this gives; none for one thing or where nobody watches.

    What is printed meanwhile stands above the bar if it goes to the same terminal; else it is let be.
    """
    if total == 1 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)
