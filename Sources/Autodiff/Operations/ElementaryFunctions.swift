import ComplexNumbers

// Elementary functions, element by element, with principal values on complex tensors. All are holomorphic, so each
// derivative is a scaling by f′.

/// eˣ.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func exp<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("exp", evaluate: exponentials) { _, y in .scaling(by: y) }
}

/// ln x, with the infinite slope at 0 kept.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func log<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("log", evaluate: logarithms) { x, _ in
    Linearization(apply: { $0 / x }, adjoint: { $0 / conjugate(x) })
  }
}

/// √x, with the infinite slope at 0 kept.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func sqrt<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("sqrt", evaluate: squareRoots) { _, y in
    Linearization(apply: { $0 / (2 * y) }, adjoint: { $0 / conjugate(2 * y) })
  }
}

/// sin x, x in radians.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func sin<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("sin", evaluate: sines) { x, _ in .scaling { cos(x) } }
}

/// cos x, x in radians.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func cos<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("cos", evaluate: cosines) { x, _ in .scaling { -sin(x) } }
}

/// tanh x.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func tanh<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("tanh", evaluate: hyperbolicTangents) { _, y in .scaling { 1 - square(y) } }
}

/// xⁿ for a whole n; x⁰ is 1, of 0 too.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func pow<Element>(_ x: Tensor<Element>, _ n: Int) -> Tensor<Element> {
  x.applying("pow", evaluate: { powers($0, n) }) { x, _ in
    .scaling { n == 0 ? Tensor(repeating: 0, shape: x.shape) : pow(x, n - 1) * Element(realPart: .init(n)) }
  }
}

// MARK: Kernels

private func exponentials<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .exp($0) } }

private func logarithms<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .log($0) } }

private func squareRoots<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .sqrt($0) } }

private func sines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .sin($0) } }

private func cosines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .cos($0) } }

private func hyperbolicTangents<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .tanh($0) } }

private func powers<Element>(_ x: Tensor<Element>, _ n: Int) -> Tensor<Element> { x.mapElements { .pow($0, n) } }
