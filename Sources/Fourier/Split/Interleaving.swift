import ComplexNumbers

/// Copies the rows of split complex numbers to interleaved ones, conjugated if asked to.
@specialized(where T == Float)
@specialized(where T == Double)
func interleaveRows<T: TransformScalar>(
  _ real: UnsafePointer<T>, _ imaginary: UnsafePointer<T>, to destination: UnsafeMutablePointer<Complex<T>>,
  rows: RowWalk, conjugating: Bool = false
) {
  let count = rows.count, (step, stride) = rows.strides
  let sign: T = conjugating ? -1 : 1
  rows.forEachRow { from, to in
    let real = real + from, imaginary = imaginary + from, destination = destination + to
    if step == 1 && stride == 1 {
      for i in 0..<count { destination[i] = Complex(real[i], imaginary[i] * sign) }
    } else {
      for i in 0..<count { destination[i * stride] = Complex(real[i * step], imaginary[i * step] * sign) }
    }
  }
}

/// Copies the second buffer's rows of interleaved complex numbers to split ones in the first.
@specialized(where T == Float)
@specialized(where T == Double)
func splitRows<T: TransformScalar>(
  _ source: UnsafePointer<Complex<T>>, to real: UnsafeMutablePointer<T>, _ imaginary: UnsafeMutablePointer<T>,
  rows: RowWalk
) {
  let count = rows.count, (step, stride) = rows.strides
  rows.forEachRow { to, from in
    let real = real + to, imaginary = imaginary + to, source = source + from
    if step == 1 && stride == 1 {
      for i in 0..<count {
        real[i] = source[i].real
        imaginary[i] = source[i].imaginary
      }
    } else {
      for i in 0..<count {
        real[i * step] = source[i * stride].real
        imaginary[i * step] = source[i * stride].imaginary
      }
    }
  }
}
