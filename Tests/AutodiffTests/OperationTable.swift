import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// One operation in one arrangement of shapes, and the check of its derivatives.
struct OperationCase: Sendable, CustomTestStringConvertible {
  let name: String
  let check: @Sendable () -> [CheckFailure]
  var testDescription: String { name }

  /// A function of one tensor of `shape`.
  init<Input: SampledElement, Output: SampledElement>(
    _ name: String, _ shape: [Int], _ input: Input.Type, in domain: SampleDomain = .unit,
    _ f: @escaping @Sendable (Tensor<Input>) -> Tensor<Output>
  ) where Input.RealPart == Output.RealPart {
    let name = "\(name) \(shape) \(Input.self)"
    self.name = name
    check = {
      let seed = UInt64(name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF })
      var random = SeededRandom(seed: seed)
      return checkGradient(of: f, at: random.tensor(shape: shape, in: domain), named: name, seed: seed + 1)
    }
  }

  /// A function of two tensors. They are two parts of one, so that every partial derivative, mixed ones included, is
  /// examined at once.
  init<Element: SampledElement, Output: SampledElement>(
    _ name: String, _ left: [Int], _ right: [Int], _ element: Element.Type, in domain: SampleDomain = .unit,
    _ f: @escaping @Sendable (Tensor<Element>, Tensor<Element>) -> Tensor<Output>
  ) where Element.RealPart == Output.RealPart {
    let count = left.reduce(1, *), total = count + right.reduce(1, *)
    self.init("\(name) \(left) \(right)", [total], element, in: domain) { x in
      f(x.slice(0..<count).reshaped(to: left), x.slice(count..<total).reshaped(to: right))
    }
  }
}

/// Every operation on tensors, for one precision.
struct OperationTable<T: TensorScalar & SampledElement> {
  typealias C = Complex<T>

  /// Equal shapes, a scalar, a row, a column, leading axes, both sides stretched, extents of one.
  static var shapePairs: [([Int], [Int])] {
    [
      ([5], [5]), ([2, 3], [2, 3]), ([], []), ([4], []), ([], [4]), ([2, 3], [3]), ([3], [2, 3]), ([2, 3], [2, 1]),
      ([2, 1], [1, 3]), ([3, 1, 2], [2, 1]), ([1], [3]), ([2, 2], [1]),
    ]
  }

  static var cases: [OperationCase] {
    binary(T.self) + binary(C.self) + mixed + elementary(T.self) + elementary(C.self) + realOnly + complexParts
      + shapes(T.self) + shapes(C.self) + transforms + operators
  }

