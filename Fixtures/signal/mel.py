"""Makes mel.json and mfcc.json beside it.

Run: python3 mel.py   (README.md beside this file has the versions)
"""

import json
from importlib.metadata import version
from pathlib import Path

import librosa
import numpy as np
import scipy.signal

FOLDER = Path(__file__).resolve().parent
VERSIONS = {name: version(name) for name in ["numpy", "scipy", "librosa"]}


def write(name, cases):
    """One case a line."""
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / name).write_text("{" + json.dumps(VERSIONS)[1:-1] + ', "cases": [\n' + lines + "\n]}\n")


def filterbanks():
    frequencies = [0.0, 20.0, 440.0, 999.0, 1000.0, 1001.0, 8000.0, 22050.0]
    for htk in [False, True]:
        mels = librosa.hz_to_mel(frequencies, htk=htk)
        yield {
            "kind": "scale", "scale": "htk" if htk else "slaney", "hertz": frequencies, "mel": mels.tolist(),
            "spaced": librosa.mel_frequencies(7, fmin=100.0, fmax=5000.0, htk=htk).tolist(),
        }  # fmt: skip
    for bands, length, rate, low, high in [
        (6, 64, 8000, 0.0, None), (5, 51, 22050, 300.0, 9000.0), (30, 32, 8000, 0.0, 4000.0), (1, 16, 1000, 10.0, 200.0),
    ]:  # fmt: skip
        for htk in [False, True]:
            for norm in ["slaney", None]:
                matrix = librosa.filters.mel(
                    sr=rate, n_fft=length, n_mels=bands, fmin=low, fmax=high, htk=htk, norm=norm, dtype=np.float64)
                yield {
                    "kind": "mel", "bands": bands, "length": length, "rate": rate, "low": low, "high": high or rate / 2,
                    "scale": "htk" if htk else "slaney", "normalization": "area" if norm else "none",
                    "weights": matrix.tolist(),
                }  # fmt: skip
    for classes, length, rate in [(12, 64, 8000), (24, 48, 22050), (5, 33, 4000)]:
        matrix = librosa.filters.chroma(sr=rate, n_fft=length, n_chroma=classes, dtype=np.float64)
        yield {"kind": "chroma", "bands": classes, "length": length, "rate": rate, "weights": matrix.tolist()}
    places = [1.0, 31.5, 100.0, 1000.0, 2500.0, 16000.0]
    yield {"kind": "aWeighting", "hertz": places, "decibels": librosa.A_weighting(places, min_db=None).tolist()}
    for rate, count in [(44100, 101), (16000, 101), (48000, 31)]:
        yield {"kind": "aTaps", "rate": rate, "taps": a_weighting_taps(rate, count).tolist()}


def a_weighting_taps(rate, count):
    """auraloss's FIRFilter("aw"), by zeros and poles: the coefficients of its polynomials lose seven digits near 0 Hz, and
    it rounds the taps to single precision (to which the two are compared)."""
    import auraloss

    f1, f2, f3, f4 = 20.598997, 107.65265, 737.86223, 12194.217
    poles = -2 * np.pi * np.array([f4, f4, f1, f1, f3, f2])
    gain = (2 * np.pi * f4) ** 2 * 10 ** (1.9997 / 20)
    z, p, k = scipy.signal.bilinear_zpk([0, 0, 0, 0], poles, gain, fs=rate)
    w, h = scipy.signal.freqz_zpk(z, p, k, worN=512, fs=rate)
    taps = scipy.signal.firls(count, w, abs(h), fs=rate)
    theirs = auraloss.perceptual.FIRFilter("aw", fs=rate, ntaps=count).fir.weight.flatten().numpy()
    assert np.abs(taps - theirs).max() < 1e-6
    return taps


def mfcc():
    rng = np.random.default_rng(1980)
    for rate, length, hop, bands, kept, lifter, htk in [
        (8000, 64, 16, 8, 5, 0, False), (22050, 128, 50, 12, 12, 0, True), (16000, 64, 32, 10, 6, 22, False),
    ]:  # fmt: skip
        samples = (rng.integers(-32768, 32768, 150) * np.linspace(1, 1e-5, 150) ** 2).astype(int)
        # Silence within, for the floor and the range.
        samples[60:] = 0
        values = librosa.feature.mfcc(
            y=samples / 32768, sr=rate, n_mfcc=kept, lifter=lifter, n_fft=length, hop_length=hop, n_mels=bands, htk=htk,
            dtype=np.float64)  # fmt: skip
        yield {
            "rate": rate, "length": length, "hop": hop, "bands": bands, "kept": kept, "lifter": lifter,
            "scale": "htk" if htk else "slaney", "samples": samples.tolist(), "coefficients": values.T.tolist(),
        }  # fmt: skip


write("mel.json", filterbanks())
write("mfcc.json", mfcc())
