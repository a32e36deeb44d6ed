import Foundation
import Parseval

/// A fitted equalizer as a JSON file; the schema is in this folder's README.
struct FilterDocument: Encodable {
  var kind: String
  /// In Hz.
  var sampleRate: Double
  /// Of a FIR filter.
  var taps: [Double]?
  /// Of parametric sections, overall, in dB.
  var gain: Double?
  var sections: [ParametricSection]?
  /// The sections' coefficients as SciPy orders them: b₀ b₁ b₂ a₀ a₁ a₂, with a₀ = 1.
  var sos: [[Double]]?

  init(_ filter: EqualizerFilter) {
    switch filter {
    case .fir(let taps, let sampleRate):
      kind = "fir"
      self.sampleRate = sampleRate
      self.taps = taps
    case .biquads(let sections, let gain, let sampleRate):
      kind = "biquads"
      self.sampleRate = sampleRate
      self.gain = gain
      self.sections = sections
      sos = sections.map { section in
        let c = section.coefficients(sampleRate: sampleRate)
        return [c.b0, c.b1, c.b2, 1, c.a1, c.a2]
      }
    }
  }

  func write(to temporary: String, for path: String) throws(OutputError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let json: Data
    do { json = try encoder.encode(self) } catch { throw .writing(path: path, reason: "\(error)") }

    guard let file = fopen(temporary, "w") else { throw .writing(path: path, reason: systemError()) }
    let text = json + Data("\n".utf8)
    let count = text.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    guard fclose(file) == 0, count == text.count else { throw .writing(path: path, reason: systemError()) }
  }
}
