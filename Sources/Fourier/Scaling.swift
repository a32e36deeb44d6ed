import ComplexNumbers

/// Multiplies `count` reals by `factor`.
@specialized(where T == Float)
@specialized(where T == Double)
@usableFromInline
func scaleInPlace<T: TransformScalar>(_ elements: UnsafeMutablePointer<T>, count: Int, by factor: T) {
  for i in 0..<count { elements[i] *= factor }
}

/// Multiplies the reals of each row by `factor`.
@specialized(where T == Float)
@specialized(where T == Double)
func scaleRows<T: TransformScalar>(_ elements: UnsafeMutablePointer<T>, rows: RowWalk, by factor: T) {
  rows.forEachRow { start, _ in
    for i in 0..<rows.count { elements[start + i * rows.strides.0] *= factor }
  }
}

/// Multiplies the complex numbers of each row by `factor`, and conjugates them if asked to.
@specialized(where T == Float)
@specialized(where T == Double)
func scaleRows<T: TransformScalar>(
  _ elements: UnsafeMutablePointer<Complex<T>>, rows: RowWalk, by factor: T, conjugating: Bool = false
) {
  let imaginaryFactor = conjugating ? -factor : factor
  rows.forEachRow { start, _ in
    for i in 0..<rows.count {
      let z = elements[start + i * rows.strides.0]
      elements[start + i * rows.strides.0] = Complex(z.real * factor, z.imaginary * imaginaryFactor)
    }
  }
}

/// Copies each row, conjugated if asked to.
@specialized(where T == Float)
@specialized(where T == Double)
func copyRows<T: TransformScalar>(
  _ source: UnsafePointer<Complex<T>>, to destination: UnsafeMutablePointer<Complex<T>>, rows: RowWalk,
  conjugating: Bool
) {
  rows.forEachRow { from, to in
    for i in 0..<rows.count {
      let z = source[from + i * rows.strides.0]
      destination[to + i * rows.strides.1] = conjugating ? z.conjugate : z
    }
  }
}

/// Copies each row.
@specialized(where T == Float)
@specialized(where T == Double)
func copyRows<T: TransformScalar>(_ source: UnsafePointer<T>, to destination: UnsafeMutablePointer<T>, rows: RowWalk) {
  rows.forEachRow { from, to in
    for i in 0..<rows.count { destination[to + i * rows.strides.1] = source[from + i * rows.strides.0] }
  }
}
