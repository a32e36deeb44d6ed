public import Autodiff
import ComplexNumbers
import Fourier

/// Signals delayed by any number of samples, whole or not: yₙ = x(n − d), band-limited, […, N] to […, N].
/// Differentiable in the signal and in the delay.
///
/// The spectrum is turned by exp(−iωd), over a period L of at least 2N, with zeros behind the signal: whole delays
/// within ±N are exact, and move samples out at an end and zeros in at the other. Between them, a sample becomes a
/// sinc. Delays repeat with the period L.
/// ```swift
/// let late = delayed(click, by: Tensor(12.25))
/// ```
/// - Parameters:
///   - x: signals of N samples. Traps for a scalar.
///   - delay: d in samples; its shape broadcasts with the leading axes of x. Negative ones advance.
/// - Complexity: O(N log N) for each signal.
/// - Source: T. I. Laakso, V. Välimäki, M. Karjalainen and U. K. Laine, "Splitting the unit delay", IEEE Signal
///   Process. Mag. 13 (1996), 30.
public func delayed<T: TensorScalar>(_ x: Tensor<T>, by delay: Tensor<T>) -> Tensor<T> {
  require(x.rank >= 1, "a delay runs along the last axis, which a scalar does not have")
  let length = x.shape.last ?? 0
  if length == 0 { return x }
  // Odd, so that no bin lies at half the sample rate, where a turned real number would have to stay real.
  let period = nextOddFastLength(2 * length)
  return irfft(rfft(x, length: period) * turns(delay, period: period), length: period).slice(0..<length)
}

/// exp(−2πi kd/L) for k = 0 … ⌊L/2⌋, […] to […, ⌊L/2⌋ + 1].
private func turns<T: TensorScalar>(_ delay: Tensor<T>, period: Int) -> Tensor<Complex<T>> {
  delay.applying(
    "delay",
    evaluate: { delay in
      let bins = period / 2 + 1, delays = delay.elements
      let storage: [Complex<T>] = filled(count: delays.count * bins) { target in
        for (row, delay) in delays.enumerated() {
          turn(by: delay, period: period, into: UnsafeMutableBufferPointer(rebasing: target[(row * bins)...]), bins)
        }
      }
      return Tensor(shape: delay.shape + [bins], storage: storage)
    }
  ) { _, turns in
    let slope = turns * Tensor((0...(period / 2)).map { Complex(0, T(-2 * Double.pi * Double($0) / Double(period))) })
    return Linearization(
      apply: { complex($0.expandingAxis(at: -1)) * slope },
      adjoint: { sum(real(conjugate(slope) * $0), axes: [-1]) })
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func turn<T: TensorScalar>(
  by delay: T, period: Int, into factors: UnsafeMutableBufferPointer<Complex<T>>, _ bins: Int
) {
  // In revolutions, of which whole ones are left out before they cost accuracy.
  let step = -Double(delay).remainder(dividingBy: Double(period)) / Double(period)
  for bin in 0..<bins {
    let angle = (Double(bin) * step).remainder(dividingBy: 1) * 2 * .pi
    factors.initializeElement(at: bin, to: Complex(T(Double.cos(angle)), T(Double.sin(angle))))
  }
}

/// The least odd number, not below `count`, without prime factors above 7.
private func nextOddFastLength(_ count: Int) -> Int {
  var length = count | 1
  while true {
    var rest = length
    for factor in [3, 5, 7] { while rest % factor == 0 { rest /= factor } }
    if rest == 1 { return length }
    length += 2
  }
}
