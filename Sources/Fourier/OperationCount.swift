/// The floating-point operations of one call of a plan.
public struct OperationCount: Sendable, Hashable {
  public var additions: Double
  public var multiplications: Double
  public var fusedMultiplyAdds: Double

  /// All of them, a fused multiply-add counting two.
  public var total: Double { additions + multiplications + 2 * fusedMultiplyAdds }
}

extension OperationCount {
  static func + (a: OperationCount, b: OperationCount) -> OperationCount {
    OperationCount(
      additions: a.additions + b.additions, multiplications: a.multiplications + b.multiplications,
      fusedMultiplyAdds: a.fusedMultiplyAdds + b.fusedMultiplyAdds)
  }

  static func * (count: OperationCount, factor: Double) -> OperationCount {
    OperationCount(
      additions: count.additions * factor, multiplications: count.multiplications * factor,
      fusedMultiplyAdds: count.fusedMultiplyAdds * factor)
  }
}
