public import Autodiff

/// A signal found from its magnitudes, and the way to it.
public struct RetrievedSignal<T: TensorScalar>: Sendable {
  /// x, […, T].
  public let signal: Tensor<T>
  /// The signals on the way, the last of them `signal`.
  public let history: [PhaseRetrievalStep]

  package init(signal: Tensor<T>, history: [PhaseRetrievalStep]) {
    self.signal = signal
    self.history = history
  }

  /// The spectral convergence of `signal`.
  public var convergence: Double { history.last?.convergence ?? 0 }
  /// The STFTs and inverse STFTs that were computed, each of all signals.
  public var transformCount: Int { history.last?.transformCount ?? 0 }
}

/// One signal on the way of a ``RetrievedSignal``.
public struct PhaseRetrievalStep: Sendable, Hashable {
  /// The STFTs and inverse STFTs (or adjoints) up to here, each of all signals.
  public let transformCount: Int
  /// The spectral convergence ‖|STFT x| − A‖/‖A‖, over all signals together; 0 for a match, and for silence.
  public let convergence: Double

  /// A step after so many transforms.
  public init(transformCount: Int, convergence: Double) {
    self.transformCount = transformCount
    self.convergence = convergence
  }

  /// The convergence in dB, 20·log₁₀ of it; −∞ for a match.
  public var decibels: Double { 20 * .log10(convergence) }
}
