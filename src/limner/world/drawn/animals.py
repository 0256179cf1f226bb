"""A turtle to ride, a penguin to ride it, a fish."""

from __future__ import annotations

from limner.world.drawn.shapes import Shape, ellipse, mirrored, polygon, rectangle, shape, smooth


def turtle() -> list[Shape]:
    """A turtle that walks to the left."""
    skin, dark = (146, 196, 96), (52, 116, 62)
    legs = [shape(skin, rectangle(x, 0.44, x + 0.13, 0.66, 0.05), depth=0.05) for x in (0.34, 0.76)]
    plates = (
        polygon((0.50, 0.14), (0.70, 0.14), (0.76, 0.30), (0.60, 0.40), (0.44, 0.30)),
        polygon((0.40, 0.20), (0.46, 0.15), (0.40, 0.29), (0.33, 0.34)),
        polygon((0.74, 0.15), (0.80, 0.20), (0.87, 0.34), (0.80, 0.29)),
        polygon((0.30, 0.44), (0.34, 0.38), (0.42, 0.34), (0.55, 0.43), (0.54, 0.45)),
        polygon((0.90, 0.44), (0.86, 0.38), (0.78, 0.34), (0.65, 0.43), (0.66, 0.45)),
    )
    return [
        *legs,
        shape(skin, smooth((0.88, 0.46), (1.0, 0.52), (0.90, 0.56)), depth=0.03).named("tail"),
        shape(
            skin,
            smooth(
                (0.0, 0.28),
                (0.08, 0.16),
                (0.20, 0.18),
                (0.30, 0.38),
                (0.34, 0.52),
                (0.22, 0.50),
                (0.16, 0.40),
                (0.04, 0.38),
            ),
            depth=0.08,
        ).named("head"),
        shape(
            (66, 142, 74),
            smooth((0.24, 0.48), (0.34, 0.22), (0.60, 0.08), (0.86, 0.22), (0.96, 0.48), (0.60, 0.54)),
            depth=0.16,
        ).named("shell"),
        shape(dark, *plates, detail=True),
        shape((34, 40, 36), ellipse(0.09, 0.25, 0.022), detail=True),
    ]


def penguin() -> list[Shape]:
    """A penguin from the front."""
    night, belly, beak = (52, 60, 82), (250, 250, 248), (248, 166, 50)
    body = smooth(
        (0.35, 0.0),
        (0.55, 0.10),
        (0.60, 0.34),
        (0.66, 0.66),
        (0.56, 0.90),
        (0.35, 0.96),
        (0.14, 0.90),
        (0.04, 0.66),
        (0.10, 0.34),
        (0.15, 0.10),
    )
    front = smooth(
        (0.35, 0.20),
        (0.44, 0.13),
        (0.52, 0.22),
        (0.50, 0.40),
        (0.56, 0.64),
        (0.48, 0.86),
        (0.35, 0.90),
        (0.22, 0.86),
        (0.14, 0.64),
        (0.20, 0.40),
        (0.18, 0.22),
        (0.26, 0.13),
    )
    wing = shape(
        night, smooth((0.10, 0.38), (0.04, 0.48), (-0.06, 0.70), (0.02, 0.72), (0.13, 0.60)), depth=0.04
    ).named("left wing")
    eyes = (ellipse(0.27, 0.24, 0.032, 0.04), ellipse(0.43, 0.24, 0.032, 0.04))
    return [
        *(shape(beak, ellipse(x, 0.955, 0.11, 0.045), depth=0.03) for x in (0.22, 0.48)),
        wing,
        mirrored(wing, 0.35).named("right wing"),
        shape(night, body, depth=0.2),
        shape(belly, front, detail=True),
        shape((44, 40, 46), *eyes, detail=True),
        shape(beak, smooth((0.28, 0.31), (0.35, 0.285), (0.42, 0.31), (0.35, 0.385)), depth=0.02).named(
            "beak"
        ),
    ]


def fish() -> list[Shape]:
    """A fish that swims to the left."""
    return [
        shape((240, 120, 40), smooth((0.70, 0.30), (1.0, 0.06), (0.94, 0.30), (1.0, 0.54)), depth=0.04).named(
            "tail"
        ),
        shape((240, 120, 40), smooth((0.34, 0.12), (0.50, 0.0), (0.60, 0.14)), depth=0.03),
        shape(
            (250, 150, 60),
            smooth((0.0, 0.30), (0.20, 0.12), (0.45, 0.07), (0.76, 0.28), (0.45, 0.53), (0.20, 0.48)),
            depth=0.16,
        ),
        shape(
            (252, 246, 236),
            smooth((0.33, 0.12), (0.41, 0.11), (0.38, 0.30), (0.41, 0.50), (0.33, 0.49), (0.30, 0.30)),
            detail=True,
        ),
        shape((250, 250, 250), ellipse(0.17, 0.25, 0.05), detail=True),
        shape((40, 36, 40), ellipse(0.16, 0.255, 0.028), detail=True),
    ]
