"""Makes windows.json, stft.json, convolution.json, biquads.json and spectra.json beside it.

Run: python3 signal_fixtures.py   (README.md beside this file has the versions)
"""

import json
import math
import subprocess
from pathlib import Path

import numpy as np
import scipy
import torch
from scipy import signal

FOLDER = Path(__file__).resolve().parent
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__, "torch": torch.__version__}


def pcm(rng, *shape):
    """Noise as 16-bit samples: short to write, and exact in every precision."""
    return rng.integers(-32768, 32768, shape)


def numbers(x):
    return np.asarray(x, dtype=np.float64).tolist()


def pairs(z):
    """Complex numbers as alternating real and imaginary parts along the last axis."""
    return np.ascontiguousarray(z, dtype=np.complex128).view(np.float64).tolist()


def write(name, cases, **versions):
    """One case a line."""
    head = json.dumps(VERSIONS | versions)[1:-1]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / name).write_text("{" + head + ', "cases": [\n' + lines + "\n]}\n")


# Windows: scipy.signal.windows

KINDS = {
    "rectangular": lambda n, sym: signal.windows.boxcar(n, sym),
    "hann": lambda n, sym: signal.windows.hann(n, sym),
    "hamming": lambda n, sym: signal.windows.hamming(n, sym),
    "blackman": lambda n, sym: signal.windows.blackman(n, sym),
    "blackmanHarris": lambda n, sym: signal.windows.blackmanharris(n, sym),
}


def windows():
    for length in [1, 2, 3, 4, 5, 8, 15, 16, 33, 100]:
        for sampling, sym in [("periodic", False), ("symmetric", True)]:
            for kind, make in KINDS.items():
                yield {"kind": kind, "sampling": sampling, "beta": 0, "weights": numbers(make(length, sym))}
            for beta in [0, 2.5, 8.6, 14, 60]:
                weights = signal.windows.kaiser(length, beta, sym)
                yield {"kind": "kaiser", "sampling": sampling, "beta": beta, "weights": numbers(weights)}


# Short-time Fourier transforms: torch.stft and torch.istft, and scipy.signal's where they speak of the same frames

STFTS = [  # signal length, window, its length, N, hop, padding
    (64, "hann", 16, 16, 4, "reflection"),
    (64, "hann", 16, 16, 4, "zeros"),
    (64, "hann", 16, 16, 4, "none"),
    (67, "hann", 11, 16, 5, "reflection"),
    (67, "hamming", 11, 16, 5, "zeros"),
    (67, "hamming", 11, 16, 5, "none"),
    (60, "blackman", 15, 15, 5, "reflection"),
    (60, "blackman", 15, 15, 5, "zeros"),
    (61, "hann", 12, 15, 3, "reflection"),
    (61, "hann", 12, 15, 3, "none"),
    (45, "rectangular", 9, 9, 9, "none"),
    (16, "hann", 16, 16, 8, "none"),
    (9, "hann", 16, 16, 4, "reflection"),
    (3, "hann", 16, 16, 4, "zeros"),
    (40, "hann", 8, 8, 13, "zeros"),
]
TORCH_PADDING = {"reflection": "reflect", "zeros": "constant"}


def torch_frames(x, window, n, hop, padding):
    z = torch.stft(
        torch.tensor(x), n, hop, len(window), torch.tensor(window), center=padding != "none",
        pad_mode=TORCH_PADDING.get(padding, "constant"), return_complex=True,
    )  # fmt: skip
    return z.numpy().swapaxes(-1, -2)


