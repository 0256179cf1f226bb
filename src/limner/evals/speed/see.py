"""How fast limner sees: one picture cold and warm, and a folder of photographs against transformers; and
how fast the scenes are made that its encoder learns from."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import Unsupported
from limner.evals.speed.measure import calls, commands
from limner.evals.speed.measure import programs as run_programs
from limner.evals.speed.pictures import photograph
from limner.evals.speed.row import Row
from limner.evals.speed.world import scenes

if TYPE_CHECKING:
    from limner.session.seeing import Seer

PHOTOGRAPHS = 16
LABELS = ("a photo of a cat", "a photo of a dog")

CLIP_FOLDER = """
import sys
from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, PreTrainedTokenizerFast
tokenizer = PreTrainedTokenizerFast(tokenizer_file=sys.argv[1], pad_token="<pad>", model_max_length=64)
side = int(sys.argv[2])
shape = dict(hidden_act="gelu", projection_dim=256)
vision = dict(image_size=side, patch_size=16, hidden_size=256, intermediate_size=1024,
              num_hidden_layers=8, num_attention_heads=4, **shape)
text = dict(vocab_size=len(tokenizer), max_position_embeddings=64, hidden_size=192, intermediate_size=768,
            num_hidden_layers=4, num_attention_heads=3, bos_token_id=0, eos_token_id=1, **shape)
CLIPModel(CLIPConfig(vision_config=vision, text_config=text, projection_dim=256)).save_pretrained("clip")
crop = {"height": side, "width": side}
CLIPImageProcessorPil(size={"shortest_edge": side}, crop_size=crop).save_pretrained("clip")
tokenizer.save_pretrained("clip")
"""
"""A CLIP of our encoder's shape, with weights drawn at random: they cost the same to compute with."""

PIPELINE = f"""
from pathlib import Path
from transformers import pipeline
classifier = pipeline("zero-shot-image-classification", model="clip")
photographs = sorted(str(path) for path in Path("photographs").iterdir())
classifier(photographs[0], candidate_labels={list(LABELS)})
start()
classifier(photographs, candidate_labels={list(LABELS)})
stop()
"""

LIMNER = f"""
from pathlib import Path
from limner import Session
seer = Session().seer()
photographs = sorted(Path("photographs").iterdir())
seer.see(photographs[0], {LABELS})
start()
assert len(list(seer.see_all(photographs, {LABELS}))) == len(photographs)
stop()
"""


def seeing(folder: Path, runs: int) -> list[Row]:
    """All figures; Unsupported when no model is embedded."""
    from limner.session.session import Session

    seer = Session().seer()
    if seer.observer.model is None:
        raise Unsupported("no model is embedded in this version", hint="measure the other figures")
    _scene(folder / "scene.png")
    _photographs(folder / "photographs")
    alone = [_cold(folder, runs), _warm(folder, runs, seer), _nearness(folder, seer)]
    return [*alone, *_many(folder, runs), scenes()]


def _scene(path: Path) -> None:
    """A picture of the embedded model's world, 256x256."""
    from PIL import Image

    from limner.evals.see.cases import shipped

    Image.fromarray(next(shipped()).pixels).save(path)


def _photographs(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    photograph(folder / "00.jpg", 4032, 3024, quality=88)
    for number in range(1, PHOTOGRAPHS):
        shutil.copy(folder / "00.jpg", folder / f"{number:02}.jpg")


def _cold(folder: Path, runs: int) -> Row:
    script = str(Path(sysconfig.get_path("scripts")) / "limner")
    (mine,) = commands([script, "see", "scene.png"], runs=runs, cwd=folder, reset=lambda: None)
    return Row("cold see of a scene, as a process", mine.median, "s", 1.0, True, "", mine.spread)


def _warm(folder: Path, runs: int, seer: Seer) -> Row:
    (mine,) = calls(lambda: seer.see(folder / "scene.png"), runs=runs, number=10)
    return Row("warm see of a scene, file to caption", mine.median * 1e3, "ms", 15, True, "", mine.spread)


def _nearness(folder: Path, seer: Seer) -> Row:
    """The vector by scaled decoding in the processor's own precision, against all in full."""
    from limner.models.engine import EngineOptions
    from limner.models.open import open_encoder
    from limner.ops.decode import open_image

    path = folder / "photographs" / "00.jpg"
    ((_, fast),) = seer.vectors([path])
    slow = open_encoder(None, EngineOptions(precision="float32")).image_vectors([open_image(path)])[0]
    detail = "bf16 where the processor has it, decoded at an eighth; against float32, decoded in full"
    name = "12 Mpx JPEG: cosine of the fast way with the slow"
    return Row(name, float(fast @ slow), "", 0.995, False, "", detail)


def _many(folder: Path, runs: int) -> list[Row]:
    """Pictures a second against the pipeline of transformers, as its documentation shows it."""
    from limner.models.catalog import DEFAULT_ENCODER, shipped

    weights = shipped(DEFAULT_ENCODER)
    side = str(weights.card.resolution)
    make = [sys.executable, "-c", CLIP_FOLDER, str(weights.path("tokenizer.json")), side]
    made = subprocess.run(make, cwd=folder, capture_output=True, check=False)
    if made.returncode:
        raise Unsupported("transformers and torch are not installed", hint='pip install "limner[torch]"')
    mine, theirs = run_programs(LIMNER, PIPELINE, runs=max(2, runs // 3), cwd=folder, reset=lambda: None)
    detail = f"{PHOTOGRAPHS / mine.median:.1f} pictures/s against {PHOTOGRAPHS / theirs.median:.1f}"
    name = "folder of 12 Mpx JPEGs: times faster than the pipeline"
    peer = "transformers zero-shot pipeline, torch fp32, same shape"
    return [Row(name, theirs.median / mine.median, "x", 5.0, False, peer, detail)]
