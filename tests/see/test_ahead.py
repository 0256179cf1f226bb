from __future__ import annotations

import threading
import time

import pytest

from limner.core.errors import BadImage
from limner.see.ahead import ahead, batches


def test_results_come_in_order_with_errors_in_their_place() -> None:
    def work(number: int) -> int:
        time.sleep(0.01 if number % 2 else 0)
        if number == 3:
            raise BadImage("three is broken")
        return number * 10

    found = list(ahead(range(6), work, workers=3))
    assert [item for item, _ in found] == list(range(6))
    assert isinstance(found[3][1], BadImage)
    assert [result for _, result in found if not isinstance(result, BadImage)] == [0, 10, 20, 40, 50]


def test_no_more_is_taken_than_may_wait() -> None:
    taken = []

    def source():
        for number in range(100):
            taken.append(number)
            yield number

    walk = ahead(source(), lambda number: number, waiting=5)
    next(walk)
    assert len(taken) <= 6
    walk.close()


def test_work_goes_on_while_the_result_is_used() -> None:
    second = threading.Event()

    def work(number: int) -> int:
        if number == 1:
            second.set()
        return number

    walk = ahead([0, 1], work, workers=1)
    next(walk)
    assert second.wait(2)
    walk.close()


def test_our_own_mistakes_are_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(ahead([1, 0], lambda number: 1 / number))


def test_batches_keep_everything() -> None:
    assert list(batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
