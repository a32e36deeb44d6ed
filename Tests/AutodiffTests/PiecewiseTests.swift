import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// At kinks the derivative is the subgradient that the documentation promises, and it is finite wherever it can be.
@Suite("Kinks and extremes")
struct PiecewiseTests {
  static let tiny = Double.leastNonzeroMagnitude
  static let magnitudes: [Double] = [0x1p-1074, 0x1p-1030, 1e-300, 1e-150, 1, 1e150, 1e300]

  @Test("|x|, sign, relu and clamp at either zero")
  func zeros() {
    for zero in [0.0, -0.0] {
      let x = Tensor([zero])
      #expect(abs(x).elements[0].sign == .plus && abs(x) == Tensor([0.0]))
      #expect(gradient(at: x) { sum(abs($0)) } == Tensor([0.0]))
      #expect(sign(x) == Tensor([0.0]))
      #expect(gradient(at: x) { sum(sign($0)) } == Tensor([0.0]))
      #expect(relu(x) == Tensor([0.0]))
      #expect(gradient(at: x) { sum(relu($0)) } == Tensor([0.0]))
      #expect(gradient(at: x) { sum(clamp($0, min: 0)) } == Tensor([1.0]))
      #expect(valueWithDerivative(at: x, along: Tensor([2.0])) { abs($0) }.derivative == Tensor([0.0]))
      #expect(valueWithDerivative(at: x, along: Tensor([2.0])) { relu($0) }.derivative == Tensor([0.0]))
    }
  }

  @Test("|x|, sign, relu and clamp from subnormal to huge", arguments: magnitudes)
  func realMagnitudes(r: Double) {
    let x = Tensor([r, -r])
    #expect(abs(x) == Tensor([r, r]))
    #expect(gradient(at: x) { sum(abs($0)) } == Tensor([1.0, -1]))
    #expect(sign(x) == Tensor([1.0, -1]))
    #expect(gradient(at: x) { sum(sign($0)) } == Tensor([0.0, 0]))
    #expect(relu(x) == Tensor([r, 0]))
    #expect(gradient(at: x) { sum(relu($0)) } == Tensor([1.0, 0]))
    #expect(clamp(x, min: -r) == x)
    #expect(gradient(at: x) { sum(clamp($0, min: -r)) } == Tensor([1.0, 1]))
    #expect(clamp(x, min: r) == Tensor([r, r]))
    #expect(gradient(at: x) { sum(clamp($0, min: r)) } == Tensor([1.0, 0]))
  }

