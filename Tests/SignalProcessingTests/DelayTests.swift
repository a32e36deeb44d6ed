import Autodiff
import SignalProcessing
import TestSupport
import Testing

struct DelayTests {
  @Test(arguments: [1, 2, 9, 16, 100])
  func wholeDelaysMoveSamples(length: Int) {
    func check<T: TensorScalar>(_ type: T.Type) {
      var random = SeededRandom(seed: 31)
      let x = random.signal(T.self, count: length)
      for delay in [-length + 1, -3, -1, 0, 1, 2, length - 1] where delay.magnitude < length {
        let expected = (0..<length).map { n in x.indices.contains(n - delay) ? x[n - delay] : 0 }
        let y = delayed(Tensor(x), by: Tensor(T(delay))).elements
        for (y, expected) in zip(y, expected) {
          #expect((y - expected).magnitude <= 4 * Tolerances.dft(length: 2 * length, T.self) * T.sqrt(T(length)))
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  /// A Gaussian pulse has nothing left at half the sample rate nor at the ends: any delay is its formula's. In single
  /// precision too, where the phase of a large delay has many turns.
  @Test(arguments: [0.5, -0.25, 17.3, 100.75, -99.9])
  func pulsesMoveByFractions(delay: Double) {
    func check<T: TensorScalar>(_ type: T.Type, _ tolerance: Double) {
      func pulse(_ center: Double) -> [Double] {
        (0..<400).map { n in
          let place = (Double(n) - center) / 4
          return Double.exp(-place * place / 2)
        }
      }
      let y = delayed(Tensor(pulse(200).map { T($0) }), by: Tensor(T(delay)))
      let error = zip(y.elements, pulse(200 + delay)).map { (Double($0) - $1).magnitude }.max() ?? 1
      #expect(error < tolerance)
    }
    check(Double.self, 1e-14)
    check(Float.self, 1e-5)
  }

  @Test func eachChannelHasItsDelay() {
    let y = delayed(Tensor([[1.0, 2, 3], [1, 2, 3]]), by: Tensor([1, -1]))
    let error = (y - Tensor([[0.0, 1, 2], [2, 3, 0]])).elements.map(\.magnitude).max() ?? 1
    #expect(error < 1e-15)
    #expect(delayed(Tensor([1.0, 2, 3]), by: Tensor([[0.5], [1]])).shape == [2, 1, 3])
  }

  @Test(arguments: [1, 7, 8])
  func gradients(length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 32)
      let x = random.tensor(T.self, shape: [2, length]), delay = random.tensor(T.self, shape: [2])
      #expect(checkGradient(of: { delayed($0, by: delay) }, at: x).isEmpty)
      #expect(checkGradient(of: { delayed(x, by: $0) }, at: delay).isEmpty)
      #expect(checkGradient(of: { delayed(x * $0, by: sum($0, axes: [-1])) }, at: x).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  /// A gradient step on the delay goes the right way, and Newton's lands on it.
  @Test func aDelayIsFound() {
    let pulse = Tensor<Double>(
      (0..<64).map { n in
        let place = (Double(n) - 30) / 3
        return Double.exp(-place * place / 2)
      })
    let target = delayed(pulse, by: Tensor(2.6))
    var delay = Tensor(1.5)
    for _ in 0..<8 {
      func loss(_ delay: Tensor<Double>) -> Tensor<Double> { sum(square(delayed(pulse, by: delay) - target)) }
      let slope = gradient(at: delay, of: loss), curvature = hessian(at: delay, of: loss)
      delay = delay - slope / curvature
    }
    #expect((delay.scalar - 2.6).magnitude < 1e-12)
  }
}
