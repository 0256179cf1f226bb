"""Builds the atlas of pictograms from three public npm packages, each pinned and checked.

``@lobehub/fluent-emoji-3d`` and ``-flat`` repackage Microsoft's Fluent Emoji (MIT); ``@iconify-json/noto``
repackages Google's Noto Emoji (Apache-2.0). Nothing of theirs is part of limner: they are fetched
into a folder of the user, and the atlas is written there too.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

from limner.core.errors import Offline, Unsupported, WeightsCorrupt
from limner.world.atlas import LARGE, SMALL, Pictogram, fitted, pack, premultiplied, trimmed
from limner.world.things import THINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy.typing as npt

    Progress = Callable[[str, int, int], None]
    """Called with what is being done, how many are done, and how many there are."""

RENDERED = 448
"""Pixels on a side that a vector pictogram is rendered at, before its margin is cut off."""
WEBP_QUALITY = 92
FETCH_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Package:
    """One release of an npm package; ``integrity`` is the base64 of its SHA-512."""

    name: str
    version: str
    integrity: str

    @property
    def archive(self) -> str:
        """The file name that ``npm pack`` gives it."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


FLUENT_3D = Package(
    "@lobehub/fluent-emoji-3d",
    "1.1.0",
    "Wlq2lVStTnr8BDpIJ0pEnTKO4LuDxxqTEhTvRtD1DLRF0me7ogeRQjKoehDHXuVJ2Qaecgl5wRBv60lUAG3h7g==",
)
FLUENT_FLAT = Package(
    "@lobehub/fluent-emoji-flat",
    "1.1.0",
    "lPYCg8+N56MIj+iOgeBeH6AF0tneXxJCvgi41rOTjAWpA5rU2WUcmU1fiIXouEe8GrSTarWCYLY2ML+rdLRHsg==",
)
NOTO = Package(
    "@iconify-json/noto",
    "1.2.9",
    "DQiuXENbun41ch+XPSV55H9FaWKpHTyz46YIKtSaKYD4fIDDzL1tR6H4np/T38jfrTAeI3rcKF0mqHYeZVAuaw==",
)


class Source(Protocol):
    """The pictograms of one drawing."""

    def straight(self, pictogram: str) -> npt.NDArray[np.uint8] | None:
        """(h, w, 4) straight RGBA with any margin, None where the source lacks it."""
        ...


