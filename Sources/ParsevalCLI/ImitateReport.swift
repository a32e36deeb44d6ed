import Parseval

/// What an imitation found, as text.
struct ImitateReport {
  private let imitation: Imitation
  private let written: [WrittenFile]

  init(_ imitation: Imitation, written: [WrittenFile]) {
    self.imitation = imitation
    self.written = written
  }

  var text: String {
    let sound = imitation.sound
    let figures = TextTable(rows: [
      ["", "before", "after"],
      ["loss", sound.lossBefore.formatted(significantDigits: 4), sound.lossAfter.formatted(significantDigits: 4)],
      ["log-spectral distance (dB)"]
        + [sound.logSpectralDistanceBefore, sound.logSpectralDistanceAfter].map { $0.formatted(decimals: 2) },
    ])
    return
      (["fundamentals (Hz)"] + pitches.lines(indent: 2)
      + ["", "fitted to the recording from \(best)"] + figures.lines(indent: 2)
      + [""] + WrittenFile.lines(written))
      .joined(separator: "\n")
  }

  /// One line.
  var summary: String {
    "fundamentals of \(best); multi-resolution STFT loss \(imitation.sound.lossBefore.formatted(significantDigits: 3)) "
      + "before, \(imitation.sound.lossAfter.formatted(significantDigits: 3)) after the fit"
  }

  private var best: String {
    imitation.sound.frequencies.map { $0.formatted(decimals: 1) }.joined(separator: " and ") + " Hz"
  }

  private var pitches: TextTable {
    let transport = imitation.searches.filter { $0.loss == .transport }
    let spectral = imitation.searches.filter { $0.loss == .spectral }
    let rows = zip(transport, spectral).flatMap { transport, spectral in
      transport.guesses.indices.map { voice in
        ["voice \(voice + 1)"]
          + [transport.guesses, transport.frequencies, spectral.frequencies].map { $0[voice].formatted(decimals: 1) }
      }
    }
    return TextTable(rows: [["", "guess", "by transport", "by spectral loss"]] + rows)
  }
}
