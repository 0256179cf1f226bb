"""Every error that limner raises on purpose, in one tree.

::

    LimnerError                 exit
    ├── InvalidInput              3   what was given cannot be used
    │   ├── BadImage              3   a file that is no picture, is damaged, or is over a limit
    │   ├── BadValue              3   a parameter outside what it allows
    │   ├── UnknownModel          3   no card of that name
    │   └── Unclear               4   words that could not be read as a plan
    ├── Unsupported               5   a part that is not installed or does not exist yet
    ├── ModelFailed               5
    │   ├── WeightsMissing        5
    │   ├── WeightsCorrupt        5
    │   └── Offline               5
    ├── OutOfResources            6
    │   ├── OutOfMemory           6
    │   └── OutOfDisk             6
    ├── StepFailed                1   a step of a plan did not come off
    │   ├── Retryable             1
    │   └── Final                 1
    ├── JournalFailed             1   the history could not be read or written
    ├── CheckNotMet               7   the result is not what was asked for
    └── Cancelled               130

A message says what was given, what is allowed and what to do; ``hint`` is that last part on a
line of its own. Foreign errors (libvips, Pillow, SQLite, the system) are mapped where each
library is called, never passed through.
"""

from __future__ import annotations

from typing import ClassVar


class LimnerError(Exception):
    """The root: catch it to catch everything that limner raises on purpose."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class InvalidInput(LimnerError):
    """What was given cannot be used."""

    exit_code = 3


class BadImage(InvalidInput):
    """A file that is no picture, is damaged, or is over a limit."""


class BadValue(InvalidInput, ValueError):
    """A parameter outside what it allows."""


class UnknownModel(InvalidInput):
    """No model card of that name."""


class Unclear(InvalidInput):
    """Words that could not be read as a plan.

    ``guess`` is the best-guess plan as JSON-able data (or None), ``examples`` two requests
    that would have been understood.
    """

    exit_code = 4

    def __init__(
        self,
        message: str,
        *,
        guess: dict[str, object] | None = None,
        examples: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.guess = guess
        self.examples = examples


class Unsupported(LimnerError):
    """A part that is not installed or does not exist yet; the message names it."""

    exit_code = 5


class ModelFailed(LimnerError):
    """A model or its provider failed."""

    exit_code = 5


class WeightsMissing(ModelFailed):
    """A weight file is not where its card says."""


class WeightsCorrupt(ModelFailed):
    """A weight file does not have the hash on its card."""


class Offline(ModelFailed):
    """The network is needed and is off or cannot be reached."""


class OutOfResources(LimnerError):
    """The machine ran out of something."""

    exit_code = 6


class OutOfMemory(OutOfResources):
    """Memory ran out."""


class OutOfDisk(OutOfResources):
    """The disk is full or a quota is reached."""


class StepFailed(LimnerError):
    """A step of a plan did not come off."""


class Retryable(StepFailed):
    """A failed step that may come off when tried again; each try costs budget."""


class Final(StepFailed):
    """A failed step that would fail again."""


class JournalFailed(LimnerError):
    """The history could not be read or written."""


class CheckNotMet(LimnerError):
    """The written result was measured and is not what was asked for.

    ``result`` is what a save would have given: the file, its checks and its recipe.
    """

    exit_code = 7

    def __init__(self, message: str, *, result: object = None, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.result = result


class Cancelled(LimnerError):
    """The user stopped the work."""

    exit_code = 130
