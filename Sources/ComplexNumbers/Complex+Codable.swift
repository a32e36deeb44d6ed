// Encoded as the array [x, y], the form that swift-numerics and most JSON producers use.

extension Complex: Encodable where T: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(real)
    try container.encode(imaginary)
  }
}

extension Complex: Decodable where T: Decodable {
  /// Decodes [x, y].
  ///
  /// - Throws: `DecodingError` if the array has not exactly two numbers.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let real = try container.decode(T.self)
    let imaginary = try container.decode(T.self)
    guard container.isAtEnd else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "A complex number is the array [real, imaginary]; found more than two elements.")
    }
    self.init(real, imaginary)
  }
}
