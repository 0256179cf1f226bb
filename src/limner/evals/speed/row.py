"""One figure of `limner bench`: a claim, its peer, its target, and what was measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ``value`` against ``target`` in ``unit``; ``atmost`` says which way is good.

    ``value`` None: it could not be measured here, ``detail`` says why. ``target`` None: nothing is
    promised.
    """

    name: str
    value: float | None
    unit: str
    target: float | None
    atmost: bool
    peer: str = ""
    detail: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none, or nothing was measured."""
        if self.value is None or self.target is None:
            return None
        return self.value <= self.target if self.atmost else self.value >= self.target

    def to_text(self) -> str:
        """One line; a target that is missed is said to be lost."""
        mark = {True: "met ", False: "LOST", None: "    " if self.value is not None else "none"}[self.met]
        wanted = "" if self.target is None else f"wanted {'<=' if self.atmost else '>='} {self.target:g}; "
        found = "" if self.value is None else f" {self.value:.3g} {self.unit}".rstrip()
        return f"{mark}  {self.name}:{found} ({wanted}{self.detail})"

    def to_json(self) -> dict[str, Any]:
        """The row and whether it was met."""
        return asdict(self) | {"met": self.met}
