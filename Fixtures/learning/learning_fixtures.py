"""Makes losses.json, stft_losses.json and adam.json beside it.

Run: python3 learning_fixtures.py   (README.md beside this file has the versions)
"""

import json
from importlib.metadata import version
from pathlib import Path

import auraloss
import numpy as np
import torch

FOLDER = Path(__file__).resolve().parent
VERSIONS = {name: version(name) for name in ["numpy", "torch", "auraloss"]}


def pcm(rng, *shape):
    """Noise as 16-bit samples: short to write, and exact in every precision."""
    return rng.integers(-32768, 32768, shape)


def tensor(samples, requires_grad=False):
    return torch.tensor(samples / 32768, dtype=torch.float64, requires_grad=requires_grad)


def write(name, cases):
    """One case a line."""
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / name).write_text("{" + json.dumps(VERSIONS)[1:-1] + ', "cases": [\n' + lines + "\n]}\n")


def value_and_gradients(loss, estimate, target):
    x, y = tensor(estimate, True), tensor(target, True)
    value = loss(x, y)
    value.backward()
    return {
        "value": value.item(),
        "estimateGradient": x.grad.flatten().tolist(),
        "targetGradient": y.grad.flatten().tolist(),
    }


# Distances of magnitudes

LOSSES = {
    "meanSquaredError": torch.nn.MSELoss(),
    "meanAbsoluteError": torch.nn.L1Loss(),
    "spectralConvergence": auraloss.freq.SpectralConvergenceLoss(),
    "logMagnitudeDistance": auraloss.freq.STFTMagnitudeLoss(),
}


def losses():
    rng = np.random.default_rng(2019)
    for shape in [(1,), (2, 3), (3, 5, 17)]:
        estimate, target = rng.integers(1, 32768, shape), rng.integers(1, 32768, shape)
        for name, loss in LOSSES.items():
            yield {
                "loss": name, "shape": shape,
                "estimate": estimate.flatten().tolist(), "target": target.flatten().tolist(),
                **value_and_gradients(loss, estimate, target),
            }  # fmt: skip


# The multi-resolution STFT loss

STANDARD = {"fft_sizes": [1024, 2048, 512], "hop_sizes": [120, 240, 50], "win_lengths": [600, 1200, 240]}
OTHER = {"fft_sizes": [256, 101], "hop_sizes": [64, 33], "win_lengths": [200, 101]}


def multi_resolution(sizes):
    loss = auraloss.freq.MultiResolutionSTFTLoss(**sizes)
    for part in loss.stft_losses:
        # Its windows are in single precision.
        part.window = torch.hann_window(part.win_length, dtype=torch.float64)
    return lambda x, y: loss(x[:, None], y[:, None])


def stft_losses():
    rng = np.random.default_rng(2020)
    for sizes, batch, length in [(STANDARD, 1, 1025), (STANDARD, 2, 1100), (OTHER, 3, 396), (OTHER, 1, 701)]:
        target = pcm(rng, batch, length)
        for likeness in ["unlike", "near", "faint"]:
            estimate = {
                "unlike": pcm(rng, batch, length),
                "near": target + pcm(rng, batch, length) // 1024,
                "faint": pcm(rng, batch, length) // 16384,  # some bins of it lie under the floor
            }[likeness]
            case = value_and_gradients(multi_resolution(sizes), estimate, target)
            del case["targetGradient"]
            case["estimateGradient"] = [float(f"{slope:.12g}") for slope in case["estimateGradient"]]
            yield {
                "fftLengths": sizes["fft_sizes"], "hopLengths": sizes["hop_sizes"],
                "windowLengths": sizes["win_lengths"], "shape": [batch, length],
                "estimate": estimate.flatten().tolist(), "target": target.flatten().tolist(), **case,
            }  # fmt: skip


# Adam, along gradients that are given rather than computed, so that errors don't feed back


def adam():
    rng = np.random.default_rng(2015)
    for rate, beta1, beta2, epsilon in [(1e-3, 0.9, 0.999, 1e-8), (0.03, 0.9, 0.99, 1e-8), (0.5, 0.0, 0.5, 1e-2)]:
        parameters = tensor(pcm(rng, 4), True)
        start = parameters.tolist()
        optimizer = torch.optim.Adam([parameters], lr=rate, betas=(beta1, beta2), eps=epsilon)
        # Of very different sizes, and zero from the start in the last one.
        gradients = pcm(rng, 40, 4) * np.array([1, 256, 1048576, 0])
        gradients[20:25] = 0
        path = []
        for gradient in gradients:
            parameters.grad = tensor(gradient)
            optimizer.step()
            path.append(parameters.tolist())
        yield {
            "learningRate": rate, "beta1": beta1, "beta2": beta2, "epsilon": epsilon,
            "start": start, "gradients": gradients.tolist(), "path": path,
        }  # fmt: skip


write("losses.json", losses())
write("stft_losses.json", stft_losses())
write("adam.json", adam())
