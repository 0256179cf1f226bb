from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
import torch

from limner.core.errors import BadValue
from limner.diffusion.guidance import AdaptiveProjected, ClassifierFree, guided
from limner.diffusion.levels import Level, flow

COND, UNCOND = (np.random.default_rng(seed).normal(size=(2, 3, 4, 4)) for seed in (1, 2))


class Asked:
    """A denoiser that says which words it was asked with."""

    def __init__(self) -> None:
        self.conds: list[object] = []

    def __call__(self, x: np.ndarray, level: Level, cond: object) -> np.ndarray:
        self.conds.append(cond)
        return COND if cond == "cat" else UNCOND


def estimate(guidance: ClassifierFree | AdaptiveProjected, level: Level = flow(0.5)) -> np.ndarray:  # noqa: B008
    return guided(Asked(), guidance)(COND, level, "cat")


def test_classifier_free_guidance_is_its_formula() -> None:
    for scale in (0.0, 0.5, 2.0, 7.5):
        np.testing.assert_allclose(estimate(ClassifierFree(scale)), UNCOND + scale * (COND - UNCOND))


@pytest.mark.parametrize("guidance", [ClassifierFree(1.0), AdaptiveProjected(1.0)])
def test_a_scale_of_one_never_asks_without_the_words(guidance: ClassifierFree | AdaptiveProjected) -> None:
    asked = Asked()
    result = guided(asked, guidance)(COND, flow(0.5), "cat")
    assert asked.conds == ["cat"]
    assert result is COND


def test_outside_the_interval_the_words_alone_stand() -> None:
    guidance = ClassifierFree(3.0, interval=(0.3, 0.7))
    np.testing.assert_array_equal(estimate(guidance, flow(0.8)), COND)
    np.testing.assert_array_equal(estimate(guidance, flow(0.2)), COND)
    np.testing.assert_allclose(estimate(guidance, flow(0.5)), UNCOND + 3 * (COND - UNCOND))


def test_a_full_rescale_gives_the_deviation_of_the_estimate_with_words() -> None:
    result = estimate(ClassifierFree(8.0, rescale=1.0))
    np.testing.assert_allclose(result.std(axis=(1, 2, 3)), COND.std(axis=(1, 2, 3)), rtol=1e-9)
    half = estimate(ClassifierFree(8.0, rescale=0.5))
    np.testing.assert_allclose(half, (result + estimate(ClassifierFree(8.0))) / 2)


def test_apg_with_everything_kept_is_classifier_free() -> None:
    plain = AdaptiveProjected(3.0, eta=1.0, norm=0.0, momentum=0.0)
    np.testing.assert_allclose(estimate(plain), estimate(ClassifierFree(3.0)), atol=1e-9)


def test_apg_moves_across_the_estimate_and_no_farther_than_its_norm() -> None:
    moved = estimate(AdaptiveProjected(2.0, eta=0.0, norm=1.5, momentum=0.0)) - COND
    for picture, start in zip(moved, COND, strict=True):
        assert abs((picture * start).sum()) < 1e-9
        assert np.linalg.norm(picture) <= 1.5 + 1e-9


def test_apg_remembers_within_a_drawing_and_forgets_between() -> None:
    guidance = AdaptiveProjected(2.0, momentum=-0.5, norm=0.0)
    drawing = guided(Asked(), guidance)
    first, second = (drawing(COND, flow(0.5), "cat") for _ in range(2))
    assert not np.allclose(first, second)
    np.testing.assert_array_equal(first, estimate(guidance))


def test_apg_takes_torch_tensors() -> None:
    guidance = AdaptiveProjected(3.0, norm=2.0)
    tensors = guidance.start()(torch.from_numpy(COND), torch.from_numpy(UNCOND))
    np.testing.assert_allclose(tensors.numpy(), guidance.start()(COND, UNCOND), atol=1e-9)


def test_classifier_free_rescale_is_diffusers_own() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion import rescale_noise_cfg
    plain = torch.from_numpy(estimate(ClassifierFree(6.0)))
    theirs = rescale_noise_cfg(plain, torch.from_numpy(COND), guidance_rescale=0.7).numpy()
    np.testing.assert_allclose(estimate(ClassifierFree(6.0, rescale=0.7)), theirs, rtol=1e-6)


@pytest.mark.parametrize("scale", [math.nan, -1.0, 101.0, math.inf])
@pytest.mark.parametrize("kind", [ClassifierFree, AdaptiveProjected])
def test_a_scale_outside_its_range_is_refused(
    kind: type[ClassifierFree | AdaptiveProjected], scale: float
) -> None:
    with pytest.raises(BadValue, match="guidance scale"):
        kind(scale)


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadValue, match="interval"):
        ClassifierFree(2.0, interval=(0.7, 0.3))
