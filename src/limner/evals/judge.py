"""The independent judge as evaluations use it: opened where it was exported, its own accuracy beside.

It is another network than the encoder, trained on other scenes from another seed, and nothing is
ever trained on, chosen or stopped by what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import WeightsMissing
from limner.evals.see import naming
from limner.evals.see.answers import images, scores

if TYPE_CHECKING:
    from limner.core.card import Card
    from limner.evals.see.cases import Case
    from limner.models.embedded import EmbeddedReader
    from limner.models.judge import JudgeReader

JUDGE = Path("~/.cache/limner/export/judge")
"""Where `limner train export judge` writes it."""

WANTED = {"judged things": 0.98, "judged colors": 0.96}
"""The accuracy from which its word counts."""

SHOWN = (naming.THINGS, naming.SAID, naming.COLORS, naming.COUNTS, naming.PLACE, naming.STYLE)


def open_judge(folder: Path = JUDGE) -> JudgeReader:
    """The judge in ``folder``; WeightsMissing says how to make one."""
    from limner.models.judge import JudgeReader
    from limner.models.store import weights_in

    folder = folder.expanduser()
    if not folder.is_dir():
        raise WeightsMissing(
            f"there is no judge at {folder}", hint="limner train judge, then limner train export judge"
        )
    return JudgeReader(weights_in(folder))


def accuracy(card: Card) -> str:
    """One line on how far the judge can be trusted, to be printed wherever it judges."""
    measured, least = card.measured, card.calibration.get("least_side", 0.0)
    short = [name for name, wanted in WANTED.items() if measured.get(name, 0.0) < wanted]
    told = ", ".join(f"{name} {measured[name]:.3f}" for name in WANTED if name in measured)
    verdict = f"; below what is wanted of {' and '.join(short)}" if short else ""
    small = f" ({measured['things']:.3f} of things of any size)" if "things" in measured else ""
    return (
        f"the judge: {told}, on {measured.get('scenes', 0):.0f} unseen scenes, "
        f"of things whose box is at least {least:.2f} of the picture long{small}{verdict}"
    )


def the_judge(folder: Path | None = None) -> tuple[JudgeReader, str]:
    """The judge, and what is to be said of it."""
    judge = open_judge(folder or JUDGE)
    return judge, accuracy(judge.card)


def the_encoder() -> tuple[EmbeddedReader, str]:
    """The shipped encoder in a judge's place, and what is to be said of that."""
    from limner.models.catalog import DEFAULT_ENCODER, shipped
    from limner.models.embedded import EmbeddedReader

    reader = EmbeddedReader(shipped(DEFAULT_ENCODER))
    share = reader.card.measured["held out: things named"]
    return reader, (
        f"read by {reader.card.id}, no independent judge: the generator was trained beside its patches; "
        f"of the things in the world's own scenes it names {share:.2f}"
    )


def on_cases(judge: JudgeReader, cases: Sequence[Case]) -> str:
    """How the judge does on ``cases`` by the rules of `limner eval see`, in one line."""
    readings = judge.read(images(cases))
    answers = [a for case, seen in zip(cases, readings, strict=True) for a in naming.naming(case, seen)]
    found = scores(answers)
    return "the judge on the same scenes: " + ", ".join(
        f"{name} {found[name].share:.3f}" for name in SHOWN if name in found
    )
