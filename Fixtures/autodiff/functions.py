"""Makes functions.json: functions of tensors with their gradients and Hessian-vector products, by JAX and by PyTorch.

The script fails unless the two agree. Run: python3 functions.py   (in this folder)
"""

import json
import os
import platform
import zlib

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import jax.scipy
import numpy
import torch
import torch.nn.functional as F

jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)

agreement = 1e-10
cases = []


def rounded(rng, shape, low, high):
    return numpy.round(rng.uniform(low, high, shape), 3)


def real(*shape):
    return lambda rng: rounded(rng, shape, -1, 1)


def positive(*shape):
    return lambda rng: rounded(rng, shape, 0.5, 2)


def large(*shape):
    return lambda rng: rounded(rng, shape, -4, 4)


def cplx(*shape):
    return lambda rng: rounded(rng, shape, -1, 1) + 1j * rounded(rng, shape, -1, 1)


def exactly(values):
    return lambda rng: numpy.array(values)


def dominant(kind, n):
    return lambda rng: kind(n, n)(rng) + 3 * numpy.eye(n)


def by_jax(f, arguments, directions, weights, targets):
    def loss(*arguments):
        difference = f(*arguments).reshape(-1) - targets
        return jnp.sum(weights * (difference.real**2 + difference.imag**2))

    def gradient(*arguments):
        # JAX returns ∂/∂Re − i ∂/∂Im.
        return tuple(jnp.conj(g) for g in jax.grad(loss, argnums=tuple(range(len(arguments))))(*arguments))

    arguments, directions = tuple(map(jnp.asarray, arguments)), tuple(map(jnp.asarray, directions))
    gradients, products = jax.jvp(gradient, arguments, directions)
    return [numpy.array(loss(*arguments))], list(map(numpy.array, gradients)), list(map(numpy.array, products))


def by_torch(f, arguments, directions, weights, targets):
    arguments = [torch.tensor(x, requires_grad=True) for x in arguments]
    difference = f(*arguments).reshape(-1) - torch.tensor(targets)
    parts = torch.view_as_real(difference) if difference.is_complex() else difference[:, None]
    loss = torch.sum(torch.tensor(weights)[:, None] * parts**2)
    gradients = torch.autograd.grad(loss, arguments, create_graph=True)
    # The Hessian is symmetric under Re⟨·, ·⟩.
    along = sum(torch.sum((g * torch.tensor(v).conj()).real) for g, v in zip(gradients, directions))
    products = [torch.zeros_like(x) for x in arguments]
    if along.requires_grad:
        products = torch.autograd.grad(along, arguments, allow_unused=True, materialize_grads=True)
    arrays = lambda tensors: [t.detach().resolve_conj().numpy() for t in tensors]
    return arrays([loss]), arrays(gradients), arrays(products)


def distance(left, right):
    """Relative to the larger norm; infinite if one of them is not finite."""
    left, right = (numpy.concatenate([x.reshape(-1) for x in side]) for side in (left, right))
    if not (numpy.isfinite(left).all() and numpy.isfinite(right).all()):
        return numpy.inf
    size = max(numpy.linalg.norm(left), numpy.linalg.norm(right))
    return numpy.linalg.norm(left - right) / size if size > 0 else 0.0


def numbers(x):
    x = numpy.asarray(x).reshape(-1)
    if numpy.iscomplexobj(x):
        return [[float(v.real) + 0.0, float(v.imag) + 0.0] for v in x]
    return [float(v) + 0.0 for v in x]


both = object()


