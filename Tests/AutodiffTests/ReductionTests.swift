import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Values of reductions in closed form, and what they and their derivatives are at the edges. See ``AlgebraTests`` and
/// ``AlgebraFixtureTests`` for the derivatives elsewhere.
@Suite("Reductions")
struct ReductionTests {
  static let matrix = Tensor([[1.0, -2, 3, 4], [0.5, 8, -16, 2], [3, 3, 3, 3]])

  @Test("Products, maxima and minima over axes")
  func values() {
    let x = Self.matrix
    #expect(product(x) == Tensor(-24.0 * -128 * 81))
    #expect(product(x, axes: [1]) == Tensor([-24.0, -128, 81]))
    #expect(product(x, axes: [0], keepingAxes: true) == Tensor([[1.5, -48, -144, 24]]))
    #expect(product(x, axes: [0, -1], keepingAxes: true) == Tensor([[-24.0 * -128 * 81]]))
    #expect(product(x, axes: []) == x)
    #expect(max(x) == Tensor(8.0))
    #expect(max(x, axes: [0]) == Tensor([3.0, 8, 3, 4]))
    #expect(max(x, axes: [-1], keepingAxes: true) == Tensor([[4.0], [8], [3]]))
    #expect(min(x) == Tensor(-16.0))
    #expect(min(x, axes: [1]) == Tensor([-2.0, -16, 3]))
    #expect(min(x, axes: [0], keepingAxes: true) == Tensor([[0.5, -2, -16, 2]]))
    // Of 24 numbers in order, whose place is 12i + 4j + k.
    let counted = Tensor((0..<24).map { Float($0) }, shape: [2, 3, 4])
    #expect(max(counted, axes: [0, 2]) == Tensor([15, 19, 23]))
    #expect(min(counted, axes: [0, 1]) == Tensor([0, 1, 2, 3]))
    #expect(max(counted, axes: [1]) == Tensor([[8, 9, 10, 11], [20, 21, 22, 23]]))
    let products: [Float] = [1 * 2 * 13 * 14, 5 * 6 * 17 * 18, 9 * 10 * 21 * 22]
    #expect(product(counted.slice(1..<3), axes: [0, 2]) == Tensor(products))
    #expect(sum(counted, axes: nil, keepingAxes: true) == Tensor([276], shape: [1, 1, 1]))
    #expect(mean(counted, axes: nil, keepingAxes: true) == Tensor([11.5], shape: [1, 1, 1]))
    // One number repeated.
    #expect(max(Tensor(repeating: 2.0, shape: [3, 4]), axes: [1]) == Tensor([2.0, 2, 2]))
    #expect(product(Tensor(repeating: 2.0, shape: [3, 4]), axes: [1]) == Tensor([16.0, 16, 16]))
  }

  @Test("Complex products")
  func complexProduct() {
    let z = Tensor([Complex(1.0, 1), Complex(0, 2), Complex(-3, 1)])
    #expect(product(z) == Tensor(Complex(4.0, -8)))
  }

  @Test("A product of nothing is 1; one of many has a rounding for each factor")
  func longProducts() {
    #expect(product(Tensor([Double](), shape: [0, 2]), axes: [0]) == Tensor([1.0, 1]))
    #expect(product(Tensor([Double]())) == Tensor(1.0))
    #expect(product(Tensor([Double](), shape: [2, 0]), axes: [0]) == Tensor([Double]()))
    for count in [1, 2, 3, 100, 1001] {
      let factors = (0..<count).map { 1 + Double($0 % 13 - 6) / 100 }
      let exact = factors.reduce(Float80(1)) { $0 * Float80($1) }
      // One rounding for each multiplication.
      let error = abs(Float80(product(Tensor(factors)).scalar) / exact - 1)
      #expect(error <= Float80(count - 1) * Float80(Tolerances.unitRoundoff(Double.self)))
    }
  }

