/// How a planned transform is carried out.
enum Algorithm: Sendable {
  /// By one plan of FFTW.
  case fftw(FFTWPlan)

  /// The algorithm for a problem.
  init(_ problem: TransformProblem) throws(DFTError) {
    self = .fftw(try Planner.plan(problem.raw))
  }

  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer) {
    switch self {
    case .fftw(let plan): plan.execute(input, output)
    }
  }

  func execute(
    _ realInput: UnsafeMutableRawPointer, _ imaginaryInput: UnsafeMutableRawPointer,
    _ realOutput: UnsafeMutableRawPointer, _ imaginaryOutput: UnsafeMutableRawPointer
  ) {
    switch self {
    case .fftw(let plan): plan.execute(realInput, imaginaryInput, realOutput, imaginaryOutput)
    }
  }

  var operationCount: OperationCount {
    switch self {
    case .fftw(let plan): plan.operationCount
    }
  }

  /// How many threads a call uses.
  var threadCount: Int {
    switch self {
    case .fftw: 1
    }
  }

  var cost: Double {
    switch self {
    case .fftw(let plan): plan.cost
    }
  }
}

extension Algorithm: CustomStringConvertible {
  var description: String {
    switch self {
    case .fftw(let plan): plan.algorithm
    }
  }
}
