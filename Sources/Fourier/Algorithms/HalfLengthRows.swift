import ComplexNumbers

/// Real transforms of rows of even length through complex ones of half the length.
///
/// The forward one transforms a row, read two by two as complex numbers, into its place in the output, and untangles it
/// there; the inverse tangles the bins into scratch memory and transforms them from there.
final class HalfLengthRows<T: TransformScalar & SIMDScalar>: RowTransform {
  private let pass: HalfLengthReal<T>
  private let isInverse: Bool
  private let half: Int
  private let rowsPerChunk: Int
  private let inner: Inner

  private enum Inner: Sendable {
    /// The plan for a chunk's rows, and that for those of a last, smaller one.
    case plans(FFTWPlan, rest: FFTWPlan?)
    case bluestein(BluesteinRows<T>)
  }

  /// For the rows of `problem`, which has one real dimension of even length and no gaps.
  init(_ problem: FFTWProblem, _ chunks: RowChunks) throws(DFTError) {
    let length = problem.dimensions[0].length
    let half = length / 2
    self.half = half
    pass = HalfLengthReal(length: length)
    rowsPerChunk = chunks.rowsPerChunk
    let isInverse = !problem.kind.outputIsComplex
    self.isInverse = isInverse
    var complex = problem
    complex.kind = .complex(isInverse ? .inverse : .forward)
    complex.dimensions = [.init(length: half, inputStride: 1, outputStride: 1)]
    complex.options.threadCount = 1
    let outputStride = isInverse ? half : half + 1
    if EstimatedChoice(.complex, problem.precision, length: half, batchCount: chunks.rowsPerChunk) == .bluestein {
      inner = .bluestein(try BluesteinRows(complex))
    } else {
      func plan(rows: Int) throws(DFTError) -> FFTWPlan {
        complex.batch = [.init(length: rows, inputStride: half, outputStride: outputStride)]
        return try Planner.plan(complex)
      }
      inner = .plans(
        try plan(rows: chunks.rowsPerChunk), rest: chunks.restRows == 0 ? nil : try plan(rows: chunks.restRows))
    }
  }

  var rowBytes: (input: Int, output: Int) {
    let real = 2 * half * MemoryLayout<T>.stride, bins = (half + 1) * MemoryLayout<Complex<T>>.stride
    return isInverse ? (bins, real) : (real, bins)
  }

  private var tangledBytes: Int {
    isInverse ? (rowsPerChunk * half * MemoryLayout<Complex<T>>.stride + 63) & ~63 : 0
  }

  var scratchBytes: Int {
    switch inner {
    case .plans: tangledBytes
    case .bluestein(let rows): tangledBytes + rows.scratchBytes
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  func execute(
    rows: Int, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer, scratch: UnsafeMutableRawPointer
  ) {
    if isInverse {
      let tangled = scratch.assumingMemoryBound(to: Complex<T>.self)
      pass.tangle(input.assumingMemoryBound(to: Complex<T>.self), into: tangled, rows: rows)
      transformHalves(rows: rows, scratch, output, rowStride: half, scratch: scratch + tangledBytes)
    } else {
      transformHalves(rows: rows, input, output, rowStride: half + 1, scratch: scratch)
      pass.untangle(output.assumingMemoryBound(to: Complex<T>.self), rows: rows)
    }
  }

  private func transformHalves(
    rows: Int, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer, rowStride: Int,
    scratch: UnsafeMutableRawPointer
  ) {
    switch inner {
    case .plans(let plan, let rest): (rows == rowsPerChunk ? plan : rest ?? plan).execute(input, output)
    case .bluestein(let bluestein):
      let complex = MemoryLayout<Complex<T>>.stride
      for row in 0..<rows {
        bluestein.execute(
          rows: 1, input + row * half * complex, output + row * rowStride * complex, scratch: scratch)
      }
    }
  }

  var byteCount: Int {
    let twiddles = half / 2 * MemoryLayout<Complex<T>>.stride
    switch inner {
    case .plans(let plan, let rest): return twiddles + plan.byteCount + (rest?.byteCount ?? 0)
    case .bluestein(let rows): return twiddles + rows.byteCount
    }
  }

  var operationCount: OperationCount {
    // Eight additions and four multiplications, and four for the halves, for each pair of bins.
    let pairs = Double(half) / 2
    let mixing = OperationCount(additions: 10 * pairs, multiplications: 8 * pairs, fusedMultiplyAdds: 0)
    switch inner {
    case .plans(let plan, _): return mixing + plan.operationCount * (1 / Double(rowsPerChunk))
    case .bluestein(let rows): return mixing + rows.operationCount
    }
  }

  var cost: Double {
    switch inner {
    case .plans(let plan, _): plan.cost / Double(rowsPerChunk)
    case .bluestein(let rows): rows.cost
    }
  }

  var description: String {
    switch inner {
    case .plans(let plan, _): "half length and a pass: \(plan.algorithm)"
    case .bluestein(let rows): "half length and a pass: \(rows)"
    }
  }
}
