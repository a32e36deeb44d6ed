import Autodiff
import ComplexNumbers

extension Parameterized {
  /// Whether no element of the tensors is infinite or not a number.
  var isFinite: Bool {
    var visitor = FiniteVisitor(), copy = self
    copy.visitParameters(with: &visitor)
    return visitor.isFinite
  }
}

private struct FiniteVisitor: ParameterVisitor {
  private(set) var isFinite = true

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    isFinite = isFinite && allFinite(tensor)
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func allFinite<Element: TensorElement>(_ tensor: Tensor<Element>) -> Bool {
  let elements = tensor.isUniform ? Array([tensor.uniformElement].prefix(tensor.count)) : tensor.values
  return elements.withUnsafeBytes { bytes in
    // A complex number is two real ones. Without an early end the loop vectorizes.
    bytes.withMemoryRebound(to: Element.RealPart.self) { numbers in
      var failures = 0
      for number in numbers { failures |= number - number == 0 ? 0 : 1 }
      return failures == 0
    }
  }
}
