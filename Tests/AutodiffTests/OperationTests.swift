import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Every operation, in every arrangement of shapes, passes the generic gradient check: first and second derivatives,
/// forward and reverse mode and their nestings, against finite differences and one another.
@Suite("Derivatives of every operation")
struct OperationTests {
  @Test("Double precision", arguments: OperationTable<Double>.cases)
  func double(operation: OperationCase) { expectNone(operation.check()) }

  @Test("Single precision", arguments: OperationTable<Float>.cases)
  func single(operation: OperationCase) { expectNone(operation.check()) }
}

/// Records what a checker found.
func expectNone(_ failures: [CheckFailure], sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(
    failures.isEmpty, "\(failures.map(\.description).joined(separator: "\n"))", sourceLocation: sourceLocation)
}
