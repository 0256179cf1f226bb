"""Step by step against diffusers' schedulers: the same model outputs, the same pictures."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import torch

from limner.diffusion import samplers, schedules
from limner.diffusion.levels import Level, exploding, flow
from limner.diffusion.prediction import Denoiser, Prediction, denoised_from

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import diffusers

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

STEPS = [1, 2, 7, 20, 28, 30, 50]
DIVISORS = [1, 2, 8, 20, 50]  # theirs steps back by 1000 // steps, which is off its own grid elsewhere
TRAINING = schedules.discrete(schedules.scaled_linear_betas())
START = np.random.default_rng(0).normal(size=(2, 3, 4, 4))


def network(x: np.ndarray, time: float, cond: object = None) -> np.ndarray:
    """Some smooth function of both, so that every mistake in time or scale shows."""
    return np.tanh(0.7 * x + 0.3 * np.sin(time / 150.0)) + 0.1 * x[:, ::-1]


def theirs(scheduler: object, x: np.ndarray, scale_input: bool = False, **extra: object) -> list[np.ndarray]:
    """Every x after a step of a diffusers loop, in double precision."""
    sample, path = torch.from_numpy(x.copy()), []
    for time in scheduler.timesteps:  # type: ignore[attr-defined]
        given = scheduler.scale_model_input(sample, time) if scale_input else sample  # type: ignore[attr-defined]
        output = torch.from_numpy(network(given.numpy(), float(time)))
        sample = scheduler.step(output, time, sample, **extra).prev_sample  # type: ignore[attr-defined]
        path.append(sample.numpy().copy())
    return path


def ours(steps: object) -> list[np.ndarray]:
    return [step.x for step in steps]  # type: ignore[attr-defined]


def alike(mine: list[np.ndarray], other: list[np.ndarray], tolerance: float = 2e-4) -> None:
    assert len(mine) == len(other)
    for a, b in zip(mine, other, strict=True):
        assert np.abs(a - b).max() <= tolerance * max(1.0, np.abs(b).max())


def discrete_betas(**more: object) -> dict[str, object]:
    return {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", **more}


def in_ve(level: Level) -> Level:
    return exploding(level.ratio, level.time)


def vp_network() -> Denoiser:
    """The network lives on the VP path; the sampler runs in VE coordinates."""
    by_time = {level.time: level for level in TRAINING}
    return Denoiser(network, Prediction.EPS, rescale=lambda level: by_time[level.time])


@pytest.mark.parametrize("steps", DIVISORS)
def test_euler_on_a_preserving_path_is_ddim(steps: int) -> None:
    scheduler = diffusers.DDIMScheduler(
        **discrete_betas(clip_sample=False, set_alpha_to_one=True, timestep_spacing="trailing")
    )
    scheduler.set_timesteps(steps)
    levels = schedules.spaced(TRAINING, steps)
    assert [level.time for level in levels[:-1]] == scheduler.timesteps.tolist()
    alike(ours(samplers.euler(Denoiser(network, Prediction.EPS), START, levels)), theirs(scheduler, START))


@pytest.mark.parametrize("steps", DIVISORS)
@pytest.mark.parametrize("kind", [Prediction.EPS, Prediction.V, Prediction.X0])
def test_ancestral_with_eta_is_ddim_with_eta(kind: Prediction, steps: int) -> None:
    names = {Prediction.EPS: "epsilon", Prediction.V: "v_prediction", Prediction.X0: "sample"}
    scheduler = diffusers.DDIMScheduler(
        **discrete_betas(clip_sample=False, timestep_spacing="trailing", prediction_type=names[kind])
    )
    scheduler.set_timesteps(steps)
    noise = [np.random.default_rng(100 + index).normal(size=START.shape) for index in range(steps)]
    sample, path = torch.from_numpy(START.copy()), []
    for index, time in enumerate(scheduler.timesteps):
        output = torch.from_numpy(network(sample.numpy(), float(time)))
        fresh = torch.from_numpy(noise[index])
        sample = scheduler.step(output, time, sample, eta=0.6, variance_noise=fresh).prev_sample
        path.append(sample.numpy().copy())
    levels = schedules.spaced(TRAINING, steps)
    mine = samplers.ancestral(Denoiser(network, kind), START, levels, fresh=noise.__getitem__, eta=0.6)
    alike(ours(mine), path)


def test_ancestral_is_ddpm_over_all_its_training_steps() -> None:
    scheduler = diffusers.DDPMScheduler(
        num_train_timesteps=60, beta_start=1e-3, beta_end=0.2, clip_sample=False, variance_type="fixed_small"
    )
    scheduler.set_timesteps(60)
    draw = torch.Generator().manual_seed(5)
    sample, path = torch.from_numpy(START.copy()), []
    for time in scheduler.timesteps:
        output = torch.from_numpy(network(sample.numpy(), float(time)))
        sample = scheduler.step(output, time, sample, generator=draw).prev_sample
        path.append(sample.numpy().copy())
    draw = torch.Generator().manual_seed(5)
    noise = [torch.randn(START.shape, generator=draw, dtype=torch.float64).numpy() for _ in range(60)]
    levels = [*reversed(schedules.discrete(schedules.linear_betas(60, 1e-3, 0.2))), schedules.CLEAN]
    alike(
        ours(samplers.ancestral(Denoiser(network, Prediction.EPS), START, levels, fresh=noise.__getitem__)),
        path,
    )


@pytest.mark.parametrize("steps", STEPS)
def test_euler_on_an_exploding_path_is_euler_discrete(steps: int) -> None:
    scheduler = diffusers.EulerDiscreteScheduler(**discrete_betas(timestep_spacing="trailing"))
    scheduler.set_timesteps(steps)
    levels = [in_ve(level) for level in schedules.spaced(TRAINING, steps)]
    mine = samplers.euler(vp_network(), START * levels[0].sigma, levels)
    alike(ours(mine), theirs(scheduler, START * levels[0].sigma, scale_input=True))


@pytest.mark.parametrize("steps", STEPS)
def test_ancestral_on_an_exploding_path_is_euler_ancestral(steps: int) -> None:
    scheduler = diffusers.EulerAncestralDiscreteScheduler(**discrete_betas(timestep_spacing="trailing"))
    scheduler.set_timesteps(steps)
    levels = [in_ve(level) for level in schedules.spaced(TRAINING, steps)]
    start = START * levels[0].sigma
    other = theirs(scheduler, start, scale_input=True, generator=torch.Generator().manual_seed(3))
    draw = torch.Generator().manual_seed(3)
    noise = [torch.randn(START.shape, generator=draw, dtype=torch.float64).numpy() for _ in range(steps)]
    alike(ours(samplers.ancestral(vp_network(), start, levels, fresh=noise.__getitem__)), other)


@pytest.mark.parametrize("steps", STEPS)
def test_heun_is_heun_discrete(steps: int) -> None:
    scheduler = diffusers.HeunDiscreteScheduler(**discrete_betas(timestep_spacing="trailing"))
    scheduler.set_timesteps(steps)
    levels = [in_ve(level) for level in schedules.spaced(TRAINING, steps)]
    start = START * levels[0].sigma
    other = theirs(scheduler, start, scale_input=True)
    alike(ours(samplers.heun(vp_network(), start, levels)), [*other[1:-1:2], other[-1]])


@pytest.mark.parametrize("steps", STEPS)
def test_dpm_2m_is_dpm_solver_multistep(steps: int) -> None:
    scheduler = diffusers.DPMSolverMultistepScheduler(
        **discrete_betas(timestep_spacing="trailing", final_sigmas_type="zero", algorithm_type="dpmsolver++")
    )
    scheduler.set_timesteps(steps)
    levels = schedules.spaced(TRAINING, steps)
    times = [level.time for level in levels[:-1]]
    assert np.abs(np.array(times) - scheduler.timesteps.numpy()).max() <= 1
    levels = [*(TRAINING[int(time)] for time in scheduler.timesteps.tolist()), schedules.CLEAN]
    alike(ours(samplers.dpm_2m(Denoiser(network, Prediction.EPS), START, levels)), theirs(scheduler, START))


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("shift", [1.0, 3.0])
def test_euler_on_a_straight_path_is_flow_match_euler(shift: float, steps: int) -> None:
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler(shift=shift)
    plain = [(steps - step) / steps for step in range(steps)]
    scheduler.set_timesteps(sigmas=plain)
    levels = [flow(level.sigma, level.sigma * 1000) for level in schedules.flow_times(steps, shift)]
    alike(ours(samplers.euler(Denoiser(network, Prediction.FLOW), START, levels)), theirs(scheduler, START))


@pytest.mark.parametrize("steps", [2, 7, 20, 50])
def test_heun_on_a_straight_path_is_flow_match_heun(steps: int) -> None:
    scheduler = diffusers.FlowMatchHeunDiscreteScheduler()
    scheduler.set_timesteps(steps)
    sigmas = scheduler.sigmas.tolist()
    levels = [flow(sigma, sigma * 1000) for sigma in [*dict.fromkeys(sigmas)]]
    other = theirs(scheduler, START)
    alike(ours(samplers.heun(Denoiser(network, Prediction.FLOW), START, levels)), [*other[1:-1:2], other[-1]])


def test_consistency_is_lcm_without_its_skip() -> None:
    scheduler = diffusers.LCMScheduler(**discrete_betas(clip_sample=False))
    scheduler.set_timesteps(4, original_inference_steps=50)
    draw = torch.Generator().manual_seed(8)
    other, sample = [], torch.from_numpy(START.copy())
    for time in scheduler.timesteps:
        output = torch.from_numpy(network(sample.numpy(), float(time)))
        sample = scheduler.step(output, time, sample, generator=draw).prev_sample
        other.append(sample.numpy().copy())
    draw = torch.Generator().manual_seed(8)
    noise = [torch.randn(START.shape, generator=draw, dtype=torch.float64).numpy() for _ in range(3)]
    levels = [*(TRAINING[int(time)] for time in scheduler.timesteps.tolist()), schedules.CLEAN]
    skips = {time: scheduler.get_scalings_for_boundary_condition_discrete(time) for time in (1.0, 999.0)}
    assert float(skips[999.0][0]) < 1e-4  # what their boundary term still mixes in
    mine = samplers.consistency(Denoiser(network, Prediction.EPS), START, levels, fresh=noise.__getitem__)
    alike(ours(mine), other, tolerance=2e-3)


def test_every_parametrisation_gives_the_same_estimate() -> None:
    from limner.diffusion.levels import noised
    from limner.diffusion.prediction import target

    eps = np.random.default_rng(1).normal(size=START.shape)
    for level in (TRAINING[500], exploding(3.0), flow(0.4)):
        x = noised(START, eps, level)
        for kind in Prediction:
            np.testing.assert_allclose(
                denoised_from(kind, target(kind, START, eps, level), x, level), START, atol=1e-9
            )
