"""Vectors that must tell where things stand, and runs that begin from an encoder without that."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from limner.nets import losses  # noqa: E402
from limner.nets.dual_encoder import EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape  # noqa: E402
from limner.train import checkpoint, tokens  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402
from limner.train.reading_encoder import ReadingEncoder  # noqa: E402
from limner.train.recipes import placed  # noqa: E402
from limner.train.recipes.encoder import WEIGHTS, EncoderRecipe, met  # noqa: E402
from limner.train.recipes.placed import PlacedRecipe  # noqa: E402
from limner.train.recipes.self_taught import SelfTaughtEncoder  # noqa: E402
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
    meeting = met(model.student, batch)
    gaps = [
        losses.where_loss(
            model.where(vectors), batch["things"][: len(vectors)], batch["boxes"][: len(vectors)]
        )
        for vectors in (meeting.image_BV, meeting.text_BV)
    ]
    assert float(found["where"].detach()) == pytest.approx(float(sum(gaps).detach()) / 2, abs=1e-5)
    plain = EncoderRecipe.losses(recipe, model.student, batch)
    parts = {name: float(value.detach()) for name, value in found.items()}
    assert {name: parts[name] for name in WEIGHTS} == pytest.approx(
        {name: float(plain[name].detach()) for name in WEIGHTS}, abs=1e-5
    )
    whole = float(plain["total"].detach()) + placed.WHERE * parts["where"]
    assert parts["total"] == pytest.approx(whole, abs=1e-4)


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
    recipe.losses(model, batch)["where"].backward()
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
