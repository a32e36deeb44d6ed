import ComplexNumbers

/// The "exponential of semicircle", φ(z) = exp(β(√(1 − z²) − 1)) for |z| ≤ 1 and 0 elsewhere, stretched over `width`
/// points of a grid that is twice as fine as the modes need.
///
/// - Source: A. H. Barnett, J. Magland and L. af Klinteberg, "A parallel nonuniform fast Fourier transform library based
///   on an 'exponential of semicircle' kernel", SIAM J. Sci. Comput. 41 (2019), C479; arXiv:1808.06736.
struct SpreadingKernel: Sendable {
  /// w, the grid points under the kernel.
  let width: Int
  private let beta: Double

  /// The kernel whose aliasing error, relative in the Euclidean norm, is within `tolerance`.
  ///
  /// One point wider than FINUFFT's rule, with which single values of type 2 and clustered points are off by up to ten
  /// times the tolerance.
  init(tolerance: Double) {
    width = Int((-Double.log10(tolerance)).rounded(.up)) + 2
    // Near the optimum for an upsampling factor of 2, found by FINUFFT's authors' search.
    let perPoint = [3: 2.26, 4: 2.38][width] ?? 2.30
    beta = perPoint * Double(width)
  }

  /// φ(z)
  private func value(_ z: Double) -> Double {
    let square = (1 - z) * (1 + z)
    return square < 0 ? 0 : .exp(beta * (square.squareRoot() - 1))
  }

  /// The kernel at the grid points j = 0 … w − 1 under it, as polynomials of the offset −1 ≤ t ≤ 1 at which the grid
  /// lies under it: φ(−1 + (t + 1 + 2j)/w).
  ///
  /// Row by row from the highest power down, each row padded with zeros to `lanes` columns.
  func polynomials(lanes: Int) -> [Double] {
    let degree = width + 2
    let columns = (0..<width).map { j in
      ChebyshevSeries(degree: degree) { t in value(-1 + (t + 1 + Double(2 * j)) / Double(width)) }.monomials
    }
    return (0...degree).reversed().flatMap { power in
      (0..<lanes).map { $0 < width ? columns[$0][power] : 0 }
    }
  }

  /// What undoes the kernel's filtering of the modes 0 … `highest`: 2/(w φ̂(πwk/n)), on a grid of n points.
  ///
  /// φ̂(ξ) = ∫ φ(z) exp(iξz) dz is found by quadrature at a few ξ and interpolated, since it is entire and has no zero
  /// where it is needed.
  func deconvolution(highest: Int, gridCount: Int) -> [Double] {
    let nodes = GaussLegendre(count: 64)
    let edge = Double.pi * Double(width) / 4
    func transform(_ xi: Double) -> Double {
      zip(nodes.nodes, nodes.weights).reduce(0) { sum, node in
        sum + node.1 * value(node.0) * Double.cos(xi * node.0)
      }
    }
    // Even in ξ, so a series in ξ², and half as long as one in ξ.
    let series = ChebyshevSeries(degree: 28) { t in
      2 / (Double(width) * transform(edge * ((t + 1) / 2).squareRoot()))
    }
    let scale = 4 / Double(gridCount)  // ξ = edge · scale · k
    return (0...highest).map { k in
      let relative = scale * Double(k)
      return series.value(at: 2 * relative * relative - 1)
    }
  }
}

/// The nodes and weights with which ∫ f from −1 to 1 is Σ wᵢ f(zᵢ), exact for polynomials of degree 2n − 1.
struct GaussLegendre: Sendable {
  let nodes, weights: [Double]

  /// Newton's iteration for the zeros of Legendre's polynomial, from their asymptotic places.
  init(count n: Int) {
    var nodes = [Double](), weights = [Double]()
    for i in 0..<n {
      var z = Double.cos(.pi * (Double(i) + 0.75) / (Double(n) + 0.5))
      var slope = 1.0
      for _ in 0..<8 {
        var (last, value) = (1.0, z)
        for k in 1..<n { (last, value) = (value, (Double(2 * k + 1) * z * value - Double(k) * last) / Double(k + 1)) }
        slope = Double(n) * (z * value - last) / (z * z - 1)
        z -= value / slope
      }
      nodes.append(z)
      weights.append(2 / ((1 - z) * (1 + z) * slope * slope))
    }
    (self.nodes, self.weights) = (nodes, weights)
  }
}

/// The interpolant Σ cₘ Tₘ(t) of a function on [−1, 1] at Chebyshev's points.
struct ChebyshevSeries: Sendable {
  private let coefficients: [Double]

  init(degree: Int, _ function: (Double) -> Double) {
    let count = degree + 1
    // cos(πm(2i + 1)/(2n)), by exact reduction.
    func cosine(_ m: Int, _ i: Int) -> Double { Complex<Double>.rootOfUnity(m * (2 * i + 1), of: 4 * count).real }
    let values = (0..<count).map { function(cosine(1, $0)) }
    coefficients = (0..<count).map { m in
      (0..<count).reduce(0) { $0 + values[$1] * cosine(m, $1) } * (m == 0 ? 1 : 2) / Double(count)
    }
  }

  /// By Clenshaw's recurrence.
  func value(at t: Double) -> Double {
    var (last, next) = (0.0, 0.0)
    for c in coefficients.dropFirst().reversed() { (last, next) = (c + 2 * t * last - next, last) }
    return coefficients[0] + t * last - next
  }

  /// The coefficients of 1, t, t², ….
  var monomials: [Double] {
    var sum = [Double](repeating: 0, count: coefficients.count)
    var (older, newer) = ([Double](), [1.0])  // T₍m−1₎ and Tₘ
    for (m, c) in coefficients.enumerated() {
      for (power, factor) in newer.enumerated() { sum[power] += c * factor }
      var next = [0.0] + newer.map { m == 0 ? $0 : 2 * $0 }
      for (power, factor) in older.enumerated() { next[power] -= factor }
      (older, newer) = (newer, next)
    }
    return sum
  }
}
