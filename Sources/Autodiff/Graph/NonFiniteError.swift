public import ComplexNumbers

/// Where numbers that are infinite or not numbers came from: see ``detectingNonFinite(includingInfinities:_:)``.
public struct NonFiniteError: Error, Sendable {
  /// What was computed.
  public enum Phase: Sendable, Hashable {
    /// The function's values, in either mode.
    case value
    /// The tangents of forward mode.
    case tangent
    /// The cotangents of reverse mode: parts of a gradient.
    case cotangent
  }

  /// What brought the number in.
  public enum Source: Sendable, Hashable {
    /// An operation, or its derivative, from inputs that are all finite.
    case operation(String)
    /// The caller: an argument of the function, counted from 1, its tangent, or the cotangent that a pullback was given.
    case argument(Int)
    /// A constant that an operation took as an input, counted from 1.
    case constant(input: Int, of: String)
    /// A sum of finite cotangents, those that reach the value of an operation, or an argument.
    case sum(at: String?)
  }

  /// What brought the number in.
  public let source: Source
  /// What was computed.
  public let phase: Phase
  /// The number; a real one without imaginary part.
  public let element: Complex<Double>
  /// The place of the first such number, one index for each axis.
  public let place: [Int]
  /// The shape of the tensor in which it is.
  public let shape: [Int]
  /// The shapes of what the operation was given: its inputs, or the cotangent of its value.
  public let inputShapes: [[Int]]
}

extension NonFiniteError: CustomStringConvertible {
  public var description: String {
    let from = "of shape \(inputShapes.map(\.description).joined(separator: " and "))"
    switch (source, phase) {
    case (.operation(let name), .value):
      return "\(name) produced \(number) \(location) from finite inputs \(from) (forward phase)"
    case (.operation(let name), .tangent):
      return "the derivative of \(name) produced \(number) \(location) from finite inputs and tangents \(from) "
        + "(forward mode)"
    case (.operation(let name), .cotangent):
      return "the derivative of \(name) produced \(number) \(location) from a finite cotangent \(from) (reverse phase)"
    case (.argument(let index), .value): return "argument \(index) is not finite: \(number) \(location)"
    case (.argument(let index), .tangent):
      return "the tangent of argument \(index) is not finite: \(number) \(location)"
    case (.argument, .cotangent): return "the cotangent given to a pullback is not finite: \(number) \(location)"
    case (.constant(let input, let name), _):
      return "a constant is not finite, input \(input) of \(name): \(number) \(location) (forward phase)"
    case (.sum(let name?), _):
      return "the sum of finite cotangents of the value of \(name) is \(number) \(location) (reverse phase)"
    case (.sum(nil), _):
      return "the sum of finite cotangents of an argument is \(number) \(location) (reverse phase)"
    }
  }

  private var number: String { graphText(element) }

  private var location: String {
    let what =
      switch phase {
      case .value: "value"
      case .tangent: "tangent"
      case .cotangent: "cotangent"
      }
    return shape.isEmpty ? "as a scalar \(what)" : "at \(place) of a \(what) of shape \(shape)"
  }
}
