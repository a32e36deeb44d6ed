import ArgumentParser
import Foundation
import Parseval

/// `parseval match`: finds the equalizer that makes one recording sound like another.
struct MatchCommand: ParsableCommand {
  enum Model: String, CaseIterable, ExpressibleByArgument {
    case fir, biquads
  }

  static let defaultTaps = 1023
  static let defaultPeaks = 4

  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Find the equalizer that makes one recording sound like another, and apply it.",
    discussion: """
      The equalizer is found by gradient descent through the Fourier transform. It is a FIR filter, which follows any \
      response, or, with --model biquads, a chain of parametric sections as on a mixing desk: low shelf, peaks, high \
      shelf, each with frequency, gain and Q.

      The two recordings may be of different things: what is matched is the distance of their long-term spectra. When \
      they are the same performance, sample by sample, say --aligned: then their spectrograms are compared.

      What is minimized (--loss): log-spectral, the squared distance in dB, by default; multi-resolution, by default with \
      --aligned, and only there, as multi-scale; log-magnitude, which forgives a few large differences; mel, no finer \
      than the ear; magnitude, spectral-convergence and kullback-leibler, where what is loud decides; itakura-saito, for \
      which what is lacking counts most.

      By which rule (--optimizer): gradient-descent, momentum, nesterov, adagrad, rmsprop, adam and adamw make a number \
      of steps; lbfgs and levenberg-marquardt (for log-spectral) end where they have converged.

      Recordings can be WAV, FLAC, AIFF or whatever else libsndfile reads, with any number of channels, at any sample \
      rate that is the same for both.

      EXAMPLES
        Make a dull recording sound like a bright one:
          parseval match dull.wav bright.flac -o matched.wav

        By six parametric sections, with a file of them and a picture:
          parseval match dull.wav bright.wav -o matched.wav \\
            --model biquads --filter-out eq.json --plot eq.png

        Find what was done to a recording, from its two versions:
          parseval match before.wav after.wav -o check.wav \\
            --aligned --model biquads

        By sections, with a minimizer, which ends where it has converged:
          parseval match dull.wav bright.wav -o matched.wav \\
            --model biquads --optimizer lbfgs

      EXIT CODES
         0  done
        64  the command line is wrong
        65  a recording cannot be worked on: it is not audio, it is empty or
            not finite, or the sample rates differ
        66  a recording cannot be read: no such file, no permission
        73  an output cannot be written; none is left half-written
      """)

  @Argument(help: ArgumentHelp("The recording to equalize.", valueName: "SOURCE"))
  var source: String

  @Argument(help: ArgumentHelp("The recording that it shall sound like.", valueName: "TARGET"))
  var target: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The equalized recording: .wav, .flac or .aiff, with the source's channels, rate and sample width.",
      valueName: "OUTPUT"))
  var output: String

  @Flag(help: "The recordings are the same performance, sample by sample: compare their spectrograms.")
  var aligned = false

  @Option(help: "The kind of equalizer: fir or biquads.")
  var model = Model.fir

  @Option(help: ArgumentHelp("The length of the FIR filter. (default: \(defaultTaps))", valueName: "N"))
  var taps: Int?

  @Option(
    help: ArgumentHelp(
      "The number of peaks between the two shelves, with --model biquads. (default: \(defaultPeaks))", valueName: "N"))
  var peaks: Int?

  @Option(
    help: ArgumentHelp(
      "What is minimized: \(EqualizerLoss.allCases.map(\.rawValue).joined(separator: ", ")). "
        + "(default: log-spectral; with --aligned multi-resolution)", valueName: "LOSS"))
  var loss: EqualizerLoss?

  @Option(
    help: ArgumentHelp(
      "By which rule: \(EqualizerOptimizer.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "RULE"))
  var optimizer = EqualizerOptimizer.adam

  @Option(
    help: ArgumentHelp("The number of steps of the descent. (default: what model and rule need)", valueName: "N"))
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "The length of the descent's steps, in units of the gain for taps and of 6 dB for gains. (default: what the model needs)",
      valueName: "RATE"))
  var learningRate: Double?

  @Option(
    help: ArgumentHelp(
      "Write the equalizer here as JSON: its taps, or its sections and coefficients.", valueName: "FILE.json"))
  var filterOut: String?

  @Option(
    help: ArgumentHelp(
      "Draw the spectra, the equalizer's response and the loss here, by gnuplot.", valueName: "FILE.png"))
  var plot: String?

  @Flag(help: "Show no progress bar. (There is none either when standard error is not a terminal.)")
  var quiet = false

  func validate() throws {
    // What a number may be, the library says.
    if taps != nil, model != .fir {
      throw ValidationError("--taps is for --model fir; biquads have --peaks")
    }
    if peaks != nil, model != .biquads {
      throw ValidationError("--peaks is for --model biquads; a FIR filter has --taps")
    }
    if learningRate != nil, optimizer.isMinimizer {
      throw ValidationError("--learning-rate is not for \(optimizer.rawValue), which finds the length of its steps")
    }
    try AudioContainer.check(output)
  }

  var equalizerModel: EqualizerModel {
    switch model {
    case .fir: .fir(taps: taps ?? Self.defaultTaps)
    case .biquads: .biquads(peaks: peaks ?? Self.defaultPeaks)
    }
  }

  func run() throws {
    let source = try AudioFile(reading: source)
    let target = try AudioFile(reading: target)
    guard source.sampleRate == target.sampleRate else {
      throw InputError.sampleRatesDiffer(
        source: self.source, sourceRate: source.sampleRate, target: self.target, targetRate: target.sampleRate)
    }
    // Whatever can be known to fail is known before the long work.
    let outputs = try MatchOutputs(self, for: source)
    let fitted = try fit(source, to: target)
    let written = try outputs.write(source, through: fitted)
    print(MatchReport(fitted, written: written).text)
  }

  private func fit(_ source: AudioFile, to target: AudioFile) throws(EqualizerMatchError) -> FittedEqualizer {
    let match = EqualizerMatch(
      model: equalizerModel, isAligned: aligned, loss: loss, optimizer: optimizer, steps: steps,
      learningRate: learningRate)
    var bar = quiet || !StandardError.isTerminal ? nil : ProgressBar()
    defer { bar?.clear() }
    return try match.fit(
      source: source.channels, target: target.channels, sampleRate: Double(source.sampleRate)
    ) { progress in
      bar?.draw(step: progress.step, of: progress.steps, loss: progress.loss)
    }
  }
}

extension EqualizerLoss: ExpressibleByArgument {}

extension EqualizerOptimizer: ExpressibleByArgument {}
