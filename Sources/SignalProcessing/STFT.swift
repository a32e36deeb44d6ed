public import Autodiff
public import ComplexNumbers
import Fourier

/// The short-time Fourier transform: the spectra of windowed, overlapping frames, […, T] to […, frames, ⌊N/2⌋ + 1].
///
/// X[m, k] = Σₙ w[n] · x[m·hop + n − margin] exp(−2πi kn/N): frame m, bin k = 0 … ⌊N/2⌋ in natural order, unnormalized.
/// The margin is N/2 where frames are centered, as ``FramePadding`` says, and 0 else. A window shorter than N lies in
/// the middle of the frame.
/// ```swift
/// let stft = STFT(window: .hann(1024), hopLength: 256)
/// let magnitudes = abs(stft(recording))
/// ```
///
/// - Complexity: O(N log N) for each frame; working memory of one frame and one padded row besides the result.
/// - Source: J. B. Allen and L. R. Rabiner, Proc. IEEE 65 (1977), 1558; the conventions of PyTorch's `stft`, but for the
///   order of the two last axes.
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

  /// The number of frames of a signal.
  public func frameCount(signalLength: Int) -> Int { layout(signalLength).frameCount }

  /// The frequencies of the bins, in the unit of `sampleRate`.
  public func frequencies(sampleRate: Double) -> [Double] {
    rfftFrequencies(length: fftLength, sampleRate: sampleRate)
  }

  /// The spectra of the frames of signals along the last axis. Traps if a signal to be mirrored is no longer than N/2.
  public func callAsFunction<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<Complex<T>> {
    require(x.rank >= 1, "the STFT of a scalar")
    return analysis(signalLength: x.shape.last ?? 0)(x)
  }

  /// The transform of signals of one length, as a linear operator with its adjoint.
  public func analysis<T: TensorScalar>(signalLength: Int) -> some LinearOperator<T, Complex<T>> {
    ShortTimeAnalysis<T>(layout: layout(signalLength), window: frameWindow())
  }

  /// The signal whose STFT is nearest to `spectra` in the sense of least squares; exactly the signal if `spectra` is one.
  ///
  /// x[t] = Σₘ w·y₍m₎ / Σₘ w², over the frames y₍m₎ of the inverse DFTs that touch sample t.
  /// - Parameter length: T, the samples to make; […, frames, bins] to […, T].
  /// - Throws: ``STFTInversionError`` if a sample is touched by no frame, or by weights of the window too small to divide by.
  /// - Source: D. W. Griffin and J. S. Lim, IEEE Trans. ASSP 32 (1984), 236.
  public func inverse<T: TensorScalar>(
    _ spectra: Tensor<Complex<T>>, length: Int
  ) throws(STFTInversionError) -> Tensor<T> {
    let layout = layout(length)
    require(
      spectra.rank >= 2 && spectra.shape[spectra.rank - 2] == layout.frameCount && spectra.shape.last == binCount,
      "spectra of shape \(spectra.shape) are not those of \(length) samples, which have "
        + "\(layout.frameCount) frames of \(binCount) bins")
    return try ShortTimeSynthesis<T>(layout: layout, window: frameWindow())(spectra)
  }

  private func layout(_ signalLength: Int) -> FrameLayout {
    FrameLayout(signalLength: signalLength, frameLength: fftLength, hopLength: hopLength, padding: padding)
  }

  private func frameWindow<T: TensorScalar>() -> FrameWindow<T> {
    FrameWindow(weights: window.weights.map { T($0) }, offset: (fftLength - window.length) / 2)
  }
}

/// Why spectra can't be turned back into a signal.
public enum STFTInversionError: Error, Equatable, CustomStringConvertible {
  /// A sample at which the squared weights of all frames sum to almost nothing.
  case uncovered(sample: Int, weight: Double)

  public var description: String {
    switch self {
    case .uncovered(let sample, let weight):
      "the frames' squared windows sum to \(weight) at sample \(sample), too little to recover it; "
        + "use a shorter hop, a window without zeros there, or centered frames"
    }
  }
}

/// A window's place within a frame.
struct FrameWindow<T: TensorScalar>: Sendable {
  let weights: [T]
  let offset: Int

  /// frame = w · signal, and zeros beside the window.
  @inline(__always)
  func multiply(_ signal: UnsafePointer<T>, into frame: UnsafeMutablePointer<T>, frameLength: Int) {
    frame.update(repeating: 0, count: offset)
    weights.withUnsafeBufferPointer { weights in
      for i in 0..<weights.count { frame[offset + i] = signal[offset + i] * weights[i] }
    }
    let end = offset + weights.count
    (frame + end).update(repeating: 0, count: frameLength - end)
  }

  /// signal += w · frame: the adjoint.
  @inline(__always)
  func multiplyAdding(_ frame: UnsafePointer<T>, to signal: UnsafeMutablePointer<T>) {
    weights.withUnsafeBufferPointer { weights in
      for i in 0..<weights.count { signal[offset + i] += frame[offset + i] * weights[i] }
    }
  }
}
