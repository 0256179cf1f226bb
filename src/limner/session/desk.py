"""What every piece of work has at hand: settings, who reads words, and the history. It knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from limner.core.errors import BadValue, JournalFailed, LimnerError, OutOfDisk
from limner.core.plan import Plan
from limner.core.seed import DEFAULT_SEED
from limner.reason.runner import refuse_unsupported
from limner.session.settings import Settings

if TYPE_CHECKING:
    from limner.session.journal import Journal, NewRun


class Desk:
    """Settings, planner and journal; a journal that cannot be used takes away the history, never the work."""

    def __init__(self, settings: Settings | None, planner: str | None, base_url: str | None) -> None:
        self.settings = settings or Settings.from_environment()
        if planner is not None and not (planner.startswith("openai:") and planner != "openai:"):
            raise BadValue(
                f"{planner!r} names no planner",
                hint="give openai:MODEL, and a base URL for another endpoint than OpenAI's",
            )
        self._planner = planner
        self._base_url = base_url

    def plan(self, words: str) -> Plan:
        """What ``words`` ask for; Unclear, with the best guess, when they cannot be read."""
        refuse_no_text(words)
        if self._planner is not None:
            from limner.reason.chat_planner import plan_by_chat

            return plan_by_chat(words, self._planner, base_url=self._base_url)
        from limner.reason.planner.planner import plan

        return plan(words)

    def planned(self, request: str | Plan, seed: int) -> Plan:
        """The request as a plan whose random steps have their seeds."""
        plan = self.plan(request) if isinstance(request, str) else request
        refuse_unsupported(plan)
        if seed == DEFAULT_SEED:
            return plan
        seeded = (
            step.model_copy(update={"seed": seed}) if step.parameters().get("seed") == DEFAULT_SEED else step
            for step in plan.steps
        )
        return plan.model_copy(update={"steps": tuple(seeded)})

    @cached_property
    def journal(self) -> Journal | None:
        """The history; None when it is off. JournalFailed or OutOfDisk say why it cannot be used."""
        if not self.settings.journal:
            return None
        from limner.session.journal import Journal

        return Journal.open(self.settings.home, quota_bytes=self.settings.quota_bytes)

    @property
    def required_journal(self) -> Journal:
        """The history, for what cannot be done without; BadValue when it is off."""
        if self.journal is None:
            raise BadValue("the history is off", hint="set LIMNER_JOURNAL=on")
        return self.journal

    @property
    def usable_journal(self) -> Journal | None:
        """The history where it can be used: reading it is a help, not a need."""
        try:
            return self.journal
        except LimnerError:
            return None

    def remember(
        self, run: Callable[[], NewRun], *, needed: bool = False
    ) -> tuple[int | None, tuple[str, ...]]:
        """Record finished work: its number, None when the history is off, and in words why it has none.

        A journal that fails is an error only where it is ``needed``.
        """
        try:
            return (None if self.journal is None else self.journal.record(run()).id), ()
        except (JournalFailed, OutOfDisk) as failure:
            if needed:
                raise
            hint = f" ({failure.hint})" if failure.hint else ""
            return None, (f"not in the history: {failure.message}{hint}",)


def refuse_no_text(words: str) -> None:
    """BadValue for words with bytes that are no UTF-8, as a command line may hold them."""
    try:
        words.encode()
    except UnicodeEncodeError:
        raise BadValue("the request is not valid UTF-8", hint="type it anew, or save it as UTF-8") from None
