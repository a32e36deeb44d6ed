public import Autodiff
public import ComplexNumbers
import Fourier

/// Some Fourier samples of real signals, as a linear operator, […, N] to […, M].
///
/// yⱼ = √(wⱼ/N) Σₙ xₙ exp(−2πi kⱼn/N), with w = 1 for DC and, for even N, Nyquist, and else 2: a bin between them
/// stands for its conjugate too. The operator is part of an orthogonal one: A·Aᴴy = y for every y of a signal, and ‖A‖
/// = 1. The adjoint is the signal of least energy with these samples: the inverse DFT with zeros in all other bins.
/// ```swift
/// let sampling = SubsampledDFT<Double>(length: 512, bins: [3, 17, 40, 101])
/// let samples = sampling(signal), guess = sampling.adjoint(samples)
/// ```
/// - Complexity: O(N log N) for each signal.
public struct SubsampledDFT<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "subsampled DFT" }
  /// N.
  public let length: Int
  /// k₀ … k₍M−1₎, in ascending order.
  public let bins: [Int]
  /// √w of each bin.
  private let weights: Tensor<T>

  /// The samples of signals of `length` in `bins`.
  ///
  /// Traps unless there is a sample, and the bins lie in 0 … ⌊N/2⌋, each greater than the one before.
  public init(length: Int, bins: [Int]) {
    require(length >= 1, "Fourier samples of a signal of \(length) samples")
    require(
      bins.allSatisfy { $0 >= 0 && $0 <= length / 2 } && zip(bins, bins.dropFirst()).allSatisfy { $0 < $1 },
      "the bins of a subsampled DFT of \(length) points must ascend within 0 ... \(length / 2), but are \(bins)")
    self.length = length
    self.bins = bins
    weights = Tensor(bins.map { $0 == 0 || 2 * $0 == length ? 1 : T.sqrt(2) })
  }

  /// A random subset of `count` bins, without DC and Nyquist, each choice equally likely; the same for the same seed.
  ///
  /// Traps unless there are so many bins.
  public static func random(length: Int, count: Int, seed: UInt64) -> SubsampledDFT {
    let inner = 1..<max(1, (length + 1) / 2)
    require(count >= 0 && count <= inner.count, "\(count) of \(inner.count) bins of a DFT of \(length) points")
    var numbers = SplitMix64(seed: seed)
    return SubsampledDFT(length: length, bins: numbers.subset(of: inner, count: count))
  }

  /// The real numbers measured: two a bin, but for DC and Nyquist.
  public var measurementCount: Int { bins.reduce(0) { $0 + ($1 == 0 || 2 * $1 == length ? 1 : 2) } }

  public func apply(_ x: Tensor<T>) -> Tensor<Complex<T>> {
    require(x.shape.last == length, "the signals have the shape \(x.shape), but \(length) samples are transformed")
    return rfft(x, normalization: .orthonormal).gathering(bins) * complex(weights)
  }

  public func applyAdjoint(_ y: Tensor<Complex<T>>) -> Tensor<T> {
    require(y.shape.last == bins.count, "samples of shape \(y.shape) for \(bins.count) bins")
    // The inverse real DFT counts each inner bin twice: it is the adjoint but for w.
    return irfft(
      (y / complex(weights)).scatterAdd(to: bins, length: length / 2 + 1), length: length, normalization: .orthonormal)
  }
}
