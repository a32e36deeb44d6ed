import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Difference quotients of functions of a number, against closed forms: what they are exact for, how fast they
/// converge, and how accurate their own steps make them.
@Suite("Numerical derivatives")
struct NumericalDerivativeTests {
  /// The schemes with a fixed stencil: the truncation error is `constant`·hᵖ·f⁽ᵖ⁺¹⁾, the rounding error at most
  /// `noise`·e·|f|/h for values with relative errors of e.
  static let stencils: [(scheme: FiniteDifference, constant: Double, noise: Double)] = [
    (.forward, 1 / 2, 2), (.backward, 1 / 2, 2), (.central, 1 / 6, 1), (.fivePoint, 1 / 30, 1.5),
  ]

  @Test("Powers, in numbers that make all arithmetic exact")
  func powers() {
    func check<T: TensorScalar>(_ type: T.Type) {
      func quotient(_ n: Int, _ scheme: FiniteDifference) -> T {
        numericalDerivative(at: T(3), of: { .pow($0, n) }, scheme: scheme, step: .fixed(1 / 2))
      }
      for (n, slope) in [(0, 0), (1, 1), (2, 6), (3, 27), (4, 108)] as [(Int, T)] {
        for scheme in FiniteDifference.allCases where n <= scheme.order {
          #expect(quotient(n, scheme) == slope, "\(scheme) of x^\(n)")
        }
      }
      // The first powers for which they are wrong: by f″h/2 = h, by f‴h²/6 = h², by −f⁽⁵⁾h⁴/30 = −4h⁴.
      #expect(quotient(2, .forward) == T(13) / 2)
      #expect(quotient(2, .backward) == T(11) / 2)
      #expect(quotient(3, .central) == T(109) / 4)
      #expect(quotient(5, .fivePoint) == T(1619) / 4)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("Half the step leaves 2⁻ᵖ of the error", arguments: stencils.map(\.scheme))
  func convergence(scheme: FiniteDifference) {
    func check<T: TensorScalar>(_ type: T.Type, steps: [T]) {
      for (f, slope) in [({ .exp($0) }, .exp(1 / 2)), ({ .sin($0) }, .cos(1 / 2))] as [((T) -> T, T)] {
        let errors = steps.map { step in
          (numericalDerivative(at: 1 / 2, of: f, scheme: scheme, step: .fixed(step)) - slope).magnitude
        }
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
          let order = Double(T.log2(coarse / fine))
          #expect((order - Double(scheme.order)).magnitude < 0.1, "\(scheme) in \(T.self): \(order)")
        }
      }
    }
    // In single precision a scheme of order 4 needs longer steps to stand out from rounding.
    check(Float.self, steps: scheme == .fivePoint ? [1 / 2, 1 / 4] : [1 / 16, 1 / 32])
    check(Double.self, steps: [1 / 16, 1 / 32, 1 / 64])
  }

  /// A function with all its derivatives, whose scale is that of its argument.
  struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let single: @Sendable (Float) -> Float
    let double: @Sendable (Double) -> Double
    let derivative: @Sendable (_ order: Int, Double) -> Double

    func value<T: TensorScalar>(_ x: T) -> T {
      if let x = x as? Float, let y = single(x) as? T { return y }
      if let x = x as? Double, let y = double(x) as? T { return y }
      return .nan
    }

    /// xᵃ for a half-integer a = n/2.
    static func power(
      _ name: String, _ a: Double, _ single: @escaping @Sendable (Float) -> Float,
      _ double: @escaping @Sendable (Double) -> Double
    ) -> Sample {
      Sample(testDescription: name, single: single, double: double) { order, x in
        (0..<order).reduce(1) { $0 * (a - Double($1)) } * .pow(x, a - Double(order))
      }
    }

    static let all = [
      power("1/x", -1, { 1 / $0 }, { 1 / $0 }), power("√x", 1 / 2, { $0.squareRoot() }, { $0.squareRoot() }),
      power("x³", 3, { $0 * $0 * $0 }, { $0 * $0 * $0 }),
      Sample(testDescription: "ln x", single: { .log($0) }, double: { .log($0) }) { order, x in
        order == 0 ? .log(x) : (1..<order).reduce(1) { -$0 * Double($1) } * .pow(x, -order)
      },
    ]
  }

