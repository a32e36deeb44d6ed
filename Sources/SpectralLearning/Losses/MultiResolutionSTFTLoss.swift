public import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

/// The multi-resolution STFT loss: spectral convergence plus log-magnitude distance, averaged over STFTs of several
/// resolutions; and other terms, bands and weightings, as one likes.
///
/// L = 1/R Σᵣ (‖|Y| − |X|‖/‖|Y|‖ + mean|ln|X| − ln|Y||), with magnitudes |X| = √max(|STFT x|², ε). Frames that are
/// too coarse in time are fine in frequency and the other way round, so that no shift or smear goes unseen by all.
/// Where x = y, and in bins of x below the floor, the derivative is 0: a silent estimate feels no slope.
///
/// ```swift
/// let loss = MultiResolutionSTFTLoss()
/// let (value, slope) = valueWithGradient(at: estimate) { loss($0, target) }
///
/// let heard = MultiResolutionSTFTLoss(
///   weights: STFTLossWeights(linearMagnitude: 1), bands: .mel(count: 64, sampleRate: 44_100),
///   filter: .aWeighting(sampleRate: 44_100))
/// ```
///
/// - Source: R. Yamamoto, E. Song and J.-M. Kim, "Parallel WaveGAN", ICASSP 2020; options, defaults and values of auraloss
///   0.4's `MultiResolutionSTFTLoss`, but for phases below the floor, which are 0 here.
public struct MultiResolutionSTFTLoss: Sendable {
  /// The transforms whose losses are averaged.
  public let resolutions: [STFT]
  /// ε, the floor under powers |STFT|², in the unit of the signal squared.
  public let powerFloor: Double
  /// How much each term counts.
  public let weights: STFTLossWeights
  /// Whether magnitudes are compared by absolute differences or squares; auraloss's `mag_distance`.
  public let distance: ElementwiseDistance
  /// The bands in which magnitudes are compared; auraloss's `scale` and `n_bins`.
  public let bands: SpectralBands
  /// The filter that both signals pass before; auraloss's `perceptual_weighting` is `.aWeighting(sampleRate:)`.
  public let filter: PerceptualFilter?
  /// Whether the target's magnitudes are scaled to those of the estimate, by Σ|X||Y|/Σ|Y|² of each signal; auraloss's
  /// `scale_invariance`.
  public let isScaleInvariant: Bool
  /// How many threads an evaluation in bins may use at most. Value and gradient have the same bits with any number.
  public var threadCount = 1
  private let filterbanks: [BandFilterbank]

  /// The three resolutions of the paper: DFTs of 1024, 2048 and 512 points with Hann windows of 600, 1200 and 240 and
  /// hops of 120, 240 and 50 samples.
  public static let standardResolutions = [
    STFT(window: .hann(600), hopLength: 120, fftLength: 1024),
    STFT(window: .hann(1200), hopLength: 240, fftLength: 2048),
    STFT(window: .hann(240), hopLength: 50, fftLength: 512),
  ]

  /// The loss averaged over `resolutions`. Traps if there are none, or the floor is not positive and finite.
  public init(
    resolutions: [STFT] = standardResolutions, powerFloor: Double = 1e-8, weights: STFTLossWeights = STFTLossWeights(),
    distance: ElementwiseDistance = .l1, bands: SpectralBands = .linear, filter: PerceptualFilter? = nil,
    isScaleInvariant: Bool = false
  ) {
    require(!resolutions.isEmpty, "a multi-resolution loss needs at least one resolution")
    require(
      powerFloor > 0 && powerFloor.isFinite, "the floor under powers is \(powerFloor), but must be positive and finite")
    self.resolutions = resolutions
    self.powerFloor = powerFloor
    self.weights = weights
    self.distance = distance
    self.bands = bands
    self.filter = filter
    self.isScaleInvariant = isScaleInvariant
    filterbanks = resolutions.map { bands.filterbank(fftLength: $0.fftLength) }
  }

