import Fourier

// What derivatives by several tensors at once do with each of them.

/// Makes each tensor a leaf of reverse mode.
private struct LeafVisitor: ParameterVisitor {
  let level: Level
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) { tensor = tensor.leaf(at: level) }
}

/// Replaces each leaf by its cotangent.
private struct CotangentVisitor: ParameterVisitor {
  let cotangents: Cotangents
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    tensor = cotangents.cotangent(of: tensor)
  }
}

/// Collects the tensors.
struct ParameterCollector: ParameterVisitor {
  private(set) var tensors: [AnyTensor] = []
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    tensors.append(Element.erase(tensor))
  }
}

/// Gives each tensor the next of `tangents`.
private struct TangentVisitor: ParameterVisitor {
  let level: Level
  var tangents: ArraySlice<AnyTensor>

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    guard let next = tangents.popFirst(), let tangent = Element.recover(next), tangent.shape == tensor.shape else {
      fatalError("the tangent has no tensor of shape \(tensor.shape) for the argument's '\(name)'")
    }
    tensor = tensor.moving(at: level, "leaf", along: tangent).observed(at: level)
  }
}

extension Parameterized {
  /// The value with its tensors as leaves of reverse mode.
  func leaves(at level: Level) -> Self {
    var visitor = LeafVisitor(level: level), leaves = self
    leaves.visitParameters(with: &visitor)
    return leaves
  }

  /// Of a value whose tensors are leaves, their cotangents.
  func cotangents(_ cotangents: Cotangents) -> Self {
    var visitor = CotangentVisitor(cotangents: cotangents), result = self
    result.visitParameters(with: &visitor)
    return result
  }

  /// The value with its tensors moving along those of `tangent`. Traps unless these are as many, of the same shapes.
  func moving(at level: Level, along tangent: Self) -> Self {
    var collector = ParameterCollector(), tangent = tangent
    tangent.visitParameters(with: &collector)
    var visitor = TangentVisitor(level: level, tangents: collector.tensors[...]), moving = self
    moving.visitParameters(with: &visitor)
    require(visitor.tangents.isEmpty, "the tangent has more tensors than the argument")
    return moving
  }
}
