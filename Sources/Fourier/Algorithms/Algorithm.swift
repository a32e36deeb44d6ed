/// How a planned transform is carried out.
enum Algorithm: Sendable {
  /// By one plan of FFTW.
  case fftw(FFTWPlan)
  /// By plans of FFTW for parts of it, and passes of our own around them.
  case composed(any ComposedAlgorithm)

  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer) {
    switch self {
    case .fftw(let plan): plan.execute(input, output)
    case .composed(let algorithm): algorithm.execute(input, output)
    }
  }

  /// Whether a call may leave anything in its input.
  var overwritesInput: Bool {
    switch self {
    case .fftw(let plan): plan.overwritesInput
    case .composed: false
    }
  }

  /// How many threads a call uses.
  var threadCount: Int {
    switch self {
    case .fftw: 1
    case .composed(let algorithm): algorithm.threadCount
    }
  }

  /// About the memory that is kept: tables and scratch.
  var byteCount: Int {
    switch self {
    case .fftw(let plan): plan.byteCount
    case .composed(let algorithm): algorithm.byteCount
    }
  }

  var operationCount: OperationCount {
    switch self {
    case .fftw(let plan): plan.operationCount
    case .composed(let algorithm): algorithm.operationCount
    }
  }

  var cost: Double {
    switch self {
    case .fftw(let plan): plan.cost
    case .composed(let algorithm): algorithm.cost
    }
  }
}

extension Algorithm: CustomStringConvertible {
  var description: String {
    switch self {
    case .fftw(let plan): plan.algorithm
    case .composed(let algorithm): algorithm.description
    }
  }
}

/// A transform made of plans of FFTW and passes of our own.
protocol ComposedAlgorithm: AnyObject, Sendable, CustomStringConvertible {
  /// Executes on both places' first elements.
  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer)
  var threadCount: Int { get }
  /// About the memory that is kept: tables and scratch.
  var byteCount: Int { get }
  var operationCount: OperationCount { get }
  var cost: Double { get }
}
