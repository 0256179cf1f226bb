"""Work on the next items while the last ones are used: decoding beside inference."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from limner.core.errors import LimnerError

Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(
    items: Iterable[Item], work: Callable[[Item], Result], *, workers: int = 2, waiting: int = 32
) -> Iterator[tuple[Item, Result | LimnerError]]:
    """Each item with ``work(item)``, in order, done by ``workers`` threads up to ``waiting`` items ahead.

    An error of ours takes the place of the result, so that one bad item does not end the rest. Threads
    suffice where ``work`` leaves the interpreter, as libvips does. Closing the iterator stops after
    what is in work.
    """
    pool = ThreadPoolExecutor(workers, thread_name_prefix="limner-ahead")
    source = iter(items)
    queue: deque[tuple[Item, Future[Result]]] = deque()
    try:
        for item in islice(source, waiting):
            queue.append((item, pool.submit(work, item)))
        while queue:
            item, future = queue.popleft()
            result = _result(future)
            for following in islice(source, 1):
                queue.append((following, pool.submit(work, following)))
            yield item, result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Result]) -> Result | LimnerError:
    try:
        return future.result()
    except LimnerError as failure:
        return failure


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of ``size`` items, the last one shorter.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
