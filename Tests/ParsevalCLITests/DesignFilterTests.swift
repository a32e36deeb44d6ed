import Foundation
import Testing

/// `parseval design-filter`: what it prints and writes, and what it refuses.
struct DesignFilterTests {
  private func figures(_ output: String, _ name: String) -> [Double] {
    let line = output.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  }

  /// Within a thousandth of the exchange's and the elliptic filter's errors; SciPy's 1.17 `remez` and `ellip` have, for
  /// the same bands and tolerances, 0.3812 and 0.5350.
  @Test(arguments: [(["--taps", "101"], 0.3812, "Parks–McClellan"), (["--sections", "4"], 0.5350, "elliptic")])
  func aLowpassIsAsGoodAsTheBest(arguments: [String], error: Double, name: String) throws {
    let folder = try Folder()
    let outcome = try Program.run(
      ["design-filter", "--rate", "48000", "--lowpass", "8000", "9600", "--filter-out", "f.json", "--plot", "f.png"]
        + arguments, in: folder)
    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("meets the specification"))
    #expect(outcome.output.contains(name))
    // The label has a number of its own.
    let errors = figures(outcome.output, "largest error").suffix(2)
    #expect(errors.count == 2 && errors.allSatisfy { abs($0 / error - 1) < 2e-3 }, "\(errors)")
    #expect(outcome.output.hasSuffix("written\n  f.json: the filter\n  f.png: the picture\n"))
    #expect(try folder.names() == ["f.json", "f.png"])

    // The file holds that filter: its response by definition, in the middle of the passband and in the stopband.
    let filter = try JSONDecoder().decode(FilterFileTests.Filter.self, from: folder.data("f.json"))
    #expect(filter.sampleRate == 48_000)
    let passband = stride(from: 0.0, through: 8000, by: 40).map { filter.magnitude(at: $0) }
    let stopband = stride(from: 9600.0, through: 24_000, by: 40).map { filter.magnitude(at: $0) }
    let ripple = try #require(figures(outcome.output, "ripple").first)
    let attenuation = try #require(figures(outcome.output, "attenuation").first)
    let largest = try #require(passband.max()), least = try #require(passband.min())
    #expect(20 * log10(largest / least) < ripple + 1e-3 && 20 * log10(largest / least) > 0.9 * ripple)
    #expect(-20 * log10(try #require(stopband.max())) > attenuation - 0.01)
  }

  @Test func anyBands() throws {
    let outcome = try Program.run(
      [
        "design-filter", "--rate", "8000", "--band", "0,1000,1,0.5,0.01", "--band", "1300,4000,0,0.001", "--taps", "61",
      ],
      in: Folder())
    #expect(outcome.status == 0)
    let deviation = figures(outcome.output, "deviation at 0–1000 Hz")
    #expect(deviation.count == 2 && abs(deviation[0] / deviation[1] - 1) < 2e-3)
    #expect(!outcome.output.contains("written"))
  }

  /// Where there is nothing to hold it against, it says why.
  @Test func aSlopeIsNoEllipticFilter() throws {
    let outcome = try Program.run(
      ["design-filter", "--rate", "8000", "--band", "0,3000,1,0.5,0.05", "--sections", "2"], in: Folder())
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("no elliptic filter: an elliptic filter has one or two passbands"))
  }

  @Test(arguments: [
    ([], "Missing expected argument '--rate <HZ>'."),
    (
      ["--rate", "8000", "--taps", "31"],
      "give one of --lowpass, --highpass, --bandpass, --bandstop, or some of --band."
    ),
    (["--rate", "8000", "--taps", "31", "--lowpass", "1000"], "--lowpass has 2 edges, but 1 are given."),
    (["--rate", "8000", "--lowpass", "1000", "2000"], "give either --taps or --sections."),
    (
      ["--rate", "8000", "--lowpass", "1000", "2000", "--taps", "9", "--sections", "2"],
      "give either --taps or --sections."
    ),
    (
      ["--rate", "8000", "--lowpass", "2000", "1000", "--taps", "9"],
      "band edges must ascend, but 2000.0 Hz comes before 1000.0 Hz."
    ),
    (
      ["--rate", "8000", "--lowpass", "2000", "5000", "--taps", "9"],
      "the band edge 5000.0 Hz must lie between 0 and half the sample rate, 4000.0 Hz."
    ),
    (
      ["--rate", "8000", "--lowpass", "1000", "2000", "--taps", "9", "--ripple", "0"],
      "a passband's ripple is 0.0 dB, but must be positive and finite."
    ),
    (
      ["--rate", "8000", "--band", "0,1000,1,0.1", "--band", "500,1500,0,0.1", "--taps", "9"],
      "the bands 0.0 to 1000.0 Hz and 500.0 to 1500.0 Hz leave no room for a transition; "
        + "they must ascend without touching."
    ),
    (
      ["--rate", "8000", "--highpass", "1000", "2000", "--taps", "10"],
      "a symmetric filter of 10 taps has the gain 0 at 4000.0 Hz, where another is asked for; "
        + "use an odd number of taps."
    ),
    (
      ["--rate", "8000", "--lowpass", "1000", "2000", "--sections", "0"],
      "a filter of the order 0 can't be designed; use 1 or more."
    ),
    (
      ["--rate", "8000", "--band", "0,1000,1", "--taps", "9"],
      "The value '0,1000,1' is invalid for '--band <LOW,HIGH,GAIN[,GAIN],TOLERANCE>'."
    ),
  ])
  func whatIsNoSpecificationEndsWithOneLine(arguments: [String], message: String) throws {
    let folder = try Folder()
    let outcome = try Program.run(["design-filter"] + arguments, in: folder)
    #expect(outcome.error == "parseval: error: \(message) See 'parseval design-filter --help'.\n")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
  }

  @Test func anOutputThatCannotBeWrittenIsKnownBeforeTheWork() throws {
    let folder = try Folder()
    let outcome = try Program.run(
      ["design-filter", "--rate", "8000", "--lowpass", "1000", "2000", "--taps", "9", "--filter-out", "no/f.json"],
      in: folder)
    #expect(outcome.status == 73)
    #expect(outcome.error.hasPrefix("parseval: error: cannot write 'no/f.json': there is no folder 'no'"))
    #expect(outcome.output.isEmpty)
  }

  @Test func helpHasExamplesAndExitCodes() throws {
    let outcome = try Program.run(["design-filter", "--help"], in: Folder())
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("EXAMPLES") && outcome.output.contains("EXIT CODES"))
  }
}

extension FilterFileTests.Filter {
  /// |H|, by the sums that define it.
  func magnitude(at frequency: Double) -> Double {
    let angle = 2 * Double.pi * frequency / sampleRate
    func modulus(_ coefficients: some Sequence<Double>) -> Double {
      var real = 0.0, imaginary = 0.0
      for (k, coefficient) in coefficients.enumerated() {
        real += coefficient * cos(angle * Double(k))
        imaginary -= coefficient * sin(angle * Double(k))
      }
      return hypot(real, imaginary)
    }
    if let taps { return modulus(taps) }
    return (sos ?? []).reduce(pow(10, (gain ?? 0) / 20)) { $0 * modulus($1[..<3]) / modulus($1[3...]) }
  }
}
