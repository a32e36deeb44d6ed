import Autodiff
import ComplexNumbers
import Fourier

/// The functions of `Fixtures/autodiff/functions.py`, by their names there.
enum FunctionTable {
  typealias Vector = Tensor<Double>
  typealias ComplexVector = Tensor<Complex<Double>>

  static let names = Set(realToReal.keys).union(realToComplex.keys).union(complexToReal.keys)
    .union(complexToComplex.keys)

  static let realToReal =
    elementwise.merging(activations) { $1 }.merging(structure) { $1 }.merging(reductions) { $1 }
    .merging(linearAlgebra) { $1 }.merging(spectral) { $1 }

  private static let elementwise: [String: @Sendable ([Vector]) throws -> Vector] = [
    "exp": { exp($0[0]) }, "expm1": { expm1($0[0]) }, "exp2": { exp2($0[0]) },
    "sin": { sin($0[0]) }, "cos": { cos($0[0]) }, "tan": { tan($0[0]) },
    "sinh": { sinh($0[0]) }, "cosh": { cosh($0[0]) }, "tanh": { tanh($0[0]) },
    "arcsin": { asin($0[0]) }, "arccos": { acos($0[0]) }, "arctan": { atan($0[0]) },
    "arcsinh": { asinh($0[0]) }, "arccosh": { acosh($0[0] + 1) }, "arctanh": { atanh($0[0]) },
    "log": { log($0[0]) }, "log1p": { log1p($0[0]) }, "log2": { log2($0[0]) }, "log10": { log10($0[0]) },
    "square": { square($0[0]) }, "sqrt": { sqrt($0[0]) }, "reciprocal": { reciprocal($0[0]) },
    "sign": { sign($0[0]) }, "floor": { floor($0[0]) }, "abs": { abs($0[0]) }, "abs_with_zero": { abs($0[0]) },
    "erf": { erf($0[0]) }, "erfc": { erfc($0[0]) },
    "power_of_constant": { pow($0[0], 2.5) + pow($0[0], -3.0) },
    "power_of_tensor": { pow($0[0], $0[1]) }, "constant_to_power": { pow(1.7, $0[0]) },
    "integer_power": { pow($0[0], 3) + pow($0[0], 7) }, "quotient": { $0[0] / $0[1] },
    "arctan2": { atan2($0[0], $0[1]) }, "hypot": { hypot($0[0], $0[1]) },
    "minimum_with_ties": { minimum($0[0], $0[1]) }, "maximum_with_ties": { maximum($0[0], $0[1]) },
    "clamp": { clamp($0[0], min: -1, max: 1) },
    "where": { select(where: $0[0] .> $0[1], $0[0] * $0[0], sin($0[1]).broadcast(to: $0[0].shape)) },
  ]

  private static let activations: [String: @Sendable ([Vector]) throws -> Vector] = [
    "sigmoid": { sigmoid($0[0]) }, "gelu_exact": { gelu($0[0]) }, "silu": { silu($0[0]) },
    "elu": { elu($0[0], alpha: 1.3) }, "elu_with_zero": { elu($0[0], alpha: 1.3) }, "softplus": { softplus($0[0]) },
    "log_sigmoid": { logSigmoid($0[0]) },
    "relu_with_zero": { relu($0[0]) }, "leaky_relu": { leakyRelu($0[0], slope: 0.1) },
    "leaky_relu_at_zero": { leakyRelu($0[0], slope: 0.1) },
  ]

