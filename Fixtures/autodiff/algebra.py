"""Makes algebra.json: reductions and linear algebra by JAX, with gradients and Hessian-vector products.

Run: JAX_PLATFORMS=cpu python3 algebra.py   (in this folder)
"""

import json
import os

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as np
import jax.scipy as scipy
import numpy

jax.config.update("jax_enable_x64", True)

rng = numpy.random.default_rng(1811)


def real(n):
    return np.asarray(rng.uniform(-1, 1, n))


def complex_(n):
    return np.asarray(rng.uniform(-1, 1, n) + 1j * rng.uniform(-1, 1, n))


def dominant(n, like):
    """A matrix far from singular, as a vector."""
    return like(n * n) + 3 * np.eye(n).reshape(-1)


# Each is a real function of vectors, which it reshapes: x and z are differentiated by, w and v are weights.


def product(x, w):
    return np.sum(w * np.prod(x.reshape(3, 4), axis=0))


def product_with_zeros(x, w):
    return np.sum(w * np.prod(x.reshape(3, 4), axis=1))


def maximum(x, w):
    return np.sum(w * np.max(x.reshape(2, 3, 2), axis=(0, 2)) ** 2)


def minimum(x, w):
    return np.sum(w * np.min(x.reshape(2, 3, 2), axis=1).reshape(-1) ** 3)


def variance(x, w):
    return np.sum(w * np.var(x.reshape(3, 4), axis=1, ddof=1))


def complex_variance(z, w):
    return np.sum(w * np.var(z.reshape(3, 4), axis=0))


def deviation(x, w):
    return np.sum(w * np.std(x.reshape(3, 4), axis=1))


def complex_deviation(z):
    return np.std(z, ddof=1)


def norms(x, w):
    y = x.reshape(3, 4)
    return sum(np.sum(w * np.linalg.norm(y, p, axis=1)) for p in (1, 2, np.inf, 3, 2.5))


def complex_norms(z, w):
    y = z.reshape(3, 4)
    return sum(np.sum(w * np.linalg.norm(y, p, axis=0)) for p in (1, 2, np.inf))


def frobenius(z):
    return np.linalg.norm(z.reshape(3, 4), "fro")


def log_sum_exp(x, w):
    return np.sum(w * scipy.special.logsumexp(5 * x.reshape(3, 4), axis=1))


def softmax(x, w):
    return np.sum(w * jax.nn.softmax(5 * x.reshape(3, 4), axis=0).reshape(-1))


def log_softmax(x, w):
    return np.sum(w * jax.nn.log_softmax(5 * x.reshape(3, 4), axis=-1).reshape(-1))


def batched_product(x, y, w):
    return np.sum(w * np.sin(x.reshape(2, 1, 2, 3) @ y.reshape(2, 3, 2)).reshape(-1))


def complex_product(z, y, w):
    return np.sum(w * ((z.reshape(2, 2, 3) @ y.reshape(3, 2)).reshape(-1) ** 2).real)


def matrix_vector(x, y):
    return np.sum((x.reshape(4, 3) @ y) ** 3) + np.sum((y @ x.reshape(3, 4)) ** 2)


def solution(x, y, w):
    return np.sum(w * np.linalg.solve(x.reshape(4, 4), y.reshape(4, 2)).reshape(-1) ** 2)


def complex_solution(z, y, w):
    s = np.linalg.solve(z.reshape(3, 3), y.reshape(3, 2)).reshape(-1)
    return np.sum(w * (s.real * s.imag))


def triangular(x, y):
    a, b = x.reshape(4, 4), y.reshape(4, 2)
    solve = scipy.linalg.solve_triangular
    return sum(
        (k + 1) * np.sum(solve(a, b, trans=trans, lower=lower, unit_diagonal=unit) ** 2)
        for k, (lower, trans, unit) in enumerate(
            [(True, 0, False), (False, 0, True), (True, 1, True), (False, 1, False)]
        )
    )


