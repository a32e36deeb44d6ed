import Autodiff

/// Σ wₙxₙ in eight running sums, which don't wait for each other and round less than one.
@inline(__always)
func innerProduct<T: TensorScalar>(_ w: UnsafePointer<T>, _ x: UnsafePointer<T>, count: Int) -> T {
  var s0: T = 0, s1: T = 0, s2: T = 0, s3: T = 0, s4: T = 0, s5: T = 0, s6: T = 0, s7: T = 0
  var n = 0
  while n + 8 <= count {
    s0 += w[n] * x[n]
    s1 += w[n + 1] * x[n + 1]
    s2 += w[n + 2] * x[n + 2]
    s3 += w[n + 3] * x[n + 3]
    s4 += w[n + 4] * x[n + 4]
    s5 += w[n + 5] * x[n + 5]
    s6 += w[n + 6] * x[n + 6]
    s7 += w[n + 7] * x[n + 7]
    n += 8
  }
  while n < count {
    s0 += w[n] * x[n]
    n += 1
  }
  return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))
}
