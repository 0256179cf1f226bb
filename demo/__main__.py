"""`python -m demo`: draw a picture, see what is in it, edit the photographs that scikit-image's wheel
carries, and make a contact sheet."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from demo.sheet import Row, contact_sheet

OUT = Path(__file__).parent / "out"
LIMNER = Path(sysconfig.get_path("scripts")) / "limner"
REQUESTS = (
    ("astronaut", "crop to 400x400 and make it 20% brighter"),
    ("chelsea", "rotate 90 degrees counter clockwise, then black and white with a bit more contrast"),
    ("coffee", "make it 16:9, warmer, and add a vignette"),
    ("rocket", 'resize to 300 pixels wide and write "LIFT-OFF" at the bottom in white'),
    ("page", "straighten it, invert the colors and convert to png"),
    ("chelsea", "pixelate the top half and add a 10px white border"),
    ("astronaut", "half the size, sepia, under 15 KB"),
)

DRAWING = "a blue potato left of a cat on a beach at sunset, watercolor"


def photographs(folder: Path) -> dict[str, Path]:
    """The photographs as JPEG files with a camera's usual quality."""
    import skimage.data
    from PIL import Image

    paths = {}
    for name in sorted({name for name, _ in REQUESTS}):
        paths[name] = folder / f"{name}.jpg"
        Image.fromarray(getattr(skimage.data, name)()).save(paths[name], quality=93)
    return paths


def main() -> int:
    """Run every request through the command line, as a user would."""
    OUT.mkdir(exist_ok=True)
    failed = drawn_and_seen(OUT / "potato.png")
    paths = photographs(OUT)
    rows = []
    for number, (name, request) in enumerate(REQUESTS, 1):
        suffix = ".png" if "png" in request else ".jpg"
        result = (OUT / f"{number}-{name}").with_suffix(suffix)
        told = limner("edit", str(paths[name]), request, "--overwrite", "-o", str(result))
        if told is None:
            failed += 1
        else:
            rows.append(Row(request, paths[name], result, told))
    sheet = OUT / "contact-sheet.png"
    contact_sheet(rows, sheet)
    print(f"\nbefore, plan, after and checks of every edit: {sheet}")  # noqa: T201
    return 1 if failed else 0


def drawn_and_seen(path: Path) -> int:
    """Draw `DRAWING` into ``path`` and say what is seen in it; how many of the two failed."""
    drawn = limner("draw", DRAWING, "--overwrite", "-o", str(path))
    seen = limner("see", str(path))
    if seen is not None:
        print(f"   {path}\n   seen in it: {seen['caption']}")  # noqa: T201
    return (drawn is None) + (seen is None)


def limner(*words: str) -> dict[str, Any] | None:
    """What the command printed as JSON; None where it failed, which is said."""
    done = subprocess.run([str(LIMNER), *words, "--json"], capture_output=True, text=True, check=False)
    told = " ".join(word if " " not in word else f'"{word}"' for word in words[:3])
    print(f"{'ok ' if done.returncode == 0 else 'NO '} limner {told}")  # noqa: T201
    if done.returncode:
        print(done.stderr, file=sys.stderr)  # noqa: T201
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
