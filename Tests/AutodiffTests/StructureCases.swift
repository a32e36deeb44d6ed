import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// A linear map between tensors of one element type, at an input's shape.
struct LinearMapCase<E: SampledElement>: Sendable {
  let name: String
  let shape: [Int]
  let map: @Sendable (Tensor<E>) -> Tensor<E>

  init(_ name: String, _ shape: [Int], _ map: @escaping @Sendable (Tensor<E>) -> Tensor<E>) {
    self.name = name
    self.shape = shape
    self.map = map
  }

  /// The dot-product test of the map and its pullback, and the gradient test of a product with it.
  var cases: [OperationCase] {
    let title = "adjoint of \(name) \(shape) \(E.self)"
    let adjoint = OperationCase(name: title) { [shape, map] in
      checkAdjoint(
        of: Claim<E, E>(apply: map, adjoint: { pullback(at: Tensor(repeating: 0, shape: shape), of: map)($0) }),
        inputShape: shape, named: title)
    }
    return [adjoint, OperationCase(name, shape, E.self) { [map] in square(map(square($0))) }]
  }
}

extension OperationCase {
  init(name: String, check: @escaping @Sendable () -> [CheckFailure]) {
    self.name = name
    self.check = check
  }
}

extension OperationTable {
  /// Slices, joins, orders, repetitions: every operation that moves elements, and the running sums and products.
  static var structure: [OperationCase] {
    linearMaps(T.self).flatMap(\.cases) + linearMaps(C.self).flatMap(\.cases) + joins(T.self) + joins(C.self)
      + products(T.self) + products(C.self) + orders + conversions
  }

