import Autodiff
import ComplexNumbers
import SpectralLearning
import TestSupport

/// y = relu(x·W + b) with noise: 23 samples, for a model of tensors of three types.
struct TrainingProblem {
  struct Model: Parameterized, Sendable {
    var weight: Tensor<Double>
    var bias: Tensor<Double>
    /// A factor of the loss's second term, e^{iφ}: a complex parameter.
    var phasor: Tensor<Complex<Double>>
    var gain: Tensor<Float>

    mutating func visitParameters(with visitor: inout some ParameterVisitor) {
      visitor.visit("weight", &weight)
      visitor.visit("bias", &bias)
      visitor.visit("phasor", &phasor)
      visitor.visit("gain", &gain)
    }
  }

  let inputs: Tensor<Double>
  let targets: Tensor<Double>
  let start: Model

  init() {
    var random = SeededRandom(seed: 11)
    inputs = Tensor(random.signal(count: 23 * 4), shape: [23, 4])
    targets = Tensor(random.signal(count: 23 * 2), shape: [23, 2])
    start = Model(
      weight: Tensor(random.signal(count: 8), shape: [4, 2]), bias: .zeros([2]),
      phasor: Tensor(random.complexSignal(count: 3)), gain: Tensor(1))
  }

  func loss(_ model: Model, _ batch: [Int]) -> Tensor<Double> {
    let x = inputs.gathering(batch, axis: 0), y = targets.gathering(batch, axis: 0)
    let estimate = relu(matmul(x, model.weight) + model.bias) * Tensor<Double>(model.gain)
    return mean(square(estimate - y)) + mean(square(abs(model.phasor) - 0.5))
  }
}

/// The elements of a model's tensors to the bit, by name.
func bits(_ model: some Parameterized) -> [String: [UInt64]] {
  TensorArchive(model).tensors.mapValues { tensor in
    switch tensor {
    case .float(let tensor): tensor.elements.map { UInt64($0.bitPattern) }
    case .double(let tensor): tensor.elements.map(\.bitPattern)
    case .complexFloat(let tensor):
      tensor.elements.flatMap { [UInt64($0.real.bitPattern), UInt64($0.imaginary.bitPattern)] }
    case .complexDouble(let tensor): tensor.elements.flatMap { [$0.real.bitPattern, $0.imaginary.bitPattern] }
    case .floatNumber(let number): [UInt64(number.bitPattern)]
    case .doubleNumber(let number): [number.bitPattern]
    }
  }
}
