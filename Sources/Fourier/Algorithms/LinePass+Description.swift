extension LinePass: CustomStringConvertible {
  /// What FFTW counts for the plans of all blocks; copies are no operations.
  var operationCount: OperationCount {
    let rows = loops.dropLast().reduce(1) { $0 * $1.count }
    let rest = restPlan == nil ? 0 : rows
    let (full, last) = (plan.operationCount, restPlan?.operationCount)
    func total(_ part: KeyPath<OperationCount, Double>) -> Double {
      full[keyPath: part] * Double(blockCount - rest) + (last?[keyPath: part] ?? 0) * Double(rest)
    }
    return OperationCount(
      additions: total(\.additions), multiplications: total(\.multiplications),
      fusedMultiplyAdds: total(\.fusedMultiplyAdds))
  }

  /// FFTW's estimate of all blocks' executions, in its units, or the seconds that it measured.
  var cost: Double {
    let rows = loops.dropLast().reduce(1) { $0 * $1.count }
    let rest = restPlan == nil ? 0 : rows
    return plan.cost * Double(blockCount - rest) + (restPlan?.cost ?? 0) * Double(rest)
  }

  var description: String {
    let how =
      switch way {
      case .direct: ""
      case .transposing: ", transposing"
      case .staged: ", staged"
      }
    let algorithm = plan.algorithm
    if loops.isEmpty { return algorithm }
    return "\(blockCount) × \(linesPerBlock) lines\(how): \(algorithm)"
  }
}
