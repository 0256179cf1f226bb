"""How a file says that a machine drew it: for programs by XMP, for people's tools by text.

XMP: the property ``DigitalSourceType`` of IPTC Photo Metadata 2023.1 with the term
``trainedAlgorithmicMedia``, which is also what C2PA and platforms look for. Text: the PNG chunk
``parameters``, as the AUTOMATIC1111 web UI writes it and galleries read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limner.core.drawn import DrawingRecipe

IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
DIGITAL_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_TOLD_HASH = 10
"""Digits of a hash, as the convention shortens it."""


def packet(version: str) -> bytes:
    """The XMP packet of a drawing by limner ``version``."""
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about=""'
        f' xmlns:Iptc4xmpExt="{IPTC}" xmlns:xmp="{_XMP}" xmp:CreatorTool="limner {version}">'
        f"<Iptc4xmpExt:DigitalSourceType>{DIGITAL_SOURCE}</Iptc4xmpExt:DigitalSourceType>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def is_marked(packet: bytes | None) -> bool:
    """Whether an XMP packet says that a trained algorithm made the picture."""
    return packet is not None and DIGITAL_SOURCE.encode() in packet


def parameters(recipe: DrawingRecipe) -> str:
    """The prompt, the negative prompt, then the numbers on one line.

    The prompt is the revised one: that is what another tool would have to be told.
    """
    weights = next(iter(recipe.made_with.models.values()), "")
    numbers = {
        "Steps": recipe.steps,
        "Sampler": recipe.sampler,
        "CFG scale": f"{recipe.guidance_scale:g}",
        "Seed": recipe.seed,
        "Size": f"{recipe.width}x{recipe.height}",
        "Model hash": weights[:_TOLD_HASH],
        "Model": recipe.model,
        "Version": f"limner {recipe.made_with.limner}",
    }
    told = ", ".join(f"{name}: {_quoted(str(value))}" for name, value in numbers.items() if value != "")
    lines = [recipe.revised_prompt, told]
    if recipe.negative:
        lines.insert(1, f"Negative prompt: {recipe.negative}")
    return "\n".join(lines)


def _quoted(value: str) -> str:
    """In quotes where a reader would split it."""
    import json

    return json.dumps(value, ensure_ascii=False) if any(mark in value for mark in ",:\n") else value
