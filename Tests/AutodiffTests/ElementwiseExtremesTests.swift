import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Real operations at 0, −0, the least numbers, tiny and huge ones: values and slopes are their limits, and finite but
/// where the function's own slope is not.
@Suite("Elementwise operations at their extremes")
struct ElementwiseExtremesTests {
  @Test("Double precision", arguments: ExtremeCase<Double>.table(tiny: 1e-300, huge: 1e300))
  func double(item: ExtremeCase<Double>) { item.check() }

  @Test("Single precision", arguments: ExtremeCase<Float>.table(tiny: 1e-38, huge: 1e38))
  func single(item: ExtremeCase<Float>) { item.check() }

  @Test("Powers at 0 have PyTorch's values and slopes")
  func powersAtZero() {
    let infinity = Double.infinity, tiny = Double.leastNonzeroMagnitude
    let cases: [(x: Double, y: Double, value: Double, byX: Double, byY: Double)] = [
      (0, 0, 1, 0, 0), (-0.0, 0, 1, 0, 0), (0, 1, 0, 1, 0), (0, 2, 0, 0, 0), (0, 0.5, 0, infinity, 0),
      (0, -1, infinity, -infinity, -infinity), (2, 0, 1, 0, .log(2)), (tiny, 0, 1, 0, .log(tiny)),
      (0x1p-1000, 0, 1, 0, -1000 * .log(2)), (1e300, 0, 1, 0, .log(1e300)), (0, 1e300, 0, 0, 0),
      (1, 1e300, 1, 1e300, 0),
    ]
    for (x, y, value, byX, byY) in cases {
      #expect(pow(Tensor(x), Tensor(y)) == Tensor(value), "\(x)^\(y)")
      let slopes = gradient(at: Tensor(x), Tensor(y)) { pow($0, $1) }
      #expect(agree(slopes.0.scalar, byX) && agree(slopes.1.scalar, byY), "\(slopes) at \(x)^\(y)")
      #expect(agree(gradient(at: Tensor(x)) { pow($0, y) }.scalar, byX), "constant exponent, \(x)^\(y)")
      let z = Tensor(Complex(x, 0)), w = Tensor(Complex(y, 0))
      if value.isFinite && byX.isFinite {
        let slopes = gradient(at: z, w) { real(pow($0, $1)) }
        #expect((slopes.0.scalar - Complex(byX, 0)).modulus <= 4 * byX.ulp, "\(slopes.0) at \(z)^\(w)")
        #expect((slopes.1.scalar - Complex(byY, 0)).modulus <= 4 * byY.ulp, "\(slopes.1) at \(z)^\(w)")
      }
    }
  }

  @Test("Second derivatives of powers at 0 are finite")
  func powersAtZeroTwice() {
    for exponents in [[0.0, 2], [1, 3], [2, 2]] {
      let x = Tensor([0.0, 0]), y = Tensor(exponents), v = Tensor([1.0, 1])
      let byX: (Tensor<Double>) -> Tensor<Double> = { x in gradient(at: x) { sum(pow($0, y)) } }
      let byY: (Tensor<Double>) -> Tensor<Double> = { y in gradient(at: y) { sum(pow(x, $0)) } }
      #expect(valueWithDerivative(at: x, along: v, of: byX).derivative == Tensor(exponents.map { $0 == 2 ? 2 : 0 }))
      #expect(valueWithDerivative(at: y, along: v, of: byY).derivative == Tensor([0.0, 0]))
      // d(y·xʸ⁻¹)/dy with the conventions of first derivatives; at (0, 0) it is 0, too.
      let mixed = gradient(at: y) { y in sum(gradient(at: x) { sum(pow($0, y)) }) }
      #expect(mixed == Tensor(exponents.map { $0 == 1 ? 1 : 0 }))
    }
  }

