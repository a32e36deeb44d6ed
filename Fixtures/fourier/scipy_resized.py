"""Makes scipy_resized.json: what SciPy computes of inputs that are cut off or filled with zeros to a given length.

Run: python3 scipy_resized.py   (in this folder)
"""

import json

import numpy
import scipy
import scipy.fft

NORMS = {"backward": "backward", "orthonormal": "ortho", "forward": "forward"}
# Elements of the input, and the length n asked for: shorter, the same, longer, and none (None).
LENGTHS = [(5, 3), (5, 5), (5, 8), (6, 1), (6, 4), (6, 9), (2, 7), (7, None), (8, None)]
# Shapes, axes, and the lengths s asked for.
ARRAYS = [
    ((3, 4), None, (5, 2)),
    ((3, 4), (1, 0), (6, 3)),
    ((4, 3, 5), (0, 2), (2, 8)),
    ((4, 3, 5), (-1,), (4,)),
    ((2, 3, 2, 3), (3, 0, 1), (4, 3, 2)),
]


def numbers(x):
    return [float(v) for v in numpy.ravel(x)]


def pairs(z):
    return [[float(v.real), float(v.imag)] for v in numpy.ravel(z)]


def complex_uniform(rng, shape):
    return rng.uniform(-1, 1, shape) + 1j * rng.uniform(-1, 1, shape)


def trigonometric(forward, inverse, x, **options):
    """Types I to IV, forward and inverse."""
    return [
        {
            "forward": numbers(forward(x, type=kind, **options)),
            "inverse": numbers(inverse(x, type=kind, **options)),
        }
        for kind in [1, 2, 3, 4]
    ]


def lines(rng):
    for count, n in LENGTHS:
        z, x = complex_uniform(rng, count), rng.uniform(-1, 1, count)
        for name, norm in NORMS.items():
            # A DCT-I takes two points at least.
            real_n = n if n is None or n > 1 else 2
            yield {
                "normalization": name,
                "length": n,
                "trigonometricLength": real_n,
                "complexInput": pairs(z),
                "realInput": numbers(x),
                "fft": pairs(scipy.fft.fft(z, n=n, norm=norm)),
                "ifft": pairs(scipy.fft.ifft(z, n=n, norm=norm)),
                "rfft": pairs(scipy.fft.rfft(x, n=n, norm=norm)),
                "irfft": numbers(scipy.fft.irfft(z, n=n, norm=norm)),
                "hfft": numbers(scipy.fft.hfft(z, n=n, norm=norm)),
                "ihfft": pairs(scipy.fft.ihfft(x, n=n, norm=norm)),
                "dct": trigonometric(scipy.fft.dct, scipy.fft.idct, x, n=real_n, norm=norm),
                "dst": trigonometric(scipy.fft.dst, scipy.fft.idst, x, n=real_n, norm=norm),
            }


def arrays(rng):
    for shape, axes, s in ARRAYS:
        z, x = complex_uniform(rng, shape), rng.uniform(-1, 1, shape)
        for name, norm in NORMS.items():
            options = {"s": s, "axes": axes, "norm": norm}
            yield {
                "normalization": name,
                "shape": shape,
                "axes": axes,
                "lengths": s,
                "complexInput": pairs(z),
                "realInput": numbers(x),
                "fftn": pairs(scipy.fft.fftn(z, **options)),
                "ifftn": pairs(scipy.fft.ifftn(z, **options)),
                "rfftn": pairs(scipy.fft.rfftn(x, **options)),
                "ihfftn": pairs(scipy.fft.ihfftn(x, **options)),
                "dctn": trigonometric(scipy.fft.dctn, scipy.fft.idctn, x, **options),
                "dstn": trigonometric(scipy.fft.dstn, scipy.fft.idstn, x, **options),
            }


def main():
    rng = numpy.random.default_rng(1965)
    document = {"lines": list(lines(rng)), "arrays": list(arrays(rng))}
    with open("scipy_resized.json", "w") as file:
        file.write(f'{{"numpy": "{numpy.__version__}", "scipy": "{scipy.__version__}"')
        for key, cases in document.items():
            text = ",\n".join(json.dumps(case) for case in cases)
            file.write(f',\n"{key}": [\n{text}\n]')
        file.write("}\n")


main()
