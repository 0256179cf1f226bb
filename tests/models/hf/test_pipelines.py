"""A folder of diffusers draws what the library draws when it is called directly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from limner.core.drawing import DrawOrder
from limner.core.errors import BadValue, ModelFailed, Unsupported, WeightsCorrupt, WeightsMissing
from limner.core.geometry import Size
from limner.core.progress import Progress, finish
from limner.models.hf.pipelines import PipelineFolder
from limner.models.hf.previews import Preview
from tests.models.hf import pipelines

WORDS = "a red apple on the cat"
SIZE = Size(16, 16)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("pipelines")
    return {name: make(root / name) for name, make in pipelines.FOLDERS.items()}


@pytest.fixture(scope="module")
def opened(folders: dict[str, Path]) -> dict[str, PipelineFolder]:
    return {name: PipelineFolder(folder) for name, folder in folders.items()}


def loaded(folder: Path) -> Any:
    import diffusers

    absent = {"text_encoder_3": None, "tokenizer_3": None} if folder.name == "sd3" else {}
    pipe = diffusers.AutoPipelineForText2Image.from_pretrained(folder, local_files_only=True, **absent)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def directly(folder: Path, seed: int, **given: object) -> np.ndarray:
    pipe = loaded(folder)
    random = torch.Generator("cpu").manual_seed(seed)
    found = pipe(WORDS, width=16, height=16, generator=random, **given)
    return np.asarray(found.images[0])


@pytest.mark.parametrize("kind", pipelines.FOLDERS)
def test_pixels_equal_those_of_the_library_called_directly(
    kind: str, folders: dict[str, Path], opened: dict[str, PipelineFolder]
) -> None:
    order = DrawOrder(WORDS, SIZE, seed=5, steps=3, guidance_scale=4.0)
    found = finish(opened[kind].draw(order))
    wanted = directly(folders[kind], 5, num_inference_steps=3, guidance_scale=4.0)
    np.testing.assert_array_equal(found, wanted)
    other = DrawOrder(WORDS, SIZE, seed=6, steps=3, guidance_scale=4.0)
    assert (finish(opened[kind].draw(other)) != wanted).any()


@pytest.mark.parametrize("kind", pipelines.FOLDERS)
def test_negative_words_equal_those_of_the_library(
    kind: str, folders: dict[str, Path], opened: dict[str, PipelineFolder]
) -> None:
    order = DrawOrder(WORDS, SIZE, negative="blue", seed=5, steps=2, guidance_scale=4.0)
    scale = {"true_cfg_scale": 4.0} if kind == "flux" else {"guidance_scale": 4.0}
    wanted = directly(folders[kind], 5, num_inference_steps=2, negative_prompt="blue", **scale)
    np.testing.assert_array_equal(finish(opened[kind].draw(order)), wanted)


@pytest.mark.parametrize("kind", pipelines.FOLDERS)
def test_progress_falls_to_the_clean_picture(kind: str, opened: dict[str, PipelineFolder]) -> None:
    told: list[Progress] = []
    finish(opened[kind].draw(DrawOrder(WORDS, SIZE, steps=4)), told.append)
    assert [(one.step, one.steps) for one in told] == [(i, 4) for i in range(1, 5)]
    shares = [one.t for one in told]
    assert shares == sorted(shares, reverse=True)  # type: ignore[type-var]
    assert shares[-1] == 0
    assert 0 < shares[0] < 1  # type: ignore[operator]
    assert told[-1].doing == "decode"


@pytest.mark.parametrize("kind", pipelines.FOLDERS)
def test_every_step_shows_a_preview_and_the_last_is_the_end_of_the_path(
    kind: str, folders: dict[str, Path], opened: dict[str, PipelineFolder]
) -> None:
    """The last preview is the model's own map of the final latents, which the library gives on request."""
    told: list[Progress] = []
    canvas = opened[kind].canvas(Size(24, 16))
    finish(opened[kind].draw(DrawOrder(WORDS, canvas, seed=5, steps=4, guidance_scale=4.0)), told.append)
    cells = (canvas.height // opened[kind]._shrinks, canvas.width // opened[kind]._shrinks, 3)
    assert [one.preview.shape for one in told if one.preview is not None] == [cells] * 4
    found = loaded(folders[kind])(
        WORDS,
        width=canvas.width,
        height=canvas.height,
        num_inference_steps=4,
        guidance_scale=4.0,
        generator=torch.Generator("cpu").manual_seed(5),
        output_type="latent",
    ).images
    shown = Preview(opened[kind]._colors, canvas, opened[kind]._shrinks).after(found, None)
    np.testing.assert_array_equal(told[-1].preview, shown)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # inside diffusers
def test_another_sampler_is_the_librarys_of_that_name(
    folders: dict[str, Path], opened: dict[str, PipelineFolder]
) -> None:
    import diffusers

    sd = opened["sd"]
    assert sd.samplers[0] == "ddim"
    assert {"euler", "dpm++2m"} < set(sd.samplers)
    found = finish(sd.draw(DrawOrder(WORDS, SIZE, seed=5, steps=3, guidance_scale=4.0, sampler="euler-a")))
    pipe = loaded(folders["sd"])
    pipe.scheduler = diffusers.EulerAncestralDiscreteScheduler.from_config(pipe.scheduler.config)
    random = torch.Generator("cpu").manual_seed(5)
    wanted = pipe(
        WORDS, width=16, height=16, generator=random, num_inference_steps=3, guidance_scale=4.0
    ).images[0]
    np.testing.assert_array_equal(found, np.asarray(wanted))
    with pytest.raises(BadValue, match="'ddpn'"):
        finish(sd.draw(DrawOrder(WORDS, SIZE, sampler="ddpn")))
    again = finish(sd.draw(DrawOrder(WORDS, SIZE, seed=5, steps=3, guidance_scale=4.0)))
    assert (again != found).any()


def test_closing_stops_the_thread_within_a_step(opened: dict[str, PipelineFolder]) -> None:
    running = opened["sd"].draw(DrawOrder(WORDS, SIZE, steps=500))
    next(running)
    running.close()
    assert not any(thread.name == "limner-draw" for thread in threading.enumerate())


def test_the_canvas_is_what_the_model_can_draw(opened: dict[str, PipelineFolder]) -> None:
    sd, flux = opened["sd"], opened["flux"]
    assert sd.canvas(Size(16, 16)) == Size(16, 16)
    assert sd.canvas(Size(15, 17)) == Size(16, 24)
    assert sd.canvas(Size(1600, 800)) == Size(24, 16)
    for model in (sd, flux):
        canvas = model.canvas(Size(37, 21))
        pixels = finish(model.draw(DrawOrder(WORDS, canvas, steps=1)))
        assert pixels.shape == (canvas.height, canvas.width, 3)


def test_the_card_names_every_weight_file_and_the_usual_numbers(opened: dict[str, PipelineFolder]) -> None:
    card = opened["sd"].card
    assert (card.kind, card.resolution, card.id) == ("generator", 16, "sd")
    assert "unet/diffusion_pytorch_model.safetensors" in {file.name for file in card.files}
    assert card.calibration == {"steps": 50.0, "guidance_scale": 7.5}
    assert not card.vocabulary


def test_a_pickle_is_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    copy = shutil.copytree(folders["sd"], tmp_path / "model")
    weights = copy / "unet" / "diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_suffix(".bin"))
    with pytest.raises(Unsupported, match="pickle") as caught:
        PipelineFolder(copy)
    assert "save_pretrained" in str(caught.value.hint)


def test_missing_and_cut_off_weights_are_errors_of_ours(folders: dict[str, Path], tmp_path: Path) -> None:
    copy = shutil.copytree(folders["sd"], tmp_path / "model")
    weights = copy / "unet" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(ModelFailed):
        PipelineFolder(copy)
    weights.unlink()
    with pytest.raises(ModelFailed):
        PipelineFolder(copy)


@pytest.mark.parametrize(
    ("text", "error"), [("no json", WeightsCorrupt), ("{}", WeightsCorrupt), (None, WeightsMissing)]
)
def test_an_index_that_names_no_pipeline_is_refused(
    text: str | None, error: type[Exception], tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / "model_index.json").write_text(text)
    with pytest.raises(error):
        PipelineFolder(tmp_path)


def test_code_in_the_folder_is_never_run(folders: dict[str, Path], tmp_path: Path) -> None:
    copy = shutil.copytree(folders["sd"], tmp_path / "model")
    index = json.loads((copy / "model_index.json").read_text())
    index["_class_name"] = ["pipeline", "Evil"]
    index["unet"] = ["evil", "Evil"]
    (copy / "model_index.json").write_text(json.dumps({**index, "_class_name": "StableDiffusionPipeline"}))
    for name in ("pipeline.py", "evil.py", "unet/evil.py"):
        (copy / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Evil:\n    pass\n")
    with pytest.raises(ModelFailed):
        PipelineFolder(copy)
    assert not (tmp_path / "ran").exists()


def test_without_diffusers_the_extra_is_named(folders: dict[str, Path]) -> None:
    code = (
        "import sys; sys.modules['diffusers'] = None\n"
        "from pathlib import Path\n"
        "from limner.core.errors import Unsupported\n"
        "from limner.models.hf.pipelines import PipelineFolder\n"
        "try:\n"
        f"    PipelineFolder(Path({str(folders['sd'])!r}))\n"
        "except Unsupported as error:\n"
        "    print(error.hint)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "limner[torch]" in done.stdout, done.stderr