def complex_triangular(z, y):
    a, b = z.reshape(3, 3), y.reshape(3, 2)
    solve = scipy.linalg.solve_triangular
    solutions = [solve(a, b, trans=trans, lower=lower) for lower in (True, False) for trans in (0, 1, 2)]
    return sum((k + 1) * np.sum((s**2).real) for k, s in enumerate(solutions))


def inverse(x, w):
    return np.sum(w * np.linalg.inv(x.reshape(2, 3, 3)).reshape(-1))


def log_determinant(x):
    return np.linalg.slogdet(x.reshape(4, 4))[1]


def complex_log_determinant(z):
    return np.linalg.slogdet(z.reshape(3, 3))[1]


def contraction(x, y, w):
    return np.sum(w * np.einsum("bct,dcb->tbd", x.reshape(2, 3, 2), y.reshape(2, 3, 2)).reshape(-1) ** 2)


def numbers(x):
    x = numpy.asarray(x)
    if numpy.iscomplexobj(x):
        return [[float(v.real), float(v.imag)] for v in x.reshape(-1)]
    return [float(v) for v in x.reshape(-1)]


def case(f, points, *constants):
    """By the vectors in `points`. Gradients are conjugated to ∂/∂Re + i ∂/∂Im."""
    points = points if isinstance(points, tuple) else (points,)
    directions = [complex_(len(p)) if numpy.iscomplexobj(p) else real(len(p)) for p in points]
    argnums = tuple(range(len(points)))

    def gradient(*arguments):
        return tuple(np.conj(g) for g in jax.grad(f, argnums=argnums)(*arguments, *constants))

    _, products = jax.jvp(gradient, tuple(points), tuple(directions))
    return {
        "function": f.__name__,
        "arguments": [numbers(p) for p in points],
        "constants": [numbers(c) for c in constants],
        "value": float(f(*points, *constants)),
        "gradients": [numbers(g) for g in gradient(*points)],
        "directions": [numbers(d) for d in directions],
        "hessianVectorProducts": [numbers(p) for p in products],
    }


# The first row has one zero, the second two, the third none.
zeros = np.asarray([0.5, 0.0, -0.75, 1.25, 0.0, 0.5, 0.0, -1.5, 2.0, -0.5, 0.25, 1.5])
# Several elements tied for the largest and the smallest.
ties = np.asarray([1.0, 2.0, 0.5, 2.0, 2.0, -1.0, -1.0, 1.5, -1.0, 0.25, 2.0, -1.0])

cases = [
    case(product, real(12), real(4)),
    case(product_with_zeros, zeros, real(3)),
    case(maximum, real(12), real(3)),
    case(maximum, ties, real(3)),
    case(minimum, real(12), real(4)),
    case(minimum, ties, real(4)),
    case(variance, real(12) + 100, real(3)),
    case(complex_variance, complex_(12), real(4)),
    case(deviation, real(12), real(3)),
    case(complex_deviation, complex_(7)),
    case(norms, real(12), real(3)),
    case(complex_norms, complex_(12), real(4)),
    case(frobenius, complex_(12)),
    case(log_sum_exp, real(12), real(3)),
    case(softmax, real(12), real(12)),
    case(log_softmax, real(12), real(12)),
    case(batched_product, (real(12), real(12)), real(16)),
    case(complex_product, (complex_(12), complex_(6)), real(8)),
    case(matrix_vector, (real(12), real(3))),
    case(solution, (dominant(4, real), real(8)), real(8)),
    case(complex_solution, (dominant(3, complex_), complex_(6)), real(6)),
    case(triangular, (dominant(4, real), real(8))),
    case(complex_triangular, (dominant(3, complex_), complex_(6))),
    case(inverse, np.concatenate([dominant(3, real), dominant(3, real)]), real(18)),
    case(log_determinant, dominant(4, real)),
    case(complex_log_determinant, dominant(3, complex_)),
    case(contraction, (real(12), real(12)), real(8)),
]

with open("algebra.json", "w") as file:
    file.write('{"cases": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]}\n")
