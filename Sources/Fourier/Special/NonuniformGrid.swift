import ComplexNumbers

/// What the transforms of types 1 and 2 with the same points share: the points on a fine grid, the kernel that spreads
/// them, the grid's DFT, and the factors that undo the kernel's filtering.
struct NonuniformGrid<T: TransformScalar & SIMDScalar>: Sendable {
  let pointCount: Int
  let modeCount: Int
  let modeOrder: ModeOrder
  let tolerance: Double
  let batchCount: Int
  let plan: DFTPlan<T>
  private let width: Int
  private let lanes: Int
  private let polynomials: [T]
  /// Point by point along the grid, which keeps it in the cache: which point it is, the first grid point under its
  /// kernel, and the grid's offset under it, −1 … 1.
  private let order, starts: [Int]
  private let offsets: [T]
  /// For the modes 0 … ⌊N/2⌋; the kernel is even.
  private let factors: [T]
  private let scratch = ScratchSlot()

  private var gridCount: Int { plan.length }

  @specialized(where T == Float)
  @specialized(where T == Double)
  init(
    points: [T], modeCount: Int, direction: Direction, modeOrder: ModeOrder, tolerance: Double, batchCount: Int,
    effort: PlanningEffort
  ) throws(NonuniformDFTError) {
    let smallest = T.significandBitCount < Double.significandBitCount ? 1e-6 : 1e-14
    guard tolerance >= smallest && tolerance <= 0.1 else {
      throw .invalidTolerance(tolerance, attainable: smallest...0.1)
    }
    if let index = points.firstIndex(where: { !$0.isFinite }) { throw .nonFinitePoint(index: index) }
    let kernel = SpreadingKernel(tolerance: tolerance)
    do {
      try DFTError.check(length: modeCount, batchCount: batchCount)
      try DFTError.check(length: max(points.count, 1), batchCount: batchCount)
      try DFTError.check(length: modeCount, batchCount: 4)
      // Even, so that the modes keep their distance from half the grid's frequency whatever N is.
      let gridCount = 2 * nextFastLength(max(modeCount, kernel.width))
      plan = try DFTPlan(
        length: gridCount, direction: direction, normalization: direction == .forward ? .backward : .forward,
        effort: effort)
    } catch {
      throw .transform(error)
    }
    self.modeCount = modeCount
    self.modeOrder = modeOrder
    self.tolerance = tolerance
    self.batchCount = batchCount
    pointCount = points.count
    width = kernel.width
    lanes = width <= 4 ? 4 : width <= 8 ? 8 : 16
    polynomials = kernel.polynomials(lanes: lanes).map { T($0) }
    factors = kernel.deconvolution(highest: modeCount / 2, gridCount: plan.length).map { T($0) }
    let places = GridPlaces(points.map { Double($0) }, gridCount: plan.length, width: width)
    order = places.order
    starts = order.map { places.starts[$0] }
    offsets = order.map { T(places.offsets[$0]) }
  }

  /// fₖ = Σⱼ cⱼ exp(∓ikxⱼ): spreads, transforms, deconvolves.
  @inline(__always)
  func type1(
    _ strengths: UnsafePointer<Complex<T>>, _ direction: Direction, into modes: UnsafeMutablePointer<Complex<T>>
  ) {
    scratch.lend(Complex<T>.self, count: gridCount + width + gridCount) { memory in
      // The transform's output comes first, so that both of its buffers are aligned.
      let (spectrum, grid) = (memory, memory + gridCount)
      grid.update(repeating: .zero, count: gridCount + width)
      switch lanes {
      case 4: spread(SIMD4<T>.self, strengths, onto: grid)
      case 8: spread(SIMD8<T>.self, strengths, onto: grid)
      default: spread(SIMD16<T>.self, strengths, onto: grid)
      }
      for l in 0..<width { grid[l] += grid[gridCount + l] }
      transform(grid, into: spectrum, direction)
      forEachMode { place, bin, factor in modes[place] = spectrum[bin] * factor }
    }
  }

