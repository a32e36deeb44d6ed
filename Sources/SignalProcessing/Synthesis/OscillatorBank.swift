import Autodiff
import Fourier

/// A bank of harmonic oscillators: yₙ = Σₖ aₙₖ sin(kφₙ + qπ/2), k = 1 … K, where the amplitudes aₙₖ are interpolated
/// between those of the frames; only the harmonics below half the sample rate, k·fₙ < ½, sound.
///
/// Linear in the amplitudes A, with the adjoint P; by φ, the derivative of S_q(φ, A) is S_q₊₁(φ, k·A), a quarter of a
/// turn on. So all derivatives, of any order, are among the S_q and P_q. Neither writes the K·N sinusoids or amplitudes
/// down.
struct OscillatorBank<T: TensorScalar>: Sendable {
  /// cⱼ, the share of the next frame's amplitude.
  let weights: [T]
  let frameCount: Int
  let harmonicCount: Int
  /// fₙ in cycles per sample, a constant, of the shape of the phase.
  let frequency: Tensor<T>
  /// q, in quarters of a turn.
  var quarterTurns = 0

  var hopLength: Int { weights.count }
  var length: Int { frameCount * hopLength }

  /// The bank a quarter of a turn on.
  private var turned: OscillatorBank {
    var bank = self
    bank.quarterTurns = (quarterTurns + 1) % 4
    return bank
  }

  /// k, along the last axis.
  private var numbers: Tensor<T> { Tensor(1..<(harmonicCount + 1)) }

  /// S_q(φ, A), […, N] and […, F, K] to […, N]. Leading axes are those of `frequency`.
  func callAsFunction(_ phase: Tensor<T>, _ amplitudes: Tensor<T>) -> Tensor<T> {
    phase.combining(
      "oscillator bank", amplitudes, evaluate: evaluate,
      linearizeLeft: { phase, amplitudes, _ in .scaling { turned(phase, amplitudes * numbers) } },
      linearizeRight: { phase, _, _ in
        Linearization(apply: { self(phase, $0) }, adjoint: { projections(phase, $0) })
      })
  }

  /// P_q(φ, g), the adjoint of S_q(φ, ·) on g, […, N] and […, N] to […, F, K].
  private func projections(_ phase: Tensor<T>, _ signal: Tensor<T>) -> Tensor<T> {
    phase.combining(
      "oscillator bank, adjoint", signal, evaluate: project,
      linearizeLeft: { phase, signal, _ in
        Linearization(
          apply: { turned.projections(phase, signal * $0) * numbers },
          adjoint: { signal * turned(phase, $0 * numbers) })
      },
      linearizeRight: { phase, _, _ in
        Linearization(apply: { projections(phase, $0) }, adjoint: { self(phase, $0) })
      })
  }

  // MARK: On plain tensors

  private func evaluate(_ phase: Tensor<T>, _ amplitudes: Tensor<T>) -> Tensor<T> {
    rows(phase, amplitudes, amplitudesLength: frameCount * harmonicCount, to: [length]) {
      oscillate($0, $1, frequency: $2, into: $3, self)
    }
  }

  private func project(_ phase: Tensor<T>, _ signal: Tensor<T>) -> Tensor<T> {
    rows(phase, signal, amplitudesLength: length, to: [frameCount, harmonicCount]) {
      analyze($0, $1, frequency: $2, into: $3, self)
    }
  }

  private func rows(
    _ phase: Tensor<T>, _ other: Tensor<T>, amplitudesLength otherLength: Int, to shape: [Int],
    _ body: (UnsafePointer<T>, UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
  ) -> Tensor<T> {
    let leading = Array(phase.shape.dropLast()), rows = leading.reduce(1, *), width = shape.reduce(1, *)
    if rows * width * length * otherLength == 0 { return Tensor(repeating: 0, shape: leading + shape) }
    let storage = phase.values.withUnsafeBufferPointer { phase in
      other.values.withUnsafeBufferPointer { other in
        frequency.values.withUnsafeBufferPointer { frequency in
          filled(count: rows * width) { (target: UnsafeMutableBufferPointer<T>) in
            guard let phase = phase.baseAddress, let other = other.baseAddress, let frequency = frequency.baseAddress,
              let target = target.baseAddress
            else { return }
            for row in 0..<rows {
              body(
                phase + row * length, other + row * otherLength, frequency + row * length, target + row * width)
            }
          }
        }
      }
    }
    return Tensor(shape: leading + shape, storage: storage)
  }
}
