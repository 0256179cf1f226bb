"""Vectors that must tell where things stand, and runs that begin from an encoder without that."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

torch = pytest.importorskip("torch")

from limner.nets import losses  # noqa: E402
from limner.nets.dual_encoder import EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape  # noqa: E402
from limner.train import checkpoint, sides, tokens  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402
from limner.train.reading_encoder import ReadingEncoder  # noqa: E402
from limner.train.recipes import placed  # noqa: E402
from limner.train.recipes.encoder import WEIGHTS, EncoderRecipe, met  # noqa: E402
from limner.train.recipes.placed import PlacedRecipe  # noqa: E402
from limner.train.recipes.self_taught import SelfTaughtEncoder  # noqa: E402
from limner.train.recipes.sides import SidesRecipe  # noqa: E402
from limner.train.sides import told_sides  # noqa: E402
from limner.train.targets import VOCABULARY  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402

TEXTS = ["a cat left of a dog", "two red dogs on a mat", "a king by a lake"]


@pytest.fixture(scope="module")
def recipe():
    torch.set_num_threads(1)
    tokenizer = tokens.learn(TEXTS * 4, 200)
    text = TextShape(tokenizer.get_vocab_size(), width=48, layers=2)
    made = PlacedRecipe(Atlas.drawn(), tokenizer, EncoderShape(VisionShape(96, 16, 32, 2, 2), text, 16))
    made.batch_size = 6
    return made


@pytest.fixture(scope="module")
def batch(recipe):
    return recipe.batch(0)


def saved(model, folder):
    checkpoint.save(checkpoint.State("any", model, Optimizer(model, 1e-3, 0.0), Average(model)), folder)
    return folder


def test_the_distance_is_that_of_a_slow_loop_over_things():
    torch.manual_seed(0)
    middles, things = torch.rand(2, 4, 2), torch.tensor([[1, 1, 1, 0], [2, 3, 3, 0]])
    boxes = torch.rand(2, 4, 4)
    found = []
    for b in range(2):
        for thing in sorted(set(things[b].tolist()) - {0}):
            gaps = []
            for p in (p for p in range(4) if things[b, p] == thing):
                middle = (boxes[b, p, :2] + boxes[b, p, 2:]) / 2
                gaps.append(sum(abs(float(middles[b, thing, k] - middle[k])) for k in (0, 1)))
            found.append(sum(gaps) / len(gaps))
    assert float(losses.where_loss(middles, things, boxes)) == pytest.approx(sum(found) / 3, abs=1e-6)
    assert float(losses.where_loss(middles, torch.zeros_like(things), boxes)) == 0


def test_where_things_stand_is_added_to_what_the_encoder_costs(recipe, batch):
    torch.manual_seed(0)
    model = recipe.build()
    found = recipe.losses(model, batch)
    told = model.where(model.student.encoder.text_vectors(batch["told_ids"]))
    gaps = {
        "seen": losses.where_loss(
            model.where(met(model.student, batch).image_BV), batch["things"], batch["boxes"]
        ),
        "told": losses.where_loss(told, batch["told_things"], batch["told_boxes"]),
    }
    plain = EncoderRecipe.losses(recipe, model.student, batch)
    assert {name: float(value.detach()) for name, value in found.items() if name != "total"} == pytest.approx(
        {name: float(value.detach()) for name, value in {**plain, **gaps}.items() if name != "total"},
        abs=1e-5,
    )
    whole = plain["total"] + placed.WHERE * (gaps["seen"] + gaps["told"]) / 2
    assert float(found["total"].detach()) == pytest.approx(float(whole.detach()), abs=1e-4)
    assert set(WEIGHTS) == set(plain) - {"total"}


def test_the_words_of_a_batch_are_true_of_where_its_things_stand(recipe):
    found = told_sides(3, 40, recipe.atlas, recipe.tokenizer)
    checked = 0
    for row, (things, boxes) in enumerate(zip(found["told_things"], found["told_boxes"], strict=True)):
        words, _ = sides._told(3 * 40 + row, recipe.atlas)
        names = [VOCABULARY["things"][thing] for thing in things.tolist() if thing]
        if len(set(names)) == len(names) == 2:
            middles = dict(zip(names, (boxes[:, 0] + boxes[:, 2]).tolist(), strict=False))
            for one, other in permutations(names):
                side = re.search(rf"{one}\b[^.,]*\b(left|right) of an? [^.,]*\b{other}", words)
                if side:
                    assert (middles[one] < middles[other]) is (side[1] == "left")
                    checked += 1
    assert checked > 0
    again = told_sides(3, 40, recipe.atlas, recipe.tokenizer)
    assert all(torch.equal(found[name], again[name]) for name in found)
    other = told_sides(4, 40, recipe.atlas, recipe.tokenizer)
    assert not set(map(tuple, found["told_ids"].tolist())) & set(map(tuple, other["told_ids"].tolist()))


def test_the_map_adds_what_a_vector_says_in_the_mixture_of_a_thing():
    torch.manual_seed(0)
    where, vectors = placed.Where(8, 3), losses.F.normalize(torch.randn(2, 8), dim=-1)
    found, half = where(vectors).detach(), placed.SENSES
    scale = placed.FIRST_SPREAD / half**0.5
    for b in range(2):
        said = [float(row @ vectors[b]) for row in where.senses.weight.detach()]
        for t in range(3):
            takes = where.things[t].tolist()
            for axis in (0, 1):
                part = range(axis * half, (axis + 1) * half)
                mixed = scale * sum(said[k] * takes[k] for k in part)
                assert float(found[b, t, axis]) == pytest.approx(0.5 + mixed, abs=1e-4)


def test_things_of_like_names_are_mixed_alike():
    torch.manual_seed(0)
    where, names = placed.Where(8, 4), torch.eye(4, 8)
    names[1] = names[0] + 0.01
    where.name(names)
    mixtures = losses.F.normalize(where.things.detach(), dim=-1)
    assert float(mixtures[0] @ mixtures[1]) > 0.95
    assert float(mixtures[0] @ mixtures[2]) < 0.5


def test_a_new_map_gives_both_towers_a_reason_to_tell_sides(recipe, batch):
    torch.manual_seed(0)
    model = recipe.build()
    found = recipe.losses(model, batch)
    (found["seen"] + found["told"]).backward()
    encoder = model.student.encoder
    for weight in (encoder.visual_projection.weight, encoder.text_projection.weight, model.where.things):
        assert float(weight.grad.abs().max()) > 0
    assert model.student.reader.things.weight.grad is None


def test_a_run_begins_from_an_encoder_alone_and_gives_one_back(recipe, tmp_path):
    torch.manual_seed(1)
    encoder = ReadingEncoder(recipe.shape)
    run = saved(encoder, tmp_path / "encoder")
    torch.manual_seed(2)
    model = recipe.build()
    before = model.where.things.detach().clone()
    checkpoint.begin(model, run)
    assert not torch.equal(model.where.things, before)
    assert torch.equal(model.student.reader.things.weight, encoder.reader.things.weight)
    torch.nn.init.normal_(model.where.things)
    again = recipe.build()
    checkpoint.begin(again, saved(model, tmp_path / "placed"))
    assert torch.equal(again.where.things, model.where.things)
    alone = ReadingEncoder(recipe.shape)
    checkpoint.begin(alone, tmp_path / "placed")
    assert torch.equal(alone.reader.things.weight, encoder.reader.things.weight)


def test_a_teacher_begins_equal_to_the_encoder_that_its_student_begins_from(recipe, tmp_path):
    torch.manual_seed(1)
    encoder = ReadingEncoder(recipe.shape)
    both = SelfTaughtEncoder(ReadingEncoder(recipe.shape))
    checkpoint.begin(both, saved(encoder, tmp_path))
    for mine, theirs in zip(
        both.own.teacher.parameters(), encoder.encoder.vision_model.parameters(), strict=True
    ):
        assert torch.equal(mine, theirs)


@pytest.fixture(scope="module")
def words_alone(recipe):
    torch.manual_seed(3)
    trained = recipe.build()
    made = SidesRecipe(recipe.atlas, recipe.tokenizer, recipe.shape, trained=trained)
    made.batch_size = 24
    return made


def test_words_alone_learn_sides_and_leave_pictures_and_captions_where_they_were(words_alone):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model, batch = words_alone.build(), words_alone.batch(0)
    optimizer = Optimizer(model, 3e-3, 0.0, muon=words_alone.muon)
    costs = []
    for _ in range(12):
        parts = words_alone.losses(model, batch)
        optimizer.zero_grad()
        parts["total"].backward()
        optimizer.step(3e-3)
        costs.append({name: float(value.detach()) for name, value in parts.items()})
    assert costs[0]["kept"] == pytest.approx(0, abs=1e-5)
    assert costs[-1]["told"] < 0.95 * costs[0]["told"]
    assert costs[-1]["total"] == pytest.approx(costs[-1]["told"] + 2 * costs[-1]["kept"], abs=1e-5)
    now, before = model.state_dict(), words_alone.trained.state_dict()
    changed = {name for name, value in now.items() if not torch.equal(value, before[name])}
    assert changed
    assert all("text_" in name or name.startswith("where.") for name in changed)


def test_a_caption_that_loses_its_vector_costs(words_alone):
    torch.manual_seed(0)
    model, batch = words_alone.build(), words_alone.batch(1)
    torch.nn.init.normal_(model.student.encoder.text_projection.weight)
    assert float(words_alone.losses(model, batch)["kept"].detach()) > 0.3


def test_placed_training_goes_on_from_words_that_tell_sides(words_alone, recipe, tmp_path):
    learned = words_alone.build()
    torch.nn.init.normal_(learned.where.things)
    model = recipe.build()
    checkpoint.begin(model, saved(learned, tmp_path))
    assert torch.equal(model.where.things, learned.where.things)
