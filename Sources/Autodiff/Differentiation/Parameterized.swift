/// A value made of tensors, by which a function can be differentiated: a model with its weights, say.
///
/// A conforming type names its tensors, and its parts that are such values themselves, in one method. The order is always
/// the same.
///
/// ```swift
/// struct LinearLayer: Parameterized {
///   var weight: Tensor<Double>
///   var bias: Tensor<Double>
///
///   mutating func visitParameters(with visitor: inout some ParameterVisitor) {
///     visitor.visit("weight", &weight)
///     visitor.visit("bias", &bias)
///   }
/// }
///
/// let layer = LinearLayer(weight: Tensor([0.5, -1]), bias: Tensor(0.1))
/// let slope = gradient(at: layer) { layer in square(sum(layer.weight * Tensor([1.0, 2])) + layer.bias) }
/// slope.weight   // a LinearLayer like the argument holds the derivatives
/// ```
public protocol Parameterized {
  /// Hands each tensor and each part to `visitor`.
  mutating func visitParameters(with visitor: inout some ParameterVisitor)
}

/// What is done with each tensor of a value.
public protocol ParameterVisitor {
  /// Sees, and may replace, one tensor.
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>)

  /// Called before the parts of a value called `name` are visited.
  mutating func enter(_ name: String)

  /// Called when they have been.
  mutating func leave()
}

extension ParameterVisitor {
  public mutating func enter(_ name: String) {}
  public mutating func leave() {}

  /// Sees each tensor of a part.
  public mutating func visit<Part: Parameterized>(_ name: String, _ part: inout Part) {
    enter(name)
    part.visitParameters(with: &self)
    leave()
  }
}

extension Tensor: Parameterized {
  /// The tensor itself, without a name.
  public mutating func visitParameters(with visitor: inout some ParameterVisitor) { visitor.visit("", &self) }
}

extension Array: Parameterized where Element: Parameterized {
  /// The elements, by their indices.
  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    for index in indices { visitor.visit("\(index)", &self[index]) }
  }
}

extension Optional: Parameterized where Wrapped: Parameterized {
  /// The value, if there is one.
  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    self?.visitParameters(with: &visitor)
  }
}
