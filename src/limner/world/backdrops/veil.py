"""What hangs in the air between the viewer and the things: rain, snowfall, fog, morning mist."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from limner.core.seed import derive
from limner.world.backdrops import noise
from limner.world.backdrops.canvas import Array, Color, blend
from limner.world.backdrops.light import light
from limner.world.scene import Scene
from limner.world.vocabulary import AIRLESS, INDOORS


def veil(pixels: Array, scene: Scene) -> None:
    """Lay rain, falling snow or fog over a painted scene, in place; no other weather does anything.

    ``pixels`` is (H, W, 3) float32, 0-255. Call it after the things are pasted. Indoors and where
    there is no air nothing happens.
    """
    if scene.place not in (*INDOORS, *AIRLESS):
        fall(pixels, scene)


def fall(pixels: Array, scene: Scene) -> None:
    """`veil` wherever the scene is: what a window shows."""
    rng = Random(derive(scene.seed, "veil"))  # noqa: S311 - a picture, not a secret
    air = light(scene.time, scene.weather)
    if scene.weather == "rain":
        _lay(pixels, _rain(rng, *pixels.shape[:2]), (214, 226, 240), 0.5 if air.dark else 0.62)
    elif scene.weather == "snowfall":
        _lay(pixels, _flakes(rng, *pixels.shape[:2]), (252, 253, 255), 0.75 if air.dark else 0.95)
    elif scene.weather == "fog":
        _fog(pixels, rng, scene, air.haze)


def mist(pixels: Array, horizon: float, rng: Random, haze: Color) -> None:
    """A low band of morning mist around ``horizon`` (fraction of the height), in place."""
    height, width = pixels.shape[:2]
    first, last = max(0, int((horizon - 0.14) * height)), min(height, int((horizon + 0.16) * height))
    if last <= first:
        return
    ys = (np.arange(first, last, dtype=np.float32) + 0.5) / height - horizon
    band = 0.5 * np.exp(-((ys / 0.075) ** 2))[:, None]
    grain = noise.pick(rng, width, height, 2, 0.45)[first:last]
    blend(pixels[first:last], np.clip(band * (1 + 0.25 * grain), 0, 0.8), haze)


def _lay(pixels: Array, mask: npt.NDArray[np.uint8], color: Color, strength: float) -> None:
    blend(pixels, mask * np.float32(strength / 255), color)


def _rain(rng: Random, height: int, width: int) -> npt.NDArray[np.uint8]:
    """Slanted streaks, (H, W) uint8."""
    unit = min(height, width)
    mask = np.zeros((height, width), np.uint8)
    slant, scale = rng.uniform(-0.35, 0.35), unit * 16
    right, bottom = round(width / unit, 1), round(height / unit, 1)
    for _ in range(round(58 * right * bottom)):
        x, y, long = rng.uniform(-0.1, right), rng.uniform(-0.1, bottom), rng.uniform(0.04, 0.1)
        ends = ((int(x * scale), int(y * scale)), (int((x + slant * long) * scale), int((y + long) * scale)))
        cv2.line(mask, *ends, rng.randrange(110, 255), max(1, round(unit * 0.0045)), cv2.LINE_AA, 4)
    return mask


def _flakes(rng: Random, height: int, width: int) -> npt.NDArray[np.uint8]:
    """Falling flakes of three distances, (H, W) uint8."""
    unit = min(height, width)
    mask, scale = np.zeros((height, width), np.uint8), unit * 16
    right, bottom = round(width / unit, 1), round(height / unit, 1)
    for _ in range(round(95 * right * bottom)):
        near = rng.random() ** 2
        at = (int(rng.uniform(0, right) * scale), int(rng.uniform(0, bottom) * scale))
        cv2.circle(mask, at, int((0.0035 + 0.0085 * near) * scale), 150 + int(105 * near), -1, cv2.LINE_AA, 4)
    return mask


def _fog(pixels: Array, rng: Random, scene: Scene, haze: Color) -> None:
    """Thickest at the horizon, thin in front of what is near."""
    height, width = pixels.shape[:2]
    at = (np.arange(height, dtype=np.float32) + 0.5) / height
    far = np.interp(at, (0.0, scene.horizon, 1.0), (0.45, 0.66, 0.2)).astype(np.float32)[:, None]
    share = np.clip(far + 0.07 * noise.pick(rng, width, height, 2, 0.5), 0.05, 0.9)
    blend(pixels, share, haze)
