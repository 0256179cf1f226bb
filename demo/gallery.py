"""`python -m demo.gallery`: the drawings that README shows, drawn by the command line as a user would."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from limner import Image, ops
from limner.ops.encode import encode, write_file

DOCS = Path(__file__).parents[1] / "docs"
LIMNER = Path(sysconfig.get_path("scripts")) / "limner"
POTATO = "a blue potato left of a cat on a beach at sunset, watercolor"
PROMPTS = (
    POTATO,
    "three red apples in a room",
    "a purple elephant in the snow, cartoon",
    "a castle by a lake at night",
    "a green fox in a forest, flat",
    "a dog and a yellow car in a city, pixel art",
    "two pumpkins on a meadow, oil painting",
    "an astronaut on mars",
    "a house and a tree in the snow at dusk",
    "a penguin, pencil sketch",
    "a pink rocket above the mountains",
    "a lion right of a horse in the desert",
)
"""Each drawn once, with seed 0: none was chosen among several."""

COLUMNS = 4
STRIP, GALLERY = "noise-to-potato.jpg", "gallery.jpg"


def main() -> int:
    """Write the strip from noise to a blue potato, and the gallery."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, words in enumerate(PROMPTS):
            way = ["--watch", str(folder / "way.png")] if words == POTATO else []
            command = [str(LIMNER), "draw", words, "-o", str(folder / f"{number:02}.png"), *way]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            print(f"{'ok ' if done.returncode == 0 else 'NO '} {words}")  # noqa: T201
            if done.returncode:
                print(done.stderr, file=sys.stderr)  # noqa: T201
                return 1
        first, *others = [ops.open_image(folder / f"{number:02}.png") for number in range(len(PROMPTS))]
        sheet = ops.montage(first, tuple(others), layout="grid", columns=COLUMNS, gap=4, labels=PROMPTS)
        _write(sheet, GALLERY)
        _write(ops.open_image(folder / "way.png"), STRIP)
    return 0


def _write(picture: Image, name: str) -> None:
    write_file(DOCS / name, encode(picture, "jpeg").data, replace=True)
    print(DOCS / name)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