  private static func binary<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    let c = E(modulus: 3 / 2, turnedBy: 2)
    var cases: [OperationCase] = shapePairs.flatMap { left, right in
      [
        OperationCase("x + y", left, right, type) { $0 + $1 },
        OperationCase("x − y", left, right, type) { $0 - $1 },
        OperationCase("x · y", left, right, type) { $0 * $1 },
        OperationCase("x / y", left, right, type, in: .awayFromZero) { $0 / $1 },
      ]
    }
    for shape in [[5], [2, 3], []] {
      cases += [
        OperationCase("x + c", shape, type) { $0 + c },
        OperationCase("c + x", shape, type) { c + $0 },
        OperationCase("x − c", shape, type) { $0 - c },
        OperationCase("c − x", shape, type) { c - $0 },
        OperationCase("x · c", shape, type) { $0 * c },
        OperationCase("c · x", shape, type) { c * $0 },
        OperationCase("x / c", shape, type) { $0 / c },
        OperationCase("c / x", shape, type, in: .awayFromZero) { c / $0 },
        OperationCase("−x", shape, type) { -$0 },
        OperationCase("x += x · x", shape, type) { x in
          var y = x
          y += x * x
          y -= c * x
          return y
        },
      ]
    }
    return cases
  }

  private static var mixed: [OperationCase] {
    let r: T = -7 / 4
    var cases: [OperationCase] = shapePairs.flatMap { left, right in
      [
        OperationCase("r · z", left, right, C.self) { real($0) * $1 },
        OperationCase("z · r", left, right, C.self) { $0 * imaginary($1) },
        OperationCase("z / r", left, right, C.self, in: .positive) { $0 / real($1) },
      ]
    }
    cases += [
      OperationCase("z · real number", [5], C.self) { $0 * r },
      OperationCase("real number · z", [5], C.self) { r * $0 },
      OperationCase("z / real number", [5], C.self) { $0 / r },
    ]
    return cases
  }

  private static func elementary<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    [[5], [2, 3], []].flatMap { shape in
      [
        OperationCase("square", shape, type) { square($0) },
        OperationCase("exp", shape, type) { exp($0) },
        OperationCase("log", shape, type, in: .positive) { log($0) },
        OperationCase("sqrt", shape, type, in: .positive) { sqrt($0) },
        OperationCase("sin", shape, type) { sin($0) },
        OperationCase("cos", shape, type) { cos($0) },
        OperationCase("tanh", shape, type) { tanh($0) },
        OperationCase("pow 0", shape, type) { pow($0, 0) },
        OperationCase("pow 1", shape, type) { pow($0, 1) },
        OperationCase("pow 2", shape, type) { pow($0, 2) },
        OperationCase("pow 5", shape, type) { pow($0, 5) },
        OperationCase("pow −2", shape, type, in: .positive) { pow($0, -2) },
        OperationCase("conjugate", shape, type) { conjugate($0) },
      ]
    }
  }

  private static var realOnly: [OperationCase] {
    [[5], [2, 3], []].flatMap { shape in
      [
        OperationCase("|x|", shape, T.self, in: .awayFromZero) { abs($0) },
        OperationCase("sign", shape, T.self, in: .awayFromZero) { sign($0) },
        OperationCase("relu", shape, T.self, in: .awayFromZero) { relu($0) },
        OperationCase("clamp", shape, T.self, in: .awayFromZero) { clamp($0, min: 1 / 4) },
        OperationCase("complex x", shape, T.self) { complex($0) },
        OperationCase("relu in between", shape, T.self, in: .awayFromZero) { square(relu($0)) * $0 },
      ]
    }
  }

  private static var complexParts: [OperationCase] {
    [[5], [2, 3], []].flatMap { shape in
      [
        OperationCase("Re", shape, C.self) { real($0) },
        OperationCase("Im", shape, C.self) { imaginary($0) },
        OperationCase("|z|²", shape, C.self) { squaredModulus($0) },
        OperationCase("|z|", shape, C.self, in: .awayFromZero) { abs($0) },
        OperationCase("|z| above a floor", shape, C.self, in: .awayFromZero) { modulus($0, powerFloor: 1 / 256) },
        OperationCase("|z| below a floor", shape, C.self) { modulus($0, powerFloor: 1024) + real($0) },
        OperationCase("arg z", shape, C.self, in: .awayFromZero) { phase($0) },
        OperationCase("Re z̄z² + |z|·arg z", shape, C.self, in: .awayFromZero) { z in
          real(conjugate(z) * square(z)) + abs(z) * phase(z)
        },
      ]
    }
      + shapePairs.map { left, right in
        OperationCase("complex x, y", left, right, T.self) { complex($0, $1) }
      }
  }

  private static func shapes<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    var cases: [OperationCase] = [[], [1], [7], [2, 3], [3, 1, 4]].flatMap { shape in
      [
        OperationCase("sum", shape, type) { sum($0) },
        OperationCase("mean", shape, type) { mean($0) },
        OperationCase("sum of squares", shape, type) { sum(square($0)) },
        OperationCase("sum over no axis", shape, type) { sum($0, axes: []) },
        OperationCase("broadcast", shape, type) { $0.broadcast(to: [2] + shape) },
        OperationCase("reshape", shape, type) { x in square(x).reshaped(to: [1, x.count, 1]) },
      ]
    }
    for axes in [[0], [1], [2], [-1], [-2], [0, 1], [0, 2], [2, 1], [0, 1, 2]] {
      cases += [
        OperationCase("sum over \(axes)", [3, 2, 4], type) { square(sum($0, axes: axes)) },
        OperationCase("mean over \(axes)", [3, 2, 4], type) { square(mean($0, axes: axes)) },
        OperationCase("x − mean over \(axes)", [3, 2, 4], type) {
          square($0 - mean($0, axes: axes, keepingAxes: true))
        },
        OperationCase("x · sum over \(axes)", [3, 2, 4], type) { $0 * sum($0, axes: axes, keepingAxes: true) },
      ]
    }
    for axis in [0, 1, 2, -1, -3] {
      cases += [
        OperationCase("slice of axis \(axis)", [3, 4, 5], type) { square($0.slice(1..<3, axis: axis)) },
        OperationCase("empty slice of axis \(axis)", [3, 4, 5], type) { x in sum(x.slice(2..<2, axis: axis)) + sum(x) },
        OperationCase("padding of axis \(axis)", [2, 3, 4], type) {
          square($0.padded(before: 1, after: 2, axis: axis))
        },
        OperationCase("cut of axis \(axis)", [3, 4, 5], type) { square($0.resized(to: 2, axis: axis)) },
        OperationCase("extension of axis \(axis)", [3, 4, 5], type) { square($0.resized(to: 7, axis: axis)) },
      ]
    }
    cases += [
      OperationCase("broadcast of inner axes", [1, 3, 1], type) { $0.broadcast(to: [2, 2, 3, 4]) },
      OperationCase("broadcast to nothing", [2, 1], type) { x in sum(x.broadcast(to: [2, 0])) + sum(square(x)) },
      // A cotangent that repeats one number, through everything that may not notice.
      OperationCase("sum of window", [3, 4], type) { sum(square($0).slice(1..<3).padded(after: 2)) },
      OperationCase("sum of broadcast", [3, 1], type) { sum(square($0).broadcast(to: [2, 3, 4])) },
      OperationCase("sum of sums", [3, 4], type) { sum(sum(square($0), axes: [0]).reshaped(to: [2, 2]), axes: [1]) },
    ]
    return cases
  }

  private static var transforms: [OperationCase] {
    var cases: [OperationCase] = []
    for normalization in Normalization.allCases {
      for length in [1, 2, 5, 8] {
        for shape in [[length], [2, 3, length]] {
          cases += [
            OperationCase("fft \(normalization)", shape, C.self) { square(fft($0, normalization: normalization)) },
            OperationCase("ifft \(normalization)", shape, C.self) { square(ifft($0, normalization: normalization)) },
            OperationCase("rfft \(normalization)", shape, T.self) { square(rfft($0, normalization: normalization)) },
          ]
        }
        let bins = length / 2 + 1
        for shape in [[bins], [2, 3, bins]] {
          cases.append(
            OperationCase("irfft \(normalization) to \(length)", shape, C.self) {
              square(irfft($0, length: length, normalization: normalization))
            })
        }
      }
    }
    for length in [3, 4, 9, 10] {
      cases += [
        OperationCase("fft of \(length)", [2, 6], C.self) { square(fft($0, length: length)) },
        OperationCase("ifft of \(length)", [2, 6], C.self) { square(ifft($0, length: length)) },
        OperationCase("rfft of \(length)", [2, 6], T.self) { square(rfft($0, length: length)) },
        OperationCase("irfft of \(length)", [2, 4], C.self) { square(irfft($0, length: length)) },
        OperationCase("sum of rfft of \(length)", [2, 6], T.self) { sum(rfft(square($0), length: length)) },
        OperationCase("magnitude loss of \(length)", [2, 6], T.self) { x in
          mean(square(abs(rfft(x, length: length) + 2) - 1))
        },
      ]
    }
    cases.append(OperationCase("irfft", [5], C.self) { square(irfft($0)) })
    return cases
  }

  private static var operators: [OperationCase] {
    [
      OperationCase("user's operator", [4], T.self) { square(RunningSum<T>()(square($0))) },
      OperationCase("user's operator, adjoint", [4], C.self) { square(RunningSum<C>().adjoint(square($0))) },
      OperationCase("user's operator, twice adjoint", [4], C.self) {
        square(RunningSum<C>().adjoint.adjoint(square($0)))
      },
    ]
  }
}

/// yₙ = x₀ + … + xₙ, as a user of the library would write it.
struct RunningSum<Element: TensorElement>: LinearOperator {
  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    var sum = Element.zero
    return Tensor(
      x.elements.map {
        sum += $0
        return sum
      })
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    Tensor(apply(Tensor(y.elements.reversed())).elements.reversed())
  }
}