  @Test("Infinities and NaN pass through")
  func nonFinite() {
    let x = Tensor([Double.infinity, -.infinity])
    #expect(abs(x) == Tensor([Double.infinity, .infinity]))
    #expect(gradient(at: x) { sum(abs($0)) } == Tensor([1.0, -1]))
    #expect(relu(x) == Tensor([Double.infinity, 0]))
    let nan = Tensor([Double.nan])
    for result in [abs(nan), sign(nan), relu(nan), clamp(nan, min: 0)] { #expect(result.elements[0].isNaN) }
  }

  @Test("Second derivatives at kinks are 0, in either nesting")
  func secondDerivatives() {
    let x = Tensor([0.0, 1, -1])
    for f in [{ abs($0) }, { relu($0) }, { clamp($0, min: 0) }] as [(Tensor<Double>) -> Tensor<Double>] {
      let slope: (Tensor<Double>) -> Tensor<Double> = { gradient(at: $0) { sum(f($0)) } }
      #expect(valueWithDerivative(at: x, along: Tensor([1.0, 1, 1]), of: slope).derivative == Tensor([0.0, 0, 0]))
      #expect(gradient(at: x) { sum(slope($0)) } == Tensor([0.0, 0, 0]))
    }
  }

  @Test("The gradients of |z| and arg z at 0 are 0, whatever the signs of the zeros")
  func complexZeros() {
    for z in [Complex(0.0, 0.0), Complex(-0.0, 0.0), Complex(0.0, -0.0), Complex(-0.0, -0.0)] {
      let z = Tensor([z])
      #expect(abs(z) == Tensor([0.0]) && phase(z) == Tensor([0.0]))
      #expect(gradient(at: z) { sum(abs($0)) } == Tensor([Complex(0.0, 0)]))
      #expect(gradient(at: z) { sum(phase($0)) } == Tensor([Complex(0.0, 0)]))
      let v = Tensor([Complex(1.0, 2)])
      #expect(valueWithDerivative(at: z, along: v) { abs($0) }.derivative == Tensor([0.0]))
      #expect(valueWithDerivative(at: z, along: v) { phase($0) }.derivative == Tensor([0.0]))
    }
  }

  /// The direction of 3 + 4i is (3 + 4i)/5, and i times it points to where the phase grows, by 1/|z|.
  @Test("The gradients of |z| and arg z have their closed forms wherever |z| and 1/|z| are normal numbers")
  func complexMagnitudes() {
    for r in [1e-290, 1e-150, 1e-3, 1, 1e3, 1e150, 1e290] {
      let z = Tensor([Complex(3 * r, 4 * r), Complex(-4 * r, 3 * r), Complex(0, -5 * r), Complex(-5 * r, 0)])
      let directions = [Complex(0.6, 0.8), Complex(-0.8, 0.6), Complex(0, -1), Complex(-1, 0)]
      let modulus = gradient(at: z) { sum(abs($0)) }, turned = gradient(at: z) { sum(phase($0)) }
      for (k, direction) in directions.enumerated() {
        #expect((modulus[k] - direction).modulus <= 2 * .ulpOfOne, "\(modulus[k]) at \(z[k])")
        let expected = Complex(-direction.imaginary, direction.real)
        #expect((turned[k] * (5 * r) - expected).modulus <= 4 * .ulpOfOne, "\(turned[k]) at \(z[k])")
      }
    }
  }

  @Test("The gradients of |z| and arg z in single precision", arguments: [1e-30, 1e-3, 1, 1e30] as [Float])
  func complexMagnitudesInSingle(r: Float) {
    let z = Tensor([Complex(3 * r, 4 * r)])
    let modulus = gradient(at: z) { sum(abs($0)) }, turned = gradient(at: z) { sum(phase($0)) }
    #expect((modulus[0] - Complex(0.6, 0.8)).modulus <= 2 * .ulpOfOne)
    #expect((turned[0] * (5 * r) - Complex(-0.8, 0.6)).modulus <= 4 * .ulpOfOne)
  }

  @Test("The gradients of |z| and arg z are finite from the least to the largest numbers")
  func finite() {
    let big = Double.greatestFiniteMagnitude, tiny = Self.tiny
    let parts = [0, tiny, -tiny, 0x1p-1030, 1e-300, -1, 1e300, big, -big]
    for x in parts {
      for y in parts {
        let z = Tensor([Complex(x, y)])
        let modulus = gradient(at: z) { sum(abs($0)) }[0]
        #expect(modulus.isFinite && modulus.modulus < 1.5, "\(modulus) at \(z)")
        let turned = gradient(at: z) { sum(phase($0)) }[0]
        #expect(turned.isFinite, "\(turned) at \(z)")
        let v = Tensor([Complex(0.5, -0.25)])
        #expect(valueWithDerivative(at: z, along: v) { abs($0) }.derivative[0].isFinite)
        #expect(valueWithDerivative(at: z, along: v) { phase($0) }.derivative[0].isFinite)
      }
    }
    let single = Tensor([Complex(Float.leastNonzeroMagnitude, 0), Complex(0x1p-130, 0x1p-140), Complex(1e38, -1e38)])
    let slopes = gradient(at: single) { sum(abs($0)) }.elements + gradient(at: single) { sum(phase($0)) }.elements
    #expect(slopes.filter { !$0.isFinite }.isEmpty)
  }

  @Test("sqrt and log keep their infinite slope at 0")
  func infiniteSlopes() {
    let zero = Tensor(0.0), infinity = Tensor(Double.infinity)
    #expect(gradient(at: zero) { sqrt($0) } == infinity)
    #expect(gradient(at: zero) { log($0) } == infinity)
    #expect(valueWithDerivative(at: zero, along: 1) { sqrt($0) }.derivative == infinity)
    #expect(valueWithDerivative(at: zero, along: 1) { log($0) }.derivative == infinity)
    let small = Tensor([Self.tiny, 0x1p-1000])
    #expect(gradient(at: small) { sum(sqrt($0)) }[0].isFinite)
    #expect(gradient(at: small) { sum(log($0)) }[1] == 0x1p1000)
  }

  @Test("A real divisor scales both parts, however small it is")
  func realQuotient() {
    let quotient = Tensor([Complex(0x3p-1030, -0x4p-1030)]) / Tensor([0x1p-1030])
    #expect(quotient == Tensor([Complex(3, -4)]))
    #expect(Tensor([Complex(1.0, 2)]) / 4 == Tensor([Complex(0.25, 0.5)]))
  }

  @Test("Powers at 0 have the derivatives of polynomials")
  func powersAtZero() {
    for (n, slope) in [(0, 0.0), (1, 1), (2, 0), (3, 0)] {
      let x = Tensor(0.0), z = Tensor(Complex(0.0, 0))
      #expect(gradient(at: x) { pow($0, n) } == Tensor(slope), "n = \(n)")
      #expect(gradient(at: z) { real(pow($0, n)) } == Tensor(Complex(slope, 0)), "n = \(n)")
    }
  }

  @Test("A modulus with a floor is constant below it")
  func flooredModulus() {
    let z = Tensor<Complex<Double>>([Complex(0, 4), Complex(1e-9), 0, Complex(.nan, 0)])
    let value = modulus(z, powerFloor: 1e-8).elements
    #expect(value[0] == 4 && value[1] == 1e-4 && value[2] == 1e-4 && value[3].isNaN)
    let slope = gradient(at: z.slice(0..<3)) { sum(modulus($0, powerFloor: 1e-8)) }
    #expect(slope == Tensor([.i, 0, 0]))
  }
}
