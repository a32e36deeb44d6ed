"""Makes gradients.json: values, gradients and Hessian-vector products by JAX.

Run: JAX_PLATFORMS=cpu python3 gradients.py   (in this folder)
"""

import json
import os

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as np
import numpy

jax.config.update("jax_enable_x64", True)

rng = numpy.random.default_rng(1799)


def real(n):
    return np.asarray(rng.uniform(-1, 1, n))


def positive(n):
    return np.asarray(rng.uniform(1, 2, n))


def complex_(n):
    return np.asarray(rng.uniform(-1, 1, n) + 1j * rng.uniform(-1, 1, n))


def power(z):
    return z.real**2 + z.imag**2


def magnitude_loss(x, a):
    return np.mean((np.abs(np.fft.rfft(x)) - a) ** 2)


def log_power_loss(x, b):
    return np.mean(np.abs(np.log(power(np.fft.rfft(x)) + 1e-3) - b))


def spectral_convergence(x, a):
    return np.sqrt(np.sum((np.abs(np.fft.rfft(x)) - a) ** 2)) / np.sqrt(np.sum(a**2))


def flatness(x):
    p = power(np.fft.rfft(x)) + 1e-2
    return np.exp(np.mean(np.log(p))) / np.mean(p)


def cepstrum(x, w):
    return np.sum(w * np.fft.irfft(np.log(power(np.fft.rfft(x)) + 1e-2) + 0j, n=len(x)))


def phase_correlation(x, w):
    spectrum = np.fft.rfft(x)
    return np.sum(w * np.fft.irfft(spectrum / np.abs(spectrum), n=len(x)))


def padded_orthonormal(x):
    return np.sum(np.log(1 + power(np.fft.rfft(x, n=3 * len(x), norm="ortho"))))


def cropped_forward(x):
    return np.sum(power(np.fft.rfft(x, n=len(x) // 2, norm="forward")) ** 2)


def convolution(x, h, t):
    y = np.fft.irfft(np.fft.rfft(x) * np.fft.rfft(h, n=len(x)), n=len(x))
    return np.mean((y - t) ** 2)


def weighted_power(z, w):
    return np.sum(w * power(np.fft.fft(z)))


def filtered_quartic(z, h):
    return np.sum(power(np.fft.ifft(np.fft.fft(z) * h)) ** 2)


def phases(z, w):
    return np.sum(w * np.angle(np.fft.fft(z)))


def real_signal_cubed(z, n):
    return np.sum(np.fft.irfft(z, n=n) ** 3)


def holomorphic(z):
    return np.sum((np.exp(z) * np.sin(z) * np.conj(z) + np.tanh(z) / (3 + np.cos(z)) - z**3).real)


def principal_values(z):
    return np.sum((np.sqrt(z + 3) * np.log(z + 3)).imag)


def magnitude_of_inverse(z):
    return np.mean(np.abs(np.fft.ifft(z, norm="ortho")))


def numbers(x):
    x = numpy.asarray(x)
    if numpy.iscomplexobj(x):
        return [[float(v.real), float(v.imag)] for v in x.reshape(-1)]
    return [float(v) for v in x.reshape(-1)]


def case(f, point, *constants, differentiate=1):
    """Of the first `differentiate` arguments. Gradients are conjugated to ∂/∂Re + i ∂/∂Im."""
    points = point if differentiate > 1 else (point,)
    directions = [complex_(len(p)) if numpy.iscomplexobj(p) else real(len(p)) for p in points]
    argnums = tuple(range(len(points)))

    def gradient(*arguments):
        return tuple(np.conj(g) for g in jax.grad(f, argnums=argnums)(*arguments, *constants))

    _, products = jax.jvp(gradient, tuple(points), tuple(directions))
    return {
        "function": f.__name__,
        "arguments": [numbers(p) for p in points],
        "constants": [numbers(c) if hasattr(c, "shape") else [float(c)] for c in constants],
        "value": float(f(*points, *constants)),
        "gradients": [numbers(g) for g in gradient(*points)],
        "directions": [numbers(d) for d in directions],
        "hessianVectorProducts": [numbers(p) for p in products],
    }


cases = (
    [case(magnitude_loss, real(n), positive(n // 2 + 1)) for n in (15, 16, 64)]
    + [case(log_power_loss, real(n), real(n // 2 + 1)) for n in (15, 16)]
    + [case(spectral_convergence, real(n), positive(n // 2 + 1)) for n in (15, 16)]
    + [case(flatness, real(n)) for n in (15, 16)]
    + [case(cepstrum, real(n), real(n)) for n in (15, 16)]
    + [case(phase_correlation, real(n), real(n)) for n in (15, 16)]
    + [case(padded_orthonormal, real(n)) for n in (7, 8)]
    + [case(cropped_forward, real(n)) for n in (14, 16)]
    + [case(convolution, (real(n), real(5)), real(n), differentiate=2) for n in (15, 16)]
    + [case(weighted_power, complex_(n), real(n)) for n in (15, 16)]
    + [case(filtered_quartic, complex_(n), complex_(n)) for n in (15, 16)]
    + [case(phases, complex_(n), real(n)) for n in (15, 16)]
    + [case(real_signal_cubed, complex_(n // 2 + 1), n) for n in (7, 8)]
    + [case(holomorphic, complex_(12)), case(principal_values, complex_(12))]
    + [case(magnitude_of_inverse, complex_(n)) for n in (15, 16)]
)

with open("gradients.json", "w") as file:
    file.write(
        '{"cases": [\n'
        + ",\n".join(json.dumps(case) for case in cases)
        + "\n]}"
    )
    file.write("\n")
