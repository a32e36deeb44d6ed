extension Tensor {
  /// This tensor and another, of whatever elements, at the shape to which both broadcast. Traps if there is none.
  func broadcasting<Other>(with other: Tensor<Other>) -> (Tensor, Tensor<Other>) {
    if shape == other.shape { return (self, other) }
    let shape = Broadcast<Element>.commonShape(shape, other.shape)
    return (broadcast(to: shape), other.broadcast(to: shape))
  }
}
