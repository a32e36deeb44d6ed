"""Makes linear.json, initializers.json and synthesizer.json beside it.

Run: python3 layers.py   (README.md beside this file has the versions)
"""

import json
import math
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

FOLDER = Path(__file__).resolve().parent
VERSIONS = {name: version(name) for name in ["numpy", "torch"]}


def pcm(rng, *shape):
    """Noise as 16-bit samples: short to write, and exact in every precision."""
    return rng.integers(-32768, 32768, shape)


def numbers(x):
    return np.asarray(x, dtype=np.float64).tolist()


def write(name, cases):
    """One case a line."""
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / name).write_text("{" + json.dumps(VERSIONS)[1:-1] + ', "cases": [\n' + lines + "\n]}\n")


# nn.Linear: values, and the gradients of the output's inner product with a cotangent


def linear():
    rng = np.random.default_rng(1958)
    for shape, outputs, has_bias in [((3,), 2, True), ((1, 4), 3, True), ((5, 2), 4, True), ((2, 3, 6), 1, False)]:
        inputs = shape[-1]
        weight, bias, x = pcm(rng, outputs, inputs), pcm(rng, outputs), pcm(rng, *shape)
        cotangent = pcm(rng, *shape[:-1], outputs)
        layer = torch.nn.Linear(inputs, outputs, bias=has_bias, dtype=torch.float64)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(weight / 32768))
            if has_bias:
                layer.bias.copy_(torch.tensor(bias / 32768))
        input = torch.tensor(x / 32768, requires_grad=True)
        y = layer(input)
        (y * torch.tensor(cotangent / 32768)).sum().backward()
        yield {
            "shape": shape, "outputs": outputs, "weight": weight.flatten().tolist(),
            "bias": bias.tolist() if has_bias else None, "x": x.flatten().tolist(), "y": y.flatten().tolist(),
            "cotangent": cotangent.flatten().tolist(), "xGradient": input.grad.flatten().tolist(),
            "weightGradient": layer.weight.grad.flatten().tolist(),
            "biasGradient": layer.bias.grad.tolist() if has_bias else None,
        }  # fmt: skip


# Initializers: what torch.nn.init asks its generator for


class Recorder(torch.Tensor):
    drawn = None

    def uniform_(self, low, high, **_):
        assert low == -high
        Recorder.drawn = ("uniform", high)
        return self

    def normal_(self, mean, std, **_):
        assert mean == 0
        Recorder.drawn = ("normal", std)
        return self


NONLINEARITIES = [("linear", None), ("sigmoid", None), ("tanh", None), ("relu", None), ("selu", None),
                  ("leaky_relu", 0.2)]  # fmt: skip


def initializers():
    init = torch.nn.init
    for shape in [(3, 7), (64, 5), (4, 2, 9), (1, 1)]:
        def asked(function, **options):
            function(torch.empty(shape).as_subclass(Recorder), **options)
            return dict(zip(["distribution", "parameter"], Recorder.drawn))

        for name, slope in NONLINEARITIES:
            gain = init.calculate_gain(name, slope)
            common = {"shape": shape, "nonlinearity": name, "slope": slope, "gain": gain}
            yield common | {"name": "glorotUniform"} | asked(init.xavier_uniform_, gain=gain)
            yield common | {"name": "glorotNormal"} | asked(init.xavier_normal_, gain=gain)
            for fan in ["in", "out"]:
                options = {"a": slope or 0, "mode": f"fan_{fan}", "nonlinearity": name}
                yield common | {"name": "heUniform", "fan": fan} | asked(init.kaiming_uniform_, **options)
                yield common | {"name": "heNormal", "fan": fan} | asked(init.kaiming_normal_, **options)


# The synthesizer of Engel et al. (2020), from its definition: envelopes, oscillators, filtered noise


def linear_upsampling(frames, hop):
    """Straight lines between frames; the last one is held."""
    places = np.arange(len(frames) * hop) / hop
    return np.interp(places, np.arange(len(frames)), frames)


def window_upsampling(frames, hop):
    """Overlapping Hann windows of two hops, the last frame once more behind; rise and fall trimmed."""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(2 * hop) / (2 * hop))
    out = np.zeros((len(frames) + 2) * hop)
    for index, frame in enumerate([*frames, frames[-1]]):
        out[index * hop : (index + 2) * hop] += frame * window
    return out[hop:-hop]


def harmonic(f0, amplitude, distribution, hop, rate):
    count = distribution.shape[1]
    harmonics = np.arange(1, count + 1)
    audible = np.where(f0[:, None] * harmonics < rate / 2, distribution, 0)
    total = audible.sum(axis=1, keepdims=True)
    amplitudes = amplitude[:, None] * audible / np.where(total == 0, 1e-7, total)
    frequency = linear_upsampling(f0, hop)
    sound = np.zeros(len(f0) * hop)
    for k in harmonics:
        envelope = np.where(k * frequency >= rate / 2, 0, window_upsampling(amplitudes[:, k - 1], hop))
        sound += envelope * np.sin(np.cumsum(k * frequency * (2 * np.pi / rate)))
    return sound


def splitmix(seed, count):
    """Uniform between ±1."""
    mask, state, out = 2**64 - 1, seed, []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        out.append(((z ^ 2**63) >> 11) * 2.0**-52 - 1)
    return np.array(out)


def noise(magnitudes, hop, seed):
    """Each frame of white noise through its zero-phase filter."""
    frames, bins = magnitudes.shape
    period = 2 * (bins - 1)
    lags = np.arange(-period // 2, period // 2)
    window = 0.5 + 0.5 * np.cos(2 * np.pi * lags / period)
    source = splitmix(seed, frames * hop)
    sound = np.zeros(frames * hop + period)
    for frame in range(frames):
        taps = np.fft.irfft(magnitudes[frame], period)[lags] * window
        filtered = np.convolve(source[frame * hop : (frame + 1) * hop], taps)
        sound[frame * hop : frame * hop + len(filtered)] += filtered
    return sound[period // 2 :][: frames * hop]


def exp_sigmoid(x):
    return 2 / (1 + np.exp(-x)) ** math.log(10) + 1e-7


def synthesizer():
    rng = np.random.default_rng(2020)
    for frames, harmonics, bands, hop, rate, low, high in [
        (4, 5, 3, 16, 1000, 60, 120), (1, 3, 5, 20, 8000, 440, 440.5), (6, 8, 4, 7, 1000, 40, 90),
        (3, 2, 2, 100, 500, 100, 400), (5, 40, 9, 33, 44100, 80, 1200),
    ]:  # fmt: skip
        pitch = np.log2(rng.uniform(low, high, frames)).round(9)
        amplitude, distribution, magnitudes = (
            rng.normal(size=size).round(6) for size in [frames, (frames, harmonics), (frames, bands)]
        )
        seed = int(rng.integers(0, 2**31))
        yield {
            "hopLength": hop, "sampleRate": rate, "seed": seed, "pitch": numbers(pitch),
            "amplitude": numbers(amplitude), "distribution": numbers(distribution), "noise": numbers(magnitudes),
            "tone": numbers(harmonic(2**pitch, exp_sigmoid(amplitude), exp_sigmoid(distribution), hop, rate)),
            "breath": numbers(noise(exp_sigmoid(magnitudes), hop, seed)),
        }  # fmt: skip


def main():
    write("linear.json", linear())
    write("initializers.json", initializers())
    write("synthesizer.json", synthesizer())


main()
