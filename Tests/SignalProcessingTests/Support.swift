// What the tests of this module share: the fixtures, and the precisions.

import Autodiff
import ComplexNumbers
import Foundation
import TestSupport
import Testing

private struct Fixture<Case: Decodable>: Decodable { let cases: [Case] }

/// The cases of a file in Fixtures/signal.
func cases<Case: Decodable>(_ name: String) throws -> [Case] {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = tests.deletingLastPathComponent().appending(path: "Fixtures/signal/\(name)")
  let cases = try JSONDecoder().decode(Fixture<Case>.self, from: Data(contentsOf: file)).cases
  try #require(!cases.isEmpty)
  return cases
}

extension Tensor where Element: TensorScalar {
  /// 16-bit samples as a signal in [−1, 1).
  init(pcm samples: [Int]) { self.init(samples.map { Element($0) / 32768 }) }

  /// Rows of numbers, rounded to the precision.
  init(rounding rows: [[Double]]) { self.init(rows.map { $0.map { Element($0) } }) }
}

extension Tensor {
  /// Rows of complex numbers as alternating real and imaginary parts, rounded to the precision.
  init<T: TensorScalar>(pairs rows: [[Double]]) where Element == Complex<T> {
    self.init(
      rows.map { row in
        stride(from: 0, to: row.count, by: 2).map { Complex(T(row[$0]), T(row[$0 + 1])) }
      })
  }
}

/// The message with which code traps.
func message(ofExit result: ExitTest.Result?) -> String {
  result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
}
