public import Autodiff
public import ComplexNumbers
import Fourier

// Frequency responses at the bins of a DFT, by the DFT of the coefficients: exact, whatever the length of the impulse
// response.

/// The response of a finite impulse response at the bins of a real DFT: Hₖ = Σₘ hₘ exp(−2πi km/N), […, M] to
/// […, ⌊N/2⌋ + 1].
///
/// - Parameters:
///   - taps: h. Traps if there are none.
///   - fftLength: N, which may be smaller than M. Traps unless it is positive.
/// - Complexity: O(N log N) for each filter.
/// - Source: SciPy's `freqz` at these frequencies.
public func frequencyResponse<T: TensorScalar>(taps: Tensor<T>, fftLength: Int) -> Tensor<Complex<T>> {
  let count = taps.shape.last ?? 0
  require(count >= 1, "a filter whose taps have the shape \(taps.shape) has none")
  require(fftLength >= 1, "the response at the bins of a DFT of \(fftLength) points, which must be positive")
  if count <= fftLength { return rfft(taps, length: fftLength) }
  // exp(−2πi km/N) has the period N in m: taps that far apart add up.
  let turns = (count + fftLength - 1) / fftLength
  let wrapped = taps.resized(to: turns * fftLength).reshaped(to: taps.shape.dropLast() + [turns, fftLength])
  return rfft(sum(wrapped, axes: [-2]), length: fftLength)
}

/// The response of a rational transfer function at the bins of a real DFT: Bₖ/Aₖ, […, M] and […, K] to
/// […, ⌊N/2⌋ + 1].
///
/// - Parameters:
///   - b: the numerator's coefficients. Leading axes broadcast. Traps if there are none.
///   - a: the denominator's, whose response is nowhere 0.
///   - fftLength: N.
/// - Complexity: O(N log N) for each filter.
/// - Source: SciPy's `freqz` at these frequencies.
public func frequencyResponse<T: TensorScalar>(
  numerator b: Tensor<T>, denominator a: Tensor<T>, fftLength: Int
) -> Tensor<Complex<T>> {
  frequencyResponse(taps: b, fftLength: fftLength) / frequencyResponse(taps: a, fftLength: fftLength)
}

/// The response of second-order sections in series at the bins of a real DFT, […, S, 6] to […, ⌊N/2⌋ + 1].
///
/// - Parameters:
///   - sections: b₀, b₁, b₂, a₀, a₁, a₂ of each section. Traps for another last axis.
///   - fftLength: N.
/// - Complexity: O(S·N log N) for each cascade.
/// - Source: SciPy's `freqz_sos` at these frequencies.
public func frequencyResponse<T: TensorScalar>(sections: Tensor<T>, fftLength: Int) -> Tensor<Complex<T>> {
  let count = sectionCount(of: sections)
  if count == 0 { return Tensor(repeating: 1, shape: sections.shape.dropLast(2) + [fftLength / 2 + 1]) }
  let responses = frequencyResponse(
    numerator: sections.slice(0..<3), denominator: sections.slice(3..<6), fftLength: fftLength)
  return (1..<count).reduce(responses.at(0, axis: -2)) { $0 * responses.at($1, axis: -2) }
}

/// A signal through a filter given by its response at the bins of a DFT: a circular convolution of period L, of which
/// the first samples are kept, […, N] to […, N].
///
/// Equal to filtering in time but for what of the impulse response lies beyond L − N samples, which comes around.
/// - Parameters:
///   - x: signals of N samples.
///   - response: H, […, ⌊L/2⌋ + 1]; leading axes broadcast. Traps for another number of bins.
///   - fftLength: L. Traps if it is less than N.
/// - Complexity: O(L log L) for each signal, both ways.
public func filtered<T: TensorScalar>(
  _ x: Tensor<T>, response: Tensor<Complex<T>>, fftLength: Int
) -> Tensor<T> {
  let length = x.shape.last ?? 0
  require(
    x.rank >= 1 && response.shape.last == fftLength / 2 + 1 && fftLength >= length && fftLength >= 1,
    "a signal of shape \(x.shape) through a response of shape \(response.shape) at the bins of a DFT of "
      + "\(fftLength) points: these should hold the signal, and be half as many bins and one")
  return irfft(rfft(x, length: fftLength) * response, length: fftLength).slice(0..<length)
}
