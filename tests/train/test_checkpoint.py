"""Runs that start from another run's averaged weights."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from limner.core.errors import WeightsCorrupt  # noqa: E402
from limner.nets.dual_encoder import DualEncoder, EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape, resized_positions  # noqa: E402
from limner.train import checkpoint  # noqa: E402
from limner.train.average import Average  # noqa: E402
from limner.train.optimizer import Optimizer  # noqa: E402


def net(resolution=32, width=32):
    return DualEncoder(EncoderShape(VisionShape(resolution, 8, width, 2, 2), TextShape(50, 16, 24, 1, 2), 16))


@pytest.fixture
def earlier(tmp_path):
    """A run of 32 pixels whose averaged weights are not its last ones."""
    model = net()
    state = checkpoint.State("tiny", model, Optimizer(model, 1e-3, 0.0), Average(model))
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(1.0)
    checkpoint.save(state, tmp_path)
    return state.average.model.state_dict(), tmp_path


def test_a_run_at_another_resolution_begins_with_the_averaged_weights_and_stretched_positions(earlier):
    averaged, folder = earlier
    model = net(48)
    checkpoint.begin(model, folder)
    for name, value in model.state_dict().items():
        meant = averaged[name]
        if name == checkpoint.POSITIONS:
            assert meant.shape != value.shape
            meant = resized_positions(meant, 6)
        assert torch.equal(value, meant), name


def test_a_run_of_another_network_or_none_is_refused(earlier, tmp_path):
    _, folder = earlier
    with pytest.raises(WeightsCorrupt, match="is of another network: "):
        checkpoint.begin(net(width=64), folder)
    with pytest.raises(WeightsCorrupt, match="is of another network: bias, ") as told:
        checkpoint.begin(torch.nn.Linear(2, 2), folder)
    assert "same recipe" in str(told.value.hint)
    with pytest.raises(WeightsCorrupt, match="no readable checkpoint"):
        checkpoint.begin(net(), tmp_path / "nowhere")


def test_a_checkpoint_that_does_not_tell_what_was_seen_is_refused(earlier):
    _, folder = earlier
    stored = torch.load(folder / checkpoint.FILE)
    del stored["taken"]
    torch.save(stored, folder / checkpoint.FILE)
    with pytest.raises(WeightsCorrupt, match="older limner"):
        checkpoint.read(folder)


def test_averaged_weights_are_not_the_last_ones(earlier):
    averaged, folder = earlier
    assert all(torch.equal(value, averaged[name]) for name, value in checkpoint.averaged(folder).items())


def test_a_checkpoint_that_was_cut_off_leaves_the_one_before(earlier, monkeypatch):
    _, folder = earlier
    before = (folder / checkpoint.FILE).read_bytes()

    def cut_off(stored, path):
        path.write_bytes(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(torch, "save", cut_off)
    model = net()
    with pytest.raises(OSError, match="no space"):
        checkpoint.save(checkpoint.State("tiny", model, Optimizer(model, 1e-3, 0.0), Average(model)), folder)
    assert (folder / checkpoint.FILE).read_bytes() == before
