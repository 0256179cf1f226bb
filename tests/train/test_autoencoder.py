"""The autoencoder's recipe: its stream, its losses, its figures."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")

from limner.nets.autoencoder import AutoencoderShape  # noqa: E402
from limner.train import pictures  # noqa: E402
from limner.train.latents import fingerprint  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402
from limner.train.recipes import autoencoder  # noqa: E402
from limner.train.recipes.autoencoder import AutoencoderRecipe, DecoderRecipe, gradient_loss  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402
from limner.world.vocabulary import STYLES  # noqa: E402


@pytest.fixture(scope="module")
def atlas():
    return Atlas.drawn()


@pytest.fixture
def recipe(atlas):
    shape = AutoencoderShape(4, (16, 24), (1, 1), (1, 1))
    return AutoencoderRecipe(atlas, shape, resolution=64, batch_size=4)


def test_a_batch_depends_on_its_index_alone(atlas):
    first, again = (pictures.Pictures(atlas, "a", 64) for _ in range(2))
    first.batch(3, 4)
    for index in (0, pictures.LAG + 1):
        assert np.array_equal(first.batch(index, 4), again.batch(index, 4))
    assert not np.array_equal(first.batch(0, 4), first.batch(1, 4))


def test_each_picture_comes_back_once_and_mirrored(atlas):
    stream = pictures.Pictures(atlas, "a", 64)
    early, late = stream.batch(0, 6), stream.batch(pictures.LAG, 6)
    assert early.shape == (6, 64, 64, 3)
    assert np.array_equal(early[:3, :, ::-1], late[3:])


def test_an_odd_batch_is_whole(atlas):
    assert len(pictures.Pictures(atlas, "a", 64).batch(0, 3)) == 3


def test_the_network_learns_and_the_figures_say_so(recipe, monkeypatch):
    monkeypatch.setattr(autoencoder, "EACH", 1)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = recipe.build()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, betas=(0.9, 0.98))
    with torch.no_grad():
        before = recipe.evaluate(model)
    batch = recipe.batch(0)
    for _ in range(40):
        losses = recipe.losses(model, batch)
        optimizer.zero_grad()
        losses["total"].backward()
        optimizer.step()
    with torch.no_grad():
        after = recipe.evaluate(model)
    assert after["psnr"] > before["psnr"] + 1.5
    assert {f"psnr {style}" for style in STYLES} < after.keys()
    assert after["ssim"] == pytest.approx(np.mean([after[f"ssim {s}"] for s in STYLES]), abs=1e-3)


def test_the_sheet_shows_original_copy_and_difference_of_every_style(recipe, tmp_path, monkeypatch):
    monkeypatch.setattr(autoencoder, "EACH", 1)
    recipe.picture(recipe.build(), tmp_path / "sheet.png")
    sheet = cv2.imread(str(tmp_path / "sheet.png"))
    assert sheet.shape == (3 * 64, len(STYLES) * 64, 3)
    first = next(iter(recipe.held_out.values()))[0]
    assert np.array_equal(sheet[:64, :64, ::-1], first)


def test_a_flat_error_has_no_gradient_and_an_edge_has():
    flat = torch.full((1, 3, 16, 16), 0.5)
    edged = flat.clone()
    edged[..., 8:] = 0
    assert gradient_loss(flat) == 0
    assert gradient_loss(edged) > 0


def test_halved_latents_are_asked_for_too(recipe):
    with torch.no_grad():
        losses = recipe.losses(recipe.build(), recipe.batch(0))
    assert losses["smaller"] > 0
    assert losses["total"] == pytest.approx(
        float(sum(autoencoder.WEIGHTS[name] * losses[name] for name in autoencoder.WEIGHTS)), rel=1e-4
    )


def test_the_decoder_learns_on_and_the_encoder_stays(recipe, atlas):
    torch.manual_seed(0)
    trained = recipe.build()
    later = DecoderRecipe(atlas, trained.shape, resolution=64, batch_size=4, trained=trained)
    model = later.build()
    latents = model.encode(torch.zeros(1, 3, 64, 64))[0]
    optimizer = Optimizer(model, 1e-2, 0.0)
    losses = [later.losses(model, later.batch(0))["total"]]
    before = fingerprint(model)
    for _ in range(10):
        losses.append(later.losses(model, later.batch(0))["total"])
        optimizer.zero_grad()
        losses[-1].backward()
        optimizer.step(1e-2)
    assert losses[-1] < 0.9 * losses[0]
    assert torch.equal(model.encode(torch.zeros(1, 3, 64, 64))[0], latents)
    assert fingerprint(model) == before == fingerprint(trained)
    assert any((a != b).any() for a, b in zip(model.parameters(), trained.parameters(), strict=True))
