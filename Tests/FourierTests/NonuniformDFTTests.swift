import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The nonuniform DFT of types 1 and 2 against the direct sum, which is itself held against extended precision, and
/// against FINUFFT.
@Suite("Nonuniform DFT")
struct NonuniformDFTTests {
  typealias Wide = ExtendedPrecisionDFT.Scalar

  /// The documented accuracy: three times the tolerance in the Euclidean norm, beside the roundings of a transform.
  static func gate<T: TransformScalar>(_ tolerance: Double, _ modeCount: Int, _ type: T.Type) -> T {
    T(3 * tolerance) + 10 * Tolerances.dft(length: 2 * modeCount)
  }

  enum Points: String, CaseIterable {
    case uniform, clustered, edges, farOutside, grid, one

    func points<T: TransformScalar>(_ random: inout SeededRandom, _ type: T.Type) -> [T] {
      let x: [T] = random.signal(count: 150)
      return switch self {
      case .uniform: x.map { .pi * $0 }
      case .clustered: x.map { 2 + $0 * $0 * $0 / 100 }
      case .edges: [0, -0.0, .pi, -.pi, 2 * .pi, -2 * .pi, T.pi.nextUp, (-T.pi).nextDown, .leastNonzeroMagnitude, 1]
      case .farOutside: x.map { 1e4 * $0 } + [1e9, -1e13, 1e15, 1e30, -.greatestFiniteMagnitude / 1024]
      case .grid: (0..<64).map { T($0) * (2 * .pi / 64) }
      case .one: [0.7]
      }
    }
  }

  static let modeCounts = [1, 2, 3, 16, 25, 101, 256]

  @Test(
    "is within the tolerance in double precision",
    arguments: [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9]
      + [1e-10, 1e-11, 1e-12, 1e-13, 1e-14], Points.allCases)
  func accuracyDouble(tolerance: Double, points: Points) throws { try compare(tolerance, points, Double.self) }

  @Test(
    "is within the tolerance in single precision", arguments: [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6], Points.allCases)
  func accuracySingle(tolerance: Double, points: Points) throws { try compare(tolerance, points, Float.self) }

  private func compare<T: TransformScalar & SIMDScalar>(_ tolerance: Double, _ kind: Points, _ type: T.Type) throws {
    var largest: T = 0
    for modeCount in Self.modeCounts {
      var random = SeededRandom(seed: UInt64(modeCount))
      let points = kind.points(&random, T.self)
      for direction in [Direction.forward, .inverse] {
        for order in ModeOrder.allCases {
          let strengths: [Complex<T>] = random.complexSignal(count: points.count)
          let modes: [Complex<T>] = random.complexSignal(count: modeCount)
          let type1 = try nufft1(
            strengths, at: points, modeCount: modeCount, direction: direction, modeOrder: order, tolerance: tolerance)
          let type2 = try nufft2(modes, at: points, direction: direction, modeOrder: order, tolerance: tolerance)
          let exact1 = try ReferenceType1NonuniformDFT(
            points: points, modeCount: modeCount, direction: direction, modeOrder: order)(strengths)
          let exact2 = try ReferenceType2NonuniformDFT(
            points: points, modeCount: modeCount, direction: direction, modeOrder: order)(modes)
          let errors = (relativeError(type1, exact1), relativeError(type2, exact2))
          #expect(errors.0 <= Self.gate(tolerance, modeCount, T.self), "type 1, \(modeCount) modes, \(order)")
          #expect(errors.1 <= Self.gate(tolerance, modeCount, T.self), "type 2, \(modeCount) modes, \(order)")
          largest = max(largest, errors.0, errors.1)
        }
      }
    }
    measured("nonuniform \(T.self) \(tolerance) \(kind)", largest / T(tolerance))
  }

  #if DEBUG
    static let longModeCounts = [1000]
  #else
    static let longModeCounts = [1000, 9999, 100_000]
  #endif

  /// The points' places on the grid are kept apart from their offsets in it, so the error does not grow with N.
  @Test("keeps its accuracy on long grids", arguments: longModeCounts)
  func longGrids(modeCount: Int) throws {
    var random = SeededRandom(seed: 77)
    let points: [Double] = (random.signal(count: 200) as [Double]).map { 40 * $0 }
    let modes: [Complex<Double>] = random.complexSignal(count: modeCount)
    let exact = try ReferenceType2NonuniformDFT(points: points, modeCount: modeCount)(modes)
    for tolerance in [1e-6, 1e-12] {
      let error = relativeError(try nufft2(modes, at: points, tolerance: tolerance), exact)
      #expect(error <= Self.gate(tolerance, modeCount, Double.self))
      measured("nonuniform long \(modeCount) \(tolerance)", error / tolerance)
    }
    let single = points.map { Float($0) }
    let singleModes = modes.map { Complex(Float($0.real), Float($0.imaginary)) }
    let singleExact = try ReferenceType2NonuniformDFT(points: single, modeCount: modeCount)(singleModes)
    let error = relativeError(try nufft2(singleModes, at: single, tolerance: 1e-6), singleExact)
    #expect(error <= Self.gate(1e-6, modeCount, Float.self))
    measured("nonuniform long Float \(modeCount)", error / 1e-6)
  }

