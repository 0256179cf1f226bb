"""What an order of training may ask for."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from limner.core.errors import BadValue
from limner.train.run import Order, run


def test_an_unknown_recipe_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(BadValue, match="there is no recipe 'painter'") as told:
        run(Order("painter", tmp_path, steps=1))
    assert "generator" in str(told.value.hint)


@pytest.mark.parametrize(("recipe", "resolution"), [("judge", 256), ("encoder", 100), ("encoder", 0)])
def test_a_resolution_is_for_encoders_and_made_of_whole_patches(tmp_path, recipe, resolution):
    with pytest.raises(BadValue, match="resolution"):
        run(Order(recipe, tmp_path, steps=1, resolution=resolution))
    assert not list(tmp_path.iterdir())
