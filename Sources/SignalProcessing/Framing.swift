public import Autodiff
import Fourier

/// Cuts signals into overlapping frames: yₘₙ = x₍m·hop+n−margin₎, […, T] to […, frames, N]. Its adjoint is overlap-add.
///
/// The margin is ⌊N/2⌋ where frames are centered, as ``FramePadding`` says, and 0 else.
/// ```swift
/// let frames = Framing<Double>(signalLength: 1000, frameLength: 64, hopLength: 16)
/// let loudness = mean(square(frames(signal)), axes: [-1])
/// ```
///
/// - Complexity: O(frames · N) for each signal, both ways.
/// - Source: SciPy's and PyTorch's `stft`, before the transform.
public struct Framing<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "frames" }
  let layout: FrameLayout

  /// Frames of `frameLength` samples, `hopLength` apart, of signals of `signalLength` samples.
  ///
  /// Traps unless frame and hop are positive, and, where it is to be mirrored, the signal is longer than half a frame.
  public init(signalLength: Int, frameLength: Int, hopLength: Int, padding: FramePadding = .none) {
    require(
      frameLength >= 1 && hopLength >= 1, "frames of \(frameLength) samples, \(hopLength) apart; both must be positive")
    layout = FrameLayout(
      signalLength: signalLength, frameLength: frameLength, hopLength: hopLength, padding: padding)
  }

  /// The number of frames.
  public var frameCount: Int { layout.frameCount }

  public func apply(_ x: Tensor<T>) -> Tensor<T> {
    mapRows(of: x, shaped: [layout.signalLength], to: [layout.frameCount, layout.frameLength]) { signal, frames in
      withScratch(of: T.self, count: layout.paddedLength) { padded in
        layout.pad(signal, into: padded)
        for frame in 0..<layout.frameCount {
          (frames + frame * layout.frameLength).update(
            from: padded + frame * layout.hopLength, count: layout.frameLength)
        }
      }
    }
  }

  public func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> {
    mapRows(of: y, shaped: [layout.frameCount, layout.frameLength], to: [layout.signalLength]) { frames, signal in
      withScratch(of: T.self, count: layout.paddedLength) { padded in
        padded.update(repeating: 0, count: layout.paddedLength)
        for frame in 0..<layout.frameCount {
          add(frames + frame * layout.frameLength, to: padded + frame * layout.hopLength, count: layout.frameLength)
        }
        layout.fold(padded, into: signal)
      }
    }
  }
}

/// target += source.
@specialized(where T == Float)
@specialized(where T == Double)
private func add<T: TensorScalar>(_ source: UnsafePointer<T>, to target: UnsafeMutablePointer<T>, count: Int) {
  for i in 0..<count { target[i] += source[i] }
}
