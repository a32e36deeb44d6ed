public import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

/// A multi-resolution STFT loss whose resolutions are drawn anew at every step, so that no one of them is learned by
/// heart.
///
/// A DFT has 2ᵏ points, with k drawn from log₂ of the range, its end left out; the hop is a share of that, drawn from a
/// range; the window has the DFT's length, a half or a quarter of it, and one of five shapes (Hann, triangular, Blackman,
/// Hamming, Kaiser with β = 12). The draw is a function of seed and step: the same step has the same loss, on every
/// machine.
/// ```swift
/// let loss = RandomResolutionSTFTLoss(fftLengths: 16...4096, seed: 1)
/// for step in 0..<100 { adam.update(&model, along: gradient(at: model) { loss($0(input), target, step: step) }) }
/// ```
/// - Source: C. J. Steinmetz and J. D. Reiss, "auraloss: Audio-focused loss functions in PyTorch", DMRN+15 (2020);
///   ranges and defaults of auraloss 0.4's `RandomResolutionSTFTLoss`. Draws by SplitMix64: G. Steele, D. Lea and C. Flood,
///   "Fast splittable pseudorandom number generators", OOPSLA (2014), 453.
public struct RandomResolutionSTFTLoss: Sendable {
  /// The number of resolutions that are averaged.
  public let resolutionCount: Int
  /// From the least number of points of a DFT to twice the largest one.
  public let fftLengths: ClosedRange<Int>
  /// The hop as a share of the DFT's length.
  public let hopShares: ClosedRange<Double>
  /// For how many steps a draw serves.
  public let stepsPerDraw: Int
  /// What the draws depend on, beside the step.
  public let seed: UInt64
  private let options: MultiResolutionSTFTLoss

  /// The loss of `resolutionCount` random resolutions, with the other settings of `options`.
  ///
  /// Traps unless the counts are positive, a power of two from 2 on lies in the range of lengths below its end, and the
  /// range of hops is above 0.
  public init(
    resolutionCount: Int = 3, fftLengths: ClosedRange<Int> = 16...32768, hopShares: ClosedRange<Double> = 0.1...1,
    stepsPerDraw: Int = 1, seed: UInt64, options: MultiResolutionSTFTLoss = MultiResolutionSTFTLoss()
  ) {
    require(
      resolutionCount >= 1 && stepsPerDraw >= 1,
      "\(resolutionCount) random resolutions for \(stepsPerDraw) steps; both are positive")
    require(
      fftLengths.lowerBound >= 2 && Self.exponents(fftLengths).upperBound > Self.exponents(fftLengths).lowerBound,
      "no power of two from 2 on lies in \(fftLengths), its end left out")
    require(
      hopShares.lowerBound > 0 && hopShares.upperBound.isFinite, "hops of \(hopShares) of a DFT, but they are positive")
    self.resolutionCount = resolutionCount
    self.fftLengths = fftLengths
    self.hopShares = hopShares
    self.stepsPerDraw = stepsPerDraw
    self.seed = seed
    self.options = options
  }

  /// The resolutions of a step, counted from 0.
  public func resolutions(at step: Int) -> [STFT] {
    // Draws that follow each other start far apart in the generator's cycle.
    var key = SplitMix64(seed: seed), draw = SplitMix64(seed: UInt64(truncatingIfNeeded: step / stepsPerDraw))
    var random = SplitMix64(seed: key.next() ^ draw.next())
    return (0..<resolutionCount).map { _ in
      let exponents = Self.exponents(fftLengths)
      let length = 1 << (exponents.lowerBound + random.number(below: exponents.count))
      let share = hopShares.lowerBound + random.uniform() * (hopShares.upperBound - hopShares.lowerBound)
      let windowLength = max(1, length >> random.number(below: 3))
      let window: Window =
        switch random.number(below: 5) {
        case 0: .hann(windowLength)
        case 1: Self.triangular(windowLength)
        case 2: .blackman(windowLength)
        case 3: .hamming(windowLength)
        default: .kaiser(windowLength, beta: 12)
        }
      return STFT(window: window, hopLength: max(1, Int(Double(length) * share)), fftLength: length)
    }
  }

  /// The loss of a step. Parameters, result and traps are those of ``MultiResolutionSTFTLoss``.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, step: Int, reduction: Reduction = .mean
  ) -> Tensor<T> {
    let loss = MultiResolutionSTFTLoss(
      resolutions: resolutions(at: step), powerFloor: options.powerFloor, weights: options.weights,
      distance: options.distance, bands: options.bands, filter: options.filter,
      isScaleInvariant: options.isScaleInvariant)
    return loss(estimate, target, reduction: reduction)
  }

  /// The k of the lengths 2ᵏ: from ⌈log₂⌉ of the start up to, not including, ⌊log₂⌋ of the end.
  private static func exponents(_ lengths: ClosedRange<Int>) -> Range<Int> {
    let first = Int.bitWidth - (lengths.lowerBound - 1).leadingZeroBitCount
    let end = Int.bitWidth - 1 - lengths.upperBound.leadingZeroBitCount
    return first..<max(first, end)
  }

  /// 1 − |2n/L − 1|: PyTorch's `bartlett_window`.
  private static func triangular(_ length: Int) -> Window {
    Window((0..<length).map { length == 1 ? 1 : 1 - (2 * Double($0) / Double(length) - 1).magnitude })
  }
}
