"""One figure of `limner bench`: a claim, its peer, its target, and what was measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ``value`` against ``target`` in ``unit``; ``atmost`` says which way is good."""

    name: str
    value: float
    unit: str
    target: float
    atmost: bool
    peer: str = ""
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.value <= self.target if self.atmost else self.value >= self.target

    def to_json(self) -> dict[str, Any]:
        """The row and whether it was met."""
        return asdict(self) | {"met": self.met}