def case(name, kinds, f, in_torch=both, follows=None, why=None, second_order=True):
    """f(m, x, …) for m = jax.numpy and m = torch; or f(x, …) for JAX alone with `in_torch`, which is None where
    PyTorch has no such function. Where the two differ by convention, `follows` names the one that is kept;
    without `second_order`, its Hessian-vector product is not a number, and left out."""
    rng = numpy.random.default_rng(zlib.crc32(name.encode()))
    arguments = [kind(rng) for kind in kinds]
    directions = [(cplx if numpy.iscomplexobj(x) else real)(*x.shape)(rng) for x in arguments]
    in_jax = (lambda *x: f(jnp, *x)) if in_torch is both else f
    if in_torch is both:
        in_torch = lambda *x: f(torch, *x)
    output = numpy.array(in_jax(*map(jnp.asarray, arguments))).reshape(-1)
    weights = rounded(rng, output.shape, 0.5, 1.5)
    targets = (cplx if numpy.iscomplexobj(output) else real)(*output.shape)(rng)

    results = {"JAX": by_jax(in_jax, arguments, directions, weights, targets)}
    if in_torch is not None:
        results["PyTorch"] = by_torch(in_torch, arguments, directions, weights, targets)
        distances = [distance(a, b) for a, b in zip(results["JAX"], results["PyTorch"])]
        assert distances[0] <= agreement, f"{name}: the values differ, {distances[0]}"
        if follows is None:
            assert max(distances) <= agreement, f"{name}: JAX and PyTorch differ, {distances}: {results}"
        else:
            assert max(distances) > agreement, f"{name}: JAX and PyTorch agree"
    value, gradients, products = results[follows or "JAX"]
    if not second_order:
        assert not all(numpy.isfinite(x).all() for x in products), f"{name}: has a second derivative"
        products = []
    assert all(numpy.isfinite(x).all() for x in value + gradients + products), f"{name}: not finite"
    record = {
        "function": name,
        "by": [follows] if follows else list(results),
        "shapes": [list(x.shape) for x in arguments],
        "arguments": [numbers(x) for x in arguments],
        "weights": numbers(weights),
        "targets": numbers(targets),
        "value": float(value[0]),
        "gradients": [numbers(g) for g in gradients],
        "directions": [numbers(v) for v in directions],
        "hessianVectorProducts": [numbers(p) for p in products],
    }
    if follows:
        record["difference"] = why
    cases.append(record)


# Elementwise, real.
for name in "exp expm1 sin cos tan sinh cosh tanh arcsin arctan arcsinh arctanh square exp2 sign floor".split():
    case(name, [real(5)], lambda m, x: getattr(m, name)(x))
for name in "log log1p log2 log10 sqrt reciprocal".split():
    case(name, [positive(5)], lambda m, x: getattr(m, name)(x))
case("arccosh", [positive(4)], lambda m, x: m.arccosh(x + 1))
case("arccos", [real(4)], lambda m, x: m.arccos(x))
case("erf", [large(5)], jax.scipy.special.erf, torch.erf)
case("erfc", [large(5)], jax.scipy.special.erfc, torch.erfc)
case("abs", [real(5)], lambda m, x: m.abs(x))
case("abs_with_zero", [exactly([-1.5, 0.0, 2.0])], jnp.abs, torch.abs, "PyTorch",
     "at 0 the derivative is 0, in JAX 1")
case("power_of_constant", [positive(4)], lambda m, x: x**2.5 + x**-3.0)
case("power_of_tensor", [positive(4), real(4)], lambda m, x, y: m.pow(x, y))
case("constant_to_power", [real(4)], lambda m, x: 1.7**x)
case("integer_power", [real(5)], lambda m, x: x**3 + x**7)
case("quotient", [real(2, 3), positive(3)], lambda m, x, y: x / y)
case("arctan2", [exactly([1.0, -0.5, 0.3, -1.2, 0.0]), exactly([0.4, -0.8, -0.1, 1.1, -0.7])],
     lambda m, y, x: m.arctan2(y, x))
case("hypot", [real(5), real(5)], lambda m, x, y: m.hypot(x, y))
ties = [exactly([1.0, -2.0, 0.5, 0.0]), exactly([1.0, -1.0, -0.5, 0.0])]
case("minimum_with_ties", ties, lambda m, x, y: m.minimum(x, y))
case("maximum_with_ties", ties, lambda m, x, y: m.maximum(x, y))
case("clamp", [exactly([-2.0, 0.25, 0.5, 3.0])], lambda x: jnp.clip(x, -1, 1), lambda x: torch.clamp(x, -1, 1))
case("where", [real(2, 4), real(4)], lambda m, x, y: m.where(x > y, x * x, m.sin(y)))

# Activations.
case("sigmoid", [large(5)], jax.nn.sigmoid, torch.sigmoid)
case("gelu_exact", [large(5)], lambda x: jax.nn.gelu(x, approximate=False), F.gelu)
case("silu", [large(5)], jax.nn.silu, F.silu)
case("elu", [large(5)], lambda x: jax.nn.elu(x, 1.3), lambda x: F.elu(x, 1.3))
case("elu_with_zero", [exactly([-1.5, 0.0, 2.0])], lambda x: jax.nn.elu(x, 1.3), lambda x: F.elu(x, 1.3),
     "JAX", "at 0 the second derivative is that of the left, in PyTorch 0")
