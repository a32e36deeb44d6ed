package import Autodiff
import ComplexNumbers
import Fourier

/// The magnitudes of signals that are sought: checked, and scaled by a power of two so that the largest is of the order
/// of 1 and no square leaves the range of numbers.
package struct Magnitudes<T: TensorScalar>: Sendable {
  /// A/s.
  package let values: Tensor<T>
  /// s.
  package let scale: T
  /// Σ (A/s)².
  private let energy: T

  /// Traps unless `magnitudes` are those of signals of `length`, […, frames, bins].
  package init(_ magnitudes: Tensor<T>, of stft: STFT, length: Int) throws(PhaseRetrievalError) {
    let frames = stft.frameCount(signalLength: length), bins = stft.binCount
    require(
      magnitudes.rank >= 2 && magnitudes.shape.suffix(2) == [frames, bins],
      "magnitudes of shape \(magnitudes.shape) are not those of \(length) samples, which have "
        + "\(frames) frames of \(bins) bins")
    let elements = magnitudes.values
    if let place = elements.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalidMagnitude(
        signal: place / (frames * bins), frame: place / bins % frames, bin: place % bins, value: Double(elements[place])
      )
    }
    let largest = elements.max() ?? 0
    // 1/s has to be a number too.
    scale =
      largest == 0
      ? 1 : T(sign: .plus, exponent: max(largest.exponent, -T.greatestFiniteMagnitude.exponent), significand: 1)
    values = withoutDerivative(at: magnitudes) / scale
    energy = squaredNorm(values).scalar
  }

  /// The spectral convergence of a signal with the magnitudes `estimate`, in the unit of `values`.
  package func convergence(of estimate: Tensor<T>) -> Double {
    energy == 0 ? 0 : Double(T.sqrt(squaredDistance(estimate, values).scalar / energy))
  }
}
