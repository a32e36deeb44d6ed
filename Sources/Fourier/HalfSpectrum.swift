internal import ComplexNumbers

/// The half-spectrum of a real signal: bins 0 … ⌊N/2⌋ of a DFT whose other bins are their conjugates.
@usableFromInline
enum HalfSpectrum {
  /// The number of bins of a real signal of `length` samples: ⌊N/2⌋ + 1.
  @inlinable
  static func count(_ length: Int) -> Int { length / 2 + 1 }

  /// Multiplies the bins that stand for themselves alone (DC and, for even N, Nyquist) by `edge`, and those that stand
  /// for a conjugate pair by `interior`, in each row. `source` and `destination` may be the same memory.
  ///
  /// The half-spectrum weights in the adjoints of the real transforms have their one home here: the adjoint of rfft is
  /// c2r with interior ½, the adjoint of irfft is rfft with interior 2.
  @specialized(where T == Float)
  @specialized(where T == Double)
  static func weight<T: Real>(
    _ source: UnsafePointer<Complex<T>>, into destination: UnsafeMutablePointer<Complex<T>>,
    length: Int, batchCount: Int, edge: T, interior: T
  ) {
    let bins = count(length)
    for row in 0..<batchCount {
      let source = source + row * bins, destination = destination + row * bins
      destination[0] = source[0] * edge
      let pairs = (length + 1) / 2
      if pairs > 1 {
        for k in 1..<pairs { destination[k] = source[k] * interior }
      }
      if pairs < bins { destination[pairs] = source[pairs] * edge }
    }
  }
}
