public import Autodiff
import Fourier

/// Control values of frames, made into one for each sample: yᵢ₊ⱼ = (1 − cⱼ)uᵢ + cⱼuᵢ₊₁ at sample j of frame i,
/// […, F] to […, F·hop]. The last value is held.
///
/// ```swift
/// let glide = ControlUpsampling<Double>(frameCount: 2, hopLength: 4)(Tensor([0, 1]))   // 0, ¼, ½, ¾, 1, 1, 1, 1
/// ```
/// - Complexity: O(F·hop) for each row, both ways.
/// - Source: DDSP's `resample` with `add_endpoint=True`; ``ControlInterpolation`` has its methods.
public struct ControlUpsampling<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "upsampling" }
  /// F, the number of values.
  public let frameCount: Int
  /// The samples from one value to the next.
  public let hopLength: Int
  /// cⱼ.
  private let weights: [T]

  /// From `frameCount` values, `hopLength` samples apart. Traps unless both are positive.
  public init(frameCount: Int, hopLength: Int, interpolation: ControlInterpolation = .linear) {
    require(
      frameCount >= 1 && hopLength >= 1,
      "\(frameCount) control values, \(hopLength) samples apart; both must be positive"
    )
    self.frameCount = frameCount
    self.hopLength = hopLength
    weights = interpolation.weights(hopLength: hopLength).map { T($0) }
  }

  public func apply(_ x: Tensor<T>) -> Tensor<T> {
    mapRows(of: x, shaped: [frameCount], to: [frameCount * hopLength]) { values, samples in
      interpolate(values, into: samples, frames: frameCount, weights: weights)
    }
  }

  public func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> {
    mapRows(of: y, shaped: [frameCount * hopLength], to: [frameCount]) { samples, values in
      distribute(samples, into: values, frames: frameCount, weights: weights)
    }
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func interpolate<T: TensorScalar>(
  _ values: UnsafePointer<T>, into samples: UnsafeMutablePointer<T>, frames: Int, weights: [T]
) {
  let hop = weights.count
  weights.withUnsafeBufferPointer { weights in
    for frame in 0..<frames {
      let value = values[frame], next = values[min(frame + 1, frames - 1)]
      // Not value + c·(next − value), which overflows where the values don't.
      for j in 0..<hop { samples[frame * hop + j] = (1 - weights[j]) * value + weights[j] * next }
    }
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func distribute<T: TensorScalar>(
  _ samples: UnsafePointer<T>, into values: UnsafeMutablePointer<T>, frames: Int, weights: [T]
) {
  let hop = weights.count
  values.update(repeating: 0, count: frames)
  weights.withUnsafeBufferPointer { weights in
    for frame in 0..<frames {
      var here: T = 0, next: T = 0
      for j in 0..<hop {
        let sample = samples[frame * hop + j]
        here += (1 - weights[j]) * sample
        next += weights[j] * sample
      }
      values[frame] += here
      values[min(frame + 1, frames - 1)] += next
    }
  }
}
