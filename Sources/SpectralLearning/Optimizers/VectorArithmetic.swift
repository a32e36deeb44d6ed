// Loops over vectors of double precision, as minimizers need them.

/// Σ xᵢyᵢ, in eight sums that add up side by side.
func dot(_ x: [Double], _ y: [Double]) -> Double {
  x.withUnsafeBufferPointer { x in
    y.withUnsafeBufferPointer { y in
      var sums = SIMD8<Double>.zero, rest = 0.0
      let whole = x.count & ~7
      for i in stride(from: 0, to: whole, by: 8) {
        for lane in 0..<8 { sums[lane] += x[i + lane] * y[i + lane] }
      }
      for i in whole..<x.count { rest += x[i] * y[i] }
      return sums.sum() + rest
    }
  }
}

/// √Σ xᵢ².
func euclideanNorm(_ x: [Double]) -> Double { dot(x, x).squareRoot() }

/// The largest |xᵢ|; NaN if there is one.
func maximumNorm(_ x: [Double]) -> Double {
  x.reduce(0) { $1.isNaN || $1.magnitude > $0 ? $1.magnitude : $0 }
}

/// y ← y + a·x.
func add(_ x: [Double], times a: Double, to y: inout [Double]) {
  x.withUnsafeBufferPointer { x in
    y.withUnsafeMutableBufferPointer { y in
      for i in 0..<y.count { y[i] += a * x[i] }
    }
  }
}

/// x + a·p.
func moved(_ x: [Double], by a: Double, along p: [Double]) -> [Double] {
  var result = x
  add(p, times: a, to: &result)
  return result
}

/// x − y.
func difference(_ x: [Double], _ y: [Double]) -> [Double] { moved(x, by: -1, along: y) }
