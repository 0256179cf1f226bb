"""Drawings signed with a certificate of this machine, read back by the C2PA library itself."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest

from limner.core.errors import BadValue, Unsupported
from limner.draw.signing import Signature, unsigned
from limner.session.session import Session

if which("openssl") is None:
    pytest.skip("openssl makes the certificates", allow_module_level=True)

LEAF = """[v3]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""
KEYS = {
    "es256": ("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
    "ed25519": ("genpkey", "-algorithm", "ed25519"),
    "rsa": ("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
}


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A local authority, and a certificate of each kind of key: ``NAME.pem`` and ``NAME.key``."""
    folder = tmp_path_factory.mktemp("certificates")
    (folder / "leaf.cnf").write_text(LEAF)
    openssl(folder, *KEYS["es256"], "-out", "authority.key")
    openssl(
        folder, "req", "-x509", "-new", "-key", "authority.key", "-subj", "/CN=Authority/O=Home",
        "-days", "2", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", "authority.pem",
    )  # fmt: skip
    for name, words in KEYS.items():
        openssl(folder, *words, "-out", f"{name}.key")
        openssl(folder, "req", "-new", "-key", f"{name}.key", "-subj", "/CN=Me/O=Me", "-out", "asked.csr")
        openssl(
            folder, "x509", "-req", "-in", "asked.csr", "-CA", "authority.pem", "-CAkey", "authority.key",
            "-CAcreateserial", "-days", "1", "-extfile", "leaf.cnf", "-extensions", "v3", "-out", "own.pem",
        )  # fmt: skip
        chain = (folder / "own.pem").read_text() + (folder / "authority.pem").read_text()
        (folder / f"{name}.pem").write_text(chain)
    return folder


def signature(folder: Path, name: str = "es256") -> Signature:
    return Signature.of(folder / f"{name}.pem", folder / f"{name}.key")


def state(data: bytes, kind: str) -> str:
    import c2pa

    return str(c2pa.Reader(kind, BytesIO(data)).get_validation_state())


@pytest.mark.parametrize("name", KEYS)
def test_a_signed_picture_is_valid_for_other_readers_until_a_sample_changes(
    certificates: Path, name: str
) -> None:
    data = Session().draw("a red apple", model="fake").to_bytes("png", signature(certificates, name))
    assert state(data, "image/png") == "Valid"
    spoilt = bytearray(data)
    spoilt[data.index(b"IDAT") + 20] ^= 1
    assert state(bytes(spoilt), "image/png") == "Invalid"


@pytest.mark.parametrize("format", ["png", "jpeg"])
def test_without_its_signature_it_is_the_file_that_was_signed(certificates: Path, format: str) -> None:
    drawing = Session().draw("a red apple", model="fake")
    plain = drawing.to_bytes(format)  # type: ignore[arg-type]
    signed = drawing.to_bytes(format, signature(certificates))  # type: ignore[arg-type]
    assert len(signed) > len(plain)
    assert unsigned(signed) == plain
    assert unsigned(plain) == plain


def test_a_signed_drawing_is_checked_and_drawn_again(certificates: Path, tmp_path: Path) -> None:
    drawing = Session().draw("a red apple", model="fake")
    written = drawing.save(tmp_path / "a.png", signature=signature(certificates))
    assert all(check.passed for check in written.checks)
    assert Session().redo(tmp_path / "a.png", model="fake").same


def test_what_cannot_sign_is_refused_with_a_fix(certificates: Path, tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="cannot be read"):
        Signature.of(tmp_path / "none.pem", certificates / "es256.key")
    with pytest.raises(BadValue, match="no private key"):
        Signature.of(certificates / "es256.pem", certificates / "es256.pem")
    with pytest.raises(Unsupported, match="WEBP"):
        signature(certificates).signed(b"", "webp", "1")
    other = Signature.of(certificates / "es256.pem", certificates / "authority.key")
    with pytest.raises(BadValue, match="could not be signed") as caught:
        Session().draw("a red apple", model="fake").to_bytes("png", other)
    assert "digitalSignature" in str(caught.value.hint)
