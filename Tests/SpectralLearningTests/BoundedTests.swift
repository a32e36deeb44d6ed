import Autodiff
import SpectralLearning
import TestSupport
import Testing

struct BoundedTests {
  @Test func valuesAreWhatTheyWereMadeFrom() {
    func check<T: TensorScalar>(_ type: T.Type) {
      let unit = Double(T.ulpOfOne)
      for (bounds, values) in [
        (Bounded<T>.Bounds.interval(-2, 3), [-1.9, 0, 0.5, 2.99]), (.above(1), [1.001, 1.5, 2, 40, 900]),
        (.positive, [1e-30, 0.25, 1, 1e10]),
      ] {
        let bounded = Bounded(Tensor<T>(values.map { T($0) }), in: bounds)
        for (computed, expected) in zip(bounded.value.elements, values) {
          // eᵘ turns the rounding of u, up to 70 here, into a relative error.
          #expect(abs(Double(computed) - expected) <= 100 * unit * abs(expected) + 8 * unit)
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func noStepLeavesTheBounds() {
    var bounded = Bounded(Tensor<Double>([0.5, 0.1]), in: .interval(0, 1))
    var descent = GradientDescent(learningRate: 1)
    for slope in [30.0, -90, 1e6] {
      var step = bounded
      step.unconstrained = Tensor([slope, -slope])
      descent.update(&bounded, along: step)
      #expect(bounded.value.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
  }

  /// The derivative by u is that of the formulas: differences agree.
  @Test func valuesAreDifferentiable() {
    for bounds in [Bounded<Double>.Bounds.interval(-2, 3), .above(0.5), .positive] {
      let start = Bounded(Tensor<Double>([0.75, 1.5, 2]), in: bounds)
      let failures = checkGradient(
        of: { u in
          var moved = start
          moved.unconstrained = u
          return moved.value
        }, at: start.unconstrained)
      #expect(failures.isEmpty, "\(failures)")
    }
  }

  /// (x − 2)² over 0 ≤ x ≤ 1 is least at 1; (x + 1)² over x > 0 at 0: from within, minimizers come as near as one likes.
  @Test func constrainedMinimaAreFound() {
    var x = Bounded(Tensor<Double>([0.5]), in: .interval(0, 1))
    LBFGS().minimize(&x) { sum(square($0.value - 2)) }
    #expect(abs(x.value[0] - 1) < 1e-6)
    var y = Bounded(Tensor<Double>([3]), in: .above(0))
    LBFGS().minimize(&y) { sum(square($0.value - 2)) }
    #expect(abs(y.value[0] - 2) < 1e-7)
  }

  @Test(arguments: [0.0, 1, -3]) func valuesOutOfBoundsTrap(value: Double) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [value] in
      _ = Bounded(Tensor([value]), in: .interval(0, 1))
    }
    #expect(message(ofExit: exit).contains("the value \(value) does not lie within the bounds interval(0.0, 1.0)"))
  }
}
