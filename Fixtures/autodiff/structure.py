"""Makes structure.json: arrays sliced, joined, padded, ordered and repeated by NumPy.

Run: python3 structure.py   (in this folder)
"""

import json

import numpy as np

rng = np.random.default_rng(1822)

cases = []


def add(name, shape, function):
    x = rng.integers(-999, 999, shape) / 16
    y = np.asarray(function(x), dtype=float)
    cases.append(
        {
            "function": name,
            "inputShape": list(x.shape),
            "input": x.ravel().tolist(),
            "outputShape": list(y.shape),
            "output": y.ravel().tolist(),
        }
    )


box = (3, 4, 5)
for start, end, step in [
    (None, None, 2), (1, None, 2), (None, None, -1), (None, None, -3), (-2, None, -1), (1, 4, 1), (-4, -1, 2),
    (4, 0, -2), (-1, -9, -1), (0, 9, 3), (9, 1, -2), (3, 3, 1), (3, 1, 2), (1, 3, -1), (-9, 2, 1), (7, 9, 1),
]:
    for axis in [0, 1, 2]:
        index = [slice(None)] * 3
        index[axis] = slice(start, end, step)
        name = f"slice {start} {end} {step} axis {axis}"
        add(name, box, lambda x: x[tuple(index)])

modes = {"reflect": "reflect", "symmetric": "symmetric", "edge": "edge", "circular": "wrap"}
for mode, theirs in modes.items():
    for before, after in [(0, 0), (2, 1), (0, 3), (4, 0), (13, 11), (1, 27)]:
        for shape, axis in [((5,), 0), ((2,), 0), ((1,), 0), (box, 0), (box, 1), (box, -1)]:
            width = [(0, 0)] * len(shape)
            width[axis] = (before, after)
            add(f"pad {mode} {before} {after} axis {axis}", shape, lambda x: np.pad(x, width, mode=theirs))
for axis in [0, 1, -1]:
    width = [(0, 0)] * 3
    width[axis] = (2, 3)
    add(f"pad constant 2 3 axis {axis}", box, lambda x: np.pad(x, width, constant_values=1.5))

for axis in [0, 1, 2, -1, -3]:
    add(f"flip axis {axis}", box, lambda x: np.flip(x, axis))
    for shift in [0, 1, -1, 3, 5, -7, 12]:
        add(f"roll {shift} axis {axis}", box, lambda x: np.roll(x, shift, axis))
    add(f"repeat 3 axis {axis}", box, lambda x: np.repeat(x, 3, axis))
    add(f"repeat 0 axis {axis}", box, lambda x: np.repeat(x, 0, axis))
    add(f"cumsum axis {axis}", box, lambda x: np.cumsum(x, axis))
    add(f"cumprod axis {axis}", box, lambda x: np.cumprod(x, axis))
    add(f"sort axis {axis}", box, lambda x: np.sort(np.round(x / 20), axis, kind="stable"))
    add(f"argsort axis {axis}", box, lambda x: np.argsort(np.round(x / 20), axis, kind="stable"))
    add(f"argmax axis {axis}", box, lambda x: np.argmax(np.round(x / 20), axis))
    add(f"argmin axis {axis}", box, lambda x: np.argmin(np.round(x / 20), axis))
    for order in [0, 1, 2, 3, 6]:
        add(f"diff {order} axis {axis}", box, lambda x: np.diff(x, order, axis))
    add(f"take axis {axis}", box, lambda x: np.take(x, [2, 0, 0, 1, 2, 2], axis))
    add(f"take along axis {axis}", box, lambda x: np.take_along_axis(x, np.argsort(x, axis)[::-1, ::-1], axis))
    add(f"expand {axis}", box, lambda x: np.expand_dims(x, axis))
    add(f"fftshift {axis}", box, lambda x: np.fft.fftshift(x, axis))
    add(f"ifftshift {axis}", box, lambda x: np.fft.ifftshift(x, axis))
    add(f"at 1 axis {axis}", box, lambda x: np.take(x, 1, axis))
    add(f"concatenate axis {axis}", box, lambda x: np.concatenate([x, 2 * x, -x], axis))
add("fftshift all", box, lambda x: np.fft.fftshift(x))
add("ifftshift all", box, lambda x: np.fft.ifftshift(x))

for permutation in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0), (-1, 0, -2)]:
    name = " ".join(map(str, permutation))
    add(f"transpose {name}", box, lambda x: np.transpose(x, permutation))
    add(f"transpose {name}", (1, 4, 1), lambda x: np.transpose(x, permutation))
    add(f"transpose {name}", (17, 2, 18), lambda x: np.transpose(x, permutation))
for permutation in [(3, 2, 1, 0), (0, 3, 1, 2), (2, 3, 0, 1), (1, 0, 3, 2), (3, 0, 2, 1)]:
    add("transpose " + " ".join(map(str, permutation)), (2, 3, 4, 5), lambda x: np.transpose(x, permutation))
add("transpose last two", (2, 3, 4), lambda x: np.swapaxes(x, -1, -2))
for source, destination in [(0, 2), (2, 0), (-1, 1), (1, 1), (0, -1)]:
    add(f"moveaxis {source} {destination}", box, lambda x: np.moveaxis(x, source, destination))
add("swapaxes 0 -1", box, lambda x: np.swapaxes(x, 0, -1))

for counts in [(2,), (2, 3), (1, 2, 2), (2, 1, 1, 3), (3, 0, 2)]:
    add("tile " + " ".join(map(str, counts)), (2, 3), lambda x: np.tile(x, counts))
add("tile 3", (), lambda x: np.tile(x, 3))

for offset in [0, 1, -1, 3, -2, 4, -5]:
    add(f"diagonal {offset}", (2, 3, 4), lambda x: np.diagonal(x, offset, -2, -1))
    add(f"diagonal matrix {offset}", (3,), lambda x: np.diag(x, offset))

for axis in [0, 1, -1, -2]:
    add(f"stack axis {axis}", (2, 3), lambda x: np.stack([x, 2 * x, -x], axis))
    add(f"split axis {axis}", (4, 6), lambda x: np.split(x, 2, axis)[1])
    add(f"split by lengths axis {axis}", (6, 6), lambda x: np.split(x, [1, 1, 4], axis)[2])
add("reshape 4 -1", (2, 3, 4), lambda x: np.reshape(x, (4, -1)))
add("ravel", (2, 3, 4), np.ravel)
add("squeeze", (1, 3, 1, 2), np.squeeze)
add("squeeze axis 2", (1, 3, 1, 2), lambda x: np.squeeze(x, 2))

add("identity 4", (0,), lambda x: np.identity(4))
add("arange 7", (0,), lambda x: np.arange(-2, 5))
add("arange quarters", (0,), lambda x: np.arange(-1, 1, 0.25))
add("linspace 11", (0,), lambda x: np.linspace(-1 / 3, 2, 11))
add("linspace 1", (0,), lambda x: np.linspace(3, 4, 1))

with open("structure.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
print(len(cases))
