/// What one of FFTW's plans does, in FFTW's terms.
struct FFTWProblem: Sendable {
  enum Kind: Sendable {
    case complex(Direction)
    case realToComplex
    /// FFTW's complex-to-real transform overwrites its input unless it is told not to, which costs it some speed, and
    /// which it cannot do along several axes.
    case complexToReal(overwritesInput: Bool)
    /// One kind for each dimension.
    case realToReal([RealToRealKind])

    var isComplexToReal: Bool { if case .complexToReal = self { true } else { false } }
  }

  /// A loop over `length` elements, with the strides in elements of either side's type.
  struct Dimension: Sendable {
    var length: Int
    var inputStride: Int
    var outputStride: Int
  }

  var kind: Kind
  var precision: Precision
  /// The transformed axes.
  var dimensions: [Dimension]
  /// The loops over them.
  var batch: [Dimension] = []
  var isInPlace = false
  /// Whether all buffers start at a multiple of 16 bytes.
  var isAligned = true
  var effort: PlanningEffort
  var options = PlanningOptions()

  /// The places that the elements of one side take, relative to the first, as ClosedRange.
  func reach(_ stride: KeyPath<Dimension, Int>, isHalved: Bool) -> ClosedRange<Int> {
    var first = 0, last = 0
    for (index, dimension) in (dimensions + batch).enumerated() {
      let count =
        isHalved && index == dimensions.count - 1 ? HalfSpectrum.count(dimension.length) : dimension.length
      let end = (count - 1) * dimension[keyPath: stride]
      if end < 0 { first += end } else { last += end }
    }
    return first...last
  }

  var inputIsComplex: Bool {
    switch kind {
    case .complex, .complexToReal: true
    case .realToComplex, .realToReal: false
    }
  }

  var outputIsComplex: Bool {
    switch kind {
    case .complex, .realToComplex: true
    case .complexToReal, .realToReal: false
    }
  }

  var inputReach: ClosedRange<Int> {
    if case .complexToReal = kind { return reach(\.inputStride, isHalved: true) }
    return reach(\.inputStride, isHalved: false)
  }

  var outputReach: ClosedRange<Int> {
    if case .realToComplex = kind { return reach(\.outputStride, isHalved: true) }
    return reach(\.outputStride, isHalved: false)
  }
}
