import Autodiff
import ComplexNumbers
import SpectralLearning
import Testing

private struct Slope: Parameterized, Equatable {
  var weight: Tensor<Double>
  var bias: Tensor<Float>
  var filter: Tensor<Complex<Double>>

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
    visitor.visit("filter", &filter)
  }
}

struct GradientClippingTests {
  /// The norm of (3, 4, 12) is 13.
  private let slope = Slope(
    weight: Tensor([[3.0], [0]]), bias: Tensor([4]), filter: Tensor([Complex(0, 12.0), Complex(0, 0)]))

  @Test func theNormIsThatOfAllTensorsTogether() {
    #expect(abs(slope.globalNorm - 13) < 1e-14)
    #expect(Tensor<Double>.zeros([3]).globalNorm == 0)
    #expect(abs(Tensor([3e200, -4e200]).globalNorm / 5e200 - 1) < 1e-15)
    #expect(abs(Tensor([3e-200, -4e-200]).globalNorm / 5e-200 - 1) < 1e-15)
    #expect(Tensor([1, Double.nan]).globalNorm.isNaN)
    #expect(Tensor([1, -Double.infinity]).globalNorm == .infinity)
  }

  @Test func clippingByNormKeepsTheDirection() {
    let clipped = slope.clipped(toNorm: 6.5)
    #expect(
      clipped
        == Slope(
          weight: Tensor([[1.5], [0]]), bias: Tensor([2]), filter: Tensor([Complex(0, 6.0), Complex(0, 0)])))
    #expect(slope.clipped(toNorm: 14) == slope)
    let huge = Tensor([3e200, -4e200]).clipped(toNorm: 1e-200)
    #expect(abs(huge / Tensor([6e-201, -8e-201]) - 1).elements.allSatisfy { $0 < 1e-14 })
  }

  @Test func clippingByValueClampsEachPart() {
    let clipped = slope.clipped(toValue: 3.5)
    #expect(
      clipped
        == Slope(
          weight: Tensor([[3.0], [0]]), bias: Tensor([3.5]), filter: Tensor([Complex(0, 3.5), Complex(0, 0)])))
    #expect(Tensor([-9.0, 0.5, 9]).clipped(toValue: 1) == Tensor([-1, 0.5, 1]))
    #expect(Tensor([Double.nan]).clipped(toValue: 1)[0].isNaN)
  }
}
