"""A run done again with a changed plan: without one of its steps, or with something added.

Plans are replayed from the recipe's own inputs, so a changed one costs no further generation
of loss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.errors import BadValue, JournalFailed, Unclear
from limner.session.lineage import above, stands_for
from limner.session.words import Without

if TYPE_CHECKING:
    from limner.core.plan import AnyStep, Plan
    from limner.core.result import Recipe
    from limner.session.journal import Journal, Run

_COLORED = ("color", "new", "light")
"""The fields of steps that "in blue" speaks of."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A recipe to be done from its own inputs, recorded as an ``edit`` with ``parent``.

    ``left`` is the run whose picture the user has now. ``words`` is what the planner must still
    read, and :func:`revised` bring into the plan; "" when nothing is left.
    """

    left: Run
    recipe: Recipe
    parent: int | None
    words: str = ""


def without(journal: Journal, left: Run, request: Without) -> Replay:
    """The last step that is of one of the ops, or else mentions the words, left out.

    Unclear when no step is meant. The plan may be left without steps: then it gives the original.
    """
    done = _done(journal, left)
    recipe = read_recipe(done)
    steps = list(recipe.plan.steps)
    found = [index for index, step in enumerate(steps) if step.op in request.ops] or [
        index for index, step in enumerate(steps) if _mentions(step, request.words)
    ]
    if not found:
        raise Unclear(
            f"no step of this picture is {request.words!r}; "
            f"its steps are: {', '.join(step.op for step in steps) or 'none'}",
            examples=tuple(f"undo the {step.op}" for step in steps[:2]),
        )
    del steps[found[-1]]
    return Replay(left, _with_steps(recipe, steps), done.id)


def again(journal: Journal, left: Run, words: str) -> Replay:
    """The last run once more.

    As it was ("") it is done on top of its own picture. With words it starts from where that run
    started, beside it: a colour ("in blue") is put into the last step that has one, anything else
    is left for the planner.
    """
    done = _done(journal, left)
    recipe = read_recipe(done)
    steps = list(recipe.plan.steps)
    first = _first_own_step(journal, done, steps)
    if not words:
        return Replay(left, _with_steps(recipe, steps + steps[first:]), done.id)
    color = re.sub(r"^(?:in|with|to|it) (?:the colou?r )?", "", words.lower())
    for index in reversed(range(first, len(steps))):
        if colored := _colored(steps[index], color):
            steps[index] = colored
            return Replay(left, _with_steps(recipe, steps), done.parent)
    return Replay(left, recipe, done.parent, words)


def revised(replay: Replay, extra: Plan) -> Plan:
    """The plan of ``replay`` with the steps that its ``words`` were read as.

    When the words state a number ("at 50%"), a step takes the place of the last one of its op;
    else ("darker") it comes after all that was done.
    """
    steps = list(replay.recipe.plan.steps)
    for step in extra.steps:
        same = [index for index, old in enumerate(steps) if old.op == step.op]
        if same and re.search(r"\d", replay.words):
            steps[same[-1]] = step
        else:
            steps.append(step)
    return replay.recipe.plan.model_copy(update={"steps": tuple(steps), "warnings": extra.warnings})


def read_recipe(run: Run) -> Recipe:
    """The recipe of a run; JournalFailed when it is not one."""
    from pydantic import ValidationError

    from limner.core.result import Recipe

    try:
        return Recipe.model_validate_json(run.recipe)
    except ValidationError as error:
        raise JournalFailed(
            f"the recipe of run {run.id} cannot be read: {error.errors(include_url=False)[0]['msg']}",
            hint="it may be of another limner; do the edit again from the original",
        ) from None


def _done(journal: Journal, left: Run) -> Run:
    done = stands_for(journal, left)
    if done is None:
        raise BadValue(
            "this is the original: nothing was done to it", hint="`limner redo` takes back an undo"
        )
    return done


def _first_own_step(journal: Journal, run: Run, steps: list[AnyStep]) -> int:
    """The index of the first step that the parent's recipe did not have already."""
    parent = stands_for(journal, above(journal, run))
    if parent is None:
        return 0
    inherited = list(read_recipe(parent).plan.steps)
    return len(inherited) if steps[: len(inherited)] == inherited and len(steps) > len(inherited) else 0


def _with_steps(recipe: Recipe, steps: list[AnyStep]) -> Recipe:
    plan = recipe.plan.model_copy(update={"steps": tuple(steps)})
    return recipe.model_copy(update={"plan": plan})


def _mentions(step: AnyStep, words: str) -> bool:
    """Whether a text among the step's parameters, or its place, holds all the words."""
    place = step.where.model_dump() if step.where else {}
    texts = [str(value) for value in (*step.parameters().values(), *place.values()) if isinstance(value, str)]
    spoken = set(re.findall(r"\w+", " ".join(texts).lower()))
    return set(re.findall(r"\w+", words.lower())) <= spoken


def _colored(step: AnyStep, color: str) -> AnyStep | None:
    """The step in another colour; None when it has none, or that is no colour."""
    from limner.core.color import Color

    name = next((name for name in _COLORED if name in step.parameters()), None)
    if name is None:
        return None
    try:
        Color.parse(color)
    except BadValue:
        return None
    return step.model_copy(update={name: color})
