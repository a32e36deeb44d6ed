import Parseval

#if arch(x86_64) && (os(Linux) || os(macOS))
  /// The widest precision there is.
  public typealias ExtendedReal = Float80
#else
  /// The widest precision there is.
  public typealias ExtendedReal = Double
#endif

extension TransformCase {
  /// The terms of the definition, summed axis by axis.
  public var definitionTerms: Int { size.points * size.extents.reduce(0, +) }

  /// The relative errors of the plan's output and of FFTW's, in the Euclidean norm, in units of u·√log₂N.
  ///
  /// - Parameter exact: ``definition()``, whose own error is about one roundoff of extended precision.
  public func errors(against exact: [ExtendedReal]) throws -> (byPlan: Double, byFFTW: Double) {
    let transform = try prepare()
    let unit = precision.roundoff * ExtendedReal.log2(ExtendedReal(size.length)).squareRoot()
    func error(_ run: Repeated) -> Double {
      run(1)
      var difference: ExtendedReal = 0, norm: ExtendedReal = 0
      for (computed, exact) in zip(transform.output(), exact) {
        difference += (computed - exact) * (computed - exact)
        norm += exact * exact
      }
      return Double((difference / norm).squareRoot() / unit)
    }
    return (error(transform.byPlan), error(transform.byFFTW))
  }

  /// The transform summed from its definition in extended precision, as reals; the same for every precision.
  ///
  /// - Complexity: O(``definitionTerms``).
  public func definition() throws -> [ExtendedReal] {
    let shape = size.shape, axes = size.axes
    return switch kind {
    case .complex:
      try ReferenceDFT<ExtendedReal>(shape: shape, axes: axes)(pairs(testReals(count: 2 * size.points))).flatMap(parts)
    case .real:
      try ReferenceRealDFT<ExtendedReal>(shape: shape, axes: axes)(testReals(count: size.points)).flatMap(parts)
    case .inverseReal:
      try ReferenceInverseRealDFT<ExtendedReal>(shape: shape, axes: axes, normalization: .none)(
        pairs(testReals(count: 2 * size.bins)))
    case .realToReal(let kind):
      try ReferenceRealToReal<ExtendedReal>(shape: shape, kinds: size.extents.map { _ in kind }, axes: axes)(
        testReals(count: size.points))
    }
  }
}

private func parts(_ z: Complex<ExtendedReal>) -> [ExtendedReal] { [z.real, z.imaginary] }

extension Precision {
  /// u: the largest relative error of one rounding.
  fileprivate var roundoff: ExtendedReal {
    switch self {
    case .single: 0x1p-24
    case .double: 0x1p-53
    case .extended: ExtendedReal.ulpOfOne / 2
    }
  }
}
