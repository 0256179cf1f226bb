"""A plan as a short Python program that does the same work with ``limner.ops``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import is_dataclass
from typing import Any

from pydantic import BaseModel

from limner.core.plan import Plan
from limner.core.steps.base import ExactStep
from limner.reason.runner import refuse_unsupported

_PICTURES = frozenset(("picture", "pictures"))


def plan_script(plan: Plan, source: str, destination: str) -> str:
    """The program: it writes the bytes that an edit without a recipe (``--no-recipe``) writes.

    Raises Unsupported for a plan with a step that nothing here can do.
    """
    refuse_unsupported(plan)
    program = _Program()
    lines = program.opening(plan, source) + [program.line(step) for step in _after_opening(plan)]
    told = f"# {' '.join(plan.instruction.split())}\n" if plan.instruction else ""
    return f"{told}{program.imports()}\n\n" + "\n".join([*lines, *_closing(destination)]) + "\n"


def _after_opening(plan: Plan) -> list[Any]:
    return list(plan.steps[1:] if plan.steps and plan.steps[0].op == "frame" else plan.steps)


def _closing(destination: str) -> list[str]:
    return [
        "",
        f"output = Path({destination!r})",
        "format = format_for(output.name, image)",
        "write_file(output, encode(image, format).data, replace=True)",
    ]


class _Program:
    """Lines, and the names that they need."""

    def __init__(self) -> None:
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        self.names["limner.ops.encode"] |= {"encode", "format_for", "write_file"}

    def imports(self) -> str:
        """What to import, sorted as a linter would."""
        modules = {"limner": {"ops"}, **self.names}
        lines = [
            f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())
        ]
        return "\n".join(["from pathlib import Path", "", *lines])

    def opening(self, plan: Plan, source: str) -> list[str]:
        """Open the picture, at the frame that the first step asks for."""
        first = plan.steps[0] if plan.steps else None
        frame = f", frame={first.parameters()['number']}" if first is not None and first.op == "frame" else ""
        return [f"image = ops.open_image({source!r}{frame})"]

    def line(self, step: ExactStep) -> str:
        """One step: a call of its operation, or of the region's when it has a place."""
        if step.where is None:
            return f"image = ops.{step.op}(image{self._arguments(step)})"
        self.names["limner.edit.region"].add("apply")
        pictures = ", ops.open_image" if _needs_pictures(step) else ""
        return f"image = apply({self._literal(step, skip=('why', 'route', 'op'))}, image{pictures})"

    def _arguments(self, step: ExactStep) -> str:
        given = step.model_fields_set | {"seed"}
        fields = type(step).model_fields
        parts = [
            f", {name}={self._argument(name, value)}"
            for name, value in step.parameters().items()
            if (name in given or fields[name].is_required()) and value != fields[name].default
        ]
        return "".join(parts)

    def _argument(self, name: str, value: Any) -> str:
        if name == "picture":
            return f"ops.open_image({value!r})"
        if name == "pictures":
            return f"[{', '.join(f'ops.open_image({one!r})' for one in value)}]"
        return self._literal(value)

    def _literal(self, value: Any, skip: tuple[str, ...] = ()) -> str:
        """Python that makes the value again."""
        if isinstance(value, BaseModel):
            kind = type(value)
            self.names[kind.__module__].add(kind.__name__)
            parts = [
                f"{name}={self._literal(getattr(value, name))}"
                for name, field in kind.model_fields.items()
                if name not in skip and getattr(value, name) != field.default
            ]
            return f"{kind.__name__}({', '.join(parts)})"
        if is_dataclass(value):
            self.names[type(value).__module__].add(type(value).__name__)
        return repr(value)


def _needs_pictures(step: ExactStep) -> bool:
    return bool(_PICTURES & set(step.parameters())) or getattr(step.where, "mask", None) is not None
