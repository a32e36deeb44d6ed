public import Parseval

/// A loss of a signal's spectrum, and the signal at which its gradient is wanted.
public struct SpectralProblem<T: TensorScalar>: Sendable {
  /// Where the loss is evaluated.
  public let point: Tensor<T>
  /// The loss, a scalar.
  public let loss: @Sendable (Tensor<T>) -> Tensor<T>

  /// L(point).
  public func value() -> T { loss(point).scalar }

  /// L(point) and ∇L(point).
  public func valueAndGradient() -> (value: T, gradient: Tensor<T>) {
    let (value, gradient) = valueWithGradient(at: point, of: loss)
    return (value.scalar, gradient)
  }
}

extension SpectralProblem {
  /// L1: the mean squared distance of magnitudes, mean((|rfft x| − A)²), A those of a target.
  public static func magnitudes(length: Int) -> SpectralProblem {
    let target = abs(rfft(noise(seed: 2, [length])))
    return SpectralProblem(point: noise(seed: 1, [length])) { x in meanSquaredError(abs(rfft(x)), target) }
  }

  /// L2: the mean distance of log powers, mean|ln(|rfft x|² + 1e−7) − B|, B those of a target.
  public static func logPowers(length: Int) -> SpectralProblem {
    let target = log(squaredModulus(rfft(noise(seed: 2, [length]))) + T(1e-7))
    return SpectralProblem(point: noise(seed: 1, [length])) { x in
      meanAbsoluteError(log(squaredModulus(rfft(x)) + T(1e-7)), target)
    }
  }

  /// L3: the multi-resolution STFT loss of `count` signals; the target's spectra are computed each time, too.
  public static func multiResolutionSTFT(count: Int, length: Int, threadCount: Int = 1) -> SpectralProblem {
    var loss = MultiResolutionSTFTLoss()
    loss.threadCount = threadCount
    let target = noise(seed: 2, [count, length])
    return SpectralProblem(point: noise(seed: 1, [count, length])) { [loss] x in loss(x, target) }
  }

  /// L4: identification of a filter h of 512 taps from a second of sound, mean|rfft(x)·rfft(h) − T|², by FFT convolution.
  public static func filterIdentification() -> SpectralProblem {
    let paddedLength = 45000
    let source = noise(seed: 1, [44100])
    let target = rfft(noise(seed: 2, [44100]), length: paddedLength)
    return SpectralProblem(point: noise(seed: 3, [512])) { h in
      mean(squaredModulus(rfft(source, length: paddedLength) * rfft(h, length: paddedLength) - target))
    }
  }

  private static func noise(seed: UInt64, _ shape: [Int]) -> Tensor<T> {
    Tensor(signal(seed: seed, count: shape.reduce(1, *)), shape: shape)
  }
}

extension ComparisonCase {
  /// The value of a loss against its value and gradient.
  public static var gradients: [ComparisonCase] { gradients(Double.self, "f64") + gradients(Float.self, "f32") }

  private static func gradients<T: TensorScalar>(_ type: T.Type, _ precision: String) -> [ComparisonCase] {
    let lengths = [1024, 4096, 65536]
    return lengths.map { length in
      gradient("magnitudes-\(precision)-\(length)") { SpectralProblem<T>.magnitudes(length: length) }
    }
      + lengths.map { length in
        gradient("log-powers-\(precision)-\(length)") { SpectralProblem<T>.logPowers(length: length) }
      }
      + [
        gradient("multi-resolution-stft-\(precision)-4x44100") {
          SpectralProblem<T>.multiResolutionSTFT(count: 4, length: 44100)
        }
      ]
  }

  private static func gradient<T>(
    _ name: String, _ problem: @escaping @Sendable () -> SpectralProblem<T>
  ) -> ComparisonCase {
    ComparisonCase(name: name, labels: ("value", "with-gradient")) {
      let problem = problem()
      return Comparison(
        first: { times in for _ in 0..<times { _ = problem.value() } },
        second: { times in for _ in 0..<times { _ = problem.valueAndGradient() } })
    }
  }
}
