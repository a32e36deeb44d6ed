import Autodiff
import ComplexNumbers
import Testing

/// Comparisons, masks, and choosing by them.
@Suite("Masks")
struct MaskTests {
  let x = Tensor([-1.0, 0, 2, .nan])

  @Test("Comparisons of tensors and of numbers, NaN included")
  func comparisons() {
    let y = Tensor([0.0, 0, 0, 0])
    let pairs: [(of: Mask, with: Mask, Mask)] = [
      (x .< y, x .< 0.0, Mask([true, false, false, false])), (x .<= y, x .<= 0.0, Mask([true, true, false, false])),
      (x .> y, x .> 0.0, Mask([false, false, true, false])), (x .>= y, x .>= 0.0, Mask([false, true, true, false])),
      (x .== y, x .== 0.0, Mask([false, true, false, false])), (x .!= y, x .!= 0.0, Mask([true, false, true, true])),
      (y .> x, 0.0 .> x, Mask([true, false, false, false])), (y .>= x, 0.0 .>= x, Mask([true, true, false, false])),
      (y .< x, 0.0 .< x, Mask([false, false, true, false])), (y .<= x, 0.0 .<= x, Mask([false, true, true, false])),
      (y .== x, 0.0 .== x, Mask([false, true, false, false])), (y .!= x, 0.0 .!= x, Mask([true, false, true, true])),
      // A literal is a number or a tensor.
      (x .> 0, 0 .< x, Mask([false, false, true, false])),
    ]
    for (tensors, numbers, expected) in pairs { #expect(tensors == expected && numbers == expected) }
  }

  @Test("Comparisons broadcast")
  func broadcasting() {
    let rows = Tensor([[1.0, 2, 3], [4, 5, 6]])
    #expect((rows .> Tensor([2.0, 4, 6])) == Mask([false, false, false, true, true, false], shape: [2, 3]))
    #expect((Tensor([[1.0], [2]]) .== Tensor([1.0, 2])) == Mask([true, false, false, true], shape: [2, 2]))
    #expect((Tensor(repeating: 1.0, shape: [2, 2]) .< 2.0) == Mask(repeating: true, shape: [2, 2]))
    let column = Mask([true, false], shape: [2, 1]), row = Mask([true, false, true])
    #expect((column .& row) == Mask([true, false, true, false, false, false], shape: [2, 3]))
    #expect((column .| row) == Mask([true, true, true, true, false, true], shape: [2, 3]))
    #expect((column .^ row) == Mask([false, true, false, true, false, true], shape: [2, 3]))
    #expect((.!column) == Mask([false, true], shape: [2, 1]))
    #expect((x .> -2.0 .& x .< 1.0 .| x .== 2.0) == Mask([true, true, true, false]), "precedences")
  }

  @Test("Complex elements compare for equality, part by part")
  func complexElements() {
    let z = Tensor([Complex(1.0, 2), Complex(1, -2), Complex(.nan, 0), Complex(0, -.infinity)])
    #expect((z .== Tensor(Complex(1.0, 2))) == Mask([true, false, false, false]))
    #expect((z .!= Complex(1.0, 2)) == Mask([false, true, true, true]))
    #expect(isFinite(z) == Mask([true, true, false, false]))
    #expect(isNaN(z) == Mask([false, false, true, false]))
    #expect(isFinite(Tensor([Float.infinity, .nan, -.greatestFiniteMagnitude])) == Mask([false, false, true]))
    #expect(isNaN(Tensor([Float.infinity, .nan, 1])) == Mask([false, true, false]))
  }

  @Test("What a mask says of itself")
  func properties() {
    let mask = Mask([true, false, true, true, false, false], shape: [2, 3])
    #expect(mask.trueCount == 3 && mask.count == 6 && mask.rank == 2 && mask[1, 0] && !mask[1, 2])
    #expect(mask.anyTrue && !mask.allTrue)
    #expect(Mask([]).allTrue && !Mask([]).anyTrue)
    #expect(mask.description == "[[true, false, true], [true, false, false]]")
    #expect(Mask([true], shape: []).description == "true")
    #expect(mask.tensor(Double.self) == Tensor([[1.0, 0, 1], [1, 0, 0]]))
    #expect(Mask([true, false], shape: [2, 1]).broadcast(to: [2, 2]).elements == [true, true, false, false])
  }

  @Test("select takes the one or the other, and broadcasts")
  func selection() {
    let mask = Mask([true, false])
    #expect(select(where: mask, Tensor([[1.0, 2], [3, 4]]), Tensor([10.0, 20])) == Tensor([[1.0, 20], [3, 20]]))
    #expect(select(where: mask, Tensor(1.0), Tensor([[5.0], [6]])) == Tensor([[1.0, 5], [1, 6]]))
    #expect(select(where: Mask([true], shape: []), Tensor([1.0, 2]), 0.5) == Tensor([1.0, 2]))
    #expect(select(where: mask, 0.5, Tensor([Float(1), 2])) == Tensor([0.5, 2]))
    #expect(select(where: x .>= 0, x, 0) == Tensor([0.0, 0, 2, 0]))
  }

  @Test("What is not taken gets a derivative of exactly 0, whatever stands there")
  func selectionOfNonFinite() {
    let bad = Tensor([Double.nan, .infinity, 3]), good = Tensor([1.0, 2, .nan])
    let mask = Mask([false, false, true])
    let slopes = gradient(at: bad, good) { sum(select(where: mask, $0, $1)) }
    #expect(slopes.0 == Tensor([0.0, 0, 1]) && slopes.1 == Tensor([1.0, 1, 0]))
    let pullback = valueWithPullback(at: bad, good) { select(where: mask, $0, $1) }.pullback
    let cotangents = pullback(Tensor([.nan, .infinity, .nan]))
    #expect(cotangents.0.elements[..<2] == [0, 0] && cotangents.0[2].isNaN)
    #expect(cotangents.1[0].isNaN && cotangents.1[1] == .infinity && cotangents.1[2] == 0)
    let tangent = valueWithDerivative(at: bad, along: Tensor([Double.nan, .infinity, 1])) { x in
      select(where: mask, x, good)
    }
    #expect(tangent.derivative == Tensor([0.0, 0, 1]))
    // The pattern of the documentation.
    let positive = gradient(at: x) { x in
      sum(select(where: x .> 0, log(select(where: x .> 0, x, 1)), 0))
    }
    #expect(positive == Tensor([0.0, 0, 0.5, 0]))
  }

  @Test("A mask of what is being differentiated is the mask of its values, at every level")
  func constants() {
    let x = Tensor([-2.0, 3])
    let once: (Tensor<Double>) -> Tensor<Double> = { x in
      gradient(at: x) { x in
        let mask = x .> 0
        #expect(mask == Mask([false, true]) && isFinite(x).allTrue)
        return sum(select(where: mask, x * square(x), square(x)))
      }
    }
    #expect(once(x) == Tensor([-4.0, 27]))
    #expect(valueWithDerivative(at: x, along: Tensor([1.0, 1]), of: once).derivative == Tensor([2.0, 18]))
  }

  @Test("Traps")
  func traps() async {
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mask([true, false], shape: [3])
    }
    expectMessage(count, "a mask of shape [3] has 3 elements, but was given 2")
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = select(where: Mask([true, false]), Tensor([1.0, 2, 3]), 0)
    }
    expectMessage(shapes, "shapes [2] and [3] do not broadcast")
    let masks = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mask([true, false]) .& Mask([true, false, true])
    }
    expectMessage(masks, "shapes [2] and [3] do not broadcast")
    let place = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Mask([true, false])[2]
    }
    expectMessage(place, "the indices [2] are outside the shape [2]")
    let bounds = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = clamp(Tensor([1.0]), min: 2, max: 1)
    }
    expectMessage(bounds, "clamp has the lower bound 2.0 and the upper bound 1.0")
    let axis = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = unwrap(Tensor([1.0]), axis: 1)
    }
    expectMessage(axis, "axis 1 is out of range for a tensor of shape [1]")
  }
}
