"""Makes loop_tabla_equalized.flac, loop_tabla.flac through a known equalizer, and its truth in loop_tabla_equalized.json.

The sections are those of Robert Bristow-Johnson's "Audio EQ Cookbook" (https://www.w3.org/TR/audio-eq-cookbook/),
filtered in double precision by SciPy. README.md beside this file has the versions and the command.
"""

import json
import math
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import freqz_sos, sosfilt

FOLDER = Path(__file__).resolve().parent

SECTIONS = [  # frequency in Hz, gain in dB
    {"kind": "lowShelf", "frequency": 120.0, "gain": 4.0, "q": 0.7},
    {"kind": "peak", "frequency": 400.0, "gain": -5.0, "q": 1.2},
    {"kind": "peak", "frequency": 1800.0, "gain": 4.5, "q": 1.0},
    {"kind": "peak", "frequency": 5000.0, "gain": -4.0, "q": 1.4},
    {"kind": "highShelf", "frequency": 9000.0, "gain": 5.0, "q": 0.7},
]
GAIN = -1.5  # dB, overall


def biquad(kind, frequency, gain, q, sample_rate):
    """One section of the cookbook: b0 b1 b2 a0 a1 a2, with a0 = 1."""
    a = 10 ** (gain / 40)
    w = 2 * math.pi * frequency / sample_rate
    c, alpha = math.cos(w), math.sin(w) / (2 * q)
    if kind == "peak":
        row = [1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a]
    else:
        s = 1 if kind == "lowShelf" else -1  # the high shelf is the low shelf with c negated
        root = 2 * math.sqrt(a) * alpha
        row = [
            a * ((a + 1) - s * (a - 1) * c + root),
            s * 2 * a * ((a - 1) - s * (a + 1) * c),
            a * ((a + 1) - s * (a - 1) * c - root),
            (a + 1) + s * (a - 1) * c + root,
            s * -2 * ((a - 1) + s * (a + 1) * c),
            (a + 1) + s * (a - 1) * c - root,
        ]
    return [value / row[3] for value in row]


def decibels(response):
    return 20 * np.log10(np.abs(response))


def check_section(section, sample_rate):
    """The cookbook's promise: a peak has its gain at its frequency; a shelf half of it there, all of it at its far end."""
    ends = [0.0, section["frequency"], sample_rate / 2]
    at_dc, at_frequency, at_nyquist = decibels(
        freqz_sos([biquad(**section, sample_rate=sample_rate)], ends, fs=sample_rate)[1]
    )
    gain = section["gain"]
    wanted = {"lowShelf": (gain, gain / 2, 0), "peak": (0, gain, 0), "highShelf": (0, gain / 2, gain)}[section["kind"]]
    assert np.allclose((at_dc, at_frequency, at_nyquist), wanted, atol=1e-9), (section, at_dc, at_frequency, at_nyquist)


def main():
    source, sample_rate = soundfile.read(FOLDER / "loop_tabla.flac")
    for section in SECTIONS:
        check_section(section, sample_rate)

    sos = np.array([biquad(**section, sample_rate=sample_rate) for section in SECTIONS])
    factor = 10 ** (GAIN / 20)
    equalized = factor * sosfilt(sos, source, axis=0)
    assert np.abs(equalized).max() < 1, "it would clip: lower GAIN"
    soundfile.write(FOLDER / "loop_tabla_equalized.flac", equalized, sample_rate, subtype="PCM_24")

    frequencies = np.geomspace(20, 20000, 200)
    response = GAIN + decibels(freqz_sos(sos, frequencies, fs=sample_rate)[1])
    truth = {
        "sampleRate": sample_rate,
        "gain": GAIN,
        "sections": SECTIONS,
        "sos": sos.tolist(),
        "response": {"frequencies": frequencies.tolist(), "decibels": response.tolist()},
    }
    (FOLDER / "loop_tabla_equalized.json").write_text(json.dumps(truth, indent=2) + "\n")


main()
