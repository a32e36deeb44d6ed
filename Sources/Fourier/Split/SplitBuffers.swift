// Two buffers at a time, for the parts of complex numbers.

/// Lends the addresses of two spans, unless they are empty.
@inline(__always)
func withParts<T>(
  _ real: Span<T>, _ imaginary: Span<T>, _ body: (UnsafePointer<T>, UnsafePointer<T>) -> Void
) {
  real.withUnsafeBufferPointer { real in
    imaginary.withUnsafeBufferPointer { imaginary in
      guard let real = real.baseAddress, let imaginary = imaginary.baseAddress else { return }
      body(real, imaginary)
    }
  }
}

/// Lends the addresses of two mutable spans, unless they are empty.
@inline(__always)
func withParts<T>(
  _ real: inout MutableSpan<T>, _ imaginary: inout MutableSpan<T>,
  _ body: (UnsafeMutablePointer<T>, UnsafeMutablePointer<T>) -> Void
) {
  real.withUnsafeMutableBufferPointer { real in
    imaginary.withUnsafeMutableBufferPointer { imaginary in
      guard let real = real.baseAddress, let imaginary = imaginary.baseAddress else { return }
      body(real, imaginary)
    }
  }
}

/// Lends the spans of two arrays.
@inline(__always)
func withSpans<T>(_ real: [T], _ imaginary: [T], _ body: (Span<T>, Span<T>) -> Void) {
  real.withUnsafeBufferPointer { real in
    imaginary.withUnsafeBufferPointer { imaginary in
      body(Span(_unsafeElements: real), Span(_unsafeElements: imaginary))
    }
  }
}

/// Lends the mutable spans of two arrays.
@inline(__always)
func withSpans<T>(
  _ real: inout [T], _ imaginary: inout [T], _ body: (inout MutableSpan<T>, inout MutableSpan<T>) -> Void
) {
  real.withUnsafeMutableBufferPointer { real in
    imaginary.withUnsafeMutableBufferPointer { imaginary in
      var realSpan = MutableSpan(_unsafeElements: real), imaginarySpan = MutableSpan(_unsafeElements: imaginary)
      body(&realSpan, &imaginarySpan)
    }
  }
}

/// An array to be written.
func zeros<T: TransformScalar>(_ type: T.Type, _ count: Int) -> [T] { [T](repeating: 0, count: count) }
