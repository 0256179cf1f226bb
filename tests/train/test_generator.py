"""The generator's recipe: what it is told, that it learns, and that what it learned can be drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
cv2 = pytest.importorskip("cv2")

from limner.nets.autoencoder import Autoencoder, AutoencoderShape  # noqa: E402
from limner.nets.generator import Generator, GeneratorShape, Predicted, Wanted  # noqa: E402
from limner.nets.text import TextShape, TextTransformer  # noqa: E402
from limner.train import latents, strip  # noqa: E402
from limner.train.recipes import generator  # noqa: E402
from limner.train.recipes.generator import GeneratorRecipe, draft_loss, times, velocity_error  # noqa: E402
from limner.train.wanted import LAYOUT, Shares, asked, dropped, on_grid  # noqa: E402
from limner.world.laying import VOCABULARY  # noqa: E402

SIDE, CHANNELS, ROWS = 8, 4, 32
COUNTS = tuple(len(VOCABULARY[name]) for name in generator.WHOLE)
SHAPE = GeneratorShape(
    len(VOCABULARY["things"]), len(VOCABULARY["colors"]), COUNTS, channels=CHANNELS, side=SIDE, words=16,
    tokens=12, widths=(32, 48), field=48, told=48, heads=2,
)  # fmt: skip
STEPS = 150
NOTHING_LEFT_OUT = Shares(0, 0, 0, 0, 0, 0)


def rows(seed, count=ROWS):
    numbers = np.random.default_rng(seed)
    boxes = np.zeros((count, 16, 4), np.float16)
    boxes[:, 0] = [0, 0, 0.5, 1]
    things, colors = np.zeros((count, 16), np.int16), np.zeros((count, 16), np.int16)
    things[:, 0] = 1 + np.arange(count) % 100
    colors[:, 0] = 1 + np.arange(count) % 11
    ids = np.full((count, 3, 64), 2, np.int16)
    ids[..., :4] = numbers.integers(4, 20, (count, 3, 4))
    ids[..., 4] = 1
    vectors = numbers.standard_normal((count, 12)).astype(np.float16)
    return {
        "latents": latents.kept(numbers.standard_normal((count, CHANNELS, SIDE, SIDE)).astype(np.float32)),
        "things": things,
        "colors": colors,
        "boxes": boxes,
        "mirrored": np.zeros((count, 16), np.bool_),
        "whole": 1 + numbers.integers(0, COUNTS, (count, len(COUNTS))).astype(np.int16),
        "ids": ids,
        "image_vector": vectors,
        "patches": numbers.integers(-90, 90, (count, 16, 64)).astype(np.int8),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("latents")
    for number in range(2):
        np.savez(folder / f"{number:05}.npz", **rows(number))
    scale = np.ones(CHANNELS, np.float32)
    np.savez(folder / latents.MADE, mean=scale, deviation=2 * scale, autoencoder="none")
    return folder


@pytest.fixture
def recipe(folder):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    tower = TextTransformer(TextShape(20, 64, 16, 1, 2, end=1))
    autoencoder = Autoencoder(AutoencoderShape(CHANNELS, (8, 12), (1, 1), (1, 1))).eval()
    return GeneratorRecipe(folder, autoencoder, tower, SHAPE, batch_size=8)


@pytest.fixture
def batch(recipe):
    return recipe.batch(0)


def test_a_batch_has_the_layout_on_the_grid(batch):
    assert batch["latents"].shape == (8, CHANNELS, SIDE, SIDE)
    assert (batch["thing"][..., :4] > 0).all()
    assert not batch["thing"][..., 4:].any()
    assert batch["place_in_box"][0, 0, :4, 0].tolist() == [-0.75, -0.25, 0.25, 0.75]


def test_with_no_share_left_out_all_is_told(recipe, batch):
    words = recipe.told(batch["ids"])
    wanted, everything = dropped(batch, words, NOTHING_LEFT_OUT), asked(batch, words)
    for name in (*LAYOUT, *generator.WHOLE, "words"):
        assert torch.equal(getattr(wanted, name), getattr(everything, name)), name
    assert not wanted.source.any()
    assert not wanted.mask.any()
    assert not wanted.image_tokens.any()


@pytest.mark.parametrize(
    ("shares", "silent"),
    [
        (Shares(everything=1, source=0, image=1), (*LAYOUT, *generator.WHOLE, "words", "image_tokens")),
        (Shares(0, 1, 0, 0, 0, 0), LAYOUT),
        (Shares(0, 0, 1, 0, 0, 0), tuple(name for name in generator.WHOLE if name != "drawing")),
        (Shares(0, 0, 0, 1, 0, 0), ("words",)),
    ],
)
def test_what_is_left_out_is_zero_and_the_rest_is_told(recipe, batch, shares, silent):
    words = recipe.told(batch["ids"])
    wanted = dropped(batch, words, shares)
    for name in (*LAYOUT, *generator.WHOLE, "words"):
        value = getattr(wanted, name)
        assert value.any() != (name in silent), name


def test_a_source_shows_the_picture_outside_of_its_hole(recipe, batch):
    wanted = dropped(batch, recipe.told(batch["ids"]), Shares(source=1))
    assert set(wanted.mask.unique().tolist()) == {0.0, 1.0}
    assert torch.equal(wanted.source, batch["latents"] * (1 - wanted.mask))
    assert wanted.mask.flatten(1).any(1).all()


def test_shares_are_kept_to():
    torch.manual_seed(0)
    many = on_grid(rows(0, 400), SIDE, 0)
    wanted = dropped(many, torch.ones(400, 1, 16), Shares(0.2, 0.25, 0, 0, 0, 0))
    lacking = (wanted.thing.flatten(1) == 0).all(1).float().mean()
    assert lacking == pytest.approx(1 - 0.8 * 0.75, abs=0.07)


def test_times_lean_towards_noise():
    torch.manual_seed(0)
    t = times(4000)
    assert 0 < t.min() < t.max() < 1
    assert t.median() == pytest.approx(2 / 3, abs=0.02)


def test_the_draft_is_asked_only_where_a_thing_stands(batch):
    draft = batch["latents"].clone()
    draft[..., 4:] += 5
    wanted = asked(batch, torch.zeros(8, 1, 16))
    assert draft_loss(draft, batch["latents"], wanted) == 0
    assert draft_loss(draft, batch["latents"] + 1, wanted) == pytest.approx(1.0 * CHANNELS / CHANNELS)
    nowhere = wanted._replace(thing=torch.zeros_like(wanted.thing))
    assert draft_loss(draft + 1, batch["latents"], nowhere) == 0


def test_a_network_that_knows_the_answer_has_no_error(batch):
    clean = batch["latents"]

    class Knowing(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.zeros(1))

        def forward(self, x, t, wanted):
            return Predicted((x - clean) / t[:, None, None, None], x, None)

    assert velocity_error(Knowing(), clean, Wanted(), chunk=8) < 1e-6


def test_first_the_field_and_its_draft_learn_alone(recipe, batch):
    model = recipe.build()
    recipe.advance(model, 0.0)
    recipe.losses(model, batch)["total"].backward()
    learned = {name.split(".")[0] for name, weight in model.named_parameters() if weight.grad is not None}
    assert learned == {"field", "draft"}
    recipe.advance(model, generator.DRAFT_FIRST)
    assert "velocity" in recipe.losses(model, batch)


def test_alignment_is_learned_where_the_encoder_looked(recipe, batch):
    assert recipe.shape.aligned == latents.FEATURES
    with torch.no_grad():
        losses = recipe.losses(recipe.build(), batch)
    assert 0 < losses["aligned"] < 2


@pytest.mark.slow
def test_it_memorises_a_few_pictures_and_draws_them_again():
    """Four pictures, told apart by thing and colour alone: sampling gives each one back."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    shape = replace(SHAPE, things=4, side=4, widths=(24, 32), field=32, told=32)
    few = on_grid(rows(0, 4) | {"latents": np.random.default_rng(0).choice([-1, 1], (4, 4, 4, 4))}, 4, 0)
    model = Generator(shape)
    optimizer = torch.optim.AdamW(model.parameters(), lr=6e-3, betas=(0.9, 0.98))
    told, clean = asked(few, torch.zeros(4, 1, 16)), few["latents"]
    losses = []
    for step in range(STEPS):
        noise, t = torch.randn_like(clean), times(4)
        share = t[:, None, None, None]
        for group in optimizer.param_groups:
            group["lr"] = 6e-3 * min(1, 2 * (1 - step / STEPS))
        found = model((1 - share) * clean + share * noise, t, told)
        loss = (found.velocity - noise + clean).square().mean() + draft_loss(found.draft, clean, told)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(float(loss.detach()))
    assert np.mean(losses[-10:]) < losses[0] / 4
    drawn = strip.drawn(model.eval(), told, steps=8, scale=1.0)
    apart = (drawn[:, None] - clean[None]).square().mean((2, 3, 4))
    assert apart.argmin(1).tolist() == [0, 1, 2, 3]
    assert apart.diagonal().max() < 0.3


def test_the_prompts_are_drawn_the_same_each_time_and_kept_as_a_strip(recipe, tmp_path):
    model = recipe.build().eval()
    for _ in range(2):
        recipe.picture(model, tmp_path / "samples.png")
    sheet, rows_ = (cv2.imread(str(tmp_path / name)) for name in ("samples.png", strip.STRIP))
    assert sheet.shape == (3 * 64, strip.COLUMNS * 64, 3)
    assert rows_.shape == (2 * strip.NARROW, len(strip.PROMPTS) * strip.NARROW, 3)
    assert np.array_equal(rows_[: strip.NARROW], rows_[strip.NARROW :])


def test_the_figures_are_of_unseen_scenes_with_and_without_what_is_known(recipe):
    with torch.no_grad():
        found = recipe.evaluate(recipe.build())
    assert set(found) == {"velocity", "without_layout", "without_all"}
    assert found["velocity"] == pytest.approx(2, abs=0.2)
