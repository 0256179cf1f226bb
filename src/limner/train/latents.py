"""Rendered scenes as latents, with all that a generator is told of them, made once and kept in files.

A scene costs about as much to render and encode as a training step on it, so each is learned from
several times, with other words, times and noise. A file holds `SCENES` scenes as plain arrays.
"""

# ruff: noqa: N803, N812 -- axes are suffixes in upper case, `F` is the field's name

from __future__ import annotations

import hashlib
import random
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

from limner.core.errors import BadValue, WeightsMissing
from limner.core.seed import derive
from limner.diffusion.grid import WHOLE, index
from limner.nets.vit import normalise
from limner.train import processes, tokens
from limner.train.autoencoder_files import encoded, scale_of
from limner.train.targets import squash
from limner.world.captions import caption
from limner.world.compose import compose
from limner.world.laying import VOCABULARY, layout_of
from limner.world.painter import paint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt
    from tokenizers import Tokenizer

    from limner.core.layout import Layout
    from limner.nets.autoencoder import Autoencoder
    from limner.train.reading_encoder import ReadingEncoder
    from limner.world.atlas import Atlas
    from limner.world.scene import Picture

    Arrays = dict[str, npt.NDArray[np.generic]]

SCENES = 2048
"""Scenes in a file."""

CHUNK = 32
TELLINGS = 3
"""Texts of a scene: two of any length and a terse one."""

MOST_THINGS = 16
STEP = 1 / 24
"""Latents of unit variance are kept as int8 in steps of this, up to 5.3."""

ALONE_SHARE = 0.2
"""How many scenes are made to show a single thing, beside those that do anyway."""

PATCHES, FEATURES = 8, 64
"""The encoder's patches are kept averaged to so many along a side, in so many directions."""

MADE = "scale.npz"


class Scale(NamedTuple):
    """What brings latents to unit variance, by channel, and of which autoencoder."""

    mean: npt.NDArray[np.float32]
    deviation: npt.NDArray[np.float32]
    autoencoder: str


