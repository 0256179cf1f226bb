"""How fast the rendered world is made: scenes composed and painted by two processes at once."""

from __future__ import annotations

import subprocess
import sys

from limner.evals.see.cases import SPRITES
from limner.evals.speed.row import Row

SIDE, PROCESSES = 128, 2
WARM, COUNTED = 1500, 1000
"""Scenes before the clock starts, which fill the caches of pictograms and textures, and after."""

SCENES = """
import sys, time
from pathlib import Path
import cv2
from limner.core.seed import derive
from limner.world.atlas import Atlas
from limner.world.compose import compose
from limner.world.painter import paint
cv2.setNumThreads(1)
number, side, warm, counted, sprites = *map(int, sys.argv[1:5]), Path(sys.argv[5])
atlas = Atlas.load(sprites) if sprites.exists() else Atlas.drawn()
def make(indices):
    for index in indices:
        paint(compose(derive(number, f"bench/{index}"), atlas), atlas, side)
make(range(warm))
wall, processor = time.perf_counter(), time.process_time()
make(range(warm, warm + counted))
print(counted / (time.process_time() - processor), counted / (time.perf_counter() - wall))
"""
"""Prints scenes per second of the processor's time, and by the clock on the wall."""


def scenes(warm: int = WARM, counted: int = COUNTED) -> Row:
    """Scenes a second of `PROCESSES` processes of one thread each, both at work.

    They count by the time that they had on a processor, so that other programs disturb the figure little.
    """
    sprites = SPRITES.expanduser()
    told = [f"{count}" for count in (SIDE, warm, counted)]
    command = [sys.executable, "-c", SCENES]
    programs = [
        subprocess.Popen([*command, f"{number}", *told, str(sprites)], stdout=subprocess.PIPE, text=True)
        for number in range(PROCESSES)
    ]
    rates = [tuple(map(float, program.communicate()[0].split())) for program in programs]
    processor, wall = (sum(each) for each in zip(*rates, strict=True))
    things = "all pictograms" if sprites.exists() else "things drawn in code alone: there are no pictograms"
    detail = f"{PROCESSES} processes, by processor time; {wall:.0f} by the clock; {things}"
    return Row(
        f"scenes of {SIDE}x{SIDE} composed and painted", processor, "a second", 1000, False, "", detail
    )
