import Foundation
import Testing

/// What `parseval` says of a wrong command line, and of itself.
struct UsageTests {
  @Test(arguments: [
    (["match"], "Missing expected argument '<SOURCE>'."),
    (["match", "a.wav"], "Missing expected argument '<TARGET>'."),
    (["match", "a.wav", "b.wav"], "Missing expected argument '--output <OUTPUT>'."),
    (["match", "a.wav", "b.wav", "-o", "c.wav", "--tabs", "3"], "Unknown option '--tabs'. Did you mean '--taps'?"),
    (["match", "a.wav", "b.wav", "-o", "c.wav", "--taps", "many"], "The value 'many' is invalid for '--taps <N>'."),
    (
      ["match", "a.wav", "b.wav", "-o", "c.wav", "--taps", "31", "--model", "biquads"],
      "--taps is for --model fir; biquads have --peaks."
    ),
    (
      ["match", "a.wav", "b.wav", "-o", "c.wav", "--peaks", "3"],
      "--peaks is for --model biquads; a FIR filter has --taps."
    ),
    (
      ["match", "a.wav", "b.wav", "-o", "c.wav", "--model", "iir"],
      "The value 'iir' is invalid for '--model <model>'. Please provide one of 'fir' and 'biquads'."
    ),
  ])
  func wrongCommandLineEndsWithOneLineThatSaysWhy(arguments: [String], message: String) throws {
    let folder = try Folder()
    let outcome = try Program.run(arguments, in: folder)
    #expect(outcome.error == "parseval: error: \(message) See 'parseval match --help'.\n")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names().isEmpty)
  }

  @Test func anUnknownCommandIsToldWhereAllAreExplained() throws {
    let outcome = try Program.run(["mix"], in: Folder())
    #expect(outcome.error == "parseval: error: Unexpected argument 'mix'. See 'parseval --help'.\n")
    #expect(outcome.status == 64)
  }

  @Test(arguments: [
    (["--taps", "0"], "a filter of 0 taps can't be fitted; use from 1 to 8192."),
    (["--taps", "8193"], "a filter of 8193 taps can't be fitted; use from 1 to 8192."),
    (["--model", "biquads", "--peaks=-1"], "an equalizer with -1 peaks can't be fitted; use from 0 to 32."),
    (["--steps", "0"], "a fit of 0 steps is not possible; use at least 1."),
    (["--learning-rate", "nan"], "the learning rate is nan, but must be positive and finite."),
    (["--learning-rate", "0"], "the learning rate is 0.0, but must be positive and finite."),
  ])
  func impossibleNumberEndsWithOneLineThatSaysWhatIsPossible(arguments: [String], message: String) throws {
    let folder = try Folder()
    try folder.addCrow()
    let outcome = try Program.run(["match", "crow.wav", "crow.wav", "-o", "out.wav"] + arguments, in: folder)
    #expect(outcome.error == "parseval: error: \(message) See 'parseval match --help'.\n")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names() == ["crow.wav"])
  }

  @Test func helpExplainsEveryOptionWithExamplesAndExitCodes() throws {
    let outcome = try Program.run(["match", "--help"], in: Folder(), environment: ["COLUMNS": "80"])
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    for word in [
      "SOURCE", "TARGET", "--output", "--aligned", "--model", "--taps", "default: 1023", "--peaks", "default: 4",
      "--steps",
      "--learning-rate", "--filter-out", "--plot", "--quiet", "EXAMPLES", "EXIT CODES",
    ] {
      #expect(outcome.output.contains(word))
    }
    for code in ["   0  done", "  64  ", "  65  ", "  66  ", "  73  "] { #expect(outcome.output.contains("\n\(code)")) }
  }

  @Test func withoutASubcommandItShowsItsHelp() throws {
    let outcome = try Program.run([], in: Folder())
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("SUBCOMMANDS:\n  match "))
  }

  @Test func itHasAVersion() throws {
    let outcome = try Program.run(["--version"], in: Folder())
    #expect(outcome.status == 0)
    #expect(outcome.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }
}