  @Test("The slope of a product with zeros")
  func zerosInProducts() {
    #expect(gradient(at: Tensor([2.0, 0, 5])) { product($0) } == Tensor([0.0, 10, 0]))
    #expect(gradient(at: Tensor([2.0, 0, 0, 5])) { product($0) } == Tensor([0.0, 0, 0, 0]))
    // The second derivative by the two zeros is the product of the others.
    let hessian = valueWithDerivative(at: Tensor([2.0, 0, 0, 5]), along: Tensor([0.0, 1, 0, 0])) { x in
      gradient(at: x) { product($0) }
    }.derivative
    #expect(hessian == Tensor([0.0, 0, 10, 0]))
  }

  @Test("Ties share the slope of a maximum; NaN takes it")
  func ties() {
    let third = 1.0 / 3
    let vector = gradient(at: Tensor([3.0, 1, 3, 3, 2])) { max($0) }
    #expect(vector.elements == [third, 0, third, third, 0])
    let columns = gradient(at: Tensor([[3.0, 0], [3, 0]])) { sum(min($0, axes: [0])) }
    #expect(columns.elements == [0.5, 0.5, 0.5, 0.5])
    let signedZeros = gradient(at: Tensor([0.0, -0.0])) { max($0) }
    #expect(signedZeros.elements == [0.5, 0.5])
    for count in [1, 2, 3, 4, 5, 9] {
      for place in 0..<count {
        var numbers = (0..<count).map { Double($0) }
        numbers[place] = .nan
        let row = Tensor(numbers), column = row.reshaped(to: [count, 1]).broadcast(to: [count, 2])
        #expect(max(row).scalar.isNaN && min(row).scalar.isNaN)
        #expect(max(column, axes: [0]).elements.allSatisfy { $0.isNaN })
        let slope = gradient(at: row) { max($0) }
        #expect(slope.elements == (0..<count).map { $0 == place ? 1 : 0 })
      }
    }
    #expect(max(Tensor([-Double.infinity, -.infinity])).scalar == -.infinity)
    #expect(max(Tensor([Double](), shape: [0, 3]), axes: [1], keepingAxes: true).shape == [0, 1])
  }

  @Test("Variance and standard deviation")
  func moments() {
    let x = Tensor([[1.0, 3], [2, 6], [-1, -1]])
    #expect(variance(x, axes: [1]) == Tensor([1.0, 4, 0]))
    #expect(variance(x, axes: [1], correction: 1, keepingAxes: true) == Tensor([[2.0], [8], [0]]))
    #expect(standardDeviation(x, axes: [1]) == Tensor([1.0, 2, 0]))
    #expect(variance(Tensor([Complex(1.0, 2), Complex(3, 6)])) == Tensor(5.0))
    #expect(standardDeviation(Tensor([Complex(4.0, 5), Complex(-2, -3)])) == Tensor(5.0))
    // A large mean costs no digits, the squares of neither huge nor tiny numbers are lost.
    #expect(variance(Tensor([1_000_000_001.0, 1_000_000_003])).scalar == 1)
    #expect(standardDeviation(Tensor([3e300, -3e300])).scalar == 3e300)
    #expect(standardDeviation(Tensor([0x1p-1030, -0x1p-1030])).scalar == 0x1p-1030)
    // At a constant signal, whose mean is rounded.
    for count in [3, 7, 10] {
      let constant = Tensor((0..<count).map { _ in 0.1 })
      #expect(standardDeviation(constant).scalar == 0)
      #expect(gradient(at: constant) { standardDeviation($0) }.elements.allSatisfy { $0 == 0 })
      let second = valueWithDerivative(at: constant, along: Tensor((0..<count).map { Double($0) })) { x in
        gradient(at: x) { standardDeviation($0) }
      }.derivative
      #expect(second.elements.allSatisfy { $0 == 0 })
    }
  }

