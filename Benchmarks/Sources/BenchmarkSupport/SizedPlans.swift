public import Parseval

// The library's plans for a size of the benchmarks, unnormalized as FFTW's own are.

extension DFTPlan {
  public init(
    _ size: TransformSize, effort: PlanningEffort, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    if size.extents.count == 1 {
      try self.init(length: size.length, batchCount: size.rows, effort: effort, options: options)
    } else {
      try self.init(shape: size.shape, axes: size.axes, effort: effort, options: options)
    }
  }
}

extension RealDFTPlan {
  public init(
    _ size: TransformSize, effort: PlanningEffort, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    if size.extents.count == 1 {
      try self.init(length: size.length, batchCount: size.rows, effort: effort, options: options)
    } else {
      try self.init(shape: size.shape, axes: size.axes, effort: effort, options: options)
    }
  }
}

extension InverseRealDFTPlan {
  init(_ size: TransformSize, effort: PlanningEffort, options: PlanningOptions) throws(DFTError) {
    if size.extents.count == 1 {
      try self.init(
        length: size.length, batchCount: size.rows, normalization: .none, effort: effort, options: options)
    } else {
      try self.init(shape: size.shape, axes: size.axes, normalization: .none, effort: effort, options: options)
    }
  }
}

extension RealToRealPlan {
  init(
    _ size: TransformSize, _ kind: RealToRealKind, effort: PlanningEffort, options: PlanningOptions
  ) throws(DFTError) {
    if size.extents.count == 1 {
      try self.init(length: size.length, batchCount: size.rows, kind: kind, effort: effort, options: options)
    } else {
      try self.init(
        shape: size.shape, kinds: size.extents.map { _ in kind }, axes: size.axes, effort: effort, options: options)
    }
  }
}
