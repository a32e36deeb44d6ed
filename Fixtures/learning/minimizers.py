"""Makes minimizers.json beside it: what SciPy's minimizers take to the minima of standard test functions.

Run: python3 minimizers.py   (README.md beside this file has the versions)

The functions, starts and minima are those of J. J. Moré, B. S. Garbow and K. E. Hillstrom, "Testing unconstrained
optimization software", ACM Trans. Math. Softw. 7 (1981), 17, by their numbers there. Jacobians are exact: by complex steps.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares, minimize

FOLDER = Path(__file__).resolve().parent
VERSIONS = {name: version(name) for name in ["numpy", "scipy"]}


def rosenbrock(x):  # 1, and 21 for more than two
    return np.concatenate([10 * (x[1::2] - x[0::2] ** 2), 1 - x[0::2]])


def freudenstein_roth(x):  # 2
    return np.array([
        -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1],
        -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1],
    ])  # fmt: skip


def brown_badly_scaled(x):  # 4
    return np.array([x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2])


def beale(x):  # 5
    return np.array([y - x[0] * (1 - x[1] ** (i + 1)) for i, y in enumerate([1.5, 2.25, 2.625])])


def jennrich_sampson(x):  # 6
    i = np.arange(1, 11)
    return 2 + 2 * i - (np.exp(i * x[0]) + np.exp(i * x[1]))


def helical_valley(x):  # 7
    theta = np.arctan(x[1] / x[0]) / (2 * np.pi) + (0.5 if x[0].real < 0 else 0)
    return np.array([10 * (x[2] - 10 * theta), 10 * (np.sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]])


def meyer(x):  # 10
    t = 45 + 5 * np.arange(1, 17)
    y = [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872]
    return x[0] * np.exp(x[1] / (t + x[2])) - y


def box(x):  # 12
    t = np.arange(1, 11) / 10
    return np.exp(-t * x[0]) - np.exp(-t * x[1]) - x[2] * (np.exp(-t) - np.exp(-10 * t))


def powell_singular(x):  # 13
    return np.array([
        x[0] + 10 * x[1], 5**0.5 * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2, 10**0.5 * (x[0] - x[3]) ** 2,
    ])  # fmt: skip


def wood(x):  # 14
    return np.array([
        10 * (x[1] - x[0] ** 2), 1 - x[0], 90**0.5 * (x[3] - x[2] ** 2), 1 - x[2],
        10**0.5 * (x[1] + x[3] - 2), (x[1] - x[3]) / 10**0.5,
    ])  # fmt: skip


FUNCTIONS = {
    "rosenbrock": (rosenbrock, [-1.2, 1]),
    "extendedRosenbrock": (rosenbrock, [-1.2, 1] * 25),
    "freudensteinRoth": (freudenstein_roth, [0.5, -2]),
    "brownBadlyScaled": (brown_badly_scaled, [1, 1]),
    "beale": (beale, [1, 1]),
    "jennrichSampson": (jennrich_sampson, [0.3, 0.4]),
    "helicalValley": (helical_valley, [-1, 0, 0]),
    "meyer": (meyer, [0.02, 4000, 250]),
    "box": (box, [0, 10, 20]),
    "powellSingular": (powell_singular, [3, -1, 0, 1]),
    "wood": (wood, [-3, -1, -3, -1]),
}


def jacobian(f, x):
    steps = 1e-200j * np.eye(len(x))
    return np.stack([f(x + step).imag / 1e-200 for step in steps], axis=1)


def cases():
    for name, (f, start) in FUNCTIONS.items():
        start = np.array(start, dtype=float)

        def value(x):
            return np.sum(f(x + 0j).real ** 2)

        def slope(x):
            return 2 * jacobian(f, x).T @ f(x + 0j).real

        lbfgs = minimize(
            value, start, jac=slope, method="L-BFGS-B",
            options={"ftol": 0, "gtol": 1e-8, "maxiter": 5000, "maxfun": 50000})  # fmt: skip
        bfgs = minimize(value, start, jac=slope, method="BFGS", options={"gtol": 1e-8, "maxiter": 5000})
        lm = least_squares(
            lambda x: f(x + 0j).real, start, jac=lambda x: jacobian(f, x), method="lm",
            xtol=1e-12, ftol=1e-12, gtol=1e-12, max_nfev=5000)  # fmt: skip
        yield {
            "function": name, "start": start.tolist(),
            "lbfgs": {"value": lbfgs.fun, "evaluations": lbfgs.nfev, "success": bool(lbfgs.success)},
            "bfgs": {"value": bfgs.fun, "evaluations": bfgs.nfev, "success": bool(bfgs.success)},
            "levenbergMarquardt": {"value": 2 * lm.cost, "evaluations": int(lm.nfev), "success": bool(lm.success)},
        }  # fmt: skip


lines = ",\n".join(json.dumps(case) for case in cases())
(FOLDER / "minimizers.json").write_text("{" + json.dumps(VERSIONS)[1:-1] + ', "cases": [\n' + lines + "\n]}\n")
