import ComplexNumbers

// Vectors for the DFT's examinations. Specialized, since the examinations are generic and would take minutes otherwise.

/// Σ terms, with the roundings of the running sum carried along, so that its error does not grow with the count.
///
/// - Source: A. Neumaier, ZAMM 54 (1974), 39.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
private func compensatedSum<T: Real>(_ terms: [T]) -> T {
  var total: T = 0, carry: T = 0
  for term in terms {
    let sum = total + term
    carry += total.magnitude >= term.magnitude ? (total - sum) + term : (term - sum) + total
    total = sum
  }
  return total + carry
}

/// ‖x‖₂
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func norm<T: Real>(_ x: [T]) -> T { .sqrt(compensatedSum(x.map { $0 * $0 })) }

/// ‖x‖₂
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func norm<T: Real>(_ x: [Complex<T>]) -> T { .sqrt(compensatedSum(x.map { $0.squaredModulus })) }

/// ‖computed − expected‖₂ / ‖expected‖₂; NaN, which is within no tolerance, if anything is not finite.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
public func relativeError<T: Real>(_ computed: [T], _ expected: [T]) -> T {
  guard computed.count == expected.count else { return .nan }
  return norm(computed.indices.map { computed[$0] - expected[$0] }) / norm(expected)
}

/// ‖computed − expected‖₂ / ‖expected‖₂; NaN, which is within no tolerance, if anything is not finite.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
public func relativeError<T: Real>(_ computed: [Complex<T>], _ expected: [Complex<T>]) -> T {
  guard computed.count == expected.count else { return .nan }
  return norm(computed.indices.map { computed[$0] - expected[$0] }) / norm(expected)
}

/// ⟨x, y⟩ = Σ xₙ conj(yₙ)
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func innerProduct<T: Real>(_ x: [Complex<T>], _ y: [Complex<T>]) -> Complex<T> {
  let terms = x.indices.map { x[$0] * y[$0].conjugate }
  return Complex(compensatedSum(terms.map { $0.real }), compensatedSum(terms.map { $0.imaginary }))
}

/// ⟨x, y⟩ = Σ xₙ yₙ
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func innerProduct<T: Real>(_ x: [T], _ y: [T]) -> T { compensatedSum(x.indices.map { x[$0] * y[$0] }) }

/// a x + b y
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func combination<T: Real>(_ a: Complex<T>, _ x: [Complex<T>], _ b: Complex<T>, _ y: [Complex<T>]) -> [Complex<T>] {
  x.indices.map { a * x[$0] + b * y[$0] }
}

/// a x + b y
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func combination<T: Real>(_ a: T, _ x: [T], _ b: T, _ y: [T]) -> [T] {
  x.indices.map { a * x[$0] + b * y[$0] }
}

/// xₙ yₙ
@specialized(where T == Float)
@specialized(where T == Double)
func products<T: Real>(_ x: [Complex<T>], _ y: [Complex<T>]) -> [Complex<T>] {
  x.indices.map { x[$0] * y[$0] }
}

/// xₙ yₙ
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func products<T: Real>(_ x: [T], _ y: [T]) -> [T] { x.indices.map { x[$0] * y[$0] } }

/// a x
@specialized(where T == Float)
@specialized(where T == Double)
func scaled<T: Real>(_ x: [Complex<T>], by a: Complex<T>) -> [Complex<T>] { x.map { $0 * a } }

/// x at the given indices.
@specialized(where T == Float)
@specialized(where T == Double)
func gather<T: Real>(_ x: [Complex<T>], _ indices: [Int]) -> [Complex<T>] { indices.map { x[$0] } }

/// conj(xₙ)
@specialized(where T == Float)
@specialized(where T == Double)
func conjugates<T: Real>(_ x: [Complex<T>]) -> [Complex<T>] { x.map { $0.conjugate } }

/// Re xₙ
@specialized(where T == Float)
@specialized(where T == Double)
func realParts<T: Real>(_ x: [Complex<T>]) -> [T] { x.map { $0.real } }

/// Im xₙ
@specialized(where T == Float)
@specialized(where T == Double)
func imaginaryParts<T: Real>(_ x: [Complex<T>]) -> [T] { x.map { $0.imaginary } }

/// xₙ as complex numbers.
@specialized(where T == Float)
@specialized(where T == Double)
func complexes<T: Real>(_ x: [T]) -> [Complex<T>] { x.map { Complex($0) } }
