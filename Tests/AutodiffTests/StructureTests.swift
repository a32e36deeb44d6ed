import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Structural operations beside NumPy's values: construction, kinks, joint derivatives, laws.
@Suite("Structure")
struct StructureTests {
  // MARK: Construction and conversion

  @Test("Tensors of known contents")
  func construction() {
    #expect(Tensor<Float>.zeros([2, 3]) == Tensor([[0, 0, 0], [0, 0, 0]]))
    #expect(Tensor<Complex<Double>>.ones([2]) == Tensor([Complex(1, 0), Complex(1, 0)]))
    #expect(Tensor<Double>.zeros([0]).count == 0 && Tensor<Double>.ones([]).scalar == 1)
    #expect(Tensor<Double>.identity(0).shape == [0, 0] && Tensor<Float>.identity(1) == Tensor([[1]]))
    let nested = Tensor([[[1.0, 2], [3, 4], [5, 6]], [[7.0, 8], [9, 10], [11, 12]]])
    #expect(nested == Tensor((1...12).map { Double($0) }, shape: [2, 3, 2]))
    #expect(Tensor([[[Double]]]()).shape == [0, 0, 0])
    #expect(nested == Tensor(shape: [2, 3, 2]) { Double(6 * $0[0] + 2 * $0[1] + $0[2] + 1) })
    #expect(Tensor<Float>(shape: []) { Float($0.count) } == Tensor(0))
    #expect(Tensor<Float>(shape: [3, 0]) { _ in 1 }.count == 0)
    #expect(Tensor<Float>(2..<2).shape == [0])
    let third = Tensor<Float>.linearlySpaced(from: 0, through: 1, count: 4)
    #expect(third.elements.last == 1 && third.shape == [4])
    #expect(Tensor<Double>.linearlySpaced(from: 1, through: 2, count: 0).count == 0)
  }

  @Test("Conversions round, and their adjoint converts back")
  func conversion() {
    let x = Tensor([1 / 3.0, -2, 1e300])
    #expect(Tensor<Float>(x).elements == [Float(1 / 3.0), -2, .infinity])
    #expect(Tensor<Double>(Tensor<Float>([0.1, 2])).elements == [Double(Float(0.1)), 2])
    let z = Tensor([Complex(1 / 3.0, -1 / 7.0)])
    #expect(Tensor<Complex<Float>>(z).elements == [Complex(Float(1 / 3.0), Float(-1 / 7.0))])
    #expect(Tensor<Complex<Double>>(z) == z && Tensor<Double>(x) == x)
    #expect(Tensor<Complex<Float>>(Tensor([0.5])) == Tensor([Complex(0.5, 0)]))
    // In double precision, through single: 2x of what single precision has of x.
    let slope = gradient(at: Tensor([0.1, -3])) { sum(square(Tensor<Float>($0))) }
    #expect(slope == Tensor([Double(2 * Float(0.1)), -6]))
    let along = valueWithDerivative(at: z, along: Tensor([Complex(0.1, 2)])) { Tensor<Complex<Float>>($0) }
    #expect(along.derivative == Tensor([Complex(Float(0.1), 2)]))
    let curvature = gradient(at: Tensor([2.0])) { x in
      sum(gradient(at: x) { y in sum(pow(Tensor<Float>(y), 4)) })
    }
    #expect(curvature == Tensor([48.0]))
  }

  // MARK: Elements

  @Test("A program on elements: Rosenbrock's function")
  func rosenbrock() {
    let f: @Sendable (Tensor<Double>) -> Tensor<Double> = { x in
      var sum = Tensor(0.0)
      for i in 0..<(x.count - 1) {
        sum += 100 * square(x.element(i + 1) - square(x.element(i))) + square(1 - x.element(i))
      }
      return sum
    }
    #expect(gradient(at: Tensor([-1.0, 2]), of: f) == Tensor([396.0, 200]))
    #expect(gradient(at: Tensor(repeating: 1, shape: [9]), of: f) == .zeros([9]))
    #expect(valueWithDerivative(at: Tensor([-1.0, 2]), along: Tensor([1, -1]), of: f).derivative == Tensor(196.0))
    // The Hessian at (−1, 2): 1200x² − 400y + 2, −400x, 200.
    let second = pullback(at: Tensor([-1.0, 2])) { gradient(at: $0, of: f) }
    #expect(second(Tensor([1, 0])) == Tensor([402.0, 400]) && second(Tensor([0, 1])) == Tensor([400.0, 200]))
  }

  @Test("Elements of any rank, and of a repeated number")
  func elements() {
    let x = Tensor([[1.0, 2], [3, 4]])
    #expect(x.element(1, 0) == Tensor(3.0) && x.row(1) == Tensor([3.0, 4]) && x.at(1, axis: -1) == Tensor([2.0, 4]))
    #expect(Tensor(repeating: 5.0, shape: [2, 3]).element(1, 2) == Tensor(5.0))
    #expect(gradient(at: x) { $0.element(0, 1) * $0.element(1, 1) } == Tensor([[0.0, 4], [0, 2]]))
    #expect(gradient(at: Tensor(repeating: 5.0, shape: [3])) { square($0.element(1)) } == Tensor([0.0, 10, 0]))
  }

