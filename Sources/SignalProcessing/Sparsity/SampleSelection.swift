public import Autodiff
import Fourier

/// Some samples of signals, as a linear operator, […, N] to […, M]. The adjoint has zeros at the other samples.
///
/// - Complexity: O(N) for each signal.
public struct SampleSelection<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "samples" }
  /// N.
  public let length: Int
  /// The samples taken, in ascending order.
  public let indices: [Int]

  /// Traps unless the indices lie in 0 ..< N, each greater than the one before.
  public init(length: Int, indices: [Int]) {
    require(
      indices.allSatisfy { $0 >= 0 && $0 < length } && zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 },
      "the samples selected of \(length) must ascend within 0 ..< \(length), but are \(indices)")
    self.length = length
    self.indices = indices
  }

  /// A random subset of `count` samples, each choice equally likely; the same for the same seed.
  public static func random(length: Int, count: Int, seed: UInt64) -> SampleSelection {
    require(count >= 0 && count <= length, "\(count) of \(length) samples")
    var numbers = SplitMix64(seed: seed)
    return SampleSelection(length: length, indices: numbers.subset(of: 0..<length, count: count))
  }

  public func apply(_ x: Tensor<T>) -> Tensor<T> {
    require(x.shape.last == length, "the signals have the shape \(x.shape), but samples of \(length) are selected")
    return x.gathering(indices)
  }

  public func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> { y.scatterAdd(to: indices, length: length) }
}
