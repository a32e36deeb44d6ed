"""Makes reference_dft.json: DFTs summed from the definition in 50-digit arithmetic by mpmath.

Run: python3 reference_dft.py   (in this folder)
"""

import json
import random

import mpmath

LENGTHS = [1, 2, 3, 5, 8, 12, 17, 30, 64, 97]
DIGITS = 30  # of the numbers written; Float80 needs 21


def text(x):
    return mpmath.nstr(x, DIGITS, min_fixed=-1, max_fixed=1, strip_zeros=False)


def pair(z):
    return [text(mpmath.re(z)), text(mpmath.im(z))]


def samples(rng, count):
    """Multiples of 2^-20 in [-1, 1): exact in every binary precision and in 20 decimals."""
    return [mpmath.mpf(rng.randrange(-(2**20), 2**20)) / 2**20 for _ in range(count)]


def dft(x, sign):
    n = len(x)
    return [
        mpmath.fsum(x[j] * mpmath.expjpi(mpmath.mpf(sign * 2 * ((j * k) % n)) / n) for j in range(n))
        for k in range(n)
    ]


def main():
    mpmath.mp.dps = 50
    rng = random.Random(1805)  # the year of Gauss's FFT
    cases = []
    for n in LENGTHS:
        z = [mpmath.mpc(a, b) for a, b in zip(samples(rng, n), samples(rng, n))]
        x = samples(rng, n)
        bins = n // 2 + 1
        half = [mpmath.mpc(a, b) for a, b in zip(samples(rng, bins), samples(rng, bins))]
        # The Hermitian extension drops the imaginary parts of DC and Nyquist; the fixture keeps them in the input.
        extension = [None] * n
        for k in range(bins):
            alone = k == 0 or 2 * k == n
            extension[k] = mpmath.mpc(half[k].real, 0) if alone else half[k]
            if not alone:
                extension[n - k] = mpmath.conj(half[k])
        cases.append(
            {
                "length": n,
                "complexInput": [pair(v) for v in z],
                "complexForward": [pair(v) for v in dft(z, -1)],
                "complexInverse": [pair(v / n) for v in dft(z, +1)],
                "realInput": [text(v) for v in x],
                "realForward": [pair(v) for v in dft(x, -1)[:bins]],
                "halfSpectrum": [pair(v) for v in half],
                "realInverse": [text(mpmath.re(v) / n) for v in dft(extension, +1)],
            }
        )
    with open("reference_dft.json", "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"mpmath": "%s", "cases": [\n%s\n]}\n' % (mpmath.__version__, lines))


main()
