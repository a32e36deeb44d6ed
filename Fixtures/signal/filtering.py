"""Makes lfilter.json, sosfilt.json and frequency_sampling.json beside it.

Run: python3 filtering.py   (README.md beside this file has the versions)
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import signal

FOLDER = Path(__file__).resolve().parent
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__}


def pcm(rng, *shape):
    """Noise as 16-bit samples: short to write, and exact in every precision."""
    return rng.integers(-32768, 32768, shape)


def numbers(x):
    return np.asarray(x, dtype=np.float64).tolist()


def pairs(z):
    """Complex numbers as alternating real and imaginary parts along the last axis."""
    return np.ascontiguousarray(z, dtype=np.complex128).view(np.float64).tolist()


def write(name, cases):
    """One case a line."""
    head = json.dumps(VERSIONS)[1:-1]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / name).write_text("{" + head + ', "cases": [\n' + lines + "\n]}\n")


def polynomial(rng, order, radius):
    """Real coefficients whose roots lie within a circle."""
    angles, radii = rng.uniform(0, np.pi, order // 2), radius * np.sqrt(rng.uniform(0.1, 1, order // 2))
    roots = radii * np.exp(1j * angles)
    real = rng.uniform(-radius, radius, order % 2)
    return np.atleast_1d(np.real(np.poly(np.concatenate([roots, roots.conj(), real]))))


# Rational transfer functions: scipy.signal.lfilter, and freqz at the bins of a DFT


def rational():
    rng = np.random.default_rng(1972)
    for zeros, poles, length, n in [
        (0, 0, 5, 4), (2, 0, 1, 8), (0, 1, 40, 8), (1, 1, 41, 9), (2, 2, 200, 16), (2, 2, 1, 2), (4, 3, 120, 32),
        (6, 6, 300, 31), (1, 5, 3, 16), (80, 2, 200, 128), (80, 0, 10, 33), (9, 2, 4, 3),
    ]:  # fmt: skip
        b = polynomial(rng, zeros, 1.5) if zeros < 10 else rng.uniform(-1, 1, zeros + 1)
        a = polynomial(rng, poles, 0.95)
        b, a = b * rng.uniform(0.5, 2), a * rng.uniform(0.5, 2)
        samples = pcm(rng, length)
        response = np.fft.rfft(np.bincount(np.arange(len(b)) % n, b, n))
        response = response / np.fft.rfft(np.bincount(np.arange(len(a)) % n, a, n))
        angles = 2 * np.pi * np.arange(n // 2 + 1) / n
        assert np.allclose(response, signal.freqz(b, a, angles)[1], rtol=1e-9, atol=1e-12)
        yield {
            "numerator": numbers(b), "denominator": numbers(a), "samples": samples.tolist(),
            "filtered": numbers(signal.lfilter(b, a, samples / 32768)), "fftLength": n, "response": pairs(response),
        }  # fmt: skip


# Second-order sections: scipy.signal.sosfilt, and freqz_sos at the bins of a DFT


def sections():
    rng = np.random.default_rng(1984)
    for count, length, n in [(1, 60, 16), (2, 61, 15), (5, 300, 64), (3, 1, 8)]:
        rows = np.array([np.concatenate([polynomial(rng, 2, 1.2), polynomial(rng, 2, 0.97)]) for _ in range(count)])
        samples = pcm(rng, length)
        yield {
            "sections": numbers(rows), "samples": samples.tolist(),
            "filtered": numbers(signal.sosfilt(rows, samples / 32768)), "fftLength": n,
            "response": pairs(signal.freqz_sos(rows, 2 * np.pi * np.arange(n // 2 + 1) / n)[1]),
        }  # fmt: skip


# Filters by frequency sampling: the definition, summed tap by tap in time, each sample with its frame's filter


def frequency_sampling():
    rng = np.random.default_rng(2020)
    for length, frames, bins, width in [
        (24, 3, 5, None), (25, 3, 5, 6), (20, 1, 9, None), (7, 7, 3, None), (40, 4, 17, 16), (30, 5, 2, None),
    ]:  # fmt: skip
        samples, magnitudes = pcm(rng, length), rng.uniform(0, 2, (frames, bins)).round(6)
        period = 2 * (bins - 1)
        window_length = width or period
        window = np.zeros(period)
        hann = signal.windows.hann(window_length, sym=False)
        # Its peak, the middle of the window, belongs to lag 0.
        for index, weight in enumerate(hann):
            window[(index - window_length // 2) % period] += weight
        hop = -(-length // frames)
        filtered, taps = np.zeros(length), []
        for frame in range(frames):
            response = np.fft.irfft(magnitudes[frame], period) * window
            taps.append([response[lag] for lag in range(-(window_length // 2) + 1, window_length // 2)])
            for m in range(frame * hop, min((frame + 1) * hop, length)):
                for lag in range(-(window_length // 2) + 1, window_length // 2):
                    if 0 <= m + lag < length:
                        filtered[m + lag] += samples[m] / 32768 * response[lag]
        yield {
            "samples": samples.tolist(), "magnitudes": numbers(magnitudes), "windowLength": width,
            "taps": numbers(taps), "filtered": numbers(filtered),
        }  # fmt: skip


def main():
    write("lfilter.json", rational())
    write("sosfilt.json", sections())
    write("frequency_sampling.json", frequency_sampling())


main()
