"""How near to a picture's end few steps come, on which path, and how straight the paths are.

A flow, a variance preserving and a variance exploding diffusion are one Gaussian path in other
variables: from the same noise each ends, in the limit of many steps, in the same picture. So one
reference serves them all: `REFERENCE` steps of the second order flow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from limner.core.errors import Unsupported
from limner.core.progress import finish
from limner.draw.request import DrawRequest
from limner.evals.draw.figure import figure, save
from limner.evals.draw.prompts import prompts

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from limner.core.progress import Progress
    from limner.evals.draw.prompts import Words
    from limner.session.drawing import Artist

    Floats = npt.NDArray[np.floating[Any]]

SAMPLERS = ("flow-euler", "flow-heun", "flow-dpm++2m", "ddim", "dpm++2m", "euler", "heun")
"""Those without fresh noise, whose pictures can be compared one by one; `limner eval draw --sampler`
judges the others."""

STEPS = (1, 2, 4, 8, 20, 50)
REFERENCE = ("flow-heun", 100)


@dataclass(frozen=True, slots=True)
class Paths:
    """Means over pictures. ``apart``: by sampler and then by steps, the root mean square distance of
    the latents (of unit variance) from the reference's. ``bent``: by share of noise t, the squared
    distance of the velocity from the straight line between the path's ends, over that line's squared
    length; 0 is straight (Liu et al. 2023, equation 6)."""

    pictures: int
    apart: dict[str, dict[int, float]]
    bent: dict[float, float]

    def to_json(self) -> dict[str, Any]:
        """As JSON; shares of noise are rounded."""
        bent = {f"{t:.3f}": round(value, 4) for t, value in self.bent.items()}
        apart = {name: {str(n): round(v, 4) for n, v in of.items()} for name, of in self.apart.items()}
        return {"pictures": self.pictures, "apart": apart, "bent": bent}

    def to_text(self) -> str:
        """A row for each sampler, a column for each number of steps."""
        steps = list(next(iter(self.apart.values())))
        head = f"{f'{self.pictures} pictures':14}" + "".join(f"{n:>8}" for n in steps) + "  steps"
        rows = [f"{name:14}" + "".join(f"{of[n]:8.3f}" for n in steps) for name, of in self.apart.items()]
        mean = sum(self.bent.values()) / len(self.bent)
        return "\n".join([head, *rows, f"bent {mean:.3f} of 1 in the mean, 0 is straight"])


def measure(
    artist: Artist,
    requests: Sequence[DrawRequest],
    samplers: Sequence[str] = SAMPLERS,
    steps: Sequence[int] = STEPS,
    on_picture: Callable[[], None] = lambda: None,
) -> Paths:
    """Draw each of ``requests`` with every sampler in every number of steps, and watch it."""
    import numpy as np

    apart = {name: dict.fromkeys(steps, 0.0) for name in samplers}
    bent: list[dict[float, float]] = []
    for request in requests:
        meant = watched(artist, request, *REFERENCE)[-1]
        bent.append(bends(watched(artist, request, "flow-euler", max(steps))))
        for name in samplers:
            for count in steps:
                found = watched(artist, request, name, count)[-1]
                assert found.watched is not None
                assert meant.watched is not None
                off = found.watched.x - meant.watched.x
                apart[name][count] += float(np.sqrt(np.square(off).mean())) / len(requests)
        on_picture()
    return Paths(len(requests), apart, {t: float(np.mean([of[t] for of in bent])) for t in bent[0]})


def requests(seed: int, count: int, vocabulary: Words) -> list[DrawRequest]:
    """``count`` prompts, spread over the skills; a model without a vocabulary gets the world's."""
    from limner.world.laying import VOCABULARY

    found = prompts(seed, count, vocabulary or VOCABULARY)
    return [DrawRequest(one.text, seed=one.seed) for one in found[:: len(found) // count][:count]]


def watched(artist: Artist, request: DrawRequest, sampler: str, steps: int) -> list[Progress]:
    """Every step of a drawing; Unsupported where the model does not show them."""
    told: list[Progress] = []
    finish(artist.draw(replace(request, sampler=sampler, steps=steps, watch=True)), told.append)
    if told[-1].watched is None:
        raise Unsupported(
            f"{artist.generator.card.id} does not tell what it computes", hint="measure another model"
        )
    return told


def bends(told: Sequence[Progress]) -> dict[float, float]:
    """By share of noise where a step of a flow began, how far its velocity is off the straight line.

    Along a flow ``x = (1 - t) denoised + t eps``, and the velocity is ``eps - denoised``; the ends are
    the first ``eps``, which is the noise, and the last ``x``.
    """
    import numpy as np

    velocities: dict[float, Floats] = {}
    ends: list[Floats] = []
    begun = 1.0
    for one in told:
        assert one.watched is not None
        assert one.t is not None
        if one.t > 0:
            eps = (one.watched.x - (1 - one.t) * one.watched.denoised) / one.t
            velocities[begun] = eps - one.watched.denoised
            ends.append(eps)
        else:
            ends.append(one.watched.x)
        begun = one.t
    straight = ends[0] - ends[-1]
    length = float(np.square(straight).mean())
    return {t: float(np.square(v - straight).mean()) / length for t, v in velocities.items()}


def plot(found: Paths, path: Path) -> None:
    """Both figures side by side, as `figure.check` allows."""
    page = figure(11, 4.2)
    left, right = page.subplots(1, 2)
    for name, of in found.apart.items():
        left.plot(list(of), list(of.values()), marker="o", label=name)
    left.set(
        xscale="log",
        yscale="log",
        xlabel="steps",
        ylabel="distance from the path's end",
        title=f"{found.pictures} pictures, the same noise for all",
    )
    left.set_xticks(list(next(iter(found.apart.values()))), map(str, next(iter(found.apart.values()))))
    left.legend(fontsize="small")
    right.plot(list(found.bent), list(found.bent.values()), marker=".")
    right.set(xlabel="t, 1 = noise", ylabel="bent, 0 = straight", title="how straight the paths are")
    right.invert_xaxis()
    save(page, path)
