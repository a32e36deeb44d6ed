/// The files that a command writes: each is checked before the long work, and all are written or none.
struct Outputs {
  private let inputs: [String]
  private var files: [OutputFile] = []

  /// Outputs of a command that reads the files at `inputs`.
  init(inputs: [String] = []) { self.inputs = inputs }

  /// A file of any kind. Throws unless it can be written, and is neither an input nor an output already.
  mutating func file(_ path: String) throws(OutputError) -> OutputFile {
    let file = try OutputFile(path: path, inputs: inputs)
    if files.contains(where: file.isSameFile) { throw .sameAsOutput(path: path) }
    files.append(file)
    return file
  }

  /// A recording, in the container that the path's extension names, in the sample format of `source`, or the nearest.
  mutating func recording(_ path: String, like source: AudioFile) throws(OutputError) -> RecordingOutput {
    // The command has checked its extension.
    let container = AudioContainer(path: path) ?? .wav
    var checked = source
    checked.sampleFormat = container.nearest(to: source.sampleFormat)
    try checked.checkFits(container, path: path)
    return RecordingOutput(
      file: try file(path), container: container, wanted: source.sampleFormat, held: checked.sampleFormat)
  }

  /// A picture, for which gnuplot has to be there.
  mutating func picture(_ path: String) throws(OutputError) -> PictureOutput {
    PictureOutput(file: try file(path), gnuplot: try Gnuplot())
  }

  /// Writes all files or none, then says what there is to note. Returns what each file is, for the report.
  static func publish(_ staged: [StagedOutput]) throws -> [WrittenFile] {
    try OutputFile.publish(staged.map { ($0.file, $0.write) })
    for output in staged { output.notes.forEach(StandardError.note) }
    return staged.map { WrittenFile(path: $0.file.path, content: $0.content) }
  }
}

/// A file and what goes into it.
struct StagedOutput {
  var file: OutputFile
  /// What it is, in a few words.
  var content: String
  /// Writes it over the file at this path.
  var write: (String) throws -> Void
  var notes: [String] = []
}

/// A file that was written, and what it is, in a few words.
struct WrittenFile {
  var path: String
  var content: String

  /// The end of a report: each file in a line.
  static func lines(_ files: [WrittenFile]) -> [String] {
    ["written"] + files.map { "  \($0.path): \($0.content)" }
  }
}

/// A recording to be written.
struct RecordingOutput {
  fileprivate let file: OutputFile
  fileprivate let container: AudioContainer
  fileprivate let wanted: SampleFormat
  fileprivate let held: SampleFormat

  /// Where an integer format would clip `recording`, all of it is made quieter.
  func stage(_ recording: AudioFile, _ content: String) -> StagedOutput {
    var recording = recording
    recording.sampleFormat = held
    let (fitting, attenuation) = recording.attenuatedToFit()
    var output = StagedOutput(file: file, content: "\(content): \(fitting)") { [file, container] temporary in
      try fitting.write(to: temporary, for: file.path, in: container)
    }
    if held != wanted {
      output.notes.append(
        "\(container.rawValue) holds no \(wanted) samples: '\(file.path)' has \(held) samples instead")
    }
    if attenuation > 0 {
      output.notes.append(
        "'\(file.path)' was made \(attenuation.formatted(decimals: 2)) dB quieter, "
          + "for it would have clipped in \(held) samples")
    }
    return output
  }
}

/// A picture to be drawn.
struct PictureOutput {
  fileprivate let file: OutputFile
  fileprivate let gnuplot: Gnuplot

  func stage(_ figure: Figure) -> StagedOutput {
    StagedOutput(file: file, content: "the picture") { [file, gnuplot] temporary in
      try gnuplot.draw(script: figure.script(), to: temporary, for: file.path)
    }
  }
}