  /// cⱼ = Σₖ fₖ exp(∓ikxⱼ), step by step the transpose of type 1: deconvolves, transforms, interpolates.
  @inline(__always)
  func type2(_ modes: UnsafePointer<Complex<T>>, _ direction: Direction, into values: UnsafeMutablePointer<Complex<T>>)
  {
    scratch.lend(Complex<T>.self, count: gridCount + width + gridCount) { memory in
      let (spectrum, grid) = (memory, memory + gridCount)
      spectrum.update(repeating: .zero, count: gridCount)
      forEachMode { place, bin, factor in spectrum[bin] = modes[place] * factor }
      transform(spectrum, into: grid, direction)
      for l in 0..<width { grid[gridCount + l] = grid[l] }
      switch lanes {
      case 4: interpolate(SIMD4<T>.self, grid, into: values)
      case 8: interpolate(SIMD8<T>.self, grid, into: values)
      default: interpolate(SIMD16<T>.self, grid, into: values)
      }
    }
  }

  @inline(__always)
  private func transform(
    _ source: UnsafeMutablePointer<Complex<T>>, into destination: UnsafeMutablePointer<Complex<T>>,
    _ direction: Direction
  ) {
    let input = Span(_unsafeElements: UnsafeBufferPointer(start: source, count: gridCount))
    var output = MutableSpan(_unsafeElements: UnsafeMutableBufferPointer(start: destination, count: gridCount))
    if plan.direction == direction {
      plan.transform(input, into: &output)
    } else {
      plan.adjoint(input, into: &output)
    }
  }

  /// The place in the caller's order, the bin of the grid's spectrum and the deconvolution's factor of each mode.
  @inline(__always)
  private func forEachMode(_ body: (Int, Int, T) -> Void) {
    let (negative, nonnegative) = (modeCount / 2, (modeCount + 1) / 2)
    let firstNonnegative = modeOrder == .centered ? negative : 0
    let firstNegative = modeOrder == .centered ? 0 : nonnegative
    factors.withUnsafeBufferPointer { factors in
      for k in 0..<nonnegative { body(firstNonnegative + k, k, factors[k]) }
      for m in 0..<negative { body(firstNegative + m, gridCount - negative + m, factors[negative - m]) }
    }
  }

  @inline(__always)
  private func spread<V: SIMD<T>>(
    _ type: V.Type, _ strengths: UnsafePointer<Complex<T>>, onto grid: UnsafeMutablePointer<Complex<T>>
  ) {
    // As vectors of two, which are stored and loaded whole: the next point adds to the same cells.
    grid.withMemoryRebound(to: SIMD2<T>.self, capacity: gridCount + width) { cells in
      forEachPoint(type) { point, start, kernel in
        let strength = SIMD2(strengths[point].real, strengths[point].imaginary)
        for l in 0..<width { cells[start + l] += strength * kernel[l] }
      }
    }
  }

  @inline(__always)
  private func interpolate<V: SIMD<T>>(
    _ type: V.Type, _ grid: UnsafeMutablePointer<Complex<T>>, into values: UnsafeMutablePointer<Complex<T>>
  ) {
    grid.withMemoryRebound(to: SIMD2<T>.self, capacity: gridCount + width) { cells in
      forEachPoint(type) { point, start, kernel in
        var sum = SIMD2<T>(repeating: 0)
        for l in 0..<width { sum += cells[start + l] * kernel[l] }
        values[point] = Complex(sum.x, sum.y)
      }
    }
  }

