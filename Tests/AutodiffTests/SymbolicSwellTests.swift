import Autodiff
import Testing

/// How expressions grow, and that depth alone harms none of them.
@Suite("SymbolicExpression swell")
struct SymbolicSwellTests {
  static let x = SymbolicExpression.variable("x")

  /// (x + 1)·(x + 2)···(x + n)
  static func product(_ n: Int) -> SymbolicExpression {
    (2...n).reduce(x + 1) { $0 * (x + SymbolicExpression($1)) }
  }

  /// l₁ = x, lₙ₊₁ = 4·lₙ·(1 − lₙ)
  static func logistic(_ n: Int) -> SymbolicExpression {
    (1..<n).reduce(x) { l, _ in 4 * l * (1 - l) }
  }

  @Test("The product of n factors has a derivative of n² parts, but few different ones", arguments: [2, 5, 10, 40])
  func factors(n: Int) {
    let f = Self.product(n)
    #expect(f.nodeCount == 4 * n - 1)
    // x, and a number, a sum and (but for the first) a product for each factor.
    #expect(f.distinctNodeCount == 3 * n)
    let raw = f.unsimplifiedDerivative(by: "x")
    // From D₁ = 3 and Dₙ = Dₙ₋₁ + (4n − 5) + 9 for the product rule on Pₙ₋₁·(x + n), of 4n − 5 nodes and 3.
    #expect(raw.nodeCount == 2 * n * n + 6 * n - 5)
    // Of the original all but its top, 3n − 1; then 0 (1 is there), 1 + 0, and two products and a sum for each rule.
    #expect(raw.distinctNodeCount == 3 * n - 1 + 2 + 3 * (n - 1))
    let sizes = f.swell(by: "x", orders: 2).sizes
    #expect(sizes.map(\.order) == [0, 1, 2])
    #expect(sizes[0].nodeCount == 4 * n - 1 && sizes[0].simplifiedNodeCount == 4 * n - 1)
    #expect(sizes[1].nodeCount == raw.nodeCount && sizes[1].distinctNodeCount == raw.distinctNodeCount)
    #expect(sizes[1].simplifiedNodeCount == raw.simplified().nodeCount)
    #expect(sizes[1].simplifiedNodeCount < sizes[1].nodeCount)
  }

  /// - Source: A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind, "Automatic differentiation in machine learning:
  ///   a survey", Journal of Machine Learning Research 18 (2018), table 1.
  @Test(
    "The iterated logistic map",
    arguments: [
      (1, "x", "1"),
      (2, "4·x·(1 - x)", "4 - 8·x"),
      (3, "16·x·(1 - x)·(1 - 2·x)^2", "16·(1 - 10·x + 24·x^2 - 16·x^3)"),
      (
        4, "64·x·(1 - x)·(1 - 2·x)^2·(1 - 8·x + 8·x^2)^2",
        "64·(1 - 42·x + 504·x^2 - 2640·x^3 + 7040·x^4 - 9984·x^5 + 7168·x^6 - 2048·x^7)"
      ),
    ])
  func logisticMap(n: Int, text: String, derivative: String) throws {
    let l = Self.logistic(n), closed = try SymbolicExpression(text)
    #expect(l.expanded() == closed.expanded())
    #expect(closed.simplified().description == text)
    let slope = try SymbolicExpression(derivative).expanded()
    #expect(l.derivative(by: "x").expanded() == slope)
    #expect(closed.derivative(by: "x").expanded() == slope)
    // 2N + 5 nodes from N, of which 3 are new and different, and once the numbers 1 and 4.
    #expect(l.nodeCount == 6 * (1 << (n - 1)) - 5)
    #expect(l.distinctNodeCount == (n == 1 ? 1 : 3 * n))
  }

  @Test("Written out, the map's derivative doubles with each iteration; its different parts grow by a constant")
  func growth() throws {
    let maps = (2...40).map { Self.logistic($0).unsimplifiedDerivative(by: "x") }
    for (map, next) in zip(maps, maps.dropFirst()) {
      #expect(next.nodeCount > 2 * map.nodeCount)
      #expect(next.distinctNodeCount - map.distinctNodeCount <= 12)
    }
    // Saturated rather than overflowing; and evaluated nevertheless, since shared parts are visited once.
    let deep = Self.logistic(100).unsimplifiedDerivative(by: "x")
    #expect(deep.nodeCount == .max)
    #expect(try deep.evaluate(at: ["x": 0.3]).isFinite)
  }

  @Test("The report is a table")
  func table() throws {
    let swell = try SymbolicExpression("x·sin(x)").swell(by: "x", orders: 1)
    #expect(
      swell.description == """
        order  nodes  distinct  simplified  distinct
            0      4         3           4         3
            1      9         7           7         5
        """)
    #expect(Self.logistic(70).unsimplifiedDerivative(by: "x").nodeCount == .max)
  }

  @Test("A formula nested twenty thousand deep")
  func depth() throws {
    let depth = 20_000
    // Near 0, sin x is x, so that the chain has a value and a slope to compare with.
    let chain = (0..<depth).reduce(Self.x) { f, _ in sin(f) }
    #expect(chain.nodeCount == depth + 1 && chain.distinctNodeCount == depth + 1)
    let slope = chain.unsimplifiedDerivative(by: "x"), simplified = slope.simplified()
    let point = ["x": 1e-4]
    // The slope is the product of the cosines of all iterates.
    var iterate = 1e-4, product = 1.0
    for _ in 0..<depth {
      product *= .cos(iterate)
      iterate = .sin(iterate)
    }
    #expect(try chain.evaluate(at: point) == iterate)
    for slope in [slope, simplified, chain.derivative(by: "x")] {
      #expect((try slope.evaluate(at: point) - product).magnitude <= 1e-11)
    }
    let text = chain.description
    #expect(text.count == 5 * depth + 1)
    #expect(try SymbolicExpression(text) == chain)
    #expect(chain.latex.count > text.count)
    #expect(chain.expanded() == chain)
    #expect(
      try SymbolicExpression(String(repeating: "(", count: depth) + "x" + String(repeating: ")", count: depth))
        == Self.x)

    // Long sums and products, too.
    let sum = (1...depth).reduce(SymbolicExpression(0)) { $0 + SymbolicExpression($1) * Self.x }
    #expect(sum.derivative(by: "x") == SymbolicExpression(depth * (depth + 1) / 2))
    let power = (1...depth).reduce(SymbolicExpression(1)) { f, _ in f * Self.x }
    #expect(power.simplified() == pow(Self.x, depth))
    let tower = (1...10_000).reduce(Self.x) { f, _ in pow(Self.x, f) }
    #expect(tower.simplified() == tower)
    #expect(try tower.derivative(by: "x").evaluate(at: ["x": 1.0]) == 1)
  }

  @Test("Sums of shared sums take no exponential time")
  func sharing() {
    let doubled = (0..<60).reduce(Self.x) { f, _ in f + f }
    #expect(doubled.simplified() == SymbolicExpression(1 << 60) * Self.x)
    let squared = (0..<50).reduce(Self.x) { f, _ in f * f }
    #expect(squared.simplified() == pow(Self.x, 1 << 50))
    // Equal, but not the same nodes.
    let again = (0..<60).reduce(SymbolicExpression.variable("x")) { f, _ in f + f }
    #expect(doubled == again && doubled.hashValue == again.hashValue)
  }
}
