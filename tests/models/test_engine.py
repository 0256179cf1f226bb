"""The engine computes what the file says, only what is asked for, and fails in our words."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from limner.core.errors import BadValue, ModelFailed, WeightsCorrupt
from limner.models import compiled, engine
from limner.models.engine import EngineOptions, Network
from limner.models.graph import cut, halves
from tests.models.tiny import IMAGE, SIDE, network

EXACT = EngineOptions(precision="float32")


@pytest.fixture
def pixels() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (3, SIDE, SIDE, 3), np.uint8)


def test_it_agrees_with_onnx_runtime(pixels: np.ndarray) -> None:
    net = Network(network(IMAGE), "tiny", EXACT)
    other = onnxruntime.InferenceSession(network(IMAGE), providers=["CPUExecutionProvider"])
    names = [output.name for output in other.get_outputs()]
    assert net.outputs == tuple(names)
    ours, theirs = net({"pixels": pixels}, names), other.run(names, {"pixels": pixels})
    for name, expected in zip(names, theirs, strict=True):
        np.testing.assert_allclose(ours[name], expected, atol=1e-5, err_msg=name)


def test_only_what_is_asked_for_is_computed() -> None:
    """A branch of twelve products is not in what is compiled when nobody asks for its output."""
    net = Network(network(_costly(16, 12)), "costly", EXACT)

    def products(name: str) -> int:
        net({"x": np.ones((16, 16), np.float32)}, [name])
        compiled = net._compiled[frozenset([name]), (), ()].get_compiled_model().get_runtime_model()
        kinds = [str(node.get_rt_info()["layerType"].astype(str)) for node in compiled.get_ops()]
        return sum(kind in ("MatMul", "FullyConnected") for kind in kinds)

    assert products("costly") == 12
    assert products("cheap") == 0


def _costly(side: int, products: int) -> str:
    steps = "\n".join(f"x{i + 1} = MatMul (x{i}, x)" for i in range(products))
    return f"""
    <ir_version: 9, opset_import: ["": 17]>
    costly (float[{side}, {side}] x) => (float[{side}, {side}] cheap, float[{side}, {side}] costly)
    {{ cheap = Neg (x) x0 = Abs (x) {steps} costly = Identity (x{products}) }}
    """


def test_what_was_compiled_for_more_outputs_serves_fewer(pixels: np.ndarray) -> None:
    net = Network(network(IMAGE), "tiny", EXACT)
    net({"pixels": pixels}, ["things", "colors"])
    net({"pixels": pixels}, ["things"])
    assert len(net._compiled) == 1


def test_outputs_are_new_arrays(pixels: np.ndarray) -> None:
    net = Network(network(IMAGE), "tiny", EXACT)
    first = net({"pixels": pixels}, ["things"])["things"]
    kept = first.copy()
    net({"pixels": 255 - pixels}, ["things"])
    np.testing.assert_array_equal(first, kept)


def test_batches_of_any_size(pixels: np.ndarray) -> None:
    net = Network(network(IMAGE), "tiny", EXACT)
    for count in (1, 3, 2):
        assert net({"pixels": pixels[:count]}, ["things"])["things"].shape == (count, 16, 3)


def test_threads_may_share_a_network(pixels: np.ndarray) -> None:
    net = Network(network(IMAGE), "tiny", EXACT)
    expected = net({"pixels": pixels}, ["things"])["things"]
    wrong: list[int] = []

    def work(shift: int) -> None:
        rolled = np.roll(pixels, shift, 0)
        meant = np.roll(expected, shift, 0)
        found = [net({"pixels": rolled}, ["things"])["things"] for _ in range(20)]
        wrong.extend(shift for each in found if not np.array_equal(each, meant))

    threads = [threading.Thread(target=work, args=(shift,)) for shift in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("data", [b"", b"junk", network(IMAGE)[:300]])
def test_what_is_no_network_is_corrupt(data: bytes) -> None:
    with pytest.raises(WeightsCorrupt, match="no ONNX network"):
        Network(data, "broken")


def test_unknown_names_are_refused_with_the_known_ones(pixels: np.ndarray) -> None:
    net = Network(network(IMAGE), "tiny", EXACT)
    with pytest.raises(BadValue, match="outputs that do not fit: mood") as caught:
        net({"pixels": pixels}, ["mood"])
    assert "image_vector" in str(caught.value.hint)
    with pytest.raises(BadValue, match="inputs that do not fit: image, pixels"):
        net({"image": pixels}, ["things"])


def test_a_wrong_shape_is_a_failure_of_ours(pixels: np.ndarray) -> None:
    net = Network(network(IMAGE), "tiny", EXACT)
    with pytest.raises(ModelFailed, match="tiny could not be computed"):
        net({"pixels": pixels[:, :4]}, ["things"])
    assert net({"pixels": pixels}, ["things"])["things"].shape == (3, 16, 3)


def test_compiled_networks_are_kept_and_told_apart(tmp_path: Path, pixels: np.ndarray) -> None:
    """Other weights in the same graph must not be served the kept network of the first."""
    options = EngineOptions(precision="float32", cache=tmp_path / "cache")
    other = IMAGE.replace("float[3] nothing = {10, 0, 0}", "float[3] nothing = {11, 0, 0}")
    assert other != IMAGE
    for text in (IMAGE, other, IMAGE, other):
        found = Network(network(text), "tiny", options)({"pixels": pixels}, ["things"])["things"]
        plain = Network(network(text), "tiny", EXACT)({"pixels": pixels}, ["things"])["things"]
        np.testing.assert_array_equal(found, plain)
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_what_was_turned_into_another_form_is_compiled_anew(
    tmp_path: Path, pixels: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = EngineOptions(cache=tmp_path)
    for form, kept in ((engine.FORM, 1), (engine.FORM, 1), (engine.FORM + 1, 2)):
        monkeypatch.setattr(engine, "FORM", form)
        Network(network(IMAGE), "tiny", options)({"pixels": pixels}, ["things"])
        assert len(list(tmp_path.iterdir())) == kept


def test_a_damaged_cache_only_costs_time(tmp_path: Path, pixels: np.ndarray) -> None:
    options = EngineOptions(precision="float32", cache=tmp_path)
    expected = Network(network(IMAGE), "tiny", options)({"pixels": pixels}, ["things"])["things"]
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = Network(network(IMAGE), "tiny", options)({"pixels": pixels}, ["things"])["things"]
    np.testing.assert_array_equal(found, expected)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, pixels: np.ndarray) -> None:
    (tmp_path / "file").write_text("")
    options = EngineOptions(cache=tmp_path / "file" / "cache")
    assert Network(network(IMAGE), "tiny", options)({"pixels": pixels}, ["things"])


def test_float32_is_what_it_computes_in_when_asked() -> None:
    assert Network(network(IMAGE), "tiny", EXACT).computes_in == "float32"
    assert Network(network(IMAGE), "tiny").computes_in in ("float32", "bfloat16", "float16")


def test_nobody_is_told_that_it_was_loaded(tmp_path: Path) -> None:
    """OpenVINO's conversion tools report each import to a server and write into the home. The second
    start takes what the first compiled."""
    (tmp_path / "tiny.onnx").write_bytes(network(IMAGE))
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('a connection was opened')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from pathlib import Path\n"
        "import numpy as np\n"
        "from limner.models.engine import EngineOptions, Network\n"
        "network = Network(Path('tiny.onnx').read_bytes(), 'tiny', EngineOptions(cache=Path('cache')))\n"
        f"network({{'pixels': np.zeros((1, {SIDE}, {SIDE}, 3), np.uint8)}}, ['things'])\n"
        "print([name for name in sys.modules if 'telemetry' in name or 'ovc' in name])"
    )
    home = tmp_path / "home"
    home.mkdir()
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=_at_home(home)
        )
        assert done.stdout.strip() == "[]", done.stderr
    assert not list(home.iterdir())
    assert list((tmp_path / "cache").iterdir())


def _at_home(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "XDG_CACHE_HOME": str(home / "cache")}


def test_old_compiled_networks_make_room(
    tmp_path: Path, pixels: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "ROOM", 10**6)
    for number in range(12):
        path = tmp_path / f"{number}.blob"
        path.write_bytes(bytes(10**5))
        os.utime(path, (number, number))
    options = EngineOptions(cache=tmp_path)
    Network(network(IMAGE), "tiny", options)({"pixels": pixels}, ["things"])
    left = {path.name for path in tmp_path.glob("*.blob")}
    assert {f"{number}.blob" for number in range(4, 12)} < left
    assert len(left) == 10


def test_what_an_earlier_start_compiled_is_taken_and_the_file_not_read_again(
    tmp_path: Path, pixels: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = EngineOptions(cache=tmp_path)
    first = Network(network(IMAGE), "tiny", options)
    meant = first({"pixels": pixels}, ["things"])["things"]
    monkeypatch.setattr(engine, "read", None)
    again = Network(network(IMAGE), "tiny", options)
    assert (again.inputs, again.outputs) == (first.inputs, first.outputs)
    assert (again.widths, again.shapes) == (first.widths, first.shapes)
    np.testing.assert_array_equal(again({"pixels": pixels}, ["things"])["things"], meant)
    with pytest.raises(TypeError):
        again({"pixels": pixels}, ["colors"])


def test_a_fixed_network_is_compiled_for_each_shape_and_computes_the_same(
    tmp_path: Path, pixels: np.ndarray
) -> None:
    options = EngineOptions(precision="float32", cache=tmp_path)
    free = Network(network(IMAGE), "tiny", EXACT)
    fixed = Network(network(IMAGE), "tiny", options, fixed=True)
    for count in (1, 2, 1):
        given = {"pixels": pixels[:count]}
        np.testing.assert_allclose(
            fixed(given, ["things"])["things"], free(given, ["things"])["things"], 1e-5
        )
    assert {shapes for _, shapes, _ in fixed._compiled} == {(("pixels", n, SIDE, SIDE, 3),) for n in (1, 2)}
    assert len(list(tmp_path.glob("*.blob"))) == 2


def test_what_follows_from_a_fixed_shape_is_not_left_in_the_network() -> None:
    text = """
    <ir_version: 9, opset_import: ["": 17]>
    rows (float[N, 2, 2] x) => (float[N, M] y)
    <int64[1] rest = {4}>
    { many = Shape <start: int = 0, end: int = 1> (x) shape = Concat <axis: int = 0> (many, rest)
      y = Reshape (x, shape) }
    """
    net = Network(network(text), "rows", EXACT, fixed=True)
    for count in (1, 3, 2):
        x = np.arange(4.0 * count, dtype=np.float32).reshape(count, 2, 2)
        np.testing.assert_array_equal(net({"x": x}, ["y"])["y"], x.reshape(count, 4))


HALVES = """
<ir_version: 9, opset_import: ["": 17]>
halves (float[N, 4] x, float[N, 4] told, float[N, 4] beside) => (float[N, 4] y)
<float[4, 4] w = {1, 2, 0, 0, 0, 1, 0, 3, 1, 0, 1, 0, 0, 0, 0, 1}, float two = {2}>
{
    heard = MatMul (told, w) loud = Mul (heard, two) shift = Add (beside, heard)
    mixed = Mul (x, loud) more = Add (mixed, shift) weighed = MatMul (more, w) y = Add (weighed, told)
}
"""


def test_what_is_held_is_computed_once_and_nothing_else_changes(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    options = EngineOptions(precision="float32", cache=tmp_path)
    for _ in range(2):  # compiled, then taken from disk
        net = Network(network(HALVES), "halves", options, fixed=True)
        for count in (1, 3):
            x, told, beside = (rng.standard_normal((count, 4)).astype(np.float32) for _ in range(3))
            held = net.holding({"told": told, "beside": beside}, "y")
            for turn in (x, x + 1):
                whole = net({"x": turn, "told": told, "beside": beside}, ["y"])["y"]
                np.testing.assert_allclose(held({"x": turn}), whole, rtol=1e-5)
    moving = next(key for key in net._compiled if key[2][:1] == ("moving",))
    kinds = [node.get_type_name() for node in halves(cut(net._graph, *moving[:2]), ("x",))[1].get_ops()]
    assert kinds.count("MatMul") == 1
    assert kinds.count("Parameter") == 4


@pytest.mark.parametrize(("load", "threads"), [(0.5, 0), (4.0, 0), (4.2, 2), (40.0, 2)])
def test_threads_do_not_fight_for_cores_that_others_have(
    load: float, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0), raising=False)
    assert engine._settings(EngineOptions())["INFERENCE_NUM_THREADS"] == threads
    assert engine._settings(EngineOptions(threads=3))["INFERENCE_NUM_THREADS"] == 3


def test_holding_an_input_that_is_not_there_is_refused() -> None:
    net = Network(network(HALVES), "halves", EXACT)
    with pytest.raises(BadValue, match="mood"):
        net.holding({"mood": np.zeros((1, 4), np.float32)}, "y")


def test_weights_of_eight_bits_are_widened_once() -> None:
    """The graph that is compiled holds no DequantizeLinear: its weights are floats already."""
    text = """
    <ir_version: 9, opset_import: ["": 17]>
    small (float[N, 2] x) => (float[N, 2] y)
    <int8[2, 2] q = {1, 2, -3, 127}, float[2] scale = {0.5, 2}>
    { w = DequantizeLinear <axis: int = 1> (q, scale) y = MatMul (x, w) }
    """
    net = Network(network(text), "small", EXACT)
    found = net({"x": np.eye(2, dtype=np.float32)}, ["y"])["y"]
    np.testing.assert_array_equal(found, [[0.5, 4], [-1.5, 254]])
    kinds = {node.get_type_name() for node in cut(net._graph, frozenset({"y"})).get_ops()}
    assert kinds == {"Parameter", "Constant", "MatMul", "Result"}
