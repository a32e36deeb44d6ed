import Autodiff
import Fourier

extension OptimizerState {
  /// Moves a model by a rule. Traps unless gradient and memories fit it.
  mutating func update<Model: Parameterized>(_ model: inout Model, along gradient: Model, by rule: some UpdateRule) {
    let names = rule.memories.map(\.name)
    if step > 0 || !memories.isEmpty {
      require(
        memories.count == names.count && names.allSatisfy { memories[$0] != nil },
        "the state of step \(step) has the memories \(memories.keys.sorted()), but the optimizer \(names.sorted())")
    }
    var update = ModelUpdate(
      rule: rule, gradients: tensors(of: gradient), memories: names.map { memories[$0] ?? [] }, step: step)
    model.visitParameters(with: &update)
    update.requireAllUsed()
    step += 1
    for (name, memory) in zip(names, update.updated) { memories[name] = memory }
  }
}

/// The tensors of a model in the order in which it visits them.
func tensors<Model: Parameterized>(of model: Model) -> [AnyTensor] {
  var collector = TensorCollector(), model = model
  model.visitParameters(with: &collector)
  return collector.tensors
}

private struct TensorCollector: ParameterVisitor {
  var tensors: [AnyTensor] = []
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    tensors.append(Element.erase(tensor))
  }
}

/// Moves each tensor that it visits.
private struct ModelUpdate: ParameterVisitor {
  let rule: any UpdateRule
  let gradients: [AnyTensor]
  let memories: [[AnyTensor]]
  let step: Int
  private(set) var updated: [[AnyTensor]]
  private var count = 0
  private var path: [String] = []

  init(rule: any UpdateRule, gradients: [AnyTensor], memories: [[AnyTensor]], step: Int) {
    self.rule = rule
    self.gradients = gradients
    self.memories = memories
    self.step = step
    updated = memories.map { _ in [] }
  }

  mutating func enter(_ name: String) { path.append(name) }
  mutating func leave() { path.removeLast() }

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    let result = rule.step(
      tensor, memories.map { $0.isEmpty ? nil : next(of: $0, for: tensor, called: name, from: memory) },
      along: next(of: gradients, for: tensor, called: name, from: "a gradient"))
    tensor = result.parameters
    for (number, memory) in result.memories.enumerated() { updated[number].append(Element.erase(memory)) }
    count += 1
  }

  private var memory: String { "a memory of \(step) steps" }

  /// The tensor that belongs to the one which is being visited.
  private func next<Element>(
    of others: [AnyTensor], for tensor: Tensor<Element>, called name: String, from owner: @autoclosure () -> String
  ) -> Tensor<Element> {
    require(count < others.count, "\(owner()) with \(others.count) tensors for a model with more")
    if let other = Element.recover(others[count]), other.shape == tensor.shape { return other }
    let own = Element.erase(tensor), other = others[count]
    let place = (path + [name]).filter { !$0.isEmpty }.joined(separator: ".")
    func description(_ tensor: AnyTensor) -> String {
      "of shape \(tensor.shape)" + (own.element == other.element ? "" : " of \(tensor.element)")
    }
    fatalError(
      "\(owner()) \(description(other)) for parameters \(place.isEmpty ? "" : "'\(place)' ")\(description(own))")
  }

  /// Traps where the gradient, or a memory, has tensors that the model has not.
  func requireAllUsed() {
    for (others, owner) in [(gradients, "a gradient")] + memories.map({ ($0, memory) }) where !others.isEmpty {
      require(
        others.count == count, "\(owner) with \(others.count) tensors for a model with \(count)")
    }
  }
}

extension AnyTensor {
  /// The name of the element type.
  fileprivate var element: String {
    switch self {
    case .float, .floatNumber: "Float"
    case .double, .doubleNumber: "Double"
    case .complexFloat: "Complex<Float>"
    case .complexDouble: "Complex<Double>"
    }
  }
}
