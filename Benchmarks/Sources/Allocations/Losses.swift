import ArgumentParser
import BenchmarkSupport
import CAllocationCount
import Parseval

/// What the value and gradient of an STFT loss take.
struct Losses: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The most that an STFT loss and its gradient have allocated at once, by the number of frames.",
    discussion: """
      Mebibytes beyond the two signals, the gradient included: of the fused loss of one resolution, and of the same loss \
      composed of operations on tensors. 1024 points, a window of 600; first closer frames of a signal, then longer signals.
      """)

  func run() {
    print(
      tableRow("samples, hop", ["frames", "signal f64", "fused f64", "fused f32", "composed f64", "composed f32"]))
    // No two of these need working memory of the same size, of which the second would use the first one's again.
    for hop in [480, 233, 119, 61, 30, 16] { show(sampleCount: 65_536, hop: hop, isComposed: hop >= 60) }
    for sampleCount in [16_384, 131_072, 262_144] { show(sampleCount: sampleCount, hop: 120, isComposed: false) }
  }

  // What composed losses leave behind for later tensors must not fill the library's pool of memory, which would drop some
  // of it while others are being measured: so the largest are left out.
  private func show(sampleCount: Int, hop: Int, isComposed: Bool) {
    let stft = STFT(window: .hann(600), hopLength: hop, fftLength: 1024)
    // Of each measurement a few samples of its own, since memory that has served the same number before is used again.
    let offset = 8 * hop
    print(
      tableRow(
        "\(sampleCount), \(hop)",
        [
          "\(stft.frameCount(signalLength: sampleCount))", mebibytes(8 * sampleCount),
          fused(Double.self, stft, sampleCount + offset), fused(Float.self, stft, sampleCount + offset + 1),
          isComposed ? composed(Double.self, stft, sampleCount + offset + 2) : "–",
          isComposed ? composed(Float.self, stft, sampleCount + offset + 3) : "–",
        ]))
  }

  private func fused<T: TensorScalar>(_ type: T.Type, _ stft: STFT, _ sampleCount: Int) -> String {
    let loss = MultiResolutionSTFTLoss(resolutions: [stft])
    return peak(T.self, sampleCount) { x, y in loss(x, y) }
  }

  private func composed<T: TensorScalar>(_ type: T.Type, _ stft: STFT, _ sampleCount: Int) -> String {
    peak(T.self, sampleCount) { x, y in
      let a = modulus(stft(x), powerFloor: T(1e-8)), b = modulus(stft(y), powerFloor: T(1e-8))
      return spectralConvergence(a, b) + logMagnitudeDistance(a, b)
    }
  }

  private func peak<T: TensorScalar>(
    _ type: T.Type, _ sampleCount: Int, _ loss: @escaping @Sendable (Tensor<T>, Tensor<T>) -> Tensor<T>
  ) -> String {
    let x = Tensor<T>(signal(seed: 1, count: sampleCount)), y = Tensor<T>(signal(seed: 2, count: sampleCount))
    let before = allocated_bytes()
    forget_peak_bytes()
    _ = valueWithGradient(at: x) { loss($0, y) }
    return mebibytes(peak_bytes() - before)
  }

  private func mebibytes(_ bytes: Int) -> String { decimal(Double(bytes) / 1_048_576, digits: 2) }
}
