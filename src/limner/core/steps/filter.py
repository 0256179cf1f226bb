"""Steps that look at a neighbourhood. Each is done by the function of its name in ``ops.filter`` or
``ops.effect``.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limner.core.steps.base import Degrees, ExactStep, Scope, Share

Radius = Annotated[float, Field(ge=0.01, le=1000, allow_inf_nan=False)]
"""Pixels; for a Gaussian it is sigma."""


class AreaStep(ExactStep):
    """A step that reads the pixels around each one."""

    scope: ClassVar[Scope] = Scope.AREA


class Blur(AreaStep):
    """Gaussian (radius = sigma), box, motion (along an angle) or lens (disc) blur."""

    op: Literal["blur"] = "blur"
    radius: Radius = 5
    kind: Literal["gaussian", "box", "motion", "lens"] = "gaussian"
    degrees: Degrees = 0
    aliases: ClassVar[tuple[str, ...]] = ("soften", "out of focus", "bokeh", "smooth")
    example: ClassVar[str] = "blur by 5 pixels"


class Sharpen(AreaStep):
    """Unsharp mask: add ``percent`` of the difference from a Gaussian blur of ``radius``."""

    op: Literal["sharpen"] = "sharpen"
    percent: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 100
    radius: Radius = 1.5
    threshold: Annotated[float, Field(ge=0, le=255, allow_inf_nan=False)] = 0
    aliases: ClassVar[tuple[str, ...]] = ("sharper", "crisper", "unsharp mask", "less blurry")
    example: ClassVar[str] = "sharpen a little"


class Kernel(AreaStep):
    """One of Pillow's fixed 3x3 or 5x5 kernels, bit for bit."""

    op: Literal["kernel"] = "kernel"
    name: Literal[
        "blur",
        "contour",
        "detail",
        "edge-enhance",
        "edge-enhance-more",
        "emboss",
        "find-edges",
        "sharpen",
        "smooth",
        "smooth-more",
    ] = "sharpen"
    example: ClassVar[str] = "apply the edge-enhance kernel"


class Median(AreaStep):
    """The median of a square window of ``size`` pixels (odd)."""

    op: Literal["median"] = "median"
    size: Annotated[int, Field(ge=3, le=99)] = 3
    aliases: ClassVar[tuple[str, ...]] = ("despeckle", "median filter")
    example: ClassVar[str] = "median filter 5"


class Denoise(AreaStep):
    """Remove noise by non-local means."""

    op: Literal["denoise"] = "denoise"
    strength: Annotated[float, Field(ge=0.01, le=100, allow_inf_nan=False)] = 10
    aliases: ClassVar[tuple[str, ...]] = ("remove noise", "less grainy", "clean up", "noise reduction")
    example: ClassVar[str] = "reduce the noise"


class Edges(AreaStep):
    """The outlines: Sobel's gradient magnitude or Canny's thin edges."""

    op: Literal["edges"] = "edges"
    method: Literal["sobel", "canny"] = "sobel"
    aliases: ClassVar[tuple[str, ...]] = ("edge detection", "outlines", "find edges")
    example: ClassVar[str] = "show only the edges"


class Emboss(AreaStep):
    """A relief around middle gray; the light shines to ``degrees`` (0 = up, 135 = from the top left)."""

    op: Literal["emboss"] = "emboss"
    degrees: Degrees = 135
    example: ClassVar[str] = "emboss"


class Vignette(ExactStep):
    """Darken (or lighten, below 0) towards the corners."""

    op: Literal["vignette"] = "vignette"
    percent: Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)] = 50
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("dark corners", "darken the edges")
    example: ClassVar[str] = "add a vignette"


class Grain(ExactStep):
    """Film grain: Gaussian, the same in every channel; ``amount`` is its sigma on the 8-bit scale."""

    op: Literal["grain"] = "grain"
    amount: Annotated[float, Field(gt=0, le=255, allow_inf_nan=False)] = 10
    seed: Annotated[int, Field(ge=0)] = 0
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("film grain", "add noise")
    example: ClassVar[str] = "add some film grain"


class Pixelate(ExactStep):
    """Replace blocks of ``size`` pixels by their mean."""

    op: Literal["pixelate"] = "pixelate"
    size: Annotated[int, Field(ge=2, le=10_000)] = 16
    scope: ClassVar[Scope] = Scope.REGION
    aliases: ClassVar[tuple[str, ...]] = ("mosaic", "censor", "pixelize", "pixellate")
    example: ClassVar[str] = "pixelate with 20px blocks"


class Glow(AreaStep):
    """Screen a blurred copy over the picture."""

    op: Literal["glow"] = "glow"
    radius: Radius = 10
    amount: Share = 0.5
    aliases: ClassVar[tuple[str, ...]] = ("bloom", "dreamy", "soft glow")
    example: ClassVar[str] = "add a soft glow"
