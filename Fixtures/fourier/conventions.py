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


def fast_lengths():
    """Targets with the least 7-smooth length found by trial division, between SciPy's 11-smooth and 5-smooth ones."""
    targets = list(range(1, 300)) + [509, 1009, 2003, 4097, 10007, 44100, 44101, 65537, 99991, 1000003]
    lengths = []
    for target in targets:
        length = target
        while largest_prime_factor(length) > 7:
            length += 1
        assert scipy.fft.next_fast_len(target) <= length <= scipy.fft.next_fast_len(target, real=True)
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
