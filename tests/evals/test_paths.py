"""On a Gaussian the end of every path and its bend are known in closed form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.models import tiny_generator
from tests.models.tiny_generator import CELLS, DEVIATION, MEANS

from limner.core.errors import Unsupported
from limner.diffusion.noise import unit_noise
from limner.draw.request import DrawRequest
from limner.evals.draw import paths
from limner.models.autoencoder import EmbeddedAutoencoder
from limner.models.engine import EngineOptions
from limner.models.fake_drawing import FakeGenerator
from limner.models.generator import EmbeddedGenerator
from limner.models.store import weights_in
from limner.session.drawing import Artist
from limner.session.session import Session

FULL = EngineOptions(precision="float32")
REQUEST = DrawRequest("red", rewrite=False, seed=3)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> paths.Paths:
    folder = tiny_generator.folder(tmp_path_factory.mktemp("models") / "generator")
    coder = EmbeddedAutoencoder(weights_in(folder / "autoencoder"), FULL)
    artist = Artist(Session(), EmbeddedGenerator(weights_in(folder), coder, FULL), None)
    return paths.measure(artist, [REQUEST])


def test_more_steps_come_nearer_to_the_end_on_every_path(found: paths.Paths) -> None:
    assert set(found.apart) == set(paths.SAMPLERS)
    for name, apart in found.apart.items():
        assert apart[50] < apart[8] < apart[2], name
        assert apart[50] < 0.04, name
    noise = unit_noise((1, 3, CELLS, CELLS), REQUEST.seed)
    alone = DEVIATION * np.sqrt(np.square(noise).mean())  # one step of the flow ends in the mean
    assert found.apart["flow-euler"][1] == pytest.approx(alone, rel=1e-3)


def test_the_second_order_is_nearer_than_the_first_in_as_many_steps(found: paths.Paths) -> None:
    assert found.apart["flow-heun"][20] < 0.2 * found.apart["flow-euler"][20]


def test_a_path_is_bent_as_the_gaussian_says(found: paths.Paths) -> None:
    noise = unit_noise((1, 3, CELLS, CELLS), REQUEST.seed)[0]
    mean = np.array(MEANS["red"])[:, None, None]
    length = np.square(noise * (1 - DEVIATION) - mean).mean()
    for t, bent in found.bent.items():
        spread = np.hypot((1 - t) * DEVIATION, t)
        turn = (t - (1 - t) * DEVIATION**2) / spread - (1 - DEVIATION)
        assert bent == pytest.approx(turn**2 * np.square(noise).mean() / length, rel=0.1, abs=0.01), t
    assert max(found.bent.values()) > 0.02


def test_text_json_and_plot_show_all_of_it(found: paths.Paths, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert found.to_text().count("\n") == len(paths.SAMPLERS) + 1
    assert found.to_json()["apart"]["ddim"]["8"] == pytest.approx(found.apart["ddim"][8], abs=1e-4)
    paths.plot(found, tmp_path / "paths.png")
    assert (tmp_path / "paths.png").stat().st_size > 10_000


def test_prompts_are_spread_over_the_skills() -> None:
    chosen = paths.requests(0, 5, {})
    assert len({one.words for one in chosen}) == 5
    assert len({one.seed for one in chosen}) == 5
    assert chosen == paths.requests(0, 5, {})


def test_a_model_that_nobody_can_watch_is_named() -> None:
    class Shut(FakeGenerator):
        def draw(self, order):  # type: ignore[no-untyped-def]
            return super().draw(replace(order, watch=False))

    artist = Artist(Session(), Shut(), None)
    with pytest.raises(Unsupported, match="fake-generator"):
        paths.watched(artist, REQUEST, "euler", 2)