@dataclass(slots=True)
class Maker:
    """Renders and encodes; ``encoder`` also looks at each picture, None leaves that out."""

    atlas: Atlas
    autoencoder: Autoencoder
    tokenizer: Tokenizer
    encoder: ReadingEncoder | None = None
    side: int = 256
    stream: str = "generator"
    scale: Scale = field(init=False)

    def fit(self, folder: Path) -> None:
        """Take the scale of ``folder``, or measure it and write it there.

        BadValue where the latents in ``folder`` are of another autoencoder.
        """
        name = fingerprint(self.autoencoder)
        if not (folder / MADE).exists():
            folder.mkdir(parents=True, exist_ok=True)
            found = scale_of(self.autoencoder, self.atlas, self.side)
            part = folder / "scale.part.npz"
            np.savez(part, mean=found.mean, deviation=found.deviation, autoencoder=name)
            part.replace(folder / MADE)
        self.scale = scale_in(folder)
        if self.scale.autoencoder != name:
            raise BadValue(
                f"the latents in {folder} are of another autoencoder", hint="name another folder for these"
            )

    def file(self, number: int, scenes: int = SCENES) -> Arrays:
        """The arrays of file ``number``."""
        chunks = [self._chunk(number, first, min(CHUNK, scenes - first)) for first in range(0, scenes, CHUNK)]
        return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}

    def _chunk(self, number: int, first: int, count: int) -> Arrays:
        drawn = [self._scene(number * SCENES + first + i) for i in range(count)]
        pixels = np.stack([picture.pixels for picture, _ in drawn])
        found: Arrays = {"latents": kept(self._latents(pixels))}
        rows = [laid_out(layout_of(picture)) for picture, _ in drawn]
        found |= {name: np.stack([row[name] for row in rows]) for name in rows[0]}
        ids = tokens.encode(self.tokenizer, [text for _, texts in drawn for text in texts])
        ids = np.pad(ids, ((0, 0), (0, tokens.LENGTH - ids.shape[1])), constant_values=tokens.PADDING_ID)
        found["ids"] = ids.reshape(count, TELLINGS, -1).astype(np.int16)
        return found | (self._seen(pixels) if self.encoder is not None else {})

    def _scene(self, number: int) -> tuple[Picture, list[str]]:
        seed = derive(number, f"train/{self.stream}")
        rng = random.Random(seed)  # noqa: S311
        if rng.random() < ALONE_SHARE:
            scene = compose(seed, self.atlas, aspect="1:1", kind="one")
        else:
            scene = compose(seed, self.atlas, aspect="1:1")
        texts = [caption(scene, rng) for _ in range(TELLINGS - 1)]
        return paint(scene, self.atlas, self.side), [*texts, caption(scene, rng, "terse")]

    def _latents(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        mean, deviation = self.scale.mean[:, None, None], self.scale.deviation[:, None, None]
        scaled: npt.NDArray[np.float32] = (encoded(self.autoencoder, pixels) - mean) / deviation
        return scaled

    @torch.no_grad()
    def _seen(self, pixels: npt.NDArray[np.uint8]) -> Arrays:
        """``image_vector`` (N, V) float16 of length 1, ``patches`` (N, P, A) int8 of length 127."""
        assert self.encoder is not None
        side = self.encoder.encoder.shape.vision.resolution
        small = torch.from_numpy(np.stack([squash(one, side) for one in pixels]))
        device = next(self.encoder.parameters()).device
        with torch.autocast(device.type, torch.bfloat16):
            vectors, patches, _ = self.encoder.see(normalise(small.to(device)))
        turned = F.normalize(averaged(patches.float()) @ directions(patches.shape[-1]).to(device), dim=-1)
        return {
            "image_vector": vectors.cpu().numpy().astype(np.float16),
            "patches": (turned * 127).round().to(torch.int8).cpu().numpy(),
        }


def make(
    maker: Maker, folder: Path, files: int, rank: int = 0, size: int = 1, scenes: int = SCENES
) -> Iterator[Path]:
    """Write the files below number ``files`` that ``folder`` lacks, every ``size``-th from ``rank``."""
    for number in range(rank, files, size):
        path = folder / f"{number:05}.npz"
        if not path.exists():
            part = path.with_suffix(".part.npz")
            np.savez(part, allow_pickle=False, **maker.file(number, scenes))
            part.replace(path)
            yield path


def make_all(cache: Path, folder: Path, scenes: int, size: int) -> int:
    """Make files for at least so many ``scenes`` in ``folder``, at least two, with the networks of the
    runs in ``cache``; returns how many scenes there are. What was made before is kept."""
    files = max(2, -(-scenes // SCENES))
    processes.launch(size, _work, cache, folder, files)
    return files * SCENES


def _work(rank: int, size: int, rendezvous: str | None, cache: Path, folder: Path, files: int) -> None:
    """One process of `make_all`."""
    import cv2

    from limner.train.autoencoder_files import trained_autoencoder
    from limner.train.release import trained_encoder
    from limner.world.atlas import Atlas

    cv2.setNumThreads(0)
    torch.set_num_threads(1)
    world = processes.start(rank, size, rendezvous, "auto")
    atlas, tokenizer = Atlas.load(cache / "sprites.npz"), tokens.load(tokens.vocabulary(cache))
    autoencoder = trained_autoencoder(cache / "train" / "autoencoder").to(world.device)
    encoder = trained_encoder(cache / "train" / "encoder").to(world.device)
    maker = Maker(atlas, autoencoder, tokenizer, encoder)
    if world.first:
        maker.fit(folder)
    processes.agree(False, 0.0, world)  # wait for the first, which measures the scale
    maker.fit(folder)
    for path in make(maker, folder, files, rank, size, SCENES):
        sys.stderr.write(f"{path}\n")
    processes.stop()


@dataclass(slots=True)
class Latents:
    """The files of a folder as an endless stream of batches, each file shuffled anew at every pass;
    ``first`` and ``last`` choose among the files by number, as a slice does."""

    folder: Path
    first: int = 0
    last: int | None = None
    paths: list[Path] = field(init=False)
    _open: tuple[int, Arrays] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        found = sorted(path for path in self.folder.glob("[0-9]*.npz") if ".part" not in path.name)
        self.paths = found[self.first : self.last]
        if not self.paths:
            raise WeightsMissing(f"there are no latents in {self.folder}", hint="limner train latents")

    def batch(self, index: int, count: int) -> Arrays:
        """So many rows, latents as float32 of unit variance; a file's last rows may be left out."""
        size = len(self._arrays(0)["latents"]) if self._open is None else len(self._open[1]["latents"])
        batches = max(1, size // count)
        visit, within = divmod(index, batches)
        arrays = self._arrays(visit % len(self.paths))
        order = np.random.default_rng(derive(visit, "latents")).permutation(size)
        return told_apart(arrays, order[within * count : (within + 1) * count])

    def all(self) -> Arrays:
        """Every row of every file."""
        parts = [self._arrays(i) for i in range(len(self.paths))]
        whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        return told_apart(whole, np.arange(len(whole["latents"])))

    def _arrays(self, number: int) -> Arrays:
        if self._open is None or self._open[0] != number:
            with np.load(self.paths[number]) as file:
                self._open = number, {name: file[name] for name in file.files}
        return self._open[1]


def told_apart(arrays: Arrays, rows: npt.NDArray[np.int64]) -> Arrays:
    """The given rows, latents as numbers again."""
    chosen = {name: values[rows] for name, values in arrays.items()}
    return chosen | {"latents": chosen["latents"].astype(np.float32) * np.float32(STEP)}


def kept(latents: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """Latents as they lie in a file."""
    steps: npt.NDArray[np.int8] = np.clip(np.rint(latents / STEP), -127, 127).astype(np.int8)
    return steps


def laid_out(layout: Layout) -> Arrays:
    """``things``, ``colors`` (T,) int16, ``boxes`` (T, 4) float16 and ``mirrored`` (T,) bool in painter's
    order, filled with zeros, and ``whole`` (6,) int16: indices from 1 as in `diffusion.grid`."""
    things, colors = np.zeros(MOST_THINGS, np.int16), np.zeros(MOST_THINGS, np.int16)
    boxes, mirrored = np.zeros((MOST_THINGS, 4), np.float16), np.zeros(MOST_THINGS, np.bool_)
    for place, one in enumerate(layout.things[-MOST_THINGS:]):
        things[place] = index(VOCABULARY["things"], one.thing)
        colors[place] = index(VOCABULARY["colors"], one.color)
        boxes[place], mirrored[place] = one.box, one.mirrored
    whole = [index(VOCABULARY[name], getattr(layout, name)) for name in WHOLE]
    each = {"things": things, "colors": colors, "boxes": boxes, "mirrored": mirrored}
    return {**each, "whole": np.array(whole, np.int16)}


def scale_in(folder: Path) -> Scale:
    """The scale of the latents in ``folder``; WeightsMissing where there are none."""
    try:
        with np.load(folder / MADE) as file:
            return Scale(file["mean"], file["deviation"], str(file["autoencoder"]))
    except OSError:
        raise WeightsMissing(f"there are no latents in {folder}", hint="limner train latents") from None


def fingerprint(autoencoder: Autoencoder) -> str:
    """A hash of the encoder's weights; the decoder may learn on."""
    digest = hashlib.blake2b(digest_size=8)
    for value in autoencoder.encoder.state_dict().values():
        digest.update(value.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


def averaged(patches_BPD: torch.Tensor) -> torch.Tensor:
    """Patch tokens of a square, averaged to `PATCHES` along a side: (B, PATCHES², D)."""
    side = round(patches_BPD.shape[1] ** 0.5)
    square = patches_BPD.transpose(1, 2).reshape(len(patches_BPD), -1, side, side)
    return F.adaptive_avg_pool2d(square, PATCHES).flatten(2).transpose(1, 2)


def directions(width: int) -> torch.Tensor:
    """(width, FEATURES) orthogonal columns, the same every time."""
    own = torch.Generator().manual_seed(0)
    columns: torch.Tensor = torch.linalg.qr(torch.randn(width, FEATURES, generator=own))[0]
    return columns
