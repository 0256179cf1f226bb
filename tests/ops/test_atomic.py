from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from limner.core.errors import BadValue
from limner.ops.atomic import write_file


def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadValue, match="no ordinary file"):
        write_file(pipe, b"picture", replace=True)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert [entry.name for entry in tmp_path.iterdir()] == ["pipe"]


def test_a_link_to_a_pipe_leaves_the_pipe_as_it_was(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "out.jpg").symlink_to(pipe)
    with pytest.raises(BadValue, match="no ordinary file"):
        write_file(tmp_path / "out.jpg", b"picture", replace=True)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_socket_is_not_replaced_by_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        with pytest.raises(BadValue, match="no ordinary file"):
            write_file(Path("socket"), b"picture", replace=True)
        assert stat.S_ISSOCK(os.lstat("socket").st_mode)
