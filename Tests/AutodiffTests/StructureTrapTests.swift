import Autodiff
import Testing

/// Programmers' errors in structural operations trap with a message that names the shapes.
@Suite("Traps of structural operations")
struct StructureTrapTests {
  @Test("Shapes that do not fit together")
  func joins() async {
    let concatenation = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = concatenate([Tensor([[1.0, 2]]), Tensor([[1.0], [2]])], axis: 0)
    }
    expectMessage(concatenation, "concatenate along axis 0: tensor 1 has the shape [2, 1], tensor 0 has [1, 2]")
    let stacked = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = stack([Tensor([1.0, 2]), Tensor([1.0])])
    }
    expectMessage(stacked, "stack: tensor 1 has the shape [1], tensor 0 has [2]")
    let nothing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = concatenate([Tensor<Double>]())
    }
    expectMessage(nothing, "concatenate: there is no tensor")
    let scalars = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = concatenate([Tensor(1.0), Tensor(2.0)])
    }
    expectMessage(scalars, "concatenate: scalars have no axis")
    let planes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[[1.0, 2]], [[3.0]]])
    }
    expectMessage(planes, "row 0 of matrix 0 has 2 elements, but row 0 of matrix 1 has 1")
  }

  @Test("Places outside the tensor")
  func places() async {
    let element = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).element(2)
    }
    expectMessage(element, "the index 2 is outside the shape [2]")
    let indices = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]]).element(1, 0)
    }
    expectMessage(indices, "the indices [1, 0] are outside the shape [1, 2]")
    let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]]).row(-1)
    }
    expectMessage(row, "the index -1 is outside axis 0 of a tensor of shape [1, 2]")
    let gathering = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]]).gathering([0, 2])
    }
    expectMessage(gathering, "the index 2 is outside axis 1 of a tensor of shape [1, 2]")
    let scattering = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).scatterAdd(to: [0, 3], length: 3)
    }
    expectMessage(scattering, "the index 3 is outside the length 3 of a scatter-add")
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).scatterAdd(to: [0], length: 3)
    }
    expectMessage(count, "1 indices for axis 0 of a tensor of shape [2], to be scattered")
    let along = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2], [3, 4]]).takingAlongAxis(IndexArray([0, 1, 0], shape: [3, 1]))
    }
    expectMessage(along, "indices of shape [3, 1] along axis 1 of a tensor of shape [2, 2]")
  }

  @Test("Axes that cannot be")
  func axes() async {
    let permutation = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]]).transposed([0, -2])
    }
    expectMessage(permutation, "[0, 0] is no order of the axes of a tensor of shape [1, 2]")
    let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).transposed()
    }
    expectMessage(vector, "a tensor of shape [2] has no two axes to be exchanged")
    let squeeze = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1.0, 2]]).squeezed(axis: -1)
    }
    expectMessage(squeeze, "axis 1 of a tensor of shape [1, 2] has not the extent 1")
    let expansion = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).expandingAxis(at: 2)
    }
    expectMessage(expansion, "a tensor of shape [2] cannot have a new axis at 2")
    let open = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).reshaped(to: [-1, -1])
    }
    expectMessage(open, "only one extent of a shape may be left open, but [-1, -1] was given")
    let remainder = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]).reshaped(to: [2, -1])
    }
    expectMessage(remainder, "a tensor of shape [3] has 3 elements and cannot take the shape [2, -1]")
    let extremes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor<Double>.zeros([2, 0]).argmax()
    }
    expectMessage(extremes, "argmax along axis 1 of a tensor of shape [2, 0], which has no elements there")
  }

  @Test("Parts and paddings that cannot be")
  func windows() async {
    let parts = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]).split(count: 2)
    }
    expectMessage(parts, "axis 0 of a tensor of shape [3] cannot be split into 2 equal parts")
    let lengths = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]).split(lengths: [2, 2, -1])
    }
    expectMessage(lengths, "the lengths [2, 2, -1] do not add up to axis 0 of a tensor of shape [3]")
    let step = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2, 3]).slice(by: 0)
    }
    expectMessage(step, "axis 0 of a tensor of shape [3] cannot be sliced by a step of 0")
    let padding = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor<Double>.zeros([2, 0]).padded(after: 1, mode: .edge)
    }
    expectMessage(padding, "axis 1 of a tensor of shape [2, 0] has no samples to be padded by edge")
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0]).padded(before: -1, mode: .reflect)
    }
    expectMessage(negative, "axis 0 of a tensor of shape [1] cannot be padded by -1 and 0; counts are not negative")
    let tiles = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0]).tiled([-2])
    }
    expectMessage(tiles, "a tensor of shape [1] cannot be tiled [-2] times")
  }
}