  @Test("At the points of a grid it is the DFT", arguments: [1, 2, 7, 30, 64])
  func uniformGrid(length: Int) throws {
    var random = SeededRandom(seed: UInt64(length))
    let x: [Complex<Double>] = random.complexSignal(count: length)
    let points = (0..<length).map { 2 * Double.pi * Double($0) / Double(length) }
    let type1 = try nufft1(x, at: points, modeCount: length, modeOrder: .natural, tolerance: 1e-12)
    #expect(relativeError(type1, fft(x)) <= Self.gate(1e-12, length, Double.self))
    let type2 = try nufft2(fft(x), at: points, modeOrder: .natural, tolerance: 1e-12)
    #expect(relativeError(type2, x.map { $0 * Double(length) }) <= Self.gate(1e-12, length, Double.self))
  }

  /// Exact on the grid's own terms: spreading and interpolation are each other's transposes, whatever their tolerance.
  @Test("The adjoint is the adjoint to the last roundings, at any tolerance", arguments: [1e-2, 1e-6, 1e-12])
  func adjoint(tolerance: Double) throws {
    var random = SeededRandom(seed: 8)
    for (pointCount, modeCount) in [(1, 1), (30, 7), (7, 30), (100, 64)] {
      let points = (random.signal(count: pointCount) as [Double]).map { 5 * $0 }
      for direction in [Direction.forward, .inverse] {
        let type1 = try Type1NonuniformDFTPlan(
          points: points, modeCount: modeCount, direction: direction, tolerance: tolerance, batchCount: 2)
        try checkAdjoint(type1, within: 10 * Tolerances.dft(length: 2 * modeCount))
        #expect(type1.adjointPlan.direction == direction.opposite)
        let type2 = try Type2NonuniformDFTPlan(
          points: points.map { Float($0) }, modeCount: modeCount, direction: direction, modeOrder: .natural,
          tolerance: max(tolerance, 1e-6))
        try checkAdjoint(type2, within: 10 * Tolerances.dft(length: 2 * modeCount))
        #expect(type2.adjointPlan.direction == direction.opposite)

        let reference = try ReferenceType1NonuniformDFT(points: points, modeCount: modeCount, direction: direction)
        try checkAdjoint(reference, within: 4 * Tolerances.definition())
      }
    }
  }

  @Test("A batch is its rows, and a plan gives the same bits again")
  func batch() throws {
    var random = SeededRandom(seed: 9)
    let points: [Double] = random.signal(count: 20)
    let batched = try Type1NonuniformDFTPlan(points: points, modeCount: 9, batchCount: 3)
    let single = try Type1NonuniformDFTPlan(points: points, modeCount: 9)
    let c: [Complex<Double>] = random.complexSignal(count: 60)
    let rows = single(Array(c[0..<20])) + single(Array(c[20..<40])) + single(Array(c[40..<60]))
    #expect(batched(c) == rows)
    #expect(batched(c) == rows)
    let modes: [Complex<Double>] = random.complexSignal(count: 18)
    let synthesis = try Type2NonuniformDFTPlan(points: points, modeCount: 9, batchCount: 2)
    let one = try Type2NonuniformDFTPlan(points: points, modeCount: 9)
    #expect(synthesis(modes) == one(Array(modes[0..<9])) + one(Array(modes[9..<18])))
  }

