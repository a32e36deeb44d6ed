#if canImport(_Differentiation)
  import DifferentiableFourier
  import Fourier
  import Testing
  import _Differentiation

  /// What the module's README shows compiles, and descends.
  @Suite("Documentation of DifferentiableFourier")
  struct DocumentationTests {
    @Test("The README's example")
    func example() {
      let reference = [1.0, 0, -1, 0.5], estimate = [0.5, 0, -1, 1.0]
      let target = log(squaredModulus(rfft(reference)), offset: 1e-6)
      let (loss, slope) = valueWithGradient(at: estimate) { x in
        mean(square(log(squaredModulus(rfft(x)), offset: 1e-6) - target))
      }
      // X = 0.5, 2 + 0.5i, −0.5 and, of the estimate, 0.5, 1.5 + i, −1.5: powers ¼, 4¼, ¼ and ¼, 3¼, 2¼.
      let middle = Double.log((3.25 + 1e-6) / (4.25 + 1e-6)), last = Double.log((2.25 + 1e-6) / (0.25 + 1e-6))
      #expect((loss - (middle * middle + last * last) / 3).magnitude < 1e-13)
      let next = zip(estimate, slope.base).map { $0 - 1e-3 * $1 }
      let (nearer, _) = valueWithGradient(at: next) { x in
        mean(square(log(squaredModulus(rfft(x)), offset: 1e-6) - target))
      }
      #expect(nearer < loss)
    }
  }
#endif
