public import Autodiff

/// What an optimizer remembers: the steps it has made, and its memories of gradients by name.
///
/// It can be inspected, compared, encoded, and set, as a checkpoint does to go on where a descent has stopped.
public struct OptimizerState: Sendable {
  /// t, the steps made.
  public var step: Int
  /// Under each name, one tensor for each of the model's, in the order in which the model visits them, of its shape and
  /// elements. Empty before the first step.
  public var memories: [String: [AnyTensor]]

  /// The state before the first step, or one with the memories of another.
  public init(step: Int = 0, memories: [String: [AnyTensor]] = [:]) {
    self.step = step
    self.memories = memories
  }
}

extension OptimizerState: Equatable {
  /// Whether the steps, the names and all elements are equal.
  public static func == (left: OptimizerState, right: OptimizerState) -> Bool {
    left.step == right.step
      && left.memories.mapValues(EncodedTensors.init) == right.memories.mapValues(EncodedTensors.init)
  }
}

extension OptimizerState: Codable {
  private enum CodingKeys: CodingKey {
    case step, memories
  }

  /// Decodes the state, to the bit. Throws `DecodingError` where a tensor has not as many elements as its shape has
  /// places.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    step = try container.decode(Int.self, forKey: .step)
    memories = try container.decode([String: EncodedTensors].self, forKey: .memories).mapValues(\.tensors)
  }

  /// Encodes each tensor by its type, its shape and its elements; complex ones as pairs of real and imaginary parts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(step, forKey: .step)
    try container.encode(memories.mapValues(EncodedTensors.init), forKey: .memories)
  }
}
