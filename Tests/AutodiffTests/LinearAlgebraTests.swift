import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Matrix products, contractions and solutions against whole numbers and extended precision, and at the edges. See
/// ``AlgebraTests`` and ``AlgebraFixtureTests`` for the derivatives.
@Suite("Linear algebra")
struct LinearAlgebraTests {
  @Test("Matrix products of whole numbers")
  func products() {
    let a = Tensor([[1.0, 2, 3], [4, 5, 6]]), b = Tensor([[1.0, 0], [-1, 2], [0, 1]])
    #expect(matmul(a, b) == Tensor([[-1.0, 7], [-1, 16]]))
    #expect(matmul(a, Tensor([1.0, 1, 1])) == Tensor([6.0, 15]))
    #expect(matmul(Tensor([1.0, -1]), a) == Tensor([-3.0, -3, -3]))
    #expect(matmul(Tensor([1.0, 2, 3]), Tensor([4.0, 5, 6])) == Tensor(32.0))
    let z = Tensor([[Complex(1.0, 1), Complex(0, 1)], [2, Complex(0, -1)]])
    let squared: [[Complex<Double>]] = [[Complex(0, 4), Complex(0, 1)], [Complex(2, 0), Complex(-1, 2)]]
    #expect(matmul(z, z) == Tensor(squared))
    let x = Tensor([Complex(0.0, 1), 2]), y = Tensor([Complex(0.0, 1), 3])
    #expect(dot(x, y) == Tensor(Complex(5.0, 0)))
    #expect(innerProduct(x, y) == Tensor(Complex(7.0, 0)))
    #expect(outerProduct(Tensor([1.0, 2]), Tensor([3.0, 4, 5])) == Tensor([[3.0, 4, 5], [6, 8, 10]]))
  }

  /// Whole numbers, whose products are exact in any order: by loops and by the BLAS, in every arrangement of vectors.
  @Test("Every size and batch", arguments: [1, 2, 3, 6, 7, 8, 16, 33])
  func sizes(size: Int) {
    check(Float.self, size) { Float($0 % 7 - 3) }
    check(Double.self, size) { Double($0 % 7 - 3) }
    check(Complex<Float>.self, size) { Complex(Float($0 % 7 - 3), Float($0 % 5 - 2)) }
    check(Complex<Double>.self, size) { Complex(Double($0 % 7 - 3), Double($0 % 5 - 2)) }
  }

  private func check<E: TensorElement>(_ type: E.Type, _ size: Int, _ number: (Int) -> E) {
    func tensor(_ shape: [Int], _ start: Int) -> Tensor<E> {
      Tensor((0..<shape.reduce(1, *)).map { number($0 * 3 + start) }, shape: shape)
    }
    /// Σ aᵢₖbₖⱼ, as it is defined.
    func entry(_ a: (Int) -> E, _ b: (Int) -> E) -> E { (0..<size).reduce(0) { $0 + a($1) * b($1) } }
    let (m, n) = (size + 1, size / 2 + 1)
    let a = tensor([2, m, size], 1), b = tensor([2, size, n], 2), v = tensor([size], 3)
    let stacked = matmul(a, b), one = matmul(a, b.slice(1..<2, axis: 0).reshaped(to: [size, n]))
    let spread = matmul(a.slice(0..<1, axis: 0).reshaped(to: [m, size]), b), column = matmul(a, v), row = matmul(v, b)
    #expect(stacked.shape == [2, m, n] && column.shape == [2, m] && row.shape == [2, n])
    // The pullbacks, with the adjoint of a factor on either side.
    let g = tensor([2, m, n], 4)
    let back = valueWithPullback(at: a, b) { matmul($0, $1) }.pullback(g)
    let columnBack = valueWithPullback(at: a, v) { matmul($0, $1) }.pullback(tensor([2, m], 5))
    let rowBack = valueWithPullback(at: v, b) { matmul($0, $1) }.pullback(tensor([2, n], 6))
    let h = tensor([2, m], 5), l = tensor([2, n], 6)
    for batch in 0..<2 {
      for i in 0..<m {
        #expect(column[batch, i] == entry({ a[batch, i, $0] }, { v[$0] }))
        for k in 0..<size {
          #expect(back.0[batch, i, k] == (0..<n).reduce(0) { $0 + g[batch, i, $1] * b[batch, k, $1].conjugate })
          #expect(columnBack.0[batch, i, k] == h[batch, i] * v[k].conjugate)
        }
        for j in 0..<n {
          #expect(stacked[batch, i, j] == entry({ a[batch, i, $0] }, { b[batch, $0, j] }))
          #expect(one[batch, i, j] == entry({ a[batch, i, $0] }, { b[1, $0, j] }))
          #expect(spread[batch, i, j] == entry({ a[0, i, $0] }, { b[batch, $0, j] }))
        }
      }
      for j in 0..<n {
        #expect(row[batch, j] == entry({ v[$0] }, { b[batch, $0, j] }))
        for k in 0..<size {
          #expect(back.1[batch, k, j] == (0..<m).reduce(0) { $0 + a[batch, $1, k].conjugate * g[batch, $1, j] })
          #expect(rowBack.1[batch, k, j] == v[k].conjugate * l[batch, j])
        }
      }
    }
    for k in 0..<size {
      let places = (0..<2).flatMap { batch in (0..<m).map { (batch, $0) } }
      #expect(columnBack.1[k] == places.reduce(0) { $0 + a[$1.0, $1.1, k].conjugate * h[$1.0, $1.1] })
      let others = (0..<2).flatMap { batch in (0..<n).map { (batch, $0) } }
      #expect(rowBack.0[k] == others.reduce(0) { $0 + l[$1.0, $1.1] * b[$1.0, k, $1.1].conjugate })
    }
  }

