import Fourier

// Loops over arrays, inlined into functions that are specialized for the element types.

/// f of each element.
@inline(__always)
func mapped<Element: BitwiseCopyable, Result: BitwiseCopyable>(
  _ x: [Element], _ f: (Element) -> Result
) -> [Result] {
  x.withUnsafeBufferPointer { x in
    Array(unsafeUninitializedCapacity: x.count) { target, count in
      for i in 0..<x.count { target.initializeElement(at: i, to: f(x[i])) }
      count = x.count
    }
  }
}

/// f of each pair of elements. Traps unless they are equally many: a cotangent is as long as the value that it belongs
/// to.
@inline(__always)
func zipped<First: BitwiseCopyable, Second: BitwiseCopyable, Result: BitwiseCopyable>(
  _ x: [First], _ y: [Second], _ f: (First, Second) -> Result
) -> [Result] {
  require(x.count == y.count, "arrays of \(x.count) and \(y.count) elements do not match")
  return x.withUnsafeBufferPointer { x in
    y.withUnsafeBufferPointer { y in
      Array(unsafeUninitializedCapacity: x.count) { target, count in
        for i in 0..<x.count { target.initializeElement(at: i, to: f(x[i], y[i])) }
        count = x.count
      }
    }
  }
}
