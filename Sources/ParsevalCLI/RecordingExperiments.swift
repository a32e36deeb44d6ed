import Parseval

/// A recording recovered, as few coefficients of an MDCT, from samples in time, from Fourier samples, and from a blur.
struct RecordingExperiments {
  /// One way to measure and to recover.
  struct Result {
    let channels: [[Double]]
    /// In dB: of the signal of least energy that has the measurements, and of the recovered one.
    let before, after: Double
  }

  let fromTimes: Result
  private let fromFrequencies: Result
  private let fromBlur: Result
  /// Of an excerpt: the SNR against the part of the samples that is kept, in time and of Fourier samples.
  private let curve: [(fraction: Double, times: Double, frequencies: Double)]
  private let source: AudioFile
  private let name: String
  private let fraction: Double
  private let bins: Int
  private let seed: UInt64

  private static let fractions = [0.1, 0.2, 0.3, 0.5, 0.7, 0.9]
  private static let solver = FISTA(iterations: 60, tolerance: 1e-4)
  private static let recovery = SparseRecovery(leastPenalty: 1e-4, stepsPerDecade: 1, debiases: false, solver: solver)

  /// Runs all experiments. `progress` hears of each part that is done, and how many there are.
  init(
    _ source: AudioFile, name: String, fraction: Double, bins: Int, seed: UInt64, drawsCurve: Bool,
    progress: (_ step: Int, _ steps: Int) -> Void
  ) {
    (self.source, self.name, self.fraction, self.bins, self.seed) = (source, name, fraction, bins, seed)
    let steps = 3 + (drawsCurve ? Self.fractions.count : 0)
    fromTimes = Self.fromTimes(source.channels, fraction, bins, seed)
    progress(1, steps)
    fromFrequencies = Self.fromFrequencies(source.channels, fraction, bins, seed)
    progress(2, steps)
    fromBlur = Self.fromBlur(source.channels, bins, seed)
    progress(3, steps)
    guard drawsCurve else {
      curve = []
      return
    }
    let excerpt = [Self.excerpt(of: source)]
    var curve: [(fraction: Double, times: Double, frequencies: Double)] = []
    for fraction in Self.fractions {
      curve.append(
        (
          fraction, Self.fromTimes(excerpt, fraction, bins, seed).after,
          Self.fromFrequencies(excerpt, fraction, bins, seed).after
        ))
      progress(3 + curve.count, steps)
    }
    self.curve = curve
  }

  private static func fromTimes(_ channels: [[Double]], _ fraction: Double, _ bins: Int, _ seed: UInt64) -> Result {
    let length = channels[0].count, count = max(1, Int((fraction * Double(length)).rounded()))
    let selection = SampleSelection<Float>.random(length: length, count: count, seed: seed)
    let basis = MDCT<Float>(signalLength: length, bins: bins).adjoint
    return result(channels) { x in
      let samples = selection(x)
      let found = recovery(basis.then(selection), samples, shape: [basis.adjoint.coefficientCount], operatorNorm: 1)
      return (selection.adjoint(samples), basis(found.x))
    }
  }

  private static func fromFrequencies(
    _ channels: [[Double]], _ fraction: Double, _ bins: Int, _ seed: UInt64
  ) -> Result {
    let length = channels[0].count, inner = max(0, (length + 1) / 2 - 1)
    let count = min(inner, max(1, Int((fraction * Double(inner)).rounded())))
    let sampling = SubsampledDFT<Float>.random(length: length, count: count, seed: seed)
    let basis = MDCT<Float>(signalLength: length, bins: bins).adjoint
    return result(channels) { x in
      let samples = sampling(x)
      guard count > 0 else { return (0 * x, 0 * x) }
      let found = recovery(basis.then(sampling), samples, shape: [basis.adjoint.coefficientCount], operatorNorm: 1)
      return (sampling.adjoint(samples), basis(found.x))
    }
  }

  /// Through a response that falls to a tenth within 74 samples, with noise 40 dB below; Wiener's filter beside.
  private static func fromBlur(_ channels: [[Double]], _ bins: Int, _ seed: UInt64) -> Result {
    let length = channels[0].count
    let response = Tensor((0..<256).map { Float.exp(-Float($0) / 32) / 32 })
    let blur = CausalConvolution(response, length: length, keepsTail: true)
    let basis = MDCT<Float>(signalLength: length, bins: bins).adjoint
    var random = RandomNumbers(seed: seed)
    return result(channels) { x in
      let clean = blur(x)
      let level = 0.01 * norm(Tensor(clean.elements.map { Double($0) }))
      let noise = random.direction(clean.count)
      let measured = clean + Tensor(noise.elements.map { Float(level * $0) })
      guard level > 0 else { return (0 * x, 0 * x) }
      let found = SparseRecovery(
        noiseNorm: level, leastPenalty: 1e-6, stepsPerDecade: 1, debiases: false, solver: solver)(
          basis.then(blur), measured, shape: [basis.adjoint.coefficientCount])
      return (bestWiener(measured, response, truth: x), basis(found.x))
    }
  }