def build(folder: Path, target: Path, progress: Progress | None = None, *, large: bool = True) -> int:
    """Fetches the packages into ``folder`` (what is there already stays) and writes the atlas to
    ``target``; without the ``large`` level it is smaller. Returns how many pictograms it holds.

    Raises:
        Unsupported: npm or resvg-py is not installed.
        Offline: a package could not be fetched.
        WeightsCorrupt: a package is not the one that is pinned, or lacks a thing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    say = progress or _silent
    say("fetching", 0, 3)
    archives = {}
    for done, package in enumerate((FLUENT_3D, FLUENT_FLAT, NOTO), 1):
        archives[package] = fetch(package, folder)
        say("fetching", done, 3)
    sources: dict[str, Source] = {
        "3d": Files(archives[FLUENT_3D], ".webp"),
        "flat": Files(archives[FLUENT_FLAT], ".svg"),
        "cartoon": Icons(archives[NOTO]),
    }
    pictograms = dict(_pictograms(sources, say))
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial.npz")
    np.savez_compressed(partial, **pack(pictograms, large=large))  # type: ignore[arg-type]
    partial.replace(target)
    return len(pictograms)


def fetch(package: Package, folder: Path) -> Path:
    """The archive of ``package`` in ``folder``, checked; fetched by ``npm pack`` if it is not there.

    Raises:
        Unsupported: npm is not installed.
        Offline: npm could not fetch it.
        WeightsCorrupt: its hash is not the pinned one.
    """
    archive = folder / package.archive
    if not archive.is_file():
        _npm_pack(package, folder)
    if not archive.is_file():
        raise Offline(f"npm ended without an error and without {archive}")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.integrity:
        raise WeightsCorrupt(
            f"{archive} has the SHA-512 {digest[:16]}..., {package.name} {package.version} has "
            f"{package.integrity[:16]}...",
            hint=f"delete {archive} and run the command again",
        )
    return archive


def _npm_pack(package: Package, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Unsupported(
            "npm was not found; the pictograms come from npm packages",
            hint=f"install Node.js, or put {package.archive} into {folder}",
        )
    command = [
        npm,
        "pack",
        f"{package.name}@{package.version}",
        "--silent",
        "--pack-destination",
        str(folder),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=FETCH_SECONDS, cwd=folder)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = str(error.stderr or error).strip().splitlines()
        raise Offline(
            f"npm could not fetch {package.name} {package.version}: {said[-1] if said else error}",
            hint="check the network and npm's registry, then run the command again",
        ) from error


class Files:
    """A package with one picture a pictogram, named by its code points."""

    def __init__(self, archive: Path, suffix: str) -> None:
        self._pictures: dict[str, bytes] = {}
        with tarfile.open(archive) as tar:
            for member in tar:
                stem = member.name.rpartition("/")[2].removesuffix(suffix)
                file = tar.extractfile(member) if member.name.endswith(suffix) else None
                if file is not None:
                    self._pictures[stem.lower()] = file.read()

    def straight(self, pictogram: str) -> npt.NDArray[np.uint8] | None:
        """The pictogram, a vector one rendered large; None where the package lacks it."""
        from PIL import Image

        for code in codes(pictogram):
            data = self._pictures.get(code)
            if data is not None:
                if data.startswith(b"RIFF"):
                    return np.array(Image.open(io.BytesIO(data)).convert("RGBA"))
                return rendered(data.decode())
        return None


class Icons:
    """An Iconify collection: SVG bodies by name, and the names by code points."""

    def __init__(self, archive: Path) -> None:
        with tarfile.open(archive) as tar:
            icons = _json(tar, "package/icons.json")
            self._names: dict[str, str] = _json(tar, "package/chars.json")
        self._icons: dict[str, dict[str, object]] = icons["icons"]
        self._width, self._height = icons.get("width", 16), icons.get("height", 16)

    def straight(self, pictogram: str) -> npt.NDArray[np.uint8] | None:
        """The pictogram, rendered large; None where the collection lacks it."""
        for code in codes(pictogram):
            icon = self._icons.get(self._names.get(code, ""))
            if icon is not None:
                width, height = icon.get("width", self._width), icon.get("height", self._height)
                return rendered(
                    f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                    f'viewBox="0 0 {width} {height}">{icon["body"]}</svg>'
                )
        return None


def codes(pictogram: str) -> tuple[str, ...]:
    """The names that packages give an emoji: its code points, with and without the variation selector.

    >>> codes("\\N{HEAVY BLACK HEART}\\ufe0f")
    ('2764-fe0f', '2764')
    """
    full = "-".join(f"{ord(character):04x}" for character in pictogram)
    bare = full.replace("-fe0f", "")
    return tuple(dict.fromkeys((full, bare, f"{bare}-fe0f")))


def rendered(svg: str) -> npt.NDArray[np.uint8]:
    """(`RENDERED`, `RENDERED`, 4) straight RGBA of an SVG.

    Raises:
        Unsupported: resvg-py is not installed.
    """
    from PIL import Image

    try:
        import resvg_py
    except ImportError as error:
        raise Unsupported("rendering pictograms needs resvg-py", hint="pip install resvg-py") from error
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=RENDERED, height=RENDERED))
    return np.array(Image.open(io.BytesIO(png)).convert("RGBA"))


def pictogram_levels(straight: npt.NDArray[np.uint8]) -> Pictogram:
    """Both levels of one picture, its margin cut off."""
    pixels = trimmed(premultiplied(straight))
    large = fitted(pixels, min(LARGE, max(pixels.shape[:2])))
    done, webp = cv2.imencode(".webp", _unmultiplied_bgra(large), [cv2.IMWRITE_WEBP_QUALITY, WEBP_QUALITY])
    assert done
    return Pictogram(fitted(pixels, SMALL), webp.tobytes())


def _unmultiplied_bgra(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    alpha = np.maximum(pixels[..., 3:], 1).astype(np.float32)
    straight = (pixels[..., :3] * (255 / alpha)).round().clip(0, 255).astype(np.uint8)
    return np.dstack([straight[..., ::-1], pixels[..., 3]])


def _pictograms(sources: dict[str, Source], say: Progress) -> Iterator[tuple[tuple[str, str], Pictogram]]:
    things = [thing for thing in THINGS.values() if thing.pictogram]
    for done, thing in enumerate(things, 1):
        for drawing, source in sources.items():
            straight = source.straight(thing.pictogram)
            if straight is None:
                raise WeightsCorrupt(
                    f'the package of the "{drawing}" drawing has no picture of "{thing.name}"'
                )
            yield (thing.name, drawing), pictogram_levels(straight)
        say("rendering", done, len(things))


def _json(tar: tarfile.TarFile, name: str) -> dict[str, Any]:
    file = tar.extractfile(name)
    assert file is not None
    content: dict[str, Any] = json.load(file)
    return content


def _silent(_doing: str, _done: int, _total: int) -> None:
    """Progress for nobody."""
