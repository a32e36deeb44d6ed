import Autodiff
import ComplexNumbers
import SpectralLearning
import TestSupport
import Testing

struct LossTableTests {
  private struct Case: Decodable {
    let loss: Loss, reduction: Reduction
    let shape: [Int], estimate: [Int], target: [Int]
    let value: Double, estimateGradient: [Double], targetGradient: [Double]
  }

  /// The fixture has 13 digits.
  @Test func valuesAndGradientsAreThoseOfOtherLibraries() throws {
    for expected in try cases("spectral_losses.json") as [Case] {
      let x = Tensor<Double>(pcm: expected.estimate, shape: expected.shape)
      let y = Tensor<Double>(pcm: expected.target, shape: expected.shape)
      let loss = expected.loss, reduction = expected.reduction
      let value = loss(x, y, reduction: reduction).scalar
      #expect((value - expected.value).magnitude <= 1e-10 * expected.value.magnitude, "\(loss): \(value)")
      let slopes = (
        gradient(at: x) { loss($0, y, reduction: reduction) }.elements,
        gradient(at: y) { loss(x, $0, reduction: reduction) }.elements
      )
      let errors = (
        relativeError(slopes.0, expected.estimateGradient), relativeError(slopes.1, expected.targetGradient)
      )
      #expect(errors.0 <= 1e-10 && errors.1 <= 1e-10, "\(loss): \(errors)")
    }
  }

  @Test func inSinglePrecisionValuesHold() throws {
    for expected in try cases("spectral_losses.json") as [Case] {
      let x = Tensor<Float>(pcm: expected.estimate, shape: expected.shape)
      let y = Tensor<Float>(pcm: expected.target, shape: expected.shape)
      let (value, slope) = valueWithGradient(at: x) { expected.loss($0, y, reduction: expected.reduction) }
      let error = (value.scalar - Float(expected.value)).magnitude / Float(expected.value.magnitude)
      #expect(error <= 1e-4, "\(expected.loss): \(value)")
      let slopeError = relativeError(slope.elements, expected.estimateGradient.map { Float($0) })
      #expect(slopeError <= 1e-3, "\(expected.loss): \(slopeError)")
    }
  }

  /// Every loss has a case, but those for which no other library has one.
  @Test func noLossIsLeftOut() throws {
    let all: [Case] = try cases("spectral_losses.json")
    let own: Set<Loss> = [.randomResolution, .errorToSignalLoudness, .spectralTransport]
    #expect(Set(all.map(\.loss)).union(own) == Set(Loss.allCases))
  }

