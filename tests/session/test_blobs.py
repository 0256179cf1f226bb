import errno
import hashlib
import os
import time
from pathlib import Path

import pytest

from limner.core.errors import BadValue, JournalFailed, OutOfDisk
from limner.session.blobs import Blobs


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def blobs(tmp_path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def files(blobs: Blobs) -> list[Path]:
    return [path for path in blobs.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("data", [b"", b"x", os.urandom(3_000_000)], ids=["empty", "short", "long"])
def test_what_is_put_can_be_got(blobs, data):
    blobs.put(sha(data), data)
    assert blobs.get(sha(data)) == data
    assert [name for name, _ in blobs.stored()] == [sha(data)]


def test_the_same_bytes_are_stored_once_and_not_written_again(blobs, monkeypatch):
    blobs.put(sha(b"abc"), b"abc")
    monkeypatch.setattr(os, "write", None)
    blobs.put(sha(b"abc"), b"abc")
    assert len(files(blobs)) == 1


def test_a_file_of_the_wrong_length_is_written_again(blobs):
    blobs.put(sha(b"abc"), b"abc")
    blobs.path(sha(b"abc")).write_bytes(b"ab")
    blobs.put(sha(b"abc"), b"abc")
    assert blobs.get(sha(b"abc")) == b"abc"


def test_a_missing_blob_is_a_typed_error(blobs):
    with pytest.raises(JournalFailed, match=sha(b"abc")[:12]) as caught:
        blobs.get(sha(b"abc"))
    assert caught.value.hint


def test_one_altered_byte_is_noticed_kept_aside_and_mended_by_storing_again(blobs):
    data = os.urandom(100_000)
    blobs.put(sha(data), data)
    altered = bytearray(data)
    altered[77_777] ^= 1
    blobs.path(sha(data)).write_bytes(altered)
    with pytest.raises(JournalFailed, match="altered") as caught:
        blobs.get(sha(data))
    (aside,) = files(blobs)
    assert str(aside) in caught.value.message
    assert aside.read_bytes() == altered
    blobs.put(sha(data), data)
    assert blobs.get(sha(data)) == data


@pytest.mark.parametrize("name", ["", "abc", "../../etc/passwd", "A" * 64, "0" * 63 + "/", "0" * 65])
def test_a_name_that_is_no_hash_is_refused(blobs, name):
    with pytest.raises(BadValue):
        blobs.put(name, b"")
    with pytest.raises(BadValue):
        blobs.get(name)


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_full_disk_leaves_nothing_behind(blobs, monkeypatch, call):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(OutOfDisk) as caught:
            blobs.put(sha(b"abc"), b"abc")
    assert caught.value.exit_code == 6
    assert "forget" in (caught.value.hint or "")
    assert files(blobs) == []


def test_a_write_that_takes_only_a_part_goes_on(blobs, monkeypatch):
    whole = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: whole(descriptor, data[:1000]))
    data = os.urandom(12_345)
    blobs.put(sha(data), data)
    assert blobs.get(sha(data)) == data


def test_nothing_is_visible_under_its_name_before_it_is_whole_and_synchronised(blobs, monkeypatch):
    events = []
    fsync, replace = os.fsync, os.replace

    def synchronise(descriptor):
        assert not blobs.path(sha(b"abc")).exists() or "replace" in events
        events.append("fsync")
        fsync(descriptor)

    def rename(source, target):
        assert Path(source).read_bytes() == b"abc"
        assert events == ["fsync"]
        events.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synchronise)
    monkeypatch.setattr(os, "replace", rename)
    blobs.put(sha(b"abc"), b"abc")
    assert events[:3] == ["fsync", "replace", "fsync"]


def test_dropping_removes_the_file_and_may_be_repeated(blobs):
    blobs.put(sha(b"abc"), b"abc")
    blobs.drop(sha(b"abc"))
    blobs.drop(sha(b"abc"))
    assert files(blobs) == []


def test_only_old_parts_are_tidied_away(blobs):
    blobs.put(sha(b"abc"), b"abc")
    folder = blobs.path(sha(b"abc")).parent
    old, young, damaged = folder / "x.part", folder / "y.part", folder / "z.damaged"
    for path in (old, young, damaged):
        path.write_bytes(b"")
    hours_ago = time.time() - 2 * 3600
    os.utime(old, (hours_ago, hours_ago))
    blobs.tidy()
    assert set(files(blobs)) == {blobs.path(sha(b"abc")), young, damaged}
    blobs.tidy(aside_too=True)
    assert set(files(blobs)) == {blobs.path(sha(b"abc")), young}


def test_pictures_are_readable_by_their_owner_only(blobs):
    blobs.put(sha(b"abc"), b"abc")
    assert blobs.path(sha(b"abc")).stat().st_mode & 0o077 == 0
