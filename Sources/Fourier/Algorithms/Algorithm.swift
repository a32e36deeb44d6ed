/// How a planned transform is carried out.
enum Algorithm: Sendable {
  /// By one plan of FFTW.
  case fftw(FFTWPlan)
  /// By plans of FFTW for parts of it, and passes of our own around them.
  case composed(any ComposedAlgorithm)

  @inline(__always)
  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer) {
    switch self {
    case .fftw(let plan): plan.execute(input, output)
    case .composed(let algorithm):
      algorithm.execute(Planes(real: input, imaginary: input), Planes(real: output, imaginary: output))
    }
  }

  /// Executes on split elements.
  func execute(_ input: Planes, _ output: Planes) {
    switch self {
    case .fftw(let plan): plan.execute(input.real, output.real)
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
protocol ComposedAlgorithm: Sendable, CustomStringConvertible {
  /// Executes on both places' first elements; of interleaved or real elements, `imaginary` is not looked at.
  func execute(_ input: Planes, _ output: Planes)
  var threadCount: Int { get }
  var operationCount: OperationCount { get }
  var cost: Double { get }
}

/// The first elements of an array's real and imaginary parts; of one with interleaved or real elements, the same twice.
struct Planes: @unchecked Sendable {
  // Pointers to memory that the caller of a transform has lent for the call; threads write to different parts of it.
  let real: UnsafeMutableRawPointer
  let imaginary: UnsafeMutableRawPointer

  func advanced(by bytes: Int) -> Planes { Planes(real: real + bytes, imaginary: imaginary + bytes) }
}
