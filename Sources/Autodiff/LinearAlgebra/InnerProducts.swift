import Fourier

/// Σ xᵢyᵢ of two vectors, without a conjugate: for complex vectors not an inner product, see ``innerProduct(_:_:)``.
///
/// Traps unless both are vectors of one length.
/// - Source: NumPy's `dot`.
public func dot<Element>(_ x: Tensor<Element>, _ y: Tensor<Element>) -> Tensor<Element> {
  require(
    x.rank == 1 && x.shape == y.shape,
    "the dot product is that of two vectors of one length, but shapes \(x.shape) and \(y.shape) were given")
  return sum(x * y)
}

/// ⟨x, y⟩ = Σ x̄ᵢyᵢ over all elements, linear in y and conjugate-linear in x.
///
/// Traps unless the shapes are the same.
/// - Source: NumPy's `vdot`.
public func innerProduct<Element>(_ x: Tensor<Element>, _ y: Tensor<Element>) -> Tensor<Element> {
  require(
    x.shape == y.shape, "the inner product is that of tensors of one shape, but \(x.shape) and \(y.shape) were given")
  return sum(conjugate(x) * y)
}

/// xᵢyⱼ, the matrix [m, n] of a vector of m and one of n elements, without a conjugate.
///
/// Traps unless both are vectors.
/// - Source: NumPy's `outer`.
public func outerProduct<Element>(_ x: Tensor<Element>, _ y: Tensor<Element>) -> Tensor<Element> {
  require(
    x.rank == 1 && y.rank == 1,
    "the outer product is that of two vectors, but shapes \(x.shape) and \(y.shape) were given")
  return matrixProduct(x.reshaped(to: [x.count, 1]), .plain, y.reshaped(to: [1, y.count]), .plain)
}
