extension Complex: CustomStringConvertible {
  /// The number as mathematics writes it: "3 - 4i", "-1", "2i", "-i", "0", "1.5 + i".
  ///
  /// A part that is zero, of either sign, is left out, and so are a coefficient of 1 before i and a ".0". An infinite
  /// or NaN coefficient stands apart from its i: "1 + inf i". The digits are those of `T`, which read back exactly.
  public var description: String {
    guard !imaginary.isZero else { return Self.digits(of: real) }
    let unit = Self.imaginaryTerm(imaginary.magnitude)
    let isNegative = !imaginary.isNaN && imaginary.sign == .minus
    guard !real.isZero else { return isNegative ? "-\(unit)" : unit }
    return "\(Self.digits(of: real)) \(isNegative ? "-" : "+") \(unit)"
  }

  private static func imaginaryTerm(_ coefficient: T) -> String {
    if coefficient == 1 { return "i" }
    return digits(of: coefficient) + (coefficient.isFinite ? "i" : " i")
  }

  private static func digits(of x: T) -> String {
    if x.isZero { return "0" }
    let digits = String(describing: x)
    return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }
}