  @Test("Powers of negative numbers are real for whole exponents")
  func negativeBases() {
    let x = Tensor([-2.0, -2, -2, -0.0, -0.0, -.infinity, -.infinity, -2])
    let y = Tensor([2.0, 3, -1, 3, -1, 2, 3, 0.5])
    let values = pow(x, y).elements
    #expect(Array(values.dropLast()) == [4, -8, -0.5, 0, -.infinity, .infinity, -.infinity])
    #expect(values[3].sign == .minus && values[7].isNaN)
    let limits = pow(Tensor([-2.0, -2, -0.5, -1]), Tensor([.infinity, -.infinity, .infinity, .infinity]))
    #expect(limits == Tensor([.infinity, 0, 0, 1]))
    #expect(gradient(at: x.slice(0..<3)) { sum(pow($0, y.slice(0..<3))) } == Tensor([-4.0, 12, -0.25]))
  }

  @Test("minimum and maximum share the derivative where both are equal, and keep NaN")
  func ties() {
    let x = Tensor([1.0, 2, 3, -0.0]), y = Tensor([2.0, 2, 1, 0])
    let lesser = gradient(at: x, y) { sum(minimum($0, $1)) }, greater = gradient(at: x, y) { sum(maximum($0, $1)) }
    #expect(minimum(x, y) == Tensor([1.0, 2, 1, 0]) && maximum(x, y) == Tensor([2.0, 2, 3, 0]))
    #expect(lesser.0 == Tensor([1, 0.5, 0, 0.5]) && lesser.1 == Tensor([0, 0.5, 1, 0.5]))
    #expect(greater.0 == Tensor([0, 0.5, 1, 0.5]) && greater.1 == Tensor([1, 0.5, 0, 0.5]))
    #expect(gradient(at: x) { sum(maximum($0, $0)) } == Tensor([1.0, 1, 1, 1]))
    let nan = Tensor([Double.nan, 1]), number = Tensor([1, Double.nan])
    #expect(isNaN(minimum(nan, number)).allTrue && isNaN(maximum(nan, number)).allTrue)
    #expect(isNaN(clamp(nan, min: 0, max: 2)) == Mask([true, false]))
  }

  @Test("round takes the even of two neighbors, mod the sign of the divisor, fmod that of the dividend")
  func steps() {
    #expect(round(Tensor([0.5, 1.5, 2.5, -0.5, -1.5])) == Tensor([0.0, 2, 2, 0, -2]))
    let x = Tensor([7.0, -7, 7, -7, 6]), y = Tensor([3.0, 3, -3, -3, 3])
    #expect(mod(x, y) == Tensor([1.0, 2, -2, -1, 0]))
    #expect(fmod(x, y) == Tensor([1.0, -1, 1, -1, 0]))
    #expect(gradient(at: y) { sum(mod(x, $0)) } == Tensor([-2.0, 3, 3, -2, -2]))
    #expect(gradient(at: y) { sum(fmod(x, $0)) } == Tensor([-2.0, 2, 2, -2, -2]))
    #expect(isNaN(mod(x, 0)).allTrue)
  }

  @Test("hypot and atan2 have finite gradients in all of the plane")
  func plane() {
    let big = Double.greatestFiniteMagnitude, least = Double.leastNonzeroMagnitude
    let parts = [0, -0.0, least, -least, 0x1p-1030, 1e-300, -1e-150, 1, -1e150, 1e300, big, -big]
    for x in parts {
      for y in parts {
        let length = gradient(at: Tensor(x), Tensor(y)) { hypot($0, $1) }
        let (u, v) = (length.0.scalar, length.1.scalar)
        let norm = u * u + v * v
        #expect(x == 0 && y == 0 ? norm == 0 : (norm - 1).magnitude < 4 * .ulpOfOne, "\(u), \(v) at \(x), \(y)")
        let angle = gradient(at: Tensor(y), Tensor(x)) { atan2($0, $1) }
        let (byY, byX) = (angle.0.scalar, angle.1.scalar)
        #expect(byY.isFinite && byX.isFinite, "\(byY), \(byX) at \(x), \(y)")
        // At right angles to the point, in the sense in which the angle grows.
        #expect(byY == 0 || (byY < 0) == (x < 0), "\(byY) at \(x), \(y)")
        #expect(byX == 0 || (byX < 0) == (y > 0), "\(byX) at \(x), \(y)")
        let second = valueWithDerivative(at: Tensor(x), along: 1) { x in gradient(at: x) { hypot($0, Tensor(y)) } }
        #expect(second.derivative.scalar.isFinite, "second derivative of hypot at \(x), \(y)")
      }
    }
    for r in [1e-290, 1e-150, 1, 1e150, 1e290] {
      let angle = gradient(at: Tensor(4 * r), Tensor(3 * r)) { atan2($0, $1) }
      #expect(agree(angle.0.scalar * r, 3 / 25) && agree(angle.1.scalar * r, -4 / 25))
    }
    let zeros = atan2(Tensor([0.0, -0.0, 0, -0.0]), Tensor([0.0, 0, -0.0, -0.0]))
    #expect(zeros == Tensor([0.0, 0, .pi, -.pi]))
  }

