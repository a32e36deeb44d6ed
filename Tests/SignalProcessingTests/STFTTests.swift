import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

/// An STFT and signals with their spectra, as Fixtures/signal has them.
struct STFTCase: Decodable, Sendable {
  let window: String, padding: String
  let windowLength: Int, fftLength: Int, hopLength: Int

  var stft: STFT {
    let windows = [
      "hann": Window.hann(windowLength), "hamming": .hamming(windowLength), "blackman": .blackman(windowLength),
    ]
    let paddings: [String: FramePadding] = ["zeros": .zeros, "reflection": .reflection]
    return STFT(
      window: windows[window] ?? .rectangular(windowLength), hopLength: hopLength, fftLength: fftLength,
      padding: paddings[padding] ?? .none)
  }
}

/// The error of windowed DFTs whose windows are rounded: that of the transform, and 4.5·u for weights up to two
/// roundings off and their product with the signal. Twice, where the other side has errors of its own.
func gate<T: TensorScalar>(_ stft: STFT, _ type: T.Type) -> T {
  2 * (Tolerances.dft(length: stft.fftLength) + 9 / 2 * Tolerances.unitRoundoff())
}

struct STFTTests {
  private struct Spectra: Decodable {
    let samples: [Int]
    let spectra: [[Double]]
  }

  @Test func spectraArePyTorchsAndSciPys() throws {
    let expected: [Spectra] = try cases("stft.json")
    for (transform, expected) in zip(try cases("stft.json") as [STFTCase], expected) {
      func check<T: TensorScalar>(_ type: T.Type) {
        let stft = transform.stft
        let spectra = stft(Tensor<T>(pcm: expected.samples))
        let reference = Tensor<Complex<T>>(pairs: expected.spectra)
        #expect(spectra.shape == reference.shape, "\(transform)")
        #expect(stft.frameCount(signalLength: expected.samples.count) == reference.shape[0], "\(transform)")
        #expect(relativeError(spectra.elements, reference.elements) <= gate(stft, T.self), "\(T.self), \(transform)")
      }
      check(Float.self)
      check(Double.self)
    }
  }

  @Test func leadingAxesAreABatch() {
    var random = SeededRandom(seed: 1)
    let stft = STFT(window: .hann(12), hopLength: 5, fftLength: 15)
    let batch = Tensor<Float>(random.signal(count: 2 * 3 * 50), shape: [2, 3, 50])
    let spectra = stft(batch)
    #expect(spectra.shape == [2, 3, stft.frameCount(signalLength: 50), 8])
    for i in 0..<2 {
      for j in 0..<3 {
        let row = batch.slice(i..<(i + 1), axis: 0).slice(j..<(j + 1), axis: 1).reshaped(to: [50])
        let alone = stft(row)
        let here = spectra.slice(i..<(i + 1), axis: 0).slice(j..<(j + 1), axis: 1).reshaped(to: alone.shape)
        #expect(here == alone)
      }
    }
    #expect(stft(Tensor<Float>([], shape: [0, 50])).shape == [0, 10, 8])
  }

  @Test func aToneStandsInItsBin() {
    let stft = STFT(window: .rectangular(32), hopLength: 32, padding: .none)
    let tone = Tensor((0..<128).map { Double.cos(2 * .pi * 5 * Double($0) / 32) })
    let power = squaredModulus(stft(tone))
    #expect(power.shape == [4, 17])
    for frame in 0..<4 {
      for bin in 0..<17 { #expect((power[frame, bin] - (bin == 5 ? 256 : 0)).magnitude < 1e-11) }
    }
  }

  @Test func binsHaveFrequencies() {
    let stft = STFT(window: .hann(5), hopLength: 2)
    #expect(stft.binCount == 3)
    #expect(stft.frequencies(sampleRate: 1000) == [0, 200, 400])
    #expect(STFT(window: .hann(4), hopLength: 2).frequencies(sampleRate: 48_000) == [0, 12_000, 24_000])
  }

  @Test func frameCounts() {
    func count(_ length: Int, _ signalLength: Int, _ padding: FramePadding) -> Int {
      STFT(window: .hann(length), hopLength: 4, padding: padding).frameCount(signalLength: signalLength)
    }
    #expect([7, 8, 11, 12, 13].map { count(8, $0, .none) } == [0, 1, 1, 2, 2])
    #expect([0, 1, 3, 4, 7, 8].map { count(8, $0, .zeros) } == [0, 1, 1, 2, 2, 3])
    #expect([5, 7, 8].map { count(8, $0, .reflection) } == [2, 2, 3])
    #expect([4, 5, 8, 9].map { count(7, $0, .reflection) } == [1, 2, 2, 3])
  }

  @Test func whatCannotBeMadeTraps() async {
    let hop = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFT(window: .hann(8), hopLength: 0)
    }
    #expect(message(ofExit: hop).contains("the hop of an STFT is 0, but must be at least 1"))
    let window = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFT(window: .hann(8), hopLength: 2, fftLength: 7)
    }
    #expect(message(ofExit: window).contains("a DFT of 7 points cannot hold a window of 8 weights"))
  }

  @Test func whatCannotBeTransformedTraps() async {
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFT(window: .hann(8), hopLength: 2)(Tensor<Float>(repeating: 1, shape: [3, 4]))
    }
    #expect(message(ofExit: short).contains("a signal of 4 samples cannot be mirrored over 4"))
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFT(window: .hann(8), hopLength: 2)(Tensor<Float>(1))
    }
    #expect(message(ofExit: scalar).contains("an STFT takes signals along the last axis"))
  }
}
