"""What is left of a JPEG that is turned four times, each time from the file before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Apart:
    """The largest difference of a sample in levels, and the PSNR in dB (inf when nothing differs)."""

    peak: int
    psnr: float


def after_four_turns(path: Path) -> tuple[Apart, Apart]:
    """How far the fourth quarter turn lies from the picture: turned losslessly, and by Pillow.

    Without a history, which would go back to the original.
    """
    from limner.core.plan import Plan
    from limner.core.steps.geometry import Rotate
    from limner.session.session import Session
    from limner.session.settings import Settings

    session = Session(replace(Settings.from_environment(), journal=False))
    plan = Plan(steps=(Rotate(degrees=90),))
    ours = theirs = given = path.read_bytes()
    for _ in range(4):
        ours = session.edit(ours, plan).hand_over("jpeg", lossless=True)[0]
        theirs = _turned_by_pillow(theirs)
    return _apart(given, ours), _apart(given, theirs)


def _turned_by_pillow(data: bytes) -> bytes:
    from PIL import Image

    out = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        tables: Any = picture.quantization  # type: ignore[attr-defined]
        turned = picture.transpose(Image.Transpose.ROTATE_270)
    turned.save(out, "JPEG", qtables=tables, subsampling="4:2:0")
    return out.getvalue()


def _apart(one: bytes, other: bytes) -> Apart:
    import numpy as np

    difference = np.abs(_samples(one) - _samples(other))
    squared = float((difference.astype(np.float32) ** 2).mean())
    psnr = float(10 * np.log10(255**2 / squared)) if squared else float("inf")
    return Apart(int(difference.max()), psnr)


def _samples(data: bytes) -> npt.NDArray[np.int16]:
    import numpy as np
    from PIL import Image

    with Image.open(BytesIO(data)) as picture:
        return np.asarray(picture, np.int16)
