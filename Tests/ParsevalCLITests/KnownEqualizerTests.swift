import CSndfile
import Foundation
import Testing

/// Known equalizers, found again from what they did to three recordings: percussion, a guitar, a crow.
struct KnownEqualizerTests {
  /// The equalizer by SciPy, where its response is, and how loud the recording is there.
  private struct Truth: Decodable {
    var recording: String
    var frames: Int
    var gain: Double
    var sos: [[Double]]
    var frequencies: [Double]
    var decibels: [Double]
    var level: [Double]
  }

  private static let sections = ["--model", "biquads", "--peaks", "2"]
  private static let taps = ["--taps", "511"]

  /// Where a recording is not more than 40 dB below its loudest frequency, the response is found to half a decibel.
  @Test(arguments: [
    sections + ["--optimizer", "lbfgs", "--steps", "60"],
    sections + ["--optimizer", "levenberg-marquardt", "--steps", "20"],
    taps + ["--optimizer", "lbfgs", "--steps", "60"],
    taps + ["--optimizer", "levenberg-marquardt", "--steps", "10"],
    taps + ["--optimizer", "nesterov", "--steps", "300"],
    taps + ["--optimizer", "adam", "--steps", "500"],
  ])
  func isFoundAgain(arguments: [String]) throws {
    let file = Folder.recordings.appendingPathComponent("equalizers.json")
    let truths = try JSONDecoder().decode([Truth].self, from: Data(contentsOf: file))
    #expect(truths.count == 3)
    for truth in truths {
      let folder = try Folder()
      try equalize(truth, in: folder)
      let outcome = try Program.run(
        ["match", "source.wav", "target.wav", "-o", "out.wav", "--filter-out", "eq.json"] + arguments, in: folder)
      #expect(outcome.error.isEmpty)
      #expect(outcome.status == 0)
      let filter = try JSONDecoder().decode(FilterFileTests.Filter.self, from: folder.data("eq.json"))
      let loud = truth.frequencies.indices.filter { truth.level[$0] > -40 }
      #expect(loud.count > 50)
      let deviation = loud.map { abs(20 * log10(filter.magnitude(at: truth.frequencies[$0])) - truth.decibels[$0]) }
      #expect(try #require(deviation.max()) < 0.5, "\(truth.recording), \(arguments)")
    }
  }

  /// Writes the beginning of the recording and what the equalizer makes of it.
  private func equalize(_ truth: Truth, in folder: Folder) throws {
    var recording = try Recording(reading: Folder.recordings.appendingPathComponent(truth.recording).path)
    let channels = recording.channelCount
    recording.samples = Array(recording.samples.prefix(truth.frames * channels))
    recording.format = Int32(SF_FORMAT_WAV | SF_FORMAT_DOUBLE)
    try recording.write(to: folder.path("source.wav"))
    // The difference equation of each section in turn; the channels are interleaved.
    var signal = recording.samples.map { $0 * pow(10, truth.gain / 20) }
    for c in truth.sos {
      let input = signal
      func past(_ values: [Double], _ n: Int, _ delay: Int) -> Double {
        n >= delay * channels ? values[n - delay * channels] : 0
      }
      for n in signal.indices {
        signal[n] =
          c[0] * input[n] + c[1] * past(input, n, 1) + c[2] * past(input, n, 2) - c[4] * past(signal, n, 1)
          - c[5] * past(signal, n, 2)
      }
    }
    recording.samples = signal
    try recording.write(to: folder.path("target.wav"))
  }

  @Test(arguments: [
    (
      ["--optimizer", "lbfgs", "--learning-rate", "0.1"],
      "--learning-rate is not for lbfgs, which finds the length of its steps."
    ),
    (
      ["--loss", "multi-resolution"],
      "the loss multi-resolution compares recordings sample by sample, which must be aligned for it; "
        + "use another, such as log-spectral."
    ),
    (
      ["--loss", "magnitude", "--optimizer", "levenberg-marquardt"],
      "levenberg-marquardt minimizes sums of squares, and the loss magnitude is none; use the loss log-spectral, or "
        + "another optimizer, such as lbfgs."
    ),
  ])
  func whatDoesNotGoTogetherEndsWithOneLine(arguments: [String], message: String) throws {
    let folder = try Folder()
    try folder.addCrow()
    let outcome = try Program.run(["match", "crow.wav", "crow.wav", "-o", "out.wav"] + arguments, in: folder)
    #expect(outcome.error == "parseval: error: \(message) See 'parseval match --help'.\n")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names() == ["crow.wav"])
  }
}
