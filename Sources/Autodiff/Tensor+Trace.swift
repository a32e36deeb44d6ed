extension Tensor {
  /// Whether the tensor is being differentiated, at any level.
  package var isTraced: Bool { trace != nil }
}
