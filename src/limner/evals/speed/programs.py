"""The peers, as they would be written by somebody who knows them, and our side of each comparison."""

from __future__ import annotations

from collections.abc import Callable

PILLOW_CROP = """
from PIL import Image
picture = Image.open("photo.jpg")
left, top = (picture.width - 500) // 2, (picture.height - 500) // 2
picture.crop((left, top, left + 500, top + 500)).save("pillow.jpg", quality=90)
"""

EMPTY_TYPER = """
import typer
app = typer.Typer()
@app.command()
def main(name: str = "you"):
    "Say hello."
    print(name)
app()
"""

REQUESTS = (
    "crop to 500x500",
    "Image too dark--increase brightness by 50%",
    "rotate 90 degrees counter clockwise",
    "please make it 16:9 and a bit darker, thanks",
    "resize to 1920 px wide, sharpen, save as webp under 200kb",
    "remove the man in the background",
    "blur the faces and crop to a square",
    "how many cats are there?",
    "change the car to red",
    "black and white with more contrast and a vignette",
)

LIMNER_CHAIN = """
from limner import Session
from limner.core.plan import Plan
from limner.core.steps.filter import Sharpen
from limner.core.steps.geometry import Crop, Resize
import pyvips, pydantic
plan = Plan(steps=(Crop(width=7000, height=5000), Resize(width=3500, height=2500), Sharpen()))
start()
Session().edit("large.jpg", plan).save("limner.jpg")
stop()
"""

PILLOW_CHAIN = """
from PIL import Image, ImageFilter
start()
picture = Image.open("large.jpg")
picture = picture.crop((500, 500, 7500, 5500))
picture = picture.resize((3500, 2500), Image.Resampling.LANCZOS, reducing_gap=2.0)
picture = picture.filter(ImageFilter.UnsharpMask(radius=1.5, percent=100, threshold=0))
picture.save("pillow.jpg", quality=90, subsampling="4:2:0")
stop()
"""

VIPS_CHAIN = """
import pyvips
start()
picture = pyvips.Image.new_from_file("large.jpg", access="sequential")
picture = picture.crop(500, 500, 7000, 5000).resize(0.5)
blurred = picture.gaussblur(1.5)
sharp = picture.cast("short") * 2 - blurred
sharp.cast("uchar").jpegsave("vips.jpg", Q=90)
stop()
"""

LIMNER_TURN = """
from limner import Session
from limner.core.plan import Plan
from limner.core.steps.geometry import Rotate
import jpeglib, pyvips
plan = Plan(steps=(Rotate(degrees=90),))
start()
Session().edit("turn.jpg", plan).save("limner.jpg", lossless=True)
stop()
"""

PILLOW_TURN = """
from PIL import Image
start()
picture = Image.open("turn.jpg")
turned = picture.transpose(Image.Transpose.ROTATE_270)
turned.save("pillow.jpg", qtables=picture.quantization, subsampling="4:2:0")
stop()
"""

BATCH = """
import os, sys
os.environ["VIPS_CONCURRENCY"] = "1"
from limner.cli.main import app
if __name__ == "__main__":
    words = "resize to 800 pixels wide, sharpen, 10% brighter"
    app(["edit", "photos", words, "-o", "out", "-j", sys.argv[1]])
"""


def small_pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Our operation on a 64x64 RGB picture beside the library calls that do the same work.

    Both end in an array of the same samples.
    """
    import numpy as np
    import pyvips
    from PIL import Image as Pillow
    from PIL import ImageFilter

    from limner import Image, ops

    samples = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    ours = Image.from_array(samples)
    theirs = pyvips.Image.new_from_array(samples).copy(interpretation="srgb")
    pillow = Pillow.fromarray(samples)
    table = pyvips.Image.new_from_array(np.arange(255, -1, -1, dtype=np.uint8)[None])
    mixing = pyvips.Image.new_from_array(1.25 * np.eye(3) - 0.25 * np.array([(19595, 38470, 7471)]) / 65536)

    def blurred() -> object:
        soft = theirs.cast("float").gaussblur(2, min_ampl=0.003, precision="float")
        return (soft + 0.5).cast("uchar").numpy()

    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "crop": (
            lambda: ops.crop(ours, width=32, height=32).to_array(),
            lambda: theirs.crop(16, 16, 32, 32).numpy(),
        ),
        "invert": (lambda: ops.invert(ours).to_array(), lambda: theirs.maplut(table).numpy()),
        "resize": (
            lambda: ops.resize(ours, width=32, height=32).to_array(),
            lambda: theirs.resize(0.5, vscale=0.5, kernel="lanczos3").numpy(),
        ),
        "flip": (lambda: ops.flip(ours).to_array(), lambda: theirs.fliphor().numpy()),
        "blur": (lambda: ops.blur(ours, radius=2).to_array(), blurred),
        "saturation": (
            lambda: ops.saturation(ours, 25).to_array(),
            lambda: (theirs.recomb(mixing) + 0.5).cast("uchar").numpy(),
        ),
        "grayscale": (lambda: ops.grayscale(ours).to_array(), lambda: np.asarray(pillow.convert("L"))),
        "sharpening kernel": (
            lambda: ops.kernel(ours).to_array(),
            lambda: np.asarray(pillow.filter(ImageFilter.SHARPEN)),
        ),
    }
    return [(name, mine, library) for name, (mine, library) in pairs.items()]
