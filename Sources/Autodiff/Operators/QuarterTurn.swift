import ComplexNumbers

/// z ↦ iz, a turn by π/2; its adjoint is the turn back, w ↦ −iw.
///
/// Not a product with i, whose sums would lose the sign of a zero part, which tells the sides of a cut apart.
struct QuarterTurn<T: TensorScalar>: LinearOperator {
  static var name: StaticString { "·i" }
  func apply(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> { quarterTurns(z) }
  func applyAdjoint(_ w: Tensor<Complex<T>>) -> Tensor<Complex<T>> { quarterTurnsBack(w) }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func quarterTurns<T>(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> {
  z.mapElements { Complex(-$0.imaginary, $0.real) }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func quarterTurnsBack<T>(_ w: Tensor<Complex<T>>) -> Tensor<Complex<T>> {
  w.mapElements { Complex($0.imaginary, -$0.real) }
}
