public import Autodiff
import ComplexNumbers
import Fourier
import SignalProcessing

/// The multi-scale spectral loss: distances of magnitudes and of their logarithms, summed over STFTs of several lengths.
///
/// Σ_N (w₁·mean|x − y| + w₂·mean|Δₘx − Δₘy| + w₃·mean|Δₖx − Δₖy| + w₄·mean|Σₖx − Σₖy| + w₅·mean|ln x̂ − ln ŷ|), with
/// magnitudes x, y, their differences Δ from frame to frame and from bin to bin, their running sums over the bins, and
/// x̂ = max(x, ε). Frames of N samples under Hann's window overlap by three quarters, the first starts with the signal,
/// and zeros follow its end.
///
/// At x = y value and derivative are 0; so is the derivative at silence, and of the logarithm below ε.
/// - Source: J. Engel, L. Hantrakul, C. Gu and A. Roberts, "DDSP: Differentiable digital signal processing", ICLR 2020;
///   terms and defaults of ddsp's `losses.SpectralLoss`, which has the target first.
public struct MultiScaleSpectralLoss: Sendable, Hashable {
  /// How much each term counts; those with the weight 0 are not computed.
  public struct Weights: Sendable, Hashable, Codable {
    /// w₁, of magnitudes; ddsp's `mag_weight`.
    public var magnitude: Double
    /// w₂, of their differences in time; `delta_time_weight`.
    public var timeDifference: Double
    /// w₃, of their differences in frequency; `delta_freq_weight`.
    public var frequencyDifference: Double
    /// w₄, of their running sums over frequency; `cumsum_freq_weight`.
    public var cumulativeMagnitude: Double
    /// w₅, of their logarithms; `logmag_weight`.
    public var logMagnitude: Double

    /// The weights 1, 0, 0, 0, 0, or others; the paper's are 1 for magnitudes and their logarithms.
    public init(
      magnitude: Double = 1, timeDifference: Double = 0, frequencyDifference: Double = 0,
      cumulativeMagnitude: Double = 0, logMagnitude: Double = 0
    ) {
      self.magnitude = magnitude
      self.timeDifference = timeDifference
      self.frequencyDifference = frequencyDifference
      self.cumulativeMagnitude = cumulativeMagnitude
      self.logMagnitude = logMagnitude
    }
  }

  /// The lengths N of the frames.
  public let fftLengths: [Int]
  /// How much each term counts.
  public let weights: Weights
  /// Of absolute differences or of squares; ddsp's `loss_type`.
  public let distance: ElementwiseDistance
  /// ε, in the unit of magnitudes.
  public let magnitudeFloor: Double

  /// The loss over frames of these lengths. Traps unless they are multiples of 4, and the floor is positive and finite.
  public init(
    fftLengths: [Int] = [2048, 1024, 512, 256, 128, 64], weights: Weights = Weights(),
    distance: ElementwiseDistance = .l1, magnitudeFloor: Double = 1e-5
  ) {
    require(!fftLengths.isEmpty, "a multi-scale spectral loss needs at least one length of frames")
    for length in fftLengths {
      require(length >= 4 && length % 4 == 0, "frames of \(length) samples can't overlap by three quarters")
    }
    require(
      magnitudeFloor > 0 && magnitudeFloor.isFinite,
      "the floor under magnitudes is \(magnitudeFloor), but must be positive and finite")
    self.fftLengths = fftLengths
    self.weights = weights
    self.distance = distance
    self.magnitudeFloor = magnitudeFloor
  }

  /// The loss of signals along the last axis, […, T].
  ///
  /// Traps if the shapes differ or are those of scalars, or there are no samples.
  /// - Parameter reduction: one loss for each signal, their sum or mean.
  /// - Complexity: O(T log N) for each signal and length, both ways.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("MultiScaleSpectralLoss", estimate, target)
    require(estimate.rank >= 1 && estimate.count > 0, "MultiScaleSpectralLoss: signals of shape \(estimate.shape)")
    let floor: T = positiveConstant("the floor under magnitudes", magnitudeFloor)
    let losses = fftLengths.map { length in
      loss(magnitudes(estimate, length), magnitudes(target, length), floor)
    }
    return reduction(losses.dropFirst().reduce(losses[0], +))
  }

  private func magnitudes<T: TensorScalar>(_ x: Tensor<T>, _ length: Int) -> Tensor<T> {
    let hop = length / 4, samples = x.shape[x.rank - 1]
    let frames = (samples + hop - 1) / hop
    let stft = STFT(window: .hann(length), hopLength: hop, padding: .none)
    return abs(stft(x.padded(after: (frames - 1) * hop + length - samples)))
  }

  private func loss<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>, _ floor: T) -> Tensor<T> {
    var sum = Tensor<T>.zeros(Array(x.shape.dropLast(2)))
    func add(_ weight: Double, _ feature: (Tensor<T>) -> Tensor<T>) {
      guard weight != 0 else { return }
      let (x, y) = (feature(x), feature(y))
      // One frame has no difference to another.
      if x.count > 0 { sum = sum + mean(distance(x, y, .none), axes: [-2, -1]) * T(weight) }
    }
    add(weights.magnitude) { $0 }
    add(weights.timeDifference) { $0.differences(axis: -2) }
    add(weights.frequencyDifference) { $0.differences(axis: -1) }
    add(weights.cumulativeMagnitude) { $0.cumulativeSum(axis: -1) }
    add(weights.logMagnitude) { log(clamp($0, min: floor)) }
    return sum
  }
}