case("softplus", [large(5)], jax.nn.softplus, F.softplus)
case("log_sigmoid", [large(5)], jax.nn.log_sigmoid, F.logsigmoid)
case("relu_with_zero", [exactly([-1.5, 0.0, 2.0])], jax.nn.relu, F.relu)
case("leaky_relu", [large(5)], lambda x: jax.nn.leaky_relu(x, 0.1), lambda x: F.leaky_relu(x, 0.1))
case("leaky_relu_at_zero", [exactly([-1.5, 0.0, 2.0])], lambda x: jax.nn.leaky_relu(x, 0.1),
     lambda x: F.leaky_relu(x, 0.1), "PyTorch", "at 0 the derivative is the slope of the left, in JAX 1")

# Elementwise, complex.
for name in "exp sin cos sinh cosh tanh log sqrt square reciprocal".split():
    case(f"complex_{name}", [cplx(4)], lambda m, z: getattr(m, name)(z))
case("complex_product_and_quotient", [cplx(4), cplx(4)], lambda m, z, w: z * w + z / w)
case("complex_power", [cplx(4), cplx(4)], lambda m, z, w: m.pow(z, w))
case("complex_power_of_constant", [cplx(4)], lambda m, z: z**1.5)
case("complex_integer_power", [cplx(4)], lambda m, z: z**3)
case("conjugate_times", [cplx(4), cplx(4)], lambda m, z, w: m.conj(z) * w)
case("modulus", [cplx(5)], lambda m, z: m.abs(z))
case("modulus_with_zero", [exactly([0.3 - 0.4j, 0j, -1.5 + 2j])], jnp.abs, torch.abs,
     "PyTorch", "at 0 the second derivative is 0; JAX differentiates the rule that it has elsewhere")
case("phase", [cplx(5)], lambda m, z: m.angle(z))
case("phase_with_zero", [exactly([0.3 - 0.4j, 0j, -1.5 + 2j])], jnp.angle, torch.angle,
     "PyTorch", "at 0 the derivative is 0, in JAX not a number", second_order=False)
case("parts", [cplx(4)], lambda m, z: m.real(z) * m.exp(m.imag(z)))
case("polar", [positive(4), large(4)], lambda r, t: r * jnp.exp(1j * t), torch.polar)
case("from_parts", [real(4), real(4)], jax.lax.complex, torch.complex)

# Structure.
places = numpy.array([2, 0, 2, 3])
case("gather", [real(2, 4)], lambda x: jnp.take(x, places, axis=1),
     lambda x: torch.index_select(x, 1, torch.tensor(places)))
along = numpy.array([[1, 0, 1], [1, 1, 1], [0, 0, 1]])
case("gather_along", [real(2, 3)], lambda x: jnp.take_along_axis(x, along, axis=0),
     lambda x: torch.gather(x, 0, torch.tensor(along)))
case("scatter_add", [real(2, 4)], lambda x: jnp.zeros((2, 5)).at[:, places].add(x),
     lambda x: torch.zeros(2, 5, dtype=torch.float64).index_add(1, torch.tensor(places), x))
for name, mode, torch_mode in [("reflect", "reflect", "reflect"), ("edge", "edge", "replicate"),
                               ("circular", "wrap", "circular"), ("constant", "constant", "constant")]:
    case(f"pad_{name}", [real(2, 4)], lambda x: jnp.pad(x, ((0, 0), (2, 3)), mode=mode),
         lambda x: F.pad(x, (2, 3), mode=torch_mode))
case("pad_symmetric", [real(2, 4)], lambda x: jnp.pad(x, ((0, 0), (2, 3)), mode="symmetric"), None)
case("roll", [real(3, 3)], lambda m, x: m.roll(x, 2, 0))
case("flip", [real(2, 4)], lambda m, x: m.flip(x, (1,)))
case("transpose", [real(2, 3, 2)], lambda x: jnp.transpose(x, (2, 0, 1)), lambda x: x.permute(2, 0, 1))
case("concatenate_and_stack", [real(2, 2), real(2, 2)],
     lambda m, x, y: m.stack([m.concatenate([x, y * y], 1), m.concatenate([y, x], 1)], 1))
