"""Makes tabla_levels.json and lecture.json beside it: a training set of a recording, and how a neuron is fitted to it.

Run: python3 lecture.py   (README.md beside this file has the versions)

The levels are NumPy's, the gradients those of PyTorch's autograd; the script makes sure that they agree with the formulas
that are derived by hand.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import soundfile
import torch

from minibatches import order

FOLDER = Path(__file__).resolve().parent
VERSIONS = {name: version(name) for name in ["numpy", "torch", "soundfile"]}
EDGES = [62.5, 125, 250, 500, 1000, 2000, 4000, 16000]  # Hz
TRAINING = 700
SEED = 1


def levels(path, length=2048, hop=512):
    """In dB, 0 for a sine of full scale: seven bands of each frame; in hundredths."""
    samples, rate = soundfile.read(path)
    samples = samples.mean(axis=1)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)
    frames = np.lib.stride_tricks.sliding_window_view(samples, length)[::hop]
    powers = np.abs(np.fft.rfft(frames * window)) ** 2
    frequencies = np.arange(length // 2 + 1) * rate / length
    bands = [(frequencies >= low) & (frequencies < high) for low, high in zip(EDGES, EDGES[1:])]
    band_powers = np.stack([powers[:, band].sum(axis=1) for band in bands], axis=1)
    return (10 * np.log10(4 * band_powers / (length * np.sum(window**2)) + 1e-12)).round(2)


def write_levels(levels):
    """As a document of tensors, one frame a line."""
    metadata = {
        "bands": "octaves from 62.5, 125, 250, 500, 1000 and 2000 Hz, and 4000 to 16000 Hz",
        "license": "CC0 1.0, as the recording's",
        "recording": "loop_tabla.flac, 2015 lezaarth, http://freesound.org/people/lezaarth/sounds/242591/",
        "unit": "dB, 0 for a sine of full scale; frames of 2048 samples, hop 512, Hann window, mean of both channels",
    }
    rows = ",\n".join(", ".join(f"{x:g}" for x in frame) for frame in levels)
    tensor = f'{{"type": "float64", "shape": {list(levels.shape)}, "elements": [\n{rows}]}}'
    text = f'{{"metadata": {json.dumps(metadata, indent=0)},\n"tensors": {{"levels": {tensor}}}}}\n'
    (FOLDER / "tabla_levels.json").write_text(text)


def training_set(levels):
    """Standardized levels below 4 kHz; what is above −70 dB of the band above, in units of 10 dB."""
    x, treble = levels[:, :6], levels[:, 6]
    x = (x - x[:TRAINING].mean(axis=0)) / x[:TRAINING].std(axis=0)
    return x, np.maximum(treble + 70, 0)[:, None] / 10


def neuron(x, weight, bias, has_relu):
    z = x @ weight + bias
    return torch.relu(z) if has_relu else z


def gradient(x, y, weight, bias, has_relu):
    """By PyTorch, held against 2/N Σ (p − y)·1[z > 0]·x."""
    w, b = weight.clone().requires_grad_(), bias.clone().requires_grad_()
    loss = torch.nn.functional.mse_loss(neuron(x, w, b, has_relu), y)
    slope = torch.autograd.grad(loss, (w, b))
    z = (x @ weight + bias).numpy()
    error = 2 / len(x) * (np.maximum(z, 0) - y.numpy()) * (z > 0) if has_relu else 2 / len(x) * (z - y.numpy())
    np.testing.assert_allclose(slope[0].numpy(), x.numpy().T @ error, rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(slope[1].numpy(), error.sum(axis=0), rtol=1e-11, atol=1e-13)
    return loss.item(), *slope


def fit(x, y, has_relu, size, rate, epochs):
    """Losses over the training set after each epoch, and the parameters at the end."""
    weight, bias = torch.zeros(6, 1, dtype=torch.float64), torch.ones(1, dtype=torch.float64)
    first = gradient(x[:TRAINING], y[:TRAINING], weight, bias, has_relu)
    losses, held_out, updates = [], [], 0
    for epoch in range(epochs):
        samples = order(TRAINING, SEED, epoch) if size < TRAINING else list(range(TRAINING))
        for start in range(0, TRAINING, size):
            batch = samples[start : start + size]
            _, weight_slope, bias_slope = gradient(x[batch], y[batch], weight, bias, has_relu)
            weight, bias = weight - rate * weight_slope, bias - rate * bias_slope
            updates += 1
        mse = torch.nn.functional.mse_loss
        losses.append(mse(neuron(x[:TRAINING], weight, bias, has_relu), y[:TRAINING]).item())
        held_out.append(mse(neuron(x[TRAINING:], weight, bias, has_relu), y[TRAINING:]).item())
    return {
        "hasReLU": has_relu, "batchSize": size, "learningRate": rate, "shuffleSeed": SEED if size < TRAINING else None,
        "firstLoss": first[0], "firstWeightGradient": first[1].flatten().tolist(), "firstBiasGradient": first[2].item(),
        "updates": updates, "trainingLosses": losses, "heldOutLosses": held_out,
        "weight": weight.flatten().tolist(), "bias": bias.item(),
    }  # fmt: skip


measured = levels(FOLDER.parent / "recordings" / "loop_tabla.flac")
write_levels(measured)
x, y = (torch.tensor(array) for array in training_set(measured))
cases = [
    fit(x, y, has_relu, size, rate, epochs)
    for has_relu in [False, True]
    for size, rate, epochs in [(TRAINING, 0.1, 50), (1, 0.01, 5), (32, 0.05, 10)]
]
design = np.hstack([x[:TRAINING].numpy(), np.ones((TRAINING, 1))])
solution, squares, *_ = np.linalg.lstsq(design, y[:TRAINING].numpy(), rcond=None)
least = {"leastSquares": {"parameters": solution.flatten().tolist(), "loss": squares.item() / TRAINING}}
lines = ",\n".join(json.dumps(case) for case in cases)
head = json.dumps(VERSIONS | least)[1:-1]
(FOLDER / "lecture.json").write_text("{" + head + ', "cases": [\n' + lines + "\n]}\n")
