public import Autodiff
import ComplexNumbers
import Fourier

/// The convolution with a known impulse response, as a linear operator, […, N] to […, N + M − 1] or, cut off, to […,
/// N].
///
/// yₙ = Σₘ hₘ x₍n−m₎. The adjoint correlates: xₙ = Σₘ hₘ y₍n+m₎. ``fftConvolve(_:_:mode:)`` computes the same and is
/// differentiable in h too.
/// - Complexity: O((N + M) log(N + M)) for each signal.
public struct CausalConvolution<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "convolution" }
  /// h₀ … h₍M−1₎.
  public let impulseResponse: Tensor<T>
  /// N.
  public let length: Int
  /// Whether what rings on after the signal's end is part of y.
  public let keepsTail: Bool
  private let spectrum: Tensor<Complex<T>>
  private let transformLength: Int

  /// The convolution of signals of `length` samples with h. Traps unless h is a vector that is not empty, and N > 0.
  public init(_ impulseResponse: Tensor<T>, length: Int, keepsTail: Bool = false) {
    require(
      impulseResponse.rank == 1 && impulseResponse.count > 0 && length > 0,
      "the convolution of \(length) samples with an impulse response of shape \(impulseResponse.shape)")
    self.impulseResponse = impulseResponse
    self.length = length
    self.keepsTail = keepsTail
    transformLength = nextFastLength(length + impulseResponse.count - 1)
    spectrum = rfft(impulseResponse, length: transformLength)
  }

  /// The samples of y.
  public var outputLength: Int { keepsTail ? length + impulseResponse.count - 1 : length }

  public func apply(_ x: Tensor<T>) -> Tensor<T> {
    require(x.shape.last == length, "the signals have the shape \(x.shape), but \(length) samples are convolved")
    return irfft(rfft(x, length: transformLength) * spectrum, length: transformLength).slice(0..<outputLength)
  }

  public func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> {
    require(y.shape.last == outputLength, "signals of shape \(y.shape) where \(outputLength) samples come out")
    return irfft(rfft(y, length: transformLength) * conjugate(spectrum), length: transformLength).slice(0..<length)
  }
}
