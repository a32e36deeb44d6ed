"""Writes elementary.csv, quotients.csv and roots.csv: complex functions in many digits, by mpmath.

Numbers are printed with repr(), so that they read back as the same binary64. Arguments are exact in binary32 wherever
binary32 reaches, so that the same rows serve both precisions.
"""

import csv
import random
import struct

from mpmath import mp, mpc, mpf

mp.dps = 900  # so that the limits at signed zeros below lose nothing to cancellation
SIDE = mpf(10) ** -400  # stands for 0 in arguments: f(x + 0i) is the limit from above, f(x - 0i) the one from below


def binary32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def exact(x):
    """A double as an mpf, a zero as an infinitesimal of its sign."""
    if x == 0:
        return -SIDE if str(x).startswith("-") else SIDE
    return mpf(x)


def rounded(x):
    """An mpf as the nearest double, infinitesimals as zeros of their sign."""
    if abs(x) < mpf(2) ** -1080:
        return -0.0 if x < 0 else 0.0
    return float(x)


def write(name, header, rows):
    with open(name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([x if isinstance(x, (str, int)) else repr(x) for x in row])


random.seed(20121)
AXES = [(x, y) for x in (0.5, 1.5, 2.0, 3.0) for y in (0.0, -0.0)]
AXES += [(-x, y) for x, y in AXES]
AXES += [(y, x) for x, y in AXES]
PLANE = [(binary32(random.uniform(-4, 4)), binary32(random.uniform(-4, 4))) for _ in range(24)]
SMALL = [(2.0**-30, -(2.0**-20)), (-(2.0**-40), 2.0**-40), (2.0**-100, 2.0**-90), (0.25, 2.0**-60)]
CIRCLE = [(0.6, 0.8), (-0.8, 0.6), (1.0, 2.0**-20), (1.0 + 2.0**-23, -(2.0**-12)), (binary32(0.28), -0.96)]
CIRCLE = [(binary32(x), binary32(y)) for x, y in CIRCLE]
LARGE = [(1024.0, -3.0), (-3.0, 4096.0), (2.0**60, 2.0**61), (-(2.0**90), -(2.0**70))]
NEAR_ONE = [(1.0, 2.0**-100), (-1.0, -(2.0**-140)), (1.0, -1e-200), (-1.0, 5e-324), (2.0**-120, -1.0)]
EXTREME = [
    (1e308, 1e308), (-1e308, 1e-308), (1e-308, 1e-308), (1.5e308, -1.7e308), (5e-324, 5e-324), (-5e-324, 1e-310),
    (1e-310, -2e-309), (1e200, 1e-200), (-1e-200, 1e200), (1.7e308, 0.0), (-0.0, 1e-320), (2.0**1023, 2.0**-1074),
]  # fmt: skip
ONCE_MORE = [(-1.0, 0.5), (1.0, -0.5), (-0.5, -1.0), (0.0, 0.75), (-0.25, 0.0)]
EVERYWHERE = AXES + PLANE + SMALL + CIRCLE + NEAR_ONE + LARGE + EXTREME + ONCE_MORE
MODEST = AXES + PLANE + SMALL + CIRCLE + NEAR_ONE + ONCE_MORE
MODEST += [(20.0, -3.0), (-700.0, 2.0), (700.0, 2.0), (709.5, 0.75)]


def expminusone(z):
    return mp.exp(z) - 1


def logoneplus(z):
    return mp.log(1 + z)


def overflows(w):
    return max(abs(w.real), abs(w.imag)) > mpf(2) ** 1024 * (1 - mpf(2) ** -54)


def unary():
    functions = [
        ("modulus", lambda z: mpc(abs(z), 0), EVERYWHERE), ("phase", lambda z: mpc(mp.arg(z), 0), EVERYWHERE),
        ("exp", mp.exp, MODEST), ("expMinusOne", expminusone, MODEST),
        ("cosh", mp.cosh, MODEST), ("sinh", mp.sinh, MODEST), ("tanh", mp.tanh, MODEST),
        ("cos", mp.cos, MODEST[:-3]), ("sin", mp.sin, MODEST[:-3]), ("tan", mp.tan, MODEST),
        ("log", mp.log, EVERYWHERE), ("logOnePlus", logoneplus, EVERYWHERE), ("sqrt", mp.sqrt, EVERYWHERE),
        ("acos", mp.acos, EVERYWHERE), ("asin", mp.asin, EVERYWHERE), ("atan", mp.atan, EVERYWHERE),
        ("acosh", mp.acosh, EVERYWHERE), ("asinh", mp.asinh, EVERYWHERE), ("atanh", mp.atanh, EVERYWHERE),
    ]  # fmt: skip
    for name, function, points in functions:
        for x, y in points:
            value = mpc(function(mpc(exact(x), exact(y))))
            if not overflows(value):
                yield name, x, y, rounded(value.real), rounded(value.imag)


def binary():
    exponents = [(2.0, 0.0), (0.5, 0.25), (-1.5, 1.0), (0.0, 2.0), (-0.25, -3.0)]
    for x, y in AXES + PLANE[:12] + [(2.0**60, 2.0**61), (2.0**-100, -(2.0**-90))]:
        for u, v in exponents:
            value = mp.exp(mpc(u, v) * mp.log(mpc(exact(x), exact(y))))
            yield "pow", x, y, u, v, rounded(value.real), rounded(value.imag)


def quotient(z, w):
    (a, b), (c, d) = z, w
    a, b, c, d = mpf(a), mpf(b), mpf(c), mpf(d)
    square = c * c + d * d
    return (a * c + b * d) / square, (b * c - a * d) / square


def quotients():
    p = lambda n: 2.0**n
    baudin_smith = [
        ((p(0), p(0)), (p(0), p(1023))), ((p(0), p(0)), (p(-1023), p(-1023))),
        ((p(1023), p(-1023)), (p(677), p(-677))), ((p(1023), p(1023)), (p(0), p(0))),
        ((p(1020), p(-844)), (p(656), p(-780))), ((p(-71), p(1021)), (p(1001), p(-323))),
        ((p(-347), p(-54)), (p(-1037), p(-1058))), ((p(-1074), p(-1074)), (p(-1073), p(-1074))),
        ((p(1015), p(-989)), (p(1023), p(1023))), ((p(-622), p(-1071)), (p(-343), p(-798))),
    ]  # fmt: skip
    for z, w in baudin_smith:
        e, f = quotient(z, w)
        yield ("hard", *z, *w, rounded(e), rounded(f))

    vanishing = (0.0, p(-700)), (p(-600), p(-1000))  # a product that underflows carries the whole real part
    yield ("powers", *vanishing[0], *vanishing[1], *map(rounded, quotient(*vanishing)))

    def anywhere(low, high):
        return random.choice((-1, 1)) * random.uniform(1, 2) * 2.0 ** random.randint(low, high)

    def power_or_zero(low, high):
        return random.choice((-1.0, 1.0)) * 2.0 ** random.randint(low, high) if random.random() < 0.8 else 0.0

    kinds = [("moderate", anywhere, -30, 30, 150), ("wide", anywhere, -1060, 1022, 350)]
    kinds += [("subnormal", anywhere, -1074, -1040, 60), ("powers", power_or_zero, -1074, 1022, 400)]
    for kind, draw, low, high, count in kinds:
        while count > 0:
            z, w = (tuple(draw(low, high) for _ in range(2)) for _ in range(2))
            if w == (0, 0):
                continue
            if kind == "moderate":
                z, w = tuple(map(binary32, z)), tuple(map(binary32, w))
            e, f = quotient(z, w)
            if max(abs(e), abs(f)) >= mpf(2) ** 1023 or max(abs(e), abs(f)) < mpf(2) ** -1021:
                continue
            yield (kind, *z, *w, rounded(e), rounded(f))
            count -= 1


def roots():
    orders = [1, 2, 3, 5, 6, 7, 8, 9, 12, 16, 17, 24, 100, 441, 1000, 1024, 4096, 10007, 44100, 65537]
    orders += [2**20, 2**24 + 43, 2**31 - 1, 2**40 + 15, 2**53 + 5, 2**62 + 135, 2**63 - 1]
    for n in orders:
        indices = range(n) if n <= 17 else sorted(random.sample(range(min(n, 2**62)), 24)) + [1, n - 1]
        for k in indices:
            angle = 2 * mp.pi * mpf(k) / n
            parts = []
            for exact_part in (mp.cospi(2 * mpf(k) / n), mp.sinpi(2 * mpf(k) / n)):
                assert abs(exact_part - (mp.cos(angle), mp.sin(angle))[len(parts) // 2]) < mpf(10) ** -800
                head = float(exact_part)
                parts += [head, float(exact_part - mpf(head))]
            yield (k, n, *parts)


write("elementary.csv", ["function", "x", "y", "u", "v"], unary())
write("powers.csv", ["function", "x", "y", "exponent x", "exponent y", "u", "v"], binary())
write("quotients.csv", ["kind", "a", "b", "c", "d", "e", "f"], quotients())
write("roots.csv", ["k", "n", "cosine", "cosine tail", "sine", "sine tail"], roots())
