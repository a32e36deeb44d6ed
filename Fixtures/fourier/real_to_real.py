"""Makes real_to_real.json: every real-to-real kind summed from FFTW's definition in 50-digit arithmetic by mpmath.

Run: python3 real_to_real.py   (in this folder)
"""

import json
import random

import mpmath
from mpmath import mpf

LENGTHS = [1, 2, 3, 4, 7, 12]
DIGITS = 30  # of the numbers written; Float80 needs 21


def text(x):
    return mpmath.nstr(x, DIGITS, min_fixed=-1, max_fixed=1, strip_zeros=False)


def samples(rng, count):
    """Multiples of 2^-20 in [-1, 1): exact in every binary precision and in 20 decimals."""
    return [mpf(rng.randrange(-(2**20), 2**20)) / 2**20 for _ in range(count)]


def cos(numerator, denominator):
    return mpmath.cospi(mpf(numerator) / denominator)


def sin(numerator, denominator):
    return mpmath.sinpi(mpf(numerator) / denominator)


# The formulas of "What FFTW Really Computes", in its manual; x has n elements, and the result is element k.


def redft00(x, n, k):
    inner = mpmath.fsum(x[j] * cos(j * k, n - 1) for j in range(1, n - 1))
    return x[0] + (-1) ** k * x[n - 1] + 2 * inner


def redft10(x, n, k):
    return 2 * mpmath.fsum(x[j] * cos((2 * j + 1) * k, 2 * n) for j in range(n))


def redft01(x, n, k):
    return x[0] + 2 * mpmath.fsum(x[j] * cos(j * (2 * k + 1), 2 * n) for j in range(1, n))


def redft11(x, n, k):
    return 2 * mpmath.fsum(x[j] * cos((2 * j + 1) * (2 * k + 1), 4 * n) for j in range(n))


def rodft00(x, n, k):
    return 2 * mpmath.fsum(x[j] * sin((j + 1) * (k + 1), n + 1) for j in range(n))


def rodft10(x, n, k):
    return 2 * mpmath.fsum(x[j] * sin((2 * j + 1) * (k + 1), 2 * n) for j in range(n))


def rodft01(x, n, k):
    inner = mpmath.fsum(x[j] * sin((j + 1) * (2 * k + 1), 2 * n) for j in range(n - 1))
    return (-1) ** k * x[n - 1] + 2 * inner


def rodft11(x, n, k):
    return 2 * mpmath.fsum(x[j] * sin((2 * j + 1) * (2 * k + 1), 4 * n) for j in range(n))


def hartley(x, n, k):
    return mpmath.fsum(x[j] * (cos(2 * j * k, n) + sin(2 * j * k, n)) for j in range(n))


def real_to_half_complex(x, n, k):
    """Element k is the real part of bin k up to n/2, and the imaginary part of bin n - k from there."""
    bin = k if 2 * k <= n else n - k
    y = mpmath.fsum(x[j] * mpmath.expjpi(mpf(-2 * j * bin) / n) for j in range(n))
    return mpmath.re(y) if 2 * k <= n else mpmath.im(y)


def half_complex_to_real(x, n, k):
    """The inverse DFT of the Hermitian spectrum, written out."""
    spectrum = [mpmath.mpc(0)] * n
    for bin in range(n // 2 + 1):
        alone = bin == 0 or 2 * bin == n
        spectrum[bin] = mpmath.mpc(x[bin], 0 if alone else x[n - bin])
        spectrum[-bin % n] = mpmath.conj(spectrum[bin])
    return mpmath.re(mpmath.fsum(spectrum[j] * mpmath.expjpi(mpf(2 * j * k) / n) for j in range(n)))


KINDS = {
    "dct1": redft00,
    "dct2": redft10,
    "dct3": redft01,
    "dct4": redft11,
    "dst1": rodft00,
    "dst2": rodft10,
    "dst3": rodft01,
    "dst4": rodft11,
    "dht": hartley,
    "realToHalfComplex": real_to_half_complex,
    "halfComplexToReal": half_complex_to_real,
}


def main():
    mpmath.mp.dps = 50
    rng = random.Random(1974)  # the year of the DCT
    cases = []
    for kind, element in KINDS.items():
        for n in LENGTHS:
            if kind == "dct1" and n == 1:
                continue
            x = samples(rng, n)
            output = [text(element(x, n, k)) for k in range(n)]
            cases.append({"kind": kind, "length": n, "input": [text(v) for v in x], "output": output})
    with open("real_to_real.json", "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"mpmath": "%s", "cases": [\n%s\n]}\n' % (mpmath.__version__, lines))


main()
