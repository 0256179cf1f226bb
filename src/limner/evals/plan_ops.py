"""The closed set of operations as a document, and which names count as one another when scored."""

from __future__ import annotations

from limner.core.plan import step_types
from limner.core.steps.base import Step

LISTED = (
    *("crop", "zoom", "resize", "rotate", "straighten", "flip", "pad", "border", "perspective"),
    *("brightness", "contrast", "exposure", "gamma", "highlights", "shadows", "auto", "invert"),
    *("threshold", "posterize", "opacity", "saturation", "hue", "temperature", "tint", "grayscale"),
    *("sepia", "blur", "sharpen", "denoise", "edges", "vignette", "pixelate", "text", "overlay"),
    *("convert", "compress", "add", "remove", "replace", "restyle", "outpaint", "recolor", "move"),
    *("resize_object", "remove_bg", "replace_bg", "edit_text", "colorize", "restore", "count"),
    *("exist", "describe", "compare", "read", "attribute", "relation", "detect", "ocr"),
)
"""The main names, which labels use."""

SAME_AS: dict[str, tuple[str, ...]] = {
    "transpose": ("flip", "rotate"),
    "shear": ("perspective", "rotate"),
    "round_corners": ("crop", "border"),
    "tile": ("overlay",),
    "montage": ("overlay",),
    "levels": ("contrast", "auto"),
    "curves": ("contrast",),
    "equalize": ("auto", "contrast"),
    "clahe": ("contrast", "auto"),
    "vibrance": ("saturation",),
    "white_balance": ("temperature", "tint", "auto"),
    "duotone": ("tint", "sepia"),
    "color_overlay": ("tint", "overlay"),
    "replace_color": ("recolor", "hue"),
    "kernel": ("sharpen", "blur", "edges"),
    "median": ("denoise",),
    "emboss": ("edges",),
    "grain": ("denoise",),
    "glow": ("blur",),
    "rectangle": ("overlay", "border"),
    "ellipse": ("overlay", "border"),
    "line": ("overlay",),
    "arrow": ("overlay",),
    "strip": ("convert", "compress"),
    "dpi": ("resize", "convert"),
    "icc": ("convert",),
    "frame": ("convert", "crop"),
}
"""A finer op counts as any of these when a label, which knows only the main names, asks for one."""


def same(planned: str, labelled: str) -> bool:
    """Whether a planned op is what a label asks for.

    >>> same("vibrance", "saturation"), same("saturation", "vibrance"), same("blur", "sharpen")
    (True, True, False)
    """
    return planned == labelled or labelled in SAME_AS.get(planned, ()) or planned in SAME_AS.get(labelled, ())


def plan_ops_markdown() -> str:
    """Every op with its other names, parameters and an example, and the table of equals."""
    rows = [
        "| op | route | other names | parameters | example |",
        "|---|---|---|---|---|",
        *(_row(name, kind) for name, kind in step_types().items()),
    ]
    equals = [
        "| op | counts as |",
        "|---|---|",
        *(f"| `{name}` | {', '.join(f'`{other}`' for other in same)} |" for name, same in SAME_AS.items()),
    ]
    return "\n".join([*rows, "", "### Counted as one another when scored", "", *equals])


def _row(name: str, kind: type[Step]) -> str:
    own = [field for field in kind.model_fields if field not in Step.model_fields]
    fields = ", ".join(f"`{field}`{_default(kind, field)}" for field in own)
    route = str(kind.model_fields["route"].default)
    aliases = ", ".join(kind.aliases)
    return " | ".join([f"| `{name}`", route, aliases, fields, f"{kind.example} |"])


def _default(kind: type[Step], field: str) -> str:
    info = kind.model_fields[field]
    if info.is_required():
        return " (needed)"
    return "" if info.default in (None, "", ()) else f" = {info.default}"
