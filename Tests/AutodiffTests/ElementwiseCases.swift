import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// The derivatives of the elementwise operations pass the generic gradient check.
@Suite("Derivatives of elementwise operations")
struct ElementwiseTests {
  @Test("Double precision", arguments: OperationTable<Double>.elementwise)
  func double(operation: OperationCase) { expectNone(operation.check()) }

  @Test("Single precision", arguments: OperationTable<Float>.elementwise)
  func single(operation: OperationCase) { expectNone(operation.check()) }
}

extension OperationTable {
  static var elementwise: [OperationCase] {
    analytic(T.self) + analytic(C.self) + realFunctions + complexFunctions + activations + pairs + complexPairs
      + piecewise + selections(T.self) + selections(C.self) + phases
  }

  private static var unaryShapes: [[Int]] { [[5], [2, 3], []] }

  /// What is defined for real and for complex elements. Arguments are kept where higher derivatives are moderate.
  private static func analytic<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    let half = E(realPart: 1 / 2), most = E(realPart: 3 / 4)
    return unaryShapes.flatMap { shape in
      [
        OperationCase("expm1", shape, type) { expm1($0) },
        OperationCase("log1p", shape, type) { log1p($0 * half) },
        OperationCase("reciprocal", shape, type, in: .positive) { reciprocal($0) },
        OperationCase("tan", shape, type) { tan($0 * most) },
        OperationCase("asin", shape, type) { asin($0 * half) },
        OperationCase("acos", shape, type) { acos($0 * half) },
        OperationCase("sinh", shape, type) { sinh($0) },
        OperationCase("cosh", shape, type) { cosh($0) },
        OperationCase("tanh", shape, type) { tanh($0 * most) },
        OperationCase("acosh", shape, type, in: .positive) { acosh($0 + 1) },
        OperationCase("atanh", shape, type) { atanh($0 * half) },
      ]
    }
  }

  private static var realFunctions: [OperationCase] {
    unaryShapes.flatMap { shape in
      [
        OperationCase("exp2", shape, T.self) { exp2($0) },
        OperationCase("log2", shape, T.self, in: .positive) { log2($0) },
        OperationCase("log10", shape, T.self, in: .positive) { log10($0) },
        OperationCase("atan", shape, T.self) { atan($0 * 0.5) },
        OperationCase("asinh", shape, T.self) { asinh($0 * 0.5) },
        OperationCase("erf", shape, T.self) { erf($0) },
        OperationCase("erfc", shape, T.self) { erfc($0) },
        OperationCase("exp(iθ)", shape, T.self) { exp(i: $0) },
        OperationCase("x^1.5", shape, T.self, in: .positive) { pow($0, 1.5) },
        OperationCase("x^−0.75", shape, T.self, in: .positive) { pow($0, -0.75) },
        OperationCase("x^0.0", shape, T.self, in: .awayFromZero) { pow($0, 0.0) + $0 },
        OperationCase("x^2.0", shape, T.self) { pow($0, 2.0) },
        OperationCase("x^3.0", shape, T.self) { pow($0, 3.0) },
        OperationCase("3^x", shape, T.self) { pow(3.0, $0) },
      ]
    }
  }

  private static var complexFunctions: [OperationCase] {
    unaryShapes.flatMap { shape in
      [
        OperationCase("exp2", shape, C.self) { exp2($0) },
        OperationCase("log2", shape, C.self, in: .positive) { log2($0) },
        OperationCase("log10", shape, C.self, in: .positive) { log10($0) },
        OperationCase("atan", shape, C.self) { atan($0 * 0.5) },
        OperationCase("asinh", shape, C.self) { asinh($0 * 0.5) },
        OperationCase("z^1.5", shape, C.self, in: .positive) { pow($0, 1.5) },
        OperationCase("z^−0.75", shape, C.self, in: .positive) { pow($0, -0.75) },
        OperationCase("z^0.0", shape, C.self, in: .awayFromZero) { pow($0, 0.0) + $0 },
      ]
    }
  }

  private static var activations: [OperationCase] {
    unaryShapes.flatMap { shape in
      [
        OperationCase("sigmoid", shape, T.self) { sigmoid($0 * 2) },
        OperationCase("logSigmoid", shape, T.self) { logSigmoid($0 * 2) },
        OperationCase("softplus", shape, T.self) { softplus($0 * 2) },
        OperationCase("silu", shape, T.self) { silu($0 * 2) },
        OperationCase("gelu", shape, T.self) { gelu($0) },
        OperationCase("elu", shape, T.self, in: .awayFromZero) { elu($0) },
        OperationCase("elu 0.5", shape, T.self, in: .awayFromZero) { elu($0, alpha: 0.5) },
        OperationCase("leakyRelu", shape, T.self, in: .awayFromZero) { square(leakyRelu($0)) },
        OperationCase("leakyRelu 0.25", shape, T.self, in: .awayFromZero) { square(leakyRelu($0, slope: 0.25)) },
      ]
    }
  }

  private static var pairs: [OperationCase] {
    shapePairs.flatMap { left, right in
      // Numbers that lie on either side of those of the domain, in turn.
      let offset = Tensor((0..<right.reduce(1, *)).map { T($0 % 2 == 0 ? -5 : 5) / 4 }, shape: right)
      return [
        OperationCase("x^y", left, right, T.self, in: .positive) { pow($0, $1) },
        OperationCase("hypot", left, right, T.self, in: .awayFromZero) { hypot($0, $1) },
        OperationCase("atan2", left, right, T.self, in: .awayFromZero) { atan2($0, $1) },
        OperationCase("polar", left, right, T.self) { polar($0, $1) },
        OperationCase("minimum", left, right, T.self, in: .positive) { square(minimum($0, $1 + offset)) },
        OperationCase("maximum", left, right, T.self, in: .positive) { square(maximum($0, $1 + offset)) },
        // A quotient of 3.1 to 3.4, or −3.4 to −3.1.
        OperationCase("mod", left, right, T.self, in: .positive) { square(mod($0 * 0.2 + 3 * $1, $1)) },
        OperationCase("mod −", left, right, T.self, in: .positive) { square(mod($0 * 0.2 + 3 * $1, -$1)) },
        OperationCase("fmod", left, right, T.self, in: .positive) { square(fmod($0 * 0.2 + 3 * $1, $1)) },
        OperationCase("fmod −", left, right, T.self, in: .positive) { square(fmod($0 * -0.2 - 3 * $1, $1)) },
      ]
    }
  }

  private static var complexPairs: [OperationCase] {
    shapePairs.map { left, right in
      OperationCase("z^w", left, right, C.self, in: .positive) { pow($0, $1 * 0.5) }
    }
  }

  private static var piecewise: [OperationCase] {
    unaryShapes.flatMap { shape in
      [
        OperationCase("clamp above", shape, T.self, in: .awayFromZero) { square(clamp($0, max: 0.25)) },
        OperationCase("clamp below 5", shape, T.self, in: .awayFromZero) { square(clamp($0, min: 0.25, max: 5)) },
        OperationCase("clamp above −5", shape, T.self, in: .awayFromZero) { square(clamp($0, min: -5, max: 0.25)) },
        OperationCase("floor", shape, T.self, in: .positive) { floor($0 * 0.25 + 5.125) * square($0) },
        OperationCase("ceil", shape, T.self, in: .positive) { ceil($0 * 0.25 + 5.125) * square($0) },
        OperationCase("trunc", shape, T.self, in: .positive) { trunc($0 * -0.25 - 5.125) * square($0) },
        OperationCase("round", shape, T.self, in: .positive) { round($0 * 0.25 + 5.625) * square($0) },
      ]
    }
  }

  private static func selections<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    let row = Mask([true, false, true]), column = Mask([false, true], shape: [2, 1])
    return [
      OperationCase("select by a mask", [5], type) {
        select(where: Mask([true, true, false, true, false]), square($0), exp($0))
      },
      OperationCase("select by a row", [2, 3], [2, 1], type) { select(where: row, square($0), square($1)) },
      OperationCase("select by a column", [3], [2, 3], type) { select(where: column, square($0), exp($1)) },
      OperationCase("select spreads both", [2, 1], [3], type) { select(where: row .^ column, square($0), exp($1)) },
      OperationCase("select spreads scalars", [], [], type) { select(where: column, square($0), exp($1)) },
      OperationCase("select or a number", [2, 3], type) {
        select(where: row, square($0), E(realPart: 2)) + select(where: column, E(realPart: 2), exp($0))
      },
    ]
  }

  private static var phases: [OperationCase] {
    let piecewise = unaryShapes.map { shape in
      OperationCase("select by its own sign", shape, T.self, in: .awayFromZero) { x in
        select(where: x .> 0, square(x), exp(x))
      }
    }
    // Steps of 1 to 3 radians, wrapped to one turn.
    let ramp = mod(Tensor((0..<4).map { T(2 * $0) }, shape: [4, 1]), Tensor(2 * T.pi))
    return piecewise + [
      OperationCase("unwrap axis 0", [4, 3], T.self) { square(unwrap($0 * 0.5 + ramp, axis: 0)) },
      OperationCase("unwrap axis 1", [2, 4, 3], T.self) { square(unwrap($0 * 0.5 + ramp, axis: 1)) },
      OperationCase("unwrap axis −1", [3, 4], T.self) {
        square(unwrap($0 * 0.5 + ramp.reshaped(to: [4])))
      },
      OperationCase("unwrap nothing", [3, 0], T.self) { unwrap($0) },
    ]
  }
}