  @Test("Complex functions have finite gradients where they have slopes")
  func complexExtremes() {
    let parts = [0, -0.0, Double.leastNonzeroMagnitude, -1e-300, 0.5, -40, 1e300, -1e300]
    let functions: [(String, (Tensor<Complex<Double>>) -> Tensor<Complex<Double>>)] = [
      ("tan", { tan($0) }), ("tanh", { tanh($0) }), ("asin", { asin($0) }), ("acos", { acos($0) }),
      ("atan", { atan($0) }), ("asinh", { asinh($0) }), ("acosh", { acosh($0) }), ("atanh", { atanh($0) }),
      ("log1p", { log1p($0) }), ("z^1.0", { pow($0, 1.0) }),
    ]
    for x in parts {
      for y in parts {
        let z = Tensor(Complex(x, y))
        for (name, f) in functions {
          let slope = pullback(at: z, of: f)(1).scalar
          #expect(slope.isFinite, "\(slope) of \(name) at \(z)")
        }
        #expect(gradient(at: z) { squaredModulus($0) }.scalar == 2 * Complex(x, y))
      }
    }
  }

  @Test("Inverse functions of complex numbers fall off as they should, far from 0")
  func complexFalloff() {
    for z in [Complex(3e200, 4e200), Complex(-3e150, 4e150), Complex(4e20, -3e20)] {
      // The derivatives, by conj f′ = f*(1), times what they are asymptotic to.
      let sine = pullback(at: Tensor(z)) { asinh($0) }(1).scalar.conjugate * z
      #expect((sine - (z.real < 0 ? -1 : 1)).modulus < 8 * .ulpOfOne, "\(sine) at \(z)")
      let cosine = pullback(at: Tensor(z)) { acosh($0) }(1).scalar.conjugate * z
      #expect((cosine - 1).modulus < 8 * .ulpOfOne, "\(cosine) at \(z)")
      // At 5·10²⁰⁰ it is no number of the type.
      let tangent = pullback(at: Tensor(z)) { atan($0) }(1).scalar.conjugate * z
      #expect((tangent * z - 1).modulus < 8 * .ulpOfOne || z.modulus > 1e160, "\(tangent) at \(z)")
    }
  }

