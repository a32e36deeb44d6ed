import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

extension MinimaxDesign {
  /// The linear-phase filter of a length whose largest error is least, as ``remez(taps:_:symmetry:)`` finds it
  /// otherwise.
  ///
  /// Half of the taps are the parameters, from 0; as the error is linear in them, there is but one minimum.
  /// - Parameters:
  ///   - taps: the length N of the filter, 3 or more.
  ///   - specification: bands, gains and tolerances.
  ///   - symmetry: even, or odd for differentiators and Hilbert transformers.
  ///   - progress: called after each temperature.
  /// - Throws: ``FilterDesignError`` for too few taps, or a gain where filters of this type have none.
  /// - Complexity: O(N log N) for each of some thousand evaluations.
  public func fir(
    taps: Int, _ specification: FilterSpecification, symmetry: FIRSymmetry = .even,
    progress: (Stage) -> Void = { _ in }
  ) throws(FilterDesignError) -> DesignedFilter<LinearPhaseFilter> {
    try specification.checkTaps(taps, symmetry)
    var half = Tensor(repeating: 0, shape: [symmetry.freeTaps(of: taps)])
    let history = try descend(&half, progress: progress) {
      AmplitudeGrid(taps: taps, specification, symmetry, binsPerRipple: $0)
    }
    let filter = LinearPhaseFilter(taps: mirrored(half, taps: taps, symmetry).elements, symmetry: symmetry)
    return DesignedFilter(filter: filter, evaluation: specification.evaluate(filter), history: history)
  }
}

/// All taps, from the first half of them; of an odd number with odd symmetry the middle one is 0.
private func mirrored(_ half: Tensor<Double>, taps: Int, _ symmetry: FIRSymmetry) -> Tensor<Double> {
  let pairs = half.slice(0..<(taps / 2))
  let second = symmetry == .even ? pairs.flipped() : -pairs.flipped()
  if taps.isMultiple(of: 2) { return concatenate([pairs, second]) }
  let middle = symmetry == .even ? half.slice((taps / 2)..<(taps / 2 + 1)) : Tensor([0])
  return concatenate([pairs, middle, second])
}

/// The errors of a linear-phase filter at the bins of a long DFT that lie in the bands, and at the edges of the bands,
/// which seldom are bins and always matter.
private struct AmplitudeGrid: ErrorGrid {
  let taps: Int
  let symmetry: FIRSymmetry
  let length: Int
  let bins: [Int]
  /// e^{iω(N−1)/2}, divided by i for odd symmetry, at all bins: it makes the spectrum real.
  let advance: Tensor<Complex<Double>>
  /// cos or sin at the edges, by which half of the taps are multiplied: [parameters, edges].
  let edges: Tensor<Double>
  /// D/δ and 1/δ, at the bins and the edges.
  let gains: Tensor<Double>
  let weights: Tensor<Double>

  init(taps: Int, _ specification: FilterSpecification, _ symmetry: FIRSymmetry, binsPerRipple: Double) {
    self.taps = taps
    self.symmetry = symmetry
    // There are about half as many ripples as taps, and half as many bins as points.
    let length = nextFastLength(max(512, Int((binsPerRipple * Double(taps)).rounded(.up))))
    self.length = length
    let rate = specification.sampleRate
    var bins: [Int] = [], gains: [Double] = [], weights: [Double] = [], edgeFrequencies: [Double] = []
    for band in specification.bands {
      for bin in 0...length / 2 {
        let frequency = rate * Double(bin) / Double(length)
        guard band.frequencies.contains(frequency) else { continue }
        bins.append(bin)
        gains.append(band.gain(at: frequency) / band.tolerance)
        weights.append(1 / band.tolerance)
      }
    }
    for band in specification.bands {
      for frequency in [band.frequencies.lowerBound, band.frequencies.upperBound] {
        edgeFrequencies.append(frequency)
        gains.append(band.gain(at: frequency) / band.tolerance)
        weights.append(1 / band.tolerance)
      }
    }
    self.bins = bins
    self.gains = Tensor(gains)
    self.weights = Tensor(weights)
    let turn = symmetry == .even ? Complex<Double>(1, 0) : Complex(0, -1)
    advance = Tensor((0...length / 2).map { turn * .rootOfUnity($0 * (taps - 1), of: 2 * length) })
    let center = Double(taps - 1) / 2
    edges = Tensor(shape: [symmetry.freeTaps(of: taps), edgeFrequencies.count]) { indices in
      let distance = center - Double(indices[0])
      let phase = 2 * Double.pi * edgeFrequencies[indices[1]] / rate * distance
      return distance == 0 ? 1 : 2 * (symmetry == .even ? .cos(phase) : .sin(phase))
    }
  }

  func errors(_ half: Tensor<Double>) -> Tensor<Double> {
    let spectrum = rfft(mirrored(half, taps: taps, symmetry), length: length)
    let amplitude = concatenate([real(spectrum * advance).gathering(bins), matmul(half, edges)])
    return amplitude * weights - gains
  }
}
