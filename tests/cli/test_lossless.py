from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.conftest import opened

jpeglib = pytest.importorskip("jpeglib")


def test_a_lossless_turn_is_told_among_the_checks_and_made_again_byte_for_byte(
    limner, photo: Path, tmp_path: Path
) -> None:
    done = limner("edit", "photo.jpg", "rotate 90 degrees", "-o", "out.jpg", "--lossless")
    assert done.returncode == 0, done.stderr
    assert "✓ coefficients: wanted unchanged, measured unchanged" in done.stderr
    assert "not lossless" not in done.stderr
    assert opened(tmp_path / "out.jpg").size == (240, 320)
    assert "the same bytes again" in limner("redo", "out.jpg").stderr


def test_where_blocks_do_not_align_the_reason_is_said(limner, photo: Path) -> None:
    done = limner("edit", "photo.jpg", "crop to 100x80", "-o", "out.jpg", "--lossless")
    assert done.returncode == 0, done.stderr
    assert "note: not lossless: the left edge at 110 is not on a block of 16 pixels" in done.stderr
    told = json.loads(limner("edit", "photo.jpg", "crop to 100x80", "--lossless", "--json").stdout)
    assert any("encoded anew at quality 92" in line for line in told["warnings"])
    assert told["recipe"]["lossless"] is False


def test_through_a_pipe_the_reason_is_said_on_stderr(limner, photo: Path) -> None:
    given = photo.read_bytes()
    good = limner("edit", "-", "rotate 90 degrees", "--lossless", stdin=given, text=False)
    assert b"not lossless" not in good.stderr
    bad = limner("edit", "-", "crop to 100x80", "--lossless", stdin=given, text=False)
    assert b"not lossless: the left edge" in bad.stderr


def test_many_files_are_moved_and_those_that_were_not_are_named(limner, photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "whole.jpg").write_bytes(photo.read_bytes())
    opened(photo).crop((0, 0, 317, 231)).save(folder / "odd.jpg", quality=92)
    done = limner("edit", "photos", "flip horizontally", "-o", "out", "--lossless", "-j", "2")
    assert done.returncode == 0, done.stderr
    notes = [line for line in done.stderr.splitlines() if "not lossless" in line]
    assert len(notes) == 1
    assert "odd.jpg: not lossless: the width of 317" in notes[0]
    moved, given = (jpeglib.read_dct(str(path)).Y for path in (tmp_path / "out/whole.jpg", photo))
    assert np.array_equal(np.abs(moved[:, ::-1]), np.abs(given))
