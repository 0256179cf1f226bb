"""Many pictures in several processes: what an interrupt leaves and tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from limner.core.plan import Plan
from limner.core.steps.tone import Invert
from limner.session import batch
from limner.session.settings import Settings
from limner.session.writing import Writing


def test_an_interrupt_comes_behind_the_outcomes_of_what_was_written_until_then(tmp_path: Path) -> None:
    jobs = [batch.Job(tmp_path / f"{n}.png", tmp_path / "out" / f"{n}.png") for n in range(40)]
    for job in jobs:
        Pillow.new("RGB", (300, 200), "olive").save(job.source)
    settings = Settings(home=tmp_path / "home", cache=tmp_path / "cache")
    outcomes = batch.run(jobs, Plan(steps=(Invert(),)), settings, Writing(), 2)
    told = [next(outcomes)]
    told.append(outcomes.throw(KeyboardInterrupt()))  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        told.extend(outcomes)
    assert not [outcome.error for outcome in told if outcome.error]
    assert {outcome.job.destination for outcome in told} == set((tmp_path / "out").iterdir())
    assert len(told) < len(jobs)
