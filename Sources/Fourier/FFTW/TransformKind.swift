/// What a transform takes to what.
@usableFromInline
enum TransformKind: Hashable, Sendable {
  /// One kind for each transformed axis. First, since the case of the first payload is told by zeros: any other's would be
  /// told in spare bits of the array's address, in which a leak detector then does not see an address.
  case realToReal([RealToRealKind])
  case complex(Direction)
  case realToComplex
  /// FFTW's complex-to-real transform overwrites its input unless it is told not to, which costs it some speed, and
  /// which it cannot do along several axes.
  case complexToReal(overwritesInput: Bool)

  var isComplexToReal: Bool { if case .complexToReal = self { true } else { false } }

  var inputIsComplex: Bool {
    switch self {
    case .complex, .complexToReal: true
    case .realToComplex, .realToReal: false
    }
  }

  var outputIsComplex: Bool {
    switch self {
    case .complex, .realToComplex: true
    case .complexToReal, .realToReal: false
    }
  }

  /// Whether the input has the bins 0 … ⌊n/2⌋ along the last transformed axis, of n points.
  var inputIsHalved: Bool { inputIsComplex && !outputIsComplex }

  /// Whether the output has the bins 0 … ⌊n/2⌋ along the last transformed axis, of n points.
  var outputIsHalved: Bool { outputIsComplex && !inputIsComplex }

  /// What undoes it, up to a factor; `overwritesInput` holds if that is complex-to-real.
  func inverse(overwritesInput: Bool) -> TransformKind {
    switch self {
    case .realToReal(let kinds): .realToReal(kinds.map(\.inverse))
    case .complex(let direction): .complex(direction.opposite)
    case .realToComplex: .complexToReal(overwritesInput: overwritesInput)
    case .complexToReal: .realToComplex
    }
  }
}

extension TransformKind: CustomStringConvertible {
  @usableFromInline
  var description: String {
    switch self {
    case .realToReal(let kinds): kinds.map(\.description).joined(separator: " × ")
    case .complex(let direction): "\(direction) complex DFT"
    case .realToComplex: "real-to-complex DFT"
    case .complexToReal: "complex-to-real DFT"
    }
  }
}