  /// On a cut the sign of a zero part tells the side.
  @Test("Slopes on a cut are those of the side that the value is on")
  func cuts() {
    typealias Function = (Tensor<Complex<Double>>) -> Tensor<Complex<Double>>
    let onReal: [(String, Double, Function)] = [
      ("asin", 2, { asin($0) }), ("asin", -2, { asin($0) }), ("acos", 2, { acos($0) }), ("acos", -2, { acos($0) }),
      ("acosh", -2, { acosh($0) }), ("acosh", 0.5, { acosh($0) }), ("atanh", 2, { atanh($0) }),
      ("log", -2, { log($0) }), ("sqrt", -2, { sqrt($0) }), ("z^0.5", -2, { pow($0, 0.5) }),
    ]
    let onImaginary: [(String, Double, Function)] = [
      ("asinh", 2, { asinh($0) }), ("asinh", -2, { asinh($0) }), ("atan", 2, { atan($0) }), ("atan", -2, { atan($0) }),
    ]
    func expectLimit(_ name: String, _ f: Function, at z: Complex<Double>, near w: Complex<Double>) {
      #expect((f(Tensor(z)).scalar - f(Tensor(w)).scalar).modulus < 1e-11, "\(name) at \(z)")
      let slope = pullback(at: Tensor(z), of: f)(1).scalar, limit = pullback(at: Tensor(w), of: f)(1).scalar
      #expect((slope - limit).modulus < 1e-11, "\(name) at \(z): \(slope), beside it \(limit)")
    }
    for (name, x, f) in onReal {
      expectLimit(name, f, at: Complex(x, 0.0), near: Complex(x, 1e-12))
      expectLimit(name, f, at: Complex(x, -0.0), near: Complex(x, -1e-12))
    }
    for (name, y, f) in onImaginary {
      expectLimit(name, f, at: Complex(0.0, y), near: Complex(1e-12, y))
      expectLimit(name, f, at: Complex(-0.0, y), near: Complex(-1e-12, y))
    }
  }

  @Test("Complex functions have the values of complex numbers")
  func complexValues() {
    var random = SeededRandom(seed: 3)
    let z: Tensor<Complex<Double>> = random.tensor(shape: [50], in: .awayFromZero)
    let values: [(Tensor<Complex<Double>>, (Complex<Double>) -> Complex<Double>)] = [
      (asin(z), { .asin($0) }), (acos(z), { .acos($0) }), (atan(z), { .atan($0) }), (asinh(z), { .asinh($0) }),
      (acosh(z), { .acosh($0) }), (atanh(z), { .atanh($0) }), (tan(z), { .tan($0) }), (sinh(z), { .sinh($0) }),
      (cosh(z), { .cosh($0) }), (expm1(z), { .expMinusOne($0) }), (log1p(z), { .log(onePlus: $0) }),
      (reciprocal(z), { 1 / $0 }), (pow(z, 2.5), { .pow($0, Complex(2.5)) }),
    ]
    for (tensor, scalar) in values { #expect(tensor.elements == z.elements.map(scalar)) }
    for (value, z) in zip(
      exp2(log2(z)).elements + pow(Tensor(Complex(10.0, 0)), log10(z)).elements, z.elements + z.elements)
    {
      #expect((value - z).modulus < 8 * .ulpOfOne * z.modulus)
    }
    let angles = Tensor([0.0, 0.5, -2, 3])
    #expect(exp(i: angles).elements == angles.elements.map { .exp(i: $0) })
    let points = polar(Tensor([2.0, 0, .infinity, -1]), angles * Tensor([1.0, 1, 0, 1]))
    #expect(points.elements.prefix(3) == [Complex(2.0, 0), 0, Complex(.infinity, 0)])
    #expect(agree(abs(points)[3], 1) && agree(phase(points)[3], 3 - .pi))
  }

  @Test("unwrap recovers a phase that was wrapped, along every axis")
  func unwrapping() {
    let steps = [0.0, 3, 2.5, -3.1, -3.1, -1, 0.5, 3, 3, 3]
    var sum = 0.0
    let smooth = Tensor(
      steps.map { step in
        sum += step
        return sum
      })
    let wrapped = mod(smooth + .pi, Tensor(2 * Double.pi)) - .pi
    #expect(abs(unwrap(wrapped) - smooth).elements.allSatisfy { $0 < 16 * .ulpOfOne })
    let columns = wrapped.reshaped(to: [10, 1]).broadcast(to: [2, 10, 3])
    let expected = smooth.reshaped(to: [10, 1]).broadcast(to: [2, 10, 3])
    for axis in [1, -2] {
      #expect(abs(unwrap(columns, axis: axis) - expected).elements.allSatisfy { $0 < 16 * .ulpOfOne })
    }
    #expect(unwrap(columns, axis: 2) == columns && unwrap(Tensor([] as [Double])).count == 0)
    // NumPy's rule for jumps of a whole half-turn: those of π stay, those of 3π become π in their own direction.
    #expect(unwrap(Tensor([0.0, .pi, 0])) == Tensor([0.0, .pi, 0]))
    #expect(agree(unwrap(Tensor([0.0, 3 * .pi]))[1], .pi) && agree(unwrap(Tensor([0.0, -3 * .pi]))[1], -.pi))
    #expect(isNaN(unwrap(Tensor([0.0, .nan, 1]))) == Mask([false, true, false]))
  }
}

/// An operation with its value and its slope at each of the extreme points.
struct ExtremeCase<T: TensorScalar>: Sendable, CustomTestStringConvertible {
  let name: String
  let points: [T]
  let operation: @Sendable (Tensor<T>) -> Tensor<T>
  let expected: @Sendable (T) -> (value: T, slope: T)
  var testDescription: String { name }

