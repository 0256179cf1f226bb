"""Whether what words claim holds of a layout, by the world's own definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limner.world.claims import Described, matching, side_of
from limner.world.drawn.draw import VARIANTS
from limner.world.extents import Extent, Figure, figure, overlap_x, overlap_y
from limner.world.scene import Placed, Relation, Scene
from limner.world.truth import holds as related
from limner.world.vocabulary import DRAWINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limner.core.layout import Laid, Layout
    from limner.world.atlas import Atlas
    from limner.world.claims import Claim

UNTOLD = ("feature", "sky")
"""Claims of what no layout holds."""


def holds(layout: Layout, claim: Claim, atlas: Atlas) -> bool:
    """Whether ``claim`` is true of ``layout`` on a square canvas. What a sign says or how a face looks
    is left out, as no layout holds it; a claim of `UNTOLD` holds of everything.

    A relation must hold between all things that its words fit, in one of the drawings that the
    layout's style allows, each thing turned either way.
    """
    if claim.kind in UNTOLD:
        return True
    scene = _staged(layout)
    if claim.kind == "things":
        what, count = claim.value
        return len(matching(scene, _described(what))) == count
    if claim.kind == "side":
        what, side = claim.value
        found = matching(scene, _described(what))
        return bool(found) and all(side_of(scene.things[i]) == side for i in found)
    if claim.kind == "relation":
        return _relation_holds(layout, scene, claim, atlas)
    return bool(getattr(layout, claim.kind) == claim.value[0])


def figures(told: Sequence[Sequence[Claim]], layouts: Sequence[Layout], atlas: Atlas) -> dict[str, float]:
    """Shares, 0-1: ``all`` of layouts of which everything ``told`` is true, each kind of claim by its
    name, and ``crowded`` of layouts in which a thing hides another."""
    kinds: dict[str, list[bool]] = {"all": [], "crowded": []}
    for claims, layout in zip(told, layouts, strict=True):
        found = {claim: holds(layout, claim, atlas) for claim in claims}
        for claim, held in found.items():
            kinds.setdefault(claim.kind, []).append(held)
        kinds["all"].append(all(found.values()))
        kinds["crowded"].append(crowded(layout))
    return {kind: round(sum(held) / len(held), 4) for kind, held in kinds.items() if held}


def crowded(layout: Layout, share: float = 0.7) -> bool:
    """Whether some thing hides more than ``share`` of another's box: nobody could tell the two apart."""
    boxes = [Extent(*one.box) for one in layout.things]
    for index, box in enumerate(boxes):
        for later in boxes[index + 1 :]:
            shared = max(0.0, overlap_x(box, later)) * max(0.0, overlap_y(box, later))
            if shared > share * box.width * box.height:
                return True
    return False


def _staged(layout: Layout) -> Scene:
    return Scene(
        seed=0,
        place=layout.place,
        time=layout.time,
        weather=layout.weather,
        drawing=DRAWINGS[0],
        style=layout.style,
        aspect="1:1",
        horizon=0.5,
        things=tuple(_placed(one) for one in layout.things),
        ground=layout.ground,
    )


def _placed(one: Laid) -> Placed:
    left, top, right, bottom = one.box
    return Placed(one.thing, one.color, (left + right) / 2, bottom, max(right - left, bottom - top))


def _described(what: object) -> Described:
    assert isinstance(what, Described)
    return what._replace(variant=None)


def _relation_holds(layout: Layout, scene: Scene, claim: Claim, atlas: Atlas) -> bool:
    first, kind, second = claim.value
    subjects, targets = matching(scene, _described(first)), matching(scene, _described(second))
    pairs = [(i, j) for i in subjects for j in targets if i != j]
    boxes = tuple(Extent(*one.box) for one in layout.things)
    drawings = (layout.style,) if layout.style in DRAWINGS else DRAWINGS

    def true(i: int, j: int) -> bool:
        relation = Relation(i, str(kind), j)
        return any(
            related(relation, _figures(layout, drawing, turned, atlas), boxes)
            for drawing in drawings
            for turned in (False, True)
        )

    return bool(pairs) and all(true(i, j) for i, j in pairs)


def _figures(layout: Layout, drawing: str, turned: bool, atlas: Atlas) -> tuple[Figure, ...]:
    names = [one.thing for one in layout.things]
    drawn = (figure(name, drawing, VARIANTS.get(name, ("",))[0], atlas) for name in names)
    return tuple(one.turned() if turned else one for one in drawn)
