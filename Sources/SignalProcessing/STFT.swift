public import Autodiff
public import ComplexNumbers
import Fourier

/// The short-time Fourier transform: the spectra of windowed, overlapping frames, […, T] to […, frames, ⌊N/2⌋ + 1].
///
/// X[m, k] = Σₙ w[n] · x[m·hop + n − margin] exp(−2πi kn/N): frame m, bin k = 0 … ⌊N/2⌋ in natural order, unnormalized.
/// The margin is ⌊N/2⌋ where frames are centered, as ``FramePadding`` says, and 0 else. A window shorter than N lies in
/// the middle of the frame.
/// ```swift
/// let stft = STFT(window: .hann(1024), hopLength: 256)
/// let magnitudes = abs(stft(recording))
/// let same = try stft.inverse(stft(recording), length: 44_100)
/// ```
///
/// - Complexity: O(N log N) for each frame; working memory of one frame and one padded row besides the result.
/// - Source: J. B. Allen and L. R. Rabiner, Proc. IEEE 65 (1977), 1558; the conventions of PyTorch's `stft`, but for
///   the order of the two last axes.
public struct STFT: Sendable {
  /// The weights of a frame.
  public let window: Window
  /// The samples from one frame to the next.
  public let hopLength: Int
  /// N, the points of each frame's DFT.
  public let fftLength: Int
  /// What lies beyond the signal's ends.
  public let padding: FramePadding

  /// Frames of `window`, `hopLength` samples apart.
  ///
  /// Traps unless the hop is positive and `fftLength` (the window's length, when left out) holds the window.
  public init(window: Window, hopLength: Int, fftLength: Int? = nil, padding: FramePadding = .reflection) {
    let fftLength = fftLength ?? window.length
    require(hopLength >= 1, "the hop of an STFT is \(hopLength), but must be at least 1")
    require(
      fftLength >= window.length, "a DFT of \(fftLength) points cannot hold a window of \(window.length) weights")
    self.window = window
    self.hopLength = hopLength
    self.fftLength = fftLength
    self.padding = padding
  }

  /// The number of bins of a frame, ⌊N/2⌋ + 1.
  public var binCount: Int { fftLength / 2 + 1 }

  /// The number of frames of a signal, by the formulas of ``FramePadding``.
  public func frameCount(signalLength: Int) -> Int { layout(signalLength).frameCount }

  /// The frequencies of the bins, k/N · `sampleRate`, in the unit of `sampleRate`.
  public func frequencies(sampleRate: Double) -> [Double] {
    rfftFrequencies(length: fftLength, sampleRate: sampleRate)
  }

  /// The spectra of the frames of signals along the last axis, […, T] to […, frames, bins].
  ///
  /// Traps if a signal to be mirrored is no longer than N/2.
  /// - Complexity: O(frames · N log N) for each signal.
  public func callAsFunction<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<Complex<T>> {
    require(x.rank >= 1, "an STFT takes signals along the last axis, which a scalar does not have")
    return analysis(signalLength: x.shape.last ?? 0)(x)
  }

  /// The transform of signals of one length, as a linear operator. Its adjoint is overlap-add of the windowed adjoint
  /// DFTs: ``inverse(_:length:)`` but for the half-spectrum's weights and the division.
  public func analysis<T: TensorScalar>(signalLength: Int) -> some LinearOperator<T, Complex<T>> {
    ShortTimeAnalysis<T>(layout: layout(signalLength), window: frameWindow())
  }

  /// The signal whose STFT is nearest to `spectra` in the sense of least squares; exactly the signal if `spectra` is
  /// one.
  ///
  /// x[t] = Σₘ w·y₍m₎ / Σₘ w², over the frames y₍m₎ of the inverse DFTs that touch sample t.
  /// The imaginary parts of DC and, for even N, of Nyquist are ignored.
  /// - Parameters:
  ///   - spectra: […, frames, bins]. Traps unless these are as many as a signal of `length` has.
  ///   - length: T, the samples to make, […, T].
  /// - Throws: ``STFTInversionError`` if a sample is touched by no frame, or only by weights so small that dividing by
  ///   Σ w² would leave nothing but rounding: less than an ulp of its largest value.
  /// - Complexity: O(frames · N log N) for each signal.
  /// - Source: D. W. Griffin and J. S. Lim, IEEE Trans. ASSP 32 (1984), 236.
  public func inverse<T: TensorScalar>(
    _ spectra: Tensor<Complex<T>>, length: Int
  ) throws(STFTInversionError) -> Tensor<T> {
    let synthesis: ShortTimeSynthesis<T> = try synthesis(length)
    let layout = synthesis.layout
    require(
      spectra.rank >= 2 && spectra.shape[spectra.rank - 2] == layout.frameCount && spectra.shape.last == binCount,
      "spectra of shape \(spectra.shape) are not those of \(length) samples, which have "
        + "\(layout.frameCount) frames of \(binCount) bins")
    return synthesis(spectra)
  }

  /// The inverse for signals of one length, as a linear operator, which checks once that each sample can be recovered.
  ///
  /// - Throws: ``STFTInversionError``, as ``inverse(_:length:)``.
  public func synthesis<T: TensorScalar>(
    signalLength: Int
  ) throws(STFTInversionError) -> some LinearOperator<Complex<T>, T> {
    try synthesis(signalLength) as ShortTimeSynthesis<T>
  }

  private func synthesis<T: TensorScalar>(_ signalLength: Int) throws(STFTInversionError) -> ShortTimeSynthesis<T> {
    try ShortTimeSynthesis(layout: layout(signalLength), window: frameWindow())
  }

  private func layout(_ signalLength: Int) -> FrameLayout {
    FrameLayout(signalLength: signalLength, frameLength: fftLength, hopLength: hopLength, padding: padding)
  }

  func frameWindow<T: TensorScalar>() -> FrameWindow<T> {
    FrameWindow(weights: window.weights.map { T($0) }, offset: (fftLength - window.length) / 2)
  }
}
