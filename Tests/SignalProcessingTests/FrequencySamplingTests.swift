import Autodiff
import SignalProcessing
import TestSupport
import Testing

struct FrequencySamplingTests {
  private struct Case: Decodable {
    let samples: [Int], magnitudes: [[Double]], windowLength: Int?
    let taps: [[Double]], filtered: [Double]
  }

  /// The fixture sums each sample's share tap by tap; here it is a product of spectra.
  @Test func filtersAreTheirDefinition() throws {
    for expected in try cases("frequency_sampling.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type) {
        let magnitudes = Tensor<T>(rounding: expected.magnitudes), x = Tensor<T>(pcm: expected.samples)
        let taps = frequencySampledTaps(magnitudes: magnitudes, windowLength: expected.windowLength)
        #expect(taps.shape == [expected.taps.count, expected.taps.first?.count ?? 0])
        let scale = T(2) * T.sqrt(T(x.count)), tolerance = 4 * Tolerances.dft(length: 2 * x.count, T.self) * scale
        for (tap, expected) in zip(taps.elements, expected.taps.joined()) {
          #expect((tap - T(expected)).magnitude <= tolerance)
        }
        let y = filtered(x, magnitudes: magnitudes, windowLength: expected.windowLength)
        #expect(y.count == x.count)
        for (y, expected) in zip(y.elements, expected.filtered) { #expect((y - T(expected)).magnitude <= tolerance) }
      }
      check(Float.self)
      check(Double.self)
    }
  }

  /// A window as long as the impulse response leaves its middle tap alone, the mean of the magnitudes: a flat filter is
  /// a gain.
  @Test func flatMagnitudesAreAGain() {
    var random = SeededRandom(seed: 21)
    let x = random.tensor(Double.self, shape: [2, 50])
    let y = filtered(x, magnitudes: Tensor(repeating: 0.5, shape: [5, 9]))
    #expect(relativeError(y.elements, (x * 0.5).elements) < 1e-15)
  }

  @Test(arguments: [(12, 3, 4), (13, 2, 5), (5, 5, 2)])
  func gradients(length: Int, frames: Int, bins: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 22)
      let x = random.tensor(T.self, shape: [2, length]), magnitudes = random.tensor(T.self, shape: [2, frames, bins])
      #expect(checkGradient(of: { filtered($0, magnitudes: magnitudes) }, at: x).isEmpty)
      #expect(checkGradient(of: { filtered(x, magnitudes: $0, windowLength: 4) }, at: magnitudes).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func oneMagnitudeTraps() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = frequencySampledTaps(magnitudes: Tensor<Double>([1]))
    }
    #expect(message(ofExit: exit).contains("magnitudes of shape [1] have not both ends of the spectrum"))
  }
}
