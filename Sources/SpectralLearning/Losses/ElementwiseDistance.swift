import Autodiff
import Fourier

/// How far apart two numbers are.
///
/// - Source: auraloss's `mag_distance`; PyTorch's `L1Loss` and `MSELoss`.
public enum ElementwiseDistance: String, Sendable, Hashable, CaseIterable, Codable {
  /// |x − y|. Where x = y the derivative is 0.
  case l1
  /// (x − y)².
  case l2

  /// The distances of two tensors of one shape, element by element, or their sum or mean.
  ///
  /// A sum or a mean is computed in one pass.
  func callAsFunction<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>, _ reduction: Reduction) -> Tensor<T> {
    switch (self, reduction) {
    case (.l1, .none): return abs(x - y)
    case (.l2, .none): return square(x - y)
    case (.l1, .sum): return absoluteDistance(x, y)
    case (.l2, .sum): return squaredDistance(x, y)
    case (.l1, .mean): return mean(absoluteDistance(x, y), over: x)
    case (.l2, .mean): return mean(squaredDistance(x, y), over: x)
    }
  }

  /// As ``callAsFunction(_:_:_:)``, but one mean over the last two axes, frames and bins, for each signal, unless
  /// everything is reduced.
  func perSignal<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>, _ reduction: Reduction) -> Tensor<T> {
    reduction == .none ? mean(self(x, y, .none), axes: [-2, -1]) : self(x, y, reduction)
  }
}

/// The mean over the elements of `x`, from their sum. Traps if there are none.
func mean<T: TensorScalar>(_ sum: Tensor<T>, over x: Tensor<T>) -> Tensor<T> {
  require(x.count > 0, "the mean of a tensor of shape \(x.shape), which has no elements")
  return sum / T(x.count)
}

func requireSameShape<T>(_ name: StaticString, _ estimate: Tensor<T>, _ target: Tensor<T>) {
  require(
    estimate.shape == target.shape,
    "\(name): the estimate has the shape \(estimate.shape), the target \(target.shape)")
}

/// The ε of a loss as a number of its precision. Traps unless it is positive there.
func positiveConstant<T: TensorScalar>(_ what: StaticString, _ number: Double) -> T {
  let rounded = T(number)
  require(
    rounded > 0 && rounded.isFinite, "\(what), \(number), is \(rounded) in the precision of the signals; it is positive"
  )
  return rounded
}