  // MARK: Joins

  @Test("A join of one tensor, of none that vary, and of empty ones")
  func joins() {
    let x = Tensor([1.0, 2])
    #expect(concatenate([x]) == x && stack([x]) == Tensor([[1.0, 2]]))
    #expect(concatenate([Tensor([Double]()), x, .zeros([0])]) == x)
    #expect(concatenate([Tensor<Double>.zeros([2, 0]), .zeros([3, 0])], axis: 0).shape == [5, 0])
    #expect(gradient(at: x) { y in sum(y) + sum(concatenate([x, x])) } == Tensor([1.0, 1]))
    #expect(gradient(at: x) { sum(square(concatenate([$0, $0, x]))) } == Tensor([4.0, 8]))
    #expect(gradient(at: x) { sum(concatenate([Tensor([Double]()), $0])) } == Tensor([1.0, 1]))
  }

  @Test("The parts of a split are put together again, at linear cost for many")
  func split() {
    let x = Tensor<Double>(0..<24).reshaped(to: [4, 6])
    for axis in [0, 1] {
      #expect(concatenate(x.split(count: 2, axis: axis), axis: axis) == x)
      #expect(concatenate(x.split(lengths: [1, 0, 3, x.shape[axis] - 4], axis: axis), axis: axis) == x)
      #expect(stack((0..<x.shape[axis]).map { x.at($0, axis: axis) }, axis: axis) == x)
    }
    let many = (0..<20_000).map { Tensor(Double($0)) }
    let slopes = gradient(at: Tensor(2.0)) { x in sum(square(stack(many.map { $0 * x }))) }
    // 2x·Σk².
    #expect(slopes.scalar == 4 * 19_999 * 20_000 * 39_999 / 6)
  }

