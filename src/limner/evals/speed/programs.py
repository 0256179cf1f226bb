"""The peers, as they would be written by somebody who knows them, and our side of each comparison."""

from __future__ import annotations

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
import numpy, pyvips, pydantic
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
