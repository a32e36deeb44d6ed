"""Makes sparse_recovery.json beside it: solutions of the LASSO and of basis pursuit by coordinate descent and by a
linear program, from random Fourier samples of spike trains.

Run: python3 sparse_recovery.py   (README.md beside this file has the versions)
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import linprog
from sklearn.linear_model import Lasso

FOLDER = Path(__file__).resolve().parent


def fourier_rows(length, bins):
    """The real and imaginary parts of the rows of the subsampled DFT, √(w/N) exp(−2πi kn/N)."""
    k, n = np.array(bins)[:, None], np.arange(length)
    weight = np.where((k == 0) | (2 * k == length), 1, 2)
    rows = np.sqrt(weight / length) * np.exp(-2j * np.pi * (k * n % length) / length)
    return np.concatenate([rows.real, rows.imag])


def lasso(rows, measured, penalty):
    """Coordinate descent finds the support and the signs; the equations that hold on them are then solved directly."""
    model = Lasso(alpha=penalty / len(measured), fit_intercept=False, tol=1e-14, max_iter=1_000_000)
    x = model.fit(rows, measured).coef_
    support = np.flatnonzero(x)
    columns, signs = rows[:, support], np.sign(x[support])
    polished = np.zeros_like(x)
    polished[support] = np.linalg.solve(columns.T @ columns, columns.T @ measured - penalty * signs)
    slope = rows.T @ (measured - rows @ polished)
    assert (np.sign(polished[support]) == signs).all()
    assert np.abs(slope).max() <= penalty * (1 + 1e-12)
    assert np.abs(polished - x).max() < 1e-6 * np.abs(x).max()
    return polished


def basis_pursuit(rows, measured):
    """min ‖x‖₁ with Ax = b, as a linear program in the positive and negative parts of x."""
    n = rows.shape[1]
    result = linprog(np.ones(2 * n), A_eq=np.hstack([rows, -rows]), b_eq=measured, bounds=(0, None), method="highs")
    assert result.status == 0
    return result.x[:n] - result.x[n:]


def cases():
    for seed, (length, count, spikes) in enumerate([(64, 16, 6), (65, 14, 20), (96, 20, 9)]):
        rng = np.random.default_rng(seed)
        bins = np.sort(rng.choice(length // 2 + 1, count, replace=False))
        signal = np.zeros(length)
        signal[rng.choice(length, spikes, replace=False)] = rng.integers(-32768, 32768, spikes) / 32768
        rows = fourier_rows(length, bins)
        measured = rows @ signal
        first = np.abs(rows.T @ measured).max()
        penalties = [first * fraction for fraction in (0.5, 0.1, 0.01)]
        pursued = basis_pursuit(rows, measured)
        yield {
            "length": length, "bins": bins.tolist(), "signal": (signal * 32768).astype(int).tolist(),
            "penalties": penalties, "solutions": [lasso(rows, measured, p).tolist() for p in penalties],
            "leastNorm": float(np.abs(pursued).sum()), "pursued": pursued.tolist(),
        }  # fmt: skip


if __name__ == "__main__":
    head = json.dumps({"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__})[1:-1]
    lines = ",\n".join(json.dumps(case) for case in cases())
    (FOLDER / "sparse_recovery.json").write_text("{" + head + ', "cases": [\n' + lines + "\n]}\n")
