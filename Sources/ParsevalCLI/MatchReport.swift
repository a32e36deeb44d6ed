import Foundation
import Parseval

/// What a match found, as text.
struct MatchReport {
  private let fitted: FittedEqualizer
  private let written: [WrittenFile]

  init(_ fitted: FittedEqualizer, written: [WrittenFile]) {
    self.fitted = fitted
    self.written = written
  }

  var text: String {
    let figures = TextTable(rows: [
      ["", "before", "after"],
      ["loss"] + [fitted.lossBefore, fitted.lossAfter].map { $0.formatted(significantDigits: 4) },
      ["log-spectral distance (dB)"]
        + [fitted.logSpectralDistanceBefore, fitted.logSpectralDistanceAfter].map { $0.formatted(decimals: 2) },
    ])
    return
      (figures.lines(indent: 0) + ["", equalizerHeadline] + equalizer.lines(indent: 2) + [""]
      + WrittenFile.lines(written))
      .joined(separator: "\n")
  }

  /// One line.
  var summary: String {
    let distances = [fitted.logSpectralDistanceBefore, fitted.logSpectralDistanceAfter]
    return "\(equalizerName); log-spectral distance "
      + distances.map { $0.formatted(decimals: 2) + " dB" }.joined(separator: " before, ") + " after"
  }

  private var equalizerName: String {
    switch fitted.filter {
    case .fir(let taps, _): "FIR filter of \(taps.count) tap\(taps.count == 1 ? "" : "s")"
    case .biquads(let sections, _, _): "\(sections.count) parametric section\(sections.count == 1 ? "" : "s")"
    }
  }

  private var equalizerHeadline: String {
    switch fitted.filter {
    case .fir(_, let sampleRate):
      let frequencies = logarithmicFrequencies(20...max(sampleRate / 2, 40), perOctave: 48)
      let peak = zip(fitted.gains(at: frequencies), frequencies).max { $0.0 < $1.0 } ?? (0, 0)
      return "\(equalizerName), peak gain \(peak.0.asGain) dB at \(peak.1.formatted(decimals: 0)) Hz"
    case .biquads(_, let gain, _):
      return "\(equalizerName), overall gain \(gain.asGain) dB"
    }
  }

  private var equalizer: TextTable {
    switch fitted.filter {
    case .fir(_, let sampleRate):
      // The octaves of ISO 266.
      let octaves = [31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16_000].filter { $0 < sampleRate / 2 }
      return TextTable(
        rows: [["frequency (Hz)", "gain (dB)"]]
          + zip(octaves, fitted.gains(at: octaves)).map { [$0.formatted(significantDigits: 6), $1.asGain] })
    case .biquads(let sections, _, _):
      return TextTable(
        rows: [["section", "frequency (Hz)", "gain (dB)", "Q"]]
          + sections.map { section in
            [
              section.kind.name, section.frequency.formatted(decimals: 1), section.gain.asGain,
              section.q.formatted(decimals: 2),
            ]
          })
    }
  }
}

extension FittedEqualizer {
  /// The response's magnitude in dB.
  func gains(at frequencies: [Double]) -> [Double] { response(at: frequencies).map { 20 * log10($0.modulus) } }
}

extension ParametricSection.Kind {
  fileprivate var name: String {
    switch self {
    case .lowShelf: "low shelf"
    case .peak: "peak"
    case .highShelf: "high shelf"
    }
  }
}
