import Foundation
import Testing

/// The README's demonstration: the tabla loop, and the same loop through an equalizer that SciPy applied.
struct DemonstrationTests {
  private struct Truth: Decodable {
    struct Response: Decodable {
      var frequencies: [Double]
      var decibels: [Double]
    }

    var response: Response
  }

  @Test(arguments: [[], ["--model", "biquads"], ["--aligned"]])
  func findsTheKnownEqualizerWithinOneDecibel(arguments: [String]) throws {
    let recordings = Folder.recordings
    let folder = try Folder()
    let outcome = try Program.run(
      ["match", recordings.appendingPathComponent("loop_tabla.flac").path]
        + [recordings.appendingPathComponent("loop_tabla_equalized.flac").path]
        + ["-o", "matched.wav", "--filter-out", "eq.json"] + arguments, in: folder)
    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)

    let filter = try JSONDecoder().decode(FilterFileTests.Filter.self, from: folder.data("eq.json"))
    let truth = try JSONDecoder().decode(
      Truth.self, from: Data(contentsOf: recordings.appendingPathComponent("loop_tabla_equalized.json"))
    ).response
    // Where the loop has energy.
    let compared = truth.frequencies.indices.filter { (50...15_000).contains(truth.frequencies[$0]) }
    #expect(compared.count > 160)
    for index in compared {
      let gain = filter.gain(at: truth.frequencies[index])
      #expect(abs(gain - truth.decibels[index]) < 1, "at \(truth.frequencies[index]) Hz")
    }
  }
}

extension FilterFileTests.Filter {
  /// In dB: the sum or the quotients of sums that define the response.
  fileprivate func gain(at frequency: Double) -> Double {
    let angle = 2 * Double.pi * frequency / sampleRate
    func power(_ coefficients: some Sequence<Double>) -> Double {
      var real = 0.0, imaginary = 0.0
      for (k, coefficient) in coefficients.enumerated() {
        real += coefficient * cos(angle * Double(k))
        imaginary -= coefficient * sin(angle * Double(k))
      }
      return real * real + imaginary * imaginary
    }
    if let taps { return 10 * log10(power(taps)) }
    return (sos ?? []).reduce(gain ?? 0) { $0 + 10 * log10(power($1[..<3]) / power($1[3...])) }
  }
}
