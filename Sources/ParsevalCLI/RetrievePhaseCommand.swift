import ArgumentParser
import Parseval

/// `parseval retrieve-phase`: a recording from the magnitudes of its spectrogram.
struct RetrievePhaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieve-phase",
    abstract: "Throw a recording's phases away, and find a signal with the same spectrogram.",
    discussion: """
      Of the recording's short-time Fourier transform only the magnitudes are kept. From random phases, a signal with \
      these magnitudes is sought twice, with the same number of transforms: by the fast Griffin–Lim algorithm, and by \
      L-BFGS on the distance of compressed magnitudes, through the transform's gradient, from where the first \
      iterations of Griffin–Lim have led. The nearer signal is written.

      How near: spectral convergence, the distance of the magnitudes as a fraction of the recording's, in dB. The \
      lower, the better; from about -25 dB on, phases are hard to hear. Neither method is always ahead: Griffin–Lim is \
      while it moves, L-BFGS goes on where that stalls.

      EXAMPLES
        Find a guitar again from its spectrogram:
          parseval retrieve-phase guitar.flac -o found.wav --plot found.png

        With finer frames, and from other random phases:
          parseval retrieve-phase crow.wav -o found.wav \\
            --window 512 --hop 64 --seed 7

        By L-BFGS nearly alone, on the magnitudes as they are:
          parseval retrieve-phase crow.wav -o found.wav \\
            --griffin-lim 1 --exponent 1

      EXIT CODES
         0  done
        64  the command line is wrong
        65  the recording cannot be worked on: it is not audio, it is empty,
            silent or not finite
        66  the recording cannot be read: no such file, no permission
        73  an output cannot be written; none is left half-written
      """)

  @Argument(help: ArgumentHelp("The recording whose phases are thrown away.", valueName: "RECORDING"))
  var recording: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The signal found: .wav, .flac or .aiff, with the recording's channels, rate and sample width.",
      valueName: "OUTPUT"))
  var output: String

  @Option(help: ArgumentHelp("The length of the frames and of their Hann window, in samples.", valueName: "N"))
  var window = 1024

  @Option(
    help: ArgumentHelp("The samples from one frame to the next. (default: a quarter of the window)", valueName: "N"))
  var hop: Int?

  @Option(
    help: ArgumentHelp("The steps of each method; each costs a transform there and one back.", valueName: "N"))
  var steps = 400

  @Option(
    help: ArgumentHelp("The steps of Griffin–Lim before L-BFGS. (default: half of all steps)", valueName: "N"))
  var griffinLim: Int?

  @Option(help: ArgumentHelp("The power of the magnitudes that L-BFGS compares.", valueName: "P"))
  var exponent = 1.5

  @Option(help: ArgumentHelp("What the first phases are drawn from.", valueName: "N"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Draw the convergence of both methods and an excerpt of the signal here, by gnuplot.", valueName: "FILE.png"))
  var plot: String?

  @Flag(help: "Show no progress bar. (There is none either when standard error is not a terminal.)")
  var quiet = false

  func validate() throws {
    try AudioContainer.check(output)
    guard (4...65_536).contains(window) else {
      throw ValidationError("a window of \(window) samples is not possible; use from 4 to 65536")
    }
    if let hop, !(1...(window / 2)).contains(hop) {
      throw ValidationError(
        "a hop of \(hop) samples does not cover the recording by windows of \(window); use from 1 to \(window / 2)")
    }
    guard (2...100_000).contains(steps) else {
      throw ValidationError("a search of \(steps) steps is not possible; use from 2 to 100000")
    }
    if let griffinLim, !(1...steps).contains(griffinLim) {
      throw ValidationError("\(griffinLim) of \(steps) steps cannot be Griffin–Lim's; use from 1 to \(steps)")
    }
    guard exponent >= 0.5, exponent <= 4 else {
      throw ValidationError("the exponent is \(exponent), but must be from 0.5 to 4")
    }
  }

  func run() throws {
    let source = try AudioFile(reading: recording)
    guard source.channels.contains(where: { $0.contains { $0 != 0 } }) else { throw SilenceError(path: recording) }
    // Whatever can be known to fail is known before the long work.
    var outputs = Outputs(inputs: [recording])
    let file = try outputs.recording(output, like: source)
    let picture = if let plot { try outputs.picture(plot) } else { PictureOutput?.none }

    let retrieval = try retrieve(Tensor(source.channels), from: source)
    var found = source
    found.channels = retrieval.best.channels
    var staged = [file.stage(found, "the signal found")]
    if let picture { staged.append(picture.stage(retrieval.figure)) }
    let written = try Outputs.publish(staged)
    print((retrieval.lines + [""] + WrittenFile.lines(written)).joined(separator: "\n"))
  }

  private func retrieve(_ signal: Tensor<Double>, from source: AudioFile) throws -> RetrievalComparison {
    let stft = STFT(window: .hann(window), hopLength: hop ?? window / 4, padding: .zeros)
    let magnitudes = abs(stft(signal))
    let length = source.frameCount, first = griffinLim ?? (steps + 1) / 2
    var bar = quiet || !StandardError.isTerminal ? nil : ProgressBar()
    defer { bar?.clear() }
    var done = 0

    /// Runs a method with a clock beside it.
    func timed(
      _ name: String, _ search: ((PhaseRetrievalStep) -> Void) throws -> RetrievedSignal<Double>
    ) rethrows -> TimedRetrieval {
      let clock = ContinuousClock(), start = ContinuousClock.now
      var times: [Double] = []
      let before = done
      let found = try search { step in
        times.append((clock.now - start) / .seconds(1))
        done = before + step.transformCount / 2
        bar?.draw(step: done, of: 2 * steps, loss: step.convergence)
      }
      return TimedRetrieval(name: name, found: found, times: times)
    }
    let griffinLim = try timed("fast Griffin–Lim") { progress in
      try GriffinLim(stft, iterations: steps - 1)(
        magnitudes, length: length, initialPhase: .random(seed: seed), progress: progress)
    }
    let search = PhaseRetrieval(
      stft, exponent: exponent, griffinLimIterations: first - 1, evaluations: steps - first)
    let lbfgs = try timed("L-BFGS after \(first) of its steps") { progress in
      try search(magnitudes, length: length, initialPhase: .random(seed: seed), progress: progress)
    }
    return RetrievalComparison(
      title: "\(recording.fileName.shortened) from the magnitudes of its spectrogram",
      settings: "frames of \(window) samples, hop \(stft.hopLength), exponent \(exponent), seed \(seed)",
      source: source, methods: [griffinLim, lbfgs])
  }
}

/// A recording without sound, of which there is nothing to find.
struct SilenceError: StatusError, CustomStringConvertible {
  let path: String
  var status: ExitStatus { .badData }
  var description: String { "'\(path)' is silent; a recording with sound in it would be right" }
}
