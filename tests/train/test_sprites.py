"""Building the atlas: packages pinned by hash, fetched by npm, drawn by three sources. No network:
the packages here are tiny ones of our own, and npm is a script."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from limner.core.errors import Offline, Unsupported, WeightsCorrupt
from limner.train import sprites
from limner.train.sprites import FLUENT_3D, FLUENT_FLAT, NOTO, Files, Icons, Package, build, codes, fetch
from limner.world.atlas import LARGE, SMALL, Atlas
from limner.world.thing import Thing

CAT, HEART = "\N{CAT}", "\N{HEAVY BLACK HEART}\ufe0f"
SQUARE = '<rect x="4" y="8" width="24" height="16" fill="#3264c8"/>'


def _archive(path: Path, files: dict[str, bytes]) -> str:
    """Writes an npm archive; returns its integrity."""
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def _webp() -> bytes:
    pixels = np.zeros((64, 64, 4), np.uint8)
    pixels[16:48, 8:56] = (200, 40, 40, 255)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "webp", lossless=True)
    return stream.getvalue()


def _svg() -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{SQUARE}</svg>'.encode()


def _icons(names: dict[str, str]) -> dict[str, bytes]:
    icons = {"icons": {name: {"body": SQUARE} for name in names.values()}, "width": 32, "height": 32}
    return {"icons.json": json.dumps(icons).encode(), "chars.json": json.dumps(names).encode()}


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the three packages, each holding a cat and a heart, pinned to their hashes."""
    contents = {
        "FLUENT_3D": (FLUENT_3D, {"assets/1f408.webp": _webp(), "assets/2764-fe0f.webp": _webp()}),
        "FLUENT_FLAT": (FLUENT_FLAT, {"assets/1f408.svg": _svg(), "assets/2764.svg": _svg()}),
        "NOTO": (NOTO, _icons({"1f408": "cat", "2764": "red-heart"})),
    }
    for constant, (package, files) in contents.items():
        integrity = _archive(tmp_path / package.archive, files)
        monkeypatch.setattr(sprites, constant, Package(package.name, package.version, integrity))
    things = {"cat": Thing("cat", CAT), "heart": Thing("heart", HEART), "rug": Thing("rug", "")}
    monkeypatch.setattr(sprites, "THINGS", things)
    return tmp_path


def _npm(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a script called npm first on the path."""
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize("package", [FLUENT_3D, FLUENT_FLAT, NOTO])
def test_every_package_is_pinned_to_a_release_and_a_sha512(package: Package) -> None:
    assert len(base64.b64decode(package.integrity)) == 64
    assert package.version[0].isdigit()
    assert package.archive.endswith(f"-{package.version}.tgz")


def test_an_archive_is_named_as_npm_names_it() -> None:
    assert FLUENT_3D.archive == "lobehub-fluent-emoji-3d-1.1.0.tgz"


def test_code_points_are_tried_with_and_without_the_selector() -> None:
    assert codes(HEART) == ("2764-fe0f", "2764")
    assert codes(CAT) == ("1f408", "1f408-fe0f")
    assert codes("\N{DOG}\u200d\N{SAFETY VEST}")[0] == "1f415-200d-1f9ba"


def test_an_archive_that_is_there_is_not_fetched_again(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert fetch(sprites.NOTO, packages) == packages / NOTO.archive


def test_an_altered_archive_is_refused(packages: Path) -> None:
    with (packages / NOTO.archive).open("ab") as file:
        file.write(b"x")
    with pytest.raises(WeightsCorrupt, match="SHA-512") as caught:
        fetch(sprites.NOTO, packages)
    assert "delete" in str(caught.value.hint)


def test_without_npm_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unsupported, match="npm") as caught:
        fetch(NOTO, tmp_path)
    assert "Node.js" in str(caught.value.hint)
    assert NOTO.archive in str(caught.value.hint)


def test_what_npm_complains_of_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _npm(tmp_path / "bin", monkeypatch, "echo 'npm error network is down' >&2; exit 1")
    with pytest.raises(Offline, match="network is down"):
        fetch(NOTO, tmp_path)


def test_an_npm_that_writes_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _npm(tmp_path / "bin", monkeypatch, "exit 0")
    with pytest.raises(Offline, match=NOTO.archive):
        fetch(NOTO, tmp_path)


def test_npm_is_asked_for_the_pinned_release(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    kept = packages / "kept.tgz"
    (packages / NOTO.archive).rename(kept)
    _npm(tmp_path / "bin", monkeypatch, f'echo "$@" > {asked}; cp {kept} {packages / NOTO.archive}')
    assert fetch(sprites.NOTO, packages).is_file()
    assert asked.read_text().startswith(f"pack {NOTO.name}@{NOTO.version} ")


def test_a_picture_is_found_by_its_code_points(packages: Path) -> None:
    files = Files(packages / FLUENT_3D.archive, ".webp")
    straight = files.straight(CAT)
    assert straight is not None
    assert straight.shape == (64, 64, 4)
    assert straight[32, 32].tolist() == [200, 40, 40, 255]
    assert files.straight("\N{DOG}") is None


def test_an_icon_is_rendered_from_its_body(packages: Path) -> None:
    pytest.importorskip("resvg_py")
    icons = Icons(packages / NOTO.archive)
    straight = icons.straight(HEART)
    assert straight is not None
    middle = straight.shape[0] // 2
    assert straight[middle, middle].tolist() == [0x32, 0x64, 0xC8, 255]
    assert icons.straight("\N{DOG}") is None


def test_the_built_atlas_holds_every_pictogram_in_both_levels(packages: Path) -> None:
    pytest.importorskip("resvg_py")
    target = packages / "made" / "sprites.npz"
    told: list[tuple[str, int, int]] = []
    assert build(packages, target, lambda doing, done, total: told.append((doing, done, total))) == 6
    assert ("fetching", 3, 3) in told
    assert told[-1] == ("rendering", 2, 2)
    atlas = Atlas.load(target)
    assert {"cat", "heart"} <= set(atlas.names)
    for side in (SMALL, LARGE):
        sprite = atlas.sprite("cat", "flat", None, side)
        assert sprite.shape == (round(side * 2 / 3), side, 4)
        np.testing.assert_allclose(sprite[side // 3, side // 2], (0x32, 0x64, 0xC8, 255), atol=3)
    assert [path.name for path in target.parent.iterdir()] == ["sprites.npz"]


def test_the_atlas_for_a_training_machine_leaves_the_large_level_out(packages: Path) -> None:
    pytest.importorskip("resvg_py")
    target = packages / "small.npz"
    build(packages, target, large=False)
    with np.load(target) as file:
        assert file["large"].size == 0
        assert file["small"].size > 0
    assert Atlas.load(target).sprite("cat", "3d", None, LARGE).shape[1] == LARGE


def test_a_package_that_lacks_a_thing_is_refused(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py")
    monkeypatch.setattr(sprites, "THINGS", {"dog": Thing("dog", "\N{DOG}")})
    with pytest.raises(WeightsCorrupt, match='"3d" drawing has no picture of "dog"'):
        build(packages, packages / "sprites.npz")
    assert not (packages / "sprites.npz").exists()