  private static func linearMaps<E: SampledElement>(_ type: E.Type) -> [LinearMapCase<E>] where E.RealPart == T {
    var maps: [LinearMapCase<E>] = []
    // The axis examined first, in the middle and last; of extents 1 and 0; beside axes of extents 1 and 0.
    let axes: [([Int], Int)] = [
      ([7], 0), ([3, 4, 2], 0), ([3, 4, 2], 1), ([3, 4, 5], -1), ([2, 3, 2], -3), ([1], 0), ([3, 1, 2], 1),
      ([1, 4], -1),
      ([0], 0), ([2, 0, 3], 1), ([2, 3, 0], 1),
    ]
    for (shape, axis) in axes {
      let extent = shape[axis < 0 ? axis + shape.count : axis]
      maps += [
        LinearMapCase("every second of axis \(axis)", shape) { $0.slice(by: 2, axis: axis) },
        LinearMapCase("every third backward of axis \(axis)", shape) { $0.slice(by: -3, axis: axis) },
        LinearMapCase("slice from 1 by 2 of axis \(axis)", shape) { $0.slice(from: 1, to: -1, by: 2, axis: axis) },
        LinearMapCase("slice from 1 of axis \(axis)", shape) { $0.slice(from: 1, by: 1, axis: axis) },
        LinearMapCase("flip of axis \(axis)", shape) { $0.flipped(axis: axis) },
        LinearMapCase("roll of axis \(axis)", shape) { $0.rolled(by: 2, axis: axis) },
        LinearMapCase("roll back of axis \(axis)", shape) { $0.rolled(by: -8, axis: axis) },
        LinearMapCase("fftShift of axis \(axis)", shape) { fftShift($0, axes: [axis]) },
        LinearMapCase("ifftShift of axis \(axis)", shape) { ifftShift($0, axes: [axis]) },
        LinearMapCase("padding with 0 of axis \(axis)", shape) {
          $0.padded(before: 2, after: 1, axis: axis, mode: .constant(0))
        },
        LinearMapCase("repetition of axis \(axis)", shape) { $0.repeated(count: 3, axis: axis) },
        LinearMapCase("running sum of axis \(axis)", shape) { $0.cumulativeSum(axis: axis) },
        LinearMapCase("differences of axis \(axis)", shape) { $0.differences(axis: axis) },
        LinearMapCase("second differences of axis \(axis)", shape) { $0.differences(order: 2, axis: axis) },
        LinearMapCase("new axis \(axis)", shape) { $0.expandingAxis(at: axis) },
        LinearMapCase("gathering of nothing of axis \(axis)", shape) { $0.gathering([], axis: axis) },
        LinearMapCase("scatter-add of axis \(axis)", shape) {
          $0.scatterAdd(to: (0..<extent).map { $0 * $0 % 5 }, length: 5, axis: axis)
        },
      ]
      guard extent > 0 else { continue }
      for (before, after) in [(1, 2), (0, 9), (11, 0)] {
        for (name, mode) in paddingModes(type) {
          maps.append(
            LinearMapCase("\(name) padding \(before) \(after) of axis \(axis)", shape) {
              $0.padded(before: before, after: after, axis: axis, mode: mode)
            })
        }
      }
      maps += [
        LinearMapCase("last of axis \(axis)", shape) { $0.at(extent - 1, axis: axis) },
        LinearMapCase("gathering of axis \(axis)", shape) {
          $0.gathering([extent - 1, 0, extent / 2, 0, 0], axis: axis)
        },
        LinearMapCase("first row", shape.map { max($0, 1) }) { $0.row(0) },
        LinearMapCase("split of axis \(axis)", shape) { x in
          let parts = x.split(lengths: [extent / 2, 0, extent - extent / 2], axis: axis)
          return concatenate([parts[2], parts[0], parts[2], parts[1]], axis: axis)
        },
        LinearMapCase("equal split of axis \(axis)", shape) { x in
          stack(x.split(count: extent, axis: axis).map { $0.squeezed(axis: axis) }.reversed(), axis: axis)
        },
        LinearMapCase("choice along axis \(axis)", shape) { x in
          var chosen = x.shape
          chosen[axis < 0 ? axis + chosen.count : axis] = 2
          let indices = (0..<chosen.reduce(1, *)).map { $0 * 7 % 5 % extent }
          return x.takingAlongAxis(IndexArray(indices, shape: chosen), axis: axis)
        },
      ]
    }
    for shape in [[2, 3, 4], [3, 1, 2], [2, 0, 3]] {
      for permutation in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [-1, -3, -2]] {
        maps.append(LinearMapCase("transpose \(permutation)", shape) { $0.transposed(permutation) })
      }
      maps += [
        LinearMapCase("transpose of the last two", shape) { $0.transposed() },
        LinearMapCase("moved axis", shape) { $0.movingAxis(from: 0, to: -1) },
        LinearMapCase("swapped axes", shape) { $0.swappingAxes(0, 2) },
        LinearMapCase("flattening", shape) { $0.flattened() },
        LinearMapCase("removal of axes", shape) { $0.squeezed() },
        LinearMapCase("tiles", shape) { $0.tiled([2, 1, 1, 3]) },
        LinearMapCase("tiles of the last axis", shape) { $0.tiled([2]) },
        LinearMapCase("no tiles", shape) { $0.tiled([0, 1]) },
        LinearMapCase("diagonal", shape) { $0.diagonal() },
        LinearMapCase("diagonal above", shape) { $0.diagonal(offset: 1) },
        LinearMapCase("diagonal below", shape) { $0.diagonal(offset: -1) },
        LinearMapCase("matrix of a diagonal", shape) { $0.diagonalMatrix() },
        LinearMapCase("matrix of an upper diagonal", shape) { $0.diagonalMatrix(offset: 2) },
        LinearMapCase("matrix of a lower diagonal", shape) { $0.diagonalMatrix(offset: -1) },
      ]
    }
    maps += [
      LinearMapCase("transpose of four axes", [2, 3, 2, 4]) { $0.transposed([3, 1, 0, 2]) },
      LinearMapCase("transpose in squares", [18, 17]) { $0.transposed() },
      LinearMapCase("reshape with an open extent", [2, 3, 4]) { $0.reshaped(to: [4, -1]) },
      LinearMapCase("removal of an axis", [2, 1, 4]) { $0.squeezed(axis: -2) },
      LinearMapCase("element of a vector", [5]) { $0.element(3) },
      LinearMapCase("element of a matrix", [3, 4]) { $0.element(2, 1) },
      LinearMapCase("element of a scalar", []) { $0.element() },
      LinearMapCase("vector of elements", [4]) { x in
        stack([x.element(1), x.element(3), x.element(1) + x.element(0)])
      },
      LinearMapCase("tiles of a scalar", []) { $0.tiled([3]) },
      LinearMapCase("new axis of a scalar", []) { $0.expandingAxis(at: -1) },
      // A cotangent that repeats one number.
      LinearMapCase("sum of a flip", [2, 3]) { sum($0.flipped(axis: 0)) },
      LinearMapCase("sum of a transpose", [2, 3]) { sum($0.transposed()) },
      LinearMapCase("sum of a gathering", [2, 3]) { sum($0.gathering([2, 2, 0])) },
      LinearMapCase("sum of a reflection", [2, 3]) { sum($0.padded(after: 4, mode: .reflect)) },
      LinearMapCase("sum of running sums", [2, 3]) { sum($0.cumulativeSum()) },
      LinearMapCase("sum of differences", [2, 3]) { sum($0.differences(axis: 0)) },
    ]
    return maps
  }

  private static func paddingModes<E: SampledElement>(_ type: E.Type) -> [(String, PaddingMode<E>)] {
    [("reflecting", .reflect), ("symmetric", .symmetric), ("edge", .edge), ("circular", .circular)]
  }

  private static func joins<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    let c = E(modulus: 5 / 4, turnedBy: 1)
    var cases = [
      OperationCase("constant padding", [2, 3], type) { square($0.padded(before: 2, after: 1, mode: .constant(c))) },
      OperationCase("stack of scalars", [], [], type) { x, y in stack([x * y, square(x), Tensor(c), y]) },
    ]
    for axis in [0, 1, -1] {
      cases += [
        OperationCase("concatenation along \(axis)", [2, 2], [2, 2], type) { x, y in
          square(concatenate([x, y, Tensor(repeating: c, shape: [2, 2]), x * y], axis: axis))
        },
        OperationCase("stack along \(axis)", [2, 3], [2, 3], type) { x, y in
          square(stack([y, x * y, Tensor(repeating: c, shape: [2, 3])], axis: axis))
        },
      ]
    }
    cases += [
      OperationCase("concatenation of different lengths", [2, 1, 3], [2, 4, 3], type) { x, y in
        square(concatenate([y, x, y.slice(0..<0, axis: 1)], axis: 1)) * concatenate([x, y], axis: -2)
      }
    ]
    return cases
  }

  private static func products<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    [([5], 0), ([3, 2, 2], 0), ([2, 4, 2], 1), ([2, 3], -1), ([1, 2], 0), ([0, 2], 0)].map { shape, axis in
      OperationCase("running product of axis \(axis)", shape, type) { $0.cumulativeProduct(axis: axis) }
    } + [
      OperationCase("square of running products", [4], type) { square(($0 + 1).cumulativeProduct()) }
    ]
  }

  private static var orders: [OperationCase] {
    // Far enough apart that finite differences do not change the order.
    let levels = Tensor<T>([3, -3, 0, 6, -3, 3, 0, -6], shape: [2, 4])
    return [0, 1, -1].flatMap { axis in
      [
        OperationCase("sorting along \(axis)", [2, 4], T.self) { square(($0 + levels).sorted(axis: axis)) },
        OperationCase("gaps along \(axis)", [2, 4], T.self) { square(($0 + levels).sorted(axis: axis).differences()) },
      ]
    }
  }

  private static var conversions: [OperationCase] {
    [
      OperationCase("real to complex", [2, 3], T.self) { square(Tensor<C>($0)) },
      OperationCase("real to real", [3], T.self) { square(Tensor<T>($0)) },
      OperationCase("complex to complex", [3], C.self) { square(Tensor<C>($0)) },
    ]
  }
}

/// Every structural operation passes the generic checks.
@Suite("Derivatives of structural operations")
struct StructureCaseTests {
  @Test("Double precision")
  func double() {
    for operation in OperationTable<Double>.structure { expectNone(operation.check()) }
  }

  @Test("Single precision")
  func single() {
    for operation in OperationTable<Float>.structure { expectNone(operation.check()) }
  }

  @Test("Single precision by way of double")
  func conversions() {
    let cases = [
      OperationCase("by way of double", [2, 3], Float.self) { Tensor<Float>(square(Tensor<Double>($0))) },
      OperationCase("by way of complex double", [2, 3], Complex<Float>.self) {
        Tensor<Complex<Float>>(square(Tensor<Complex<Double>>($0)))
      },
      OperationCase("real to complex by way of double", [3], Float.self) {
        Tensor<Complex<Float>>(square(Tensor<Complex<Double>>($0)))
      },
    ]
    for operation in cases { expectNone(operation.check()) }
  }
}
