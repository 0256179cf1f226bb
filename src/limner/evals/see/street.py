"""Whole people, of whom the truth is known: nine frames of a street, with boxes read off by eye.

The film is ``vtest.avi``, which OpenCV ships as a sample (768x576 pixels, 80 seconds from one camera that
stands still). It is fetched once, from Debian's package, and kept in the user's cache; nothing of it is
part of limner. The frames are ten seconds apart; the same dozen people come by more than once, so the
interval is narrower than it would be for people met anywhere.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limner.core.errors import Offline, Unsupported, WeightsCorrupt
from limner.core.seed import derive
from limner.evals.see.answers import Answer
from limner.evals.see.naming import overlap

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Luma = npt.NDArray[np.uint8]

BODIES = "whole people found (vtest.avi)"

FILM = Path("~/.cache/limner/photographs/vtest.avi")
PACKAGE = "opencv-doc"
SHA256 = "45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf"
GET_IT = "`limner eval photographs` fetches it"

PEOPLE: dict[int, tuple[tuple[int, int, int, int], ...]] = {
    0: ((255, 220, 281, 307), (501, 158, 528, 232), (640, 241, 683, 321)),
    100: ((223, 62, 237, 94), (350, 199, 383, 275), (375, 178, 410, 256), (494, 148, 518, 220),
          (517, 152, 540, 220), (592, 155, 617, 232)),
    200: ((84, 155, 111, 214), (219, 192, 249, 266), (489, 146, 518, 222), (679, 98, 697, 153),
          (702, 103, 720, 155), (617, 265, 651, 369), (706, 254, 743, 354)),
    300: ((186, 160, 219, 234), (243, 160, 269, 222), (299, 160, 322, 231), (313, 211, 344, 295),
          (583, 160, 613, 234), (620, 162, 642, 234)),
    400: ((275, 201, 301, 285), (591, 141, 616, 204), (688, 301, 743, 411)),
    500: ((306, 188, 331, 264), (571, 282, 612, 391), (616, 275, 640, 375)),
    600: ((190, 144, 215, 214), (570, 200, 596, 287), (670, 210, 708, 296), (456, 303, 505, 418),
          (643, 305, 670, 412)),
    700: ((185, 167, 213, 239), (282, 211, 307, 294), (366, 172, 397, 255), (476, 136, 495, 201),
          (520, 166, 543, 235), (682, 218, 729, 307), (103, 287, 143, 396)),
    790: ((223, 161, 249, 232), (244, 194, 274, 267), (368, 163, 403, 235), (654, 145, 675, 213),
          (634, 224, 669, 324), (602, 263, 642, 371)),
}  # fmt: skip
"""By frame: left, top, right, bottom in its pixels. Four people who are half hidden are left out."""

SIDE = 480
"""Pixels: the side of the square that is shown, as `see.observer` looks for people."""
_ROOM = (1.3, 3.0)
_LEAST_OVERLAP = 0.5


def people_found(seed: int, film: Path = FILM) -> Iterator[Answer]:
    """Each person in a square of their own, 1.3 to 3 times their height, not in its middle, is found with
    an overlap (IoU) of half and more.

    Raises:
        Unsupported: the film is not there.
        WeightsCorrupt: it is another film than the one that the boxes are of.
    """
    from limner.see.people import bodies

    _check(film)
    for number, luma in frames(film):
        for place, person in enumerate(PEOPLE[number]):
            rng = random.Random(derive(seed, f"eval/street/{number}/{place}"))  # noqa: S311
            window, true = square(luma, person, rng)
            best = max((overlap(true, found) for found in bodies(window)), default=0.0)
            yield Answer(BODIES, best >= _LEAST_OVERLAP, f"{best:.2f}", f"frame {number}, {person}")


def _check(film: Path) -> None:
    path = film.expanduser()
    if not path.is_file():
        raise Unsupported(f"the film with whole people is not at {path}", hint=GET_IT)
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise WeightsCorrupt(f"{path} is another film than the boxes are of", hint=f"delete it; {GET_IT}")


def frames(film: Path = FILM) -> Iterator[tuple[int, Luma]]:
    """Number and luma (H, W) of the frames in `PEOPLE`."""
    import cv2
    import numpy as np

    path = film.expanduser()
    reader: Any = cv2.VideoCapture(str(path))
    for number in range(max(PEOPLE) + 1):
        if not reader.grab():
            raise WeightsCorrupt(f"{path} ends after {number} frames", hint=f"delete it; {GET_IT}")
        if number in PEOPLE:
            yield number, np.asarray(cv2.cvtColor(reader.retrieve()[1], cv2.COLOR_BGR2GRAY), np.uint8)


def square(
    luma: Luma, person: tuple[int, int, int, int], rng: random.Random
) -> tuple[Luma, tuple[float, float, float, float]]:
    """A square around ``person`` within ``luma``, scaled to `SIDE`, and where the person is in it."""
    import cv2
    import numpy as np

    left, top, right, bottom = person
    side = min(int((bottom - top) * rng.uniform(*_ROOM)), *luma.shape)
    x = _start(rng, left, right, side, luma.shape[1])
    y = _start(rng, top, bottom, side, luma.shape[0])
    scaled = cv2.resize(luma[y : y + side, x : x + side], (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    scale = SIDE / side
    true = ((left - x) * scale, (top - y) * scale, (right - x) * scale, (bottom - y) * scale)
    return np.asarray(scaled, np.uint8), true


def _start(rng: random.Random, first: int, last: int, side: int, whole: int) -> int:
    """Where a stretch of ``side`` begins that holds all from ``first`` to ``last``, within ``whole``."""
    return rng.randint(max(0, last - side), max(0, min(first, whole - side)))


def fetch(film: Path = FILM) -> Path:
    """The film, fetched by ``apt-get download`` if it is not there (96 MB come, 8 MB are kept).

    Raises:
        Unsupported: this is not a Debian or Ubuntu.
        Offline: the package could not be fetched.
        WeightsCorrupt: the package holds another film than the one that was looked at.
    """
    path = film.expanduser()
    if path.is_file():
        return path
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise Unsupported(
            f"the film comes from Debian's package {PACKAGE}, and apt-get is not here",
            hint=f"put samples/data/vtest.avi of OpenCV's sources at {path}",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        taken = _taken(_downloaded(Path(folder)), Path(folder) / path.name)
        digest = hashlib.sha256(taken.read_bytes()).hexdigest()
        if digest != SHA256:
            raise WeightsCorrupt(
                f"{PACKAGE} holds a film with the SHA-256 {digest[:9]}..., the boxes are of {SHA256[:9]}...",
                hint=f"put samples/data/vtest.avi of OpenCV 4.6 at {path}",
            )
        taken.replace(path)
    return path


def _downloaded(folder: Path) -> Path:
    command = ["apt-get", "download", PACKAGE]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=600, cwd=folder)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = str(error.stderr or error).strip().splitlines()
        raise Offline(
            f"apt-get could not fetch {PACKAGE}: {said[-1] if said else error}",
            hint="check the network, run `apt-get update` as root, then run the command again",
        ) from error
    return next(folder.glob("*.deb"))


def _taken(package: Path, target: Path) -> Path:
    """The film out of the Debian ``package``, as ``target``."""
    process = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process, tarfile.open(fileobj=process.stdout, mode="r|") as archive:
        for member in archive:
            if member.name.endswith("/vtest.avi"):
                found = archive.extractfile(member)
                target.write_bytes(found.read() if found else b"")
    if not target.exists():
        raise WeightsCorrupt(f"{PACKAGE} holds no vtest.avi", hint="put that of OpenCV 4.6 there by hand")
    return target
