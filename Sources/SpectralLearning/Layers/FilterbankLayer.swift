public import Autodiff
import Fourier

/// A bank of bands whose centers and widths are learned: energies […, bands] of power spectra […, bins].
///
/// Band b weighs the bin at f, in cycles per sample, by exp(−½((f − c_b)/s_b)²), the squared response of a Gabor
/// filter. Centers lie between 0 and ½, widths s_b between a quarter of a bin and ¼, whatever the parameters: c =
/// ½σ(p), and s on a logarithmic scale. The response has no kinks, unlike a triangle's.
/// ```swift
/// let bank = FilterbankLayer<Double>(centers: melFrequencies.map { $0 / 44_100 }, binCount: 513)
/// let energies = log(bank(squaredModulus(stft(x))) + 1e-9)
/// ```
/// - Source: N. Zeghidour, O. Teboul, F. de Chaumont Quitry and M. Tagliasacchi, "LEAF: a learnable frontend for audio
///   classification", ICLR 2021.
public struct FilterbankLayer<T: TensorScalar>: Parameterized, Sendable {
  /// The number of bins of a spectrum, from 0 to half the sample rate.
  public let binCount: Int
  /// What the centers are made from, [bands].
  public var center: Tensor<T>
  /// What the widths are made from, [bands].
  public var width: Tensor<T>

  /// Bands at `centers`, in cycles per sample, each half as wide (s) as the distance to its neighbors, on average.
  ///
  /// Centers are brought into the inner 98 % of their range, as widths are.
  /// - Parameters:
  ///   - centers: one for each band, ascending.
  ///   - binCount: of the spectra. Traps unless there are at least two.
  public init(centers: [Double], binCount: Int) {
    require(binCount >= 2, "spectra of \(binCount) bins have not both ends")
    self.binCount = binCount
    center = Tensor(centers.map { T(unbounded($0, Self.centerRange)) })
    let range = Self.widthRange(binCount)
    width = Tensor(
      centers.indices.map { band in
        let below = band > 0 ? centers[band - 1] : 0, above = band + 1 < centers.count ? centers[band + 1] : 0.5
        return T(unboundedGeometrically(max((above - below) / 4, range.lowerBound), range))
      })
  }

  private static var centerRange: ClosedRange<Double> { 0...0.5 }

  private static func widthRange(_ binCount: Int) -> ClosedRange<Double> {
    // Two bins have half a band between them.
    let bin = 0.5 / Double(binCount - 1)
    return (bin / 4)...max(0.25, bin)
  }

  /// c, in cycles per sample, [bands].
  public var centers: Tensor<T> { bounded(center, Self.centerRange) }

  /// s, in cycles per sample, [bands].
  public var widths: Tensor<T> { boundedGeometrically(width, Self.widthRange(binCount)) }

  /// The weights of the bins in each band, [bands, bins].
  public var weights: Tensor<T> {
    let frequencies = Tensor<T>.linearlySpaced(from: 0, through: 0.5, count: binCount)
    let distance = (frequencies - centers.expandingAxis(at: -1)) / widths.expandingAxis(at: -1)
    return exp(square(distance) * -0.5)
  }

  /// The bands' energies, […, bins] to […, bands]. Traps for another number of bins.
  ///
  /// - Complexity: O(bands·bins) for each spectrum.
  public func callAsFunction(_ power: Tensor<T>) -> Tensor<T> {
    require(
      power.rank >= 1 && power.shape.last == binCount,
      "a filterbank for \(binCount) bins was given spectra of shape \(power.shape)")
    return matmul(power, weights.transposed())
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("center", &center)
    visitor.visit("width", &width)
  }
}