  /// The loss of signals along the last axis.
  ///
  /// Traps if the shapes differ, or the signals are no longer than half of a DFT that mirrors them.
  /// - Parameters:
  ///   - estimate: signals x, […, T].
  ///   - target: signals y of the same shape.
  ///   - reduction: as auraloss has it, `.mean` and `.sum` go over the bins, frames and signals of the magnitude distances,
  ///     and give a scalar; spectral convergence is one ratio of norms over the whole batch, and phases are averaged.
  ///     `.none` gives one loss for each signal, […], as if it were alone.
  /// - Complexity: O(T/hop · N log N) for each signal and resolution, both ways.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    if let loss = fused(estimate, target, reduction) { return loss }
    let terms = terms(estimate, target, reduction: reduction)
    let weighted = [
      (weights.spectralConvergence, terms.spectralConvergence), (weights.logMagnitude, terms.logMagnitude),
      (weights.linearMagnitude, terms.linearMagnitude), (weights.phase, terms.phase),
    ].filter { $0.0 != 0 }
    let losses = resolutions.indices.map { index -> Tensor<T> in
      let parts = weighted.map { $0.0 == 1 ? $0.1[index] : $0.1[index] * T($0.0) }
      return parts.dropFirst().reduce(parts.first ?? terms.phase[index], +)
    }
    return losses.dropFirst().reduce(losses[0], +) / T(losses.count)
  }

  /// The loss by one operation for each resolution, where ``STFTLoss`` has its terms.
  private func fused<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, _ reduction: Reduction
  ) -> Tensor<T>? {
    guard bands == .linear, !isScaleInvariant, weights.phase == 0, reduction == .mean else { return nil }
    let (x, y) = filtered(estimate, target)
    let losses = resolutions.map { stft in
      var loss = STFTLoss(
        stft, spectralConvergence: weights.spectralConvergence, logMagnitude: weights.logMagnitude,
        linearMagnitude: weights.linearMagnitude, distance: distance, powerFloor: powerFloor)
      loss.threadCount = threadCount
      return loss(x, y)
    }
    return losses.dropFirst().reduce(losses[0], +) / T(losses.count)
  }

  /// Both signals as the transforms get them. Traps as the loss itself.
  private func filtered<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> (Tensor<T>, Tensor<T>) {
    requireSameShape("MultiResolutionSTFTLoss", estimate, target)
    require(T(powerFloor) > 0, "the floor under powers, \(powerFloor), is 0 in the precision of the signals")
    guard let filter else { return (estimate, target) }
    return (filter(estimate), filter(target))
  }

  /// The terms of the loss, resolution by resolution. Traps as the loss itself.
  public func terms<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> STFTLossTerms<T> {
    let (estimate, target) = filtered(estimate, target)
    var terms = STFTLossTerms<T>()
    for (stft, bands) in zip(resolutions, filterbanks) {
      append(stft(estimate), stft(target), in: bands, reduction, to: &terms)
    }
    return terms
  }

  private func append<T: TensorScalar>(
    _ estimate: Tensor<Complex<T>>, _ target: Tensor<Complex<T>>, in bands: BandFilterbank, _ reduction: Reduction,
    to terms: inout STFTLossTerms<T>
  ) {
    let zero = Tensor<T>.zeros(reduction == .none ? Array(estimate.shape.dropLast(2)) : [])
    func add(_ term: WritableKeyPath<STFTLossTerms<T>, [Tensor<T>]>, weight: Double, _ value: () -> Tensor<T>) {
      terms[keyPath: term].append(weight == 0 ? zero : value())
    }
    let x = bands(modulus(estimate, powerFloor: T(powerFloor)))
    var y = bands(modulus(target, powerFloor: T(powerFloor)))
    if isScaleInvariant { y = y * scale(of: y, to: x) }
    add(\.spectralConvergence, weight: weights.spectralConvergence) {
      spectralConvergence(x, y, axes: reduction == .none ? [-2, -1] : nil, reduction: reduction)
    }
    add(\.logMagnitude, weight: weights.logMagnitude) {
      let distances = logarithmicDistance(x, y, distance, reduction)
      return reduction == .none ? mean(distances, axes: [-2, -1]) : distances
    }
    add(\.linearMagnitude, weight: weights.linearMagnitude) { distance.perSignal(x, y, reduction) }
    add(\.phase, weight: weights.phase) {
      let phases = audiblePhase(estimate, T(powerFloor)), others = audiblePhase(target, T(powerFloor))
      return ElementwiseDistance.l2.perSignal(phases, others, reduction == .none ? .none : .mean)
    }
  }

  /// Σxy/Σy² of each signal.
  private func scale<T: TensorScalar>(of y: Tensor<T>, to x: Tensor<T>) -> Tensor<T> {
    sum(x * y, axes: [-2, -1], keepingAxes: true) / sum(square(y), axes: [-2, -1], keepingAxes: true)
  }
}
