"""The literal table of the models that limner ships.

A card with hundreds of words and its figures lies as ``card.json`` beside the weights; here
stands its SHA-256, and on the card stand those of all other files, so that one line of code
under review pins every byte of a model. `docs/decisions/0012-cards-lie-beside-weights.md`.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from limner.core.errors import UnknownModel
from limner.models.store import REINSTALL, WEIGHTS, Weights, weights_in

if TYPE_CHECKING:
    from collections.abc import Collection

SHIPPED: dict[str, str] = {
    "embedded": "a3efef7ba8dcf2dee0ef00b88415c51e6725a11dc2c15423abee93d5d8d27d10",
    "embedded-autoencoder": "f5d6505bdf90bb5e07231afeae4f0fe038a523f04ba9f088a86fd457dee860a1",
    "embedded-generator": "f678b82f96547fa2d32f29fbd0bb863f15f85b1cc5180469712f94a5c98df8cc",
    "embedded-layout": "0e97c1cc7eda84043f78154938a62678992bf949db7805c398de535cb42dca8f",
    "embedded-student": "8a5f395a779ccc1cd4e04dc10cc9db3530fba592026cc060462dd2750082d5c5",
}
"""The hash of the card of each embedded model, by the model's id; its folder has the same name."""

DEFAULT_ENCODER = "embedded"
DEFAULT_GENERATOR = "embedded-generator"
DEFAULT_STUDENT = "embedded-student"
DEFAULT_AUTOENCODER = "embedded-autoencoder"
DEFAULT_LAYOUT = "embedded-layout"


def shipped(name: str) -> Weights:
    """The embedded model ``name`` with its card; UnknownModel names what is nearest."""
    if name not in SHIPPED:
        raise unknown(name)
    return weights_in(WEIGHTS / name, SHIPPED[name], REINSTALL)


def unknown(name: str, fit: Collection[str] | None = None) -> UnknownModel:
    """The error for a name that no model has; its hint names what is nearest of ``fit``, None of all."""
    known = sorted(SHIPPED if fit is None else fit)
    near = get_close_matches(name, known, n=3, cutoff=0.5) or known
    meant = f"do you mean {' or '.join(near)}?" if near else "this version embeds no model."
    return UnknownModel(
        f"there is no model {name!r}", hint=f"{meant} A folder of your own is given by its path"
    )