  /// Each channel by itself; the SNR is that of all.
  private static func result(
    _ channels: [[Double]], _ recover: (Tensor<Float>) -> (before: Tensor<Float>, after: Tensor<Float>)
  ) -> Result {
    let truth = Tensor(channels.flatMap(\.self))
    let results = channels.map { recover(Tensor($0.map { Float($0) })) }
    let before = results.flatMap { $0.before.elements.map { Double($0) } }
    let after = results.map { $0.after.elements.map { Double($0) } }
    return Result(
      channels: after, before: signalToNoise(of: Tensor(before), truth),
      after: signalToNoise(of: Tensor(after.flatMap(\.self)), truth))
  }

  /// Half a second of the first channel about the loudest sample.
  private static func excerpt(of source: AudioFile) -> [Double] {
    let samples = source.channels.first { $0.contains { $0 != 0 } } ?? source.channels[0]
    let loudest = samples.indices.max { samples[$0].magnitude < samples[$1].magnitude } ?? 0
    let start = max(0, min(loudest - source.sampleRate / 8, samples.count - source.sampleRate / 2))
    return Array(samples[start..<min(samples.count, start + source.sampleRate / 2)])
  }

  private var percentage: String { "\((100 * fraction).formatted(significantDigits: 3)) %" }

  var lines: [String] {
    TextTable(rows: [
      ["SNR (dB)", "simply", "sparse"],
      ["from \(percentage) of its samples in time (others 0)"] + numbers(fromTimes),
      ["from \(percentage) of its Fourier samples (others 0)"] + numbers(fromFrequencies),
      ["from a blur, noise 40 dB below (Wiener's filter at its best)"] + numbers(fromBlur),
    ]).lines(indent: 0)
  }

  private func numbers(_ result: Result) -> [String] {
    [result.before, result.after].map { $0.formatted(decimals: 2) }
  }

  var figure: Figure {
    Figure(
      title: "\(name) from \(percentage) of its samples",
      subtitle: "SNR \(fromTimes.after.formatted(decimals: 1)) dB from samples in time, "
        + "\(fromFrequencies.after.formatted(decimals: 1)) dB from Fourier samples; "
        + "frames of \(bins) coefficients, seed \(seed)",
      panels: [
        waveforms,
        Panel(
          title: "Half a second of it",
          x: PlotAxis(label: "part of the samples that is kept", range: 0...1), y: PlotAxis(label: "SNR (dB)"),
          lines: [
            PlotLine(x: curve.map(\.fraction), y: curve.map(\.times), style: .after, title: "in time, sparse"),
            PlotLine(
              x: curve.map(\.fraction), y: curve.map(\.frequencies), style: .single, title: "in frequency, sparse"),
            PlotLine(
              x: curve.map(\.fraction), y: curve.map { -10 * .log10(1 - $0.fraction) }, style: .before,
              title: "others 0"),
          ], height: 400),
      ])
  }

  /// Some 4 ms about the loudest sample of the first channel.
  private var waveforms: Panel {
    let samples = source.channels[0], length = samples.count
    let count = max(1, Int((fraction * Double(length)).rounded()))
    let kept = Set(SampleSelection<Float>.random(length: length, count: count, seed: seed).indices)
    let loudest = samples.indices.max { samples[$0].magnitude < samples[$1].magnitude } ?? 0
    let reach = max(16, source.sampleRate / 500)
    let shown = Array(max(0, loudest - reach)..<min(length, loudest + reach))
    func time(_ sample: Int) -> Double { Double(sample) / Double(source.sampleRate) }
    let known = shown.filter(kept.contains)
    return Panel(
      title: "About the loudest sample",
      x: PlotAxis(label: "time (s)", range: time(shown[0])...time(shown[shown.count - 1])),
      y: PlotAxis(label: "amplitude"),
      lines: [
        PlotLine(x: shown.map(time), y: shown.map { samples[$0] }, style: .target, title: "recording"),
        PlotLine(x: shown.map(time), y: shown.map { fromTimes.channels[0][$0] }, style: .after, title: "recovered"),
        PlotLine(x: known.map(time), y: known.map { samples[$0] }, style: .guide, title: "kept", isPoints: true),
      ], height: 400)
  }
}