  @Test("Nothing to multiply")
  func empty() throws {
    func zeros(_ shape: Int...) -> Tensor<Double> { Tensor(repeating: 0, shape: shape) }
    #expect(matmul(zeros(2, 0), zeros(0, 3)) == zeros(2, 3))
    #expect(matmul(zeros(0, 2), zeros(2, 3)).shape == [0, 3])
    #expect(matmul(zeros(2, 2), zeros(2, 0)).shape == [2, 0])
    #expect(matmul(zeros(0, 2, 2), zeros(2, 3)).shape == [0, 2, 3])
    #expect(matmul(zeros(0, 2, 2), zeros(0, 2, 3)).shape == [0, 2, 3])
    #expect(matmul(zeros(0), zeros(0)) == Tensor(0.0))
    #expect(outerProduct(zeros(0), zeros(2)).shape == [0, 2])
    let back = valueWithPullback(at: zeros(2, 0), zeros(0, 3)) { matmul($0, $1) }.pullback(zeros(2, 3))
    #expect(back.0.shape == [2, 0] && back.1.shape == [0, 3])
    let solved = try solve(zeros(0, 0), zeros(0, 2)), none = try solve(zeros(0, 2, 2), zeros(2))
    #expect(solved.shape == [0, 2] && none.shape == [0, 2])
    let inverted = try inverse(zeros(0, 0)), logarithm = try logAbsDeterminant(zeros(0, 0))
    #expect(inverted.shape == [0, 0] && logarithm == Tensor(0.0))
    #expect(solveTriangular(zeros(2, 2), zeros(2, 0), .upper).shape == [2, 0])
  }

  @Test("NaN and infinity reach what they are part of, and nothing else", arguments: [4, 40])
  func nonfinite(size: Int) {
    for poison in [Double.nan, .infinity] {
      var left = Tensor(repeating: 0.0, shape: [size, size]).elements
      left[size + 1] = poison
      let ones = Tensor(repeating: 1.0, shape: [size, size]), zeros = Tensor(repeating: 0.0, shape: [size, size])
      let a = Tensor(left, shape: [size, size])
      for product in [matmul(a, ones), matmul(ones, a), matmul(a, Tensor(repeating: 1, shape: [size, 1]))] {
        let reached = product.elements.filter { !$0.isFinite }.count
        #expect(reached == product.shape[1])
      }
      // 0 · ∞ is NaN in a sum.
      #expect(matmul(a, zeros).elements.filter { $0.isNaN }.count == size)
      #expect(matmul(zeros, a).elements.filter { $0.isNaN }.count == size)
    }
  }

  @Test("What lay in the memory of a result is not read")
  func recycledMemory() {
    let a = Tensor((0..<(256 * 256)).map { Double($0 % 7 - 3) }, shape: [256, 256])
    let clean = matmul(a, a).elements, cleanColumn = matmul(a.broadcast(to: [80, 256, 256]), a.slice(0..<1)).elements
    for _ in 0..<4 {
      // Released at once, and given out again for the product.
      _ = Tensor(repeating: Double.nan, shape: [256, 256]) * (a + 1)
      #expect(matmul(a, a).elements == clean)
      _ = Tensor(repeating: Double.nan, shape: [80, 256, 1]) * Tensor(cleanColumn, shape: [80, 256, 1])
      #expect(matmul(a.broadcast(to: [80, 256, 256]), a.slice(0..<1)).elements == cleanColumn)
    }
  }

