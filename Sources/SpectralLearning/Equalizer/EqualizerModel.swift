import Autodiff
import ComplexNumbers
import SignalProcessing

/// The kind of filter that ``EqualizerMatch`` fits.
public enum EqualizerModel: Sendable, Equatable {
  /// A finite impulse response of this many samples.
  case fir(taps: Int)
  /// A low shelf, this many peaks and a high shelf in series, with an overall gain.
  case biquads(peaks: Int)

  /// The parametrization to descend in, starting from a plain gain.
  func parametrization(sampleRate: Double, gain: Double) -> any EqualizerParametrization {
    switch self {
    case .fir(let taps): FIRParametrization(taps: taps, gain: gain, sampleRate: sampleRate)
    case .biquads(let peaks): BiquadParametrization(peaks: peaks, gain: gain, sampleRate: sampleRate)
    }
  }
}

/// A filter as a function of a vector of unconstrained parameters.
protocol EqualizerParametrization {
  /// Where to start.
  var initial: Tensor<Double> { get }

  /// The step of Adam that suits the parameters.
  var learningRate: Double { get }

  /// The frequency response at the bins of a real DFT of `length` points, differentiable in the parameters.
  func response(_ parameters: Tensor<Double>, length: Int) -> Tensor<Complex<Double>>

  /// What an equalizer that does more than it has to is charged, in dB².
  func penalty(_ parameters: Tensor<Double>) -> Tensor<Double>

  /// Residuals in dB whose squares sum up to the penalty; nil if there is none.
  func penaltyResiduals(_ parameters: Tensor<Double>) -> Tensor<Double>?

  /// The filter with these parameters.
  func filter(_ parameters: Tensor<Double>) -> EqualizerFilter
}

/// An impulse response, sample by sample, in units of the gain that it starts from: so a step means the same whatever
/// the levels of the recordings are.
///
/// Descent starts from a single impulse at time 0, in whose neighborhood a loss of the magnitude moves the taps as a
/// minimum-phase filter would move: the result adds no latency.
struct FIRParametrization: EqualizerParametrization {
  let taps: Int
  let gain: Double
  let sampleRate: Double

  var initial: Tensor<Double> { Tensor([1]).resized(to: taps) }

  // A step moves all taps, and the response by up to their sum.
  var learningRate: Double { 0.05 / Double(taps).squareRoot() }

  func response(_ parameters: Tensor<Double>, length: Int) -> Tensor<Complex<Double>> {
    rfft(gain * parameters, length: length)
  }

  func penalty(_ parameters: Tensor<Double>) -> Tensor<Double> { 0 }

  func penaltyResiduals(_ parameters: Tensor<Double>) -> Tensor<Double>? { nil }

  func filter(_ parameters: Tensor<Double>) -> EqualizerFilter {
    .fir(taps: (gain * parameters).elements, sampleRate: sampleRate)
  }
}

/// A low shelf, peaks and a high shelf: for each section the place of its frequency, its gain and its Q, and an overall
/// gain at the end, each scaled so that a step of one size suits all.
struct BiquadParametrization: EqualizerParametrization {
  let kinds: [ParametricSection.Kind]
  let gain: Double
  let sampleRate: Double
  /// The frequencies that a section may take, in Hz.
  let frequencyRange: ClosedRange<Double>

  init(peaks: Int, gain: Double, sampleRate: Double) {
    kinds = [.lowShelf] + Array(repeating: .peak, count: peaks) + [.highShelf]
    self.gain = gain
    self.sampleRate = sampleRate
    frequencyRange = (sampleRate / 2205)...(sampleRate * 0.48)
  }

  /// Sections spread evenly over the octaves, all of them flat.
  var initial: Tensor<Double> {
    let places = kinds.indices.map { section in
      let position = (Double(section) + 1) / Double(kinds.count + 1)
      return Double.atanh(2 * position - 1) / Self.placeUnit
    }
    let flat = [Double](repeating: 0, count: kinds.count)
    return Tensor(places + flat + flat + [20 * Double.log10(gain) / Self.gainUnit])
  }

  var learningRate: Double { 0.03 }

  func response(_ parameters: Tensor<Double>, length: Int) -> Tensor<Complex<Double>> {
    let bins = (0...length / 2).map { 2 * Double.pi * Double($0) / Double(length) }
    let (sections, gain) = values(parameters)
    var response = complex(Autodiff.exp(gain * (Double.log(10) / 20))).broadcast(to: [bins.count])
    for (kind, section) in zip(kinds, sections) {
      let biquad = Biquad<Double>.parametric(
        kind, frequency: section.frequency, gain: section.gain, q: section.q, sampleRate: sampleRate)
      response = response * biquad.response(at: bins)
    }
    return response
  }

  /// A small share of the sections' squared gains, so that they don't work against each other.
  func penalty(_ parameters: Tensor<Double>) -> Tensor<Double> {
    values(parameters).sections.reduce(Tensor(0)) { $0 + square($1.gain) } * 2e-4
  }

  func penaltyResiduals(_ parameters: Tensor<Double>) -> Tensor<Double>? {
    stack(values(parameters).sections.map(\.gain)) * 2e-4.squareRoot()
  }

  func filter(_ parameters: Tensor<Double>) -> EqualizerFilter {
    let (sections, gain) = values(parameters)
    return .biquads(
      zip(kinds, sections).map {
        ParametricSection(kind: $0, frequency: $1.frequency.scalar, gain: $1.gain.scalar, q: $1.q.scalar)
      }, gain: gain.scalar, sampleRate: sampleRate)
  }

  // A gain settles while a frequency has hardly moved: sections keep their order, and the shelves their ends.
  private static let gainUnit = 6.0
  private static let placeUnit = 0.2

  /// The parameters in their units: Hz, dB, Q; and the overall gain in dB.
  private func values(_ parameters: Tensor<Double>) -> (
    sections: [(frequency: Tensor<Double>, gain: Tensor<Double>, q: Tensor<Double>)], gain: Tensor<Double>
  ) {
    let count = kinds.count
    func parameter(_ group: Int, _ section: Int) -> Tensor<Double> {
      let place = group * count + section
      return parameters.slice(place..<(place + 1)).reshaped(to: [])
    }
    let octaves = Double.log(frequencyRange.upperBound / frequencyRange.lowerBound)
    let sections = (0..<count).map { section in
      (
        // (1 + tanh p)/2 is the place in the range, on a logarithmic scale.
        frequency: frequencyRange.lowerBound
          * Autodiff.exp((1 + tanh(parameter(0, section) * Self.placeUnit)) * (octaves / 2)),
        gain: parameter(1, section) * Self.gainUnit,
        // From 0.1 to 5, 1/√2 at 0.
        q: Autodiff.exp(tanh(parameter(2, section)) * Double.log(5 * 2.0.squareRoot()) - 0.5 * Double.log(2))
      )
    }
    return (sections, parameter(3, 0) * Self.gainUnit)
  }
}
