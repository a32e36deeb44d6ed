public import ComplexNumbers

// Sines and their inverses, element by element, with principal values on complex tensors. Angles are in radians.
//
// A slope is written so that it neither overflows nor cancels where it is a number itself: 1/cos²x rather than
// 1 + tan²x, which is rounding far from a complex tensor's real axis; √(1 − x)·√(1 + x) rather than √(1 − x²).

/// sin x.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func sin<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("sin", evaluate: sines) { x, _ in .scaling { cos(x) } }
}

/// cos x.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func cos<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("cos", evaluate: cosines) { x, _ in .scaling { -sin(x) } }
}

/// tan x.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func tan<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("tan", evaluate: tangents) { x, _ in .scaling { square(reciprocal(cos(x))) } }
}

/// asin x in [−π/2, π/2], NaN of real x beyond ±1. The infinite slope at ±1 is kept; complex cuts lie beyond ±1.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func asin<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("asin", evaluate: inverseSines) { x, _ in .division { sqrt(oneMinus(x)) * sqrt(onePlus(x)) } }
}

/// acos x in [0, π], NaN of real x beyond ±1. The infinite slope at ±1 is kept; complex cuts lie beyond ±1.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func acos<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("acos", evaluate: inverseCosines) { x, _ in .division { -(sqrt(oneMinus(x)) * sqrt(onePlus(x))) } }
}

/// atan x in [−π/2, π/2].
@specialized(where T == Float)
@specialized(where T == Double)
public func atan<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("atan", evaluate: inverseTangents) { x, _ in .division { 1 + square(x) } }
}

/// atan z = −i·atanh(iz), with cuts on the imaginary axis beyond ±i. The infinite slope at ±i is kept.
public func atan<T>(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> { QuarterTurn().adjoint(atanh(QuarterTurn()(z))) }

// On a complex tensor these keep the sign of a zero imaginary part, which tells the sides of a cut apart; added to 1, a
// negative zero would become a positive one.

/// 1 + x.
func onePlus<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x - Tensor(-1) }

/// 1 − x.
func oneMinus<Element>(_ x: Tensor<Element>) -> Tensor<Element> { -(x - Tensor(1)) }

// MARK: Kernels

private func sines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .sin($0) } }

private func cosines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .cos($0) } }

private func tangents<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .tan($0) } }

private func inverseSines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .asin($0) } }

private func inverseCosines<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .acos($0) } }

private func inverseTangents<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { .atan($0) } }