  @Test("What lay in the memory of many small results is not read", arguments: [1, 2, 3, 5, 8])
  func recycledMemoryOfStacks(size: Int) {
    check(Float.self, size, poison: .nan) { Float($0) }
    check(Double.self, size, poison: .nan) { Double($0) }
    check(Complex<Float>.self, size, poison: Complex(.nan, .nan)) { Complex(Float($0), 1) }
    check(Complex<Double>.self, size, poison: Complex(.nan, .nan)) { Complex(Double($0), 1) }
  }

  private func check<E: TensorElement>(_ type: E.Type, _ size: Int, poison: E, _ number: (Int) -> E) {
    let shape = [40_000 / size, size, size]
    let a = Tensor((0..<(40_000 / size * size * size)).map { number($0 % 7 - 3) }, shape: shape)
    // Matrices, and the adjoint of one on either side; columns; rows.
    let products: [(Tensor<E>) -> Tensor<E>] = [
      { matmul($0, $0) },
      { pullback(at: $0) { matmul($0, a) }(a) }, { pullback(at: $0) { matmul(a, $0) }(a) },
      { matmul($0, $0.slice(0..<1)) }, { matmul($0.slice(0..<1, axis: 1), $0) },
    ]
    for product in products {
      let clean = product(a)
      for _ in 0..<2 {
        _ = Tensor(repeating: poison, shape: clean.shape) * clean
        #expect(product(a) == clean)
      }
    }
  }

  @Test("Concurrent products and solutions have the bits of one after the other", arguments: [3, 48])
  func concurrency(n: Int) async throws {
    // Other numbers in each task, whose buffers must not be those of another.
    let cases = try (0..<4).map { task in
      let count = 30_000 / n
      let a = Tensor(
        (0..<(count * n * n)).map { Double($0 * $0 % 17 + task) / 16 + ($0 % (n * n) % (n + 1) == 0 ? 40 : 0) },
        shape: [count, n, n])
      let product = matmul(a, a)
      return (a, product, try solve(a, product))
    }
    let agree = await withTaskGroup(of: Bool.self) { group in
      for (a, product, solved) in cases {
        group.addTask {
          (0..<4).allSatisfy { _ in matmul(a, a) == product && (try? solve(a, product)) == solved }
        }
      }
      return await group.allSatisfy { $0 }
    }
    #expect(agree)
  }

  @Test("Solutions of whole numbers")
  func solutions() throws {
    let a = Tensor([[0.0, 2, 0], [4, 0, 0], [0, 0, 8]])
    let vector = try solve(a, Tensor([2.0, 4, 16]))
    #expect(vector == Tensor([1.0, 1, 2]))
    let matrix = try solve(a, Tensor([[2.0, 4], [4, 8], [16, 0]]))
    #expect(matrix == Tensor([[1.0, 2], [1, 2], [2, 0]]))
    let inverted = try inverse(a)
    #expect(inverted == Tensor([[0, 0.25, 0], [0.5, 0, 0], [0, 0, 0.125]]))
    let reciprocal = try inverse(Tensor([[Complex(0.0, 2)]]))
    #expect(reciprocal == Tensor([[Complex(0, -0.5)]]))
    let logarithm = try logAbsDeterminant(a).scalar
    #expect(abs(logarithm - 6 * 0.6931471805599453) <= 1e-14)
    // A determinant of 10⁻⁴⁰⁰ has a logarithm.
    let tiny = try logAbsDeterminant(Tensor([[1e-200, 0], [0, -1e-200]])).scalar
    #expect(abs(tiny + 400 * 2.302585092994046) <= 1e-11)
    let shared = try solve(a, Tensor([2.0, 4, 16, 4, 8, 32], shape: [2, 3, 1]))
    #expect(shared == Tensor([1.0, 1, 2, 2, 2, 4], shape: [2, 3, 1]))
  }

