"""Going through many pictures: a bar on a terminal, the broken ones told and passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from limner.cli import show
from limner.core.errors import InvalidInput, LimnerError

if TYPE_CHECKING:
    from limner.session.source import Given

Found = TypeVar("Found")


class Walk:
    """Pictures by the names to tell them by, and those that failed on the way.

    The error of a single picture is raised as it is; of many, each is told and the rest gone on with,
    and `end` closes with exit code 3.
    """

    def __init__(self, given: dict[str, Given]) -> None:
        self.given = given
        self.failed: list[tuple[str, LimnerError]] = []

    @property
    def single(self) -> bool:
        """Whether one picture was given, not a list or a folder of them."""
        return len(self.given) == 1

    def over(self, found: Iterable[tuple[Given, Found | LimnerError]]) -> Iterator[tuple[str, Found]]:
        """What was found, by name, without the failures; ``found`` comes in the order of the pictures."""
        with show.progress("looking", len(self.given)) as advance:
            for name, (_, result) in zip(self.given, found, strict=True):
                advance()
                if isinstance(result, LimnerError):
                    self.fail(name, result)
                else:
                    yield name, result

    def fail(self, name: str, failure: LimnerError) -> None:
        """Take note of a picture that failed."""
        if self.single:
            raise failure
        self.failed.append((name, failure))
        show.say(f"✗ {name}: {failure.message}", color=typer.colors.RED)
        show.hint(failure.hint)

    def failures_data(self) -> list[dict[str, Any]]:
        """The failures as JSON-able data."""
        return [{"path": name, **show.error_data(failure)} for name, failure in self.failed]

    def end(self) -> None:
        """Close with exit code 3 when a picture failed."""
        if self.failed:
            done = len(self.given) - len(self.failed)
            show.say(f"{done} of {len(self.given)} seen, {len(self.failed)} failed", bold=True)
            raise typer.Exit(InvalidInput.exit_code)
