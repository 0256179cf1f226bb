"""``limner edit --no-recipe``, as a user runs it."""

from __future__ import annotations

from pathlib import Path

from limner.ops.embed import read_recipe


def test_the_bytes_are_those_of_the_script(limner, photo: Path, tmp_path: Path, monkeypatch) -> None:
    words = "crop to 100x80, 20% brighter and sharpen"
    photo.rename(tmp_path / "input.jpg")
    done = limner("edit", "input.jpg", words, "-o", "edited.jpg", "--no-recipe")
    assert done.returncode == 0, done.stderr
    script = limner("plan", words, "--script").stdout
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "script", "exec"), {})
    assert (tmp_path / "output.jpg").read_bytes() == (tmp_path / "edited.jpg").read_bytes()
    assert "the same bytes again" in limner("redo", "edited.jpg").stderr


def test_through_a_pipe_and_over_a_folder(limner, photo: Path, tmp_path: Path) -> None:
    piped = limner("edit", "-", "invert it", "--no-recipe", stdin=photo.read_bytes(), text=False)
    assert piped.returncode == 0, piped.stderr
    assert read_recipe(piped.stdout) is None
    (tmp_path / "in").mkdir()
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / "in" / name).write_bytes(photo.read_bytes())
    done = limner("edit", "in", "invert it", "-o", "out/", "--no-recipe", "-j", "2")
    assert done.returncode == 0, done.stderr
    found = [read_recipe(path.read_bytes()) for path in (tmp_path / "out").iterdir()]
    assert found == [None, None]
