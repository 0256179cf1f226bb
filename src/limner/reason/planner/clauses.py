# ruff: noqa: E501
"""One clause of a request: its words, its head verb, and the steps that can be made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import ValidationError

from limner.core.errors import BadValue, Unclear
from limner.core.geometry import Box
from limner.core.steps.base import Found, InBox, InPart, Step, Where
from limner.reason.planner import places
from limner.reason.planner.patterns import rx
from limner.reason.planner.words import Text

Rows: TypeAlias = "tuple[tuple[str, Callable[[Clause], list[Step] | None]], ...]"
"""Patterns and what reads a clause in which they are found."""
Heads: TypeAlias = "tuple[tuple[Callable[[Clause], list[Step] | None], str], ...]"
"""What reads a clause, and the verbs (or naming nouns) that head it: "crop|trim|clip"."""


@dataclass(slots=True)
class Clause:
    """Words in the imperative where possible; ``rest`` is what follows the head verb.

    ``weak`` marks a reading that gives way to any other step; ``complaint`` marks a statement such as "it is too dark", which asks for the opposite.
    """

    text: str
    head: str
    rest: str
    source: Text
    complaint: bool = False
    notes: list[str] = field(default_factory=list)
    region: Box | InPart | None = None
    weak: bool = False
    said: str = ""
    reread: Callable[[Clause, str], list[Step] | None] | None = None

    def step(self, kind: type[Step], /, *, where: Where | None = None, **params: Any) -> Step:
        """A step with its reason; parameters that are None are left to the step's default."""
        said = self.restored()
        named = {name: self._restored(value) for name, value in params.items() if value is not None}
        place = Found(words=self.restored(where.words)) if isinstance(where, Found) else where
        if self.region is not None and (place is None or isinstance(place, Found)):
            place = self._region()
        try:
            made = kind(where=place, **named)
        except (ValidationError, BadValue) as error:
            raise Unclear(
                f'"{said}" asks for {kind.model_fields["op"].default} with a value that it does not take: '
                f"{_fault(error)}",
                examples=(kind.example, "crop to 500x500 and make it 20% brighter"),
                hint="give a value within the range",
            ) from None
        return made.model_copy(update={"why": _why(said, made)})

    def step_where(self, words: str, kind: str) -> Step:
        """A filled shape over a named thing."""
        from limner.core.steps.composite import Rectangle

        assert kind == "rectangle"
        return self.step(Rectangle, where=places.where(words), color="black", fill=True)

    def _region(self) -> Where | None:
        return InBox(box=self.region) if isinstance(self.region, Box) else self.region

    def _restored(self, value: Any) -> Any:
        return self.source.restore(value) if isinstance(value, str) else value

    def note(self, text: str) -> None:
        """State a default that was taken."""
        self.notes.append(self.source.restore(text))

    def again(self, text: str) -> list[Step] | None:
        """Read other words in this clause's place."""
        assert self.reread is not None
        return self.reread(self, text)

    def restored(self, words: str | None = None) -> str:
        """Words with quotes and file names back in their place."""
        plain = (self.said or self.text) if words is None else words
        return self.source.restore(rx(r"\s+([,.;!?])").sub(r"\1", plain.strip(" ,;.!?")))

    def where_of(self, words: str) -> Where | None:
        """The place that a noun phrase names, None for the picture or nothing."""
        if self.region is not None:
            return self._region()
        plain = rx(r"^(?:of|to|in|on|for|from|at|by|with|and|around|into) ").sub("", " ".join(words.split()))
        plain = rx(r" (?:of|to|in|on|for|from|at|by|with|and|a|the|so)$").sub("", plain)
        return places.where(plain) if places.bare(plain) else None

    def object(self) -> Where | None:
        """The determined noun phrase right after the head: "rotate **the car** 90 degrees"; None for the picture."""
        found = rx(_OBJECT).match(self.rest) if self.head else None
        return None if found is None else places.where(found[1])

    def _kept(self, kind: str) -> list[str]:
        kept = self.source.kept
        return [kept[int(n)] for n in rx(rf"\b{kind}(\d+)\b").findall(self.text) if int(n) < len(kept)]

    def quotes(self) -> list[str]:
        """Everything in quotes, in order."""
        return self._kept("quote")

    def quote(self) -> str | None:
        """The first text in quotes."""
        return next(iter(self.quotes()), None)

    def files(self) -> list[str]:
        """File names, in order."""
        return self._kept("file")

    def file(self) -> str | None:
        """The first file name."""
        return next(iter(self.files()), None)


_OBJECT = (
    r"^(?:only |just )?((?:the|my|his|her|their|our|your|this|that|these|those|both|each|every|all|one)\b (?:of )?(?!by\b|to\b|so\b|down\b|up\b|at\b|into\b|until\b|clockwise|counterclockwise|in half|half\b|upside|upright|sideways|smaller|bigger|larger|left\b|right\b|horizontal|vertical|[+-]?\.?\d)[^,]+?)"
    r"(?=\s+(?:to|by|so|at|from|until|till|exactly|about|clockwise|counterclockwise|left|right|horizontal|vertical|upside|sideways|slightly|greatly|down|up|in half|half|bigger"
    r"|smaller|larger|around|over|into|as|for|and|with|without|using|but|keeping|while|is|are|too|for|upright|back|[+-]?\.?\d\S*|,)(?!\w)|\s*$|\s*,)"
)


def first_row(clause: Clause, rows: Rows) -> list[Step] | None:
    """What the first row reads whose pattern is found after the head and that has an answer."""
    for pattern, read in rows:
        if rx(pattern).search(clause.rest) and (steps := read(clause)) is not None:
            return steps
    return None


def _fault(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


def _why(said: str, made: Step) -> str:
    engine = {
        "exact": "code does it exactly",
        "generative": "a model must invent pixels",
        "analyze": "it is a question",
    }
    place = f", at {made.where.words!r} once that is found" if isinstance(made.where, Found) else ""
    return f'"{said}" asks for {made.op}{place}: {engine[made.route]}.'
