"""A folder of transformers answers as the library does when it is called directly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image as Pillow

from limner.core.errors import ModelFailed, Unsupported, WeightsCorrupt, WeightsMissing
from limner.core.image import Image
from limner.models.hf.clip import ClipFolder

TEXTS = ["a photo of a red ball", "the box", "a blue box on the red ball " * 5]


@pytest.fixture(scope="module")
def arrays() -> list[np.ndarray]:
    noise = np.random.default_rng(0)
    return [noise.integers(0, 256, shape, np.uint8) for shape in ((40, 60, 3), (32, 32, 3), (90, 33, 3))]


def directly(folder: Path, arrays: list[np.ndarray], *, siglip: bool) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of pictures and texts by transformers alone."""
    import transformers

    model = (transformers.SiglipModel if siglip else transformers.CLIPModel).from_pretrained(folder).eval()
    images = transformers.AutoImageProcessor.from_pretrained(folder, backend="pil")
    words = transformers.AutoTokenizer.from_pretrained(folder)
    pixels = images(images=[Pillow.fromarray(array) for array in arrays], return_tensors="pt")["pixel_values"]
    padding = "max_length" if siglip else True
    given = words(TEXTS, padding=padding, truncation=True, max_length=16, return_tensors="pt")
    attention = {} if siglip else {"attention_mask": given["attention_mask"]}
    with torch.inference_mode():
        found = model(input_ids=given["input_ids"], pixel_values=pixels, **attention)
    return found.image_embeds.numpy(), found.text_embeds.numpy()


@pytest.mark.parametrize("kind", ["clip", "siglip"])
def test_vectors_equal_those_of_the_library_called_directly(
    kind: str, arrays: list[np.ndarray], request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(f"{kind}_folder")
    encoder = ClipFolder(folder)
    images, texts = directly(folder, arrays, siglip=kind == "siglip")
    np.testing.assert_allclose(
        encoder.image_vectors([Image.from_array(array) for array in arrays]), images, atol=1e-6
    )
    np.testing.assert_allclose(encoder.text_vectors(TEXTS), texts, atol=1e-6)


def test_scale_and_bias_are_the_learned_ones(clip_folder: Path, siglip_folder: Path) -> None:
    clip, siglip = ClipFolder(clip_folder), ClipFolder(siglip_folder)
    assert (clip.logit_scale, clip.logit_bias) == (pytest.approx(np.exp(2.6592), rel=1e-4), 0.0)
    assert (siglip.logit_scale, siglip.logit_bias) == (pytest.approx(np.exp(2.0)), -5.0)


def test_the_card_names_the_files_by_hash(clip_folder: Path) -> None:
    card = ClipFolder(clip_folder).card
    assert [file.name for file in card.files] == ["model.safetensors"]
    assert card.files[0].bytes == (clip_folder / "model.safetensors").stat().st_size
    assert (card.id, card.resolution, card.dimension) == ("clip", 32, 24)


def test_a_pickle_is_refused(clip_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(clip_folder, tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").rename(tmp_path / "model" / "pytorch_model.bin")
    with pytest.raises(Unsupported, match=r"pickle, pytorch_model\.bin") as caught:
        ClipFolder(tmp_path / "model")
    assert "save_pretrained" in str(caught.value.hint)


def test_a_folder_without_weights_says_so(clip_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(clip_folder, tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").unlink()
    with pytest.raises(WeightsMissing, match=r"no \*\.safetensors"):
        ClipFolder(tmp_path / "model")


def test_a_cut_off_file_is_an_error_of_ours(clip_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(clip_folder, tmp_path / "model")
    path = tmp_path / "model" / "model.safetensors"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(ModelFailed):
        ClipFolder(tmp_path / "model")


def test_missing_weights_are_not_invented(clip_folder: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    shutil.copytree(clip_folder, tmp_path / "model")
    path = tmp_path / "model" / "model.safetensors"
    weights = load_file(path)
    del weights["visual_projection.weight"]
    save_file(weights, path, metadata={"format": "pt"})
    with pytest.raises(WeightsCorrupt, match=r"visual_projection\.weight"):
        ClipFolder(tmp_path / "model")


def test_code_in_the_folder_is_never_run(clip_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(clip_folder, tmp_path / "model")
    for name in ("config.json", "tokenizer_config.json", "preprocessor_config.json"):
        path = tmp_path / "model" / name
        automatic: dict[str, object] = dict.fromkeys(
            ("AutoModel", "AutoConfig", "AutoImageProcessor"), "evil.Evil"
        )
        automatic["AutoTokenizer"] = ["evil.Evil", "evil.Evil"]
        path.write_text(json.dumps({**json.loads(path.read_text()), "auto_map": automatic}))
    (tmp_path / "model" / "evil.py").write_text(
        f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Evil:\n    pass\n"
    )
    with suppress(ModelFailed):
        ClipFolder(tmp_path / "model")
    assert not (tmp_path / "ran").exists()


def test_another_kind_of_model_is_named(clip_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(clip_folder, tmp_path / "model")
    (tmp_path / "model" / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(Unsupported, match="'bert'"):
        ClipFolder(tmp_path / "model")


def test_without_transformers_the_extra_is_named(clip_folder: Path) -> None:
    code = (
        "import sys; sys.modules['transformers'] = None\n"
        "from pathlib import Path\n"
        "from limner.core.errors import Unsupported\n"
        "from limner.models.hf.clip import ClipFolder\n"
        "try:\n"
        f"    ClipFolder(Path({str(clip_folder)!r}))\n"
        "except Unsupported as error:\n"
        "    print(error.hint)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == 'pip install "limner[torch]"', done.stderr


def test_opening_is_silent(clip_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ClipFolder(clip_folder).text_vectors(["red"])
    assert capfd.readouterr() == ("", "")
