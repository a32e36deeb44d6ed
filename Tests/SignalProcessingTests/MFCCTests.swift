import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

struct MFCCTests {
  private struct Case: Decodable {
    let rate: Double, length: Int, hop: Int, bands: Int, kept: Int, lifter: Double, scale: MelScale
    let samples: [Int], coefficients: [[Double]]

    var mfcc: MFCC {
      MFCC(
        stft: STFT(window: .hann(length), hopLength: hop, padding: .zeros),
        filterbank: MelFilterbank(bandCount: bands, fftLength: length, sampleRate: rate, scale: scale),
        coefficientCount: kept, lifter: lifter)
    }
  }

  /// A logarithm's error is relative to the power, whose own is relative to the frame's loudest.
  @Test func coefficientsAreLibrosas() throws {
    for expected in try cases("mfcc.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type, _ tolerance: T) {
        let coefficients = expected.mfcc(Tensor<T>(pcm: expected.samples))
        let theirs = Tensor<T>(rounding: expected.coefficients)
        #expect(coefficients.shape == theirs.shape)
        #expect(relativeError(coefficients.elements, theirs.elements) < tolerance)
      }
      check(Double.self, 1e-12)
      check(Float.self, 1e-4)
    }
  }

  @Test func defaultsAreLibrosas() {
    let mfcc = MFCC(sampleRate: 22_050)
    #expect(mfcc.coefficientCount == 20 && mfcc.filterbank.bandCount == 128 && mfcc.lifter == 0)
    #expect(mfcc.stft.fftLength == 2048 && mfcc.stft.hopLength == 512 && mfcc.stft.padding == .zeros)
    #expect(mfcc(Tensor<Float>.ones([2, 3000])).shape == [2, 6, 20])
  }

  /// Each signal has its own range, so that a loud one does not cut off what is quiet in another.
  @Test func signalsOfABatchAreIndependent() {
    var random = SeededRandom(seed: 51)
    let mfcc = MFCC(
      stft: STFT(window: .hann(32), hopLength: 8),
      filterbank: MelFilterbank(bandCount: 5, fftLength: 32, sampleRate: 8000), coefficientCount: 4)
    let quiet: Tensor<Double> = 1e-4 * random.tensor(shape: [100])
    let loud: Tensor<Double> = 1e4 * random.tensor(shape: [100])
    #expect(mfcc(stack([quiet, loud])).row(0) == mfcc(quiet))
  }

  @Test func levelsHaveFloorAndRange() {
    let power = Tensor<Double>([1e-3, 1, 1e2, 0])
    #expect(relativeError(decibels(ofPower: power, range: nil).elements, [-30, 0, 20, -100]) < 1e-14)
    #expect(relativeError(decibels(ofPower: power).elements, [-30, 0, 20, -60]) < 1e-14)
    #expect(relativeError(decibels(ofPower: power, reference: 100, range: 25).elements, [-25, -20, 0, -25]) < 1e-14)
    let rows = decibels(ofPower: Tensor<Double>([[1, 1e-9], [1e-9, 1e-12]]), floor: 1e-15, range: 40, axes: [-1])
    #expect(relativeError(rows.elements, [0, -40, -90, -120]) < 1e-14)
    // Below the floor nothing changes; below the range it is the largest that counts.
    let slope = gradient(at: power) { sum(decibels(ofPower: $0)) }
    #expect(slope[3] == 0)
    #expect((slope[2] - 2 * 10 / (100 * 2.302585092994046)).magnitude < 1e-15)
  }

  @Test(arguments: [64, 65])
  func derivativesAreThoseOfFiniteDifferences(length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 52)
      let mfcc = MFCC(
        stft: STFT(window: .kaiser(16, beta: 1), hopLength: 7, padding: .none),
        filterbank: MelFilterbank(bandCount: 5, fftLength: 16, sampleRate: 8000), coefficientCount: 4, lifter: 9,
        range: nil)
      let impulses = Tensor<T>(shape: [2, length]) { $0[1] % 16 == 3 ? 4 : 0 }
      let x = impulses + 0.05 * random.tensor(T.self, shape: [2, length])
      #expect(checkGradient(of: { mfcc($0) }, at: x).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func settingsThatCannotWorkTrap() async {
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MFCC(
        stft: STFT(window: .hann(32), hopLength: 8),
        filterbank: MelFilterbank(bandCount: 5, fftLength: 32, sampleRate: 8000), coefficientCount: 6)
    }
    #expect(message(ofExit: count).contains("6 coefficients of 5 bands"))
    let length = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MFCC(
        stft: STFT(window: .hann(32), hopLength: 8),
        filterbank: MelFilterbank(bandCount: 5, fftLength: 64, sampleRate: 8000))
    }
    #expect(message(ofExit: length).contains("bands for DFTs of 64 points, but the transform's have 32"))
  }
}
