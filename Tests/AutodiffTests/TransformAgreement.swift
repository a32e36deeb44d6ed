import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// What an examination of a Fourier operator found.
struct Finding: Sendable, CustomStringConvertible {
  let property: CheckFailure.Property
  let description: String

  init(_ property: CheckFailure.Property, _ description: String) {
    self.property = property
    self.description = description
  }

  init(_ failure: CheckFailure) { self.init(failure.property, failure.description) }
}

/// Records what an examination found.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(findings.isEmpty, "\(findings)", sourceLocation: sourceLocation)
}

/// Checks that an operator computes what a reference transform computes, in both directions, to the accuracy that is
/// expected of a fast one.
///
/// An operator that is wrong in the same way in both directions passes every check of its derivatives; this one finds it.
///
/// - Parameter tolerance: of the relative error in the Euclidean norm.
func checkAgreement<Operator: LinearOperator, Reference: FourierTransform>(
  of map: Operator, with reference: Reference, tolerance: Operator.Input.RealPart, named name: String
) -> [Finding]
where
  Operator.Input: SampledElement, Operator.Output: SampledElement, Operator.Input.RealPart == Operator.Output.RealPart,
  Reference.Input == Operator.Input, Reference.Output == Operator.Output
{
  var random = SeededRandom(seed: 11)
  let x = random.tensor(Operator.Input.self, shape: reference.inputShape)
  let w = random.tensor(Operator.Output.self, shape: reference.outputShape)
  return agreement(map(x), reference(x.elements), reference.outputShape, tolerance, name)
    + agreement(map.adjoint(w), reference.adjoint(w.elements), reference.inputShape, tolerance, name + ", adjoint")
}

private func agreement<Element: SampledElement>(
  _ result: Tensor<Element>, _ expected: [Element], _ shape: [Int], _ tolerance: Element.RealPart, _ name: String
) -> [Finding] {
  guard result.shape == shape else {
    return [Finding(.shape, "\(name): shape \(result.shape) instead of \(shape)")]
  }
  let expected = Tensor(expected, shape: shape)
  let error = euclideanNorm(result - expected), bound = Double(tolerance) * euclideanNorm(expected)
  if error <= bound { return [] }
  return [Finding(.value, "\(name): \(error) from the reference, tolerance \(bound)")]
}

/// An array and the axes of it that are transformed.
struct TransformArrangement: Sendable, CustomTestStringConvertible {
  let shape: [Int]
  let axes: [Int]?

  init(_ shape: [Int], _ axes: [Int]? = nil) {
    self.shape = shape
    self.axes = axes
  }

  /// The transformed axes, counted from the first.
  var transformed: [Int] { (axes ?? Array(shape.indices)).map { ($0 + shape.count) % shape.count } }

  var testDescription: String { "\(shape) along \(axes.map { "\($0)" } ?? "all")" }

  /// The errors of a fast transform and of the reference, each within its gate.
  func tolerance<T: TensorScalar>(_ type: T.Type) -> T {
    Tolerances.arrayDFT(lengths: transformed.map { shape[$0] }) + Tolerances.definition()
  }

  /// The same for real-to-real kinds: of the DFT of the period, and ends that may weigh √2 more or less along each axis.
  func realToRealTolerance<T: TensorScalar>(_ type: T.Type) -> T {
    Tolerances.arrayDFT(lengths: transformed.map { 2 * (shape[$0] + 1) }) * .pow(.sqrt(2), transformed.count)
      + Tolerances.definition()
  }
}
