public import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

/// A signal from the magnitudes of its short-time Fourier transform, by L-BFGS on the distance of compressed
/// magnitudes.
///
/// Minimizes Σ (|STFT x|ᵖ − Aᵖ)² / Σ A²ᵖ over the samples of x, the gradient coming back through the STFT, from where
/// fast Griffin–Lim has led. That algorithm is the faster one as long as it moves, and ends near a stationary point of
/// Σ (|STFT x| − A)²; an exponent p between 1 and 2 has other ones, and L-BFGS goes on. The last quarter of the
/// evaluations are for p = 1, the distance that counts. (|·| is √(|·|² + ε) here, ε being of the order of 10⁻⁸ of the
/// largest power, so that the loss is smooth in empty bins.)
/// ```swift
/// let stft = STFT(window: .hann(1024), hopLength: 256, padding: .zeros)
/// let found = try PhaseRetrieval(stft)(magnitudes, length: 44_100)
/// ```
/// **What to expect.** Both are local searches, and a recording's structure and the initial phases decide which ends
/// lower: after as many transforms, L-BFGS is 4 dB of spectral convergence ahead on one start, a decibel behind on
/// another. From the initial phases alone, with few steps of Griffin–Lim, it is behind, but well ahead of Griffin–Lim
/// without momentum.
///
/// - Complexity: two transforms for each iteration of Griffin–Lim and each evaluation of L-BFGS, O(frames · N log N).
/// - Source: R. Decorsière, P. L. Søndergaard, E. N. MacDonald and T. Dau, "Inversion of auditory spectrograms,
///   traditional spectrograms, and other envelope representations", IEEE/ACM Trans. Audio Speech Lang. Process. 23
///   (2015), 46.
public struct PhaseRetrieval: Sendable {
  /// The transform whose magnitudes are given.
  public let stft: STFT
  /// p, of the first three quarters of the evaluations.
  public let exponent: Double
  /// Iterations of fast Griffin–Lim before L-BFGS; 0 for the signal of the initial phases alone.
  public let griffinLimIterations: Int
  /// The evaluations of loss and gradient that L-BFGS may take.
  public let evaluations: Int
  /// The steps that L-BFGS remembers.
  public let memory: Int

  /// The search by `stft`. Traps unless p is in 0.5 ... 4, no number is negative, and a step can be remembered.
  public init(
    _ stft: STFT, exponent: Double = 1.5, griffinLimIterations: Int = 199, evaluations: Int = 200, memory: Int = 10
  ) {
    require(exponent >= 0.5 && exponent <= 4, "magnitudes to the power of \(exponent), which must be in 0.5 ... 4")
    require(
      griffinLimIterations >= 0 && evaluations >= 0 && memory >= 1,
      "a phase retrieval by \(griffinLimIterations) iterations of Griffin–Lim and \(evaluations) evaluations of L-BFGS "
        + "with a memory of \(memory)")
    self.stft = stft
    self.exponent = exponent
    self.griffinLimIterations = griffinLimIterations
    self.evaluations = evaluations
    self.memory = memory
  }

  /// Signals whose STFTs have about these magnitudes. The same call gives the same bits.
  ///
  /// - Parameters:
  ///   - magnitudes: A, […, frames, bins]. Traps unless these are as many as signals of `length` have.
  ///   - length: T, the samples to make, […, T].
  ///   - initialPhase: where fast Griffin–Lim starts.
  ///   - progress: called after each iteration of either, with what it reached.
  /// - Throws: ``PhaseRetrievalError`` for magnitudes that are none, or a transform that has no inverse at this length.
  public func callAsFunction<T: TensorScalar>(
    _ magnitudes: Tensor<T>, length: Int, initialPhase: InitialPhase = .random(seed: 0),
    progress: (PhaseRetrievalStep) -> Void = { _ in }
  ) throws(PhaseRetrievalError) -> RetrievedSignal<T> {
    let start = try GriffinLim(stft, iterations: griffinLimIterations)(
      magnitudes, length: length, initialPhase: initialPhase, progress: progress)
    let sought = try Magnitudes(magnitudes, of: stft, length: length)
    guard evaluations > 0, start.convergence > 0 else { return start }

    var x = start.signal / sought.scale, history = start.history
    var transformCount = start.transformCount
    func record(_ convergence: Double) {
      let step = PhaseRetrievalStep(transformCount: transformCount, convergence: convergence)
      history.append(step)
      progress(step)
    }
    let last = exponent == 1 ? 0 : evaluations / 4
    for (exponent, evaluations) in [(exponent, evaluations - last), (1, last)] where evaluations > 0 {
      let loss = CompressedMagnitudes(sought.values, exponent: exponent)
      // What was evaluated since the last iteration; the search takes one of these points.
      var seen: [(value: Double, convergence: Double)] = []
      let limits = MinimizationLimits(
        gradientTolerance: 0, valueTolerance: 0, iterations: evaluations, evaluations: evaluations)
      LBFGS(memory: memory, limits: limits).minimize(&x) { iteration in
        let taken = seen.last { $0.value == iteration.value } ?? seen.last
        seen = []
        if let taken { record(taken.convergence) }
        return true
      } of: { x in
        transformCount += 2
        let power = squaredModulus(stft(x))
        let value = loss(power)
        seen.append((Double(value.scalar), sought.convergence(of: sqrt(withoutDerivative(at: power)))))
        return value
      }
    }
    // The search may have ended on its way to a further point.
    transformCount += 1
    record(sought.convergence(of: abs(stft(x))))
    return RetrievedSignal(signal: sought.scale * x, history: history)
  }
}

/// Σ ((P + ε)^½ᵖ − v)² / Σ v² with v = (A² + ε)^½ᵖ.
private struct CompressedMagnitudes<T: TensorScalar> {
  let target: Tensor<T>
  let halfExponent: T
  let energy: T
  /// In units of the largest power, which is between 1 and 4.
  static var floor: T { 1e-8 }

  init(_ magnitudes: Tensor<T>, exponent: Double) {
    halfExponent = T(exponent / 2)
    target = pow(square(magnitudes) + Self.floor, halfExponent)
    energy = sum(square(target)).scalar
  }

  func callAsFunction(_ power: Tensor<T>) -> Tensor<T> {
    sum(square(pow(power + Self.floor, halfExponent) - target)) / energy
  }
}
