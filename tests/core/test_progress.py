from __future__ import annotations

import pytest

from limner.core.progress import Progress, Running, finish

CLOSED: list[bool] = []


def counting(steps: int) -> Running[str]:
    try:
        for step in range(1, steps + 1):
            yield Progress(step, steps, 0.0)
    finally:
        CLOSED.append(True)
    return "done"


def test_the_result_comes_after_every_step_was_told() -> None:
    told: list[Progress] = []
    assert finish(counting(3), told.append) == "done"
    assert [one.step for one in told] == [1, 2, 3]
    assert finish(counting(0)) == "done"


def test_what_the_listener_raises_stops_the_work_at_once() -> None:
    CLOSED.clear()
    seen: list[int] = []

    def interrupt(progress: Progress) -> None:
        seen.append(progress.step)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finish(counting(100), interrupt)
    assert (seen, CLOSED) == ([1], [True])
