import ComplexNumbers

/// Transforms of rows, complex or real, by ``Bluestein``'s algorithm.
final class BluesteinRows<T: TransformScalar>: RowTransform {
  private let bluestein: Bluestein<T>
  private let plan: FFTWPlan

  /// For the rows of `problem`, which has one dimension and no gaps.
  init(_ problem: FFTWProblem) throws(DFTError) {
    let length = problem.dimensions[0].length
    let kind: Bluestein<T>.Kind =
      switch problem.kind {
      case .complex(let direction): .complex(direction)
      case .realToComplex: .realToComplex
      case .complexToReal: .complexToReal
      case .realToReal: fatalError("Bluestein's algorithm is for no real-to-real transform")
      }
    var inner = problem
    inner.kind = .complex(.forward)
    let padded = Bluestein<T>.paddedLength(for: length, kind: kind)
    inner.dimensions = [.init(length: padded, inputStride: 1, outputStride: 1)]
    inner.batch = []
    inner.isInPlace = false
    inner.isAligned = true
    inner.options.threadCount = 1
    plan = try Planner.plan(inner)
    bluestein = Bluestein(length: length, kind: kind, plan: plan)
  }

  var rowBytes: (input: Int, output: Int) {
    let complex = MemoryLayout<Complex<T>>.stride, real = MemoryLayout<T>.stride
    let (inputs, outputs) = (
      bluestein.kind.inputCount(bluestein.length), bluestein.kind.outputCount(bluestein.length)
    )
    return (
      inputs * (bluestein.kind == .realToComplex ? real : complex),
      outputs * (bluestein.kind == .complexToReal ? real : complex)
    )
  }

  var scratchBytes: Int { bluestein.scratchCount * MemoryLayout<Complex<T>>.stride }

  func execute(
    rows: Int, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer, scratch: UnsafeMutableRawPointer
  ) {
    bluestein.execute(input, output, rows: rows, scratch: scratch)
  }

  var byteCount: Int {
    (bluestein.length + bluestein.paddedLength) * MemoryLayout<Complex<T>>.stride + plan.byteCount
  }

  var operationCount: OperationCount {
    // A complex product is two additions and four multiplications: with the chirp before and after, with the filter.
    let products = Double(bluestein.paddedLength + 2 * bluestein.length)
    return plan.operationCount * 2
      + OperationCount(additions: 2 * products, multiplications: 4 * products, fusedMultiplyAdds: 0)
  }

  var cost: Double { 2 * plan.cost }
  var description: String { "Bluestein's algorithm, twice at \(bluestein.paddedLength) points: \(plan.algorithm)" }
}
