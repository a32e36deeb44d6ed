import Autodiff
import ComplexNumbers
import Fourier
import Testing

/// Programmers' errors trap with a message that names the shapes, in optimized code too.
@Suite("Traps")
struct TrapTests {
  @Test("Shapes that do not broadcast")
  func broadcasting() async {
    let sum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]) + Tensor([[1.0, 2], [3, 4]])
    }
    expectMessage(sum, "shapes [3] and [2, 2] do not broadcast")
    let product = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]) * Tensor([Complex(1.0, 2), 0])
    }
    expectMessage(product, "shapes [3] and [2] do not broadcast")
    let target = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]).broadcast(to: [3, 1])
    }
    expectMessage(target, "a tensor of shape [3] does not broadcast to [3, 1]")
  }

  @Test("A gradient of more than one number")
  func nonScalarGradient() async {
    let gradient = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Autodiff.gradient(at: Tensor([1.0, 2, 3])) { square($0) }
    }
    expectMessage(gradient, "a gradient is that of one number, but the function's value has the shape [3]")
    let two = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Autodiff.gradient(at: Tensor([1.0, 2]), Tensor([3.0])) { x, y in x * y }
    }
    expectMessage(two, "the function's value has the shape [2]; reduce it by sum or mean, or take the pullback")
  }

  @Test("A cotangent or a tangent of another shape")
  func mismatchedCotangent() async {
    let reverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = pullback(at: Tensor([1.0, 2, 3])) { square($0) }(Tensor([1.0, 2]))
    }
    expectMessage(reverse, "a cotangent of shape [2] for a value of shape [3]")
    let constant = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = pullback(at: Tensor([1.0, 2, 3])) { _ in Tensor([1.0]) }(Tensor([1.0, 2]))
    }
    expectMessage(constant, "a cotangent of shape [2] for a value of shape [1]")
    let two = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueWithPullback(at: Tensor([1.0]), Tensor([2.0])) { x, y in x * y }.pullback(Tensor(1.0))
    }
    expectMessage(two, "a cotangent of shape [] for a value of shape [1]")
    let forward = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueWithDerivative(at: Tensor([1.0, 2, 3]), along: Tensor([[1.0, 2, 3]])) { $0 }
    }
    expectMessage(forward, "a tangent of shape [1, 3] for an argument of shape [3]")
  }

  @Test("Tensors that cannot be")
  func construction() async {
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3], shape: [2, 2])
    }
    expectMessage(count, "a tensor of shape [2, 2] has 4 elements, but was given 3")
    let ragged = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2], [3]])
    }
    expectMessage(ragged, "row 0 has 2 elements, but row 1 has 1")
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor(repeating: 1.0, shape: [2, -3])
    }
    expectMessage(negative, "the extents of a shape are not negative, but [2, -3] was given")
    let huge = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor(repeating: 1.0, shape: [1 << 40, 1 << 40])
    }
    expectMessage(huge, "a tensor of shape [1099511627776, 1099511627776] exceeds the address space")
    let reshape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]).reshaped(to: [2, 2])
    }
    expectMessage(reshape, "a tensor of shape [3] has 3 elements and cannot take the shape [2, 2]")
  }

  @Test("Elements that are not there")
  func elements() async {
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).scalar
    }
    expectMessage(scalar, "a scalar was asked of a tensor of shape [2]")
    let rank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2])[0, 1]
    }
    expectMessage(rank, "2 indices [0, 1] for a tensor of shape [2]")
    let range = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]])[0, 2]
    }
    expectMessage(range, "the indices [0, 2] are outside the shape [1, 2]")
  }

  @Test("Axes that are not there, or twice")
  func axes() async {
    let range = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = sum(Tensor([[1.0, 2]]), axes: [2])
    }
    expectMessage(range, "axis 2 is out of range for a tensor of shape [1, 2]")
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor(1.0).padded(after: 1)
    }
    expectMessage(scalar, "axis -1 is out of range for a tensor of shape []")
    let repeated = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = mean(Tensor([[1.0, 2]]), axes: [1, -1])
    }
    expectMessage(repeated, "axis 1 of a tensor of shape [1, 2] is repeated in [1, -1]")
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = mean(Tensor([Double](), shape: [3, 0]))
    }
    expectMessage(empty, "the mean of a tensor of shape [3, 0], which has no elements")
    let emptyAxis = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = mean(Tensor([Double](), shape: [3, 0]), axes: [1])
    }
    expectMessage(emptyAxis, "the mean over axes [1] of a tensor of shape [3, 0], which has no elements there")
  }

  @Test("Slices and paddings that leave the tensor")
  func windows() async {
    let slice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]]).slice(1..<3)
    }
    expectMessage(slice, "the range 1..<3 leaves axis 1 of a tensor of shape [1, 2]")
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]]).slice(-1..<1, axis: 0)
    }
    expectMessage(negative, "the range -1..<1 leaves axis 0 of a tensor of shape [1, 2]")
    let padding = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).padded(before: -1)
    }
    expectMessage(padding, "axis 0 of a tensor of shape [2] cannot be padded by -1 and 0; counts are not negative")
    let size = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).resized(to: -1)
    }
    expectMessage(size, "axis 0 of a tensor of shape [2] cannot be resized to the length -1")
  }

  @Test("Transforms of nothing, or of the wrong shape")
  func transforms() async {
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfft(Tensor(1.0))
    }
    expectMessage(scalar, "rfft: a scalar has no axis to transform")
    let length = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fft(Tensor([Complex(1.0, 0)]), length: 0)
    }
    expectMessage(length, "fft of a tensor of shape [1]: the length is 0, but must be at least 1")
    let bins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = irfft(Tensor([Complex(1.0, 0)]))
    }
    expectMessage(bins, "irfft of a tensor of shape [1]: the length is 0, but must be at least 1")
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfft(Tensor([Double](), shape: [2, 0]))
    }
    expectMessage(empty, "rfft of a tensor of shape [2, 0]")
    // As many elements, but in other rows.
    let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let map = TransformOperator(try RealDFTPlan<Double>(length: 4, batchCount: 3))
      _ = map(Tensor(repeating: 1.0, shape: [2, 6]))
    }
    expectMessage(rows, "a DFT of 4 points takes 3 rows of 4 elements, but was given a tensor of shape [2, 6]")
    let adjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let map = TransformOperator(try RealDFTPlan<Double>(length: 4, batchCount: 3))
      _ = map.adjoint(Tensor(repeating: Complex(1.0, 0), shape: [9]))
    }
    expectMessage(adjoint, "a DFT of 4 points takes 3 rows of 3 elements, but was given a tensor of shape [9]")
  }
}
