import Autodiff
import ComplexNumbers
import Testing

@Suite("Tensors")
struct TensorTests {
  @Test("Shapes, elements and subscripts in row-major order")
  func layout() {
    let x = Tensor([[1.0, 2, 3], [4, 5, 6]])
    #expect(x.shape == [2, 3] && x.rank == 2 && x.count == 6)
    #expect(x.elements == [1, 2, 3, 4, 5, 6])
    #expect(x[1, 0] == 4 && x[0, 2] == 3)
    #expect(x == Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]))
    #expect(Tensor(3.0).shape == [] && Tensor(3.0).scalar == 3)
    #expect(Tensor([7.0], shape: [1, 1]).scalar == 7)
    let zero: Tensor<Double> = 0, whole: Tensor<Complex<Float>> = 3
    #expect(zero.scalar == 0 && whole.scalar == Complex(3, 0))
    #expect(Tensor<Double>.zero == Tensor(0.0))
  }

  @Test("A repeated number is like any other tensor")
  func uniform() {
    let x = Tensor(repeating: 2.0, shape: [2, 3]), same = Tensor([[2.0, 2, 2], [2, 2, 2]])
    #expect(x == same && same == x && x.elements == same.elements && x[1, 2] == 2)
    #expect(x.description == same.description)
    let y = Tensor([[1.0, 2, 3], [4, 5, 6]])
    #expect(x + y == same + y && y - x == y - same && x * y == same * y && y / x == y / same)
    #expect(complex(x, y) == complex(same, y) && complex(y, x) == complex(y, same))
    #expect(sum(x).scalar == 12 && sum(x, axes: [0]) == Tensor([4.0, 4, 4]) && mean(x, axes: [1]) == Tensor([2.0, 2]))
    #expect(x.slice(1..<3) == same.slice(1..<3) && x.padded(after: 1) == same.padded(after: 1))
    #expect(x.reshaped(to: [3, 2]) == same.reshaped(to: [3, 2]))
    #expect(x.broadcast(to: [2, 2, 3]) == same.broadcast(to: [2, 2, 3]))
    #expect(rfft(x) == rfft(same))
    // Uniform in all three operands of the modulus' pullback.
    let z = Tensor(repeating: Complex(3.0, 4), shape: [2])
    #expect(gradient(at: z) { sum(abs($0)) } == Tensor([Complex(0.6, 0.8), Complex(0.6, 0.8)]))
    #expect(gradient(at: x) { sum($0) } == Tensor(repeating: 1, shape: [2, 3]))
  }

  @Test("Equality is of shapes and elements")
  func equality() {
    #expect(Tensor([1.0, 2]) != Tensor([[1.0, 2]]))
    #expect(Tensor(1.0) != Tensor([1.0]))
    #expect(Tensor([1.0, 2]) != Tensor([1.0, 3]))
    #expect(Tensor([Double.nan]) != Tensor([Double.nan]))
    var captured = Tensor(0.0)
    _ = gradient(at: Tensor(3.0)) { x in
      captured = x
      return x
    }
    #expect(captured == Tensor(3.0))
  }

