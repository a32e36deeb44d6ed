import Autodiff
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

struct MultiResolutionSTFTLossTests {
  private struct Case: Decodable {
    let fftLengths: [Int], hopLengths: [Int], windowLengths: [Int]
    let shape: [Int], estimate: [Int], target: [Int]
    let value: Double, estimateGradient: [Double]

    var loss: MultiResolutionSTFTLoss {
      MultiResolutionSTFTLoss(
        resolutions: zip(fftLengths, zip(hopLengths, windowLengths)).map {
          STFT(window: .hann($1.1), hopLength: $1.0, fftLength: $0)
        })
    }
  }

  /// In double precision. A log magnitude's slope is 1/|X|, which magnifies the error of a bin near the floor of 10⁻⁴
  /// among spectra of the order of 10 by 10⁵; the fixture has 12 digits.
  @Test func valuesAndGradientsAreAuralosss() throws {
    for expected in try cases("stft_losses.json") as [Case] {
      let x = Tensor<Double>(pcm: expected.estimate, shape: expected.shape)
      let y = Tensor<Double>(pcm: expected.target, shape: expected.shape)
      let (value, slope) = valueWithGradient(at: x) { expected.loss($0, y) }
      #expect((value.scalar - expected.value).magnitude <= 1e-13 * expected.value)
      #expect(relativeError(slope.elements, expected.estimateGradient) <= 1e-11)
    }
  }

  @Test func inSinglePrecisionTheValueHolds() throws {
    for expected in try cases("stft_losses.json") as [Case] {
      let x = Tensor<Float>(pcm: expected.estimate, shape: expected.shape)
      let y = Tensor<Float>(pcm: expected.target, shape: expected.shape)
      let (value, slope) = valueWithGradient(at: x) { expected.loss($0, y) }
      #expect((value.scalar - Float(expected.value)).magnitude <= 1e-4 * value.scalar)
      #expect(slope.elements.allSatisfy { $0.isFinite })
    }
  }

  @Test func theStandardResolutionsAreTheDefault() throws {
    let all: [Case] = try cases("stft_losses.json")
    let expected = try #require(all.first)
    let x = Tensor<Double>(pcm: expected.estimate, shape: expected.shape)
    let y = Tensor<Double>(pcm: expected.target, shape: expected.shape)
    #expect(MultiResolutionSTFTLoss()(x, y) == expected.loss(x, y))
  }

  @Test func derivativesAreThoseOfFiniteDifferences() {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let loss = MultiResolutionSTFTLoss(
        resolutions: [
          STFT(window: .kaiser(8, beta: 1), hopLength: 3, padding: .none),
          STFT(window: .rectangular(8), hopLength: 2, fftLength: 11, padding: .none),
        ])
      // An impulse in each frame, and little else: no bin is near 0, where a magnitude has its kink.
      var random = SeededRandom(seed: 11)
      let impulses = Tensor((0..<48).map { $0 % 8 == 3 ? T(4) : 0 }, shape: [2, 24])
      let x = impulses + 0.25 * random.tensor(T.self, shape: [2, 24])
      // Louder in every bin: no kink between estimate and target.
      let y = 3 * impulses + 0.25 * random.tensor(T.self, shape: [2, 24])
      #expect(checkGradient(of: { loss($0, y) }, at: x).isEmpty)
      #expect(checkGradient(of: { loss(x, $0) }, at: y).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [[1200], [2, 1500]])
  func theOptimumHasNoLossAndNoSlope(shape: [Int]) {
    var random = SeededRandom(seed: 12)
    let x = random.tensor(Float.self, shape: shape)
    let (value, slope) = valueWithGradient(at: x) { MultiResolutionSTFTLoss()($0, x) }
    #expect(value.scalar == 0)
    #expect(slope.elements.allSatisfy { $0 == 0 })
  }

  @Test func silenceHasFiniteLossesAndSlopes() {
    var random = SeededRandom(seed: 13)
    let silence = Tensor<Float>(repeating: 0, shape: [1500])
    let sound = random.tensor(Float.self, shape: [1500])
    let loss = MultiResolutionSTFTLoss()
    for (x, y) in [(silence, silence), (silence, sound), (sound, silence)] {
      let (value, slope) = valueWithGradient(at: x) { loss($0, y) }
      #expect(value.scalar.isFinite)
      #expect(slope.shape == [1500])
      #expect(slope.elements.allSatisfy { $0.isFinite })
    }
    #expect(loss(silence, silence).scalar == 0)
    // ‖y‖/‖y‖, and the distance of the sound's level from the floor's, e^9.2 below 1.
    #expect(loss(silence, sound).scalar > 10)
  }

  @Test func settingsThatCannotWorkTrap() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MultiResolutionSTFTLoss(resolutions: [])
    }
    #expect(message(ofExit: none).contains("a multi-resolution loss needs at least one resolution"))
    let floor = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MultiResolutionSTFTLoss(powerFloor: 0)
    }
    #expect(message(ofExit: floor).contains("the floor under powers is 0.0, but must be positive and finite"))
    let faint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>(repeating: 1, shape: [2000])
      _ = MultiResolutionSTFTLoss(powerFloor: 1e-60)(x, x)
    }
    #expect(message(ofExit: faint).contains("the floor under powers, 1e-60, is 0 in the precision of the signals"))
  }

  @Test func signalsThatCannotBeComparedTrap() async {
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MultiResolutionSTFTLoss()(
        Tensor<Float>(repeating: 1, shape: [2000]), Tensor<Float>(repeating: 1, shape: [1, 2000]))
    }
    #expect(
      message(ofExit: shapes).contains(
        "MultiResolutionSTFTLoss: the estimate has the shape [2000], the target [1, 2000]"))
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>(repeating: 1, shape: [1024])
      _ = MultiResolutionSTFTLoss()(x, x)
    }
    #expect(message(ofExit: short).contains("a signal of 1024 samples cannot be mirrored over 1024"))
  }
}
