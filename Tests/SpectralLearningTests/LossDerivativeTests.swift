import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// The derivatives of every loss against finite differences, at points that are far from its kinks.
struct LossDerivativeTests {
  // Random resolutions are those of a multi-resolution loss, which `LossOptionTests` checks.
  @Test(arguments: Loss.allCases.filter { $0 != .randomResolution })
  func derivativesAreThoseOfFiniteDifferences(loss: Loss) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      for (x, y) in Self.points(loss, T.self) {
        for reduction in loss.isGlobal ? [Reduction.mean, .none] : [.none] {
          func value(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
            loss(x, y, reduction: reduction, settings: Self.settings(loss))
          }
          let byEstimate = checkGradient(of: { value($0, y) }, at: x, named: "\(loss), estimate, \(type)")
          #expect(byEstimate.isEmpty, "\(byEstimate)")
          let byTarget = checkGradient(of: { value(x, $0) }, at: y, named: "\(loss), target, \(type)")
          #expect(byTarget.isEmpty, "\(byTarget)")
        }
      }
    }
    check(Double.self)
    check(Float.self)
  }

  /// Windows without small weights and frames without mirrors, so that one impulse in each frame is all that matters.
  private static func settings(_ loss: Loss) -> Loss.Settings {
    var settings = Loss.Settings()
    settings.filter = .highPass(0.4)
    settings.mfccPadding = .none
    if hasPhases(loss) {
      settings.stft = STFT(window: .rectangular(7), hopLength: 7, padding: .none)
      settings.phaseResolutions = [settings.stft]
    } else {
      settings.stft = STFT(window: .kaiser(16, beta: 1), hopLength: 6, padding: .none)
      settings.resolutions = [
        settings.stft, STFT(window: .rectangular(16), hopLength: 5, fftLength: 17, padding: .none),
      ]
    }
    return settings
  }

  /// Phases jump at ±π, so one frame is compared whose phases are known.
  private static func hasPhases(_ loss: Loss) -> Bool { loss == .phase || loss == .multiResolutionAllTerms }

  /// Estimates and targets, of even and of odd size.
  private static func points<T: TensorScalar & SampledElement>(
    _ loss: Loss, _ type: T.Type
  ) -> [(Tensor<T>, Tensor<T>)] {
    var random = SeededRandom(seed: 41)
    func noise(_ shape: [Int]) -> Tensor<T> { random.tensor(shape: shape) }
    if loss == .spectralTransport {
      // No step of one distribution function near one of the other.
      let x = Tensor<T>([1, 1, 1, 1, 2]) + 0.02 * noise([2, 5]), y = Tensor<T>([4.6, 1.2, 1, 0.7, 0.5])
      return [(x, y + 0.02 * noise([2, 5]))]
    }
    if loss.takesSpectra {
      // Estimates from 1 to 2, targets from 2.5 to 3.5: no kink between them.
      let x: Tensor<T> = random.tensor(shape: loss.shape, in: .positive)
      return [(x, random.tensor(shape: loss.shape, in: .positive) + 3 / 2)]
    }
    return [42, 43].map { length in
      let shape = Array(loss.shape.dropLast()) + [length]
      switch loss {
      case .meanSquaredError, .meanAbsoluteError, .huber, .logCosh:
        // Errors on one side of δ = ¼ or on the other.
        let x = noise(shape)
        let errors = Tensor<T>(shape: shape) { ($0.last ?? 0) % 3 == 0 ? T(1) : 0.125 }
        return (x, x + errors + 0.01 * noise(shape))
      case .signalToNoise, .signalToNoiseWithMean, .scaleInvariantSDR, .scaleDependentSDR, .errorToSignal,
        .errorToSignalHighPass, .errorToSignalFolded, .errorToSignalLoudness, .dc, .coherence:
        return (noise(shape), noise(shape))
      case .phase, .multiResolutionAllTerms:
        // Phases −2πk/7, and about 0.
        let shape = [2, 7]
        let x = Tensor<T>(shape: shape) { $0[1] == 1 ? 4 : 0 }, y = Tensor<T>(shape: shape) { $0[1] == 0 ? 9 : 0 }
        return (x + 0.05 * noise(shape), y + 0.05 * noise(shape))
      case .multiScale, .multiScaleAllTerms:
        // The Hann windows of 8 and 16 samples, 2 and 4 apart, have one impulse or two that don't cancel.
        let impulses = Tensor<T>(shape: shape) { $0[1] % 16 == 1 ? 2 : $0[1] % 16 == 9 ? 8 : 0 }
        return (impulses + 0.01 * noise(shape), 3 * impulses + 0.01 * noise(shape))
      default:
        // The target is louder in every bin, and lower.
        func pulses(_ height: T, _ next: T) -> Tensor<T> {
          Tensor<T>(shape: shape) { place in
            let n = place[place.count - 1] % 16
            let side: T = place.count == 3 && place[1] == 1 ? 0.5 : 1
            return n == 5 ? height * side : n == 6 ? next * side : 0
          }
        }
        return (pulses(8, 0) + 0.05 * noise(shape), pulses(32, 19) + 0.05 * noise(shape))
      }
    }
  }
}