  @Test("Broadcasting follows NumPy")
  func broadcasting() {
    let matrix = Tensor([[1.0, 2, 3], [4, 5, 6]])
    #expect(matrix + Tensor([10.0, 20, 30]) == Tensor([[11.0, 22, 33], [14, 25, 36]]))
    #expect(matrix * Tensor([[2.0], [3]]) == Tensor([[2.0, 4, 6], [12, 15, 18]]))
    #expect(Tensor([[1.0], [2]]) - Tensor([1.0, 2, 3]) == Tensor([[0.0, -1, -2], [1, 0, -1]]))
    #expect(
      Tensor([1.0, 2], shape: [2, 1, 1]) * matrix
        == Tensor([1.0, 2, 3, 4, 5, 6, 2, 4, 6, 8, 10, 12], shape: [2, 2, 3]))
    #expect(Tensor([1.0, 2]).broadcast(to: [3, 2]) == Tensor([[1.0, 2], [1, 2], [1, 2]]))
    #expect(
      Tensor([1.0, 2], shape: [1, 2, 1]).broadcast(to: [2, 2, 2])
        == Tensor([1.0, 1, 2, 2, 1, 1, 2, 2], shape: [2, 2, 2]))
    #expect(2 * Tensor([Complex(1.0, 2)]) == Tensor([Complex(2.0, 4)]))
  }

  @Test("Sums and means over axes")
  func sums() {
    let x = Tensor((1...24).map(Double.init), shape: [2, 3, 4])
    #expect(sum(x).scalar == 300 && mean(x).scalar == 12.5)
    #expect(sum(x, axes: [2]) == Tensor([[10.0, 26, 42], [58, 74, 90]]))
    #expect(sum(x, axes: [1]) == Tensor([[15.0, 18, 21, 24], [51, 54, 57, 60]]))
    #expect(sum(x, axes: [0, -1]) == Tensor([68.0, 100, 132]))
    #expect(sum(x, axes: [-1, 0]) == sum(x, axes: [0, 2]))
    #expect(sum(x, axes: [1], keepingAxes: true).shape == [2, 1, 4])
    #expect(mean(x, axes: [0, 1], keepingAxes: true) == Tensor([11.0, 12, 13, 14], shape: [1, 1, 4]))
    #expect(sum(x, axes: []) == x)
  }

  @Test("A long sum keeps its accuracy")
  func accuracy() {
    let count = 1_000_003
    let tenths = Tensor(Array(repeating: Float(0.1), count: count))
    // Pairwise: log₂n roundings at most, where adding in a row would be off by per cents.
    #expect((sum(tenths).scalar / (Float(0.1) * Float(count)) - 1).magnitude < 20 * .ulpOfOne)
    let alternating = Tensor((0..<1_000_000).map { $0.isMultiple(of: 2) ? 1e16 : -1e16 } + [1.0])
    #expect(sum(alternating).scalar == 1)
  }

  @Test("Slices, paddings and sizes along any axis")
  func windows() {
    let x = Tensor([[1.0, 2, 3], [4, 5, 6]])
    #expect(x.slice(1..<3) == Tensor([[2.0, 3], [5, 6]]))
    #expect(x.slice(1..<2, axis: 0) == Tensor([[4.0, 5, 6]]))
    #expect(x.slice(1..<1).shape == [2, 0])
    #expect(x.padded(before: 1, after: 1) == Tensor([[0.0, 1, 2, 3, 0], [0, 4, 5, 6, 0]]))
    #expect(x.padded(after: 1, axis: 0) == Tensor([[1.0, 2, 3], [4, 5, 6], [0, 0, 0]]))
    #expect(x.resized(to: 2) == Tensor([[1.0, 2], [4, 5]]))
    #expect(x.resized(to: 4, axis: 1) == Tensor([[1.0, 2, 3, 0], [4, 5, 6, 0]]))
    #expect(x.resized(to: 1, axis: 0) == Tensor([[1.0, 2, 3]]))
  }

  @Test("Tensors without elements")
  func empty() {
    let nothing = Tensor([Double]()), uniform = Tensor(repeating: 3.0, shape: [0])
    #expect(nothing == uniform && uniform.elements.isEmpty && uniform.count == 0)
    #expect(nothing + uniform == nothing && uniform * nothing == nothing && nothing - 1 == nothing)
    #expect((2 / uniform).elements.isEmpty && exp(uniform) == nothing && sqrt(nothing) == nothing)
    #expect(sum(nothing).scalar == 0 && sum(uniform).scalar == 0)
    #expect(sum(Tensor(repeating: Double.infinity, shape: [0])).scalar == 0)
    let thin = Tensor([Double](), shape: [3, 0])
    #expect(sum(thin, axes: [1]) == Tensor([0.0, 0, 0]))
    #expect(sum(thin, axes: [0]) == nothing)
    #expect(sum(Tensor(repeating: 1.0, shape: [0, 3]), axes: [0]) == Tensor([0.0, 0, 0]))
    #expect(sum(Tensor(repeating: 1.0, shape: [2, 0, 3]), axes: [1]) == Tensor(repeating: 0, shape: [2, 3]))
    #expect(thin.padded(after: 2) == Tensor(repeating: 0, shape: [3, 2]))
    #expect(thin.reshaped(to: [0, 7]).shape == [0, 7])
    #expect(Tensor([[1.0], [2], [3]]) + thin == thin)
    #expect((Tensor([1.0]) + nothing).shape == [0])
    #expect(Tensor(5.0).broadcast(to: [2, 0]).elements.isEmpty)
    #expect(complex(nothing, uniform).count == 0 && abs(complex(nothing)).count == 0)
    #expect(gradient(at: nothing) { sum(square($0)) } == nothing)
    #expect(gradient(at: Tensor([1.0])) { x in sum(x + nothing) } == Tensor([0.0]))
    #expect(
      gradient(at: Tensor([[1.0], [2]])) { x in sum(x * Tensor([Double](), shape: [2, 0])) } == Tensor([[0.0], [0]]))
    #expect(gradient(at: complex(nothing)) { sum(abs($0)) }.count == 0)
    #expect(Tensor([[Double]]()).shape == [0, 0])
  }

  @Test("Descriptions read like nested arrays")
  func descriptions() {
    #expect("\(Tensor([[1.0, 2], [3, 4]]))" == "[[1.0, 2.0], [3.0, 4.0]]")
    #expect("\(Tensor(1.5))" == "1.5")
    #expect("\(Tensor([Double]()))" == "[]")
    #expect("\(Tensor(repeating: 1.0, shape: [2, 0]))" == "[[], []]")
  }

  @Test("Elementary functions are those of the elements")
  func elementary() {
    let x = Tensor([0.25, 1, 2.5]), z = Tensor([Complex(0.5, -1), Complex(-2, 0.25)])
    #expect(exp(x).elements == x.elements.map { .exp($0) } && log(z).elements == z.elements.map { .log($0) })
    #expect(sqrt(x).elements == x.elements.map { .sqrt($0) } && sin(z).elements == z.elements.map { .sin($0) })
    #expect(cos(x).elements == x.elements.map { .cos($0) } && tanh(z).elements == z.elements.map { .tanh($0) })
    #expect(pow(x, 3).elements == x.elements.map { .pow($0, 3) } && square(z).elements == z.elements.map { $0 * $0 })
    #expect(conjugate(z).elements == z.elements.map(\.conjugate) && conjugate(x) == x)
    #expect(real(z) == Tensor([0.5, -2]) && imaginary(z) == Tensor([-1, 0.25]))
    #expect(complex(real(z), imaginary(z)) == z)
    #expect(squaredModulus(z) == Tensor([1.25, 4.0625]) && abs(z).elements == z.elements.map(\.modulus))
    #expect(phase(z).elements == z.elements.map(\.phase))
  }
}
