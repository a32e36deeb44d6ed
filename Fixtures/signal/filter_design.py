"""Makes ellip.json and remez.json beside it.

Run: python3 filter_design.py   (README.md beside this file has the versions)
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import signal

FOLDER = Path(__file__).resolve().parent
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__}


def numbers(x):
    return np.asarray(x, dtype=np.float64).tolist()


def pairs(z):
    """Complex numbers as alternating real and imaginary parts."""
    return np.ascontiguousarray(z, dtype=np.complex128).view(np.float64).tolist()


def write(name, cases):
    """One case a line."""
    head = json.dumps(VERSIONS)[1:-1]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / name).write_text("{" + head + ', "cases": [\n' + lines + "\n]}\n")


# Elliptic filters: scipy.signal.ellip

def elliptic():
    bands = [
        ("lowpass", 48000, [8000]),
        ("lowpass", 1, [0.01]),
        ("highpass", 44100, [17000]),
        ("bandpass", 48000, [5000, 9100]),
        ("bandstop", 8000, [700, 1900]),
    ]
    for order in [1, 2, 3, 4, 5, 8, 11]:
        for ripple, attenuation in [(0.1, 60), (3, 20), (0.01, 100)]:
            for kind, rate, edges in bands:
                edge = edges[0] if len(edges) == 1 else edges
                arguments = (order, ripple, attenuation, edge, kind)
                zeros, poles, gain = signal.ellip(*arguments, output="zpk", fs=rate)
                sos = signal.ellip(*arguments, output="sos", fs=rate)
                frequencies = np.linspace(0, rate / 2, 12)[1:-1]
                response = signal.freqz_zpk(zeros, poles, gain, worN=frequencies, fs=rate)[1]
                yield {
                    "order": order, "ripple": ripple, "attenuation": attenuation, "kind": kind, "sampleRate": rate,
                    "edges": edges, "zeros": pairs(zeros), "poles": pairs(poles), "gain": float(gain),
                    "sos": numbers(sos), "frequencies": numbers(frequencies), "response": pairs(response),
                }


# Parks and McClellan's filters: scipy.signal.remez, on a grid so dense that it is as good as continuous

def parks_mcclellan():
    cases = [
        # taps, sample rate, edges, gains, tolerances, type
        (5, 1, [0, 0.1, 0.3, 0.5], [1, 0], [0.1, 0.1], "bandpass"),
        (41, 48000, [0, 6000, 8000, 24000], [1, 0], [0.005, 0.001], "bandpass"),
        (64, 48000, [0, 6000, 8000, 24000], [1, 0], [0.05, 0.001], "bandpass"),
        (101, 48000, [0, 8000, 9600, 24000], [1, 0], [0.00576, 0.001], "bandpass"),
        (35, 44100, [0, 15000, 18000, 22050], [0, 1], [0.001, 0.01], "bandpass"),
        (55, 8000, [0, 500, 800, 1500, 1900, 4000], [0, 1, 0], [0.01, 0.02, 0.003], "bandpass"),
        (56, 8000, [0, 500, 800, 1500, 1900, 4000], [0, 1, 0], [0.01, 0.02, 0.003], "bandpass"),
        (63, 8000, [0, 900, 1100, 2000, 2300, 4000], [1, 0, 1], [0.01, 0.001, 0.02], "bandpass"),
        (45, 2, [0, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 1], [1, 0, 0.5, 0], [0.02, 0.01, 0.02, 0.01], "bandpass"),
        (53, 2, [0, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 1], [1, 0, 0.5, 0], [0.02, 0.01, 0.02, 0.01], "bandpass"),
        (57, 2, [0, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 1], [1, 0, 0.5, 0], [0.02, 0.01, 0.02, 0.01], "bandpass"),
        (31, 1, [0.05, 0.45], [1], [0.01], "hilbert"),
        (30, 1, [0.05, 0.5], [1], [0.01], "hilbert"),
    ]
    for taps, rate, edges, gains, tolerances, kind in cases:
        weights = [1 / tolerance for tolerance in tolerances]
        # SciPy ends where the ripples are even to 1e-4; in these cases the last exchange made them evener.
        h = signal.remez(taps, edges, gains, weight=weights, type=kind, maxiter=200, grid_density=3000, fs=rate)
        w, response = signal.freqz(h, worN=200_001, fs=rate, include_nyquist=True)
        errors, peak = [], 0
        for band, (gain, tolerance) in enumerate(zip(gains, tolerances)):
            frequencies = np.concatenate([w, edges])
            magnitude = np.concatenate([np.abs(response), np.abs(signal.freqz(h, worN=edges, fs=rate)[1])])
            inside = (frequencies >= edges[2 * band]) & (frequencies <= edges[2 * band + 1])
            order = np.argsort(frequencies[inside])
            error = np.abs(magnitude[inside][order] - gain) / tolerance
            middle = error[1:-1][(error[1:-1] >= error[:-2]) & (error[1:-1] >= error[2:])]
            errors += [error[0], error[-1], *middle]
            peak = max(peak, error.max())
        free = taps // 2 if kind == "hilbert" else (taps + 1) // 2
        assert sorted(errors)[-free - 1] > (1 - 1e-6) * peak, "the ripples are not even"
        yield {
            "sampleRate": rate, "edges": edges, "gains": gains, "tolerances": tolerances,
            "symmetry": "odd" if kind == "hilbert" else "even", "taps": numbers(h), "peakError": float(peak),
        }


if __name__ == "__main__":
    write("ellip.json", elliptic())
    write("remez.json", parks_mcclellan())
