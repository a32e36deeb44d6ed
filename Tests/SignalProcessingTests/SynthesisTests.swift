import Autodiff
import SignalProcessing
import TestSupport
import Testing

struct ControlUpsamplingTests {
  @Test func linesAndWindowsMeetTheFrames() {
    let line = ControlUpsampling<Double>(frameCount: 3, hopLength: 4)(Tensor([0, 1, -1]))
    #expect(line == Tensor([0, 0.25, 0.5, 0.75, 1, 0.5, 0, -0.5, -1, -1, -1, -1]))
    let windows = ControlUpsampling<Double>(frameCount: 2, hopLength: 2, interpolation: .hann)(Tensor([0, 1]))
    for (y, expected) in zip(windows.elements, [0, 0.5, 1, 1]) { #expect((y - expected).magnitude < 1e-15) }
    #expect(ControlUpsampling<Float>(frameCount: 1, hopLength: 3)(Tensor([2])) == Tensor([2, 2, 2]))
  }

  @Test(arguments: [(1, 1), (1, 4), (5, 1), (4, 7), (3, 8)], [ControlInterpolation.linear, .hann])
  func adjoint(layout: (Int, Int), interpolation: ControlInterpolation) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let map = ControlUpsampling<T>(frameCount: layout.0, hopLength: layout.1, interpolation: interpolation)
      for batch in [[], [2], [2, 3]] { #expect(checkAdjoint(of: map, inputShape: batch + [layout.0]).isEmpty) }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func noFramesTrap() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ControlUpsampling<Float>(frameCount: 0, hopLength: 4)
    }
    #expect(message(ofExit: exit).contains("0 control values, 4 samples apart; both must be positive"))
  }
}

struct CumulativePhaseTests {
  /// A million samples on, the phase of a tone is its formula's in single precision too.
  @Test func thePhaseStaysAccurate() {
    func check<T: TensorScalar>(_ type: T.Type) {
      // Exact in single precision: 440 + 1/8 Hz, at a rate of a power of two.
      let frequency: T = 440.125, rate = 32768.0, count = 1 << 20
      let phase = cumulativePhase(Tensor<T>(repeating: frequency, shape: [count]), sampleRate: rate)
      for n in [0, 1, 1000, count - 1] {
        let turns = (440.125 * Double(n + 1) / rate).remainder(dividingBy: 1)
        #expect((Double(phase[n]) - 2 * .pi * turns).magnitude < 8 * Double(Tolerances.unitRoundoff(T.self)))
      }
      let largest = sqrt(max(square(phase))).scalar
      #expect(Double(largest) <= .pi * (1 + 4 * Double(Tolerances.unitRoundoff(T.self))))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [1, 6, 11])
  func gradients(length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 41)
      let frequency = random.tensor(T.self, shape: [2, length])
      #expect(checkGradient(of: { sin(cumulativePhase($0, sampleRate: 8)) }, at: frequency).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }
}

struct HarmonicSynthesisTests {
  /// A steady tone is a sum of sines by its formula, up to half the sample rate.
  @Test func aSteadyToneIsASumOfSines() {
    func check<T: TensorScalar>(_ type: T.Type, _ tolerance: Double) {
      let amplitudes = [0.5, 0.25, -0.125, 1, 1]
      let y = harmonicSynthesis(
        fundamental: Tensor<T>(repeating: 1100, shape: [3]),
        amplitudes: Tensor<T>(amplitudes.map { T($0) }).broadcast(to: [3, 5]), hopLength: 100, sampleRate: 8000)
      #expect(y.shape == [300])
      for n in 0..<300 {
        let angle = 2 * Double.pi * 1100 / 8000 * Double(n + 1)
        // The fourth harmonic lies at 4400 Hz.
        let expected = (1...3).reduce(0) { $0 + amplitudes[$1 - 1] * Double.sin(Double($1) * angle) }
        #expect((Double(y[n]) - expected).magnitude < tolerance, "\(T.self), sample \(n)")
      }
    }
    check(Double.self, 1e-12)
    check(Float.self, 1e-5)
  }

  /// A glide crosses half the sample rate within a frame: harmonics fall silent sample by sample.
  @Test func harmonicsEndAtHalfTheSampleRate() {
    let y = harmonicSynthesis(
      fundamental: Tensor([128.0, 384]), amplitudes: Tensor([[0.0, 1], [0, 1]]), hopLength: 64, sampleRate: 1024)
    // 2f reaches 512 Hz in the middle of the first frame.
    #expect(y.elements[..<31].allSatisfy { $0 != 0 })
    #expect(y.elements[32...].allSatisfy { $0 == 0 })
  }

  /// By frequencies and amplitudes, each alone and both at once, with blocks of samples that are full and others.
  @Test(arguments: [(1, 1, 3), (2, 3, 5), (3, 4, 70)])
  func gradients(frames: Int, harmonics: Int, hop: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 42)
      let fundamental = random.tensor(T.self, shape: [2, frames], in: .positive)
      let amplitudes = random.tensor(T.self, shape: [2, frames, harmonics])
      func sound(_ f: Tensor<T>, _ a: Tensor<T>, _ interpolation: ControlInterpolation = .hann) -> Tensor<T> {
        // Phases of a few radians at most, so that finite differences in single precision see a smooth function.
        harmonicSynthesis(
          fundamental: f, amplitudes: a, hopLength: hop, sampleRate: Double(20 * frames * hop),
          interpolation: interpolation)
      }
      #expect(checkGradient(of: { sound($0, amplitudes) }, at: fundamental, named: "frequency").isEmpty)
      #expect(checkGradient(of: { sound(fundamental, $0, .linear) }, at: amplitudes, named: "amplitudes").isEmpty)
      #expect(
        checkGradient(
          of: { sound($0, amplitudes * sin($0).expandingAxis(at: -1)) }, at: fundamental, named: "both"
        ).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func silenceAndStandstillAreFinite() {
    for frequency in [0, -5, 1e-300, 4000, 1e300] {
      let f = Tensor(repeating: frequency, shape: [2]), a = Tensor<Double>.zeros([2, 3])
      let (byF, byA) = gradient(at: f, a) {
        sum(square(harmonicSynthesis(fundamental: $0, amplitudes: $1, hopLength: 8, sampleRate: 8000)))
      }
      #expect(byF.elements.allSatisfy { $0.isFinite } && byA.elements.allSatisfy { $0.isFinite })
    }
  }

  @Test func whatIsNotANumberIsHeard() {
    let y = harmonicSynthesis(
      fundamental: Tensor([10.0, 10, .nan]), amplitudes: .ones([3, 2]), hopLength: 40, sampleRate: 1000)
    #expect(y.elements[..<40].allSatisfy { $0.isFinite } && y.elements[40...].allSatisfy { $0.isNaN })
  }

  @Test func framesThatDifferTrap() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = harmonicSynthesis(
        fundamental: Tensor([1.0, 2]), amplitudes: Tensor([[1.0]]), hopLength: 8, sampleRate: 8000)
    }
    #expect(message(ofExit: exit).contains("fundamentals of shape [2] and amplitudes of shape [1, 1]"))
  }
}
