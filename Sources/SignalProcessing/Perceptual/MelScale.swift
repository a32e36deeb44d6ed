import ComplexNumbers
import Fourier

/// A scale of pitch on which equal steps sound equally far apart.
///
/// ```swift
/// let middle = MelScale.slaney.hertz(mel: MelScale.slaney.mel(hertz: 8000) / 2)
/// ```
public enum MelScale: String, Sendable, Hashable, Codable, CaseIterable {
  /// Linear below 1 kHz, 3f/200, and logarithmic above, 15 + 27 ln(f/1000)/ln 6.4.
  ///
  /// - Source: M. Slaney, "Auditory Toolbox", Interval Research Technical Report 1998-010; librosa's default.
  case slaney
  /// 2595 log₁₀(1 + f/700).
  ///
  /// - Source: D. O'Shaughnessy, "Speech Communication" (1987), 150; HTK; librosa's `htk=True`.
  case htk

  private static let corner = 1000.0
  private static let cornerMel = 15.0
  private static let logarithmicStep = Double.log(6.4) / 27

  /// The pitch of a frequency in Hz, in mel.
  public func mel(hertz: Double) -> Double {
    switch self {
    case .slaney:
      hertz < Self.corner ? hertz * 3 / 200 : Self.cornerMel + .log(hertz / Self.corner) / Self.logarithmicStep
    case .htk: 2595 * .log10(1 + hertz / 700)
    }
  }

  /// The frequency in Hz of a pitch in mel.
  public func hertz(mel: Double) -> Double {
    switch self {
    case .slaney:
      mel < Self.cornerMel
        ? mel * 200 / 3 : Self.corner * .exp(Self.logarithmicStep * (mel - Self.cornerMel))
    case .htk: 700 * (.exp10(mel / 2595) - 1)
    }
  }

  /// `count` frequencies in Hz at equal distances in mel, of which the ends are `range`.
  ///
  /// Traps unless there are at least two.
  /// - Source: librosa's `mel_frequencies`.
  public func frequencies(count: Int, in range: ClosedRange<Double>) -> [Double] {
    require(
      count >= 2, "\(count) frequencies between \(range.lowerBound) and \(range.upperBound) Hz; there are two ends")
    let lowest = mel(hertz: range.lowerBound), highest = mel(hertz: range.upperBound)
    let step = (highest - lowest) / Double(count - 1)
    return (0..<count).map { hertz(mel: $0 == count - 1 ? highest : lowest + Double($0) * step) }
  }
}
