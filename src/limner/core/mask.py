"""Which pixels an edit may touch, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limner.core.errors import BadValue
from limner.core.geometry import Box, Size

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """``alpha`` is (H, W) float32 in [0, 1]: **1 = repaint, 0 = keep**. It is read-only."""

    alpha: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        import numpy as np

        alpha = np.array(self.alpha, dtype=np.float32)
        if alpha.ndim != 2 or alpha.size == 0:
            raise BadValue(
                f"a mask of shape {alpha.shape} is not (height, width)",
                hint="give one number in [0, 1] a pixel",
            )
        if not (np.isfinite(alpha).all() and alpha.min() >= 0 and alpha.max() <= 1):
            raise BadValue("a mask must lie in [0, 1]", hint="1 = repaint, 0 = keep")
        alpha.setflags(write=False)
        object.__setattr__(self, "alpha", alpha)

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        height, width = self.alpha.shape
        return Size(width, height)

    @classmethod
    def of(cls, box: Box, size: Size) -> Mask:
        """1 inside ``box``, 0 elsewhere on a canvas of ``size``."""
        import numpy as np

        inside = box.clipped(size)
        alpha = np.zeros((size.height, size.width), np.float32)
        alpha[inside.top : inside.bottom, inside.left : inside.right] = 1
        return cls(alpha)