  @Test("Norms over axes")
  func norms() {
    let x = Tensor([[3.0, -4], [0, 0], [-5, 12]])
    #expect(norm(x, .l1, axes: [1]) == Tensor([7.0, 0, 17]))
    #expect(norm(x, axes: [1]) == Tensor([5.0, 0, 13]))
    #expect(norm(x, .infinity, axes: [1], keepingAxes: true) == Tensor([[4.0], [0], [12]]))
    #expect(norm(x, .p(2), axes: [-1]) == norm(x, axes: [1]))
    #expect(norm(x, .p(1), axes: [-1]) == norm(x, .l1, axes: [1]))
    #expect(norm(x, .p(.infinity), axes: [-1]) == norm(x, .infinity, axes: [1]))
    // 3³ + 4³ + 5³ = 6³.
    #expect(abs(norm(Tensor([3.0, -4, 5]), .p(3)).scalar - 6) <= 6 * 8 * Tolerances.unitRoundoff(Double.self))
    let z = Tensor([Complex(3.0, 4), Complex(0, -12)])
    #expect(norm(z, .l1) == Tensor(17.0))
    #expect(norm(z) == Tensor(13.0))
    #expect(norm(z, .infinity) == Tensor(12.0))
    for kind in [VectorNorm.l1, .l2, .infinity, .p(3)] {
      #expect(norm(Tensor([Double](), shape: [2, 0]), kind, axes: [1]) == Tensor([0.0, 0]))
      #expect(norm(Tensor([Double.nan, 1]), kind).scalar.isNaN)
      #expect(norm(Tensor([-Double.infinity, 1]), kind).scalar == .infinity)
    }
  }

  @Test("No square over- or underflows", arguments: [0x1p-1063, 1e-300, 1e-160, 1, 1e160, 1e300])
  func extremes(scale: Double) {
    let x = Tensor([3 * scale, -4 * scale, 0])
    let z = Tensor([Complex(3 * scale, 4 * scale), 0])
    // Of subnormal numbers, a few digits are left.
    let tolerance = max(8 * Tolerances.unitRoundoff(Double.self), 2 * Double.leastNonzeroMagnitude / (5 * scale))
    let values = [norm(x).scalar / scale, norm(z).scalar / scale, norm(x, .p(3)).scalar / scale]
    for (value, expected) in zip(values, [5, 5, 4.497941445275415]) {
      #expect(abs(value / expected - 1) <= 4 * tolerance)
    }
    let slope = gradient(at: x) { norm($0) }
    let errors = zip(slope.elements, [0.6, -0.8, 0]).map { abs($0 - $1) }
    #expect(errors.allSatisfy { $0 <= 4 * tolerance })
    let complexSlope = gradient(at: z) { norm($0) }
    #expect(abs(complexSlope[0].real - 0.6) <= 4 * tolerance && abs(complexSlope[0].imaginary - 0.8) <= 4 * tolerance)
    #expect(complexSlope[1] == 0)
  }

  @Test("At the zero vector, derivatives of norms are 0", arguments: [VectorNorm.l1, .l2, .infinity, .p(1.5), .p(3)])
  func normsOfZero(kind: VectorNorm) {
    let zero = Tensor(repeating: 0.0, shape: [2, 3])
    #expect(norm(zero, kind, axes: [1]) == Tensor([0.0, 0]))
    let slope = gradient(at: zero + 0) { sum(norm($0, kind, axes: [1])) }
    #expect(slope.elements.allSatisfy { $0 == 0 })
    let second = valueWithDerivative(at: zero, along: Tensor(repeating: 1, shape: [2, 3])) { x in
      gradient(at: x) { sum(norm($0, kind, axes: [1])) }
    }.derivative
    #expect(second.elements.allSatisfy { $0 == 0 })
    // One row of zeros does not spoil the others.
    let mixed = gradient(at: Tensor([[0.0, 0], [0, 2]])) { sum(norm($0, kind, axes: [1])) }
    #expect(mixed == Tensor([[0.0, 0], [0, 1]]))
    let complexSlope = gradient(at: Tensor([Complex<Double>(0), 0])) { norm($0, kind) }
    #expect(complexSlope == Tensor([Complex<Double>(0), 0]))
  }

