/// A linear map between tensors that knows its adjoint: a transform, a window, a filter, a change of shape.
///
/// A conforming type says what it does to plain tensors, in both directions, side by side. Calling the operator, or its
/// ``adjoint``, then works on traced tensors too, in every mode and order, since the derivative of a linear map is the
/// map and the adjoint of its adjoint is itself.
///
/// What an operator holds (the taps of a filter, the samples of a window) is constant. It traps when a tensor that it holds
/// is itself being differentiated and a term of the derivative would be lost: an operation in which both factors vary is
/// written as a product.
///
/// ```swift
/// struct Doubling: LinearOperator {
///   func apply(_ x: Tensor<Double>) -> Tensor<Double> { 2 * x }
///   func applyAdjoint(_ y: Tensor<Double>) -> Tensor<Double> { 2 * y }
/// }
/// let slope = gradient(at: Tensor([1.0, 2])) { sum(Doubling()($0)) }   // [2, 2]
/// ```
public protocol LinearOperator<Input, Output>: Sendable {
  associatedtype Input: TensorElement
  associatedtype Output: TensorElement

  /// The operator's name in graphs.
  static var name: StaticString { get }

  /// Ax, for a plain x. Its shape depends on that of x only.
  func apply(_ x: Tensor<Input>) -> Tensor<Output>

  /// Aᴴy, for a plain y, in the shape of x: Re⟨Ax, y⟩ = Re⟨x, Aᴴy⟩ for all x and y.
  func applyAdjoint(_ y: Tensor<Output>) -> Tensor<Input>
}

extension LinearOperator {
  public static var name: StaticString { "linear" }

  /// Ax, for any x: what is being differentiated stays so.
  public func callAsFunction(_ x: Tensor<Input>) -> Tensor<Output> {
    x.applying(Self.name, evaluate: apply) { _, _ in Linearization(self) }
  }

  /// The adjoint Aᴴ, a linear operator from the output's space to the input's.
  public var adjoint: AdjointOperator<Self> { AdjointOperator(adjoint: self) }
}

/// The adjoint of a linear operator.
public struct AdjointOperator<Base: LinearOperator>: LinearOperator {
  /// The operator whose adjoint this is.
  public let adjoint: Base

  public static var name: StaticString { "adjoint" }

  public func apply(_ x: Tensor<Base.Output>) -> Tensor<Base.Input> { adjoint.applyAdjoint(x) }

  public func applyAdjoint(_ y: Tensor<Base.Input>) -> Tensor<Base.Output> { adjoint.apply(y) }
}
