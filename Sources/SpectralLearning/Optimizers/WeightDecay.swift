/// How parameters are pulled toward 0 at each step, against overfitting.
public enum WeightDecay: Sendable, Hashable {
  /// Not at all.
  case none
  /// λx is added to the gradient: as a term ½λ‖x‖² in the loss would. PyTorch's `weight_decay`.
  case l2(Double)
  /// x ← x − ηλx beside the step: independent of what the optimizer makes of gradients.
  ///
  /// - Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019; PyTorch's `AdamW`.
  case decoupled(Double)

  /// λ, where it is added to the gradient.
  var l2: Double { if case .l2(let rate) = self { rate } else { 0 } }

  /// 1 − ηλ, what of a parameter is left before the step.
  func factor(at learningRate: Double) -> Double {
    if case .decoupled(let rate) = self { 1 - learningRate * rate } else { 1 }
  }

  /// Whether λ is a number and not negative.
  var isValid: Bool {
    switch self {
    case .none: true
    case .l2(let rate), .decoupled(let rate): rate >= 0 && rate.isFinite
    }
  }
}