  @Test("Sums of exponentials do not overflow")
  func exponentials() {
    let ln2 = 0.6931471805599453
    for shift in [-1e6, -1000, 0, 1000, 1e6] {
      let tolerance = 2 * Tolerances.unitRoundoff(Double.self) * max(1, abs(shift))
      #expect(abs(logSumExp(Tensor([shift, shift])).scalar - (shift + ln2)) <= tolerance)
    }
    // Weights of 1 : 3.
    let x = Tensor([[0.0, 1.0986122886681098], [800, 801.0986122886681098]])
    let probabilities = softmax(x), logarithms = logSoftmax(x)
    for row in 0..<2 {
      #expect(abs(probabilities[row, 0] - 0.25) <= 1e-13 && abs(probabilities[row, 1] - 0.75) <= 1e-13)
      #expect(abs(logarithms[row, 0] + 2 * ln2) <= 1e-13)
    }
    // Where the probability itself is 0.
    #expect(logSoftmax(Tensor([0.0, -1e5]))[1] == -1e5)
    #expect(softmax(Tensor([[0.0, 0], [1, 1]]), axis: 0).elements[0] == softmax(Tensor([0.0, 1]))[0])
  }

  @Test("Sums of exponentials at infinity")
  func infiniteExponents() {
    let infinity = Double.infinity
    #expect(logSumExp(Tensor([-infinity, -infinity])).scalar == -infinity)
    #expect(logSumExp(Tensor([-infinity, 2])).scalar == 2)
    #expect(logSumExp(Tensor([infinity, 2])).scalar == infinity)
    #expect(logSumExp(Tensor([Double.nan, 2])).scalar.isNaN)
    #expect(logSumExp(Tensor([Double](), shape: [2, 0]), axes: [1]) == Tensor([-infinity, -infinity]))
    #expect(gradient(at: Tensor([-infinity, -infinity])) { logSumExp($0) } == Tensor([0.0, 0]))
    #expect(gradient(at: Tensor([-infinity, 2])) { logSumExp($0) } == Tensor([0.0, 1]))
    #expect(softmax(Tensor([-infinity, 2, 2])) == Tensor([0, 0.5, 0.5]))
    #expect(logSoftmax(Tensor([-infinity, 2])) == Tensor([-infinity, 0]))
    #expect(softmax(Tensor([-infinity, -infinity])).elements.allSatisfy { $0.isNaN })
    #expect(logSoftmax(Tensor([-infinity, -infinity])).elements.allSatisfy { $0.isNaN })
  }

  @Test("Reductions that have no value trap")
  func traps() async {
    let largest = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = max(Tensor([Double](), shape: [2, 0]), axes: [1])
    }
    expectMessage(largest, "the max over axes [1] of a tensor of shape [2, 0], which has no elements there")
    let deviation = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = standardDeviation(Tensor([1.0]), correction: 1)
    }
    expectMessage(
      deviation, "the standard deviation of a tensor of shape [1], which has 1 of them, but needs more than 1")
    let correction = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = variance(Tensor([1.0]), correction: -1)
    }
    expectMessage(correction, "the correction of the variance is not negative, but -1 was given")
    let exponent = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = norm(Tensor([1.0]), .p(0.5))
    }
    expectMessage(exponent, "a norm has an exponent of at least 1, but 0.5 was given")
    let axis = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = softmax(Tensor([1.0]), axis: 1)
    }
    expectMessage(axis, "axis 1 is out of range for a tensor of shape [1]")
    let repeated = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = product(Tensor([[1.0]]), axes: [0, -2])
    }
    expectMessage(repeated, "axis 0 of a tensor of shape [1, 1] is repeated in [0, -2]")
  }
}
