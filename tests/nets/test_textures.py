"""Textures: looked up where a cell lies on its thing, as large and as turned as the thing is."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from limner.core.layout import Laid, Layout  # noqa: E402
from limner.diffusion.grid import grid_of  # noqa: E402
from limner.nets.textures import FEATURES, GAIN, POINTS, TEXELS, Textures  # noqa: E402
from limner.world.laying import VOCABULARY  # noqa: E402

SIDE = 8
CAT = VOCABULARY["things"].index("cat") + 1


@pytest.fixture(scope="module")
def textures():
    """Each texel of a cat remembers where it lies: across, down, then how it is drawn."""
    found = Textures(len(VOCABULARY["things"]), 3)
    middles = (torch.arange(TEXELS) + 0.5) * 2 / TEXELS - 1
    weight = found.texels.weight.data.zero_().view(-1, 3, TEXELS, TEXELS, FEATURES)
    for drawing in range(3):
        weight[CAT, drawing, ..., 0] = middles / GAIN
        weight[CAT, drawing, ..., 1] = middles[:, None] / GAIN
        weight[CAT, drawing, ..., 2] = (drawing + 1) / GAIN
    return found


def seen(textures, box, drawing=1, *, mirrored=False, thing="cat"):
    layout = Layout((Laid(thing, None, box, mirrored),), "beach", "day", "clear", "3d")
    grid = grid_of(layout, VOCABULARY, SIDE)
    given = (
        torch.from_numpy(grid.thing)[None],
        torch.tensor([drawing]),
        torch.from_numpy(grid.place_in_box)[None],
    )
    with torch.no_grad():
        return textures(*given)[0].view(SIDE, SIDE, POINTS, POINTS, FEATURES).numpy()


def test_a_cell_sees_the_part_of_the_thing_on_which_it_lies(textures):
    found = seen(textures, (0.25, 0.25, 0.75, 0.75))
    assert found[3, 3].mean((0, 1))[:2] == pytest.approx([-0.25, -0.25], abs=0.01)
    assert found[3, 4].mean((0, 1))[:2] == pytest.approx([0.25, -0.25], abs=0.01)
    steps = np.diff(found[3, 3, 0, :, 0])
    assert steps == pytest.approx([1.5 * 0.5 / POINTS] * (POINTS - 1), abs=1e-3)


def test_on_a_thing_twice_as_wide_the_points_lie_half_as_far_apart(textures):
    narrow, wide = (seen(textures, (0.5 - w, 0.25, 0.5 + w, 0.75)) for w in (0.25, 0.5))
    assert np.diff(narrow[3, 3, 0, :, 0])[2] == pytest.approx(2 * np.diff(wide[3, 3, 0, :, 0])[2], rel=1e-3)


def test_a_mirrored_thing_is_seen_the_other_way_round(textures):
    box = (0.125, 0.25, 0.625, 0.75)
    plain, turned = seen(textures, box)[..., 0], seen(textures, box, mirrored=True)[..., 0]
    assert np.abs(plain).max() > 0.5
    assert np.allclose(turned, -plain, atol=1e-6)


def test_a_drawing_has_its_own_texture_and_none_told_is_the_first(textures):
    box = (0.25, 0.25, 0.75, 0.75)
    assert [seen(textures, box, drawing)[3, 3, 2, 2, 2] for drawing in (0, 1, 2, 3)] == pytest.approx(
        [1, 1, 2, 3]
    )


def test_nothing_is_seen_off_the_box_and_where_nothing_stands(textures):
    found = seen(textures, (0.3, 0.3, 0.7, 0.7))
    assert not found[:2].any()
    assert not found[2, 2, 0].any()
    assert found[2, 2, -1, -1].any()
    assert not seen(textures, (0, 0, 1, 1), thing="dog").any()