  func check() {
    for point in points {
      let expected = expected(point), x = Tensor(point)
      let (value, slope) = valueWithGradient(at: x, of: operation)
      #expect(agree(value.scalar, expected.value), "\(value) at \(point) instead of \(expected.value)")
      #expect(agree(slope.scalar, expected.slope), "slope \(slope) at \(point) instead of \(expected.slope)")
      let forward = valueWithDerivative(at: x, along: 1, of: operation).derivative
      #expect(agree(forward.scalar, expected.slope), "forward \(forward) at \(point) instead of \(expected.slope)")
    }
  }

  static func table(tiny: T, huge: T) -> [ExtremeCase] {
    let least = T.leastNonzeroMagnitude
    let points: [T] = [0, -0.0, least, -least, tiny, -tiny, huge, -huge]
    let cases: [(String, @Sendable (Tensor<T>) -> Tensor<T>, @Sendable (T) -> (value: T, slope: T))] =
      limits + kinks + infiniteSlopes + ofTwo
    return cases.map { ExtremeCase(name: $0.0, points: points, operation: $0.1, expected: $0.2) }
  }

  private typealias Row = (String, @Sendable (Tensor<T>) -> Tensor<T>, @Sendable (T) -> (value: T, slope: T))

  /// What a function and its slope are around 0, and at huge numbers of either sign.
  private static func row(
    _ name: String, _ operation: @escaping @Sendable (Tensor<T>) -> Tensor<T>,
    near: @escaping @Sendable (T) -> (T, T), high: @escaping @Sendable (T) -> (T, T),
    low: @escaping @Sendable (T) -> (T, T)
  ) -> Row {
    (name, operation, { x in x.magnitude < 1 ? near(x) : x > 0 ? high(x) : low(x) })
  }

