import Parseval

/// The files that a match writes: all or none.
struct MatchOutputs {
  private let recording: RecordingOutput
  private let filter: OutputFile?
  private let picture: PictureOutput?
  private let title: String
  private let seesExcerpts: Bool

  /// Checks that each can be written.
  init(_ command: MatchCommand, for source: AudioFile) throws(OutputError) {
    title = "\(command.source.fileName.shortened), equalized to sound like \(command.target.fileName.shortened)"
    seesExcerpts = command.aligned && !command.optimizer.isMinimizer
    var outputs = Outputs(inputs: [command.source, command.target])
    recording = try outputs.recording(command.output, like: source)
    filter = if let path = command.filterOut { try outputs.file(path) } else { nil }
    picture = if let path = command.plot { try outputs.picture(path) } else { nil }
  }

  /// Writes the equalized recording, the filter and the picture; returns what each file is, for the report.
  func write(_ source: AudioFile, through fitted: FittedEqualizer) throws -> [WrittenFile] {
    var equalized = source
    equalized.channels = fitted.apply(to: source.channels)
    var staged = [recording.stage(equalized, "the equalized recording")]
    if let filter {
      staged.append(
        StagedOutput(file: filter, content: "the equalizer") {
          try FilterDocument(fitted.filter).write(to: $0, for: filter.path)
        })
    }
    if let picture {
      var plot = MatchPlot(fitted, title: title, nyquist: Double(source.sampleRate) / 2)
      if seesExcerpts { plot.lossTitle = "Loss before each step of the descent, which sees one excerpt after another" }
      staged.append(picture.stage(plot.figure))
    }
    return try Outputs.publish(staged)
  }
}

extension MatchPlot {
  fileprivate init(_ fitted: FittedEqualizer, title: String, nyquist: Double) {
    let report = MatchReport(fitted, written: [])
    let response = logarithmicFrequencies(20...max(nyquist, 40), perOctave: 96)
    self.init(
      title: title, subtitle: report.summary, nyquist: nyquist,
      source: Curve(frequencies: fitted.frequencies, decibels: fitted.sourceSpectrum),
      target: Curve(frequencies: fitted.frequencies, decibels: fitted.targetSpectrum),
      equalized: Curve(frequencies: fitted.frequencies, decibels: fitted.equalizedSpectrum),
      response: Curve(frequencies: response, decibels: fitted.gains(at: response)),
      loss: fitted.lossHistory)
  }
}

extension String {
  /// For a title: the middle of a long name is left out.
  var shortened: String { count <= 36 ? self : "\(prefix(20))…\(suffix(15))" }
}