  @Test("Joins of tensors that are differentiated at different levels")
  func mixedLevels() {
    // Σ(xy)² + y² + x² has the gradient 2x²y + 2y by y, whose sum has the gradient 4xy by x.
    let x = Tensor([1.0, -2, 3]), y = Tensor([0.5, 4, -1])
    let joined: @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Double> = { x, y in
      sum(square(concatenate([x * y, y, Tensor([7.0]), x])))
    }
    let stacked: @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Double> = { x, y in
      sum(square(stack([x, x * y, .ones([3]), y], axis: 1)))
    }
    for f in [joined, stacked] {
      #expect(gradient(at: x) { x in sum(gradient(at: y) { f(x, $0) }) } == 4 * x * y)
      #expect(gradient(at: y) { y in sum(gradient(at: x) { f($0, y) }) } == 4 * x * y)
      let tangent = Tensor([1.0, 1, -1])
      #expect(
        valueWithDerivative(at: x, along: tangent) { x in gradient(at: y) { f(x, $0) } }.derivative
          == 4 * x * y * tangent)
      #expect(
        gradient(at: x) { x in valueWithDerivative(at: y, along: tangent) { f(x, $0) }.derivative }
          == 4 * x * y * tangent)
      #expect(
        valueWithDerivative(at: x, along: Tensor([0.0, 1, 0])) { x in
          valueWithDerivative(at: y, along: tangent) { f(x, $0) }.derivative
        }.derivative == Tensor(4.0 * -2 * 4))
      #expect(gradient(at: x, y, of: f).0 == 2 * x * y * y + 2 * x)
    }
  }

  // MARK: Paddings

  @Test("A constant has no derivative, the samples that a padding repeats have the sum of theirs")
  func paddings() {
    let x = Tensor([1.0, 2, 3])
    func slope(_ mode: PaddingMode<Double>) -> Tensor<Double> {
      gradient(at: x) { sum($0.padded(before: 2, after: 1, mode: mode)) }
    }
    #expect(slope(.constant(5)) == Tensor([1.0, 1, 1]))
    #expect(slope(.reflect) == Tensor([1.0, 3, 2]))
    #expect(slope(.symmetric) == Tensor([2.0, 2, 2]))
    #expect(slope(.edge) == Tensor([3.0, 1, 2]))
    #expect(slope(.circular) == Tensor([2.0, 2, 2]))
    #expect(x.padded(after: 1, mode: .constant(5)) == Tensor([1.0, 2, 3, 5]))
    #expect(Tensor<Double>.zeros([0]).padded(before: 2, mode: .constant(5)) == Tensor([5.0, 5]))
    #expect(Tensor<Double>.zeros([0]).padded(mode: .reflect).count == 0)
  }

  // MARK: Orders

  @Test("NaN is sorted to the end, and is the extreme; equal elements keep their order")
  func nan() {
    let x = Tensor([2.0, .nan, -1, 2, .nan, -.infinity])
    #expect(x.argsort().elements == [5, 2, 0, 3, 1, 4])
    #expect(Array(x.sorted().elements.prefix(4)) == [-.infinity, -1, 2, 2])
    #expect(x.sorted()[4].isNaN && x.sorted()[5].isNaN)
    #expect(x.argmax()[] == 1 && x.argmin()[] == 1)
    #expect(Tensor([0.0, -0.0]).argsort().elements == [0, 1] && Tensor([-0.0, 0.0]).argmax()[] == 0)
    #expect(
      gradient(at: Tensor([3.0, 1, 3])) { sum($0.sorted() * Tensor([1.0, 10, 100])) } == Tensor([10.0, 1, 100]))
    let rows = Tensor([[3.0, 9], [4, 1]])
    #expect(rows.argmax(axis: 0) == IndexArray([1, 0], shape: [2]) && rows.argmin(axis: 0)[1] == 1)
    #expect(Tensor<Double>.zeros([2, 0]).argsort().elements.isEmpty)
    #expect(Tensor<Double>.zeros([0, 2]).argmax() == IndexArray([], shape: [0]))
  }

  @Test("The gradient of running products is right with one and with two zeros among the factors")
  func zeroFactors() {
    // a + ab + abc + abcd: by b, a(1 + c + cd).
    let one = gradient(at: Tensor([2.0, 0, 3, 5])) { sum($0.cumulativeProduct()) }
    #expect(one == Tensor([1.0, 38, 0, 0]))
    let two = gradient(at: Tensor([2.0, 0, 3, 0])) { sum($0.cumulativeProduct()) }
    #expect(two == Tensor([1.0, 8, 0, 0]))
    // ∂²/∂b∂d of abcd is ac.
    let mixed = pullback(at: Tensor([2.0, 0, 3, 0])) { x in
      gradient(at: x) { $0.cumulativeProduct().element(3) }
    }
    #expect(mixed(Tensor([0.0, 0, 0, 1])) == Tensor([0.0, 6, 0, 0]))
    expectNone(
      checkGradient(
        of: { $0.cumulativeProduct(axis: 0) }, at: Tensor([[2.0, 0], [0, -1], [3, 0], [0, 0.5]]), named: "products"))
    let z = Tensor([Complex(0.0, 0), Complex(1, 2), Complex(0, 0), Complex(-1, 0.5)])
    expectNone(checkGradient(of: { $0.cumulativeProduct() }, at: z, named: "complex products"))
  }

  // MARK: Laws

  @Test("Operations that undo one another")
  func inverses() {
    var random = SeededRandom(seed: 71)
    let x = random.tensor(Complex<Float>.self, shape: [3, 4, 5])
    for axis in [0, 1, 2] {
      #expect(x.flipped(axis: axis).flipped(axis: axis) == x)
      #expect(x.rolled(by: 2, axis: axis).rolled(by: -2, axis: axis) == x)
      #expect(ifftShift(fftShift(x, axes: [axis]), axes: [axis]) == x)
      #expect(x.movingAxis(from: 0, to: axis).movingAxis(from: axis, to: 0) == x)
    }
    #expect(x.transposed([1, 2, 0]).transposed([2, 0, 1]) == x && x.transposed().transposed() == x)
    #expect(x.flattened().reshaped(to: [3, -1, 5]) == x)
    #expect(x.at(0, axis: 0).at(0, axis: 0).diagonalMatrix(offset: -2).diagonal(offset: -2) == x.row(0).row(0))
    #expect(x.row(2).at(3, axis: 0) == x.slice(2..<3, axis: 0).slice(3..<4, axis: 1).flattened())
    #expect(fftShift(x.row(0).row(0)).elements == fftShift(x.row(0).row(0).elements))
    let whole = Tensor<Double>(0..<12).reshaped(to: [3, 4])
    #expect(whole.cumulativeSum(axis: 0).padded(before: 1, axis: 0).differences(axis: 0) == whole)
  }

  @Test("A repeated number stays one, whatever its order")
  func uniform() {
    let x = Tensor(repeating: 3.0, shape: [2, 3]), same = Tensor([[3.0, 3, 3], [3, 3, 3]])
    #expect(x.transposed() == same.transposed() && x.flipped(axis: 0) == same && x.rolled(by: 1) == same)
    #expect(x.gathering([2, 0]) == same.gathering([2, 0]) && x.gathering([]).shape == [2, 0])
    #expect(x.slice(by: 2) == same.slice(by: 2) && x.slice(from: 3, by: 2).count == 0)
    #expect(x.padded(after: 2, mode: .edge) == same.padded(after: 2, mode: .edge))
    #expect(concatenate([x, same], axis: 0) == Tensor(repeating: 3, shape: [4, 3]))
    #expect(x.cumulativeSum() == Tensor([[3.0, 6, 9], [3, 6, 9]]) && x.cumulativeProduct(axis: 0).row(1)[0] == 9)
    #expect(x.differences() == .zeros([2, 2]) && x.diagonal() == Tensor([3.0, 3]))
    #expect(x.scatterAdd(to: [1, 1, 0], length: 3) == Tensor([[3.0, 6, 0], [3, 6, 0]]))
    #expect(x.sorted() == same && x.takingAlongAxis(x.argsort()) == same)
  }
}
