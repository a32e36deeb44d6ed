import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

struct GriffinLimTests {
  private struct Case: Decodable {
    let length: Int, fftLength: Int, windowLength: Int, hop: Int, iterations: Int, momentum: Double
    let magnitudes: [[Int]], turns: [[Int]], signal: [Double]
    var stft: STFT {
      STFT(window: .hann(windowLength), hopLength: hop, fftLength: fftLength, padding: .zeros)
    }
  }

  /// Each iteration divides by a modulus and may so magnify what two transforms round: a factor of ten or so a few
  /// times.
  @Test func signalsAreLibrosas() throws {
    for expected in try cases("griffin_lim.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type, tolerance: T) throws {
        let magnitudes = Tensor<T>(expected.magnitudes.map { $0.map { T($0) / 0x1p20 } })
        let turns =
          expected.turns.isEmpty
          ? Tensor(repeating: 0, shape: magnitudes.shape)
          : Tensor<T>(
            expected.turns.map { $0.map { T(2 * Double.pi * Double($0) / 1000) } })
        let search = GriffinLim(expected.stft, iterations: expected.iterations, momentum: expected.momentum)
        let found = try search(magnitudes, length: expected.length, from: turns)
        let error = relativeError(found.signal.elements, expected.signal.map { T($0) })
        #expect(error <= tolerance, "\(T.self), \(expected.iterations) iterations, α = \(expected.momentum)")
        if expected.turns.isEmpty {
          let same = try search(magnitudes, length: expected.length, initialPhase: .zero)
          #expect(same.signal == found.signal)
        }
      }
      try check(Double.self, tolerance: 1e-12)
      try check(Float.self, tolerance: expected.iterations <= 1 ? 1e-5 : 1e-3)
    }
  }

  private let stft = STFT(window: .hann(64), hopLength: 16, padding: .zeros)
  private func noise<T: TensorScalar & SampledElement>(_ shape: [Int], seed: UInt64 = 1) -> Tensor<T> {
    var random = SeededRandom(seed: seed)
    return random.tensor(T.self, shape: shape)
  }

  /// The theorem of Griffin and Lim, in the norm of whole spectra: bins between DC and Nyquist stand for two.
  @Test func withoutMomentumTheDistanceNeverGrows() throws {
    let signal: Tensor<Double> = noise([400])
    let magnitudes = abs(stft(signal))
    let weights = Tensor((0..<stft.binCount).map { $0 == 0 || $0 == 32 ? 1.0 : 2 })
    var distances: [Double] = []
    for iterations in 0..<30 {
      let found = try GriffinLim(stft, iterations: iterations, momentum: 0)(magnitudes, length: 400)
      distances.append(sum(weights * square(abs(stft(found.signal)) - magnitudes)).scalar)
    }
    for (before, after) in zip(distances, distances.dropFirst()) { #expect(after <= before * (1 + 1e-13)) }
    #expect(distances[29] < distances[0] / 5)
  }

  @Test func aSignalsOwnPhasesAreAFixedPoint() throws {
    let signal: Tensor<Double> = noise([2, 333])
    let spectra = stft(signal)
    let found = try GriffinLim(stft, iterations: 5)(abs(spectra), length: 333, from: phase(spectra))
    #expect(relativeError(found.signal.elements, signal.elements) < 1e-13)
    #expect(found.history.allSatisfy { $0.convergence < 1e-13 })
    #expect(found.history.map(\.transformCount) == [2, 4, 6, 8, 10, 12])
    #expect(found.transformCount == 12 && found.convergence == found.history[5].convergence)
  }

  @Test func historyIsTheSpectralConvergenceOfWhatWasReached() throws {
    let magnitudes = abs(stft(noise([300]) as Tensor<Double>))
    var told: [PhaseRetrievalStep] = []
    let found = try GriffinLim(stft, iterations: 8)(magnitudes, length: 300) { told.append($0) }
    #expect(told == found.history && told.count == 9)
    let distance = sum(square(abs(stft(found.signal)) - magnitudes)).scalar / sum(square(magnitudes)).scalar
    #expect(abs(found.convergence - distance.squareRoot()) < 1e-13)
    #expect(abs(found.history[8].decibels - 10 * .log10(distance)) < 1e-10)
    // What fewer iterations end with is what more of them passed.
    let fewer = try GriffinLim(stft, iterations: 3)(magnitudes, length: 300)
    #expect(fewer.history == Array(found.history.prefix(4)))
  }

  @Test func signalsOfABatchAreFoundEachByItself() throws {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) throws {
      let magnitudes = abs(stft(noise([2, 1, 200]) as Tensor<T>))
      let both = try GriffinLim(stft, iterations: 10)(magnitudes, length: 200, initialPhase: .zero)
      #expect(both.signal.shape == [2, 1, 200])
      let second = try GriffinLim(stft, iterations: 10)(
        magnitudes.slice(1..<2, axis: 0), length: 200, initialPhase: .zero)
      #expect(relativeError(Array(both.signal.elements.suffix(200)), second.signal.elements) < 1e-3)
    }
    try check(Float.self)
    try check(Double.self)
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    let magnitudes = abs(stft(noise([200]) as Tensor<Float>))
    func found(_ seed: UInt64) throws -> Tensor<Float> {
      try GriffinLim(stft, iterations: 10)(magnitudes, length: 200, initialPhase: .random(seed: seed)).signal
    }
    #expect(try found(1) == found(1))
    #expect(try found(1) != found(2))
  }

  @Test(arguments: [0x1p-1000, 0x1p1000]) func theUnitOfTheSignalDoesNotMatter(unit: Double) throws {
    let magnitudes = abs(stft(noise([200]) as Tensor<Double>))
    let found = try GriffinLim(stft, iterations: 10)(magnitudes, length: 200)
    let scaled = try GriffinLim(stft, iterations: 10)(unit * magnitudes, length: 200)
    #expect(scaled.signal == unit * found.signal && scaled.history == found.history)
  }

  @Test func silenceIsFoundFromSilence() throws {
    for initial in [InitialPhase.zero, .random(seed: 3)] {
      let silence = Tensor<Double>(repeating: 0, shape: [stft.frameCount(signalLength: 100), stft.binCount])
      let found = try GriffinLim(stft, iterations: 4)(silence, length: 100, initialPhase: initial)
      #expect(found.signal.elements.allSatisfy { $0 == 0 } && found.convergence == 0)
    }
  }

  @Test func magnitudesThatAreNoneAreRefused() {
    var elements = abs(stft(noise([2, 100]) as Tensor<Double>)).elements
    let frames = stft.frameCount(signalLength: 100)
    for value in [-1, Double.infinity, -Double.infinity] {
      elements[(frames + 3) * stft.binCount + 5] = value
      let magnitudes = Tensor(elements, shape: [2, frames, stft.binCount])
      #expect(throws: PhaseRetrievalError.invalidMagnitude(signal: 1, frame: 3, bin: 5, value: value)) {
        try GriffinLim(stft)(magnitudes, length: 100)
      }
    }
    #expect(
      "\(PhaseRetrievalError.invalidMagnitude(signal: 1, frame: 3, bin: 5, value: -1))"
        == "the magnitude in bin 5 of frame 3 of signal 1 is -1.0; magnitudes must be finite and not negative")
  }

  @Test func aTransformWithoutAnInverseIsRefused() {
    let sparse = STFT(window: .hann(8), hopLength: 20, padding: .zeros)
    let magnitudes = abs(sparse(noise([100]) as Tensor<Double>))
    #expect {
      try GriffinLim(sparse)(magnitudes, length: 100)
    } throws: { error in
      "\(error)".contains("too little to recover it")
    }
  }

  @Test func programmersErrorsTrap() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GriffinLim(STFT(window: .hann(8), hopLength: 2))(
        Tensor<Double>(repeating: 0, shape: [3, 5]), length: 100)
    }
    #expect(message(ofExit: shape).contains("which have 51 frames of 5 bins"))
    let momentum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GriffinLim(STFT(window: .hann(8), hopLength: 2), momentum: -1)
    }
    #expect(message(ofExit: momentum).contains("the momentum is -1.0"))
  }
}
