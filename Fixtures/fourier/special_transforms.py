"""Makes special_transforms.json: chirp-z and zoom transforms by SciPy, nonuniform ones by FINUFFT.

Run: python3 special_transforms.py   (in this folder)
"""

import cmath
import json

import finufft
import numpy
import scipy
import scipy.signal


def numbers(x):
    return [float(v) for v in x]


def pairs(z):
    return [[float(v.real), float(v.imag)] for v in z]


def signal(rng, n):
    return rng.uniform(-1, 1, n) + 1j * rng.uniform(-1, 1, n)


def chirps(rng):
    cases = []
    for n, m, w, a in [
        (1, 1, 1 + 0j, 1 + 0j),
        (5, 8, cmath.exp(-2j * cmath.pi / 8), 1 + 0j),
        (12, 7, cmath.exp(-0.03j), cmath.exp(0.4j)),
        (12, 20, cmath.exp(0.17j), cmath.exp(-1.1j)),
        (9, 16, 0.98 * cmath.exp(-0.21j), 0.8 * cmath.exp(0.5j)),
        (16, 9, 1.01 * cmath.exp(-0.4j), 1.1 * cmath.exp(-0.7j)),
    ]:
        x = signal(rng, n)
        cases.append({"ratio": pairs([w])[0], "start": pairs([a])[0], "input": pairs(x),
                      "output": pairs(scipy.signal.czt(x, m=m, w=w, a=a))})
    return cases


def zooms(rng):
    cases = []
    for n, m, first, last, rate, endpoint in [
        (1, 3, 0.0, 1.0, 1.0, False),
        (30, 30, 0.0, 1.0, 1.0, False),
        (30, 17, 430.0, 450.0, 1000.0, False),
        (31, 17, 430.0, 450.0, 1000.0, True),
        (24, 5, 0.3, -0.2, 1.0, True),
    ]:
        x = signal(rng, n)
        y = scipy.signal.zoom_fft(x, [first, last], m=m, fs=rate, endpoint=endpoint)
        cases.append({"from": first, "to": last, "sampleRate": rate, "includesEnd": endpoint, "input": pairs(x),
                      "output": pairs(y)})
    return cases


def nonuniform(rng):
    cases = []
    for m, n, spread in [(1, 1, 3.0), (7, 8, 3.14), (40, 25, 3.14), (50, 64, 30.0), (64, 33, 0.01)]:
        x = rng.uniform(-spread, spread, m)
        c, f = signal(rng, m), signal(rng, n)
        for order, name in enumerate(["centered", "natural"]):
            for sign in [-1, 1]:
                cases.append({
                    "points": numbers(x), "modeOrder": name, "sign": sign, "strengths": pairs(c), "modes": pairs(f),
                    "type1": pairs(finufft.nufft1d1(x, c, n, eps=1e-14, isign=sign, modeord=order)),
                    "type2": pairs(finufft.nufft1d2(x, f, eps=1e-14, isign=sign, modeord=order)),
                })
    return cases


def main():
    rng = numpy.random.default_rng(1968)
    document = {
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "finufft": finufft.__version__,
        "chirps": chirps(rng),
        "zooms": zooms(rng),
        "nonuniform": nonuniform(rng),
    }
    with open("special_transforms.json", "w") as file:
        json.dump(document, file)
        file.write("\n")


main()
