internal import ComplexNumbers

/// The half-spectrum of a real signal: bins 0 … ⌊N/2⌋ of a DFT whose other bins are their conjugates.
@usableFromInline
enum HalfSpectrum {
  /// The number of bins of a real signal of `length` samples: ⌊N/2⌋ + 1.
  @inlinable
  static func count(_ length: Int) -> Int { length / 2 + 1 }

  /// Multiplies the bins that stand for themselves alone (DC and, for even N, Nyquist) by `edge`, and those that stand
  /// for a conjugate pair by `interior`, in each row; and conjugates them all if the exponent's sign is the other one.
  /// `source` and `destination` may be the same memory.
  ///
  /// The half-spectrum weights in the adjoints of the real transforms have their one home here: the adjoint of rfft is
  /// c2r with interior ½, the adjoint of irfft is rfft with interior 2.
  @specialized(where T == Float)
  @specialized(where T == Double)
  static func weight<T: Real>(
    _ source: UnsafePointer<Complex<T>>, into destination: UnsafeMutablePointer<Complex<T>>, rows: RowWalk,
    length: Int, edge: T, interior: T, conjugating: Bool
  ) {
    let pairs = (length + 1) / 2, bins = rows.count
    let (sourceStride, destinationStride) = rows.strides
    let sign: T = conjugating ? -1 : 1
    rows.forEachRow { from, to in
      let source = source + from, destination = destination + to
      func scaled(_ z: Complex<T>, by factor: T) -> Complex<T> {
        Complex(z.real * factor, z.imaginary * (factor * sign))
      }
      destination[0] = scaled(source[0], by: edge)
      if sourceStride == 1 && destinationStride == 1 {
        var k = 1
        while k < pairs {
          destination[k] = scaled(source[k], by: interior)
          k += 1
        }
      } else {
        for k in stride(from: 1, to: pairs, by: 1) {
          destination[k * destinationStride] = scaled(source[k * sourceStride], by: interior)
        }
      }
      if pairs < bins { destination[pairs * destinationStride] = scaled(source[pairs * sourceStride], by: edge) }
    }
  }
}
