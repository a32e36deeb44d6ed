import Autodiff
import TestSupport
import Testing

/// Slices, paddings, orders and joins are NumPy's, to the last bit: elements move, or are added in the same order.
@Suite("Agreement with NumPy")
struct StructureFixtureTests {
  static let cases = (try? StructureFixture.load()) ?? []

  @Test("The fixture is complete")
  func complete() {
    #expect(Self.cases.count == 411)
  }

  @Test("Every case has NumPy's shape and elements")
  func values() throws {
    for expected in Self.cases {
      let result = try Self.evaluate(expected.function, at: expected.argument)
      #expect(
        result == expected.value, "\(expected.function) of \(expected.argument): \(result), NumPy \(expected.value)")
    }
  }

  struct UnknownFunction: Error {
    let name: String
  }

  /// The function that a case of the fixture names: words, with numbers in between.
  private static func evaluate(_ function: String, at x: Tensor<Double>) throws -> Tensor<Double> {
    let words = function.split(separator: " ").map(String.init)
    let name = words.filter { Int($0) == nil && $0 != "None" }.joined(separator: " ")
    let numbers = words.filter { Int($0) != nil || $0 == "None" }.map { Int($0) }
    let n = numbers.compactMap { $0 }, last = n.last ?? 0
    switch name {
    case "slice axis": return x.slice(from: numbers[0], to: numbers[1], by: numbers[2] ?? 0, axis: last)
    case "pad reflect axis": return x.padded(before: n[0], after: n[1], axis: last, mode: .reflect)
    case "pad symmetric axis": return x.padded(before: n[0], after: n[1], axis: last, mode: .symmetric)
    case "pad edge axis": return x.padded(before: n[0], after: n[1], axis: last, mode: .edge)
    case "pad circular axis": return x.padded(before: n[0], after: n[1], axis: last, mode: .circular)
    case "pad constant axis": return x.padded(before: n[0], after: n[1], axis: last, mode: .constant(1.5))
    case "flip axis": return x.flipped(axis: last)
    case "roll axis": return x.rolled(by: n[0], axis: last)
    case "repeat axis": return x.repeated(count: n[0], axis: last)
    case "tile": return x.tiled(n)
    case "cumsum axis": return x.cumulativeSum(axis: last)
    case "cumprod axis": return x.cumulativeProduct(axis: last)
    case "diff axis": return x.differences(order: n[0], axis: last)
    case "sort axis": return coarse(x).sorted(axis: last)
    case "argsort axis": return numbered(coarse(x).argsort(axis: last))
    case "argmax axis": return numbered(coarse(x).argmax(axis: last))
    case "argmin axis": return numbered(coarse(x).argmin(axis: last))
    case "take axis": return x.gathering([2, 0, 0, 1, 2, 2], axis: last)
    case "take along axis":
      let order = numbered(x.argsort(axis: last)).flipped(axis: 0).flipped(axis: 1)
      return x.takingAlongAxis(IndexArray(order.elements.map { Int($0) }, shape: order.shape), axis: last)
    case "expand": return x.expandingAxis(at: last)
    case "squeeze": return x.squeezed()
    case "squeeze axis": return x.squeezed(axis: last)
    case "fftshift": return fftShift(x, axes: n)
    case "ifftshift": return ifftShift(x, axes: n)
    case "fftshift all": return fftShift(x, axes: Array(x.shape.indices))
    case "ifftshift all": return ifftShift(x, axes: Array(x.shape.indices))
    case "at axis": return x.at(n[0], axis: last)
    case "concatenate axis": return concatenate([x, 2 * x, -x], axis: last)
    case "stack axis": return stack([x, 2 * x, -x], axis: last)
    case "split axis": return x.split(count: 2, axis: last)[1]
    case "split by lengths axis": return x.split(lengths: [1, 0, 3, 2], axis: last)[2]
    case "transpose": return x.transposed(n)
    case "transpose last two": return x.transposed()
    case "moveaxis": return x.movingAxis(from: n[0], to: n[1])
    case "swapaxes": return x.swappingAxes(n[0], n[1])
    case "diagonal": return x.diagonal(offset: last)
    case "diagonal matrix": return x.diagonalMatrix(offset: last)
    case "reshape": return x.reshaped(to: n)
    case "ravel": return x.flattened()
    case "identity": return .identity(last)
    case "arange": return Tensor(-2..<5)
    case "arange quarters": return Tensor(stride(from: -1, to: 1, by: 0.25))
    case "linspace": return last == 1 ? .linearlySpaced(from: 3, through: 4, count: 1) : linearlySpaced(last)
    default: throw UnknownFunction(name: function)
    }
  }

  private static func linearlySpaced(_ count: Int) -> Tensor<Double> {
    .linearlySpaced(from: -1 / 3, through: 2, count: count)
  }

  /// Few values, so that some are equal.
  private static func coarse(_ x: Tensor<Double>) -> Tensor<Double> {
    Tensor(x.elements.map { ($0 / 20).rounded(.toNearestOrEven) }, shape: x.shape)
  }

  private static func numbered(_ indices: IndexArray) -> Tensor<Double> {
    Tensor(indices.elements.map { Double($0) }, shape: indices.shape)
  }
}