  private static var limits: [Row] {
    let ln2 = T.log(2), slope = 2 / T.sqrt(.pi), inf = T.infinity, nan = T.nan
    return [
      row("exp", { exp($0) }, near: { _ in (1, 1) }, high: { _ in (inf, inf) }, low: { _ in (0, 0) }),
      row("exp2", { exp2($0) }, near: { _ in (1, ln2) }, high: { _ in (inf, inf) }, low: { _ in (0, 0) }),
      row("expm1", { expm1($0) }, near: { ($0, 1) }, high: { _ in (inf, inf) }, low: { _ in (-1, 0) }),
      row("log1p", { log1p($0) }, near: { ($0, 1) }, high: { (.log($0), 1 / $0) }, low: { (nan, 1 / $0) }),
      row("tan", { tan($0) }, near: { ($0, 1) }, high: { x in (.tan(x), 1 + .tan(x) * .tan(x)) }) { x in
        (.tan(x), 1 + .tan(x) * .tan(x))
      },
      row("asin", { asin($0) }, near: { ($0, 1) }, high: { _ in (nan, nan) }, low: { _ in (nan, nan) }),
      row("acos", { acos($0) }, near: { _ in (.pi / 2, -1) }, high: { _ in (nan, nan) }, low: { _ in (nan, nan) }),
      row("atan", { atan($0) }, near: { ($0, 1) }, high: { _ in (.pi / 2, 0) }, low: { _ in (-.pi / 2, 0) }),
      row("sinh", { sinh($0) }, near: { ($0, 1) }, high: { _ in (inf, inf) }, low: { _ in (-inf, inf) }),
      row("cosh", { cosh($0) }, near: { (1, $0) }, high: { _ in (inf, inf) }, low: { _ in (inf, -inf) }),
      row("tanh", { tanh($0) }, near: { ($0, 1) }, high: { _ in (1, 0) }, low: { _ in (-1, 0) }),
      row("asinh", { asinh($0) }, near: { ($0, 1) }, high: { (.log($0) + ln2, 1 / $0) }) { x in
        (-(.log(-x) + ln2), -1 / x)
      },
      row("acosh", { acosh($0) }, near: { _ in (nan, nan) }, high: { (.log($0) + ln2, 1 / $0) }) { _ in (nan, nan) },
      row("atanh", { atanh($0) }, near: { ($0, 1) }, high: { _ in (nan, 0) }, low: { _ in (nan, 0) }),
      row("erf", { erf($0) }, near: { (slope * $0, slope) }, high: { _ in (1, 0) }, low: { _ in (-1, 0) }),
      row("erfc", { erfc($0) }, near: { _ in (1, -slope) }, high: { _ in (0, 0) }, low: { _ in (2, 0) }),
      row("sigmoid", { sigmoid($0) }, near: { _ in (1 / 2, 1 / 4) }, high: { _ in (1, 0) }, low: { _ in (0, 0) }),
      row("logSigmoid", { logSigmoid($0) }, near: { _ in (-ln2, 1 / 2) }, high: { _ in (0, 0) }, low: { ($0, 1) }),
      row("softplus", { softplus($0) }, near: { _ in (ln2, 1 / 2) }, high: { ($0, 1) }, low: { _ in (0, 0) }),
      row("silu", { silu($0) }, near: { ($0 / 2, 1 / 2) }, high: { ($0, 1) }, low: { _ in (0, 0) }),
      row("gelu", { gelu($0) }, near: { ($0 / 2, 1 / 2) }, high: { ($0, 1) }, low: { _ in (0, 0) }),
      row("elu", { elu($0) }, near: { ($0, 1) }, high: { ($0, 1) }, low: { _ in (-1, 0) }),
    ]
  }

  private static var kinks: [Row] {
    [
      ("|x|", { abs($0) }, { ($0.magnitude, $0 > 0 ? 1 : $0 < 0 ? -1 : 0) }),
      ("sign", { sign($0) }, { ($0 > 0 ? 1 : $0 < 0 ? -1 : 0, 0) }),
      ("relu", { relu($0) }, { $0 > 0 ? ($0, 1) : (0, 0) }),
      ("leakyRelu", { leakyRelu($0, slope: 0.25) }, { $0 > 0 ? ($0, 1) : ($0 / 4, 1 / 4) }),
      ("elu, α = ½", { elu($0, alpha: 0.5) }, { $0 > 0 ? ($0, 1) : $0 > -1 ? ($0 / 2, 1 / 2) : (-1 / 2, 0) }),
      ("clamp above", { clamp($0, min: 0) }, { $0 >= 0 ? ($0, 1) : (0, 0) }),
      ("clamp below", { clamp($0, max: 0) }, { $0 <= 0 ? ($0, 1) : (0, 0) }),
      ("clamp ±1", { clamp($0, min: -1, max: 1) }, { $0.magnitude < 1 ? ($0, 1) : ($0 > 0 ? 1 : -1, 0) }),
      ("clamp to 0", { clamp($0, min: 0, max: 0) }, { (0, $0 == 0 ? 1 : 0) }),
      ("minimum with 0", { minimum($0, 0) }, { $0 < 0 ? ($0, 1) : (0, $0 == 0 ? 1 / 2 : 0) }),
      ("maximum with 0", { maximum($0, 0) }, { $0 > 0 ? ($0, 1) : (0, $0 == 0 ? 1 / 2 : 0) }),
      ("floor", { floor($0) }, { ($0.magnitude >= 1 ? $0 : $0 < 0 ? -1 : 0, 0) }),
      ("ceil", { ceil($0) }, { ($0.magnitude >= 1 ? $0 : $0 > 0 ? 1 : 0, 0) }),
      ("round", { round($0) }, { ($0.magnitude >= 1 ? $0 : 0, 0) }),
      ("trunc", { trunc($0) }, { ($0.magnitude >= 1 ? $0 : 0, 0) }),
      // −10⁻³⁰⁰ is, to rounding, one divisor below the next multiple.
      ("mod 1", { mod($0, 1) }, { ($0.magnitude >= 1 ? 0 : $0 < 0 ? 1 : $0, 1) }),
      ("fmod 1", { fmod($0, 1) }, { ($0.magnitude >= 1 ? 0 : $0, 1) }),
    ]
  }

