import Autodiff
import Fourier

/// What lies beyond the ends of a signal when it is cut into frames.
public enum FramePadding: Sendable, Hashable {
  /// Frames lie wholly within the signal: ⌊(T − N)/hop⌋ + 1 of them, none if it is too short. SciPy's `boundary=None`.
  case none
  /// Frames are centered at multiples of the hop, ⌊T/hop⌋ + 1 of them; zeros beyond the ends.
  case zeros
  /// Frames are centered at multiples of the hop, ⌊T/hop⌋ + 1 of them; the signal mirrored at its first and last sample.
  /// The default of PyTorch's `stft`.
  case reflection
}

/// Where the frames of a signal lie.
struct FrameLayout: Sendable {
  let signalLength: Int
  let frameLength: Int
  let hopLength: Int
  let padding: FramePadding

  init(signalLength: Int, frameLength: Int, hopLength: Int, padding: FramePadding) {
    if padding == .reflection {
      require(
        signalLength > frameLength / 2,
        "a signal of \(signalLength) samples cannot be mirrored over \(frameLength / 2); "
          + "it needs one more than that, or padding with zeros")
    }
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

  /// Samples added before the signal, and at least as many after it.
  var margin: Int { padding == .none ? 0 : frameLength / 2 }

  /// The number of frames.
  var frameCount: Int {
    if padding == .none { return signalLength < frameLength ? 0 : (signalLength - frameLength) / hopLength + 1 }
    return signalLength / hopLength + 1
  }

  /// The length of the signal with its margins: every frame lies within it.
  var paddedLength: Int { max(signalLength + 2 * margin, frameLength + hopLength * max(frameCount - 1, 0)) }

  /// Writes the signal with its margins.
  func pad<T: TensorScalar>(_ signal: UnsafePointer<T>, into padded: UnsafeMutablePointer<T>) {
    padded.update(repeating: 0, count: margin)
    (padded + margin).update(from: signal, count: signalLength)
    (padded + margin + signalLength).update(repeating: 0, count: paddedLength - margin - signalLength)
    guard padding == .reflection, margin > 0 else { return }
    for i in 1...margin {
      padded[margin - i] = signal[i]
      padded[margin + signalLength - 1 + i] = signal[signalLength - 1 - i]
    }
  }

  /// The adjoint of ``pad(_:into:)``: adds the margins' share back to the samples that they were copied from.
  func fold<T: TensorScalar>(_ padded: UnsafePointer<T>, into signal: UnsafeMutablePointer<T>) {
    signal.update(from: padded + margin, count: signalLength)
    guard padding == .reflection, margin > 0 else { return }
    for i in 1...margin {
      signal[i] += padded[margin - i]
      signal[signalLength - 1 - i] += padded[margin + signalLength - 1 + i]
    }
  }
}
