"""A drawing signed by its maker: a C2PA manifest that says who made it, and that a model drew it.

The certificate and the key are the user's own, of his machine or of an authority; readers show the name
in it, and whether they trust who issued it. Two signings of the same picture differ, so files are compared
without theirs (`unsigned`). Needs the extra ``limner[sign]``. Source: C2PA Technical Specification 2.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limner.core.errors import BadValue, Unsupported
from limner.draw.marks import DIGITAL_SOURCE
from limner.ops import containers

if TYPE_CHECKING:
    from limner.core.image import Format

_MIME: dict[Format, str] = {"png": "image/png", "jpeg": "image/jpeg"}
_PEM = re.compile(rb"-----BEGIN (?:EC |RSA )?PRIVATE KEY-----(.+?)-----END", re.DOTALL)
_ALGORITHMS = {
    "2a8648ce3d030107": "es256",  # prime256v1
    "2b81040022": "es384",  # secp384r1
    "2b81040023": "es512",  # secp521r1
    "2b6570": "ed25519",
    "2a864886f70d010101": "ps256",  # RSA
}
"""The object identifier that a key names its kind by, in DER, and the algorithm that it signs with."""

_MAKE_ONE = "it is a PEM file; openssl makes one: openssl genpkey -algorithm ed25519 -out key.pem"


@dataclass(frozen=True, slots=True)
class Signature:
    """``certificate`` is a chain in PEM, the signer's first; ``key`` its private key in PEM (PKCS#8)."""

    certificate: bytes
    key: bytes

    @classmethod
    def of(cls, certificate: Path, key: Path) -> Signature:
        """Read both files; BadValue for one that cannot be read or holds no key."""
        found = cls(_read(certificate, "certificate"), _read(key, "key"))
        _algorithm(found.key)
        return found

    def signed(self, data: bytes, format: Format, version: str) -> bytes:
        """The file ``data`` with a signed manifest by limner ``version`` in it.

        Unsupported for a format that is not signed here, and without c2pa-python; BadValue for a
        certificate that does not fit.
        """
        refuse_format(format)
        c2pa = _library()
        action = {"action": "c2pa.created", "digitalSourceType": DIGITAL_SOURCE}
        manifest = {
            "claim_generator_info": [{"name": "limner", "version": version}],
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
        }
        out = BytesIO()
        try:
            settings = c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}})
            builder = c2pa.Builder(manifest, context=c2pa.Context(settings))
            builder.sign(self._signer(c2pa), _MIME[format], BytesIO(data), out)
        except c2pa.C2paError as error:
            raise BadValue(
                f"the picture could not be signed with this certificate: {error}",
                hint="it needs the key usage digitalSignature, a purpose such as emailProtection, its issuer "
                "behind it in the file, and the key must be its own",
            ) from None
        return out.getvalue()

    def _signer(self, c2pa: Any) -> Any:
        algorithm = _algorithm(self.key).encode()
        info = c2pa.C2paSignerInfo(algorithm, self.certificate, self.key, None)
        return c2pa.Signer.from_info(info)


def refuse_format(format: Format) -> None:
    """Unsupported for a format that is not signed here."""
    if format not in _MIME:
        raise Unsupported(f"a {format.upper()} is not signed here", hint="write a PNG or a JPEG")


def unsigned(data: bytes) -> bytes:
    """A PNG or JPEG without its C2PA manifest: the very file that was signed."""
    if data.startswith(containers.PNG_MAGIC):
        return _without_chunk(data)
    return _without_segments(data) if data.startswith(b"\xff\xd8") else data


def _without_chunk(data: bytes) -> bytes:
    at, kept = len(containers.PNG_MAGIC), [containers.PNG_MAGIC]
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] != b"caBX":
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def _without_segments(data: bytes) -> bytes:
    """Without the APP11 segments before the picture's data, where JUMBF boxes lie."""
    at, kept = 2, [data[:2]]
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] != 0xEB:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, data[at:]))


def _algorithm(key: bytes) -> str:
    """What a private key signs with, by the identifier in it."""
    found = _PEM.search(key)
    der = base64.b64decode(found[1]).hex() if found else ""
    for identifier, algorithm in _ALGORITHMS.items():
        if identifier in der[:160]:
            return algorithm
    raise BadValue("the file with the key holds no private key that signs", hint=_MAKE_ONE)


def _read(path: Path, what: str) -> bytes:
    try:
        return path.expanduser().read_bytes()
    except OSError as error:
        raise BadValue(f"the {what} {path} cannot be read: {error.strerror}", hint=_MAKE_ONE) from None


def _library() -> Any:
    try:
        import c2pa
    except ImportError as error:
        raise Unsupported(f"signing needs c2pa-python: {error}", hint='pip install "limner[sign]"') from None
    return c2pa
