import ArgumentParser
import Parseval

/// `parseval recover`: sparse signals from few measurements.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Recover signals from a random part of their samples, or from a blur: compressed sensing.",
    discussion: """
      Without a RECORDING it shows the theory at work: spikes at random places are found exactly from a random part of \
      their Fourier samples, by the least sum of magnitudes that explains these, as long as there are not too many; \
      how many, is counted beside the theory's curve. And spikes blurred by a known response are found again.

      With a RECORDING, a random part of its samples in time is kept, then a random part of its Fourier samples, then \
      it is blurred and noise added; each time it is recovered as few coefficients of a lapped cosine transform \
      (MDCT). What is sparse in one domain has to be sampled in another that is unlike it: sounds are found from \
      samples in time, and hardly from Fourier samples, which lie too near to the cosines. Both are printed, \
      beside what is simply kept.

      EXAMPLES
        The theory at work, with a picture:
          parseval recover --plot spikes.png

        A guitar from 30 % of its samples:
          parseval recover guitar.flac -o recovered.wav --plot guitar.png

        A crow from half of its samples, in shorter frames:
          parseval recover crow.wav -o recovered.wav \\
            --fraction 0.5 --bins 256

      EXIT CODES
         0  done
        64  the command line is wrong
        65  the recording cannot be worked on: it is not audio, it is empty,
            silent or not finite
        66  the recording cannot be read: no such file, no permission
        73  an output cannot be written; none is left half-written
      """)

  @Argument(help: ArgumentHelp("The recording to sample and to recover; spikes when left out.", valueName: "RECORDING"))
  var recording: String?

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The recording as recovered from its samples in time.", valueName: "OUTPUT"))
  var output: String?

  @Option(help: ArgumentHelp("The part of the samples that is kept, for a recording.", valueName: "F"))
  var fraction = 0.3

  @Option(help: ArgumentHelp("The coefficients of a frame of the MDCT, for a recording.", valueName: "N"))
  var bins = 1024

  @Option(help: ArgumentHelp("What is drawn at random, is drawn from this.", valueName: "N"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Draw what was recovered here, by gnuplot.", valueName: "FILE.png"))
  var plot: String?

  @Flag(help: "Show no progress bar. (There is none either when standard error is not a terminal.)")
  var quiet = false

  func validate() throws {
    if let output {
      if recording == nil { throw ValidationError("--output is for a RECORDING; spikes are printed and drawn") }
      try AudioContainer.check(output)
    }
    guard fraction >= 0.01, fraction <= 0.99 else {
      throw ValidationError("a fraction of \(fraction) is not possible; use from 0.01 to 0.99")
    }
    guard (2...16_384).contains(bins), bins % 2 == 0 else {
      throw ValidationError("frames of \(bins) coefficients are not possible; use an even number from 2 to 16384")
    }
  }

  func run() throws {
    if let recording { try recover(recording) } else { try recoverSpikes() }
  }

  private func recoverSpikes() throws {
    var outputs = Outputs()
    let picture = if let plot { try outputs.picture(plot) } else { PictureOutput?.none }
    var bar = quiet || !StandardError.isTerminal ? nil : ProgressBar()
    let experiments = SpikeExperiments(seed: seed) { bar?.draw(step: $0, of: $1, loss: 0) }
    bar?.clear()
    var lines = experiments.lines
    if let picture { lines += [""] + WrittenFile.lines(try Outputs.publish([picture.stage(experiments.figure)])) }
    print(lines.joined(separator: "\n"))
  }

  private func recover(_ path: String) throws {
    let source = try AudioFile(reading: path)
    guard source.channels.contains(where: { $0.contains { $0 != 0 } }) else { throw SilenceError(path: path) }
    var outputs = Outputs(inputs: [path])
    let file = if let output { try outputs.recording(output, like: source) } else { RecordingOutput?.none }
    let picture = if let plot { try outputs.picture(plot) } else { PictureOutput?.none }

    var bar = quiet || !StandardError.isTerminal ? nil : ProgressBar()
    let experiments = RecordingExperiments(
      source, name: path.fileName.shortened, fraction: fraction, bins: bins, seed: seed, drawsCurve: picture != nil
    ) { bar?.draw(step: $0, of: $1, loss: 0) }
    bar?.clear()
    var staged: [StagedOutput] = []
    if let file {
      var recovered = source
      recovered.channels = experiments.fromTimes.channels
      staged.append(file.stage(recovered, "the recording as recovered from its samples in time"))
    }
    if let picture { staged.append(picture.stage(experiments.figure)) }
    var lines = experiments.lines
    if !staged.isEmpty { lines += [""] + WrittenFile.lines(try Outputs.publish(staged)) }
    print(lines.joined(separator: "\n"))
  }
}