  @Test(arguments: Loss.allCases)
  func reductionsAreOfTheSameLosses(loss: Loss) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let (x, y) = Self.pair(loss, T.self)
      let each = loss(x, y, reduction: .none)
      let mean = loss(x, y).scalar, total = loss(x, y, reduction: .sum).scalar
      let tolerance: T = 64 * Tolerances.unitRoundoff()
      if loss == .spectralConvergence {
        #expect(each.shape == [] && each.scalar == mean && total == mean)
        return
      }
      if loss.isGlobal {
        // One loss for each signal, as if it were alone.
        #expect(each.shape == [2])
        for item in 0..<2 {
          let alone = loss(x.slice(item..<(item + 1), axis: 0), y.slice(item..<(item + 1), axis: 0)).scalar
          #expect((each[item] - alone).magnitude <= tolerance * alone.magnitude, "\(loss)")
        }
        return
      }
      #expect(each.count > 1)
      let sum = each.elements.reduce(0, +), scale = each.elements.reduce(0) { $0 + $1.magnitude }
      #expect((total - sum).magnitude <= tolerance * scale, "\(loss)")
      #expect((mean - sum / T(each.count)).magnitude <= tolerance * scale / T(each.count), "\(loss)")
      // The first signal's losses don't depend on the second's.
      let first = loss(x.slice(0..<1, axis: 0), y.slice(0..<1, axis: 0), reduction: .none)
      #expect(
        relativeError(Array(each.elements.prefix(first.count)), first.elements) <= tolerance, "\(loss)")
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Loss.allCases)
  func theOptimumHasNoLossAndNoSlope(loss: Loss) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let (x, y) = Self.pair(loss, T.self)
      let (value, slope) = valueWithGradient(at: x) { loss($0, x) }
      let targetSlope = gradient(at: x) { loss(x, $0) }
      if loss.isInexactAtOptimum {
        // Better than any other estimate, and of a slope that is rounding, beside that at another one.
        #expect(value.scalar < loss(y, x).scalar, "\(loss)")
        if loss == .scaleInvariantSDR || loss == .scaleDependentSDR { return }
        let other = gradient(at: y) { loss($0, x) }
        let noise = 256 * Double(Tolerances.unitRoundoff(T.self).squareRoot())
        #expect(euclideanNorm(slope) <= noise * euclideanNorm(other), "\(loss): \(euclideanNorm(slope))")
      } else {
        #expect(value.scalar == 0, "\(loss)")
        #expect(slope.elements.allSatisfy { $0 == 0 }, "\(loss)")
        #expect(targetSlope.elements.allSatisfy { $0 == 0 }, "\(loss)")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  /// ε makes loudness count at the optimum, by a slope that is known.
  @Test(arguments: [Loss.scaleInvariantSDR, .scaleDependentSDR])
  func perfectEstimatesStillGainFromLoudness(loss: Loss) {
    let y = Tensor<Double>([0.5, -1.5, 0.25, 0.75])
    let slope = gradient(at: y) { loss($0, y) }
    let energy = 0.25 + 2.25 + 0.0625 + 0.5625
    #expect(relativeError(slope.elements, y.elements.map { -20 / 2.302585092994046 * $0 / energy }) < 1e-6)
  }

  @Test(arguments: Loss.allCases)
  func singularInputsHaveFiniteLossesAndSlopes(loss: Loss) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let (sound, other) = Self.pair(loss, T.self)
      let silence = Tensor<T>.zeros(loss.shape), constant = Tensor<T>(repeating: 1 / 2, shape: loss.shape)
      let spike = Tensor<T>(shape: loss.shape) { ($0.last ?? 0) == 3 ? 1 : 0 }
      // Huge by the highest power that has to be a number of the type, with room for its sums.
      let exponent = Int(T.greatestFiniteMagnitude.exponent) / loss.degree - 24
      let huge = T(sign: .plus, exponent: T.Exponent(exponent), significand: 1)
      let subnormal = Tensor<T>(shape: loss.shape) { T(1 + $0.reduce(0, +) % 7) * .leastNonzeroMagnitude }
      let inputs: [(String, Tensor<T>)] = [
        ("silence", silence), ("sound", sound), ("another sound", other), ("a constant", constant), ("a spike", spike),
        ("huge", sound * huge), ("huge too", other * huge), ("subnormal", subnormal),
        ("tiny", sound * .leastNormalMagnitude),
      ]
      for (name, x) in inputs {
        for (otherName, y) in inputs {
          let pair: Comment = "\(loss) of \(name) and \(otherName), \(type)"
          let (value, slope) = valueWithGradient(at: x) { loss($0, y) }
          #expect(value.scalar.isFinite, pair)
          #expect(slope.shape == loss.shape && slope.elements.allSatisfy { $0.isFinite }, pair)
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Loss.allCases.filter(\.takesOneSample))
  func oneSampleIsASignal(loss: Loss) {
    for (x, y) in [(0.5, -0.25), (0, 0.5), (0.5, 0), (0.5, 0.5), (0, 0)] {
      let target = Tensor<Double>([y])
      let (value, slope) = valueWithGradient(at: Tensor<Double>([x])) { loss($0, target) }
      #expect(value.scalar.isFinite && slope.shape == [1] && slope.elements[0].isFinite, "\(loss) of \(x) and \(y)")
    }
  }

  @Test(arguments: Loss.allCases)
  func differentShapesTrap(loss: Loss) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [loss] in
      _ = loss(Tensor<Float>.ones(loss.shape), Tensor<Float>.ones([1] + loss.shape))
    }
    let text = message(ofExit: exit)
    #expect(text.contains("the estimate has the shape ["), "\(loss): \(text)")
  }

  /// Two signals, or spectra, that are unlike.
  private static func pair<T: TensorScalar & SampledElement>(
    _ loss: Loss, _ type: T.Type
  ) -> (Tensor<T>, Tensor<T>) {
    var random = SeededRandom(seed: 40)
    let domain: SampleDomain = loss.takesSpectra ? .positive : .unit
    return (random.tensor(shape: loss.shape, in: domain), random.tensor(shape: loss.shape, in: domain))
  }
}
