import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

/// ⟨Ax, w⟩ = ⟨x, Aᴴw⟩ for the module's linear operators, at even and odd sizes, with and without a batch, in both
/// precisions.
struct AdjointTests {
  struct Layout: Sendable, CustomTestStringConvertible {
    let signalLength: Int, frameLength: Int, hop: Int, padding: FramePadding
    var testDescription: String { "\(signalLength) samples, frames of \(frameLength), hop \(hop), \(padding)" }
  }

  static let layouts = [
    Layout(signalLength: 40, frameLength: 8, hop: 4, padding: .none),
    Layout(signalLength: 41, frameLength: 8, hop: 3, padding: .zeros),
    Layout(signalLength: 41, frameLength: 8, hop: 3, padding: .reflection),
    Layout(signalLength: 30, frameLength: 9, hop: 5, padding: .none),
    Layout(signalLength: 30, frameLength: 9, hop: 5, padding: .zeros),
    Layout(signalLength: 30, frameLength: 9, hop: 5, padding: .reflection),
    Layout(signalLength: 30, frameLength: 4, hop: 7, padding: .none),
    Layout(signalLength: 30, frameLength: 4, hop: 7, padding: .reflection),
    Layout(signalLength: 5, frameLength: 8, hop: 2, padding: .reflection),
    Layout(signalLength: 3, frameLength: 8, hop: 2, padding: .zeros),
    Layout(signalLength: 8, frameLength: 8, hop: 2, padding: .none),
    Layout(signalLength: 1, frameLength: 1, hop: 1, padding: .none),
    Layout(signalLength: 1, frameLength: 2, hop: 1, padding: .zeros),
  ]

  @Test(arguments: layouts)
  func framing(layout: Layout) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let framing = Framing<T>(
        signalLength: layout.signalLength, frameLength: layout.frameLength, hopLength: layout.hop,
        padding: layout.padding)
      for batch in [[], [3], [2, 1]] {
        #expect(checkAdjoint(of: framing, inputShape: batch + [layout.signalLength]).isEmpty)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  private func windows(of frameLength: Int) -> [Window] {
    [.hann(frameLength), .hamming(max(1, frameLength - 3)), Window((1...frameLength).map { 2 - 0.3 * Double($0) })]
  }

  @Test(arguments: layouts)
  func analysis(layout: Layout) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      for window in windows(of: layout.frameLength) {
        let stft = STFT(window: window, hopLength: layout.hop, fftLength: layout.frameLength, padding: layout.padding)
        let analysis: some LinearOperator<T, Complex<T>> = stft.analysis(signalLength: layout.signalLength)
        for batch in [[], [3], [2, 1]] {
          #expect(checkAdjoint(of: analysis, inputShape: batch + [layout.signalLength]).isEmpty)
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: layouts.filter { $0.hop <= $0.frameLength / 2 || $0.frameLength == 1 })
  func synthesis(layout: Layout) throws {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) throws {
      let window = Window.kaiser(layout.frameLength, beta: 2)
      let stft = STFT(window: window, hopLength: layout.hop, fftLength: layout.frameLength, padding: layout.padding)
      // Without padding, samples behind the last frame can't be recovered.
      let frames = stft.frameCount(signalLength: layout.signalLength)
      let length =
        layout.padding == .none ? (frames - 1) * layout.hop + layout.frameLength : layout.signalLength
      let synthesis: some LinearOperator<Complex<T>, T> = try stft.synthesis(signalLength: length)
      for batch in [[], [3], [2, 1]] {
        #expect(checkAdjoint(of: synthesis, inputShape: batch + [frames, stft.binCount]).isEmpty)
      }
    }
    try check(Float.self)
    try check(Double.self)
  }

  @Test(arguments: [1, 2, 7, 100])
  func biquads(length: Int) {
    let sections = [
      ParametricSection(kind: .lowShelf, frequency: 3000, gain: 4, q: 0.7),
      ParametricSection(kind: .peak, frequency: 9000, gain: -6, q: 1.5),
    ].map { $0.coefficients(sampleRate: 44_100) }
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      for count in 0...2 {
        let filter = BiquadFilter<T>(Array(sections.prefix(count)))
        for batch in [[], [3]] { #expect(checkAdjoint(of: filter, inputShape: batch + [length]).isEmpty) }
      }
    }
    check(Float.self)
    check(Double.self)
  }
}