  /// ‖b − Ax‖ is a small multiple of u·‖A‖·‖x‖, whatever the condition: Higham, "Accuracy and Stability", ch. 9.
  @Test("Residuals in extended precision", arguments: [1, 2, 5, 20, 60])
  func residuals(n: Int) throws {
    var random = SeededRandom(seed: UInt64(n))
    let a = random.tensor(Complex<Double>.self, shape: [n, n]), b = random.tensor(Complex<Double>.self, shape: [n, 2])
    let x = try solve(a, b)
    var residual: Float80 = 0
    for i in 0..<n {
      for j in 0..<2 {
        var (re, im) = (Float80(b[i, j].real), Float80(b[i, j].imaginary))
        for k in 0..<n {
          let (p, q) = (a[i, k], x[k, j])
          re -= Float80(p.real) * Float80(q.real) - Float80(p.imaginary) * Float80(q.imaginary)
          im -= Float80(p.real) * Float80(q.imaginary) + Float80(p.imaginary) * Float80(q.real)
        }
        residual += re * re + im * im
      }
    }
    let bound = 4 * Double(n) * Tolerances.unitRoundoff(Double.self) * euclideanNorm(a) * euclideanNorm(x)
    #expect(Double(residual.squareRoot()) <= bound)
  }

  @Test("Triangles, in each form, read no other element")
  func triangles() {
    let nan = Double.nan
    let upper = Tensor([[2.0, 1], [nan, 4]]), b = Tensor([4.0, 8])
    #expect(solveTriangular(upper, b, .upper) == Tensor([1.0, 2]))
    #expect(solveTriangular(upper, b, .upper, operation: .transposed) == Tensor([2, 1.5]))
    #expect(solveTriangular(Tensor([[nan, 1], [nan, nan]]), b, .upper, unitDiagonal: true) == Tensor([-4.0, 8]))
    let lower = Tensor([[Complex(0.0, 1), Complex(nan, nan)], [Complex(1.0, 1), 2]])
    let c = Tensor([Complex(2.0, 0), Complex(4.0, 0)])
    // x₁ = −2i, x₂ = (4 − (1 + i)·x₁)/2 = 1 + i.
    #expect(solveTriangular(lower, c, .lower) == Tensor([Complex(0.0, -2), Complex(1, 1)]))
    // x₂ = 2; ix₁ = 2 − (1 + i)·2, or −ix₁ = 2 − (1 − i)·2.
    #expect(solveTriangular(lower, c, .lower, operation: .transposed) == Tensor([Complex(-2.0, 0), 2]))
    #expect(solveTriangular(lower, c, .lower, operation: .adjoint) == Tensor([Complex(-2.0, 0), 2]))
    let slope = gradient(at: upper) { sum(solveTriangular($0, b, .upper)) }
    // x₂ = b₂/a₂₂, x₁ = (b₁ − a₁₂x₂)/a₁₁.
    #expect(slope == Tensor([[-0.5, -1], [0, -0.25]]))
  }

