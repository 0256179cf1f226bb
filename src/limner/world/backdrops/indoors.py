"""Rooms: a wall with a window that shows the hour and the weather, and a floor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from limner.world.backdrops.canvas import Color, mix, scaled
from limner.world.backdrops.stage import Stage
from limner.world.backdrops.veil import fall
from limner.world.scene import REGIONS

_PAINTS: tuple[Color, ...] = (
    (236, 218, 190),
    (202, 220, 226),
    (226, 208, 222),
    (212, 226, 198),
    (242, 228, 204),
    (198, 210, 230),
    (240, 212, 200),
)
_BOARDS: tuple[Color, ...] = ((176, 128, 84), (152, 108, 74), (196, 156, 116), (138, 100, 76))
_RUGS: tuple[Color, ...] = ((186, 78, 78), (84, 116, 176), (96, 152, 116), (204, 160, 96), (142, 104, 160))
_LAMPLIGHT = {
    "day": (1.0, 1.0, 1.0),
    "sunrise": (1.0, 0.94, 0.93),
    "sunset": (1.0, 0.84, 0.74),
    "night": (0.66, 0.58, 0.56),
}


def indoor_light(time: str) -> Color:
    """What things are multiplied by in a room."""
    return _LAMPLIGHT[time]


def room(stage: Stage) -> None:
    """A living room: painted wall, window, boards, a rug."""
    rng, right = stage.rng, stage.canvas.right
    lamp = indoor_light(stage.light.time)
    wall = scaled(stage.varied(rng.choice(_PAINTS)), lamp)
    view = stage.canvas.pixels.copy()
    stage.canvas.rows(0, stage.horizon, scaled(wall, 1.03), scaled(wall, 0.92), "wall")
    if rng.random() < 0.35:
        _wainscot(stage, wall)
    wide, high = stage.between(0.24, 0.34), stage.between(0.26, 0.36) * min(1.0, stage.horizon / 0.62)
    x, y = stage.between(0.1, right - wide - 0.1), stage.between(0.06, 0.12)
    _window(stage, view, x, y, wide, high, wall)
    if rng.random() < 0.5:
        cloth = scaled(stage.varied(rng.choice(_RUGS), 10), lamp)
        _curtains(stage, x, y, x + wide, y + high + 0.05, mix(cloth, wall, 0.25))
    _boards(stage, scaled(stage.varied(rng.choice(_BOARDS)), lamp))
    stage.canvas.rectangle(
        0,
        stage.horizon - 0.028,
        right + 0.1,
        stage.horizon,
        scaled((244, 242, 236), scaled(lamp, 0.97)),
        "wall",
    )
    if rng.random() < 0.6:
        _rug(stage, scaled(stage.varied(rng.choice(_RUGS), 12), lamp))


def kitchen(stage: Stage) -> None:
    """A kitchen: tiled wall, window, cupboards under a worktop, chequered floor."""
    rng, right, top = stage.rng, stage.canvas.right, stage.horizon
    canvas, lamp = stage.canvas, indoor_light(stage.light.time)
    wall = scaled(stage.varied(rng.choice(_PAINTS)), lamp)
    view = canvas.pixels.copy()
    canvas.rows(0, top, scaled(wall, 1.03), scaled(wall, 0.95), "wall")
    high = min(0.24, top * 0.4)
    counter = top - high
    tile = scaled((240, 242, 242), lamp)
    canvas.rectangle(0, counter - 0.15, right + 0.1, counter, tile, "wall")
    for k in range(4):
        canvas.line((0, counter - 0.05 * k), (right, counter - 0.05 * k), 0.003, scaled(tile, 0.88))
    for k in range(round(20 * right) + 1):
        canvas.line((k / 20, counter - 0.15), (k / 20, counter), 0.003, scaled(tile, 0.9))
    wide = stage.between(0.22, 0.3)
    _window(
        stage, view, stage.between(0.08, right - wide - 0.08), 0.06, wide, max(0.12, counter - 0.13), wall
    )
    front = scaled(
        stage.varied(rng.choice(((238, 236, 230), (150, 178, 170), (120, 142, 172), (206, 170, 128)))), lamp
    )
    canvas.rectangle(0, counter, right + 0.1, top, front, "wall")
    canvas.rectangle(0, top - 0.025, right + 0.1, top, scaled(front, 0.6), "wall")
    doors = round(4.5 * right)
    for k in range(doors):
        left, step = k / doors * right, right / doors
        canvas.rectangle(left + 0.012, counter + 0.045, left + step - 0.012, top - 0.035, scaled(front, 0.93))
        canvas.rectangle(left + 0.022, counter + 0.055, left + step - 0.022, top - 0.045, scaled(front, 1.02))
        canvas.rectangle(
            left + step * 0.42,
            counter + 0.065,
            left + step * 0.58,
            counter + 0.074,
            scaled((120, 120, 124), lamp),
        )
    worktop = scaled(rng.choice(((98, 84, 78), (196, 160, 118), (214, 214, 212))), lamp)
    canvas.rectangle(0, counter - 0.006, right + 0.1, counter + 0.028, worktop, "wall")
    canvas.rectangle(0, counter + 0.028, right + 0.1, counter + 0.036, scaled(worktop, 0.7), "wall")
    _chequers(
        stage,
        scaled((236, 232, 224), lamp),
        scaled(rng.choice(((178, 186, 190), (200, 176, 150), (150, 170, 180))), lamp),
    )


def _window(
    stage: Stage,
    view: npt.NDArray[np.uint8],
    left: float,
    top: float,
    wide: float,
    high: float,
    wall: Color,
) -> None:
    canvas = stage.canvas
    frame = scaled((250, 249, 246), indoor_light(stage.light.time))
    edge = 0.016
    canvas.rectangle(
        left - edge + 0.008,
        top - edge + 0.012,
        left + wide + edge + 0.008,
        top + high + edge + 0.012,
        scaled(wall, 0.86),
    )
    canvas.rectangle(left - edge, top - edge, left + wide + edge, top + high + edge, frame, "wall")
    rows, columns = (
        slice(canvas.row(top), canvas.row(top + high)),
        slice(canvas.column(left), canvas.column(left + wide)),
    )
    pane = view[rows, columns].astype(np.float32)
    fall(pane, stage.scene)
    canvas.pixels[rows, columns] = np.clip(pane, 0, 255)
    canvas.regions[rows, columns] = REGIONS.index("sky")
    canvas.rectangle(left + wide / 2 - 0.006, top, left + wide / 2 + 0.006, top + high, frame, "wall")
    canvas.rectangle(left, top + high / 2 - 0.006, left + wide, top + high / 2 + 0.006, frame, "wall")
    canvas.rectangle(
        left - 0.035,
        top + high + edge,
        left + wide + 0.035,
        top + high + edge + 0.022,
        scaled(frame, 0.95),
        "wall",
    )


def _wainscot(stage: Stage, wall: Color) -> None:
    canvas, top = stage.canvas, stage.horizon * 0.68
    panel = mix(wall, scaled((250, 249, 246), indoor_light(stage.light.time)), 0.6)
    canvas.rectangle(0, top, canvas.right + 0.1, stage.horizon, panel, "wall")
    canvas.rectangle(0, top, canvas.right + 0.1, top + 0.012, scaled(panel, 1.04), "wall")
    for k in range(round(11 * canvas.right) + 1):
        canvas.line((k / 11, top + 0.015), (k / 11, stage.horizon), 0.003, scaled(panel, 0.9))


def _boards(stage: Stage, wood: Color) -> None:
    """Floorboards that run away from the viewer."""
    canvas, rng, top = stage.canvas, stage.rng, stage.horizon
    middle, bottom, count = canvas.right / 2, canvas.bottom + 0.02, round(9 * canvas.right)
    canvas.rows(top, bottom, scaled(wood, 0.92), scaled(wood, 1.06), "floor")
    for k in range(-4, count + 4):
        near, far = (k / count - 0.5) * canvas.right * 1.7, (k / count - 0.5) * canvas.right * 1.05
        step_near, step_far = canvas.right * 1.7 / count, canvas.right * 1.05 / count
        corners = [
            (middle + far, top),
            (middle + far + step_far, top),
            (middle + near + step_near, bottom),
            (middle + near, bottom),
        ]
        canvas.polygon(corners, scaled(wood, rng.uniform(0.94, 1.05)))
        canvas.line(corners[0], corners[3], 0.003, scaled(wood, 0.8))
        for level in (rng.uniform(0.1, 0.45), rng.uniform(0.55, 0.95)):
            y, start = top + (bottom - top) * level, far + (near - far) * level
            end = start + step_far + (step_near - step_far) * level
            canvas.line((middle + start, y), (middle + end, y), 0.003, scaled(wood, 0.8))


def _curtains(stage: Stage, left: float, top: float, right: float, low: float, color: Color) -> None:
    """Cloth on both sides of a window, gathered in folds under a rod."""
    canvas = stage.canvas
    canvas.line((left - 0.07, top - 0.03), (right + 0.07, top - 0.03), 0.012, scaled(color, 0.55))
    for edge, inward in ((left - 0.06, 1), (right + 0.06, -1)):
        for fold in range(4):
            start, end = edge + inward * 0.024 * fold, edge + inward * 0.024 * (fold + 1)
            gather = edge + inward * 0.018 * fold, edge + inward * 0.018 * (fold + 1)
            shade = scaled(color, 1.04 if fold % 2 else 0.9)
            canvas.polygon(
                [(start, top - 0.03), (end, top - 0.03), (gather[1], low), (gather[0], low)], shade, "wall"
            )


def _rug(stage: Stage, color: Color) -> None:
    canvas, span = stage.canvas, stage.canvas.bottom - stage.horizon
    x, y = stage.between(0.3, 0.7) * canvas.right, stage.horizon + span * stage.between(0.55, 0.7)
    wide, high = stage.between(0.3, 0.42) * canvas.right, span * stage.between(0.24, 0.32)
    for share, shade in ((1.0, 0.82), (0.96, 1.0), (0.82, 1.18), (0.78, 1.0), (0.45, 1.12)):
        canvas.ellipse(x, y, wide * share, high * share, scaled(color, shade), "floor")


def _chequers(stage: Stage, light: Color, dark: Color) -> None:
    canvas, top, bottom, right = stage.canvas, stage.horizon, stage.canvas.bottom + 0.02, stage.canvas.right
    canvas.rectangle(0, top, right + 0.1, bottom, light, "floor")
    rows, middle, across = 5, right / 2, 0.17
    depths = [(k / rows) ** 1.35 for k in range(rows + 1)]
    for k in range(rows):
        upper, lower = top + (bottom - top) * depths[k], top + (bottom - top) * depths[k + 1]
        above, below = across * (0.6 + depths[k]), across * (0.6 + depths[k + 1])
        for j in range(-8 - round(4 * right) + k % 2, 8 + round(4 * right), 2):
            corners = [
                (middle + j * above, upper),
                (middle + (j + 1) * above, upper),
                (middle + (j + 1) * below, lower),
                (middle + j * below, lower),
            ]
            if corners[1][0] > -0.1 and corners[0][0] < right + 0.1:
                canvas.polygon(corners, dark)
