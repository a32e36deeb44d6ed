import Autodiff
import SignalProcessing
import TestSupport
import Testing

struct LongTermSpectrumTests {
  private struct Case: Decodable {
    let fftLength: Int, hopLength: Int
    let samples: [[Int]]
    let power: [Double]
  }

  /// Squares double the relative errors of spectra; the sums add a few roundings.
  @Test func powersAreSciPys() throws {
    for spectrum in try cases("spectra.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type) {
        let signals = Tensor<T>(spectrum.samples.map { $0.map { T($0) / 32768 } })
        let power = longTermSpectrum(signals, fftLength: spectrum.fftLength, hopLength: spectrum.hopLength)
        let stft = STFT(window: .hann(spectrum.fftLength), hopLength: spectrum.hopLength)
        let tolerance: T = 2 * gate(stft, T.self) + 16 * Tolerances.unitRoundoff()
        #expect(power.shape == [spectrum.power.count])
        #expect(relativeError(power.elements, spectrum.power.map { T($0) }) <= tolerance, "\(T.self)")
      }
      check(Float.self)
      check(Double.self)
    }
  }

  /// The spectrum is linear in the channels' powers, so that of an orthogonal set of signals, here all impulses, is
  /// that of white noise: 1 in every bin, whatever the length, if each sample is counted with its weight.
  @Test(arguments: [1, 3, 4, 7, 20, 33])
  func whiteNoiseIsFlatHoweverShort(length: Int) {
    let impulses = Tensor<Double>(
      (0..<length * length).map { $0 % (length + 1) == 0 ? Double(length).squareRoot() : 0 }, shape: [length, length])
    for power in longTermSpectrum(impulses, fftLength: 16, hopLength: 4).elements {
      #expect((power - 1).magnitude < 1e-14)
    }
  }

  @Test func theHopDefaultsToAQuarterFrame() {
    var random = SeededRandom(seed: 5)
    let signal = Tensor<Double>(random.signal(count: 500))
    #expect(longTermSpectrum(signal, fftLength: 64) == longTermSpectrum(signal, fftLength: 64, hopLength: 16))
    #expect(longTermSpectrum(signal).shape == [2049])
    #expect(longTermSpectrum(signal, fftLength: 1).shape == [1])
  }

  @Test func noSamplesTrap() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = longTermSpectrum(Tensor<Float>(repeating: 0, shape: [2, 0]))
    }
    #expect(message(ofExit: exit).contains("the long-term spectrum of a tensor of shape [2, 0], which has no samples"))
  }
}
