public import Autodiff

/// A solution of the LASSO, and how good it is.
public struct LassoSolution<T: TensorScalar>: Sendable {
  /// x.
  public let x: Tensor<T>
  /// ½‖Ax − b‖² + λ‖x‖₁.
  public let objective: T
  /// How far the objective may be above its minimum: the distance from a point of the dual problem, which lies below
  /// it.
  public let dualityGap: T
  /// ‖Ax − b‖.
  public let residualNorm: T
  /// The iterations made.
  public let iterations: Int
  /// Whether the gap came within the tolerance.
  public let isConverged: Bool
}
