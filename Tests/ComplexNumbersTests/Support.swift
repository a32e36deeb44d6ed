// What the tests of this module share: the precisions, the fixtures, and the unit in which errors are counted.

import ComplexNumbers
import Foundation
import Testing

/// A precision under test: a `Real` that conversions reach.
typealias Precision = BinaryFloatingPoint & Real & Sendable

/// A complex number in a table, which the compiler checks quickly.
typealias Z = Complex<Double>

/// The distance of x from the true value, in ulps of a scale that `T` rounds to.
///
/// Below the normal range the ulp is that of the smallest normal number, so that gradual underflow is not held against
/// a function.
func ulps<T: Precision>(from x: T, to truth: Double, ofScale scale: Double) -> Double {
  let error = (Double(x) - truth).magnitude / Double(max(T(scale.magnitude), .leastNormalMagnitude).ulp)
  return error.isNaN ? .infinity : error
}

/// The distance of z from the true value, in ulps of the larger part of the true value.
func ulps<T: Precision>(from z: Complex<T>, to truth: Complex<Double>) -> Double {
  let larger = max(truth.real.magnitude, truth.imaginary.magnitude)
  return max(
    ulps(from: z.real, to: truth.real, ofScale: larger),
    ulps(from: z.imaginary, to: truth.imaginary, ofScale: larger))
}

/// Whether two numbers are equal, with NaN equal to NaN.
func same<T: Precision>(_ x: T, _ y: T) -> Bool {
  x == y || x.isNaN && y.isNaN
}

/// Whether two complex numbers are equal part by part, with NaN equal to NaN.
func same<T: Precision>(_ z: Complex<T>, _ w: Complex<T>) -> Bool {
  same(z.real, w.real) && same(z.imaginary, w.imaginary)
}

/// Whether two numbers are the same to the bit, signs of zeros included, but for the payload of a NaN.
func identical<T: Precision>(_ x: T, _ y: T) -> Bool {
  x.isNaN ? y.isNaN : x == y && x.sign == y.sign
}

/// Whether two complex numbers are the same to the bit, but for the payloads of NaNs.
func identical<T: Precision>(_ z: Complex<T>, _ w: Complex<T>) -> Bool {
  identical(z.real, w.real) && identical(z.imaginary, w.imaginary)
}

/// A row of a file in Fixtures/complex.
struct FixtureRow: CustomStringConvertible {
  let description: String
  let name: String
  let numbers: [Double]
}

/// The rows of a file in Fixtures/complex: a name, then numbers.
func fixture(_ name: String) throws -> [FixtureRow] {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = tests.deletingLastPathComponent().appending(path: "Fixtures/complex/\(name)")
  let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
  try #require(!rows.isEmpty)
  return try rows.map { row in
    let fields = row.split(separator: ",")
    let numbers = try fields.dropFirst().map { field in try #require(Double(field)) }
    return FixtureRow(description: String(row), name: String(fields[0]), numbers: numbers)
  }
}

/// The number x + iy in precision `T`, or nil where `T` does not hold both parts exactly.
func exactly<T: Precision>(_ x: Double, _ y: Double, as type: T.Type) -> Complex<T>? {
  guard let x = T(exactly: x), let y = T(exactly: y) else { return nil }
  return Complex(x, y)
}

/// All complex numbers whose parts are zeros, infinities, NaN, ends of the range, or ordinary, of either sign.
func edges<T: Precision>(_ type: T.Type) -> [Complex<T>] {
  let magnitudes: [T] = [
    0, .leastNonzeroMagnitude, .leastNormalMagnitude, 0.25, 1, 1.5, 40, .greatestFiniteMagnitude, .infinity,
  ]
  let parts = magnitudes + magnitudes.map { -$0 } + [.nan]
  return parts.flatMap { x in parts.map { y in Complex(x, y) } }
}
