/// Somebody who watches the derivatives of one level as they are taken.
///
/// Told of values in the order of computation, and of cotangents in the order of the sweep. Calls may come from several
/// tasks at once. Levels without an observer pay a nil check at each of these places.
protocol GraphObserver: AnyObject, Sendable {
  /// A value was traced at the level: in reverse mode it was recorded, in forward mode it has a tangent. A leaf has no
  /// inputs.
  func didTrace(_ value: ObservedValue, inputs: [ObservedValue])

  /// A sweep begins, of which `seed` is the cotangent of the root.
  func willSweep(from root: Node, seed: AnyTensor)

  /// The cotangent of a value is complete.
  func didComplete(_ cotangent: AnyTensor, of node: Node)

  /// The edge from `node`, whose cotangent is complete, to `input` has handed on a part of the cotangent of `input`.
  func didHandOn(_ contribution: AnyTensor, to input: Node, from node: Node, of cotangent: AnyTensor)
}

/// What an observer sees of a tensor.
struct ObservedValue: Sendable {
  /// The tensor's node at the level; nil for a constant there.
  let node: Node?
  let value: AnyTensor
  /// In forward mode, of a tensor that is traced.
  let tangent: AnyTensor?

  init<Element>(_ tensor: Tensor<Element>, at level: Level) {
    let trace = tensor.trace(at: level)
    node = trace
    value = Element.erase(tensor).untraced
    tangent = trace?.tangent.map { Element.erase($0).untraced }
  }
}

extension Tensor {
  /// Tells the observer of `level`, if there is one, that the tensor was computed there from `inputs`.
  @inline(__always)
  func observed(at level: Level, from inputs: @autoclosure () -> [ObservedValue] = []) -> Tensor {
    if level.isObserved { report(at: level, from: inputs()) }
    return self
  }

  /// Tells the observer of `level` that the tensor was computed there from `inputs`.
  @inline(never)
  func report(at level: Level, from inputs: [ObservedValue]) {
    level.observer?.didTrace(ObservedValue(self, at: level), inputs: inputs)
  }
}

extension AnyTensor {
  /// The tensor without its trace; a number as a tensor, too.
  var untraced: AnyTensor {
    switch self {
    case .float(let tensor): .float(Tensor(sharing: tensor))
    case .double(let tensor): .double(Tensor(sharing: tensor))
    case .complexFloat(let tensor): .complexFloat(Tensor(sharing: tensor))
    case .complexDouble(let tensor): .complexDouble(Tensor(sharing: tensor))
    case .floatNumber(let number): .float(Tensor(number))
    case .doubleNumber(let number): .double(Tensor(number))
    }
  }
}
