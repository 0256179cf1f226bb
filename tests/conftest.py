"""What all tests share: the user's folders are temporary, the network is closed, pictures in every format."""

from __future__ import annotations

import itertools
import socket
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from limner.core.image import Image, interpretation

settings.register_profile("limner", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("limner")

HOMES = itertools.count()

FORMATS = ("gray8", "gray8a", "rgb8", "rgba8", "gray16", "gray16a", "rgb16", "rgba16", "cmyk8")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own history or cache.

    ``mktemp`` would look through all earlier folders for each test; a test that wants its home makes it.
    """
    base = tmp_path_factory.getbasetemp()
    monkeypatch.setenv("LIMNER_HOME", str(base / "homes" / str(next(HOMES))))
    monkeypatch.setenv("LIMNER_CACHE", str(base / "cache"))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another machine fails; the loopback stays open."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("localhost", "127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


def picture(pixel_format: str, *, width: int = 7, height: int = 5, seed: int = 0) -> Image:
    """Noise of one of FORMATS; alpha holds 0, the peak and values between."""
    space = pixel_format.rstrip("a0123456789").replace("rgba", "rgb")
    space = {"gray": "gray", "rgb": "rgb", "cmyk": "cmyk"}[space]
    alpha = "a" in pixel_format.replace("gray", "")
    depth = 16 if "16" in pixel_format else 8
    bands = {"gray": 1, "rgb": 3, "cmyk": 4}[space] + alpha
    kind = np.uint16 if depth == 16 else np.uint8
    samples = np.random.default_rng(seed).integers(0, 2**depth, (height, width, bands), dtype=kind)
    if alpha:
        samples[0, :, -1], samples[-1, :, -1] = 0, 2**depth - 1
    import pyvips

    pixels = pyvips.Image.new_from_array(samples)
    return Image(pixels.copy(interpretation=interpretation(space, depth)))  # type: ignore[arg-type]


@pytest.fixture(params=FORMATS)
def any_format(request: pytest.FixtureRequest) -> Image:
    """A 7x5 picture of noise in each pixel format in turn."""
    return picture(request.param)


@pytest.fixture
def make_picture():
    """``make_picture("rgba16", width=7, height=5, seed=0)``."""
    return picture


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A 320x240 JPEG with smooth tones and some detail, quality 92, chroma 4:2:0."""
    from PIL import Image as PillowImage

    rows, columns = np.mgrid[0:240, 0:320]
    texture = np.random.default_rng(1).normal(0, 6, (240, 320))
    red = 40 + columns * 0.6 + texture
    green = 30 + rows * 0.7 + texture
    blue = 120 + 60 * np.sin(columns / 25) * np.cos(rows / 20) + texture
    samples = np.clip(np.stack([red, green, blue], -1), 0, 255).astype(np.uint8)
    samples[60:120, 80:160] = (200, 40, 30)
    path = tmp_path / "photo.jpg"
    PillowImage.fromarray(samples).save(path, quality=92, subsampling="4:2:0")
    return path
