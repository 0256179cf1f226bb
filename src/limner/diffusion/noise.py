"""Gaussian noise that is the same on every machine for a seed.

Philox counters give the bits (integer arithmetic, the same everywhere); the inverse normal
distribution turns them into numbers by +, -, *, / and sqrt alone, which IEEE 754 rounds in one
way only. A library's ``randn`` goes through the platform's ``log`` and ``cos`` and may differ in
the last bit. Each picture of a batch and each step has its own stream, so drawing one more
picture never changes the others.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limner.core.seed import generator

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Wichura 1988, algorithm AS 241 (PPND16): rational approximations of the normal quantile,
# numerator and denominator coefficients, constant term first.
_CENTRE = (
    (
        3.3871328727963666080e0,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ),
    (
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ),
)
_NEAR = (
    (
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ),
    (
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ),
)
_FAR = (
    (
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ),
    (
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ),
)
_LN2 = 0.6931471805599453
_SQRT_HALF = 0.7071067811865476


def unit_noise(shape: tuple[int, ...], seed: int, name: str = "noise") -> npt.NDArray[np.float32]:
    """Noise of mean 0 and variance 1, float32, the first axis one picture each.

    Picture ``i`` depends on ``seed``, ``name``, ``i`` and ``shape[1:]`` alone.
    """
    import numpy as np

    count = math.prod(shape[1:])
    rows = []
    for picture in range(shape[0]):
        bits = generator(seed, f"{name}/{picture}").integers(0, 1 << 53, count, dtype=np.uint64)
        rows.append(normal_quantile((bits.astype(np.float64) + 0.5) / 2.0**53))
    return np.array(rows, np.float32).reshape(shape)


def normal_quantile(p: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The inverse of the normal distribution function, to 16 digits; ``p`` strictly inside (0, 1)."""
    import numpy as np

    q = p - 0.5
    result = q * _ratio(_CENTRE, 0.180625 - q * q)
    outer = np.flatnonzero(np.abs(q) > 0.425)
    tail = np.minimum(p[outer], 1 - p[outer])
    r = np.sqrt(-_log(tail))
    values = np.where(r <= 5, _ratio(_NEAR, r - 1.6), _ratio(_FAR, r - 5))
    result[outer] = np.where(q[outer] < 0, -values, values)
    return result


def _ratio(
    coefficients: tuple[tuple[float, ...], tuple[float, ...]], x: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    above, below = coefficients
    return _polynomial(above, x) / _polynomial(below, x)


def _polynomial(coefficients: tuple[float, ...], x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """By Horner's rule, each product and sum rounded on its own."""
    import numpy as np

    total = np.full_like(x, coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        total = total * x
        total = total + coefficient
    return total


def _log(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The natural logarithm from exactly rounded operations: x = m 2^e, log m = 2 artanh((m-1)/(m+1))."""
    import numpy as np

    mantissa, exponent = np.frexp(x)
    small = mantissa < _SQRT_HALF
    mantissa = np.where(small, mantissa * 2, mantissa)
    exponent = exponent - small
    z = (mantissa - 1) / (mantissa + 1)
    series = _polynomial(tuple(2 / (2 * k + 1) for k in range(11)), z * z)
    logarithm: npt.NDArray[np.float64] = exponent * _LN2 + z * series
    return logarithm
