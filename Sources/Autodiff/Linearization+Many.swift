import Fourier

/// The derivative of an operation of many tensors: one tangent for all inputs together, one adjoint for each.
///
/// The tangent is taken jointly because the sum of the partial ones would cost as many passes over the output as there
/// are inputs.
struct JointLinearization<Input: TensorElement, Output: TensorElement>: Sendable {
  /// (v₀, v₁, …) ↦ Σᵢ Aᵢvᵢ: tangents of all inputs to the output's.
  let apply: @Sendable ([Tensor<Input>]) -> Tensor<Output>
  /// (i, w) ↦ Aᵢᴴw: a cotangent of the output to that of input i.
  let adjoint: @Sendable (Int, Tensor<Output>) -> Tensor<Input>

  /// The partial derivative in input i, where the inputs are of `shapes`.
  func partial(_ i: Int, shapes: [[Int]]) -> Linearization<Input, Output> {
    Linearization(
      apply: { tangent in
        apply(shapes.indices.map { $0 == i ? tangent : Tensor(repeating: 0, shape: shapes[$0]) })
      },
      adjoint: { adjoint(i, $0) })
  }
}

extension Tensor {
  /// An operation of any number of tensors: as ``applying(_:evaluate:linearize:)``, with one derivative for all.
  static func combining<Output>(
    _ operation: StaticString, _ inputs: [Tensor], evaluate: ([Tensor]) -> Tensor<Output>,
    linearize: ([Tensor], Tensor<Output>) -> JointLinearization<Element, Output>
  ) -> Tensor<Output> {
    guard let level = inputs.lazy.compactMap({ $0.trace?.level }).max(by: { $0.rank < $1.rank }) else {
      return evaluate(inputs)
    }
    let traces = inputs.map { $0.trace(at: level) }
    let primals = zip(inputs, traces).map { input, trace in trace == nil ? input : input.primal }
    let output = combining(operation, primals, evaluate: evaluate, linearize: linearize)
    let derivative = linearize(primals, output)

    if level.isForward {
      // In forward mode every tensor traced at the level has a tangent.
      let tangents = zip(primals, traces).map { primal, trace in
        trace?.tangent ?? Tensor(repeating: 0, shape: primal.shape)
      }
      return output.moving(at: level, operation, along: derivative.apply(tangents))
        .observed(at: level, from: inputs.map { ObservedValue($0, at: level) })
    }
    let shapes = primals.map(\.shape)
    let edges = traces.enumerated().compactMap { i, trace in
      trace.map {
        derivative.partial(i, shapes: shapes).edge(to: $0, for: primals[i], of: operation, isCheap: false)
      }
    }
    return output.recorded(at: level, operation, others: edges)
      .observed(at: level, from: inputs.map { ObservedValue($0, at: level) })
  }
}
