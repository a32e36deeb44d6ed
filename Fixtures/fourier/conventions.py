"""Makes conventions.json: what SciPy and NumPy take the conventions of the DFT to be.

Run: python3 conventions.py   (in this folder)
"""

import json

import numpy
import scipy
import scipy.fft

NORMS = {"backward": "backward", "orthonormal": "ortho", "forward": "forward"}


def numbers(x):
    return [float(v) for v in x]


def pairs(z):
    return [[float(v.real), float(v.imag)] for v in z]


def largest_prime_factor(n):
    factor, largest = 2, 1
    while n > 1:
        while n % factor == 0:
            n //= factor
            largest = factor
        factor += 1
    return largest


def transforms():
    rng = numpy.random.default_rng(1807)
    cases = []
    for n in [1, 2, 3, 4, 7, 8, 15, 16, 30]:
        z = rng.uniform(-1, 1, n) + 1j * rng.uniform(-1, 1, n)
        x = rng.uniform(-1, 1, n)
        half = rng.uniform(-1, 1, n // 2 + 1) + 1j * rng.uniform(-1, 1, n // 2 + 1)
        for name, norm in NORMS.items():
            cases.append(
                {
                    "length": n,
                    "normalization": name,
                    "complexInput": pairs(z),
                    "fft": pairs(scipy.fft.fft(z, norm=norm)),
                    "ifft": pairs(scipy.fft.ifft(z, norm=norm)),
                    "realInput": numbers(x),
                    "rfft": pairs(scipy.fft.rfft(x, norm=norm)),
                    "halfSpectrum": pairs(half),
                    "irfft": numbers(scipy.fft.irfft(half, n=n, norm=norm)),
                }
            )
    return cases


def frequencies():
    return [
        {
            "length": n,
            "sampleRate": rate,
            "fftfreq": numbers(scipy.fft.fftfreq(n, 1 / rate)),
            "rfftfreq": numbers(scipy.fft.rfftfreq(n, 1 / rate)),
            "fftshift": [int(v) for v in scipy.fft.fftshift(numpy.arange(n))],
            "ifftshift": [int(v) for v in scipy.fft.ifftshift(numpy.arange(n))],
        }
        for n in [1, 2, 3, 4, 5, 8, 9, 30, 97]
        for rate in [1.0, 44100.0]
    ]


def operations(length):
    """Operations of a mixed-radix transform for each of its points: 4, 9, 14, 22 for each factor 2, 3, 5, 7."""
    count = 0
    for prime, cost in [(2, 4), (3, 9), (5, 14), (7, 22)]:
        while length % prime == 0:
            length //= prime
            count += cost
    return count


def fast_lengths():
    """Targets with the least 7-smooth length that takes no more operations than the next power of two.

    Found by trial division; never below SciPy's, which is the least 11-smooth length.
    """
    targets = list(range(1, 300)) + [509, 1009, 2003, 4000, 4097, 10007, 44100, 44101, 65537, 99991, 1000003]
    lengths = []
    for target in targets:
        power = 1 << (target - 1).bit_length()
        length = target
        while largest_prime_factor(length) > 7 or length * operations(length) > power * operations(power):
            length += 1
        assert scipy.fft.next_fast_len(target) <= length <= power
        lengths.append([target, length])
    return lengths


def main():
    document = {
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "transforms": transforms(),
        "frequencies": frequencies(),
        "fastLengths": fast_lengths(),
    }
    with open("conventions.json", "w") as file:
        json.dump(document, file)
        file.write("\n")


main()
