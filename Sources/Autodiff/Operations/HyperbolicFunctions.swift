public import ComplexNumbers

// Hyperbolic functions and their inverses, element by element, with principal values on complex tensors.

/// sinh x.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func sinh<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("sinh", evaluate: hyperbolicSines) { x, _ in .scaling { cosh(x) } }
}

/// cosh x.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func cosh<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("cosh", evaluate: hyperbolicCosines) { x, _ in .scaling { sinh(x) } }
}

/// tanh x.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func tanh<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  // 1/cosh²x, as 1 − tanh²x is rounding from |x| = 19 on (9 in single precision), where the slope still counts.
  x.applying("tanh", evaluate: hyperbolicTangents) { x, _ in .scaling { square(reciprocal(cosh(x))) } }
}

/// asinh x.
@specialized(where T == Float)
@specialized(where T == Double)
public func asinh<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("asinh", evaluate: inverseHyperbolicSines) { x, _ in .division { hypot(1, x) } }
}

/// asinh z = −i·asin(iz), with cuts on the imaginary axis beyond ±i. The infinite slope at ±i is kept.
public func asinh<T>(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> { QuarterTurn().adjoint(asin(QuarterTurn()(z))) }

/// acosh x ≥ 0, NaN of real x below 1. The infinite slope at 1 is kept; the complex cut is the real axis below 1.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func acosh<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("acosh", evaluate: inverseHyperbolicCosines) { x, _ in .division { sqrt(x - 1) * sqrt(onePlus(x)) } }
}

/// atanh x, NaN of real x beyond ±1. The infinite slope at ±1 is kept; complex cuts lie beyond ±1.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func atanh<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("atanh", evaluate: inverseHyperbolicTangents) { x, _ in
    // Two quotients, since the product 1 − x² overflows.
    Linearization(
      apply: { $0 / oneMinus(x) / onePlus(x) },
      adjoint: { $0 / conjugate(oneMinus(x)) / conjugate(onePlus(x)) })
  }
}

// MARK: Kernels

private func hyperbolicSines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .sinh($0) } }

private func hyperbolicCosines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .cosh($0) } }

private func hyperbolicTangents<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .tanh($0) } }

private func inverseHyperbolicSines<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { .asinh($0) } }

private func inverseHyperbolicCosines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .acosh($0) } }

private func inverseHyperbolicTangents<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.mapElements { .atanh($0) }
}
