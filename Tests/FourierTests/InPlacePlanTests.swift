import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Plans whose output replaces the input, judged by the definition.
@Suite("Plans in place")
struct InPlacePlanTests {
  // MARK: - Complex

  @Test("Complex rows", arguments: TransformCase.rows)
  func complexRows(_ of: TransformCase) throws {
    try checkComplex(of, Float.self)
    try checkComplex(of, Double.self)
  }

  @Test("Complex arrays along some axes", arguments: TransformCase.arrays)
  func complexArrays(_ of: TransformCase) throws {
    try checkComplex(of, Float.self)
    try checkComplex(of, Double.self)
  }

  private func checkComplex<T: TransformScalar>(_ of: TransformCase, _ type: T.Type) throws {
    var random = SeededRandom(seed: 1)
    let x: [Complex<T>] = random.complexSignal(count: of.count), w: [Complex<T>] = random.complexSignal(count: of.count)
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        let comment: Comment = "\(T.self), \(normalization), \(direction)"
        let reference = try ReferenceDFT<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let plan = try InPlaceDFTPlan<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let image = call(x, plan.transform), pulled = call(w, plan.adjoint)
        #expect(relativeError(image, reference(x)) <= of.tolerance(), comment)
        #expect(relativeError(pulled, reference.adjoint(w)) <= of.tolerance(), comment)
        expectAdjoint(
          image: reals(image), reals(w), reals(x), pulled: reals(pulled), tolerance: of.tolerance(), comment)
        let back = call(image, try plan.inverse.transform)
        #expect(relativeError(back, x.map { $0 * of.roundTrip(normalization) }) <= 2 * of.tolerance(), comment)
        let shifted = call(x, misalignedBy: MemoryLayout<T>.stride, plan.transform)
        #expect(relativeError(shifted, image) <= 2 * of.tolerance(), comment)
        let shiftedBack = call(w, misalignedBy: MemoryLayout<T>.stride, plan.adjoint)
        #expect(relativeError(shiftedBack, pulled) <= 2 * of.tolerance(), comment)
      }
    }
  }

  // MARK: - Real

  @Test("Padded real rows", arguments: TransformCase.rows)
  func realRows(_ of: TransformCase) throws {
    try checkReal(of, Float.self)
    try checkReal(of, Double.self)
  }

  @Test("Padded real arrays", arguments: TransformCase.paddable)
  func realArrays(_ of: TransformCase) throws {
    try checkReal(of, Float.self)
    try checkReal(of, Double.self)
  }

  private func checkReal<T: TransformScalar>(_ of: TransformCase, _ type: T.Type) throws {
    var random = SeededRandom(seed: 2)
    let x: [T] = random.signal(count: of.count), w: [Complex<T>] = random.complexSignal(count: of.binCount)
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        let comment: Comment = "\(T.self), \(normalization), \(direction)"
        let reference = try ReferenceRealDFT<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let plan = try InPlaceRealDFTPlan<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let padded = padded(x, of)
        #expect(plan.elementCount == padded.count)
        for shift in [0, MemoryLayout<T>.stride] {
          let image = bins(call(padded, misalignedBy: shift, plan.transform))
          let pulled = unpadded(call(reals(w), misalignedBy: shift, plan.adjoint), of)
          #expect(relativeError(image, reference(x)) <= of.tolerance(), comment)
          #expect(relativeError(pulled, reference.adjoint(w)) <= of.tolerance(), comment)
          expectAdjoint(image: reals(image), reals(w), x, pulled: pulled, tolerance: of.tolerance(), comment)
          let back = unpadded(call(reals(image), misalignedBy: shift, try plan.inverse.transform), of)
          #expect(relativeError(back, x.map { $0 * of.roundTrip(normalization) }) <= 2 * of.tolerance(), comment)
        }
      }
    }
  }

  @Test("Padded half-spectra in rows", arguments: TransformCase.rows)
  func inverseRealRows(_ of: TransformCase) throws {
    try checkInverseReal(of, Float.self)
    try checkInverseReal(of, Double.self)
  }

  @Test("Padded half-spectra in arrays", arguments: TransformCase.paddable)
  func inverseRealArrays(_ of: TransformCase) throws {
    try checkInverseReal(of, Float.self)
    try checkInverseReal(of, Double.self)
  }

  private func checkInverseReal<T: TransformScalar>(_ of: TransformCase, _ type: T.Type) throws {
    var random = SeededRandom(seed: 3)
    // Imaginary parts at DC and Nyquist too, which the transform has to ignore.
    let x: [Complex<T>] = random.complexSignal(count: of.binCount), w: [T] = random.signal(count: of.count)
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        let comment: Comment = "\(T.self), \(normalization), \(direction)"
        let reference = try ReferenceInverseRealDFT<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let plan = try InPlaceInverseRealDFTPlan<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        for shift in [0, MemoryLayout<T>.stride] {
          let image = unpadded(call(reals(x), misalignedBy: shift, plan.transform), of)
          let pulled = bins(call(padded(w, of), misalignedBy: shift, plan.adjoint))
          #expect(relativeError(image, reference(x)) <= of.tolerance(), comment)
          #expect(relativeError(pulled, reference.adjoint(w)) <= of.tolerance(), comment)
          expectAdjoint(image: image, w, reals(x), pulled: reals(pulled), tolerance: of.tolerance(), comment)
          let spectrum = bins(call(padded(image, of), misalignedBy: shift, try plan.inverse.transform))
          let again = unpadded(call(reals(spectrum), misalignedBy: shift, plan.transform), of)
          #expect(relativeError(again, image.map { $0 * of.roundTrip(normalization) }) <= 2 * of.tolerance(), comment)
        }
      }
    }
  }

  @Test("Not even NaN in the imaginary parts of DC and Nyquist reaches the samples", arguments: 1...20)
  func ignoredParts(length: Int) throws {
    var random = SeededRandom(seed: 4)
    let plan = try InPlaceInverseRealDFTPlan<Double>(length: length)
    var spectrum: [Double] = random.signal(count: plan.elementCount)
    var disturbed = spectrum
    for part in length.isMultiple(of: 2) ? [1, length + 1] : [1] { disturbed[part] = .nan }
    plan.transform(&spectrum)
    plan.transform(&disturbed)
    #expect(disturbed[..<length] == spectrum[..<length])
  }

  @Test("The rows that the documentation shows")
  func documentedRows() throws {
    // An impulse after one sample: bins exp(−2πi k/n).
    for length in [4, 5] {
      let plan = try InPlaceRealDFTPlan<Double>(length: length)
      var row = [Double](repeating: 0, count: 6)
      row[1] = 1
      plan.transform(&row)
      for k in 0..<3 {
        let expected = Complex<Double>.exp(i: -2 * .pi * Double(k) / Double(length))
        #expect((row[2 * k] - expected.real).magnitude < 1e-15)
        #expect((row[2 * k + 1] - expected.imaginary).magnitude < 1e-15)
      }
    }
    #expect(try InPlaceRealDFTPlan<Double>(shape: [3, 6]).details.inputLayout.strides == [8, 1])
    #expect(try InPlaceRealDFTPlan<Double>(length: 1000, batchCount: 8).elementCount == 8 * 1002)
  }

  // MARK: - Real to real

  @Test("Real-to-real rows", arguments: RealToRealKind.allCases, [1, 2, 3, 5, 8, 17, 30, 64])
  func realToRealRows(kind: RealToRealKind, length: Int) throws {
    guard length >= kind.minimumLength else { return }
    for batchCount in [1, 3] {
      let of = TransformCase([batchCount, length], axes: [1])
      try checkRealToReal(of, [kind], Float.self)
      try checkRealToReal(of, [kind], Double.self)
    }
  }

  @Test("Real-to-real arrays, each axis with a kind of its own")
  func realToRealArrays() throws {
    try checkRealToReal(TransformCase([6, 5], axes: [0, 1]), [.dct2, .dst3], Double.self)
    try checkRealToReal(TransformCase([6, 5], axes: [1, 0]), [.dct1, .dht], Float.self)
    try checkRealToReal(TransformCase([4, 3, 5], axes: [2, 0]), [.dst2, .dct3], Double.self)
    try checkRealToReal(TransformCase([4, 8, 8], axes: [1, 2]), [.dct2, .dct2], Float.self)
    try checkRealToReal(TransformCase([3, 4, 5], axes: [0, 1, 2]), [.dct1, .dst4, .realToHalfComplex], Double.self)
  }

  private func checkRealToReal<T: TransformScalar>(
    _ of: TransformCase, _ kinds: [RealToRealKind], _ type: T.Type
  ) throws {
    var random = SeededRandom(seed: 5)
    let x: [T] = random.signal(count: of.count), w: [T] = random.signal(count: of.count)
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        for orthogonalizes in [nil, false, true] {
          let comment: Comment =
            "\(T.self), \(kinds), \(normalization), \(direction), \(orthogonalizes.map { "\($0)" } ?? "default")"
          let reference = try ReferenceRealToReal<T>(
            shape: of.shape, kinds: kinds, axes: of.axes, direction: direction, normalization: normalization,
            orthogonalizes: orthogonalizes)
          let plan = try InPlaceRealToRealPlan<T>(
            shape: of.shape, kinds: kinds, axes: of.axes, direction: direction, normalization: normalization,
            orthogonalizes: orthogonalizes)
          let logicalLength = zip(of.axes, kinds).reduce(1) { $0 * $1.1.logicalLength(of.shape[$1.0]) }
          // Beside the transform's own errors and the reference's: weights of √2, rounded, before and after it.
          let tolerance: T =
            Tolerances.normalizedDFT(length: logicalLength)
            + T(of.axes.count) * (Tolerances.definition() + 3 * Tolerances.unitRoundoff())
          let image = call(x, plan.transform), pulled = call(w, plan.adjoint)
          #expect(relativeError(image, reference(x)) <= tolerance, comment)
          #expect(relativeError(pulled, reference.adjoint(w)) <= tolerance, comment)
          expectAdjoint(image: image, w, x, pulled: pulled, tolerance: tolerance, comment)
          let back = call(image, try plan.inverse.transform)
          let factor: T = normalization == .none ? T(logicalLength) : 1
          #expect(relativeError(back, x.map { $0 * factor }) <= 4 * tolerance, comment)
          let shifted = call(x, misalignedBy: MemoryLayout<T>.stride, plan.transform)
          #expect(relativeError(shifted, image) <= 2 * tolerance, comment)
        }
      }
    }
  }

  // MARK: - Buffers

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("In extended precision", arguments: TransformCase.paddable)
    func extendedPrecision(_ of: TransformCase) throws {
      try checkComplex(of, Float80.self)
      try checkReal(of, Float80.self)
      try checkInverseReal(of, Float80.self)
    }

    @Test("Real-to-real transforms in extended precision", arguments: RealToRealKind.allCases)
    func extendedRealToReal(kind: RealToRealKind) throws {
      try checkRealToReal(TransformCase([2, 9], axes: [1]), [kind], Float80.self)
    }
  #endif

  @Test("A layout's gaps stay as they are", arguments: StridedLayout.ofTwelve, [[0], [1], [0, 1]])
  func gaps(layout: StridedLayout, axes: [Int]) throws {
    var random = SeededRandom(seed: 6)
    let of = TransformCase([3, 4], axes: axes)
    let places = layout.places(of.shape)

    let x: [Complex<Double>] = random.complexSignal(count: 12)
    let plan = try InPlaceDFTPlan<Double>(
      shape: of.shape, axes: axes, layout: layout, normalization: .orthonormal)
    #expect(plan.elementCount == (places.max() ?? 0) + 1)
    let reference = try ReferenceDFT<Double>(shape: of.shape, axes: axes, normalization: .orthonormal)
    // Buffers may be longer than the layout reaches.
    for extra in [0, 5] {
      let count = plan.elementCount + extra
      let spectrum = scattered(x, places, count, plan.transform), pulled = scattered(x, places, count, plan.adjoint)
      #expect(relativeError(spectrum, reference(x)) <= of.tolerance())
      #expect(relativeError(pulled, reference.adjoint(x)) <= of.tolerance())
    }
    let back = scattered(reference(x), places, plan.elementCount, try plan.inverse.transform)
    #expect(relativeError(back, x) <= 2 * of.tolerance())

    let y: [Float] = random.signal(count: 12)
    let kinds = Array([RealToRealKind.dct1, .dst2].prefix(axes.count))
    let cosines = try InPlaceRealToRealPlan<Float>(
      shape: of.shape, kinds: kinds, axes: axes, layout: layout, normalization: .orthonormal)
    let definition = try ReferenceRealToReal<Float>(
      shape: of.shape, kinds: kinds, axes: axes, normalization: .orthonormal)
    let image = scattered(y, places, cosines.elementCount, cosines.transform)
    #expect(relativeError(image, definition(y)) <= 2 * of.tolerance())
    let transposed = scattered(y, places, cosines.elementCount, cosines.adjoint)
    #expect(relativeError(transposed, definition.adjoint(y)) <= 2 * of.tolerance())
  }

  @Test("Arrays by name, and rows of a batch")
  func arrays() throws {
    var random = SeededRandom(seed: 7)
    let x: [Complex<Double>] = random.complexSignal(count: 24)
    var array = x
    try InPlaceDFTPlan<Double>(length: 8, batchCount: 3).transform(&array)
    let reference = try ReferenceDFT<Double>(length: 8, batchCount: 3)
    #expect(relativeError(array, reference(x)) <= Tolerances.dft(length: 8) + Tolerances.definition())
    var pulled = x
    try InPlaceDFTPlan<Double>(length: 8, batchCount: 3).adjoint(&pulled)
    #expect(relativeError(pulled, reference.adjoint(x)) <= Tolerances.dft(length: 8) + Tolerances.definition())
  }

  @Test("Measured plans compute the same", arguments: [5, 12, 64])
  func measured(length: Int) throws {
    var random = SeededRandom(seed: 8)
    let of = TransformCase([2, length], axes: [1])
    let x: [Complex<Double>] = random.complexSignal(count: of.count)
    let plan = try InPlaceDFTPlan<Double>(length: length, batchCount: 2, effort: .measure)
    let reference = try ReferenceDFT<Double>(length: length, batchCount: 2)
    #expect(relativeError(call(x, plan.transform), reference(x)) <= of.tolerance())
    let y: [Double] = random.signal(count: of.count)
    let real = try InPlaceRealDFTPlan<Double>(length: length, batchCount: 2, effort: .measure)
    let realReference = try ReferenceRealDFT<Double>(length: length, batchCount: 2)
    #expect(relativeError(bins(call(padded(y, of), real.transform)), realReference(y)) <= of.tolerance())
  }

  @Test("A plan tells that it works in place")
  func description() throws {
    let plan = try InPlaceDFTPlan<Float>(length: 8)
    #expect(plan.description.hasPrefix("InPlaceDFTPlan<Float>: 1 forward complex DFT of 8 points in single precision"))
    #expect(plan.description.contains("in place"))
    #expect(plan.length == 8 && plan.batchCount == 1 && plan.inputShape == [1, 8] && plan.outputShape == [1, 8])
  }

  // MARK: - Errors

  @Test("What cannot be planned in place")
  func errors() {
    #expect(throws: DFTError.unpaddedAxis([1, 0], rank: 2)) {
      try InPlaceRealDFTPlan<Double>(shape: [4, 6], axes: [1, 0])
    }
    #expect(throws: DFTError.unpaddedAxis([0], rank: 2)) {
      try InPlaceInverseRealDFTPlan<Double>(shape: [4, 6], axes: [-2])
    }
    #expect(
      DFTError.unpaddedAxis([1, 0], rank: 2).description
        == "the last one of the axes [1, 0] must be the last axis of the array of rank 2, 1, whose rows are padded to "
        + "hold half-spectra in place")
    let overlapping = StridedLayout(strides: [2, 1])
    #expect(throws: DFTError.overlappingOutput(overlapping, shape: [3, 4])) {
      try InPlaceDFTPlan<Double>(shape: [3, 4], layout: overlapping)
    }
    #expect(throws: DFTError.invalidLength(0)) { try InPlaceRealDFTPlan<Double>(length: 0) }
    #expect(throws: DFTError.lengthTooShort(kind: .dct1, length: 1)) {
      try InPlaceRealToRealPlan<Double>(length: 1, kind: .dct1)
    }
    #expect(throws: DFTError.self) { try InPlaceRealDFTPlan<Double>(length: .max / 16) }
  }

  @Test("A wrong count traps")
  func wrongCounts() async throws {
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var elements = [Complex<Double>](repeating: .one, count: 7)
      try InPlaceDFTPlan<Double>(length: 8).transform(&elements)
    }
    #expect(message(complex).contains("InPlaceDFTPlan: works on 8 elements, but was given 7"))
    let real = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var elements = [Float](repeating: 1, count: 8)
      try InPlaceRealDFTPlan<Float>(length: 8).transform(&elements)
    }
    #expect(message(real).contains("InPlaceRealDFTPlan: works on 10 elements, but was given 8"))
    let inverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var elements = [Float](repeating: 1, count: 11)
      try InPlaceInverseRealDFTPlan<Float>(length: 8).adjoint(&elements)
    }
    #expect(message(inverse).contains("InPlaceInverseRealDFTPlan.adjoint: works on 10 elements, but was given 11"))
    let cosines = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var elements = [Double](repeating: 1, count: 3)
      try InPlaceRealToRealPlan<Double>(
        shape: [2, 2], kinds: [.dct2, .dct2], layout: StridedLayout(strides: [4, 1])
      ).adjoint(&elements)
    }
    #expect(message(cosines).contains("InPlaceRealToRealPlan.adjoint: works on 6 elements, but was given 3"))
  }

  // MARK: - Calls

  /// The elements after a call, which must leave alone what lies around them.
  private func call<Element: BitwiseCopyable>(
    _ elements: [Element], misalignedBy shift: Int = 0, _ body: (inout MutableSpan<Element>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Element] {
    let arena = Arena(byteCount: elements.count * MemoryLayout<Element>.stride + 256)
    let buffer = arena.place(elements, at: 64 + shift)
    var span = MutableSpan(_unsafeElements: buffer)
    body(&span)
    #expect(arena.isIntact, "written outside the buffer", sourceLocation: sourceLocation)
    return Array(buffer)
  }

  /// The elements at `places` of a buffer after a call, which must leave alone what lies between them.
  private func scattered<Element: BitwiseCopyable>(
    _ elements: [Element], _ places: [Int], _ count: Int, _ body: (inout MutableSpan<Element>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Element] {
    let arena = Arena(byteCount: count * MemoryLayout<Element>.stride + 256)
    let buffer = arena.reserve(Element.self, count: count, at: 128)
    for (place, element) in zip(places, elements) { buffer[place] = element }
    var span = MutableSpan(_unsafeElements: buffer)
    body(&span)
    #expect(arena.isIntact, "written outside the buffer", sourceLocation: sourceLocation)
    return gathered(buffer, places, sourceLocation)
  }

  /// x with NaN as the padding of its rows.
  private func padded<T: TransformScalar>(_ x: [T], _ of: TransformCase) -> [T] {
    let n = of.shape[of.shape.count - 1]
    return stride(from: 0, to: x.count, by: n).flatMap {
      x[$0..<($0 + n)] + Array(repeating: T.nan, count: n.isMultiple(of: 2) ? 2 : 1)
    }
  }

  private func unpadded<T>(_ x: [T], _ of: TransformCase) -> [T] {
    let n = of.shape[of.shape.count - 1], row = 2 * (n / 2 + 1)
    return stride(from: 0, to: x.count, by: row).flatMap { x[$0..<($0 + n)] }
  }

  private func bins<T: Real>(_ x: [T]) -> [Complex<T>] {
    stride(from: 0, to: x.count, by: 2).map { Complex(x[$0], x[$0 + 1]) }
  }
}
