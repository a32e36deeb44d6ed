import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

struct STFTInversionTests {
  private struct Signals: Decodable {
    let spectra: [[Int]]
    let samples: [Double]
  }

  /// The spectra belong to no signal, so this tells the least-squares estimate from any other that inverts.
  @Test func estimatesArePyTorchs() throws {
    let expected: [Signals] = try cases("istft.json")
    for (transform, expected) in zip(try cases("istft.json") as [STFTCase], expected) {
      func check<T: TensorScalar>(_ type: T.Type) throws {
        let stft = transform.stft
        let spectra = Tensor<Complex<T>>(pairs: expected.spectra.map { $0.map { Double($0) / 32768 } })
        let signal: Tensor<T> = try stft.inverse(spectra, length: expected.samples.count)
        // Σw² adds squares of weights, each of two roundings and its square's, and dividing by it one more.
        let tolerance: T = gate(stft, T.self) + 16 * Tolerances.unitRoundoff()
        let reference = expected.samples.map { T($0) }
        #expect(relativeError(signal.elements, reference) <= tolerance, "\(T.self), \(transform)")
      }
      try check(Float.self)
      try check(Double.self)
    }
  }

  struct Setting: Sendable, CustomTestStringConvertible {
    let window: Window, hop: Int, fftLength: Int, padding: FramePadding, length: Int
    var stft: STFT { STFT(window: window, hopLength: hop, fftLength: fftLength, padding: padding) }
    var testDescription: String { "\(window.length) of \(fftLength), hop \(hop), \(padding), \(length) samples" }
  }

  static let settings = [
    Setting(window: .hann(64), hop: 16, fftLength: 64, padding: .reflection, length: 1000),
    Setting(window: .hann(64), hop: 16, fftLength: 64, padding: .zeros, length: 1003),
    Setting(window: .hann(48), hop: 17, fftLength: 64, padding: .zeros, length: 333),
    Setting(window: .hamming(33), hop: 11, fftLength: 45, padding: .reflection, length: 500),
    Setting(window: .hamming(64), hop: 32, fftLength: 64, padding: .none, length: 256),
    Setting(window: .blackman(40), hop: 10, fftLength: 63, padding: .zeros, length: 63),
    Setting(window: .kaiser(32, beta: 6), hop: 9, fftLength: 32, padding: .reflection, length: 17),
    Setting(window: .rectangular(16), hop: 16, fftLength: 16, padding: .none, length: 160),
    Setting(window: .rectangular(9), hop: 4, fftLength: 31, padding: .zeros, length: 100),
    Setting(window: Window([1, -2, 3]), hop: 2, fftLength: 3, padding: .zeros, length: 7),
    Setting(window: .hann(64), hop: 16, fftLength: 64, padding: .zeros, length: 1),
    Setting(window: .rectangular(1), hop: 1, fftLength: 1, padding: .none, length: 5),
  ]

  /// One DFT each way. Where Σw² varies, the error at a sample is that of the frames over its √Σw².
  @Test(arguments: settings)
  func theInverseUndoesTheTransform(setting: Setting) throws {
    func check<T: TensorScalar>(_ type: T.Type) throws {
      var random = SeededRandom(seed: 2)
      let signal = Tensor<T>(random.signal(count: 2 * setting.length), shape: [2, setting.length])
      let back = try setting.stft.inverse(setting.stft(signal), length: setting.length)
      #expect(back.shape == signal.shape)
      #expect(relativeError(back.elements, signal.elements) <= 4 * gate(setting.stft, T.self))
    }
    try check(Float.self)
    try check(Double.self)
  }

  @Test func theOperatorIsTheInverse() throws {
    var random = SeededRandom(seed: 3)
    let stft = STFT(window: .hann(16), hopLength: 4)
    let spectra = Tensor<Complex<Double>>(random.complexSignal(count: 26 * 9), shape: [26, 9])
    #expect(try stft.synthesis(signalLength: 100)(spectra) == stft.inverse(spectra, length: 100))
  }

  @Test func nothingComesOfNothing() throws {
    let stft = STFT(window: .hann(16), hopLength: 4, padding: .zeros)
    #expect(try stft.inverse(Tensor<Complex<Float>>([], shape: [3, 0, 9]), length: 0) == Tensor([], shape: [3, 0]))
  }

  // The weight of Hann's window at its first sample is 0.
  @Test func aSampleWithoutWeightCannotBeRecovered() {
    let stft = STFT(window: .hann(8), hopLength: 4, padding: .none)
    #expect(throws: STFTInversionError.uncovered(sample: 0, weight: 0)) {
      try stft.inverse(stft(Tensor<Double>(repeating: 1, shape: [16])), length: 16)
    }
  }

  @Test func aSampleBetweenFramesCannotBeRecovered() {
    let stft = STFT(window: .rectangular(8), hopLength: 10, padding: .none)
    #expect(throws: STFTInversionError.uncovered(sample: 8, weight: 0)) {
      try stft.inverse(stft(Tensor<Float>(repeating: 1, shape: [28])), length: 28)
    }
  }

  @Test func aSampleBehindTheLastFrameCannotBeRecovered() {
    let stft = STFT(window: .rectangular(8), hopLength: 8, padding: .none)
    #expect(throws: STFTInversionError.uncovered(sample: 16, weight: 0)) {
      try stft.inverse(stft(Tensor<Float>(repeating: 1, shape: [17])), length: 17)
    }
    #expect(throws: STFTInversionError.uncovered(sample: 0, weight: 0)) {
      try stft.inverse(Tensor<Complex<Float>>([], shape: [0, 5]), length: 7)
    }
  }

  @Test func aWeightTooSmallToDivideByIsRefused() throws {
    let stft = STFT(window: Window([1e-9, 1, 1, 1]), hopLength: 4, padding: .none)
    let spectra = stft(Tensor<Double>(repeating: 1, shape: [8]))
    #expect(throws: STFTInversionError.uncovered(sample: 0, weight: 1e-9 * 1e-9)) {
      try stft.inverse(spectra, length: 8)
    }
    // In single precision already 10⁻⁴ is.
    let single = STFT(window: Window([1e-4, 1, 1, 1]), hopLength: 4, padding: .none)
    #expect(throws: STFTInversionError.self) {
      try single.inverse(single(Tensor<Float>(repeating: 1, shape: [8])), length: 8)
    }
    _ = try single.inverse(single(Tensor<Double>(repeating: 1, shape: [8])), length: 8)
  }

  @Test func theErrorSaysWhereAndWhatHelps() {
    #expect(
      STFTInversionError.uncovered(sample: 7, weight: 0.25).description
        == "the frames' squared windows sum to 0.25 at sample 7, too little to recover it; "
        + "use a shorter hop, a window without zeros there, or centered frames")
  }

  @Test func spectraOfAnotherLengthTrap() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let stft = STFT(window: .hann(8), hopLength: 4)
      _ = try? stft.inverse(Tensor<Complex<Double>>(repeating: 1, shape: [5, 6]), length: 16)
    }
    #expect(
      message(ofExit: exit).contains(
        "spectra of shape [5, 6] are not those of 16 samples, which have 5 frames of 5 bins"))
  }
}
