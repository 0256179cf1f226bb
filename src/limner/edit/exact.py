"""From an exact step to the operation of the same name, with the pictures it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from limner.core.errors import BadValue
from limner.core.image import Image
from limner.core.steps.base import ExactStep

Operation = Callable[..., Image]
"""``operation(image, **the step's own fields) -> Image``, lazy where libvips is."""
Pictures = Callable[[str], Image]
"""From the name of a picture beside the main one to the picture."""


class _ByName(dict[str, Operation]):
    """Operations of ``limner.ops`` by the step's op, imported when first asked for."""

    def __missing__(self, op: str) -> Operation:
        from limner import ops

        operation: Operation = getattr(ops, op)
        self[op] = operation
        return operation


OPERATIONS: dict[str, Operation] = _ByName()


def no_pictures(name: str) -> Image:
    """The resolver of a plan that stands alone: every name is refused."""
    raise BadValue(
        f"the plan names the picture {name!r}, and no pictures were given with it",
        hint="give the picture along with the plan",
    )


def arguments(step: ExactStep, pictures: Pictures) -> dict[str, Any]:
    """The step's own fields as its operation takes them: names of pictures become pictures."""
    fields = step.parameters()
    if "picture" in fields:
        fields["picture"] = pictures(fields["picture"])
    if "pictures" in fields:
        fields["pictures"] = tuple(pictures(name) for name in fields["pictures"])
    return fields


def picture_names(step: ExactStep) -> tuple[str, ...]:
    """The pictures that a step needs beside the main one, its mask last."""
    fields = step.parameters()
    names = (*fields.get("pictures", ()), *([fields["picture"]] if "picture" in fields else []))
    mask = getattr(step.where, "mask", None)
    return names if mask is None else (*names, mask)


def operate(step: ExactStep, image: Image, pictures: Pictures = no_pictures) -> Image:
    """The whole picture through the step's operation; ``where`` is for ``edit.region``."""
    return OPERATIONS[step.op](image, **arguments(step, pictures))
