"""Makes equalizers.json: a known equalizer for each of three recordings, with its coefficients, its response, and where the
recording has energy.

The sections are those of equalize.py. README.md beside this file has the versions and the command.
"""

import json
from pathlib import Path

import numpy as np
import soundfile
from equalize import biquad, check_section, decibels
from scipy.signal import freqz_sos, welch

FOLDER = Path(__file__).resolve().parent
SECONDS = 2.0

EQUALIZERS = {  # recording: overall gain in dB, sections as kind, frequency in Hz, gain in dB, q
    "loop_tabla.flac": (
        -2.0,
        [("lowShelf", 150.0, -4.0, 0.7), ("peak", 700.0, 5.0, 1.0), ("highShelf", 5000.0, -6.0, 0.7)],
    ),
    "guit_e_fifths.flac": (
        1.0,
        [("lowShelf", 200.0, 5.0, 0.7), ("peak", 1000.0, -6.0, 1.5), ("peak", 3000.0, 4.0, 1.0)],
    ),
    "misc_crow.wav": (
        3.0,
        [("peak", 900.0, 6.0, 1.2), ("peak", 2500.0, -4.0, 0.8), ("highShelf", 6000.0, 5.0, 0.7)],
    ),
}


def main():
    cases = []
    for recording, (gain, rows) in EQUALIZERS.items():
        source, sample_rate = soundfile.read(FOLDER / recording, always_2d=True)
        source = source[: int(SECONDS * sample_rate)]
        sections = [dict(zip(["kind", "frequency", "gain", "q"], row)) for row in rows]
        for section in sections:
            check_section(section, sample_rate)
        sos = np.array([biquad(**section, sample_rate=sample_rate) for section in sections])
        frequencies = np.geomspace(40, 16000, 150)
        response = gain + decibels(freqz_sos(sos, frequencies, fs=sample_rate)[1])
        grid, power = welch(source, fs=sample_rate, nperseg=8192, axis=0)
        level = 10 * np.log10(np.interp(frequencies, grid, power.mean(axis=1)) / power.mean(axis=1).max())
        cases.append({
            "recording": recording, "frames": len(source), "gain": gain, "sections": sections, "sos": sos.tolist(),
            "frequencies": frequencies.tolist(), "decibels": response.tolist(), "level": level.round(2).tolist(),
        })
    text = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / "equalizers.json").write_text("[\n" + text + "\n]\n")


if __name__ == "__main__":
    main()