  private static let structure: [String: @Sendable ([Vector]) throws -> Vector] = [
    "gather": { $0[0].gathering([2, 0, 2, 3], axis: 1) },
    "gather_along": {
      $0[0].takingAlongAxis(IndexArray([1, 0, 1, 1, 1, 1, 0, 0, 1], shape: [3, 3]), axis: 0)
    },
    "scatter_add": { $0[0].scatterAdd(to: [2, 0, 2, 3], length: 5, axis: 1) },
    "pad_reflect": { $0[0].padded(before: 2, after: 3, mode: .reflect) },
    "pad_edge": { $0[0].padded(before: 2, after: 3, mode: .edge) },
    "pad_circular": { $0[0].padded(before: 2, after: 3, mode: .circular) },
    "pad_constant": { $0[0].padded(before: 2, after: 3, mode: .constant(0)) },
    "pad_symmetric": { $0[0].padded(before: 2, after: 3, mode: .symmetric) },
    "roll": { $0[0].rolled(by: 2, axis: 0) }, "flip": { $0[0].flipped(axis: 1) },
    "transpose": { $0[0].transposed([2, 0, 1]) },
    "concatenate_and_stack": { x in
      stack([concatenate([x[0], x[1] * x[1]], axis: 1), concatenate([x[1], x[0]], axis: 1)], axis: 1)
    },
    "cumulative_sum": { $0[0].cumulativeSum(axis: 1) },
    "cumulative_product": { $0[0].cumulativeProduct(axis: 1) },
    "cumulative_product_with_zeros": { $0[0].cumulativeProduct(axis: 1) },
    "sort": { $0[0].sorted(axis: 1) }, "sort_with_ties": { $0[0].sorted() },
    "differences": { $0[0].differences() },
  ]

  private static let reductions: [String: @Sendable ([Vector]) throws -> Vector] = [
    "sum_over_axes": { sum($0[0], axes: [0, 2]) }, "mean_over_axis": { mean($0[0], axes: [0]) },
    "product": { product($0[0], axes: [1]) }, "product_with_zeros": { product($0[0], axes: [1]) },
    "max_with_ties": { max($0[0], axes: [1]) }, "min_with_ties": { min($0[0], axes: [1]) },
    "log_sum_exp": { logSumExp($0[0], axes: [1]) },
    "softmax": { softmax($0[0], axis: 0) }, "log_softmax": { logSoftmax($0[0], axis: 1) },
    "variance": { variance($0[0], axes: [1], correction: 1) },
    "deviation": { standardDeviation($0[0], axes: [0]) },
    "norm_l1": { norm($0[0], .l1, axes: [1]) }, "norm_l2": { norm($0[0], .l2, axes: [1]) },
    "norm_l2_with_zero": { norm($0[0], .l2, axes: [1]) },
    "norm_infinity": { norm($0[0], .infinity, axes: [1]) }, "norm_p3": { norm($0[0], .p(3), axes: [1]) },
  ]

  private static let linearAlgebra: [String: @Sendable ([Vector]) throws -> Vector] = [
    "matmul": { matmul($0[0], $0[1]) }, "outer": { outerProduct($0[0], $0[1]) },
    "solve": { try solve($0[0], $0[1]) }, "inverse": { try inverse($0[0]) },
    "log_determinant": { try logAbsDeterminant($0[0]) },
    "solve_triangular": { solveTriangular($0[0], $0[1], .lower) },
    "einsum": { einsum("bct,dc->tbd", $0[0], $0[1]) },
  ]

  private static let spectral: [String: @Sendable ([Vector]) throws -> Vector] = [
    "dct": { dct($0[0]) }, "dct_ortho": { dct($0[0], normalization: .orthonormal) },
    "idct_ortho": { idct($0[0], normalization: .orthonormal) },
    "dctn_ortho": { dctn($0[0], normalization: .orthonormal) },
    "log_magnitude": { abs(log(abs(rfft($0[0])) + 1e-3) - log(abs(rfft($0[1])) + 1e-3)) },
    "spectral_convergence": { x in
      let estimate = abs(rfft(x[0])), target = abs(rfft(x[1]))
      return norm(estimate - target) / norm(target)
    },
    "cepstrum": { irfft(complex(log(squaredModulus(rfft($0[0])) + 1e-2)), length: 8) },
    "convolution_theorem": { irfft(rfft($0[0], length: 9) * rfft($0[1], length: 9), length: 9) },
  ]

