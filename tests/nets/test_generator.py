"""The generator's network: shapes, and that what is absent is off."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from limner.nets.generator import WHOLE, Generator, GeneratorShape, Wanted, empty  # noqa: E402

SHAPE = GeneratorShape(
    6, 4, (3, 2, 2, 3, 4, 3), channels=5, side=8, words=8, tokens=12, widths=(16, 24), field=32, told=16,
    heads=2, aligned=7,
)  # fmt: skip
BATCH = 3


def stirred(shape, std=0.1):
    """A generator whose weights all count, those too that begin at zero."""
    torch.manual_seed(0)
    model = Generator(shape).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=std)
    return model


@pytest.fixture(scope="module")
def model():
    return stirred(SHAPE)


@pytest.fixture(scope="module")
def given():
    torch.manual_seed(1)
    return torch.randn(BATCH, 5, 8, 8), torch.rand(BATCH)


def full():
    """Something of everything."""
    torch.manual_seed(2)
    highest = {"thing": 6, "color": 4, **dict(zip(WHOLE, SHAPE.whole, strict=True))}
    return Wanted(
        **{
            name: torch.randint(1, highest[name] + 1, size) if name in highest else torch.rand(size)
            for name, (size, _) in empty(SHAPE, BATCH).items()
        }
    )


def velocity(model, given, wanted=None):
    with torch.no_grad():
        return model(*given, wanted).velocity


def test_what_is_predicted_has_the_latents_shape(model, given):
    predicted = model(*given, full())
    assert predicted.velocity.shape == predicted.draft.shape == given[0].shape
    assert predicted.aligned.shape == (BATCH, 16, 7)


def test_a_fresh_network_predicts_nothing(given):
    assert not velocity(Generator(SHAPE), given, full()).any()


def test_absent_is_zeros_is_off(model, given):
    zeros = Wanted(**{name: torch.zeros(s, dtype=k) for name, (s, k) in empty(SHAPE, BATCH).items()})
    assert torch.equal(velocity(model, given), velocity(model, given, zeros))


@pytest.mark.parametrize("name", Wanted._fields)
def test_every_input_is_heard_and_only_when_it_is_there(model, given, name):
    everything = full()
    without = everything._replace(**{name: None})
    changed = velocity(model, given, everything) - velocity(model, given, without)
    assert changed.abs().max() > 1e-4


@pytest.mark.parametrize("name", ["words", "image_tokens"])
def test_padding_with_zeros_changes_nothing(model, given, name):
    wanted = full()
    longer = torch.nn.functional.pad(getattr(wanted, name), (0, 0, 0, 5))
    apart = velocity(model, given, wanted) - velocity(model, given, wanted._replace(**{name: longer}))
    assert apart.abs().max() < 1e-5


def test_what_is_to_be_repainted_is_not_seen(model, given):
    mask = torch.zeros(BATCH, 1, 8, 8)
    mask[..., 4:] = 1
    source = torch.randn(BATCH, 5, 8, 8)
    hidden = source.clone()
    hidden[..., 4:] += 9
    one, other = (velocity(model, given, Wanted(source=s, mask=mask)) for s in (source, hidden))
    assert torch.equal(one, other)


def test_where_nothing_stands_the_place_in_a_box_is_not_heard(model, given):
    place = torch.rand(BATCH, 8, 8, 5)
    assert torch.equal(velocity(model, given), velocity(model, given, Wanted(place_in_box=place)))


def test_the_draft_learns_from_its_own_loss_alone(model, given):
    model.zero_grad()
    model(*given, full()).velocity.square().sum().backward()
    assert model.draft.weight.grad is None


def test_a_picture_does_not_depend_on_its_batch(model, given):
    wanted = full()
    alone = Wanted(*(part[:1] for part in wanted))
    apart = velocity(model, given, wanted)[:1] - velocity(model, [g[:1] for g in given], alone)
    assert apart.abs().max() < 1e-5


def test_the_shape_that_is_shipped_fits_its_size_as_int8():
    model = Generator(GeneratorShape(326, 11, (17, 4, 5, 8, 11, 3)))
    assert sum(p.numel() for p in model.parameters()) < 15 * 2**20
