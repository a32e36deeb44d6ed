import ComplexNumbers

/// What FFTW is asked to plan: the key of the plan cache, and what a plan's handle remembers of itself.
@usableFromInline
struct TransformProblem: Hashable, Sendable, CustomStringConvertible {
  enum Kind: Hashable, Sendable {
    case complex(Direction)
    case realToComplex
    /// FFTW's complex-to-real transform overwrites its input unless it is told not to, which costs it some speed.
    case complexToReal(overwritesInput: Bool)
  }

  var kind: Kind
  var precision: Precision
  var length: Int
  var batchCount: Int
  var effort: PlanningEffort
  /// Whether the plan may assume that both buffers start at a multiple of 16 bytes.
  var isAligned = true

  var inputBytes: Int {
    switch kind {
    case .complex: length * complexBytes * batchCount
    case .realToComplex: length * complexBytes / 2 * batchCount
    case .complexToReal: HalfSpectrum.count(length) * complexBytes * batchCount
    }
  }

  var outputBytes: Int {
    switch kind {
    case .complex: length * complexBytes * batchCount
    case .realToComplex: HalfSpectrum.count(length) * complexBytes * batchCount
    case .complexToReal: length * complexBytes / 2 * batchCount
    }
  }

  private var complexBytes: Int { precision == .single ? 8 : 16 }

  @usableFromInline
  var description: String {
    let what =
      switch kind {
      case .complex(let direction): "complex \(direction)"
      case .realToComplex: "real-to-complex"
      case .complexToReal: "complex-to-real"
      }
    return "\(batchCount) \(what) DFT of \(length) points in \(precision) precision, effort \(effort)"
  }
}
