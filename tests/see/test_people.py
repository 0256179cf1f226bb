from __future__ import annotations

import numpy as np
import pytest

from limner.core.geometry import Box, Size
from limner.see import people
from limner.see.people import bodies, faces, scaled


def test_boxes_of_a_small_copy_become_boxes_of_the_picture() -> None:
    assert scaled(((10, 20, 30, 60),), (100, 200), Size(2000, 1000)) == (Box(100, 200, 300, 600),)
    (edge,) = scaled(((190, 90, 200, 100),), (100, 200), Size(401, 199))
    assert edge.inside(Size(401, 199))


def test_noise_and_flat_pictures_have_nobody() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (200, 300), dtype=np.uint8)
    for luma in (noise, np.full((200, 300), 128, np.uint8)):
        assert faces(luma) == ()
        assert bodies(luma) == ()


def test_the_astronaut_has_one_face_where_it_is() -> None:
    data = pytest.importorskip("skimage.data")
    from limner.core.image import Image
    from limner.see.looks import small_luma

    luma = small_luma(Image.from_array(data.astronaut()), 480)
    ((left, top, right, bottom),) = faces(luma)
    assert left < 0.44 * luma.shape[1] < right
    assert top < 0.23 * luma.shape[0] < bottom


def test_a_body_is_the_window_less_its_rim_within_the_picture() -> None:
    assert people._trimmed((10, 20, 100, 200), (400, 400)) == (28, 40, 92, 200)
    assert people._trimmed((-50, -60, 200, 400), (200, 100)) == (0, 0, 100, 200)


def test_a_picture_smaller_than_a_body_has_none() -> None:
    assert bodies(np.zeros((127, 300), np.uint8)) == ()
    assert bodies(np.zeros((300, 63), np.uint8)) == ()


def test_a_doubtful_body_is_not_told(monkeypatch) -> None:
    class Detector:
        def detectMultiScale(self, luma, **given):
            return np.array([[0, 0, 64, 128], [100, 0, 64, 128]]), np.array([[0.4], [0.6]])

    monkeypatch.setattr(people, "_walkers", Detector)
    assert [left for left, *_ in bodies(np.zeros((200, 200), np.uint8))] == [112]