  /// Each point's index, the first grid point under its kernel, and the kernel there and at the points that follow.
  @inline(__always)
  private func forEachPoint<V: SIMD<T>>(_ type: V.Type, _ body: (Int, Int, UnsafePointer<T>) -> Void) {
    let rowCount = polynomials.count / lanes
    polynomials.withUnsafeBytes { rows in
      order.withUnsafeBufferPointer { order in
        starts.withUnsafeBufferPointer { starts in
          offsets.withUnsafeBufferPointer { offsets in
            withUnsafeTemporaryAllocation(of: V.self, capacity: 1) { buffer in
              guard let rows = rows.baseAddress, let kernel = buffer.baseAddress else { return }
              for j in 0..<order.count {
                let offset = V(repeating: offsets[j])
                var value = rows.loadUnaligned(as: V.self)
                for row in 1..<rowCount {
                  let next = rows.loadUnaligned(fromByteOffset: row * MemoryLayout<V>.stride, as: V.self)
                  value = value * offset + next
                }
                kernel.initialize(to: value)
                body(order[j], starts[j], UnsafeRawPointer(kernel).assumingMemoryBound(to: T.self))
              }
            }
          }
        }
      }
    }
  }
}

extension NonuniformGrid {
  /// Calls `body` with each row of input and output, which have the counts given.
  @inline(__always)
  func rows(
    _ input: Span<Complex<T>>, _ output: inout MutableSpan<Complex<T>>, _ inputCount: Int, _ outputCount: Int,
    _ body: (UnsafePointer<Complex<T>>, UnsafeMutablePointer<Complex<T>>) -> Void
  ) {
    // Without points one side is empty and may have no address, but the other one still has to be written.
    withUnsafeTemporaryAllocation(of: Complex<T>.self, capacity: 1) { nothing in
      input.withUnsafeBufferPointer { source in
        output.withUnsafeMutableBufferPointer { destination in
          guard let nothing = nothing.baseAddress else { return }
          let (source, destination) = (source.baseAddress ?? UnsafePointer(nothing), destination.baseAddress ?? nothing)
          for row in 0..<batchCount { body(source + row * inputCount, destination + row * outputCount) }
        }
      }
    }
  }
}

/// Where points fall on a periodic grid of n points around the circle.
private struct GridPlaces {
  /// The points' indices, in ascending order of `cell` grid points.
  private(set) var order: [Int]
  /// The first grid point under the kernel of `width` grid points that is centered on the point: 0 … n − 1.
  private(set) var starts: [Int]
  /// The grid's offset under the kernel, −1 … 1 for a start at the kernel's edge … one grid point inside.
  private(set) var offsets: [Double]

  init(_ points: [Double], gridCount: Int, width: Int) {
    let half = Double(width) / 2
    starts = []
    offsets = []
    starts.reserveCapacity(points.count)
    offsets.reserveCapacity(points.count)
    for point in points {
      let turns = GridPlaces.turns(point)
      let place = Turns(product: turns.head, Double(gridCount))
      let start = (place.head - half).rounded(.up)
      // The inner difference is exact, so that the offset is as exact on a fine grid as on a coarse one.
      let inside = ((start - place.head) + half) - (place.tail + turns.tail * Double(gridCount))
      let index = Int(start) % gridCount
      starts.append(index < 0 ? index + gridCount : index)
      offsets.append(2 * inside - 1)
    }
    order = GridPlaces.sorted(starts, below: gridCount)
  }

  /// x/2π without whole turns.
  private static func turns(_ x: Double) -> Turns<Double> {
    let circle = Turns(2 * Double.pi, 2 * Double.sin(.pi))
    // Far out two words of 2π are not enough; sine and cosine know as many as it takes.
    guard x.magnitude <= 0x1p40 else { return Turns(.atan2(y: .sin(x), x: .cos(x)) / (2 * .pi)) }
    return Turns(quotient: Turns(x), circle).reduced
  }

  /// Grid points among which the order does not matter, since the cache holds them all.
  private static let cell = 32

  /// Indices in ascending order of key/`cell`, equal ones as they come: a counting sort.
  private static func sorted(_ keys: [Int], below bound: Int) -> [Int] {
    var places = [Int](repeating: 0, count: bound / cell + 2)
    for key in keys { places[key / cell + 1] += 1 }
    for place in 1..<places.count { places[place] += places[place - 1] }
    return Array(unsafeUninitializedCapacity: keys.count) { order, count in
      for (index, key) in keys.enumerated() {
        order[places[key / cell]] = index
        places[key / cell] += 1
      }
      count = keys.count
    }
  }
}
