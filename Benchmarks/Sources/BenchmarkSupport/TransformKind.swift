public import Parseval

/// Which transform is timed.
public enum TransformKind: Hashable, Sendable, CaseIterable {
  /// Complex to complex, forward.
  case complex
  /// Real to half-spectrum.
  case real
  /// Half-spectrum to real; the input is left as it is.
  case inverseReal
  /// Real to real.
  case realToReal(RealToRealKind)

  public static var allCases: [TransformKind] {
    [.complex, .real, .inverseReal] + RealToRealKind.allCases.map { .realToReal($0) }
  }

  /// As the names of cases have it.
  public var name: String {
    switch self {
    case .complex: "c2c"
    case .real: "r2c"
    case .inverseReal: "c2r"
    case .realToReal(let kind):
      switch kind {
      case .dct1: "dct1"
      case .dct2: "dct2"
      case .dct3: "dct3"
      case .dct4: "dct4"
      case .dst1: "dst1"
      case .dst2: "dst2"
      case .dst3: "dst3"
      case .dst4: "dst4"
      case .dht: "dht"
      case .realToHalfComplex: "r2hc"
      case .halfComplexToReal: "hc2r"
      }
    }
  }
}
