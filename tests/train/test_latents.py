"""Scenes as latents in files: what is written, what comes back, what is refused."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from limner.core.errors import BadValue, WeightsMissing  # noqa: E402
from limner.core.layout import Laid, Layout  # noqa: E402
from limner.nets.autoencoder import Autoencoder, AutoencoderShape  # noqa: E402
from limner.nets.dual_encoder import EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape  # noqa: E402
from limner.train import autoencoder_files, latents, release, tokens  # noqa: E402
from limner.train.reading_encoder import ReadingEncoder  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402
from limner.world.laying import VOCABULARY  # noqa: E402

AUTOENCODER = AutoencoderShape(4, (8, 12), (1, 1), (1, 1))
SCENES = 6


def autoencoder(seed=0):
    torch.manual_seed(seed)
    return Autoencoder(AUTOENCODER).eval()


@pytest.fixture(scope="module")
def maker():
    torch.set_num_threads(1)
    atlas = Atlas.drawn()
    tokenizer = tokens.learn(tokens.corpus(atlas, 0, 20), 300)
    shape = EncoderShape(VisionShape(32, 4, 64, 1, 2), TextShape(300, 64, 24, 1, 2), dimension=16)
    return latents.Maker(atlas, autoencoder(), tokenizer, ReadingEncoder(shape).eval(), side=64)


@pytest.fixture(scope="module")
def folder(maker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("latents")
    before, autoencoder_files.FITTED = autoencoder_files.FITTED, 4
    maker.fit(folder)
    autoencoder_files.FITTED = before
    assert len(list(latents.make(maker, folder, 2, scenes=SCENES))) == 2
    return folder


def test_a_file_holds_all_that_a_generator_is_told(folder):
    found = latents.Latents(folder).all()
    sizes = {name: values.shape for name, values in found.items()}
    assert sizes == {
        "latents": (12, 4, 8, 8),
        "things": (12, 16),
        "colors": (12, 16),
        "boxes": (12, 16, 4),
        "mirrored": (12, 16),
        "whole": (12, 6),
        "ids": (12, 3, 64),
        "image_vector": (12, 16),
        "patches": (12, 64, 64),
    }
    assert found["whole"].min(0).tolist()[:4] >= [1, 1, 1, 1]


def test_a_file_depends_on_its_number_alone_and_is_not_made_twice(maker, folder):
    again = maker.file(1, SCENES)
    with np.load(folder / "00001.npz") as file:
        assert all(np.array_equal(file[name], again[name]) for name in again)
    assert list(latents.make(maker, folder, 2, scenes=SCENES)) == []


def test_processes_share_the_files(maker, folder, tmp_path):
    maker.fit(folder)
    made = [latents.make(maker, tmp_path, 3, rank, 2, scenes=1) for rank in (0, 1)]
    assert [[int(path.stem) for path in paths] for paths in made] == [[0, 2], [1]]


def test_latents_come_back_to_within_half_a_step():
    numbers = np.random.default_rng(0).standard_normal((2, 4, 8, 8)).astype(np.float32)
    rows = latents.told_apart({"latents": latents.kept(numbers)}, np.arange(2))
    assert np.abs(rows["latents"] - numbers).max() <= latents.STEP / 2 + 1e-6


def test_a_pass_shows_every_row_of_every_file_once(folder):
    stream = latents.Latents(folder)
    seen = [stream.batch(index, 2)["ids"][:, 0] for index in range(6)]
    assert np.array_equal(np.sort(np.concatenate(seen), 0), np.sort(stream.all()["ids"][:, 0], 0))
    assert np.array_equal(latents.Latents(folder).batch(4, 2)["latents"], stream.batch(4, 2)["latents"])


def test_files_can_be_held_out(folder):
    trained, held_out = latents.Latents(folder, last=-1), latents.Latents(folder, first=-1)
    assert [path.stem for path in trained.paths + held_out.paths] == ["00000", "00001"]


def test_a_layout_is_written_from_far_to_near():
    layout = Layout(
        (Laid("cat", None, (0, 0, 0.5, 1)), Laid("dog", "red", (0.25, 0.5, 1, 1), mirrored=True)), "plain",
        "day", "clear", "3d", "white", "cartoon",
    )  # fmt: skip
    row = latents.laid_out(layout)
    assert row["things"][:3].tolist() == [*(VOCABULARY["things"].index(t) + 1 for t in ("cat", "dog")), 0]
    assert row["colors"][:2].tolist() == [0, VOCABULARY["colors"].index("red") + 1]
    assert row["boxes"][1].tolist() == [0.25, 0.5, 1, 1]
    assert row["mirrored"][:3].tolist() == [False, True, False]
    assert row["whole"][4] == VOCABULARY["ground"].index("white") + 1
    assert row["whole"][5] == VOCABULARY["drawing"].index("cartoon") + 1


def test_latents_of_another_autoencoder_are_not_mixed_in(maker, folder):
    other = latents.Maker(maker.atlas, autoencoder(1), maker.tokenizer, side=64)
    with pytest.raises(BadValue, match="another autoencoder"):
        other.fit(folder)


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(WeightsMissing, match="no latents"):
        latents.Latents(tmp_path)


def test_the_tokens_of_a_text_end_with_it():
    from limner.nets.text import TextTransformer
    from limner.nets.words import Words

    torch.manual_seed(0)
    tower = TextTransformer(TextShape(20, 8, 24, 1, 2, end=1)).eval()
    ids = torch.tensor([[0, 5, 1, 2, 2], [0, 5, 7, 9, 1]])
    with torch.no_grad():
        seen = Words(tower)(ids)
        assert torch.allclose(seen[torch.arange(2), [2, 4]], tower(ids), atol=1e-6)
    assert (seen.abs().sum(-1) > 0).tolist() == [[True] * 3 + [False] * 2, [True] * 5]


def test_all_files_are_made_with_the_networks_of_the_runs(maker, tmp_path, monkeypatch):
    monkeypatch.setattr(latents, "SCENES", 3)
    monkeypatch.setattr(autoencoder_files, "FITTED", 4)
    monkeypatch.setattr(latents, "Maker", partial(latents.Maker, side=64))
    monkeypatch.setattr(autoencoder_files, "trained_autoencoder", lambda run: maker.autoencoder)
    monkeypatch.setattr(release, "trained_encoder", lambda run: maker.encoder)
    monkeypatch.setattr(tokens, "vocabulary", lambda cache: tmp_path / "words.json")
    monkeypatch.setattr(Atlas, "load", lambda path: maker.atlas)
    maker.tokenizer.save(str(tmp_path / "words.json"))
    assert latents.make_all(tmp_path, tmp_path / "latents", 5, 1) == 6
    assert len(latents.Latents(tmp_path / "latents").all()["latents"]) == 6
