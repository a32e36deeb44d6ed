import ArgumentParser
import Foundation
import Parseval

/// `parseval imitate`: fits a synthesizer to a recording.
struct ImitateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imitate",
    abstract: "Fit a harmonic-plus-noise synthesizer to a recording.",
    discussion: """
      The synthesizer has a tone of many harmonics for each voice, and noise through a filter that changes in time. \
      First the fundamentals are found, by gradient descent from your guesses, which may be a fifth off or more: their \
      loss is how far energy has to be moved along the frequency axis (optimal transport). Beside it is shown what a \
      plain spectral loss makes of the same guesses. Then loudness, harmonics and noise are fitted.

      The pitches of the part that is imitated should not change; the channels are mixed.

      EXAMPLES
        Two strings of a guitar, from guesses a fifth too low:
          parseval imitate guit_e_fifths.flac -o imitation.wav \\
            --pitches 110,247 --plot imitation.png

        One voice, a second of it, from two guesses:
          parseval imitate song.wav -o voice.wav --start 12.5 \\
            --duration 1 --pitches 150 --pitches 300

      EXIT CODES
         0  done
        64  the command line is wrong
        65  a recording cannot be worked on: it is not audio, it is empty,
            silent or not finite, or too short
        66  a recording cannot be read: no such file, no permission
        73  an output cannot be written; none is left half-written
      """)

  @Argument(help: ArgumentHelp("The recording to imitate.", valueName: "RECORDING"))
  var recording: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The imitation: .wav, .flac or .aiff, mono, with the recording's rate.", valueName: "OUTPUT"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Guesses for the fundamentals in Hz, one for each voice. Given more than once, the best of them is taken.",
      valueName: "HZ,HZ"))
  var pitches: [PitchList] = [PitchList(frequencies: [220])]

  @Option(help: ArgumentHelp("Where the part to imitate begins, in seconds.", valueName: "SECONDS"))
  var start = 0.0

  @Option(help: ArgumentHelp("How long it is, in seconds.", valueName: "SECONDS"))
  var duration = 0.5

  @Option(help: ArgumentHelp("The number of harmonics of each voice.", valueName: "N"))
  var harmonics = 40

  @Option(help: ArgumentHelp("The number of steps of the fit.", valueName: "N"))
  var steps = 150

  @Option(
    help: ArgumentHelp(
      "Draw how the pitches were found, the spectra and the loss here, by gnuplot.", valueName: "FILE.png"))
  var plot: String?

  @Flag(help: "Show no progress bar. (There is none either when standard error is not a terminal.)")
  var quiet = false

  func validate() throws {
    guard start >= 0, start.isFinite else {
      throw ValidationError("--start is \(start), but must be 0 or a positive number of seconds")
    }
    guard duration > 0, duration.isFinite else {
      throw ValidationError("--duration is \(duration), but must be a positive number of seconds")
    }
    guard (1...1000).contains(harmonics) else {
      throw ValidationError("a voice of \(harmonics) harmonics can't be fitted; use from 1 to 1000")
    }
    try AudioContainer.check(output)
  }

  func run() throws {
    let source = try AudioFile(reading: recording)
    let excerpt = try excerpt(of: source)
    let outputs = try ImitateOutputs(self, for: excerpt)
    let imitation = try imitate(excerpt)
    let written = try outputs.write(excerpt, imitation)
    print(ImitateReport(imitation, written: written).text)
  }

  /// The part to imitate, all channels mixed.
  private func excerpt(of source: AudioFile) throws(ImitateError) -> AudioFile {
    let rate = Double(source.sampleRate)
    guard start < source.duration else {
      throw .startsBehindTheEnd(path: recording, start: start, duration: source.duration)
    }
    let first = Int(start * rate), end = Int(min(start + duration, source.duration) * rate)
    var excerpt = source
    excerpt.channels = [
      (first..<min(end, source.frameCount)).map { sample in
        source.channels.reduce(0) { $0 + $1[sample] / Double(source.channels.count) }
      }
    ]
    return excerpt
  }

  private func imitate(_ excerpt: AudioFile) throws(SoundMatchError) -> Imitation {
    let samples = excerpt.channels[0], rate = Double(excerpt.sampleRate)
    var bar = quiet || !StandardError.isTerminal ? nil : ProgressBar()
    defer { bar?.clear() }
    let kinds = pitches.flatMap { guess in PitchLoss.allCases.map { (guess.frequencies, PitchSearch(loss: $0)) } }
    let total = kinds.reduce(steps) { $0 + $1.1.steps }
    var done = 0, searches: [FoundPitches] = []
    for (guess, search) in kinds {
      searches.append(
        try search.search(samples, sampleRate: rate, from: guess) { bar?.draw(step: done + $0, of: total, loss: $1) })
      done += search.steps
    }
    // Each guess was searched by transport.
    let best = searches.filter { $0.loss == .transport }.min { $0.transportCost < $1.transportCost } ?? searches[0]
    let match = SoundMatch(steps: steps, harmonicCount: harmonics)
    let sound = try match.fit(samples, sampleRate: rate, frequencies: best.frequencies) { progress in
      bar?.draw(step: done + progress.step, of: total, loss: progress.loss)
    }
    return Imitation(searches: searches, sound: sound)
  }
}

/// What the command found.
struct Imitation {
  var searches: [FoundPitches]
  var sound: SoundImitation
}

/// "110,247".
struct PitchList: ExpressibleByArgument {
  var frequencies: [Double]

  init(frequencies: [Double]) { self.frequencies = frequencies }

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    let frequencies = numbers.compactMap { $0 }
    guard frequencies.count == numbers.count else { return nil }
    self.frequencies = frequencies
  }

  var defaultValueDescription: String { frequencies.map { $0.formatted(significantDigits: 6) }.joined(separator: ",") }
}

/// Why a part of a recording can't be cut out.
enum ImitateError: StatusError, CustomStringConvertible {
  case startsBehindTheEnd(path: String, start: Double, duration: Double)

  var status: ExitStatus { .badData }

  var description: String {
    switch self {
    case .startsBehindTheEnd(let path, let start, let duration):
      "'\(path)' ends after \(duration.formatted(decimals: 2)) s, "
        + "before --start \(start.formatted(significantDigits: 6)); start earlier"
    }
  }
}

extension SoundMatchError: StatusError {
  var status: ExitStatus {
    switch self {
    case .noGuess, .invalidGuess, .invalidSteps: .usage
    default: .badData
    }
  }
}
