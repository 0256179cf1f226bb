"""What every colour step makes of a scene: written from the steps' descriptions."""

from __future__ import annotations

from typing import Any

from limner.core.color import Color
from limner.reason.checks.curves import encoded, light
from limner.reason.checks.scene import Floats, Scene, luma

_SEPIA = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))


def saturation(scene: Scene, step: Any) -> Scene:
    """Further from luma."""
    gray = luma(scene.color)[:, :, None]
    return scene.with_color(gray + (scene.color - gray) * (1 + step.percent / 100))


def vibrance(scene: Scene, step: Any) -> Scene:
    """Further from luma, less so where the colour is strong."""
    gray = luma(scene.color)[:, :, None]
    chroma = (scene.color.max(2) - scene.color.min(2))[:, :, None] / 255
    return scene.with_color(gray + (scene.color - gray) * (1 + step.percent / 100 * (1 - chroma)))


def hue(scene: Scene, step: Any) -> Scene:
    """Around the HSV wheel."""
    import numpy as np

    largest, smallest = scene.color.max(2), scene.color.min(2)
    spread = np.maximum(largest - smallest, 1e-6)
    red, green, blue = np.moveaxis(scene.color, 2, 0)
    sixth = np.where(
        largest == red,
        (green - blue) / spread % 6,
        np.where(largest == green, (blue - red) / spread + 2, (red - green) / spread + 4),
    )
    sixth = (sixth + step.degrees / 60) % 6
    wheel = [np.clip(np.abs((sixth + shift) % 6 - 3) - 1, 0, 1) for shift in (0, 4, 2)]
    strength = np.stack(wheel, 2)
    return scene.with_color(smallest[:, :, None] + (largest - smallest)[:, :, None] * strength)


def grayscale(scene: Scene, step: Any) -> Scene:
    """Luma only."""
    return scene.with_color(luma(scene.color)[:, :, None].repeat(3, axis=2))


def threshold(scene: Scene, step: Any) -> Scene:
    """White from a luma on."""
    import numpy as np

    white = np.where(np.floor(luma(scene.color) + 0.5) >= step.level, 255.0, 0.0)
    return scene.with_color(white[:, :, None].repeat(3, axis=2))


def sepia(scene: Scene, step: Any) -> Scene:
    """The brown of old prints."""
    import numpy as np

    brown = scene.color @ np.array(_SEPIA, np.float32).T
    return scene.with_color(scene.color + (brown - scene.color) * step.amount)


def duotone(scene: Scene, step: Any) -> Scene:
    """Between two colours along luma."""
    import numpy as np

    dark, bright = (np.array(Color.parse(name).rgb, np.float32) for name in (step.dark, step.light))
    return scene.with_color(dark + (bright - dark) * (luma(scene.color) / 255)[:, :, None])


def replace_color(scene: Scene, step: Any) -> Scene:
    """One colour for another by CIE94 distance."""
    from dataclasses import replace

    import numpy as np

    old, new = Color.parse(step.old), Color.parse(step.new)
    standard = lab(np.array(old.rgb, np.float32)[None, None, :])[0, 0]
    found = lab(scene.color)
    chroma, standard_chroma = np.hypot(found[..., 1], found[..., 2]), float(np.hypot(*standard[1:]))
    apart = found - standard
    paler = chroma - standard_chroma
    turn = (apart[..., 1] ** 2 + apart[..., 2] ** 2 - paler**2).clip(0)
    mean = np.sqrt(chroma * standard_chroma)
    distance = np.sqrt(
        apart[..., 0] ** 2 + (paler / (1 + 0.045 * mean)) ** 2 + turn / (1 + 0.015 * mean) ** 2
    )
    share = np.clip(1 - (distance - step.tolerance) / max(0.2 * step.tolerance, 0.005), 0, 1)
    share = share.astype(np.float32)
    if new.alpha:
        fresh = np.array(new.rgb, np.float32)
        scene = scene.with_color(scene.color + (fresh - scene.color) * share[:, :, None])
    return replace(scene, alpha=scene.alpha * (1 - share * (1 - new.alpha / 255)))


def lab(color: Floats) -> Floats:
    """CIE L*a*b* (D65) of sRGB samples."""
    import numpy as np

    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = light(color) @ to_xyz.T / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    found: Floats = np.stack(
        [116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1
    )
    return found


def white_balance_gains(color: Floats, step: Any) -> Floats:
    """The gain of each channel's light, from the part of the picture that the step sees."""
    import numpy as np

    weights = np.array([0.2126, 0.7152, 0.0722])
    if step.neutral is not None:
        found = light(np.array(Color.parse(step.neutral).rgb, float))
        return np.asarray(found @ weights / found.clip(1e-6), np.float32)
    seen = light(color.reshape(-1, 3))
    if step.method == "gray-world":
        found = seen.mean(0)
        target = found @ weights
    else:
        found = np.quantile(seen, 0.99, axis=0)
        target = found.max()
    return np.asarray((target / found.clip(1e-6)).clip(0.25, 4), np.float32)


def relit(scene: Scene, gains: Floats) -> Scene:
    """Every channel's light times its gain."""
    return scene.with_color(encoded(light(scene.color) * gains))
