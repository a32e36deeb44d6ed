import Autodiff

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