  @Test("A singular matrix is an error that says which and why")
  func singular() {
    let singular = Tensor([[1.0, 2, 3], [4, 5, 6], [2, 4, 6]])
    #expect(throws: SingularMatrixError.self) { try solve(singular, Tensor([1.0, 2, 3])) }
    let stack = Tensor([1, 0, 0, 1, 2, 3, 4, 6, 1, 0, 0, 1] as [Float], shape: [3, 1, 2, 2])
    do {
      _ = try inverse(stack)
      Issue.record("no error")
    } catch {
      #expect(error.size == 2 && error.row == 1 && error.batchIndex == [1, 0])
      #expect(
        "\(error)"
          == "the matrix at [1, 0] of 2×2 elements has no inverse: its row 1 is a combination of those before it")
    }
    do {
      _ = try logAbsDeterminant(Tensor([[Complex<Float>(0), 0], [1, 2]]))
      Issue.record("no error")
    } catch {
      #expect(error.row == 0 && error.batchIndex.isEmpty)
      #expect("\(error)" == "the matrix of 2×2 elements has no inverse: its row 0 is zero")
    }
    // Within a derivative, too.
    #expect(throws: SingularMatrixError.self) {
      try gradient(at: singular) { sum(try solve($0, Tensor([1.0, 2, 3]))) }
    }
    let notNumbers = try? solve(Tensor([[Double.nan, 1], [1, 2]]), Tensor([1.0, 2]))
    #expect(notNumbers?.elements.allSatisfy { $0.isNaN } == true)
  }

  @Test("Contractions of whole numbers")
  func contractions() {
    let a = Tensor([[1.0, 2, 3], [4, 5, 6]]), b = Tensor([[1.0, 0], [-1, 2], [0, 1]])
    #expect(einsum("ij,jk->ik", a, b) == Tensor([[-1.0, 7], [-1, 16]]))
    #expect(einsum("ij, jk -> ki", a, b) == Tensor([[-1.0, -1], [7, 16]]))
    #expect(einsum("ij,ij->", a, a) == Tensor(91.0))
    #expect(einsum("ij,ij->j", a, a) == Tensor([17.0, 29, 45]))
    #expect(einsum("ij,kj->", a, Tensor([[1.0, 1, 1]])) == Tensor(21.0))
    #expect(einsum("ij->ji", a) == Tensor([[1.0, 4], [2, 5], [3, 6]]))
    #expect(einsum("ij->j", a) == Tensor([5.0, 7, 9]))
    #expect(einsum("ij->", a) == Tensor(21.0))
    #expect(einsum("->", Tensor(2.0)) == Tensor(2.0))
    let counted = Tensor((0..<24).map { Double($0) }, shape: [2, 3, 4])
    let turned = einsum("ijk->kij", counted)
    #expect(turned.shape == [4, 2, 3] && turned[3, 1, 2] == 23 && turned[1, 0, 2] == 9)
    #expect(einsum("ij->ji", Tensor([Double](), shape: [0, 3])).shape == [3, 0])
    #expect(
      einsum("ij,jk->ik", Tensor([Double](), shape: [2, 0]), Tensor([Double](), shape: [0, 1])).elements == [0, 0])
  }

  @Test("Shapes that do not fit trap")
  func traps() async {
    let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(Tensor(repeating: 1.0, shape: [2, 3]), Tensor(repeating: 1.0, shape: [2, 3]))
    }
    expectMessage(columns, "a matrix product of shapes [2, 3] and [2, 3]: 3 columns on the left, 2 rows on the right")
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(Tensor(1.0), Tensor([1.0]))
    }
    expectMessage(scalar, "a matrix product of shapes [] and [1]: a scalar has no rows or columns")
    let batches = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(Tensor(repeating: 1.0, shape: [2, 3, 3]), Tensor(repeating: 1.0, shape: [4, 3, 3]))
    }
    expectMessage(batches, "shapes [2] and [4] do not broadcast")
    let dots = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dot(Tensor([1.0]), Tensor([1.0, 2]))
    }
    expectMessage(dots, "the dot product is that of two vectors of one length, but shapes [1] and [2] were given")
    let inner = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = innerProduct(Tensor([[1.0]]), Tensor([1.0]))
    }
    expectMessage(inner, "the inner product is that of tensors of one shape, but [1, 1] and [1] were given")
    let outer = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = outerProduct(Tensor([[1.0]]), Tensor([1.0]))
    }
    expectMessage(outer, "the outer product is that of two vectors, but shapes [1, 1] and [1] were given")
    let square = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try solve(Tensor(repeating: 1.0, shape: [2, 3]), Tensor([1.0, 2]))
    }
    expectMessage(square, "solve needs square matrices, but the shape [2, 3] was given")
    let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = solveTriangular(Tensor(repeating: 1.0, shape: [2, 2]), Tensor([1.0, 2, 3]), .lower)
    }
    expectMessage(rows, "solveTriangular with matrices of shape [2, 2] needs right sides of 2 rows, but the shape [3]")
  }

  @Test("Specifications that say nothing trap")
  func specifications() async {
    let arrow = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij,jk", Tensor([[1.0]]), Tensor([[1.0]]))
    }
    expectMessage(arrow, "einsum(\"ij,jk\") of 2 operands: the form is \"ij,jk->ik\", with letters for axes")
    let rank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ijk->ij", Tensor([[1.0]]))
    }
    expectMessage(rank, "\"ijk\" names 3 axes of a tensor of shape [1, 1]")
    let diagonal = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ii->i", Tensor([[1.0]]))
    }
    expectMessage(diagonal, "\"ii\" names an axis twice; diagonals are not taken")
    let extent = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("i,i->", Tensor([1.0]), Tensor([1.0, 2]))
    }
    expectMessage(extent, "the extent of i is 1 and 2, of [[1], [2]]")
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("i,j->k", Tensor([1.0]), Tensor([1.0, 2]))
    }
    expectMessage(result, "the result has each of its labels once, and from an operand")
  }
}
