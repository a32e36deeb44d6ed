import ComplexNumbers

/// An angle in full turns, as an unevaluated sum of two numbers: twice the digits of `P`.
///
/// The phase of the k-th point of a chirp is k² steps. Multiplied out in one precision, its error is k² roundings; here
/// products are exact, whole turns are dropped from them exactly, and what is left has an error of about one rounding
/// for every k.
///
/// - Source: T. J. Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971),
///   224.
struct Turns<P: Real & BinaryFloatingPoint & Sendable>: Sendable {
  private(set) var head: P
  private(set) var tail: P

  init(_ head: P, _ tail: P = 0) {
    self.head = head
    self.tail = tail
  }

  /// a · b
  init(product a: P, _ b: P) {
    head = a * b
    tail = (-head).addingProduct(a, b)
  }

  /// a − b
  init(difference a: P, _ b: P) {
    head = a - b
    let shadow = head - a
    tail = (a - (head - shadow)) - (b + shadow)
  }

  /// a/b
  init(quotient a: Turns, _ b: Turns) {
    head = a.head / b.head
    let remainder = a.head.addingProduct(-head, b.head)
    tail = (remainder + a.tail - head * b.tail) / b.head
  }

  /// k/n of a turn.
  init(_ k: Int, of n: Int) {
    self.init(quotient: Turns(integer: k % n), Turns(integer: n))
  }

  private init(integer n: Int) {
    head = P(n)
    tail = P(n - (Int(exactly: head) ?? n))
  }

  /// −½ … ½ turns that differ from this angle by whole ones.
  var reduced: Turns {
    let (rest, carry) = (head - head.rounded(), tail - tail.rounded())
    let sum = rest + carry
    let whole = sum.rounded()
    return Turns(sum - whole, carry - (sum - rest))
  }

  var half: Turns { Turns(head / 2, tail / 2) }

  static prefix func - (angle: Turns) -> Turns { Turns(-angle.head, -angle.tail) }

  static func + (a: Turns, b: Turns) -> Turns {
    let sum = Turns(difference: a.head, -b.head)
    return Turns(sum.head, sum.tail + (a.tail + b.tail))
  }

  /// n times the angle, without whole turns.
  static func * (n: Int, angle: Turns) -> Turns {
    let n = Turns(integer: n)
    let product = Turns(product: n.head, angle.head).reduced
    return Turns(product.head, product.tail + (n.head * angle.tail + n.tail * angle.head)).reduced
  }

  /// exp(2πi · angle), within about an ulp, for a reduced angle.
  var exponential: Complex<P> {
    let (c, s, rest) = split(2)
    return Complex(c - rest * s, s + rest * c)
  }

  /// sin(π · angle)
  var sinPi: P {
    let (c, s, rest) = split(1)
    return s + rest * c
  }

  /// cos(π · angle)
  var cosPi: P {
    let (c, s, rest) = split(1)
    return c - rest * s
  }

  /// Cosine and sine of multiple · π · head, and the angle in radians that is missing to the whole.
  private func split(_ multiple: P) -> (P, P, P) {
    // P.pi falls short of π by sin(P.pi), to the full precision of P.
    let unit = multiple * .pi, unitTail = multiple * .sin(.pi)
    let angle = unit * head
    let rest = (-angle).addingProduct(unit, head) + (unitTail * head + unit * tail)
    return (.cos(angle), .sin(angle), rest)
  }
}