  @Test("Their own steps keep to the bounds of truncation and rounding", arguments: Sample.all, [1e-8, 1, 1e8])
  func defaultSteps(sample: Sample, x: Double) {
    func check<T: TensorScalar>(_ type: T.Type) {
      let at = T(x), point = Double(at), u = Double(T.ulpOfOne) / 2
      for (scheme, constant, noise) in Self.stencils {
        let computed = numericalDerivative(
          at: at, of: sample.value, scheme: scheme, step: .relative(scale: min(at, 1)))
        let h = Double.pow(u, 1 / Double(scheme.order + 1)) * point
        // The derivatives of these functions are monotone, so the ends of the stencil have the largest.
        let ends = [point - 2 * h, point + 2 * h]
        let highest = ends.map { sample.derivative(scheme.order + 1, $0).magnitude }.max() ?? 0
        let largest = ends.map { sample.derivative(0, $0).magnitude }.max() ?? 0
        let slope = sample.derivative(1, point)
        // Values to an ulp, 2u; and the few roundings of the quotient itself.
        let bound =
          constant * .pow(h, scheme.order) * highest + noise * 2 * u * largest / h + 8 * u * slope.magnitude
        let error = (Double(computed) - slope).magnitude
        #expect(error <= bound, "\(scheme) of \(sample.testDescription) at \(at): \(error / bound) of the bound")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("The digits that the documentation promises, for eˣ at 1")
  func digits() {
    func relativeError<T: TensorScalar>(_ scheme: FiniteDifference, _ type: T.Type) -> Double {
      let slope = Double.exp(1)
      return (Double(numericalDerivative(at: T(1), of: { .exp($0) }, scheme: scheme)) - slope).magnitude / slope
    }
    let promised: [(FiniteDifference, Double, Double)] = [
      (.forward, 4, 8), (.backward, 4, 8), (.central, 5, 11), (.fivePoint, 6, 13), (.richardson, 6, 14),
    ]
    for (scheme, single, double) in promised {
      #expect(relativeError(scheme, Float.self) < .pow(10, 1 - single) / 2, "\(scheme)")
      #expect(relativeError(scheme, Double.self) < .pow(10, 1 - double) / 2, "\(scheme)")
    }
  }

  @Test("The step is felt to its last digit: x + h and x − h are as far from x as the divisor says")
  func exactSteps() {
    func check<T: TensorScalar>(_ type: T.Type) {
      var random = SeededRandom(seed: 11)
      for scale in [1e-6, 1, 1e6] as [T] {
        for _ in 0..<200 {
          let x = scale * random.sample()
          for scheme in [FiniteDifference.forward, .backward, .central] {
            var points: [T] = []
            // The identity's quotient is 1 if and only if the distances are what they are taken for.
            let slope = numericalDerivative(
              at: x,
              of: {
                points.append($0)
                return $0
              }, scheme: scheme, step: .relative(scale: scale))
            #expect((slope - 1).magnitude <= (x.magnitude > scale / 8 ? 0 : 2 * T.ulpOfOne), "\(scheme) at \(x)")
            #expect(points.count == 2 && points[0] != points[1])
          }
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("At a kink they give what each documents")
  func kinks() {
    func slopes(_ f: (Double) -> Double) -> [Double] {
      FiniteDifference.allCases.map { numericalDerivative(at: 0, of: f, scheme: $0) }
    }
    #expect(slopes { $0.magnitude } == [1, -1, 0, 0, 0])
    #expect(slopes { max($0, 0) } == [1, 0, 0.5, 0.5, 0.5])
  }

  @Test("An error of the function passes through")
  func errors() {
    struct Refusal: Error {}
    for scheme in FiniteDifference.allCases {
      #expect(throws: Refusal.self) {
        _ = try numericalDerivative(at: 1.0, of: { _ in throw Refusal() }, scheme: scheme)
      }
    }
  }
}
