import Parseval

/// Spikes at random places, recovered from their Fourier samples and from a blur.
struct SpikeExperiments {
  private static let length = 512, spikeCount = 60, binCount = 128
  private static let transitionLength = 256, transitionBins = 64, trials = 10
  private static let spikeCounts = Array(stride(from: 8, through: 80, by: 8))
  private static let blurLength = 300, blurSpikes = 12

  private let spikes: Tensor<Double>
  private let zeroFilled: Tensor<Double>
  private let recovered: SparseSolution<Double>
  /// Of `trials`, for each of the spike counts.
  private let successes: [Int]
  private let train: Tensor<Double>
  private let blurred: Tensor<Double>
  private let deconvolved: SparseSolution<Double>
  private let wiener: Tensor<Double>

  /// Runs all experiments. `progress` hears of each part that is done, and how many there are.
  init(seed: UInt64, progress: (_ step: Int, _ steps: Int) -> Void) {
    let steps = Self.spikeCounts.count + 2
    var random = RandomNumbers(seed: seed)
    spikes = random.spikes(Self.spikeCount, of: Self.length)
    let sampling = SubsampledDFT<Double>.random(length: Self.length, count: Self.binCount, seed: seed)
    zeroFilled = sampling.adjoint(sampling(spikes))
    recovered = SparseRecovery()(sampling, sampling(spikes), shape: [Self.length], operatorNorm: 1)
    progress(1, steps)

    var successes: [Int] = []
    for count in Self.spikeCounts {
      successes.append(
        (0..<Self.trials).reduce(0) { sum, trial in
          let truth = random.spikes(count, of: Self.transitionLength)
          let sampling = SubsampledDFT<Double>.random(
            length: Self.transitionLength, count: Self.transitionBins, seed: seed &+ UInt64(trial))
          let found = SparseRecovery()(
            sampling, sampling(truth), shape: [Self.transitionLength], operatorNorm: 1)
          return sum + (relativeError(of: found.x, truth) < 1e-6 ? 1 : 0)
        })
      progress(1 + successes.count, steps)
    }
    self.successes = successes

    train = random.spikes(Self.blurSpikes, of: Self.blurLength)
    let response = Tensor((0..<16).map { Double.exp(-0.5 * Double(($0 - 6) * ($0 - 6)) / 4) })
    let blur = CausalConvolution(response, length: Self.blurLength, keepsTail: true)
    let clean = blur(train)
    let noise = 0.01 * norm(clean) * random.direction(clean.count)
    blurred = clean + noise
    deconvolved = SparseRecovery(noiseNorm: norm(noise), solver: FISTA(iterations: 3000, tolerance: 1e-5))(
      blur, blurred, shape: [Self.blurLength])
    wiener = bestWiener(blurred, response, truth: train)
    progress(steps, steps)
  }

  /// The spikes up to which half of the trials succeed, by the theory, for ever longer signals.
  private var transition: Double {
    let measured = 2 * Double(Self.transitionBins)
    return measured * SparseRecovery.phaseTransition(undersampling: measured / Double(Self.transitionLength))
  }

  var lines: [String] {
    let found = TextTable(rows: [
      [
        "\(Self.spikeCount) spikes among \(Self.length) samples, from \(Self.binCount) of 255 Fourier samples",
        "SNR (dB)",
      ],
      ["  the other Fourier samples taken as 0", signalToNoise(of: zeroFilled, spikes).formatted(decimals: 1)],
      ["  basis pursuit", signalToNoise(of: recovered.x, spikes).formatted(decimals: 1)],
      ["\(Self.blurSpikes) spikes blurred by a bell of 16 samples, noise 40 dB below", ""],
      ["  Wiener's filter at its best", signalToNoise(of: wiener, train).formatted(decimals: 1)],
      ["  sparse deconvolution", signalToNoise(of: deconvolved.x, train).formatted(decimals: 1)],
    ])
    let counted = TextTable(
      rows: [["spikes among \(Self.transitionLength) samples"] + Self.spikeCounts.map { "\($0)" }]
        + [["found exactly, of \(Self.trials)"] + successes.map { "\($0)" }])
    return found.lines(indent: 0) + [""] + counted.lines(indent: 0) + [
      "from \(Self.transitionBins) Fourier samples; "
        + "by the theory up to about \(transition.formatted(decimals: 0)) spikes"
    ]
  }

