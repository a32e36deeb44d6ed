/// The floating-point operations of one call of a plan.
public struct OperationCount: Sendable, Hashable {
  public var additions: Double
  public var multiplications: Double
  public var fusedMultiplyAdds: Double

  /// All of them, a fused multiply-add counting two.
  public var total: Double { additions + multiplications + 2 * fusedMultiplyAdds }
}
