from __future__ import annotations

import inspect
import re

import pytest

from limner.core import errors


def classes() -> list[type[errors.LimnerError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, errors.LimnerError)]


def drawn() -> dict[str, tuple[str | None, int]]:
    """Name -> (parent, exit code), read from the tree in the module's docstring."""
    tree: dict[str, tuple[str | None, int]] = {}
    above: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"^(\s*[│├└─\s]*)(\w+)\s+(\d+)\b", line)
        if not match:
            continue
        depth, name, code = len(match[1]), match[2], int(match[3])
        while above and above[-1][0] >= depth:
            above.pop()
        tree[name] = (above[-1][1] if above else None, code)
        above.append((depth, name))
    return tree


def test_the_tree_in_the_docstring_is_the_tree_in_the_code() -> None:
    real = {
        kind.__name__: (
            next((base.__name__ for base in kind.__bases__ if issubclass(base, errors.LimnerError)), None),
            kind.exit_code,
        )
        for kind in classes()
    }
    # the root's line reads "exit" instead of a number
    assert {name: entry for name, entry in real.items() if name != "LimnerError"} == {
        name: (parent or "LimnerError", code) for name, (parent, code) in drawn().items()
    }


@pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
def test_every_error_carries_its_message_and_hint(kind: type[errors.LimnerError]) -> None:
    error = kind("it is so", hint="do this")
    assert str(error) == "it is so"
    assert error.hint == "do this"
    assert kind.__doc__
