public import Autodiff
import ComplexNumbers
import Fourier

/// The fast Griffin–Lim algorithm: signals from the magnitudes of their short-time Fourier transforms.
///
/// Spectra c with the given magnitudes A are projected on those that belong to a signal, t = STFT(STFT⁻¹ c), and get
/// the phases of where that step leads: c ← A · u/|u| with u = tₙ + α(tₙ − tₙ₋₁). Without momentum, α = 0, it is the
/// algorithm of Griffin and Lim, which never makes ‖|STFT x| − A‖ larger; with α about 1 that norm may rise in between,
/// and ends much lower. Either finds a local minimum.
/// ```swift
/// let stft = STFT(window: .hann(1024), hopLength: 256, padding: .zeros)
/// let found = try GriffinLim(stft, iterations: 200)(magnitudes, length: 44_100)
/// print(found.convergence, found.signal)
/// ```
/// The signal's sign cannot be told from magnitudes, and a constant phase hardly.
///
/// - Complexity: two transforms an iteration, O(frames · N log N) each; memory for three arrays of spectra.
/// - Source: D. W. Griffin and J. S. Lim, IEEE Trans. ASSP 32 (1984), 236; N. Perraudin, P. Balazs and
///   P. L. Søndergaard, "A fast Griffin–Lim algorithm", WASPAA 2013; librosa's `griffinlim`.
public struct GriffinLim: Sendable {
  /// The transform whose magnitudes are given.
  public let stft: STFT
  /// The iterations after the first signal.
  public let iterations: Int
  /// α.
  public let momentum: Double

  /// The search by `stft` with librosa's numbers unless others are given.
  ///
  /// Traps unless iterations and momentum are not negative, and the momentum is finite.
  public init(_ stft: STFT, iterations: Int = 32, momentum: Double = 0.99) {
    require(iterations >= 0, "\(iterations) iterations of Griffin and Lim's algorithm")
    require(momentum >= 0 && momentum.isFinite, "the momentum is \(momentum), but must be finite and not negative")
    self.stft = stft
    self.iterations = iterations
    self.momentum = momentum
  }

  /// Signals whose STFTs have about these magnitudes. The same call gives the same bits.
  ///
  /// - Parameters:
  ///   - magnitudes: A, […, frames, bins]. Traps unless these are as many as signals of `length` have.
  ///   - length: T, the samples to make, […, T].
  ///   - initialPhase: where the search starts.
  ///   - progress: called after each signal, the first among them, with what it reached.
  /// - Throws: ``PhaseRetrievalError`` for magnitudes that are none, or a transform that has no inverse at this length.
  public func callAsFunction<T: TensorScalar>(
    _ magnitudes: Tensor<T>, length: Int, initialPhase: InitialPhase = .random(seed: 0),
    progress: (PhaseRetrievalStep) -> Void = { _ in }
  ) throws(PhaseRetrievalError) -> RetrievedSignal<T> {
    switch initialPhase {
    case .zero:
      return try self(
        magnitudes, length: length, from: Tensor(repeating: 0, shape: magnitudes.shape), progress: progress)
    case .random(let seed):
      var random = SplitMix64(seed: seed)
      let phases = (0..<magnitudes.count).map { _ in T(2 * .pi * random.uniform()) }
      return try self(
        magnitudes, length: length, from: Tensor(phases, shape: magnitudes.shape), progress: progress)
    }
  }

  /// The same from given phases.
  ///
  /// - Parameter phases: in radians, one for each magnitude. Traps for another shape.
  public func callAsFunction<T: TensorScalar>(
    _ magnitudes: Tensor<T>, length: Int, from phases: Tensor<T>,
    progress: (PhaseRetrievalStep) -> Void = { _ in }
  ) throws(PhaseRetrievalError) -> RetrievedSignal<T> {
    require(
      phases.shape == magnitudes.shape,
      "initial phases of shape \(phases.shape) for magnitudes of shape \(magnitudes.shape)")
    let sought = try Magnitudes(magnitudes, of: stft, length: length)
    let analysis: some LinearOperator<T, Complex<T>> = stft.analysis(signalLength: length)
    let synthesis: any LinearOperator<Complex<T>, T>
    do { synthesis = try stft.synthesis(signalLength: length) } catch { throw .notInvertible(error) }

    // u up to a factor: t − α/(1 + α)·t₍before₎.
    let lead = T(momentum / (1 + momentum))
    var spectra = polar(sought.values, withoutDerivative(at: phases))
    var before: Tensor<Complex<T>>?
    var history: [PhaseRetrievalStep] = []
    while true {
      let signal = synthesis.apply(spectra)
      let consistent = analysis.apply(signal)
      let step = PhaseRetrievalStep(
        transformCount: 2 * (history.count + 1), convergence: sought.convergence(of: abs(consistent)))
      history.append(step)
      progress(step)
      if history.count > iterations { return RetrievedSignal(signal: sought.scale * signal, history: history) }
      spectra = projected(consistent, minus: lead, times: before ?? consistent, on: sought.values)
      before = consistent
    }
  }
}

/// A·u/|u| with u = z − c·b, and 0 where u is 0.
@specialized(where T == Float)
@specialized(where T == Double)
private func projected<T: TensorScalar>(
  _ z: Tensor<Complex<T>>, minus c: T, times b: Tensor<Complex<T>>, on magnitudes: Tensor<T>
) -> Tensor<Complex<T>> {
  let z = (shape: z.shape, values: z.values), b = b.values, magnitudes = magnitudes.values
  let elements: [Complex<T>] = z.values.withUnsafeBufferPointer { z in
    b.withUnsafeBufferPointer { b in
      magnitudes.withUnsafeBufferPointer { magnitudes in
        filled(count: z.count) { target in
          for i in 0..<z.count {
            let u = Complex(z[i].real - c * b[i].real, z[i].imaginary - c * b[i].imaginary)
            let modulus = u.modulus
            target.initializeElement(
              at: i,
              to: modulus == 0
                ? .zero : Complex(u.real / modulus * magnitudes[i], u.imaginary / modulus * magnitudes[i]))
          }
        }
      }
    }
  }
  return Tensor(shape: z.shape, storage: elements)
}
