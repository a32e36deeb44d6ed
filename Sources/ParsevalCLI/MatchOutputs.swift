import Foundation
import Parseval

/// The files that a match writes: all or none.
struct MatchOutputs {
  private let recording: OutputFile
  private let container: AudioContainer
  private let sampleFormat: SampleFormat
  private let filter: OutputFile?
  private let plot: (file: OutputFile, gnuplot: Gnuplot)?
  private let title: String
  private let isAligned: Bool

  /// Checks that each can be written.
  init(_ command: MatchCommand, for source: AudioFile) throws(OutputError) {
    let inputs = [command.source, command.target]
    title = "\(command.source.fileName.shortened), equalized to sound like \(command.target.fileName.shortened)"
    isAligned = command.aligned
    // The command has checked its extension.
    container = AudioContainer(path: command.output) ?? .wav
    sampleFormat = container.nearest(to: source.sampleFormat)

    var checked = source
    checked.sampleFormat = sampleFormat
    try checked.checkFits(container, path: command.output)

    recording = try OutputFile(path: command.output, inputs: inputs)
    filter = if let path = command.filterOut { try OutputFile(path: path, inputs: inputs) } else { nil }
    plot =
      if let path = command.plot { (try OutputFile(path: path, inputs: inputs), try Gnuplot()) } else { nil }

    let files = [recording, filter, plot?.file].compactMap(\.self)
    for (index, file) in files.enumerated() where files[..<index].contains(where: file.isSameFile) {
      throw .sameAsOutput(path: file.path)
    }
  }

  /// Writes the equalized recording, the filter and the picture; returns what each file is, for the report.
  func write(_ source: AudioFile, through fitted: FittedEqualizer) throws -> [(path: String, content: String)] {
    var equalized = source
    equalized.channels = fitted.apply(to: source.channels)
    equalized.sampleFormat = sampleFormat
    let (recording, attenuation) = equalized.attenuatedToFit()

    var stages: [(OutputFile, (String) throws -> Void)] = [
      (self.recording, { try recording.write(to: $0, for: self.recording.path, in: container) })
    ]
    var written = [(path: self.recording.path, content: "the equalized recording: \(recording)")]
    if let filter {
      stages.append((filter, { try FilterDocument(fitted.filter).write(to: $0, for: filter.path) }))
      written.append((filter.path, "the equalizer"))
    }
    if let plot {
      var picture = MatchPlot(fitted, title: title, nyquist: Double(source.sampleRate) / 2)
      if isAligned { picture.lossTitle = "Loss before each step of the descent, which sees one excerpt after another" }
      let script = picture.script()
      stages.append((plot.file, { try plot.gnuplot.draw(script: script, to: $0, for: plot.file.path) }))
      written.append((plot.file.path, "the picture"))
    }
    try OutputFile.publish(stages)

    if sampleFormat != source.sampleFormat {
      StandardError.note(
        "\(container.rawValue) holds no \(source.sampleFormat) samples: "
          + "'\(self.recording.path)' has \(sampleFormat) samples instead")
    }
    if attenuation > 0 {
      StandardError.note(
        "'\(self.recording.path)' was made \(attenuation.formatted(decimals: 2)) dB quieter, "
          + "for it would have clipped in \(sampleFormat) samples")
    }
    return written
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
  fileprivate var shortened: String { count <= 36 ? self : "\(prefix(20))…\(suffix(15))" }
}