case("cumulative_sum", [real(3, 4)], lambda m, x: m.cumsum(x, 1))
case("cumulative_product", [real(2, 4)], lambda m, x: m.cumprod(x, 1))
case("cumulative_product_with_zeros", [exactly([[1.5, 0.0, -2.0, 0.5], [0.0, 0.7, 0.0, 1.2]])],
     lambda m, x: m.cumprod(x, 1))
case("sort", [real(2, 5)], lambda x: jnp.sort(x, 1), lambda x: torch.sort(x, 1).values)
case("sort_with_ties", [exactly([0.5, -1.0, 0.5, -1.0, 0.25])], lambda x: jnp.sort(x, stable=True),
     lambda x: torch.sort(x, stable=True).values)
case("differences", [real(2, 5)], lambda m, x: m.diff(x))

# Reductions.
case("sum_over_axes", [real(2, 3, 2)], lambda m, x: m.sum(x, (0, 2)))
case("mean_over_axis", [real(3, 4)], lambda m, x: m.mean(x, 0))
case("product", [real(3, 4)], lambda m, x: m.prod(x, 1))
case("product_with_zeros", [exactly([[1.5, 0.0, -2.0], [0.0, 0.7, 0.0], [0.3, 0.9, 1.1]])],
     lambda m, x: m.prod(x, 1))
case("complex_product", [cplx(2, 3)], lambda m, z: m.prod(z, 1))
tied = [exactly([[1.5, 1.5, -2.0], [-0.4, 0.7, -0.4]])]
case("max_with_ties", tied, lambda x: jnp.max(x, 1), lambda x: torch.amax(x, 1))
case("min_with_ties", tied, lambda x: jnp.min(x, 1), lambda x: torch.amin(x, 1))
case("log_sum_exp", [large(3, 4)], lambda x: jax.nn.logsumexp(x, 1), lambda x: torch.logsumexp(x, 1))
case("softmax", [large(3, 4)], lambda x: jax.nn.softmax(x, 0), lambda x: torch.softmax(x, 0))
case("log_softmax", [large(3, 4)], lambda x: jax.nn.log_softmax(x, 1), lambda x: torch.log_softmax(x, 1))
case("variance", [real(3, 4)], lambda m, x: m.var(x, axis=1, correction=1))
case("deviation", [real(3, 4)], lambda m, x: m.std(x, axis=0, correction=0))
case("complex_variance", [cplx(2, 3)], lambda m, z: m.var(z, axis=1, correction=1))
for name, order in [("l1", 1), ("l2", 2), ("infinity", numpy.inf), ("p3", 3)]:
    case(f"norm_{name}", [real(3, 4)], lambda x: jnp.linalg.vector_norm(x, axis=1, ord=order),
         lambda x: torch.linalg.vector_norm(x, order, 1))
case("norm_l2_with_zero", [exactly([[0.3, -0.4, 1.2], [0.0, 0.0, 0.0]])],
     lambda x: jnp.linalg.vector_norm(x, axis=1), lambda x: torch.linalg.vector_norm(x, 2, 1),
     "PyTorch", "at 0 the derivative is 0, in JAX not a number", second_order=False)
case("complex_norm", [cplx(2, 3)], lambda z: jnp.linalg.vector_norm(z, axis=1),
     lambda z: torch.linalg.vector_norm(z, 2, 1))

# Linear algebra.
case("matmul", [real(2, 2, 3), real(3, 2)], lambda m, a, b: m.matmul(a, b))
case("complex_matmul", [cplx(2, 3), cplx(3, 2)], lambda m, a, b: m.matmul(a, b))
case("outer", [real(3), real(4)], lambda m, x, y: m.outer(x, y))
case("solve", [dominant(real, 3), real(3, 2)], lambda m, a, b: m.linalg.solve(a, b))
case("complex_solve", [dominant(cplx, 3), cplx(3, 1)], lambda m, a, b: m.linalg.solve(a, b))
case("inverse", [dominant(real, 3)], lambda m, a: m.linalg.inv(a))
case("log_determinant", [dominant(real, 3)], lambda m, a: m.linalg.slogdet(a)[1])
case("solve_triangular", [dominant(real, 3), real(3, 2)],
     lambda a, b: jax.scipy.linalg.solve_triangular(a, b, lower=True),
     lambda a, b: torch.linalg.solve_triangular(torch.tril(a), b, upper=False))
