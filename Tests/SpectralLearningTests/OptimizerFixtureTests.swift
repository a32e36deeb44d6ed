import Autodiff
import ComplexNumbers
import SpectralLearning
import TestSupport
import Testing

/// Forty steps of every optimizer for a model of three tensors, one of them complex, beside PyTorch's.
struct OptimizerFixtureTests {
  private struct Options: Decodable {
    let lr: Double
    let weight_decay, momentum, dampening, lr_decay, initial_accumulator_value, eps, alpha: Double?
    let nesterov, centered, amsgrad: Bool?
  }

  private struct Case: Decodable {
    let optimizer: String, options: Options, betas: [Double]?
    let start: [Int], gradients: [[Int]], path: [String: [Double]]
  }

  private struct Model<T: TensorScalar>: Parameterized {
    var weight: Tensor<T>
    var bias: Tensor<T>
    var filter: Tensor<Complex<T>>

    mutating func visitParameters(with visitor: inout some ParameterVisitor) {
      visitor.visit("weight", &weight)
      visitor.visit("bias", &bias)
      visitor.visit("filter", &filter)
    }

    init(_ samples: [Int]) {
      weight = Tensor(pcm: Array(samples[0..<12]), shape: [3, 4])
      bias = Tensor(pcm: Array(samples[12..<16]), shape: [4])
      let parts = Tensor<T>(pcm: Array(samples[16..<22]), shape: [3, 2])
      filter = complex(parts.slice(0..<1).reshaped(to: [3]), parts.slice(1..<2).reshaped(to: [3]))
    }

    var numbers: [T] {
      weight.elements + bias.elements + filter.elements.flatMap { [$0.real, $0.imaginary] }
    }
  }

  private func optimizer(_ expected: Case) throws -> any Optimizer {
    let options = expected.options
    let decay = options.weight_decay.map { WeightDecay.l2($0) } ?? .none
    let beta1 = expected.betas?[0] ?? 0.9, beta2 = expected.betas?[1] ?? 0.999
    switch expected.optimizer {
    case "GradientDescent":
      let momentum: GradientDescent.Momentum =
        switch (options.momentum, options.nesterov ?? false) {
        case (nil, _): .none
        case (let factor?, true): .nesterov(factor)
        case (let factor?, false): .heavyBall(factor, dampening: options.dampening ?? 0)
        }
      return GradientDescent(learningRate: options.lr, momentum: momentum, weightDecay: decay)
    case "AdaGrad":
      return AdaGrad(
        learningRate: options.lr, learningRateDecay: options.lr_decay ?? 0, epsilon: options.eps ?? 1e-10,
        initialSum: options.initial_accumulator_value ?? 0, weightDecay: decay)
    case "RMSProp":
      return RMSProp(
        learningRate: options.lr, alpha: options.alpha ?? 0.99, epsilon: options.eps ?? 1e-8,
        momentum: options.momentum ?? 0, isCentered: options.centered ?? false, weightDecay: decay)
    case "Adam":
      return Adam(
        learningRate: options.lr, beta1: beta1, beta2: beta2, epsilon: options.eps ?? 1e-8, weightDecay: decay,
        isAMSGrad: options.amsgrad ?? false)
    default:
      try #require(expected.optimizer == "AdamW")
      return AdamW(
        learningRate: options.lr, weightDecay: options.weight_decay ?? 0.01, beta1: beta1, beta2: beta2,
        epsilon: options.eps ?? 1e-8, isAMSGrad: options.amsgrad ?? false)
    }
  }

  /// Forty steps of some ten roundings each, of numbers of the order of 1; a division by √v ≈ 10⁻⁴ enlarges those of v.
  @Test func stepsArePyTorchs() throws {
    let cases: [Case] = try cases("optimizers.json")
    #expect(Set(cases.map(\.optimizer)) == ["GradientDescent", "AdaGrad", "RMSProp", "Adam", "AdamW"])
    for expected in cases {
      func check<T: TensorScalar>(_ type: T.Type, tolerance: T) throws {
        var optimizer = try optimizer(expected)
        var model = Model<T>(expected.start)
        var compared = 0
        for (step, gradient) in expected.gradients.enumerated() {
          optimizer.update(&model, along: Model(gradient))
          guard let point = expected.path["\(step + 1)"] else { continue }
          compared += 1
          for (computed, expected) in zip(model.numbers, point) {
            #expect((computed - T(expected)).magnitude <= tolerance * max(1, T(expected).magnitude))
          }
        }
        #expect(compared == expected.path.count && optimizer.state.step == expected.gradients.count)
      }
      try check(Double.self, tolerance: 1e-12)
      try check(Float.self, tolerance: 1e-4)
    }
  }

  /// After a pause, with state and parameters taken over, the rest of the path is the same to the bit.
  @Test func everyOptimizerResumes() throws {
    for expected in try cases("optimizers.json") as [Case] {
      var through = try optimizer(expected), model = Model<Double>(expected.start)
      for gradient in expected.gradients.prefix(11) { through.update(&model, along: Model(gradient)) }
      var resumed = try optimizer(expected), copy = model
      resumed.state = through.state
      for gradient in expected.gradients.dropFirst(11) {
        through.update(&model, along: Model(gradient))
        resumed.update(&copy, along: Model(gradient))
      }
      #expect(copy.numbers == model.numbers && resumed.state == through.state)
    }
  }

  /// Without a gradient, decoupled decay leaves (1 − ηλ)ᵗ of a parameter, whatever the optimizer; momentum or Adam's means
  /// know nothing of it.
  @Test func decoupledDecayShrinks() {
    let decay = WeightDecay.decoupled(0.5)
    let optimizers: [any Optimizer] = [
      GradientDescent(learningRate: 0.25, weightDecay: decay),
      GradientDescent(learningRate: 0.25, momentum: .heavyBall(0.9), weightDecay: decay),
      GradientDescent(learningRate: 0.25, momentum: .nesterov(0.9), weightDecay: decay),
      AdaGrad(learningRate: 0.25, weightDecay: decay), RMSProp(learningRate: 0.25, weightDecay: decay),
      RMSProp(learningRate: 0.25, momentum: 0.5, isCentered: true, weightDecay: decay),
      Adam(learningRate: 0.25, weightDecay: decay), AdamW(learningRate: 0.25, weightDecay: 0.5),
    ]
    for var optimizer in optimizers {
      var x = Tensor<Double>([2, -3])
      for _ in 0..<5 { optimizer.update(&x, along: .zeros([2])) }
      #expect(abs(x - Double.pow(0.875, 5) * Tensor([2, -3])).elements.allSatisfy { $0 < 1e-14 })
    }
  }

  @Test(arguments: ["AdaGrad", "RMSProp", "GradientDescent", "AdamW"]) func settingsOutOfRangeTrap(name: String) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      switch name {
      case "AdaGrad": _ = AdaGrad(learningRate: 1, epsilon: -1)
      case "RMSProp": _ = RMSProp(learningRate: 1, alpha: 1)
      case "GradientDescent": _ = GradientDescent(learningRate: 1, momentum: .nesterov(-0.5))
      default: _ = AdamW(learningRate: 1, weightDecay: .infinity)
      }
    }
    let texts = [
      "AdaGrad": "ε = -1.0", "RMSProp": "RMSProp's α = 1.0", "GradientDescent": "momentum μ = -0.5",
      "AdamW": "the weight decay decoupled(inf)",
    ]
    #expect(message(ofExit: exit).contains(texts[name] ?? "?"))
  }
}
