"""XMP packets: the recipe in and out, and what no longer holds after a change taken out.

Packets come from strangers: no document type and no entity is accepted, size and depth are bounded,
and a packet that cannot be read is dropped. Source: ISO 16684-1 (XMP).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.dom.minidom import Document, Element

NAMESPACE = "https://github.com/limner/limner/ns/1.0/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MAX_BYTES, _MAX_DEPTH = 4_000_000, 100
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_OPENING = re.compile(r"<(?:\w+:)?(?:xmpmeta|RDF)\b")
_CLOSING = re.compile(r"</(?:\w+:)?(?:xmpmeta|RDF)\s*>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_STALE_SPACES = frozenset((
    NAMESPACE,
    "http://ns.adobe.com/hdr-gain-map/1.0/",
    "http://ns.apple.com/HDRGainMap/1.0/",
    "http://ns.google.com/photos/1.0/container/",
    "http://ns.google.com/photos/1.0/container/item/",
    "http://ns.google.com/photos/1.0/camera/",
    "http://ns.google.com/photos/1.0/depthmap/",
    "http://ns.google.com/photos/1.0/image/",
    "http://ns.google.com/photos/1.0/audio/",
    "http://ns.google.com/photos/dd/1.0/device/",
    "http://ns.adobe.com/xmp/note/",
    "http://ns.adobe.com/xap/1.0/g/img/",
))  # fmt: skip
_STALE = frozenset((
    ("http://ns.adobe.com/xap/1.0/", "Thumbnails"),
    ("http://ns.adobe.com/tiff/1.0/", "Orientation"),
    ("http://ns.adobe.com/tiff/1.0/", "ImageWidth"),
    ("http://ns.adobe.com/tiff/1.0/", "ImageLength"),
    ("http://ns.adobe.com/exif/1.0/", "PixelXDimension"),
    ("http://ns.adobe.com/exif/1.0/", "PixelYDimension"),
))  # fmt: skip
_EXIF_SPACES = ("http://ns.adobe.com/exif/1.0/", "http://cipa.jp/exif/1.0/")
_PLACES = frozenset((
    ("http://ns.adobe.com/photoshop/1.0/", "City"),
    ("http://ns.adobe.com/photoshop/1.0/", "State"),
    ("http://ns.adobe.com/photoshop/1.0/", "Country"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Location"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "CountryCode"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "LocationCreated"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "LocationShown"),
))  # fmt: skip


def merged(packet: bytes | None, *, recipe: str | None = None, gps: bool = True) -> bytes | None:
    """The packet for a changed picture: with ``recipe``, without an older one.

    Thumbnails, gain maps, motion photos, depth maps, stated sizes and the orientation go;
    without ``gps`` so do coordinates and the names of places. None when there is nothing to say.
    """
    document = _parsed(packet)
    groups = document.getElementsByTagNameNS(_RDF, "RDF") if document is not None else []
    if document is None or not groups:
        return _alone(recipe) if recipe is not None else None
    root = document.documentElement
    assert root is not None
    _prune(root, gps)
    if recipe is not None:
        groups[0].appendChild(_description(document, recipe))
    return _packet(root.toxml())


def recipe_in(packet: bytes | None) -> str | None:
    """The recipe in a packet, None if there is none or the packet cannot be read."""
    document = _parsed(packet)
    if document is None:
        return None
    for element in document.getElementsByTagNameNS(NAMESPACE, "Recipe"):
        return "".join(child.data for child in element.childNodes if child.nodeType == child.TEXT_NODE)
    return None


def _parsed(packet: bytes | None) -> Document | None:
    """The packet as a tree, read from its first element on: what comes before it, a document type
    and its entities among them, is never seen by the parser, and inside an element XML allows none.
    """
    if packet is None or len(packet) > _MAX_BYTES:
        return None
    from xml.dom import minidom
    from xml.parsers.expat import ExpatError

    try:
        text = packet.decode("utf-8")
        opening, closings = _OPENING.search(text), list(_CLOSING.finditer(text))
        if opening is None or not closings:
            return None
        document = minidom.parseString(text[opening.start() : closings[-1].end()])  # noqa: S318
    except (UnicodeDecodeError, ExpatError, ValueError):
        return None
    return document if _is_shallow(document) else None


def _is_shallow(document: Document) -> bool:
    """Whether elements nest no deeper than minidom, which recurses, can bear."""
    level: list[Any] = [document]
    for _ in range(_MAX_DEPTH):
        level = [child for node in level for child in node.childNodes]
        if not level:
            return True
    return False


def _prune(root: Element, gps: bool) -> None:
    """Take stale properties out of the tree, as elements and as attributes, at any depth."""
    todo: list[Any] = [root]
    while todo:
        element = todo.pop()
        for attribute in list((element.attributes or {}).values()):
            if _goes(attribute, gps):
                element.removeAttributeNode(attribute)
        for child in list(element.childNodes):
            if child.nodeType != child.ELEMENT_NODE:
                continue
            if _goes(child, gps):
                element.removeChild(child)
            else:
                todo.append(child)


def _goes(node: Any, gps: bool) -> bool:
    space, name = node.namespaceURI, str(node.localName)
    if space in _STALE_SPACES or (space, name) in _STALE:
        return True
    place = (space in _EXIF_SPACES and name.startswith("GPS")) or (space, name) in _PLACES
    return place and not gps


def _description(document: Document, recipe: str) -> Element:
    element = document.createElementNS(_RDF, "rdf:Description")
    for name, value in (("xmlns:rdf", _RDF), ("xmlns:limner", NAMESPACE), ("rdf:about", "")):
        element.setAttribute(name, value)
    inner = document.createElementNS(NAMESPACE, "limner:Recipe")
    inner.appendChild(document.createTextNode(xml_safe(recipe)))
    element.appendChild(inner)
    return element


def _alone(recipe: str) -> bytes:
    return _packet(
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about=""'
        f' xmlns:limner="{NAMESPACE}"><limner:Recipe>{xml_safe(recipe).translate(_ESCAPES)}</limner:Recipe>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def _packet(body: str) -> bytes:
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    return f'{begin}{body}\n<?xpacket end="w"?>'.encode()


def xml_safe(json: str) -> str:
    """JSON text with what XML cannot hold written as JSON escapes: the same JSON value."""
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
