"""What came of drawing: right pictures by skill, and what is wanted of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limner.evals.draw.metadata import SKILL_OF
from limner.evals.draw.prompts import RESERVED_SKILLS
from limner.evals.score import Score, mark, score

if TYPE_CHECKING:
    from limner.evals.draw.apart import Apart
    from limner.evals.draw.evaluate import Verdict

OVERALL, FACTS = "overall", "facts"

TARGETS = {
    "one thing": 0.97,
    "two things": 0.90,
    "count": 0.90,
    "color": 0.95,
    "binding": 0.85,
    "position": 0.92,
    "a blue potato": 0.90,
    OVERALL: 0.90,
}
"""The least share of right pictures that is wanted of the default."""

WITHIN = 0.05
"""How far combinations that are kept out of training may fall behind others."""


@dataclass(frozen=True, slots=True)
class Report:
    """``verdicts`` on everything that was asked; ``apart`` where a prompt was drawn more than once;
    ``note`` says who read the pictures and how far that can be trusted."""

    verdicts: tuple[Verdict, ...]
    apart: Apart | None = None
    note: str = ""

    @property
    def skills(self) -> dict[str, Score]:
        """Right pictures by skill, in the order of the prompts."""
        names = dict.fromkeys(one.prompt.skill for one in self.verdicts)
        return {name: score(one.right for one in self.verdicts if one.prompt.skill == name) for name in names}

    @property
    def overall(self) -> Score:
        """Right pictures of all that ask for nothing that is kept out of training."""
        return score(one.right for one in self.verdicts if one.prompt.skill not in RESERVED_SKILLS)

    @property
    def facts(self) -> Score:
        """Facts that hold, of all. Those of one picture are not independent: its interval is too narrow."""
        return score(held for one in self.verdicts for held in one.held)

    @property
    def by_fact(self) -> dict[str, Score]:
        """How often each fact holds; of use where all prompts state the same."""
        found: dict[str, list[bool]] = {}
        for one in self.verdicts:
            for fact, held in zip(one.prompt.facts, one.held, strict=True):
                found.setdefault(str(fact), []).append(held)
        return {name: score(held) for name, held in found.items()}

    @property
    def scores(self) -> dict[str, Score]:
        """Every figure: the skills, all together, the facts."""
        return {**self.skills, OVERALL: self.overall, FACTS: self.facts}

    def misses(self) -> list[Verdict]:
        """The pictures that are not as asked."""
        return [one for one in self.verdicts if not one.right]

    def to_text(self) -> str:
        """One line a figure: share, 95 % interval, hits of total, what is wanted."""
        skills = self.skills
        if len(skills) == 1:
            lines = [_line(name, found, skills) for name, found in skills.items()]
            lines += [f"        {name:<16} {found}" for name, found in self.by_fact.items()]
        else:
            lines = [_line(name, found, skills) for name, found in self.scores.items()]
        lines += [f"apart   {self.apart}"] if self.apart else []
        return "\n".join([*lines, *([f"note: {self.note}"] if self.note else [])])

    def to_json(self) -> dict[str, Any]:
        """The same as data."""
        skills = self.skills
        found: dict[str, Any] = {
            name: {**value.to_json(), "wanted": wanted(name, skills)} for name, value in self.scores.items()
        }
        told = {"scores": found, "apart": self.apart.to_json() if self.apart else None, "note": self.note}
        if len(skills) == 1:
            told["by_fact"] = {name: value.to_json() for name, value in self.by_fact.items()}
        return told


def wanted(name: str, skills: dict[str, Score]) -> float | None:
    """The share that is wanted of a figure: of a combination that is kept out of training, nearly that of
    its skill, of a benchmark's tag that of the skill that it asks for; None where nothing is."""
    if name not in RESERVED_SKILLS:
        return TARGETS.get(SKILL_OF.get(name, name))
    skill = RESERVED_SKILLS[name]
    return round(skills[skill].share - WITHIN, 4) if skill in skills else None


def _line(name: str, found: Score, skills: dict[str, Score]) -> str:
    least = wanted(name, skills)
    return f"{mark(found, least)}  {name:<18} {found}{'' if least is None else f'  wanted {least:.2f}'}"