  @Test("One plan serves many tasks at once")
  func concurrency() async throws {
    var random = SeededRandom(seed: 10)
    let plan = try Type1NonuniformDFTPlan<Double>(points: random.signal(count: 500), modeCount: 300)
    let c: [Complex<Double>] = random.complexSignal(count: 500)
    let expected = plan(c)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask { (0..<20).allSatisfy { _ in plan(c) == expected && plan.adjoint(expected).count == 500 } }
      }
      for await same in group { #expect(same) }
    }
  }

  @Test("Without points the sum is zero")
  func noPoints() throws {
    #expect(try nufft1([Complex<Double>](), at: [], modeCount: 3) == [.zero, .zero, .zero])
    #expect(try nufft2([Complex<Double>.one, .one], at: []).isEmpty)
    #expect(try ReferenceType1NonuniformDFT<Double>(points: [], modeCount: 2)([]) == [.zero, .zero])
  }

  @Test("agrees with FINUFFT")
  func finufft() throws {
    let fixture: SpecialTransformsFixture = try Fixture.load("special_transforms")
    for known in fixture.nonuniform {
      let direction: Direction = known.sign < 0 ? .forward : .inverse
      let order: ModeOrder = known.modeOrder == "natural" ? .natural : .centered
      let (strengths, modes) = (complex(known.strengths), complex(known.modes))
      let reference1 = try ReferenceType1NonuniformDFT(
        points: known.points, modeCount: modes.count, direction: direction, modeOrder: order)
      let reference2 = try ReferenceType2NonuniformDFT(
        points: known.points, modeCount: modes.count, direction: direction, modeOrder: order)
      #expect(relativeError(reference1(strengths), complex(known.type1)) <= 3e-13)
      #expect(relativeError(reference2(modes), complex(known.type2)) <= 3e-13)
      let type1 = try nufft1(
        strengths, at: known.points, modeCount: modes.count, direction: direction, modeOrder: order, tolerance: 1e-13)
      let type2 = try nufft2(modes, at: known.points, direction: direction, modeOrder: order, tolerance: 1e-13)
      #expect(relativeError(type1, complex(known.type1)) <= 6e-13)
      #expect(relativeError(type2, complex(known.type2)) <= 6e-13)
    }
  }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("The direct sum agrees with itself in extended precision", arguments: [1, 2, 7, 30, 101])
    func reference(modeCount: Int) throws {
      var random = SeededRandom(seed: UInt64(modeCount))
      let points = (random.signal(count: 60) as [Double]).map { 1000 * $0 }
      let c: [Complex<Double>] = random.complexSignal(count: 60)
      let sum = try ReferenceType1NonuniformDFT(points: points, modeCount: modeCount)(c)
      let exact = try ReferenceType1NonuniformDFT(points: points.map { Float80($0) }, modeCount: modeCount)(
        c.map { Complex(Float80($0.real), Float80($0.imaginary)) })
      let error = relativeError(sum.map { Complex(Float80($0.real), Float80($0.imaginary)) }, exact)
      #expect(error <= Float80(Tolerances.definition(Double.self)))
    }
  #endif

  @Test("What is not possible throws, and says why")
  func errors() throws {
    #expect(throws: NonuniformDFTError.nonFinitePoint(index: 1)) { try nufft1([.one], at: [1.0, .nan], modeCount: 3) }
    #expect(throws: NonuniformDFTError.nonFinitePoint(index: 0)) { try nufft2([.one], at: [-Float.infinity]) }
    #expect(throws: NonuniformDFTError.transform(.invalidLength(0))) { try nufft1([.one], at: [1.0], modeCount: 0) }
    #expect(throws: NonuniformDFTError.transform(.invalidBatchCount(0))) {
      try Type2NonuniformDFTPlan(points: [1.0], modeCount: 3, batchCount: 0)
    }
    #expect(throws: NonuniformDFTError.invalidTolerance(1e-9, attainable: 1e-6...0.1)) {
      try Type1NonuniformDFTPlan<Float>(points: [1], modeCount: 3, tolerance: 1e-9)
    }
    #expect(throws: NonuniformDFTError.invalidTolerance(0.5, attainable: 1e-14...0.1)) {
      try Type1NonuniformDFTPlan<Double>(points: [1], modeCount: 3, tolerance: 0.5)
    }
    #expect(throws: NonuniformDFTError.self) {
      try Type1NonuniformDFTPlan<Double>(points: [1], modeCount: 3, tolerance: .nan)
    }
    #expect(throws: NonuniformDFTError.nonFinitePoint(index: 0)) {
      try ReferenceType2NonuniformDFT(points: [Double.nan], modeCount: 1)
    }
    #expect("\(NonuniformDFTError.nonFinitePoint(index: 7))".contains("point 7"))
    #expect("\(NonuniformDFTError.invalidTolerance(1e-9, attainable: 1e-6...0.1))".contains("1e-06 … 0.1"))
  }

  @Test("A wrong count of strengths traps")
  func counts() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try nufft1([Complex<Double>.one], at: [1.0, 2.0], modeCount: 3)
    }
    #expect(
      message(result).contains("Type1NonuniformDFTPlan: takes 2 elements to 3, but was given 1 and a place for 3"))
  }
}
