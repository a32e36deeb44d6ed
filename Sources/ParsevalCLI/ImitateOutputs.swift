import Parseval

/// The files that an imitation writes: all or none.
struct ImitateOutputs {
  private let recording: RecordingOutput
  private let picture: PictureOutput?
  private let title: String

  /// Checks that each can be written.
  init(_ command: ImitateCommand, for excerpt: AudioFile) throws(OutputError) {
    title = "\(command.recording.fileName.shortened), imitated by harmonics and noise"
    var outputs = Outputs(inputs: [command.recording])
    recording = try outputs.recording(command.output, like: excerpt)
    picture = if let path = command.plot { try outputs.picture(path) } else { nil }
  }

  /// Writes the imitation and the picture; returns what each file is, for the report.
  func write(_ excerpt: AudioFile, _ imitation: Imitation) throws -> [WrittenFile] {
    var sound = excerpt
    sound.channels = [imitation.sound.samples]
    var staged = [recording.stage(sound, "the imitation")]
    if let picture {
      staged.append(picture.stage(ImitatePlot(imitation, of: excerpt, title: title).figure))
    }
    return try Outputs.publish(staged)
  }
}