  static let realToComplex: [String: @Sendable ([Vector]) throws -> ComplexVector] = [
    "polar": { polar($0[0], $0[1]) }, "from_parts": { complex($0[0], $0[1]) },
    "rfft_7_7_backward": { rfft($0[0]) },
    "rfft_8_8_ortho": { rfft($0[0], normalization: .orthonormal) },
    "rfft_5_8_forward": { rfft($0[0], length: 8, normalization: .forward) },
    "rfft_8_5_ortho": { rfft($0[0], length: 5, normalization: .orthonormal) },
    "ihfft_7_7_backward": { ihfft($0[0]) },
    "ihfft_8_8_ortho": { ihfft($0[0], normalization: .orthonormal) },
    "ihfft_5_8_forward": { ihfft($0[0], length: 8, normalization: .forward) },
    "ihfft_8_5_ortho": { ihfft($0[0], length: 5, normalization: .orthonormal) },
    "rfftn": { rfftn($0[0], axes: [2, 0], lengths: [2, 3]) },
  ]

  static let complexToReal: [String: @Sendable ([ComplexVector]) throws -> Vector] = [
    "modulus": { abs($0[0]) }, "modulus_with_zero": { abs($0[0]) }, "phase": { phase($0[0]) },
    "phase_with_zero": { phase($0[0]) },
    "parts": { real($0[0]) * exp(imaginary($0[0])) },
    "complex_variance": { variance($0[0], axes: [1], correction: 1) },
    "complex_norm": { norm($0[0], axes: [1]) },
    "irfft_4_7_backward": { irfft($0[0], length: 7) },
    "irfft_5_8_ortho": { irfft($0[0], length: 8, normalization: .orthonormal) },
    "irfft_3_8_forward": { irfft($0[0], length: 8, normalization: .forward) },
    "irfft_6_5_ortho": { irfft($0[0], length: 5, normalization: .orthonormal) },
    "hfft_4_7_backward": { hfft($0[0], length: 7) },
    "hfft_5_8_ortho": { hfft($0[0], length: 8, normalization: .orthonormal) },
    "hfft_3_8_forward": { hfft($0[0], length: 8, normalization: .forward) },
    "hfft_6_5_ortho": { hfft($0[0], length: 5, normalization: .orthonormal) },
    "irfftn": { irfftn($0[0], axes: [0, 1], lengths: [3, 4], normalization: .forward) },
  ]

  static let complexToComplex: [String: @Sendable ([ComplexVector]) throws -> ComplexVector] = [
    "complex_exp": { exp($0[0]) }, "complex_sin": { sin($0[0]) }, "complex_cos": { cos($0[0]) },
    "complex_sinh": { sinh($0[0]) }, "complex_cosh": { cosh($0[0]) }, "complex_tanh": { tanh($0[0]) },
    "complex_log": { log($0[0]) }, "complex_sqrt": { sqrt($0[0]) }, "complex_square": { square($0[0]) },
    "complex_reciprocal": { reciprocal($0[0]) },
    "complex_product_and_quotient": { $0[0] * $0[1] + $0[0] / $0[1] },
    "complex_power": { pow($0[0], $0[1]) }, "complex_power_of_constant": { pow($0[0], 1.5) },
    "complex_integer_power": { pow($0[0], 3) }, "conjugate_times": { conjugate($0[0]) * $0[1] },
    "complex_product": { product($0[0], axes: [1]) }, "complex_matmul": { matmul($0[0], $0[1]) },
    "complex_solve": { try solve($0[0], $0[1]) }, "complex_einsum": { einsum("ij,ji->i", $0[0], $0[1]) },
    "fft_5_5_backward": { fft($0[0]) }, "fft_6_6_ortho": { fft($0[0], normalization: .orthonormal) },
    "fft_5_8_forward": { fft($0[0], length: 8, normalization: .forward) },
    "fft_8_5_backward": { fft($0[0], length: 5) },
    "ifft_5_5_backward": { ifft($0[0]) }, "ifft_6_6_ortho": { ifft($0[0], normalization: .orthonormal) },
    "ifft_5_8_forward": { ifft($0[0], length: 8, normalization: .forward) },
    "ifft_8_5_backward": { ifft($0[0], length: 5) },
    "fft_first_axis": { fft($0[0], axis: 0) },
    "fftn": { fftn($0[0], axes: [0, 1], normalization: .orthonormal) },
    "ifftn": { ifftn($0[0], axes: [0, 1], lengths: [3, 2]) },
    "fft_shift": { fftShift($0[0]) },
  ]
}