  var figure: Figure {
    Figure(
      title: "Sparse signals from few measurements",
      subtitle:
        "Spikes from half of their Fourier samples: error "
        + "\(relativeError(of: recovered.x, spikes).formatted(significantDigits: 2)); "
        + "from a blur with noise: SNR \(signalToNoise(of: deconvolved.x, train).formatted(decimals: 1)) dB",
      panels: [
        Panel(
          title: "\(Self.spikeCount) spikes from \(Self.binCount) of 255 bins",
          x: PlotAxis(label: "sample", range: 0...Double(Self.length)),
          y: PlotAxis(label: "amplitude"),
          lines: [
            PlotLine(x: places(zeroFilled), y: zeroFilled.elements, style: .before, title: "others 0"),
            .stems(spikes, .target, "spikes"), .points(recovered.x, .after, "basis pursuit"),
          ]),
        Panel(
          title: "Successes of \(Self.trials): \(Self.transitionLength) samples, \(Self.transitionBins) bins",
          x: PlotAxis(label: "spikes", range: 0...88), y: PlotAxis(label: "successes", range: 0...1.05),
          lines: [
            PlotLine(
              x: Self.spikeCounts.map(Double.init), y: successes.map { Double($0) / Double(Self.trials) },
              style: .single,
              title: "counted"),
            PlotLine(x: [transition, transition], y: [0, 1.05], style: .guide, title: "theory"),
          ]),
        Panel(
          title: "\(Self.blurSpikes) spikes, blurred", x: PlotAxis(label: "sample", range: 0...Double(Self.blurLength)),
          y: PlotAxis(label: "amplitude"),
          lines: [
            PlotLine(x: places(blurred), y: blurred.elements.map { $0 / 3 }, style: .before, title: "blurred, 1/3"),
            .stems(train, .target, "spikes"),
            PlotLine(x: places(wiener), y: wiener.elements, style: .third, title: "Wiener"),
            .points(deconvolved.x, .after, "sparse"),
          ]),
      ])
  }

  private func places(_ x: Tensor<Double>) -> [Double] { (0..<x.count).map(Double.init) }
}

extension PlotLine {
  /// Upright lines from 0 to each number that is not 0.
  fileprivate static func stems(_ x: Tensor<Double>, _ style: LineStyle, _ title: String) -> PlotLine {
    var places: [Double] = [], heights: [Double] = []
    for (place, height) in x.elements.enumerated() where height != 0 {
      places += [Double(place), Double(place), Double(place)]
      heights += [0, height, .nan]
    }
    return PlotLine(x: places, y: heights, style: style, title: title)
  }

  /// A point at each number that is not 0.
  fileprivate static func points(_ x: Tensor<Double>, _ style: LineStyle, _ title: String) -> PlotLine {
    let shown = x.elements.indices.filter { x.elements[$0] != 0 }
    return PlotLine(
      x: shown.map(Double.init), y: shown.map { x.elements[$0] }, style: style, title: title, isPoints: true)
  }
}

/// What the experiments draw.
struct RandomNumbers {
  private var numbers: SplitMix64

  init(seed: UInt64) { numbers = SplitMix64(seed: seed) }

  /// Normally distributed heights at `count` places of `length`.
  mutating func spikes(_ count: Int, of length: Int) -> Tensor<Double> {
    let places = SampleSelection<Double>.random(length: length, count: count, seed: numbers.next())
    return places.adjoint(normal(count))
  }

  /// A random vector of length 1.
  mutating func direction(_ count: Int) -> Tensor<Double> {
    let x = normal(count)
    return x / norm(x)
  }

  private mutating func normal(_ count: Int) -> Tensor<Double> {
    Tensor.normal(shape: [count], using: &numbers)
  }
}

/// Wiener's filter with the regularization, among the powers of ten, that suits the truth best: what it can do at most.
func bestWiener<T: TensorScalar>(_ y: Tensor<T>, _ h: Tensor<T>, truth: Tensor<T>) -> Tensor<T> {
  let estimates = (1...8).map { wienerDeconvolve(y, h, noiseToSignal: T(Double.pow(10, -Double($0)))) }
  let errors = estimates.map { sum(square($0 - truth)).scalar }
  return zip(estimates, errors).min { $0.1 < $1.1 }?.0 ?? estimates[0]
}

func norm(_ x: Tensor<Double>) -> Double { sum(square(x)).scalar.squareRoot() }

/// ‖x − truth‖/‖truth‖.
func relativeError(of x: Tensor<Double>, _ truth: Tensor<Double>) -> Double { norm(x - truth) / norm(truth) }

/// In dB.
func signalToNoise(of x: Tensor<Double>, _ truth: Tensor<Double>) -> Double {
  -20 * .log10(relativeError(of: x, truth))
}
