"""A few of many, taken from every group in turn, so that a sheet shows each kind of mistake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def spread(items: Sequence[T], most: int, group: Callable[[T], str]) -> list[T]:
    """Up to ``most``, the first of each ``group``, then the second of each and so on; sorted by group, in the
    order in which the groups come.

    >>> spread(["a1", "a2", "a3", "b1"], 3, lambda item: item[0])
    ['a1', 'a2', 'b1']
    """
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(group(item), []).append(item)
    depths = range(max(map(len, groups.values()), default=0))
    taken = [own[depth] for depth in depths for own in groups.values() if depth < len(own)]
    names = list(groups)
    return sorted(taken[:most], key=lambda item: names.index(group(item)))
