import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Jacobians, Hessians, Hessian-vector products, differentials.
@Suite("Jacobians and Hessians")
struct JacobianTests {
  @Test("By rows: fewer values than arguments")
  func wide() {
    let x = Tensor([[1.0, 2, 3], [4, 5, 6]])
    let j = jacobian(at: x) { sum(square($0), axes: [1]) }
    #expect(j.shape == [2, 2, 3])
    #expect(j.elements == [2, 4, 6, 0, 0, 0, 0, 0, 0, 8, 10, 12])
  }

  @Test("By columns: more values than arguments")
  func tall() {
    let j = jacobian(at: Tensor([2.0, 3])) { x in concatenate([x * x, x.flipped(), Tensor([7.0])]) }
    #expect(j == Tensor([[4.0, 0], [0, 6], [0, 1], [1, 0], [0, 0]]))
  }

  @Test(
    "Rows and columns agree on functions that mix all entries", arguments: [(3, 3), (2, 5), (5, 2), (1, 4), (4, 1)])
  func agreement(rows: Int, columns: Int) {
    var random = SeededRandom(seed: 31)
    let a: Tensor<Double> = random.tensor(shape: [rows, columns]), x: Tensor<Double> = random.tensor(shape: [columns])
    func f(_ x: Tensor<Double>) -> Tensor<Double> { sin(matmul(a, x)) }
    let j = jacobian(at: x, of: f)
    // cos(Ax)ᵢ·Aᵢⱼ.
    for i in 0..<rows {
      for k in 0..<columns {
        let phase = (0..<columns).reduce(0) { $0 + a[i, $1] * x[$1] }
        #expect((j[i, k] - .cos(phase) * a[i, k]).magnitude < 1e-14)
      }
    }
    // The chosen way against the other one, an entry at a time.
    for k in 0..<columns {
      let unit = Tensor<Double>(shape: [columns]) { $0[0] == k ? 1 : 0 }
      let column = valueWithDerivative(at: x, along: unit, of: f).derivative
      #expect((0..<rows).allSatisfy { (column[$0] - j[$0, k]).magnitude < 1e-14 })
    }
  }

  @Test("Scalars, empty values and single precision")
  func edges() {
    #expect(jacobian(at: Tensor<Float>(3)) { square($0) } == Tensor<Float>(6))
    #expect(jacobian(at: Tensor([1.0, 2])) { $0.slice(0..<0) }.shape == [0, 2])
    #expect(jacobian(at: Tensor<Float>([1, 2])) { 3 * $0 } == Tensor<Float>([[3, 0], [0, 3]]))
  }

  /// f = (x₂ − x₁²)² + (1 − x₁)².
  private func rosenbrock(_ x: Tensor<Double>) -> Tensor<Double> {
    let a = x.element(0), b = x.element(1)
    return square(b - square(a)) + square(1 - a)
  }

  @Test("The Hessian of Rosenbrock's function", arguments: [(0.0, 0.0), (1, 1), (-1, 2), (0.3, -0.7)])
  func hessianOfRosenbrock(a: Double, b: Double) {
    let h = hessian(at: Tensor([a, b]), of: rosenbrock)
    let exact = [12 * a * a - 4 * b + 2, -4 * a, -4 * a, 2]
    #expect(zip(h.elements, exact).allSatisfy { ($0 - $1).magnitude < 1e-13 * (1 + $1.magnitude) })
    let v = Tensor([0.5, -2.0])
    let product = hessianVectorProduct(at: Tensor([a, b]), along: v, of: rosenbrock)
    #expect((product[0] - (exact[0] * 0.5 + exact[1] * -2)).magnitude < 1e-12)
    #expect((product[1] - (exact[2] * 0.5 + exact[3] * -2)).magnitude < 1e-12)
  }

  @Test("The Hessian is the Jacobian of the gradient, of arrays too")
  func hessianOfArray() {
    var random = SeededRandom(seed: 8)
    let x: Tensor<Double> = random.tensor(shape: [2, 3])
    func f(_ x: Tensor<Double>) -> Tensor<Double> {
      sum(exp(sin(x)) * x.flipped(axis: 0)) + mean(squaredModulus(rfft(x)))
    }
    let h = hessian(at: x, of: f), j = jacobian(at: x) { gradient(at: $0, of: f) }
    #expect(h.shape == [2, 3, 2, 3])
    #expect(zip(h.elements, j.elements).allSatisfy { ($0 - $1).magnitude < 1e-13 })
    for i in 0..<6 { for k in 0..<6 { #expect((h.elements[6 * i + k] - h.elements[6 * k + i]).magnitude < 1e-13) } }
  }

  @Test("A Hessian-vector product by complex arguments")
  func complexHessianVectorProduct() {
    // f = |z|⁴ has the gradient 4|z|²z, whose derivative along v is 8·Re(z̄v)·z + 4|z|²·v.
    let z = Complex(0.6, -0.8), v = Complex(1.5, 2.0)
    let product = hessianVectorProduct(at: Tensor(z), along: Tensor(v)) { square(squaredModulus($0)) }.scalar
    let exact = 8 * (z.conjugate * v).real * z + 4 * v
    #expect((product - exact).modulus < 1e-14)
  }

  @Test("A differential is linear, and its value that of the function")
  func differentials() {
    let x = Tensor([0.5, 1.5])
    let (value, map) = valueWithDifferential(at: x) { sin($0) * $0 }
    #expect(value == sin(x) * x)
    let u = Tensor([1.0, -2]), v = Tensor([0.25, 3])
    let together = map(2 * u + v), apart = 2 * map(u) + map(v)
    #expect(zip(together.elements, apart.elements).allSatisfy { ($0 - $1).magnitude < 1e-14 })
    #expect(map(u) == differential(at: x) { sin($0) * $0 }(u))
  }
}
