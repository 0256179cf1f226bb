"""`python -m demo`: edit the photographs that scikit-image's wheel carries, and make a contact sheet."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

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
    paths = photographs(OUT)
    rows, failed = [], 0
    for number, (name, request) in enumerate(REQUESTS, 1):
        result = OUT / f"{number}-{name}"
        command = [str(LIMNER), "edit", str(paths[name]), request, "--overwrite", "--json"]
        suffix = ".png" if "png" in request else ".jpg"
        done = subprocess.run(
            [*command, "-o", str(result.with_suffix(suffix))], capture_output=True, text=True, check=False
        )
        print(f"{'ok ' if done.returncode == 0 else 'NO '} {name}: {request}")  # noqa: T201
        if done.returncode:
            failed += 1
            print(done.stderr, file=sys.stderr)  # noqa: T201
            continue
        rows.append(Row(request, paths[name], result.with_suffix(suffix), json.loads(done.stdout)))
    sheet = OUT / "contact-sheet.png"
    contact_sheet(rows, sheet)
    print(f"\nbefore, plan, after and checks of every edit: {sheet}")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
