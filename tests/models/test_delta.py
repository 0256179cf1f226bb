"""Low-rank deltas: read without a library, and laid over the weights of a network."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from limner.core.errors import WeightsCorrupt
from limner.models.delta import added, read
from limner.models.engine import EngineOptions, Network
from tests.models.tiny import network

EXACT = EngineOptions(precision="float32")
NET = """
<ir_version: 9, opset_import: ["": 17]>
small (float[N, 2, 2, 2] x) => (float[N, 2] y)
<
    float[2, 2, 2, 2] "fold.weight" = {1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0},
    int8[2, 2] "wide.weight.T.int8" = {1, 2, -3, 127}, float[2] "wide.weight.T.scale" = {0.5, 2},
    float[2, 2] "out.weight" = {1, 2, 3, 4}, float[2] "out.bias" = {10, 20}
>
{
    folded = Conv ("x", "fold.weight")
    flat = Flatten (folded)
    "wide.weight.T" = DequantizeLinear <axis: int = 1> ("wide.weight.T.int8", "wide.weight.T.scale")
    wide = MatMul (flat, "wide.weight.T")
    y = Gemm <transB: int = 1> (wide, "out.weight", "out.bias")
}
"""
FOLD = np.array([1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0], np.float32).reshape(2, 8)
WIDE = np.array([[0.5, 4], [-1.5, 254]], np.float32)
OUT, BIAS = np.array([[1, 2], [3, 4]], np.float32), np.array([10, 20], np.float32)


def packed(tensors: dict[str, np.ndarray]) -> bytes:
    from safetensors.numpy import save

    return save(tensors)


def random(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float16)


PAIRS = {
    "fold.weight.lora_A": random(1, 8),
    "fold.weight.lora_B": random(2, 1, seed=1),
    "wide.weight.lora_A": random(1, 2, seed=2),
    "wide.weight.lora_B": random(2, 1, seed=3),
    "out.bias.diff": random(2, seed=4),
}


def product(name: str) -> np.ndarray:
    b, a = (PAIRS[f"{name}.lora_{part}"].astype(np.float32) for part in "BA")
    return b @ a


def test_a_file_is_read_as_its_library_reads_it() -> None:
    given = {"a": random(3, 4), "b.c": random(5).astype(np.float32), "none": random(0)}
    found = read(packed(given), "given")
    assert found.keys() == given.keys()
    for name, value in given.items():
        np.testing.assert_array_equal(found[name], value.astype(np.float32))
        assert found[name].dtype == np.float32


def test_what_is_added_is_the_product_of_each_pair_and_each_difference() -> None:
    found = dict(added(packed(PAIRS)))
    assert found.keys() == {"fold.weight", "wide.weight", "out.bias"}
    np.testing.assert_allclose(found["fold.weight"], product("fold.weight"), rtol=1e-6)
    np.testing.assert_array_equal(found["out.bias"], PAIRS["out.bias.diff"].astype(np.float32))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff" * 8,
        packed(PAIRS)[:-1],
        packed({"a.diff": np.ones(3, np.int32)}),
        (2).to_bytes(8, "little") + b"[]",
        *(
            len(text).to_bytes(8, "little") + text + bytes(8)
            for text in (
                json.dumps({"a.diff": told}).encode()
                for told in (
                    {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]},
                    {"dtype": "F32", "shape": [2], "data_offsets": [0]},
                    {"dtype": "F32", "shape": [2]},
                    "F32",
                )
            )
        ),
    ],
)
def test_what_is_no_such_file_is_corrupt(data: bytes) -> None:
    with pytest.raises(WeightsCorrupt, match="the delta is no safetensors file") as caught:
        dict(added(data))
    assert "export the student" in str(caught.value.hint)


@pytest.mark.parametrize("name", ["a", "a.lora_A", "a.lora_B", "a.alpha"])
def test_tensors_that_are_no_part_of_a_delta_are_named(name: str) -> None:
    with pytest.raises(WeightsCorrupt, match=f"{name} is neither"):
        dict(added(packed({name: random(2, 2)})))


def test_a_pair_that_does_not_fit_together_is_named() -> None:
    with pytest.raises(WeightsCorrupt, match=r"a: \(4, 3\) and \(2, 5\) are no pair"):
        dict(added(packed({"a.lora_A": random(2, 5), "a.lora_B": random(4, 3)})))


def test_a_network_computes_with_the_sums_also_where_weights_are_int8_or_transposed() -> None:
    x = random(3, 2, 2, 2, seed=5).astype(np.float32)
    net = Network(network(NET), "small", EXACT, delta=packed(PAIRS))
    flat = x.reshape(3, 8) @ (FOLD + product("fold.weight")).T
    wide = flat @ (WIDE + product("wide.weight").T)
    wanted = wide @ OUT.T + BIAS + PAIRS["out.bias.diff"]
    np.testing.assert_allclose(net({"x": x}, ["y"])["y"], wanted, rtol=1e-4, atol=1e-4)
    plain = Network(network(NET), "small", EXACT)({"x": x}, ["y"])["y"]
    np.testing.assert_allclose(plain, x.reshape(3, 8) @ FOLD.T @ WIDE @ OUT.T + BIAS, rtol=1e-4)


def test_networks_that_differ_in_one_number_of_their_delta_are_told_apart_when_kept(tmp_path: Path) -> None:
    options, x = EngineOptions("float32", cache=tmp_path), np.ones((1, 2, 2, 2), np.float32)
    other = {**PAIRS, "out.bias.diff": PAIRS["out.bias.diff"] + np.float16(1)}
    found = [
        Network(network(NET), "small", options, delta=data)({"x": x}, ["y"])["y"]
        for data in (b"", packed(PAIRS), packed(other), packed(PAIRS), b"")
    ]
    assert len(list(tmp_path.glob("*.blob"))) == 3
    np.testing.assert_array_equal(found[0], found[4])
    np.testing.assert_array_equal(found[1], found[3])
    np.testing.assert_allclose(found[2] - found[1], [[1, 1]], atol=0.01)


@pytest.mark.parametrize(
    "tensors", [{"nosuch.diff": random(2)}, {"out.bias.diff": random(3)}, {"fold.weight.diff": random(2, 9)}]
)
def test_a_delta_of_another_network_is_refused(tensors: dict[str, np.ndarray]) -> None:
    with pytest.raises(WeightsCorrupt, match=r"small has no weight .* which its delta is for"):
        Network(network(NET), "small", EXACT, delta=packed(tensors))
