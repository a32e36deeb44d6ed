/// A number in an expression: an exact rational one, or one in double precision.
enum SymbolicNumber: Hashable, Sendable {
  /// Numerator and positive denominator, in lowest terms, neither of them `Int.min`. Made by ``ratio(_:_:)``.
  case exact(Int, Int)
  case decimal(Double)

  init(_ value: Int) {
    self = value == .min ? .decimal(Double(value)) : .exact(value, 1)
  }

  static var zero: SymbolicNumber { .exact(0, 1) }
  static var one: SymbolicNumber { .exact(1, 1) }

  /// numerator/denominator, if that is a number whose parts fit.
  static func ratio(_ numerator: Int, _ denominator: Int) -> SymbolicNumber? {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    var (a, b) = (numerator.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = denominator < 0 ? -Int(a) : Int(a)
    return .exact(numerator / divisor, denominator / divisor)
  }

  var value: Double {
    switch self {
    case .exact(let numerator, let denominator): Double(numerator) / Double(denominator)
    case .decimal(let value): value
    }
  }

  var isExact: Bool { if case .exact = self { true } else { false } }
  var isZero: Bool { value == 0 }
  var isPositive: Bool { value > 0 }
  var isNegative: Bool { value < 0 }

  /// The number as a whole one, if it is that, exactly and as an exponent that `pow` takes.
  var integer: Int? {
    if case .exact(let n, 1) = self { n } else { nil }
  }

  /// Whether the value is a whole number, exact or not.
  var isWhole: Bool {
    switch self {
    case .exact(_, let denominator): denominator == 1
    case .decimal(let value): value == value.rounded()
    }
  }

  var negated: SymbolicNumber {
    switch self {
    case .exact(let numerator, let denominator): .exact(-numerator, denominator)
    case .decimal(let value): .decimal(-value)
    }
  }

  /// The reciprocal, unless this is 0.
  var reciprocal: SymbolicNumber? {
    switch self {
    case .exact(let numerator, let denominator): .ratio(denominator, numerator)
    case .decimal(let value): value == 0 ? nil : .finite(1 / value)
    }
  }

  /// The sum: exact where both are and it fits, else in double precision.
  static func + (left: SymbolicNumber, right: SymbolicNumber) -> SymbolicNumber {
    if case .exact(let a, let b) = left, case .exact(let c, let d) = right,
      let first = product(a, d), let second = product(c, b), let denominator = product(b, d),
      case let (numerator, overflow) = first.addingReportingOverflow(second), !overflow,
      let sum = ratio(numerator, denominator)
    {
      return sum
    }
    return .decimal(left.value + right.value)
  }

  /// The product: exact where both are and it fits, else in double precision.
  static func * (left: SymbolicNumber, right: SymbolicNumber) -> SymbolicNumber {
    left.exactProduct(right) ?? .decimal(left.value * right.value)
  }

  /// The product of two exact numbers, if it fits.
  func exactProduct(_ other: SymbolicNumber) -> SymbolicNumber? {
    // Crosswise in lowest terms first, which keeps the products small.
    guard case .exact(let a, let b) = self, case .exact(let c, let d) = other,
      case .exact(let a, let d)? = SymbolicNumber.ratio(a, d), case .exact(let c, let b)? = SymbolicNumber.ratio(c, b),
      let numerator = SymbolicNumber.product(a, c), let denominator = SymbolicNumber.product(b, d)
    else { return nil }
    return .ratio(numerator, denominator)
  }

  /// The power, if it is a number in double precision or an exact one; none for √2 and 1/0.
  func power(_ exponent: SymbolicNumber) -> SymbolicNumber? {
    if let n = exponent.integer { return power(n) }
    if isZero && exponent.isPositive { return .zero }
    return isExact && exponent.isExact ? nil : .sound(realPower(value, exponent.value))
  }

  /// The power of a whole exponent, if it is exact or a number of double precision; none for 1/0.
  func power(_ n: Int) -> SymbolicNumber? {
    if case .decimal(let value) = self { return value == 0 && n > 0 ? .zero : .sound(.pow(value, n)) }
    guard var square = n < 0 ? reciprocal : self else { return nil }
    var result = SymbolicNumber.one, rest = n.magnitude
    while true {
      if rest & 1 == 1 {
        guard let product = result.exactProduct(square) else { return nil }
        result = product
      }
      rest >>= 1
      if rest == 0 { return result }
      if square == .one || square.isZero { return result.exactProduct(square) }
      guard let next = square.exactProduct(square) else { return nil }
      square = next
    }
  }

  /// The product, if it is a number in double precision that is neither too large for one nor too small.
  func soundProduct(_ other: SymbolicNumber) -> SymbolicNumber? {
    let product = self * other
    return product.value.isFinite && (!product.isZero || isZero || other.isZero) ? product : nil
  }

  /// A number of double precision that is finite, and not 0 by underflow.
  private static func sound(_ value: Double) -> SymbolicNumber? { value == 0 ? nil : .finite(value) }

  /// A finite number of double precision.
  static func finite(_ value: Double) -> SymbolicNumber? { value.isFinite ? .decimal(value) : nil }

  private static func product(_ a: Int, _ b: Int) -> Int? {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : product
  }
}

extension SymbolicNumber: Comparable {
  /// A total order: by value, exact numbers before others of their value.
  static func < (left: SymbolicNumber, right: SymbolicNumber) -> Bool {
    if left.value != right.value { return left.value < right.value }
    guard case .exact(let a, let b) = left else { return false }
    guard case .exact(let c, let d) = right else { return true }
    // Different fractions may round to one value.
    return (a, b) < (c, d)
  }
}
