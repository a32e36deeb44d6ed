import Autodiff
import Fourier

/// What lies beyond the ends of a signal of T samples when it is cut into frames of N, a hop apart.
///
/// Centered frames have their sample ⌊N/2⌋ at 0, hop, 2·hop, …: there are ⌊(T + 2⌊N/2⌋ − N)/hop⌋ + 1 of them, as in
/// PyTorch's `stft`, which is ⌊T/hop⌋ + 1 for even N. An empty signal has no frames.
public enum FramePadding: Sendable, Hashable {
  /// Frames lie wholly within the signal: ⌊(T − N)/hop⌋ + 1 of them, none if it is too short. SciPy's `boundary=None`.
  case none
  /// Frames are centered; zeros beyond the ends. PyTorch's `pad_mode="constant"`.
  case zeros
  /// Frames are centered; the signal mirrored at its first and last sample, for which it must be longer than N/2. The
  /// default of PyTorch's `stft`.
  case reflection
}

/// Where the frames of a signal lie.
struct FrameLayout: Sendable {
  let signalLength: Int
  let frameLength: Int
  let hopLength: Int
  let padding: FramePadding

  init(signalLength: Int, frameLength: Int, hopLength: Int, padding: FramePadding) {
    require(signalLength >= 0, "a signal of \(signalLength) samples cannot be cut into frames")
    require(
      padding != .reflection || signalLength > frameLength / 2,
      "a signal of \(signalLength) samples cannot be mirrored over \(frameLength / 2); "
        + "it needs one more than that, or padding with zeros")
    self.signalLength = signalLength
    self.frameLength = frameLength
    self.hopLength = hopLength
    self.padding = padding
  }

  /// The same frames with zeros in the margins.
  var paddedWithZeros: FrameLayout {
    FrameLayout(
      signalLength: signalLength, frameLength: frameLength, hopLength: hopLength,
      padding: padding == .none ? .none : .zeros)
  }

  /// Samples added before the signal and after it.
  var margin: Int { padding == .none ? 0 : frameLength / 2 }

  /// The length of the signal with its margins.
  var paddedLength: Int { signalLength + 2 * margin }

  /// The number of frames; all lie within the padded signal.
  var frameCount: Int {
    signalLength == 0 || paddedLength < frameLength ? 0 : (paddedLength - frameLength) / hopLength + 1
  }

  /// Writes the signal with its margins.
  func pad<T: TensorScalar>(_ signal: UnsafePointer<T>, into padded: UnsafeMutablePointer<T>) {
    (padded + margin).update(from: signal, count: signalLength)
    guard padding == .reflection else {
      padded.update(repeating: 0, count: margin)
      (padded + margin + signalLength).update(repeating: 0, count: margin)
      return
    }
    for i in 0..<margin {
      padded[margin - 1 - i] = signal[i + 1]
      padded[margin + signalLength + i] = signal[signalLength - 2 - i]
    }
  }

  /// The adjoint of ``pad(_:into:)``: adds the margins' share back to the samples that they were copied from.
  func fold<T: TensorScalar>(_ padded: UnsafePointer<T>, into signal: UnsafeMutablePointer<T>) {
    signal.update(from: padded + margin, count: signalLength)
    guard padding == .reflection else { return }
    for i in 0..<margin {
      signal[i + 1] += padded[margin - 1 - i]
      signal[signalLength - 2 - i] += padded[margin + signalLength + i]
    }
  }
}
