public import Autodiff
public import ComplexNumbers
import Fourier

/// A loss of the phases of spectra and of their differences, none of which cares for multiples of 2π.
///
/// w₁·mean|W(φ − ψ)| + w₂·mean|W(Δₖφ − Δₖψ)| + w₃·mean|W(Δₘφ − Δₘψ)|, with phases φ of the estimate and ψ of the target,
/// differences Δₖ from bin to bin (group delay) and Δₘ from frame to frame (instantaneous frequency), of which the first
/// are to 0, and W(d) = d − 2π·round(d/2π).
///
/// At equal phases value and derivative are 0; half a turn apart the derivative has a kink. Bins below the floor have
/// phase 0 and feel no slope.
/// ```swift
/// let loss = PhaseLoss()
/// let slope = gradient(at: estimate) { loss(stft($0), stft(target)) }
/// ```
/// - Source: Y. Ai and Z.-H. Ling, "Neural speech phase prediction based on parallel estimation architecture and
///   anti-wrapping losses", ICASSP 2023, and APNet's `phase_loss`, which takes the same first differences.
public struct PhaseLoss: Sendable, Hashable {
  /// w₁, of the phases themselves.
  public var phaseWeight: Double
  /// w₂, of their differences along frequency.
  public var groupDelayWeight: Double
  /// w₃, of their differences along time.
  public var frequencyWeight: Double
  /// The least |X|² of a bin that has a phase, in the unit of the spectrum squared.
  public var powerFloor: Double

  /// The loss with these weights, each 1 by default.
  public init(
    phaseWeight: Double = 1, groupDelayWeight: Double = 1, frequencyWeight: Double = 1, powerFloor: Double = 1e-8
  ) {
    self.phaseWeight = phaseWeight
    self.groupDelayWeight = groupDelayWeight
    self.frequencyWeight = frequencyWeight
    self.powerFloor = powerFloor
  }

  /// The loss of spectra, […, frames, bins], in radians.
  ///
  /// Traps if the shapes differ or have no two axes, or the floor is not positive in the precision of the spectra.
  /// - Parameter reduction: one loss for each signal, their sum or mean.
  public func callAsFunction<T>(
    _ estimate: Tensor<Complex<T>>, _ target: Tensor<Complex<T>>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("PhaseLoss", estimate, target)
    require(estimate.rank >= 2, "PhaseLoss: spectra of shape \(estimate.shape), which has no frames and bins")
    let floor: T = positiveConstant("the floor under powers", powerFloor)
    // The difference of differences is that of the difference, up to the rounding of a phase.
    let difference = audiblePhase(estimate, floor) - audiblePhase(target, floor)
    func term(_ weight: Double, _ d: Tensor<T>) -> Tensor<T>? {
      weight == 0 ? nil : mean(abs(wrapped(d)), axes: [-2, -1]) * T(weight)
    }
    let terms = [
      term(phaseWeight, difference),
      term(groupDelayWeight, difference.padded(before: 1, axis: -1).differences(axis: -1)),
      term(frequencyWeight, difference.padded(before: 1, axis: -2).differences(axis: -2)),
    ].compactMap { $0 }
    let none = Tensor<T>.zeros(Array(estimate.shape.dropLast(2)))
    return reduction(terms.reduce(none, +))
  }
}

/// d − 2π·round(d/2π): an angle's difference, the short way around.
func wrapped<T: TensorScalar>(_ d: Tensor<T>) -> Tensor<T> { d - round(d / (2 * T.pi)) * (2 * T.pi) }

/// The phases of a spectrum, 0 where |X|² is below the floor: 1/|X|, a phase's slope, stays below 1/√floor.
func audiblePhase<T>(_ spectrum: Tensor<Complex<T>>, _ floor: T) -> Tensor<T> {
  let isAudible = squaredModulus(withoutDerivative(at: spectrum)) .>= floor
  return phase(isAudible.allTrue ? spectrum : select(where: isAudible, spectrum, 0))
}
