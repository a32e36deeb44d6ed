import Fourier

/// How expressions grow when they are differentiated: the reason to turn to automatic differentiation.
///
/// ```swift
/// print(try SymbolicExpression("x·sin(x)·exp(x)").swell(by: "x", orders: 3))
/// ```
public struct ExpressionSwell: Sendable, CustomStringConvertible {
  /// The sizes of one derivative.
  public struct Size: Sendable, Equatable {
    /// The order of the derivative; 0 is the expression itself.
    public let order: Int
    /// The nodes of the derivative as the rules give it, written out as a tree.
    public let nodeCount: Int
    /// Those of them that are different, each counted once.
    public let distinctNodeCount: Int
    /// The nodes of the simplified derivative, written out.
    public let simplifiedNodeCount: Int
    /// Those of them that are different.
    public let simplifiedDistinctNodeCount: Int
  }

  /// The variable of differentiation.
  public let variable: String
  /// The sizes by order, from 0.
  public let sizes: [Size]

  /// A table, one line for each order.
  public var description: String {
    let header = ["order", "nodes", "distinct", "simplified", "distinct"]
    let rows = sizes.map {
      [$0.order, $0.nodeCount, $0.distinctNodeCount, $0.simplifiedNodeCount, $0.simplifiedDistinctNodeCount].map {
        $0 == .max ? "≥ 2^63" : "\($0)"
      }
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    return ([header] + rows).map { row in
      zip(row, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

extension SymbolicExpression {
  /// The number of nodes of the expression written out as a tree, saturating at `Int.max`.
  ///
  /// - Complexity: O(1).
  public var nodeCount: Int { node.nodeCount }

  /// The number of different parts, the expression itself among them: what is left when equal parts are shared.
  public var distinctNodeCount: Int { Set(postorder).count }

  /// The sizes of the derivatives by a variable up to an order, unsimplified and simplified. Traps if `orders` is negative.
  public func swell(by variable: String, orders: Int) -> ExpressionSwell {
    require(orders >= 0, "orders of derivatives are counted from 0, but \(orders) was given")
    var raw = self, simplified = simplified()
    var sizes: [ExpressionSwell.Size] = []
    for order in 0...orders {
      if order > 0 {
        raw = raw.unsimplifiedDerivative(by: variable)
        simplified = simplified.derivative(by: variable)
      }
      sizes.append(
        ExpressionSwell.Size(
          order: order, nodeCount: raw.nodeCount, distinctNodeCount: raw.distinctNodeCount,
          simplifiedNodeCount: simplified.nodeCount, simplifiedDistinctNodeCount: simplified.distinctNodeCount))
    }
    return ExpressionSwell(variable: variable, sizes: sizes)
  }
}
