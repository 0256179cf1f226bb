"""Hands that hold up fingers, and faces with expressions."""

from __future__ import annotations

import math

from limner.world.drawn.shapes import (
    Shape,
    arc_band,
    capsule,
    ellipse,
    mirrored,
    polygon,
    rectangle,
    rotated,
    shape,
    smooth,
)

FINGERS = ("0", "1", "2", "3", "4", "5")
"""How many fingers a hand holds up."""

EXPRESSIONS = ("happy", "sad", "surprised", "angry", "sleepy")

_SKIN = (250, 202, 160)
_FOLD = (226, 160, 118)
_CLOTH = (70, 120, 200)
_HAIR = (112, 70, 44)
_EYE = (52, 40, 40)
_WHITE = (250, 250, 250)
_LIPS = (176, 60, 66)
_BLUSH = (246, 170, 144)

_ROOTS = ((0.27, 0.50), (0.42, 0.47), (0.57, 0.47), (0.71, 0.51))
_LEANS = (-14.0, -4.0, 5.0, 17.0)
_LENGTHS = (0.36, 0.41, 0.38, 0.28)
_RAISED = {"0": (), "1": (0,), "2": (0, 1), "3": (0, 1, 2), "4": (0, 1, 2, 3), "5": (0, 1, 2, 3)}


def hand(fingers: str) -> list[Shape]:
    """The palm of a right hand; the thumb is the fifth finger to be held up."""
    raised = _RAISED[fingers]
    palm = smooth(
        (0.19, 0.55),
        (0.33, 0.44),
        (0.64, 0.44),
        (0.80, 0.56),
        (0.78, 0.80),
        (0.66, 0.96),
        (0.34, 0.96),
        (0.20, 0.80),
    )
    wrist = rectangle(0.33, 0.85, 0.67, 1.08, 0.05)
    fingers_up = [_finger(index).named(f"finger {index + 1}") for index in raised]
    thumb = (
        [shape(_SKIN, capsule(0.26, 0.78, 0.03, 0.56, 0.085, 0.072)).named("thumb")] if fingers == "5" else []
    )
    folded = [_folded(index) for index in range(4) if index not in raised]
    tucked = [] if thumb else [shape(_SKIN, capsule(0.27, 0.82, 0.55, 0.70, 0.085, 0.075)).named("thumb")]
    cuff = shape(_CLOTH, rectangle(0.26, 1.03, 0.74, 1.18, 0.04))
    return [*thumb, *fingers_up, shape(_SKIN, palm, wrist, depth=0.14).named("palm"), *folded, *tucked, cuff]


def _finger(index: int) -> Shape:
    x, y = _ROOTS[index]
    lean = math.radians(_LEANS[index])
    reach = _LENGTHS[index]
    return shape(
        _SKIN, capsule(x, y + 0.06, x + reach * math.sin(lean), y - reach * math.cos(lean), 0.078, 0.066)
    )


def _folded(index: int) -> Shape:
    x, y = _ROOTS[index]
    return shape(_SKIN, capsule(x, y - 0.01, x * 0.94 + 0.03, y + 0.14, 0.076, 0.07), depth=0.06)


def face(expression: str) -> list[Shape]:
    """A head from the front. ``left`` and ``right`` are as seen in the picture."""
    left_ear = shape(_SKIN, ellipse(0.10, 0.55, 0.085, 0.12)).named("left ear")
    head = shape(
        _SKIN,
        smooth(
            (0.50, 0.08),
            (0.82, 0.24),
            (0.88, 0.55),
            (0.76, 0.84),
            (0.50, 0.98),
            (0.24, 0.84),
            (0.12, 0.55),
            (0.18, 0.24),
        ),
        depth=0.2,
    )
    hair = shape(
        _HAIR,
        smooth(
            (0.08, 0.46),
            (0.09, 0.20),
            (0.28, 0.03),
            (0.52, 0.00),
            (0.76, 0.05),
            (0.92, 0.22),
            (0.92, 0.46),
            (0.85, 0.40),
            (0.76, 0.26),
            (0.55, 0.30),
            (0.34, 0.22),
            (0.20, 0.36),
            (0.15, 0.42),
        ),
        depth=0.08,
    ).named("hair")
    nose = shape(_FOLD, smooth((0.50, 0.50), (0.545, 0.61), (0.50, 0.645), (0.455, 0.61)), detail=True).named(
        "nose"
    )
    blush = [shape(_BLUSH, ellipse(x, 0.69, 0.075, 0.045), detail=True) for x in (0.26, 0.74)]
    return [left_ear, _other(left_ear), head, *blush, hair, *_eyes(expression), nose, *_MOUTHS[expression]]


def _other(one: Shape) -> Shape:
    """The same part on the right side."""
    return mirrored(one, 0.5).named(one.part.replace("left", "right"))


def _eyes(expression: str) -> list[Shape]:
    if expression == "sleepy":
        left = [shape(_EYE, arc_band(0.33, 0.47, 0.085, 0.028, 15, 165), detail=True).named("left eye")]
    else:
        wide = 0.098 if expression == "surprised" else 0.082
        left = [
            shape(_WHITE, ellipse(0.33, 0.50, wide, wide * 1.12), depth=0.02).named("left eye"),
            shape(_EYE, ellipse(0.34, 0.51, 0.05), detail=True),
            shape(_WHITE, ellipse(0.325, 0.49, 0.017), detail=True),
        ]
    y, tilt = _BROWS[expression]
    brow = rotated(rectangle(0.23, y - 0.018, 0.42, y + 0.018, 0.018), 0.33, y, tilt)
    left.append(shape(_HAIR, brow, detail=True).named("left eyebrow"))
    return [*left, *(_other(one) for one in left)]


_BROWS = {
    "happy": (0.355, -6.0),
    "sad": (0.360, -22.0),
    "surprised": (0.325, -4.0),
    "angry": (0.385, 22.0),
    "sleepy": (0.390, 0.0),
}
"""Height of the eyebrows, and how far the left one falls towards the nose, degrees."""

_MOUTHS = {
    "happy": [
        shape(
            _LIPS,
            smooth((0.33, 0.725), (0.50, 0.745), (0.67, 0.725), (0.60, 0.84), (0.50, 0.87), (0.40, 0.84)),
            depth=0.02,
        ).named("mouth"),
        shape(
            _WHITE,
            polygon((0.37, 0.742), (0.50, 0.755), (0.63, 0.742), (0.60, 0.775), (0.40, 0.775)),
            detail=True,
        ),
    ],
    "sad": [shape(_LIPS, arc_band(0.50, 0.90, 0.125, 0.035, 205, 335), detail=True).named("mouth")],
    "surprised": [shape(_LIPS, ellipse(0.50, 0.79, 0.075, 0.095), depth=0.02).named("mouth")],
    "angry": [
        shape(_LIPS, rectangle(0.37, 0.765, 0.63, 0.83, 0.03), depth=0.02).named("mouth"),
        shape(_WHITE, rectangle(0.40, 0.785, 0.60, 0.81), detail=True),
    ],
    "sleepy": [shape(_LIPS, ellipse(0.52, 0.79, 0.055, 0.03), detail=True).named("mouth")],
}
