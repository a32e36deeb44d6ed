import Autodiff
import TestSupport

/// Hands out the tensors of a layer by their place, and takes one back.
private struct ParameterReader<T: TensorScalar>: ParameterVisitor {
  var parameters: [Tensor<T>] = []
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    if let parameter = tensor as? Tensor<T> { parameters.append(parameter) }
  }
}

private struct ParameterWriter<T: TensorScalar>: ParameterVisitor {
  let place: Int
  let parameter: Tensor<T>
  var count = 0
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    if count == place, let parameter = parameter as? Tensor<Element> { tensor = parameter }
    count += 1
  }
}

/// What ``checkGradient(of:at:named:order:seed:)`` finds of a layer by each of its parameters, by all at once, and by
/// its input.
func layerFailures<T: TensorScalar & SampledElement, Layer: Parameterized, Output: SampledElement>(
  _ layer: Layer, at x: Tensor<T>, order: Int = 2, _ apply: @escaping (Layer, Tensor<T>) -> Tensor<Output>
) -> [CheckFailure] where Output.RealPart == T {
  var reader = ParameterReader<T>(), copy = layer
  copy.visitParameters(with: &reader)
  let parameters = reader.parameters
  func replacing(_ place: Int, by parameter: Tensor<T>, in layer: Layer) -> Layer {
    var writer = ParameterWriter(place: place, parameter: parameter), changed = layer
    changed.visitParameters(with: &writer)
    return changed
  }
  var failures = checkGradient(of: { apply(layer, $0) }, at: x, named: "input", order: order)
  for (place, parameter) in parameters.enumerated() {
    failures += checkGradient(
      of: { apply(replacing(place, by: $0, in: layer), x) }, at: parameter, named: "parameter \(place)", order: order)
  }
  // A line through all of them, so that mixed second derivatives count.
  var random = SeededRandom(seed: 77)
  let directions = parameters.map { random.tensor(T.self, shape: $0.shape) * 0.5 }
  failures += checkGradient(
    of: { t in
      let moved = parameters.indices.reduce(layer) { layer, place in
        replacing(place, by: parameters[place] + directions[place] * t.element(0), in: layer)
      }
      return apply(moved, x * (1 + 0.5 * t.element(1)))
    }, at: Tensor<T>([0.1, 0.2]), named: "all parameters", order: order)
  return failures
}
