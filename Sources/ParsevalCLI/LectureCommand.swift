import ArgumentParser
import Foundation
import Parseval

/// `parseval lecture`: one neuron on a recording, by gradient descent and by stochastic gradient descent.
struct LectureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lecture",
    abstract: "Fit one neuron to a recording, by gradient descent and by stochastic gradient descent.",
    discussion: """
      The neuron guesses how loud a recording is above 4 kHz, in each frame of 2048 samples, from how loud it is in the \
      six octaves below. It is fitted to the first four fifths of the frames, the rest is held out. The report tells \
      what one update per epoch gives (gradient descent), what one per frame gives (SGD), and how far both are above the \
      least loss that any weights have; first with a linear layer, then with a ReLU behind it.

      The lecture that goes with it is Sources/SpectralLearning/Lecture.md.

      EXAMPLES
        The lecture's numbers and its picture:
          parseval lecture Fixtures/recordings/loop_tabla.flac \\
            --plot lecture.png

        The training set, for other programs:
          parseval lecture loop.wav --levels-out levels.safetensors

      EXIT CODES
         0  done
        64  the command line is wrong
        65  the recording cannot be worked on: it is not audio, too short,
            not finite, or without a level that changes
        66  the recording cannot be read: no such file, no permission
        73  an output cannot be written; none is left half-written
      """)

  @Argument(help: ArgumentHelp("The recording, at 32 kHz or more.", valueName: "RECORDING"))
  var recording: String

  @Option(help: ArgumentHelp("The passes through the training set.", valueName: "N"))
  var epochs = 50

  @Option(help: ArgumentHelp("What the order of the frames in SGD is drawn from.", valueName: "N"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Draw the losses here, by gnuplot.", valueName: "FILE.png"))
  var plot: String?

  @Option(
    help: ArgumentHelp(
      "Write the levels of all frames and bands here, in dB: .json or .safetensors.", valueName: "FILE"))
  var levelsOut: String?

  func validate() throws {
    if epochs < 1 { throw ValidationError("\(epochs) epochs: at least 1 is needed") }
    if epochs > 10_000 { throw ValidationError("\(epochs) epochs: at most 10000 are kept") }
    if let levelsOut {
      do {
        _ = try StorageFormat(path: levelsOut)
      } catch {
        throw ValidationError("\(error)")
      }
    }
  }

  func run() throws {
    let audio = try AudioFile(reading: recording)
    let set = try LectureTrainingSet(audio, path: recording)
    var outputs = Outputs(inputs: [recording])
    let picture = if let plot { try outputs.picture(plot) } else { nil as PictureOutput? }
    let levels = if let levelsOut { try outputs.file(levelsOut) } else { nil as OutputFile? }

    let fits = LectureFits(set, epochs: epochs, seed: seed)
    var staged: [StagedOutput] = []
    if let picture { staged.append(picture.stage(LecturePlot(fits, name: recording.fileName.shortened).figure)) }
    if let levels, let levelsOut {
      let format = try StorageFormat(path: levelsOut)
      let archive = TensorArchive(tensors: ["levels": .double(set.levels)], metadata: ["recording": recording.fileName])
      staged.append(
        StagedOutput(file: levels, content: "the levels") { temporary in
          do {
            try archive.write(to: temporary, format: format)
          } catch {
            throw OutputError.writing(path: levels.path, reason: "\(error)")
          }
        })
    }
    print(LectureReport(fits, set: set, name: recording.fileName, written: try Outputs.publish(staged)).text)
  }
}
