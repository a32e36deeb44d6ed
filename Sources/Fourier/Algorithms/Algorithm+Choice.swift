// Which algorithm a problem gets.
extension Algorithm {
  /// Plans a problem: by rule where the effort is an estimate, so that the same call gives the same bits in every run and
  /// with any number of threads; else by timing what there is to choose from.
  init(_ problem: TransformProblem) throws(DFTError) {
    let raw = problem.raw
    if problem.options.wisdomOnly {
      self = .fftw(try Planner.plan(raw.possible))
    } else if problem.effort == .estimate {
      self = try Self.estimated(problem, raw)
    } else {
      self = try Self.measured(problem, raw)
    }
  }

  private static func estimated(_ problem: TransformProblem, _ raw: FFTWProblem) throws(DFTError) -> Algorithm {
    let length = problem.length, count = problem.batchCount
    if let kind = problem.choiceKind {
      switch EstimatedChoice(kind, problem.precision, length: length, batchCount: count) {
      case .halfLength: return .composed(try halfLength(raw, length, count))
      case .bluestein: return .composed(try bluestein(raw, length, count))
      case .direct: break
      }
      if kind == .complexToReal, count == 1, (65...2048).contains(length) {
        // To leave its input alone costs FFTW more than a copy of it: 1.1 to 2.4 times the time up to 1024 points.
        return .fftw(try Planner.plan(raw.consuming))
      }
    }
    let isLarge = count > 1 && raw.work >= 2 * WorkShare.leastWork
    // FFTW's own estimate serves where the array fits a cache: passes take 1.1 to 1.45 of its time up to 2¹⁷ bytes.
    let isAlong = raw.dimensions.count > 1 && (raw.byteCount > 1 << 17 || raw.kind.isComplexToReal)
    if (isAlong || isLarge) && RowColumn.canCarryOut(raw) { return .composed(try RowColumn(raw)) }
    return .fftw(try Planner.plan(raw.possible))
  }

  private static func measured(_ problem: TransformProblem, _ raw: FFTWProblem) throws(DFTError) -> Algorithm {
    var candidates = [Algorithm.fftw(try Planner.plan(raw.possible))]
    let length = problem.length, count = problem.batchCount
    if let kind = problem.choiceKind {
      if kind != .complex && length.isMultiple(of: 2) {
        candidates.append(.composed(try halfLength(raw, length, count)))
      }
      if EstimatedChoice.largestPrimeFactor(of: length) >= 31 {
        candidates.append(.composed(try bluestein(raw, length, count)))
      }
    }
    let hasPasses = raw.dimensions.count > 1 || problem.options.threadCount > 1 && count > 1
    if hasPasses && RowColumn.canCarryOut(raw) { candidates.append(.composed(try RowColumn(raw))) }
    return try Race.fastest(of: candidates, for: raw)
  }

  private static func halfLength(
    _ raw: FFTWProblem, _ length: Int, _ count: Int
  ) throws(DFTError) -> any ComposedAlgorithm {
    let chunks = RowChunks(
      length: length, count: count, precision: raw.precision, threadCount: raw.options.threadCount)
    return RowAlgorithm(
      raw.precision == .single ? try HalfLengthRows<Float>(raw, chunks) : try HalfLengthRows<Double>(raw, chunks),
      chunks)
  }

  private static func bluestein(
    _ raw: FFTWProblem, _ length: Int, _ count: Int
  ) throws(DFTError) -> any ComposedAlgorithm {
    let chunks = RowChunks(
      length: length, count: count, precision: raw.precision, threadCount: raw.options.threadCount)
    return RowAlgorithm(
      raw.precision == .single ? try BluesteinRows<Float>(raw) : try BluesteinRows<Double>(raw), chunks)
  }
}

extension TransformProblem {
  /// What kind of choice there is for rows without gaps; nil if none.
  fileprivate var choiceKind: EstimatedChoice.Kind? {
    if precision == .extended || isInPlace || geometry != nil { return nil }
    switch kind {
    case .complex: return .complex
    case .realToComplex: return .realToComplex
    case .complexToReal(overwritesInput: false): return .complexToReal
    case .complexToReal, .realToReal: return nil
    }
  }
}

extension FFTWProblem {
  /// The same transform, which may overwrite its input.
  fileprivate var consuming: FFTWProblem {
    var problem = self
    problem.kind = .complexToReal(overwritesInput: true)
    return problem
  }

  /// The same transform as FFTW can do it: along several axes, complex-to-real overwrites its input.
  fileprivate var possible: FFTWProblem {
    if case .complexToReal(overwritesInput: false) = kind, dimensions.count > 1 { return consuming }
    return self
  }

  /// Bytes of the array in the larger of its two forms.
  fileprivate var byteCount: Int {
    let elementBytes = kind.inputIsComplex && kind.outputIsComplex ? 2 * precision.bytes : precision.bytes
    return (dimensions + batch).reduce(elementBytes) { $0 * $1.length }
  }

  /// See ``WorkShare``.
  fileprivate var work: Double {
    let elementBytes = kind.inputIsComplex || kind.outputIsComplex ? 2 * precision.bytes : precision.bytes
    let length = dimensions.reduce(1) { $0 * $1.length }
    return batch.reduce(WorkShare.work(length: length, elementBytes: elementBytes)) { $0 * Double($1.length) }
  }
}
