"""Makes model.safetensors and model.json beside it: one set of tensors, as other programs write them.

Run: python3 storage.py   (README.md beside this file has the versions)
Run: python3 storage.py FILE.safetensors FILE.json   to check files of the same tensors that somebody else has written:
     by safetensors' readers for NumPy and PyTorch, and by Python's reader of JSON.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import safetensors.numpy
import safetensors.torch
import torch

FOLDER = Path(__file__).resolve().parent
METADATA = {"description": 'Tensors "of" \\ all/most kinds,\n\b\f\x1f\x7f\u2028α to ω'}
PAIRS = ["filter.zeros"]
DOUBLES = [0.1, -0.0, 5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan, 1 / 3]
SINGLES = [0.1, -0.0, 1e-45, 3.4028234663852886e38, math.inf, -math.inf, math.nan, 1 / 3]


def tensors():
    """By name; complex numbers of double precision as they are, which only our own formats have."""
    return {
        "layers.0.weight": np.arange(6, dtype=np.float64).reshape(2, 3) / 8 - 0.25,
        "layers.0.bias": np.array([1.5, -2.5], np.float32),
        "layers.1.weight": np.array(DOUBLES).reshape(2, 2, 2),
        "layers.1.bias": np.array(SINGLES, np.float32),
        "filter.poles": np.array([[0.5 + 0.25j], [-1 - 2j], [1j]], np.complex64),
        "filter.zeros": np.array([0.1 + 0.2j, complex(-0.0, 1e300)], np.complex128),
        "empty": np.zeros((0, 4), np.float32),
        "gain": np.array(0.7),
        "é\u0301\t\U0001d11e": np.array([3.0], np.float32),
    }


def as_pairs(tensor):
    return np.stack([tensor.real, tensor.imag], axis=-1)


def stored():
    return {name: as_pairs(t) if name in PAIRS else t for name, t in tensors().items()}


def write_safetensors(path):
    metadata = METADATA | {"parseval.complex128": json.dumps(PAIRS, separators=(",", ":"))}
    while True:
        safetensors.numpy.save_file(stored(), path, metadata=metadata)
        # The library keeps metadata in a hash table, so that they come in any order.
        header = json.loads(path.read_bytes()[8:].split(b"}}", 1)[0] + b"}}")
        if list(header["__metadata__"]) == sorted(metadata):
            break
    path.chmod(0o644)


def write_json(path):
    def number(x):
        return "NaN" if math.isnan(x) else x if math.isfinite(x) else "Infinity" if x > 0 else "-Infinity"

    def entry(tensor):
        numbers = as_pairs(tensor) if np.iscomplexobj(tensor) else tensor
        # A single-precision number as the double that it is, with digits that it does not need.
        return {
            "elements": [number(x) for x in numbers.ravel().tolist()],
            "shape": list(tensor.shape), "type": str(tensor.dtype),
        }  # fmt: skip

    document = {"tensors": {name: entry(t) for name, t in tensors().items()}, "metadata": METADATA}
    path.write_text(json.dumps(document, indent=1) + "\n")


def same(found, expected, what):
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.dtype == expected.dtype and found.shape == expected.shape, what
    # To the bit, but for the payload of what is not a number.
    numbers = [as_pairs(a) if np.iscomplexobj(a) else a for a in (found, expected)]
    assert np.array_equal(*numbers, equal_nan=True) and np.array_equal(*map(np.signbit, map(np.nan_to_num, numbers))), what


def check(binary, text):
    arrays = safetensors.numpy.load_file(binary)
    assert arrays.keys() == stored().keys()
    for name, expected in stored().items():
        same(arrays[name], expected, name)
    for name, tensor in safetensors.torch.load_file(binary).items():
        if name in PAIRS:
            same(torch.view_as_complex(tensor).numpy(), tensors()[name], name)
        else:
            same(tensor.numpy(), stored()[name], name)
    with safetensors.safe_open(binary, "numpy") as file:
        assert {k: v for k, v in file.metadata().items() if not k.startswith("parseval.")} == METADATA

    document = json.loads(Path(text).read_text())
    assert {k: v for k, v in document["metadata"].items() if not k.startswith("parseval.")} == METADATA
    assert document["tensors"].keys() == tensors().keys()
    for name, expected in tensors().items():
        entry = document["tensors"][name]
        numbers = np.array([float(x) for x in entry["elements"]], as_pairs(expected).dtype)
        if np.iscomplexobj(expected):
            numbers = numbers.view(expected.dtype)
        same(numbers.reshape(entry["shape"]), expected, name)
        assert entry["type"] == str(expected.dtype)
    print("the files hold the tensors")


if len(sys.argv) == 3:
    check(*sys.argv[1:])
else:
    write_safetensors(FOLDER / "model.safetensors")
    write_json(FOLDER / "model.json")
    check(FOLDER / "model.safetensors", FOLDER / "model.json")