def scipy_frames(x, window, n, hop, padding):
    left = (n - len(window)) // 2
    frame = np.pad(window, (left, n - len(window) - left))
    if padding != "none":
        x = np.pad(x, n // 2, mode={"reflection": "reflect", "zeros": "constant"}[padding])
    _, _, z = signal.stft(x, window=frame, nperseg=n, noverlap=n - hop, boundary=None, padded=False, detrend=False)
    return z.T * frame.sum()


def transforms():
    rng = np.random.default_rng(1965)
    for length, kind, width, n, hop, padding in STFTS:
        samples = pcm(rng, length)
        x = samples / 32768
        window = KINDS[kind](width, False)
        spectra = torch_frames(x, window, n, hop, padding)
        if hop <= n:
            assert np.allclose(spectra, scipy_frames(x, window, n, hop, padding), rtol=0, atol=1e-13)
        yield {
            "window": kind, "windowLength": width, "fftLength": n, "hopLength": hop, "padding": padding,
            "samples": samples.tolist(), "spectra": pairs(spectra),
        }  # fmt: skip


def inversions():
    """Of spectra that belong to no signal: what comes out is the least-squares estimate."""
    rng = np.random.default_rng(1984)
    for length, kind, width, n, hop, padding in STFTS:
        window = KINDS[kind](width, False)
        frames = torch_frames(np.zeros(length), window, n, hop, padding).shape[-2]
        spectra = pcm(rng, frames, 2 * (n // 2 + 1))
        z = torch.tensor((spectra / 32768).view(np.complex128).T)
        try:
            x = torch.istft(
                z, n, hop, len(window), torch.tensor(window), center=padding != "none",
                length=length if padding != "none" else None,
            )  # fmt: skip
        except RuntimeError as error:
            assert "window overlap add min" in str(error) or "expected" in str(error), error
            continue
        if len(x) != length:
            continue  # without padding, the samples behind the last frame
        yield {
            "window": kind, "windowLength": width, "fftLength": n, "hopLength": hop, "padding": padding,
            "spectra": spectra.tolist(), "samples": numbers(x.numpy()),
        }  # fmt: skip


# Convolutions: the sums themselves, by numpy.convolve, in the ranges of scipy.signal.fftconvolve and lfilter


def convolutions():
    rng = np.random.default_rng(1822)
    for n, m in [(1, 1), (1, 5), (5, 1), (8, 3), (7, 4), (16, 16), (33, 64), (100, 31), (251, 128)]:
        x, h = pcm(rng, n), pcm(rng, m)
        full = np.convolve(x, h) / 2.0**30
        case = {"signal": x.tolist(), "filter": h.tolist(), "full": numbers(full)}
        case["same"] = numbers(full[(m - 1) // 2 :][:n])
        assert np.allclose(case["same"], signal.fftconvolve(x / 32768, h / 32768, "same")[:n]) or m > n
        case["causal"] = numbers(full[:n])
        assert np.allclose(case["causal"], signal.lfilter(h / 32768, 1, x / 32768))
        if m <= n:
            case["valid"] = numbers(full[m - 1 : n])
            assert np.allclose(case["valid"], signal.fftconvolve(x / 32768, h / 32768, "valid"))
        yield case


# Sections of a parametric equalizer: the coefficients are SoX's, responses and filtered signals SciPy's

EFFECTS = {"peak": "equalizer {f} {q}q {g}", "lowShelf": "bass {g} {f} {q}q", "highShelf": "treble {g} {f} {q}q"}
SECTIONS = [  # sample rate in Hz, frequency in Hz, gain in dB, Q
    (44100, 1000, 6, 1.5),
    (44100, 120, -4, 0.7),
    (44100, 30, 12, 0.5),
    (48000, 9000, -15, 0.70710678),
    (48000, 17500, 3, 4),
    (8000, 2000, 0.25, 0.1),
    (96000, 440, -24, 9),
]


def sox_coefficients(kind, rate, frequency, gain, q):
    effect = EFFECTS[kind].format(f=frequency, q=q, g=gain).split()
    command = ["sox", "--plot", "data", "-r", str(rate), "-n", "-n", *effect]
    # Having plotted, SoX stops with status 2.
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    row = [float(line) for line in lines if not line.startswith("#")]
    assert len(row) == 6 and row[3] == 1, lines
    return row


def biquads():
    rng = np.random.default_rng(1994)
    for rate, frequency, gain, q in SECTIONS:
        rows = []
        for kind in EFFECTS:
            row = sox_coefficients(kind, rate, frequency, gain, q)
            rows.append(row)
            angles = np.concatenate([[0], np.geomspace(20, 0.499 * rate, 12) * (2 * math.pi / rate), [math.pi]])
            samples = pcm(rng, 200)
            yield {
                "sampleRate": rate, "kind": kind, "frequency": frequency, "gain": gain, "q": q,
                "coefficients": row[:3] + row[4:], "angles": numbers(angles),
                "response": pairs(signal.freqz_sos([row], angles)[1]),
                "samples": samples.tolist(), "filtered": numbers(signal.sosfilt([row], samples / 32768)),
            }  # fmt: skip


def cascades():
    rng = np.random.default_rng(1994)
    for count, length in [(2, 1), (3, 2), (5, 500)]:
        rows = [
            sox_coefficients(kind, *section)
            for kind, section in zip(["lowShelf", "peak", "peak", "peak", "highShelf"], SECTIONS[-count:])
        ]
        samples = pcm(rng, length)
        yield {
            "sections": [row[:3] + row[4:] for row in rows],
            "samples": samples.tolist(), "filtered": numbers(signal.sosfilt(rows, samples / 32768)),
        }  # fmt: skip


# Long-term power spectra: scipy.signal.welch over the signal between zeros


def spectra():
    rng = np.random.default_rng(1967)
    settings = [(1, 1000, 64, 16), (2, 333, 32, 7), (3, 100, 64, 16), (1, 5, 16, 4), (2, 77, 15, 5)]
    for channels, length, n, hop in settings:
        samples = pcm(rng, channels, length)
        padded = np.pad(samples / 32768, ((0, 0), (n // 2, n // 2)))
        window = signal.windows.hann(n, sym=False)
        _, power = signal.welch(
            padded, window=window, nperseg=n, noverlap=n - hop, detrend=False, return_onesided=False, scaling="density"
        )
        # welch divides by all of the window's energy in each frame, ours by what of it lies within the signal.
        energy = math.fsum(
            w * w
            for start in range(0, padded.shape[1] - n + 1, hop)
            for i, w in enumerate(window)
            if n // 2 <= start + i < n // 2 + length
        )
        frames = (padded.shape[1] - n) // hop + 1
        mean = power.mean(axis=0)[: n // 2 + 1] * (frames * (window**2).sum() / energy)
        yield {"fftLength": n, "hopLength": hop, "samples": samples.tolist(), "power": numbers(mean)}


def main():
    sox = subprocess.run(["sox", "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]
    write("windows.json", windows())
    write("stft.json", transforms())
    write("istft.json", inversions())
    write("convolution.json", convolutions())
    write("biquads.json", biquads(), sox=sox)
    write("cascades.json", cascades(), sox=sox)
    write("spectra.json", spectra())


main()
