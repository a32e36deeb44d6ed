import Parseval

/// The picture of an imitation: how the pitches were found, both spectrograms, the spectra.
struct ImitatePlot {
  private let imitation: Imitation
  private let title: String
  private let recorded: [Double]
  private let sampleRate: Double

  init(_ imitation: Imitation, of excerpt: AudioFile, title: String) {
    self.imitation = imitation
    self.title = title
    recorded = excerpt.channels[0]
    sampleRate = Double(excerpt.sampleRate)
  }

  var figure: Figure {
    Figure(
      title: title, subtitle: ImitateReport(imitation, written: []).summary,
      panels: [
        pitchPanel, spectrogram(of: recorded, "The recording"),
        spectrogram(of: imitation.sound.samples, "The imitation"), spectraPanel,
      ])
  }

  private var pitchPanel: Panel {
    let paths = imitation.searches.flatMap { search in
      search.guesses.indices.map { voice in (search.loss, voice, search.path.map { $0[voice] }) }
    }
    let all = paths.flatMap(\.2), steps = paths.map { $0.2.count }.max() ?? 2
    let ends = (all.min() ?? 50) / 1.3...(all.max() ?? 4000) * 1.3
    // Each loss is named once.
    var named: Set<PitchLoss> = []
    let lines = paths.map { loss, _, path in
      PlotLine(
        x: path.indices.map { Double($0) }, y: path, style: loss == .transport ? .after : .before,
        title: named.insert(loss).inserted ? (loss == .transport ? "optimal transport" : "plain spectral loss") : nil)
    }
    return Panel(
      title: "The fundamentals, step by step, from the same guesses",
      x: PlotAxis(label: "step", scale: .counting, range: 0...Double(steps - 1)),
      y: PlotAxis(label: "frequency (Hz)", scale: .frequency, range: ends), lines: lines, height: 330)
  }

  private func spectrogram(of samples: [Double], _ name: String) -> Panel {
    let length = 2048, hop = 256
    let stft = STFT(window: .hann(length), hopLength: hop, padding: .zeros)
    let frequencies = stft.frequencies(sampleRate: sampleRate).prefix { $0 <= 6000 }
    let power = squaredModulus(stft(Tensor(samples))).slice(0..<frequencies.count).elements
    let frames = power.count / frequencies.count
    let decibels = power.map { 10 * Double.log10($0 + 1e-12) }
    let loudest = 10 * Double.log10(squaredModulus(stft(Tensor(recorded))).elements.reduce(1e-12, max))
    let image = PlotImage(
      columns: (0..<frames).map { Double($0 * hop) / sampleRate }, rows: Array(frequencies),
      values: frequencies.indices.map { bin in (0..<frames).map { decibels[$0 * frequencies.count + bin] } },
      range: (loudest - 80)...loudest)
    return Panel(
      title: "\(name), from its loudest point to 80 dB below",
      x: PlotAxis(label: "time (s)", range: 0...(Double(samples.count) / sampleRate)),
      y: PlotAxis(label: "frequency (Hz)", range: 0...(frequencies.last ?? 6000)), image: image, height: 250)
  }

  private var spectraPanel: Panel {
    let axis = PlotAxis(label: "frequency (Hz)", scale: .frequency, range: 40...max(sampleRate / 2, 80))
    let curves = [recorded, imitation.sound.samples].map { samples in
      Curve(
        frequencies: rfftFrequencies(length: 4096, sampleRate: sampleRate),
        decibels: longTermSpectrum(Tensor(samples)).elements.map { 10 * Double.log10($0 + 1e-20) }
      ).within(axis.range ?? 40...80)
    }
    let levels = PlotAxis.range(of: curves.flatMap(\.decibels), span: 20...100, step: 10)
    let lines = zip(curves, [(LineStyle.target, "recording"), (.after, "imitation")]).map {
      PlotLine(x: $0.frequencies, y: $0.decibels, style: $1.0, title: $1.1)
    }
    return Panel(
      title: "Long-term spectra", x: axis, y: PlotAxis(label: "level (dB)", range: levels), lines: lines, height: 330)
  }
}
