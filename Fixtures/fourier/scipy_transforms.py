"""Makes scipy_transforms.json: what SciPy computes in several dimensions, and of every DCT and DST.

Run: python3 scipy_transforms.py   (in this folder)
"""

import json

import numpy
import scipy
import scipy.fft

NORMS = {"backward": "backward", "orthonormal": "ortho", "forward": "forward"}
LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17]
# Shapes with the axes transformed, in this order; None are all of them.
FOURIER = [
    ((5,), None),
    ((2, 3), None),
    ((3, 4), (1, 0)),
    ((4, 3), (0,)),
    ((4, 5, 3), None),
    ((2, 3, 4), (0, 2)),
    ((3, 4, 2), (-1, 1)),
    ((5, 2, 4), (1, 0)),
    ((2, 3, 2, 3), (3, 0, 1)),
    ((1, 4, 1), None),
]
COSINES = [((3, 4), None), ((4, 3, 5), (0, 2)), ((2, 5, 3), (1, 0)), ((3, 2, 4), (-1,)), ((2, 3, 2, 2), None)]


def numbers(x):
    return [float(v) for v in numpy.ravel(x)]


def pairs(z):
    return [[float(v.real), float(v.imag)] for v in numpy.ravel(z)]


def uniform(rng, shape):
    return rng.uniform(-1, 1, shape)


def complex_uniform(rng, shape):
    return uniform(rng, shape) + 1j * uniform(rng, shape)


def fourier(rng):
    """Complex, real and Hermitian transforms over some axes."""
    for shape, axes in FOURIER:
        z, x = complex_uniform(rng, shape), uniform(rng, shape)
        transformed = tuple(range(len(shape))) if axes is None else axes
        last = transformed[-1] % len(shape)
        halved = tuple(n // 2 + 1 if axis == last else n for axis, n in enumerate(shape))
        half = complex_uniform(rng, halved)
        lengths = [shape[axis] for axis in transformed]
        yield {
            "shape": shape,
            "axes": axes,
            "complexInput": pairs(z),
            "realInput": numbers(x),
            "halfSpectrum": pairs(half),
            "results": [
                {
                    "normalization": name,
                    "fftn": pairs(scipy.fft.fftn(z, axes=axes, norm=norm)),
                    "ifftn": pairs(scipy.fft.ifftn(z, axes=axes, norm=norm)),
                    "rfftn": pairs(scipy.fft.rfftn(x, axes=axes, norm=norm)),
                    "ihfftn": pairs(scipy.fft.ihfftn(x, axes=axes, norm=norm)),
                    "irfftn": numbers(scipy.fft.irfftn(half, s=lengths, axes=axes, norm=norm)),
                    "hfftn": numbers(scipy.fft.hfftn(half, s=lengths, axes=axes, norm=norm)),
                }
                for name, norm in NORMS.items()
            ],
        }


def trigonometric(x, axes, choices):
    """Every type of DCT and DST of x, forward and inverse; a choice of None leaves orthogonalization to SciPy."""
    extents = x.shape if axes is None else [x.shape[axis] for axis in axes]
    return {
        "shape": x.shape,
        "axes": axes,
        "input": numbers(x),
        "results": [
            {
                "kind": f"{family}{kind}",
                "normalization": name,
                "orthogonalizes": choice,
                "forward": numbers(forward(x, type=kind, axes=axes, norm=norm, orthogonalize=choice)),
                "inverse": numbers(inverse(x, type=kind, axes=axes, norm=norm, orthogonalize=choice)),
            }
            for family, forward, inverse in [
                ("dct", scipy.fft.dctn, scipy.fft.idctn),
                ("dst", scipy.fft.dstn, scipy.fft.idstn),
            ]
            for kind in [1, 2, 3, 4]
            if not (family == "dct" and kind == 1 and min(extents) == 1)
            for name, norm in NORMS.items()
            for choice in choices
        ],
    }


def main():
    rng = numpy.random.default_rng(1822)
    document = {
        "fourier": list(fourier(rng)),
        "realToReal": [trigonometric(uniform(rng, (n,)), None, [False, True]) for n in LENGTHS]
        + [trigonometric(uniform(rng, shape), axes, [None]) for shape, axes in COSINES],
    }
    with open("scipy_transforms.json", "w") as file:
        file.write(f'{{"numpy": "{numpy.__version__}", "scipy": "{scipy.__version__}"')
        for key, cases in document.items():
            lines = ",\n".join(json.dumps(case) for case in cases)
            file.write(f',\n"{key}": [\n{lines}\n]')
        file.write("}\n")


main()
