"""Makes griffin_lim.json beside it: signals that librosa's griffinlim finds from magnitudes and given initial phases.

Run: python3 griffin_lim.py   (README.md beside this file has the versions)
"""

import json
from pathlib import Path

import librosa
import numpy as np

FOLDER = Path(__file__).resolve().parent

CASES = [  # signal length, N, window length, hop, iterations, momentum, initial phase
    (160, 32, 32, 8, 0, 0.99, "random"),
    (160, 32, 32, 8, 1, 0.99, "random"),
    (160, 32, 32, 8, 12, 0.0, "random"),
    (160, 32, 32, 8, 12, 0.99, "random"),
    (173, 32, 24, 6, 12, 0.5, "random"),
    (160, 32, 32, 8, 12, 0.99, "zero"),
]


class Given(np.random.RandomState):
    """Hands librosa the numbers from which it makes its initial phases, so that they can be written down."""

    def __init__(self, turns):
        super().__init__(0)
        self.turns = turns

    def random(self, size=None):
        assert size == self.turns.shape
        return self.turns


def cases():
    for index, (length, n, window, hop, iterations, momentum, initial) in enumerate(CASES):
        rng = np.random.default_rng(index)
        samples = rng.integers(-32768, 32768, length)
        spectra = librosa.stft(
            samples / 32768, n_fft=n, win_length=window, hop_length=hop, window="hann", dtype=np.complex128
        )
        # Rounded to 2⁻²⁰, so that they are short to write; they are no signal's any more then, as after an edit.
        magnitudes = np.round(np.abs(spectra) * 2**20) / 2**20
        # Thousandths of a turn.
        turns = rng.integers(0, 1000, spectra.shape)
        found = librosa.griffinlim(
            magnitudes, n_iter=iterations, hop_length=hop, win_length=window, n_fft=n, window="hann",
            dtype=np.float64, length=length, momentum=momentum, init="random" if initial == "random" else None,
            random_state=Given(turns / 1000),
        )  # fmt: skip
        yield {
            "length": length, "fftLength": n, "windowLength": window, "hop": hop, "iterations": iterations,
            "momentum": momentum, "initialPhase": initial,
            "magnitudes": (magnitudes.T * 2**20).astype(int).tolist(),
            "turns": turns.T.tolist() if initial == "random" else [], "signal": found.tolist(),
        }  # fmt: skip


if __name__ == "__main__":
    head = json.dumps({"numpy": np.__version__, "librosa": librosa.__version__})[1:-1]
    lines = ",\n".join(json.dumps(case) for case in cases())
    (FOLDER / "griffin_lim.json").write_text("{" + head + ', "cases": [\n' + lines + "\n]}\n")
