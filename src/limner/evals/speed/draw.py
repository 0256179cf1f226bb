"""How fast limner draws: warm and cold, alone and together, against torch and diffusers."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import Unsupported
from limner.core.geometry import Size
from limner.core.progress import finish
from limner.evals.speed.measure import Timing, calls, commands
from limner.evals.speed.peer import Peer, peer
from limner.evals.speed.row import Row

if TYPE_CHECKING:
    from limner.draw.generate import Planned
    from limner.session.drawing import Artist

WORDS = "a blue potato left of a cat on a beach at sunset, watercolor"
STEPS, SCALE, MANY = 8, 2.0, 8
EAGER = "limner.train.eager"
IMPORT = "from diffusers import StableDiffusionPipeline"
COLD = "cold drawing"
_DOOR = str(Path(sysconfig.get_path("scripts")) / "limner")
_FAST = "tuned: bf16 weights, channels_last, inference mode, both halves in one batch"
_PLAIN = "fp32, else tuned in the same way"


def drawing(folder: Path, runs: int, model: str | None = None) -> list[Row]:
    """All figures of ``model``, None the embedded one."""
    from limner.session.session import Session

    artist = Session().artist(model)
    return [
        *_warm(artist, folder, runs),
        _few_steps(artist, runs),
        *_cold(model, folder, runs, drafts=artist.generator.student is not None),
        _together(artist, runs),
    ]


def _planned(artist: Artist, **asked: object) -> Planned:
    from limner.draw.request import DrawRequest

    size = Size(artist.generator.card.resolution, artist.generator.card.resolution)
    return artist.plan(DrawRequest(WORDS, size, **asked))  # type: ignore[arg-type]


def _draw(planned: Planned) -> None:
    """Latents from noise, a preview a step, pixels."""
    finish(planned.generator.draw(planned.order))


def _warm(artist: Artist, folder: Path, runs: int) -> list[Row]:
    planned = _planned(artist, steps=STEPS, guidance_scale=SCALE)
    name = f"warm drawing, {STEPS} guided steps at {planned.order.size}"
    try:
        with peer(EAGER, folder) as torch:
            _draw(planned)
            _refuse_another_shape(planned, torch)
            mine, plain, fast, product, planning = calls(
                lambda: _draw(planned),
                lambda: torch.ask("float32"),
                lambda: torch.ask("bfloat16"),
                lambda: torch.ask("product"),
                lambda: _planned(artist),
                runs=runs,
                number=1,
            )
            return [
                _alone(name, mine, planning),
                _against("torch eager float32", plain, mine, 6.0, torch, _PLAIN),
                _against("torch eager bfloat16", fast, mine, 1.5, torch, _FAST),
                _share(torch, mine, product),
                *_latents(torch, planned),
            ]
    except Unsupported as absent:
        mine, planning = calls(lambda: _draw(planned), lambda: _planned(artist), runs=runs, number=1)
        detail = f'{absent.message}; pip install "limner[train]"'
        return [_alone(name, mine, planning), Row("torch eager", None, "x", 6.0, False, "torch", detail)]


def _refuse_another_shape(planned: Planned, torch: Peer) -> None:
    """The peer has the shape that is shipped; a model of another shape is not compared with it."""
    card, about = planned.generator.card, torch.about
    ours = (card.dimension, card.resolution // 16)
    theirs = (about["channels"], about["side"])
    if ours != theirs:
        raise Unsupported(
            f"{card.id} draws latents of {ours[0]} channels and side {ours[1]}, the peer of {theirs[0]} and "
            f"{theirs[1]}"
        )


def _alone(name: str, mine: Timing, planning: Timing) -> Row:
    detail = f"{mine.spread}, the autoencoder's decoding in it; words to layout {planning.median:.3f} s more"
    return Row(name, mine.median, "s", 0.5, True, "", detail)


def _against(name: str, theirs: Timing, mine: Timing, target: float, torch: Peer, how: str) -> Row:
    detail = f"{mine.median:.3f} s against {theirs.median:.3f} s; {how}, threads: {torch.about['threads']}"
    peer_name = f"torch {torch.about['torch']}, the same network"
    title = f"warm drawing: times faster than {name}"
    return Row(title, theirs.median / mine.median, "x", target, False, peer_name, detail)


def _share(torch: Peer, mine: Timing, product: Timing) -> Row:
    work, of_product = torch.ask("work"), torch.ask("product_work")
    ours, peak = work / min(mine.seconds), of_product / min(product.seconds)
    detail = f"{work / 1e9:.1f} billion operations a drawing; the fastest of each: {ours / 1e9:.0f} of "
    detail += f"{peak / 1e9:.0f} billion a second"
    return Row(
        "share of the matrix product's peak", ours / peak, "", None, False, "torch bf16 product", detail
    )


def _latents(torch: Peer, planned: Planned) -> list[Row]:
    """A step on latents against one on pixels, both in torch: once for warming up, once counted."""
    for word in ("latents", "pixels"):
        torch.ask(word)
    small, large = torch.ask("latents"), torch.ask("pixels")
    side, channels = torch.about["side"], torch.about["channels"]
    numbers, pixels = side * side * channels, planned.order.size.pixels * 3
    detail = (
        f"{small:.3f} s against {large:.2f} s a step, torch bf16, no guidance; on pixels without attention"
    )
    return [
        Row("latents: a step, times faster than on pixels", large / small, "x", None, False, "", detail),
        Row(
            "latents: times fewer numbers",
            pixels / numbers,
            "x",
            None,
            False,
            "",
            f"{numbers:,} of {pixels:,}",
        ),
    ]


def _few_steps(artist: Artist, runs: int) -> Row:
    if artist.generator.student is None:
        detail = f"{artist.generator.card.id} has no student"
        return Row("warm drawing by the few-step student", None, "s", 0.15, True, "", detail)
    planned = _planned(artist, quality="draft")
    (mine,) = calls(lambda: _draw(planned), runs=runs, number=1)
    name = f"warm drawing by the student, {planned.order.steps} steps"
    return Row(name, mine.median, "s", 0.15, True, "", mine.spread)


def _cold(model: str | None, folder: Path, runs: int, *, drafts: bool) -> list[Row]:
    """A whole process from words to a checked file, by the generator and, with ``drafts``, by its student,
    beside one that only imports diffusers' pipeline."""
    named = (
        [] if model is None else ["--model", str(Path(model).absolute()) if Path(model).exists() else model]
    )
    ours = [_DOOR, "draw", WORDS, "-o", "cold.png", *named]
    theirs = [sys.executable, "-c", IMPORT]
    rivals: list[Sequence[str]] = [ours, *([[*ours, "--quality", "draft"]] if drafts else [])]
    missing = subprocess.run(theirs, cwd=folder, check=False, capture_output=True).returncode
    taken = commands(
        *rivals,
        *([] if missing else [theirs]),
        runs=runs,
        cwd=folder,
        reset=lambda: (folder / "cold.png").unlink(missing_ok=True),
    )
    own, what = taken[: len(rivals)], "words to a checked file, as a process"
    wanted = ((f"{COLD}, {what}", 1.8), (f"{COLD} by the student, {what}", 1.2))
    rows = [
        Row(name, one.median, "s", most, True, "", one.spread)
        for one, (name, most) in zip(own, wanted, strict=False)
    ]
    name, peer_name = f"{COLD}: times faster than importing diffusers' pipeline", "diffusers, import alone"
    if missing:
        detail = 'diffusers is not installed: pip install "limner[torch]"'
        return [*rows, Row(name, None, "x", 1.0, False, peer_name, detail)]
    ratio = taken[-1].median / own[0].median
    detail = f"{own[0].median:.2f} s against {taken[-1].median:.2f} s, which draws nothing"
    return [*rows, Row(name, ratio, "x", 1.0, False, peer_name, detail)]


def _together(artist: Artist, runs: int) -> Row:
    from limner.draw.generate import draw_all

    first = _planned(artist, steps=STEPS, guidance_scale=SCALE)
    planned = [replace(first, order=replace(first.order, seed=seed)) for seed in range(MANY)]

    def singles() -> None:
        for one in planned:
            _draw(one)

    alone, together = calls(singles, lambda: finish(draw_all(planned)), runs=max(2, runs // 2), number=1)
    name = f"{MANY} pictures in one batch: times faster than {MANY} single ones"
    detail = f"{together.median:.2f} s against {alone.median:.2f} s, the same pixels"
    return Row(name, alone.median / together.median, "x", 1.0, False, "single pictures", detail)
