"""The composition root: settings, planner, journal and limits, for as many pictures as one likes.

>>> from limner import Session
>>> Session().edit("photo.jpg", "crop to 500x500").save("out.jpg")  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from limner.core.plan import Plan
from limner.core.progress import finish
from limner.core.seed import DEFAULT_SEED
from limner.ops.encode import extension_of, named_format
from limner.session.desk import Desk, refuse_no_text
from limner.session.edited import Edited as Edited
from limner.session.edited import OnProgress
from limner.session.edited import Saved as Saved
from limner.session.making import said_format
from limner.session.settings import Settings
from limner.session.source import Given, Source
from limner.session.start import frame_of, start_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limner.draw.request import DrawRequest
    from limner.see.basics import Facts
    from limner.see.observation import Observation
    from limner.session.drawing import Artist, Drawing
    from limner.session.giving_back import Redone
    from limner.session.journal import Run
    from limner.session.seeing import Seer


class Session(Desk):
    """Plans, edits and remembers; ``planner`` is ``openai:MODEL``, None for the embedded one."""

    def __init__(
        self, settings: Settings | None = None, *, planner: str | None = None, base_url: str | None = None
    ) -> None:
        super().__init__(settings, planner, base_url)
        self._seers: dict[str | None, Seer] = {}
        self._artists: dict[str | None, Artist] = {}

    def edit(
        self,
        picture: Given,
        request: str | Plan,
        *,
        seed: int = DEFAULT_SEED,
        on_progress: OnProgress | None = None,
    ) -> Edited:
        """``picture`` (a path, bytes or an Image) with ``request`` (words or a plan) done to it, lazily.

        Raises Unclear for words that cannot be read, Unsupported for a step whose engine does not
        exist yet, BadImage for the file, and what the steps raise: all before anything is written.
        """
        plan = self.planned(request, seed)
        given = Source.of(picture, self.settings.limits, frame=frame_of(plan.steps))
        edited = Edited(self, start_from(given, self.usable_journal), plan, seed)
        edited.attempt(on_progress)
        return edited

    def see(self, picture: Given, *, labels: Sequence[str] = (), model: str | None = None) -> Observation:
        """What is in ``picture``, as ``model`` (an id or a folder, None the embedded one) sees it."""
        return self.seer(model).see(picture, labels)

    def seer(self, model: str | None = None) -> Seer:
        """What looks at pictures; its model is opened once."""
        if model not in self._seers:
            from limner.session.seeing import Seer, opened_model

            opened = opened_model(model, self.settings.cache / "compiled")
            self._seers[model] = Seer(opened, self.settings.limits)
        return self._seers[model]

    def draw(
        self,
        words: str | DrawRequest,
        *,
        model: str | None = None,
        on_progress: OnProgress | None = None,
    ) -> Drawing:
        """A new picture of ``words``, by ``model`` (an id or a folder, None the embedded one).

        A `draw.request.DrawRequest` says more than words. Raises WeightsMissing without a model, Unclear
        and BadValue for words that it does not know; what ``on_progress`` raises stops the work.
        """
        from limner.draw.request import DrawRequest as Request

        asked = Request(words) if isinstance(words, str) else words
        return finish(self.artist(model).draw(asked), on_progress)

    def artist(self, model: str | None = None) -> Artist:
        """What draws pictures, step by step if one likes; its model is opened once."""
        if model not in self._artists:
            from limner.models.engine import EngineOptions
            from limner.models.open_generator import open_generator, open_planner
            from limner.session.drawing import Artist

            options = EngineOptions(cache=self.settings.cache / "compiled")
            opened = open_generator(model, options)
            self._artists[model] = Artist(self, opened, open_planner(opened, options))
        return self._artists[model]

    def facts(self, picture: Given) -> Facts:
        """What the file and its samples tell, without a model."""
        from limner.see.basics import facts

        return facts(Source.of(picture, self.settings.limits).decoded)

    def history(self, limit: int | None = None) -> list[Run]:
        """The runs, newest first; none when the history is off."""
        return [] if self.journal is None else self.journal.runs(limit)

    def undo(
        self,
        picture: Path | None = None,
        *,
        words: str | None = None,
        steps: int = 1,
        output: Path | BinaryIO | None = None,
        overwrite: bool = False,
    ) -> Saved:
        """Give back an earlier picture, as a new head: ``steps`` back, or as ``words`` say ("the crop").

        ``picture`` is a file that limner wrote, None the latest. An edit made in place is restored in
        its file; else the picture is written to ``output``, a file or a stream, or found where it lies.
        """
        from limner.session.giving_back import undo

        refuse_no_text(words or "")
        return undo(self, picture, words, steps, output, overwrite=overwrite)

    def forward(
        self,
        picture: Path | None = None,
        *,
        steps: int = 1,
        output: Path | BinaryIO | None = None,
        overwrite: bool = False,
    ) -> Saved:
        """Do again what undoing took back."""
        from limner.session.giving_back import forward

        return forward(self, picture, steps, output, overwrite=overwrite)

    def redo(
        self,
        picture: Path,
        *,
        given: Path | None = None,
        model: str | None = None,
        output: Path | BinaryIO | None = None,
        overwrite: bool = False,
    ) -> Redone:
        """Make ``picture`` again from its recipe, and say whether every byte is the same.

        ``model`` is what a drawing was drawn with, None the embedded one.
        """
        from limner.session.giving_back import redo

        return redo(self, picture, given, output, overwrite=overwrite, artist=lambda: self.artist(model))


def suffix_of(edited: Edited, usual: str = "") -> str:
    """The extension of the file that ``edited`` gives: ``usual`` unless a step says another format."""
    given = edited.start.given
    said = said_format(edited.own)
    format = said or given.origin.format
    if usual and said in (None, named_format(f"x{usual}")):
        return usual
    return extension_of(format)
