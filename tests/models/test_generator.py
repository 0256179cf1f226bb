"""The embedded generator draws what its network says: on a Gaussian, the answer is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from limner.core.drawing import DrawOrder
from limner.core.errors import BadValue, WeightsCorrupt
from limner.core.geometry import Size
from limner.core.layout import Laid, Layout
from limner.core.progress import Progress, finish
from limner.diffusion.named import SAMPLERS
from limner.diffusion.noise import unit_noise
from limner.models.autoencoder import EmbeddedAutoencoder
from limner.models.engine import EngineOptions
from limner.models.generator import EmbeddedGenerator
from limner.models.store import weights_in
from tests.models import tiny_generator

FULL = EngineOptions(precision="float32")
SIZE = Size(tiny_generator.SIDE, tiny_generator.SIDE)
RED, BLUE = (np.array(tiny_generator.MEANS[name])[:, None, None] for name in ("red", "blue"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_generator.folder(tmp_path_factory.mktemp("models") / "generator")


@pytest.fixture(scope="module")
def generator(folder: Path) -> EmbeddedGenerator:
    return opened(folder)


def opened(folder: Path) -> EmbeddedGenerator:
    coder = EmbeddedAutoencoder(weights_in(folder / "autoencoder"), FULL)
    return EmbeddedGenerator(weights_in(folder), coder, FULL)


def drawn(generator: EmbeddedGenerator, words: str = "red", **given: object) -> list[Progress]:
    told: list[Progress] = []
    order = {"seed": 3, "steps": 100, "guidance_scale": 1.0, "watch": True, **given}
    finish(generator.draw(DrawOrder(words, SIZE, **order)), told.append)  # type: ignore[arg-type]
    return told


def latents(told: list[Progress]) -> np.ndarray:
    assert told[-1].watched is not None
    return told[-1].watched.x


def noise(seed: int = 3) -> np.ndarray:
    return unit_noise((1, 3, 4, 4), seed)[0]


@pytest.mark.parametrize("name", [name for name, known in SAMPLERS.items() if not known.fresh])
def test_every_deterministic_sampler_takes_noise_to_mean_plus_deviation_times_noise(
    generator: EmbeddedGenerator, name: str
) -> None:
    wanted = RED + tiny_generator.DEVIATION * noise()
    np.testing.assert_allclose(latents(drawn(generator, sampler=name)), wanted, atol=0.06)


@pytest.mark.parametrize("name", [name for name, known in SAMPLERS.items() if known.fresh and name != "lcm"])
def test_samplers_with_fresh_noise_reach_the_distribution(generator: EmbeddedGenerator, name: str) -> None:
    found = np.stack([latents(drawn(generator, sampler=name, seed=seed, steps=60)) for seed in range(12)])
    assert (found - RED).mean() == pytest.approx(0, abs=0.08)
    assert (found - RED).std() == pytest.approx(tiny_generator.DEVIATION, abs=0.06)


def test_the_pixels_are_the_decoded_latents(generator: EmbeddedGenerator) -> None:
    running = generator.draw(DrawOrder("red", SIZE, seed=3, steps=4, guidance_scale=1.0, watch=True))
    told: list[Progress] = []
    pixels = finish(running, told.append)
    wanted = np.clip(np.floor(latents(told) * 60 + 130.5), 0, 255).repeat(2, 1).repeat(2, 2)
    assert pixels.dtype == np.uint8
    np.testing.assert_array_equal(pixels, wanted.transpose(1, 2, 0))


def test_a_layout_colours_the_cells_of_its_boxes(generator: EmbeddedGenerator) -> None:
    """The left half is told red, the lower right quarter blue and nearest, the rest nothing."""
    things = (Laid("ball", "red", (0.0, 0.0, 0.5, 1.0)), Laid("box", "blue", (0.5, 0.5, 1.0, 1.0)))
    layout = Layout(things, "beach", "day", "clear", "flat")
    wanted = np.zeros((3, 4, 4))
    wanted[:, :, :2], wanted[:, 2:, 2:] = RED, BLUE
    told = drawn(generator, words="", layout=layout)
    np.testing.assert_allclose(latents(told), wanted + tiny_generator.DEVIATION * noise(), atol=0.03)


def test_a_layout_of_unknown_words_is_refused(generator: EmbeddedGenerator) -> None:
    layout = Layout((Laid("bal", None, (0.0, 0.0, 0.5, 1.0)),), "beach", "day", "clear", "flat")
    with pytest.raises(BadValue, match="'bal'") as caught:
        drawn(generator, layout=layout)
    assert "ball" in str(caught.value.hint)


def test_guidance_pushes_away_from_the_negative_words(generator: EmbeddedGenerator) -> None:
    """Estimates are linear, so guided ones are those of the mean blue + 3 (red - blue)."""
    told = drawn(generator, negative="blue", guidance_scale=3.0)
    wanted = BLUE + 3 * (RED - BLUE) + tiny_generator.DEVIATION * noise()
    np.testing.assert_allclose(latents(told), wanted, atol=0.15)


def test_watching_shows_both_estimates_and_what_became_of_them(generator: EmbeddedGenerator) -> None:
    for progress in drawn(generator, guidance_scale=2.0, steps=5):
        seen = progress.watched
        assert seen is not None
        assert seen.uncond is not None
        np.testing.assert_allclose(seen.denoised, 2 * seen.cond - seen.uncond, atol=1e-4)
    assert drawn(generator, steps=2)[0].watched.uncond is None  # type: ignore[union-attr]
    assert drawn(generator, steps=2, watch=False)[0].watched is None


def test_progress_falls_from_noise_to_the_picture(generator: EmbeddedGenerator) -> None:
    told = drawn(generator, steps=5)
    assert [(one.step, one.steps) for one in told] == [(i, 5) for i in range(1, 6)]
    assert [one.t for one in told] == pytest.approx([0.8, 0.6, 0.4, 0.2, 0.0])
    assert [one.doing for one in told] == ["draw"] * 4 + ["decode"]
    assert all(one.preview is not None and one.preview.shape == (4, 4, 3) for one in told)


def test_the_same_order_gives_the_same_pixels_and_another_seed_others(generator: EmbeddedGenerator) -> None:
    one, same, other = (
        finish(generator.draw(DrawOrder("red", SIZE, seed=seed, steps=3))) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


@pytest.mark.parametrize("sampler", ["flow-euler", "ddpm"])
def test_pictures_drawn_together_have_the_bits_that_each_has_alone(
    generator: EmbeddedGenerator, sampler: str
) -> None:
    layout = Layout((Laid("ball", "red", (0.0, 0.0, 0.5, 1.0)),), "beach", "day", "clear", "flat")
    words = ("red", "blue", "red blue " * 20, "")
    orders = [
        DrawOrder(said, SIZE, layout if index % 2 else None, "blue", index, 3, 2.0, sampler)
        for index, said in enumerate(words)
    ]
    together = finish(generator.draw_all(orders))
    for order, found in zip(orders, together, strict=True):
        np.testing.assert_array_equal(found, finish(generator.draw(order)))


def test_closing_stops_between_steps(generator: EmbeddedGenerator) -> None:
    running = generator.draw(DrawOrder("red", SIZE, steps=50))
    assert next(running).step == 1
    running.close()
    with pytest.raises(StopIteration):
        next(running)


def test_an_unknown_sampler_is_named_with_its_neighbours(generator: EmbeddedGenerator) -> None:
    with pytest.raises(BadValue, match="'flow-eulr'") as caught:
        drawn(generator, sampler="flow-eulr")
    assert "flow-euler" in str(caught.value.hint)


def test_the_autoencoder_scales_latents_by_its_card(folder: Path) -> None:
    coder = EmbeddedAutoencoder(weights_in(folder / "autoencoder"), FULL)
    pixels = np.full((1, 8, 8, 3), 190, np.uint8)
    found = coder.encode(pixels)
    np.testing.assert_allclose(found, np.full((1, 3, 4, 4), 1.0), atol=1e-5)
    np.testing.assert_array_equal(coder.decode(found), pixels)
    np.testing.assert_array_equal(coder.preview(found), np.full((1, 4, 4, 3), 190))


def test_an_altered_network_is_refused(folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = shutil.copytree(folder, tmp_path / "model")
    data = bytearray((copy / "denoiser.onnx").read_bytes())
    data[100] ^= 1
    (copy / "denoiser.onnx").write_bytes(data)
    with pytest.raises(WeightsCorrupt, match=r"denoiser\.onnx is not the file on its card"):
        drawn(opened(copy))