  /// The slope at 0 is infinite, with the sign of the zero, and stays so; beside it, 1/x may exceed the largest number.
  private static var infiniteSlopes: [Row] {
    [
      ("sqrt", { sqrt($0) }, { $0 < 0 ? (.nan, .nan) : (.sqrt($0), 1 / .sqrt($0) / 2) }),
      ("log", { log($0) }, { ($0 < 0 ? .nan : .log($0), 1 / $0) }),
      ("log2", { log2($0) }, { ($0 < 0 ? .nan : .log($0) / .log(2), 1 / .log(2) / $0) }),
      ("log10", { log10($0) }, { ($0 < 0 ? .nan : .log($0) / .log(10), 1 / .log(10) / $0) }),
      ("reciprocal", { reciprocal($0) }, { (1 / $0, -1 / $0 / $0) }),
      ("x^0.5", { pow($0, 0.5) }, { $0 < 0 ? (.nan, .nan) : (.sqrt($0), 1 / .sqrt($0.magnitude) / 2) }),
      ("x^−1.0", { pow($0, -1.0) }, { (1 / $0, -1 / $0 / $0) }),
      ("x^0.0", { pow($0, 0.0) }, { _ in (1, 0) }),
      ("x^1.0", { pow($0, 1.0) }, { ($0, 1) }),
      ("x^2.0", { pow($0, 2.0) }, { ($0 * $0, 2 * $0) }),
    ]
  }

  private static var ofTwo: [Row] {
    let quarter = T.pi / 4
    return [
      ("hypot(x, 0)", { hypot($0, 0) }, { ($0.magnitude, $0 > 0 ? 1 : $0 < 0 ? -1 : 0) }),
      ("hypot(x, x)", { hypot($0, $0) }, { (.sqrt(2) * $0.magnitude, $0 == 0 ? 0 : $0 > 0 ? .sqrt(2) : -.sqrt(2)) }),
      row("atan2(x, 1)", { atan2($0, 1) }, near: { ($0, 1) }, high: { _ in (2 * quarter, 0) }) { _ in (-2 * quarter, 0)
      },
      row("atan2(1, x)", { atan2(1, $0) }, near: { _ in (2 * quarter, -1) }, high: { (1 / $0, 0) }) { _ in
        (4 * quarter, 0)
      },
      (
        "atan2(x, x)", { atan2($0, $0) },
        { x in
          (x > 0 ? quarter : x < 0 ? -3 * quarter : x.sign == .minus ? -4 * quarter : 0, 0)
        }
      ),
    ]
  }
}

/// Whether two numbers agree: to 4 ulps, or as infinities or NaN.
private func agree<T: TensorScalar>(_ x: T, _ y: T) -> Bool {
  if x == y || x.isNaN && y.isNaN { return true }
  return (x - y).magnitude <= 4 * y.ulp
}
