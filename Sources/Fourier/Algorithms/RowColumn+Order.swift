/// The order of the axes, and where each pass reads and writes.
///
/// The first pass leads out of the input, and the others work where its output lies, so that each element is read from
/// the input once. A real input is halved by the first pass, and a real output is doubled by the last.
struct RowColumnOrder {
  enum Place: Sendable { case input, output, work }
  struct Pass {
    var problem: FFTWProblem
    var source: Place
    var target: Place
  }

  private(set) var passes: [Pass] = []
  private(set) var workBytes = 0

  init(_ problem: FFTWProblem) {
    let axes = problem.dimensions
    switch problem.kind {
    case .complexToReal(let overwritesInput) where axes.count > 1:
      if problem.isInPlace || overwritesInput {
        appendToReal(problem, domain: axes, batch: problem.batch, place: .input)
      } else {
        appendToRealByCopy(problem)
      }
    case .complex, .realToComplex, .complexToReal, .realToReal: appendFromInput(problem)
    }
  }

  private mutating func appendFromInput(_ problem: FFTWProblem) {
    let last = problem.dimensions.count - 1
    var halved = problem.dimensions[last]
    var onward = problem.kind
    if case .realToComplex = problem.kind {
      halved.length = HalfSpectrum.count(halved.length)
      onward = .complex(.forward)
    }
    for axis in problem.dimensions.indices.reversed() {
      var pass = problem
      pass.dimensions = [problem.dimensions[axis]]
      pass.kind = axis == last ? problem.kind : onward
      if case .realToReal(let kinds) = problem.kind { pass.kind = .realToReal([kinds[axis]]) }
      var others = problem.dimensions
      others[last] = axis == last ? others[last] : halved
      others.remove(at: axis)
      pass.batch = problem.batch + others
      if axis != last {
        pass.isInPlace = true
        pass.dimensions = pass.dimensions.map(\.onOutput)
        pass.batch = pass.batch.map(\.onOutput)
      }
      passes.append(Pass(problem: pass, source: axis == last ? .input : .output, target: .output))
    }
  }

  /// Complex passes in `place`, along the input's strides, and from there to the real output.
  private mutating func appendToReal(
    _ problem: FFTWProblem, domain: [FFTWProblem.Dimension], batch: [FFTWProblem.Dimension], place: Place
  ) {
    let last = domain.count - 1
    for axis in 0..<last where !(place == .work && axis == 0) {
      var pass = problem
      pass.kind = .complex(.inverse)
      pass.dimensions = [domain[axis].onInput]
      var others = domain
      others[last].length = HalfSpectrum.count(others[last].length)
      others.remove(at: axis)
      pass.batch = (batch + others).map(\.onInput)
      pass.isInPlace = true
      passes.append(Pass(problem: pass, source: place, target: place))
    }
    var pass = problem
    pass.kind = .complexToReal(overwritesInput: true)
    pass.dimensions = [domain[last]]
    pass.batch = batch + domain.dropLast()
    passes.append(Pass(problem: pass, source: place, target: .output))
  }

  /// The first complex pass writes to a copy without gaps, on which the others work.
  private mutating func appendToRealByCopy(_ problem: FFTWProblem) {
    let last = problem.dimensions.count - 1
    let loops = problem.batch + problem.dimensions
    // The order of the input's strides, with the halved axis where it is there.
    let order = loops.indices.sorted { abs(loops[$0].inputStride) < abs(loops[$1].inputStride) }
    var strides = [Int](repeating: 0, count: loops.count)
    var next = 1
    for index in order {
      strides[index] = next
      next *= index == loops.count - 1 ? HalfSpectrum.count(loops[index].length) : loops[index].length
    }
    let real = problem.precision.bytes
    workBytes = (next * 2 * real + 63) & ~63

    var toCopy = loops, fromCopy = loops
    for index in loops.indices {
      toCopy[index].outputStride = strides[index]
      fromCopy[index].inputStride = strides[index]
    }
    let batchCount = problem.batch.count
    var pass = problem
    pass.kind = .complex(.inverse)
    pass.dimensions = [toCopy[batchCount]]
    var others = toCopy
    others[batchCount + last].length = HalfSpectrum.count(others[batchCount + last].length)
    others.remove(at: batchCount)
    pass.batch = others
    passes.append(Pass(problem: pass, source: .input, target: .work))
    appendToReal(
      problem, domain: Array(fromCopy[batchCount...]), batch: Array(fromCopy[..<batchCount]), place: .work)
  }
}

extension FFTWProblem.Dimension {
  /// The same loop with the input's stride on both sides.
  fileprivate var onInput: Self { .init(length: length, inputStride: inputStride, outputStride: inputStride) }
  /// The same loop with the output's stride on both sides.
  fileprivate var onOutput: Self { .init(length: length, inputStride: outputStride, outputStride: outputStride) }
}
