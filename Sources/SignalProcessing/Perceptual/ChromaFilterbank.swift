public import Autodiff
import ComplexNumbers
import Fourier

/// Pitch classes as sums over the bins of a spectrum, over all octaves: […, bins] to […, classes].
///
/// A bin that lies p classes above an A belongs to class c with the weight exp(−2(d/w)²), where d is how far p is from c
/// around the octave, and w ≥ 1 the distance to the next bin in classes. A bin's weights have the Euclidean norm
/// exp(−½((o − 5)/2)²), o octaves above 27.5 Hz: what is near 880 Hz counts most.
///
/// - Complexity: O(classes · bins) for each spectrum, both ways.
/// - Source: D. P. W. Ellis, "Chroma feature analysis and synthesis" (2007); librosa's `filters.chroma`.
public struct ChromaFilterbank: Sendable {
  /// N, the points of the spectra's DFT.
  public let fftLength: Int
  private let bands: [Band]

  /// `classCount` pitch classes, of which the first is C (or, if they are not a multiple of 12, up to 11 classes off).
  ///
  /// Traps unless there is at least one class, N is at least 2 and the sample rate in Hz is positive.
  public init(classCount: Int = 12, fftLength: Int, sampleRate: Double) {
    require(
      classCount >= 1 && fftLength >= 2 && sampleRate > 0 && sampleRate.isFinite,
      "\(classCount) pitch classes for DFTs of \(fftLength) points at \(sampleRate) Hz")
    self.fftLength = fftLength
    let count = Double(classCount)
    // Positions of all N bins in classes; the one at 0 Hz is made up, an octave and a half below the first.
    var positions = (1..<fftLength).map { count * .log2(Double($0) * sampleRate / Double(fftLength) / 27.5) }
    positions.insert((positions.first ?? 0) - 1.5 * count, at: 0)
    let half = (count / 2).rounded(.toNearestOrEven)
    var columns: [[Double]] = []
    for bin in 0...(fftLength / 2) {
      let width = bin + 1 < fftLength ? max(positions[bin + 1] - positions[bin], 1) : 1
      let bumps = (0..<classCount).map { index -> Double in
        let around = positions[bin] - Double(index) + half
        let distance = around - count * (around / count).rounded(.down) - half
        return .exp(-2 * (distance / width) * (distance / width))
      }
      let norm = bumps.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let octave = (positions[bin] / count - 5) / 2
      let loudness = Double.exp(-0.5 * octave * octave)
      columns.append(bumps.map { $0 / norm * loudness })
    }
    let shift = 3 * (classCount / 12)
    bands = (0..<classCount).map { index in Band(row: columns.map { $0[(index + shift) % classCount] }) }
  }

  /// The number of pitch classes.
  public var classCount: Int { bands.count }

  /// The number of bins of a spectrum, ⌊N/2⌋ + 1.
  public var binCount: Int { fftLength / 2 + 1 }

  /// The matrix of weights, a row for each class.
  public var weights: [[Double]] { bands.map { $0.row(count: binCount) } }

  /// The pitch classes of spectra, […, bins] to […, classes]. Traps unless the bins are as many as a DFT of
  /// ``fftLength`` points has.
  public func callAsFunction<T: TensorScalar>(_ spectra: Tensor<T>) -> Tensor<T> { operation()(spectra) }

  /// The filterbank as a linear operator.
  public func operation<T: TensorScalar>() -> some LinearOperator<T, T> {
    BandSum<T>(binCount: binCount, bands: bands)
  }
}
