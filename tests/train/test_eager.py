"""The peer of the benchmark computes what the network computes, in either type."""

from __future__ import annotations

import io
import json

import pytest

torch = pytest.importorskip("torch")

from limner.nets.generator import GeneratorShape, Wanted  # noqa: E402
from limner.train import eager  # noqa: E402

SHAPE = GeneratorShape(3, 2, (2,) * 6, channels=4, side=4, words=8, tokens=6, widths=(8, 16), field=16,
                       told=8, heads=2)  # fmt: skip


@pytest.fixture
def tiny(monkeypatch):
    monkeypatch.setattr(eager, "shape_of", lambda **_: SHAPE)
    monkeypatch.setattr(eager, "PIXELS", 8)
    monkeypatch.setattr(eager, "SIDE", 16)
    for kept in (eager.network, eager.on_pixels, eager.matrix):
        kept.cache_clear()
    yield
    for kept in (eager.network, eager.on_pixels, eager.matrix):
        kept.cache_clear()


@pytest.mark.parametrize("kind", [torch.float32, torch.bfloat16])
def test_a_drawing_is_a_picture_of_sixteen_pixels_a_cell(tiny, kind):
    with torch.inference_mode():
        pixels = eager.network(kind).drawing()
    assert (pixels.shape, pixels.dtype) == ((1, 64, 64, 3), torch.uint8)


def test_both_types_are_the_same_network(tiny):
    full, half = eager.network(torch.float32), eager.network(torch.bfloat16)
    for model in (full.model, half.model):
        torch.nn.init.constant_(model.out.bias, 0.5)
    with torch.inference_mode():
        assert torch.allclose(full.step().mean(), half.step().float().mean(), atol=0.05)
    assert full.model.out.weight.dtype == torch.float32
    assert half.model.out.weight.dtype == torch.bfloat16


def test_operations_are_counted_and_grow_with_the_steps(tiny, monkeypatch):
    with torch.inference_mode():
        eight = eager.operations()
        monkeypatch.setattr(eager, "STEPS", 4)
        four = eager.operations()
    assert 0 < four < eight < 2 * four


def test_it_says_what_it_is_and_answers_each_word_with_a_number(tiny, monkeypatch, capsys):
    before = torch.get_num_threads()
    words = [*eager.WORKS, "work", "product_work"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(words)))
    eager.main()
    torch.set_num_threads(before)
    first, *answers = capsys.readouterr().out.splitlines()
    assert json.loads(first)["side"] == 4
    assert len(answers) == len(words)
    assert all(float(answer) > 0 for answer in answers)
    assert float(answers[-1]) == 2 * 16**3


def test_what_is_told_changes_no_shape(tiny):
    wanted = eager.network(torch.float32).wanted(2)
    assert isinstance(wanted, Wanted)
    assert wanted.words.shape == (2, eager.TOKENS, 8)
