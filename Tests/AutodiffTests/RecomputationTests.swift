import Autodiff
import ComplexNumbers
import Synchronization
import TestSupport
import Testing

/// `withRecomputationInPullback` changes what is kept, and nothing else.
@Suite("Recomputation in the pullback")
struct RecomputationTests {
  private static func plain(_ x: Tensor<Double>) -> Tensor<Double> { exp(sin(square(x))) * x }

  private static func recomputed(_ x: Tensor<Double>) -> Tensor<Double> {
    withRecomputationInPullback(at: x) { plain($0) }
  }

  @Test("Values and gradients have the same bits")
  func sameBits() {
    let x = Tensor([0.3, -1, 0.7])
    #expect(Self.recomputed(x) == Self.plain(x))
    #expect(gradient(at: x) { sum(Self.recomputed($0)) } == gradient(at: x) { sum(Self.plain($0)) })
  }

  @Test("All derivatives to second order, in all modes")
  func derivatives() {
    let x = Tensor([0.3, -1, 0.7])
    expectNone(checkGradient(of: { square(Self.recomputed($0)) + $0 }, at: x))
    expectNone(
      checkGradient(
        of: { (x: Tensor<Double>) in
          withRecomputationInPullback(at: rfft(x)) { z in squaredModulus(z) + real(z) }
        }, at: x))
  }

  @Test("The function is evaluated once, and once more in each pullback")
  func evaluations() {
    let count = Counter()
    let x = Tensor([0.3, -1])
    let (_, pullback) = valueWithPullback(at: x) { x in
      withRecomputationInPullback(at: x) { x in
        count.increment()
        return sin(x)
      }
    }
    #expect(count.value == 1)
    _ = pullback(Tensor([1, 1]))
    #expect(count.value == 2)
    _ = pullback(Tensor([1, 2]))
    #expect(count.value == 3)
  }

  private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
    func increment() { count.add(1, ordering: .relaxed) }
  }

  @Test("What the function uses besides its argument is differentiated, too")
  func captured() {
    let x = Tensor([0.3, -1]), w = Tensor([2.0, 0.5])
    let (byX, byW) = gradient(at: x, w) { x, w in
      sum(withRecomputationInPullback(at: x) { x in square(x * w) * w })
    }
    let (plainX, plainW) = gradient(at: x, w) { x, w in sum(square(x * w) * w) }
    #expect(byX == plainX && byW == plainW)
    // At different levels.
    let mixed = gradient(at: w) { w in
      sum(square(gradient(at: x) { x in sum(withRecomputationInPullback(at: x) { x in sin(x * w) * w }) }))
    }
    let plain = gradient(at: w) { w in sum(square(gradient(at: x) { x in sum(sin(x * w) * w) })) }
    #expect(zip(mixed.elements, plain.elements).allSatisfy { ($0 - $1).magnitude < 1e-14 })
  }
}
