import Autodiff

/// A window's place within a frame.
struct FrameWindow<T: TensorScalar>: Sendable {
  let weights: [T]
  let offset: Int

  /// frame = w · signal, and zeros beside the window.
  @inline(__always)
  func multiply(_ signal: UnsafePointer<T>, into frame: UnsafeMutablePointer<T>, frameLength: Int) {
    frame.update(repeating: 0, count: offset)
    multiply(signal + offset, into: frame + offset)
    let end = offset + weights.count
    (frame + end).update(repeating: 0, count: frameLength - end)
  }

  /// product = w · signal, where the window is.
  @inline(__always)
  func multiply(_ signal: UnsafePointer<T>, into product: UnsafeMutablePointer<T>) {
    weights.withUnsafeBufferPointer { weights in
      for i in 0..<weights.count { product[i] = signal[i] * weights[i] }
    }
  }

  /// signal += w · frame: the adjoint.
  @inline(__always)
  func multiplyAdding(_ frame: UnsafePointer<T>, to signal: UnsafeMutablePointer<T>) {
    let signal = signal + offset, frame = frame + offset
    weights.withUnsafeBufferPointer { weights in
      for i in 0..<weights.count { signal[i] += frame[i] * weights[i] }
    }
  }
}
