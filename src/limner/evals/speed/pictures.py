"""Pictures to measure on, made from a seed: smooth tones, edges and fine noise, as photographs have."""

from __future__ import annotations

from pathlib import Path


def photograph(path: Path, width: int, height: int, *, seed: int = 0, quality: int = 90) -> None:
    """Write a JPEG of this size (4:2:0); written in strips, so that size costs no memory."""
    import pyvips

    across = pyvips.Image.xyz(width, height)
    x, y = across[0] / width, across[1] / height
    waves = ((x * 9).sin() + (y * 7 + x * 3).cos()) * 40
    blobs = pyvips.Image.perlin(width, height, cell_size=max(16, width // 24), seed=seed) * 55
    grain = pyvips.Image.gaussnoise(width, height, sigma=5, mean=0, seed=seed)
    bands = [waves + x * 90 + 80, blobs + y * 60 + 110, waves * -0.6 + blobs * 0.5 + 120]
    first, *others = (band + grain for band in bands)
    picture = first.bandjoin(others)
    picture.cast("uchar").copy(interpretation="srgb").jpegsave(str(path), Q=quality, subsample_mode="on")