case("einsum", [real(2, 3, 2), real(2, 3)], lambda m, x, y: m.einsum("bct,dc->tbd", x, y))
case("complex_einsum", [cplx(2, 3), cplx(3, 2)], lambda m, x, y: m.einsum("ij,ji->i", x, y))

# Transforms: input length, transform length, normalization.
norms = ["backward", "ortho", "forward"]
for n, length, norm in [(5, 5, 0), (6, 6, 1), (5, 8, 2), (8, 5, 0)]:
    label = f"{n}_{length}_{norms[norm]}"
    case(f"fft_{label}", [cplx(n)], lambda m, z: m.fft.fft(z, length, -1, norms[norm]))
    case(f"ifft_{label}", [cplx(n)], lambda m, z: m.fft.ifft(z, length, -1, norms[norm]))
for n, length, norm in [(7, 7, 0), (8, 8, 1), (5, 8, 2), (8, 5, 1)]:
    label = f"{n}_{length}_{norms[norm]}"
    case(f"rfft_{label}", [real(n)], lambda m, x: m.fft.rfft(x, length, -1, norms[norm]))
    case(f"ihfft_{label}", [real(n)], lambda m, x: m.fft.ihfft(x, length, -1, norms[norm]))
for n, length, norm in [(4, 7, 0), (5, 8, 1), (3, 8, 2), (6, 5, 1)]:
    label = f"{n}_{length}_{norms[norm]}"
    case(f"irfft_{label}", [cplx(n)], lambda m, z: m.fft.irfft(z, length, -1, norms[norm]))
    case(f"hfft_{label}", [cplx(n)], lambda m, z: m.fft.hfft(z, length, -1, norms[norm]))
case("fft_first_axis", [cplx(3, 2)], lambda m, z: m.fft.fft(z, 3, 0, "backward"))
case("fftn", [cplx(2, 3, 2)], lambda m, z: m.fft.fftn(z, (2, 3), (0, 1), "ortho"))
case("ifftn", [cplx(2, 3)], lambda m, z: m.fft.ifftn(z, (3, 2), (0, 1), "backward"))
case("rfftn", [real(3, 2, 2)], lambda m, x: m.fft.rfftn(x, (2, 3), (2, 0), "backward"))
case("irfftn", [cplx(3, 3)], lambda m, z: m.fft.irfftn(z, (3, 4), (0, 1), "forward"))
case("dct", [real(7)], lambda x: jax.scipy.fft.dct(x, type=2), None)
case("dct_ortho", [real(2, 4)], lambda x: jax.scipy.fft.dct(x, type=2, norm="ortho"), None)
case("idct_ortho", [real(7)], lambda x: jax.scipy.fft.idct(x, type=2, norm="ortho"), None)
case("dctn_ortho", [real(3, 4)], lambda x: jax.scipy.fft.dctn(x, type=2, norm="ortho"), None)
case("fft_shift", [cplx(5)], lambda m, z: m.fft.fftshift(z))

# Spectral losses.
case("log_magnitude", [real(8), real(8)],
     lambda m, x, y: m.abs(m.log(m.abs(m.fft.rfft(x)) + 1e-3) - m.log(m.abs(m.fft.rfft(y)) + 1e-3)))


def spectral_convergence(m, x, y):
    s, t = m.abs(m.fft.rfft(x)), m.abs(m.fft.rfft(y))
    return m.sqrt(m.sum((s - t) ** 2)) / m.sqrt(m.sum(t**2))


case("spectral_convergence", [real(9), real(9)], spectral_convergence)
case("cepstrum", [real(8)], lambda m, x: m.fft.irfft(m.log(m.abs(m.fft.rfft(x)) ** 2 + 1e-2), 8))
case("convolution_theorem", [real(7), real(3)],
     lambda m, x, h: m.fft.irfft(m.fft.rfft(x, 9) * m.fft.rfft(h, 9), 9))

versions = {
    "JAX": jax.__version__,
    "PyTorch": torch.__version__.split("+")[0],
    "NumPy": numpy.__version__,
    "CPython": platform.python_version(),
}
with open("functions.json", "w") as file:
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    file.write(f'{{"versions": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')
