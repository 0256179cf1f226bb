from __future__ import annotations

import io
import random
import subprocess
import tarfile

import cv2
import numpy as np
import pytest

from limner.core.errors import Offline, Unsupported, WeightsCorrupt
from limner.evals.see import evaluate, photographs, report, street
from limner.evals.see.naming import overlap
from limner.models.fake import FakeReader
from limner.see import people

FOUND = evaluate.Answer(photographs.FACES, True, "", "")
LUMA = np.random.default_rng(0).integers(0, 256, (576, 768), np.uint8)


def film(path, frames):
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 48))
    for level in range(frames):
        writer.write(np.full((48, 64, 3), level * 20, np.uint8))
    writer.release()
    return path


@pytest.mark.parametrize("seed", range(20))
def test_every_person_lies_whole_in_their_square(seed: int) -> None:
    for person in (each for frame in street.PEOPLE.values() for each in frame):
        window, (left, top, right, bottom) = street.square(LUMA, person, random.Random(seed))
        assert window.shape == (street.SIDE, street.SIDE)
        assert min(left, top) >= 0
        assert max(right, bottom) <= street.SIDE
        assert street.SIDE / 3.1 <= bottom - top <= street.SIDE / 1.25


def test_the_truth_is_of_whole_people_and_enough_of_them() -> None:
    boxes = [each for frame in street.PEOPLE.values() for each in frame]
    assert len(boxes) >= 30
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= 768
        assert 0 <= top < bottom <= 576
        assert 1.5 < (bottom - top) / (right - left) < 4.5
    for frame in street.PEOPLE.values():
        assert all(overlap(one, other) < 0.35 for one in frame for other in frame if one != other)


def test_a_body_counts_when_it_lies_where_the_person_is(monkeypatch) -> None:
    monkeypatch.setattr(street, "_check", lambda path: None)
    monkeypatch.setattr(street, "frames", lambda path: [(400, LUMA)])
    middle = (0, 0, street.SIDE, street.SIDE)
    monkeypatch.setattr(people, "bodies", lambda window: (middle,))
    assert [answer.right for answer in street.people_found(0)] == [False] * 3
    monkeypatch.setattr(street, "square", lambda *given: (LUMA, middle))
    assert [answer.right for answer in street.people_found(0)] == [True] * 3


def test_the_frames_asked_for_are_read_and_a_short_film_is_refused(tmp_path, monkeypatch) -> None:
    path = film(tmp_path / "film.avi", 6)
    monkeypatch.setattr(street, "PEOPLE", {0: (), 4: ()})
    levels = {number: round(float(luma.mean())) for number, luma in street.frames(path)}
    assert levels[0] < 5
    assert abs(levels[4] - 80) < 5
    monkeypatch.setattr(street, "PEOPLE", {9: ()})
    with pytest.raises(WeightsCorrupt, match="ends after 6 frames"):
        list(street.frames(path))


def test_without_the_film_the_other_figures_stay_and_a_note_says_how_to_get_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(street, "FILM", tmp_path / "none.avi")
    monkeypatch.setattr(street.people_found, "__defaults__", (tmp_path / "none.avi",))
    monkeypatch.setattr(
        photographs, "faces_found", lambda: [evaluate.Answer(photographs.FACES, True, "", "")]
    )
    for name in ("outside", "no_bodies_found", "text_found"):
        monkeypatch.setattr(photographs, name, lambda *given: [])
    notes: list[str] = []
    answers = evaluate._photographs(FakeReader(), [], None, 0, notes)
    assert [answer.metric for answer in answers] == [photographs.FACES]
    assert len(notes) == 1
    assert "limner eval photographs" in notes[0]
    assert street.BODIES in report.TARGETS


def test_a_figure_that_breaks_off_is_left_out_whole(monkeypatch) -> None:
    def broken(*given):
        yield FOUND
        raise WeightsCorrupt("the film ends", hint="")

    for name in ("outside", "no_bodies_found", "text_found"):
        monkeypatch.setattr(photographs, name, lambda *given: [])
    monkeypatch.setattr(photographs, "faces_found", lambda: [FOUND])
    monkeypatch.setattr(street, "people_found", broken)
    notes: list[str] = []
    assert evaluate._photographs(FakeReader(), [], None, 0, notes) == (FOUND,)
    assert len(notes) == 1


def test_another_film_is_not_measured(tmp_path) -> None:
    with pytest.raises(WeightsCorrupt, match="another film"):
        list(street.people_found(0, film(tmp_path / "film.avi", 6)))


def packed(archive, content) -> None:
    with tarfile.open(archive, "w") as file:
        entry = tarfile.TarInfo("./usr/share/doc/opencv-doc/examples/data/vtest.avi")
        entry.size = len(content)
        file.addfile(entry, io.BytesIO(content))


def test_what_is_fetched_is_checked_and_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(street.shutil, "which", lambda name: f"/usr/bin/{name}")
    archive = tmp_path / "package.tar"
    packed(archive, b"a film")
    monkeypatch.setattr(street, "_downloaded", lambda folder: archive)
    popen = subprocess.Popen
    monkeypatch.setattr(
        street.subprocess, "Popen", lambda command, **given: popen(["cat", command[2]], **given)
    )
    with pytest.raises(WeightsCorrupt, match="SHA-256"):
        street.fetch(tmp_path / "kept" / "vtest.avi")
    monkeypatch.setattr(street, "SHA256", street.hashlib.sha256(b"a film").hexdigest())
    path = street.fetch(tmp_path / "kept" / "vtest.avi")
    assert path.read_bytes() == b"a film"
    assert [each.name for each in path.parent.iterdir()] == ["vtest.avi"]
    monkeypatch.setattr(street, "_downloaded", lambda folder: pytest.fail("it is there"))
    assert street.fetch(path) == path


def test_fetching_without_apt_or_network_says_what_to_do(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(street.shutil, "which", lambda name: None)
    with pytest.raises(Unsupported, match="apt-get is not here") as told:
        street.fetch(tmp_path / "vtest.avi")
    assert "samples/data/vtest.avi" in str(told.value.hint)
    monkeypatch.setattr(street.shutil, "which", lambda name: f"/usr/bin/{name}")

    def refused(command, **given):
        raise subprocess.CalledProcessError(100, command, stderr="E: Unable to locate package\n")

    monkeypatch.setattr(street.subprocess, "run", refused)
    with pytest.raises(Offline, match="Unable to locate package"):
        street.fetch(tmp_path / "vtest.avi")
