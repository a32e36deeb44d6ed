import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Plans on real and imaginary parts in buffers of their own, judged by the definition.
@Suite("Plans on split storage")
struct SplitPlanTests {
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
        let expected = reference(x), expectedAdjoint = reference.adjoint(w)
        let plan = try SplitDFTPlan<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let inPlace = try InPlaceSplitDFTPlan<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        for place in Place.all {
          let image = call(x, of.count, place, plan.transform), pulled = call(w, of.count, place, plan.adjoint)
          #expect(relativeError(image, expected) <= of.tolerance(), comment)
          #expect(relativeError(pulled, expectedAdjoint) <= of.tolerance(), comment)
          expectAdjoint(
            image: reals(image), reals(w), reals(x), pulled: reals(pulled), tolerance: of.tolerance(), comment)
          let back = call(image, of.count, place, try plan.inverse.transform)
          #expect(relativeError(back, x.map { $0 * of.roundTrip(normalization) }) <= 2 * of.tolerance(), comment)

          let replaced = call(x, place, inPlace.transform)
          #expect(relativeError(replaced, expected) <= of.tolerance(), comment)
          let replacedAdjoint = call(w, place, inPlace.adjoint)
          #expect(relativeError(replacedAdjoint, expectedAdjoint) <= of.tolerance(), comment)
          let restored = call(replaced, place, try inPlace.inverse.transform)
          #expect(relativeError(restored, x.map { $0 * of.roundTrip(normalization) }) <= 2 * of.tolerance(), comment)
        }
      }
    }
  }

  @Test("The distance between the parts changes no bit", arguments: 1...128)
  func distances(length: Int) throws {
    try checkDistances(TransformCase([length], axes: [0]))
    try checkDistances(TransformCase([length, 1 + length % 5], axes: [0, 1]))
    try checkDistances(TransformCase([1 + length % 7, length], axes: [0]))
  }

  /// FFTW binds a plan for split arrays to the distance between their parts: many of its plans go wrong at any other.
  private func checkDistances(_ of: TransformCase) throws {
    var random = SeededRandom(seed: 2)
    let x: [Complex<Double>] = random.complexSignal(count: of.count)
    let plan = try SplitDFTPlan<Double>(shape: of.shape, axes: of.axes)
    let inPlace = try InPlaceSplitDFTPlan<Double>(shape: of.shape, axes: of.axes)
    let aligned = Place.all.filter { $0.shift == 0 }
    let images = aligned.map { call(x, of.count, $0, plan.transform) }
    let replaced = aligned.map { call(x, $0, inPlace.transform) }
    for place in aligned.indices.dropFirst() {
      #expect(images[place] == images[0], "\(of.shape) along \(of.axes), place \(place)")
      #expect(replaced[place] == replaced[0], "\(of.shape) along \(of.axes), place \(place), in place")
    }
  }

  // MARK: - Real

  @Test("Real rows", arguments: TransformCase.rows)
  func realRows(_ of: TransformCase) throws {
    try checkReal(of, Float.self)
    try checkReal(of, Double.self)
  }

  @Test("Real arrays along some axes", arguments: TransformCase.arrays)
  func realArrays(_ of: TransformCase) throws {
    try checkReal(of, Float.self)
    try checkReal(of, Double.self)
  }

  private func checkReal<T: TransformScalar>(_ of: TransformCase, _ type: T.Type) throws {
    var random = SeededRandom(seed: 3)
    let x: [T] = random.signal(count: of.count), w: [Complex<T>] = random.complexSignal(count: of.binCount)
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        let comment: Comment = "\(T.self), \(normalization), \(direction)"
        let reference = try ReferenceRealDFT<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let plan = try SplitRealDFTPlan<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        for place in Place.all {
          let image = call(x, of.binCount, place, plan.transform), pulled = call(w, of.count, place, plan.adjoint)
          #expect(relativeError(image, reference(x)) <= of.tolerance(), comment)
          #expect(relativeError(pulled, reference.adjoint(w)) <= of.tolerance(), comment)
          expectAdjoint(image: reals(image), reals(w), x, pulled: pulled, tolerance: of.tolerance(), comment)
          let back = call(image, of.count, place, try plan.inverse.transform)
          #expect(relativeError(back, x.map { $0 * of.roundTrip(normalization) }) <= 2 * of.tolerance(), comment)
        }
      }
    }
  }

  @Test("Half-spectra in rows", arguments: TransformCase.rows)
  func inverseRealRows(_ of: TransformCase) throws {
    try checkInverseReal(of, Float.self)
    try checkInverseReal(of, Double.self)
  }

  @Test("Half-spectra along some axes", arguments: TransformCase.arrays)
  func inverseRealArrays(_ of: TransformCase) throws {
    try checkInverseReal(of, Float.self)
    try checkInverseReal(of, Double.self)
  }

  private func checkInverseReal<T: TransformScalar>(_ of: TransformCase, _ type: T.Type) throws {
    var random = SeededRandom(seed: 4)
    // Imaginary parts at DC and Nyquist too, which the transform has to ignore.
    let x: [Complex<T>] = random.complexSignal(count: of.binCount), w: [T] = random.signal(count: of.count)
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        let comment: Comment = "\(T.self), \(normalization), \(direction)"
        let reference = try ReferenceInverseRealDFT<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        let plan = try SplitInverseRealDFTPlan<T>(
          shape: of.shape, axes: of.axes, direction: direction, normalization: normalization)
        for place in Place.all {
          let image = call(x, of.count, place, plan.transform), pulled = call(w, of.binCount, place, plan.adjoint)
          #expect(relativeError(image, reference(x)) <= of.tolerance(), comment)
          #expect(relativeError(pulled, reference.adjoint(w)) <= of.tolerance(), comment)
          expectAdjoint(image: image, w, reals(x), pulled: reals(pulled), tolerance: of.tolerance(), comment)
          let spectrum = call(image, of.binCount, place, try plan.inverse.transform)
          let again = call(spectrum, of.count, place, plan.transform)
          #expect(relativeError(again, image.map { $0 * of.roundTrip(normalization) }) <= 2 * of.tolerance(), comment)
        }
      }
    }
  }

  @Test("Not even NaN in the imaginary parts of DC and Nyquist reaches the samples", arguments: 1...20)
  func ignoredParts(length: Int) throws {
    var random = SeededRandom(seed: 5)
    let plan = try SplitInverseRealDFTPlan<Double>(length: length)
    let real: [Double] = random.signal(count: plan.inputCount), imaginary: [Double] = random.signal(count: real.count)
    var disturbed = imaginary
    disturbed[0] = .nan
    if length.isMultiple(of: 2) { disturbed[length / 2] = .nan }
    #expect(plan(real: real, imaginary: disturbed) == plan(real: real, imaginary: imaginary))
  }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("In extended precision", arguments: TransformCase.paddable)
    func extendedPrecision(_ of: TransformCase) throws {
      try checkComplex(of, Float80.self)
      try checkReal(of, Float80.self)
      try checkInverseReal(of, Float80.self)
    }
  #endif

  // MARK: - Layouts

  @Test("Gaps of a complex layout stay as they are", arguments: StridedLayout.ofTwelve, StridedLayout.ofTwelve)
  func complexGaps(input: StridedLayout, output: StridedLayout) throws {
    var random = SeededRandom(seed: 6)
    let x: [Complex<Double>] = random.complexSignal(count: 12)
    for axes in [[0], [1], [1, 0]] {
      let of = TransformCase([3, 4], axes: axes)
      let plan = try SplitDFTPlan<Double>(
        shape: of.shape, axes: axes, input: input, output: output, normalization: .orthonormal)
      let reference = try ReferenceDFT<Double>(shape: of.shape, axes: axes, normalization: .orthonormal)
      let from = input.places(of.shape), to = output.places(of.shape)
      #expect(plan.inputCount == (from.max() ?? 0) + 1 && plan.outputCount == (to.max() ?? 0) + 1)
      // Buffers may be longer than the layout reaches.
      for extra in [0, 5] {
        let spectrum = scattered(x, from, to, extra, plan.transform)
        #expect(relativeError(spectrum, reference(x)) <= of.tolerance())
        let pulled = scattered(x, to, from, extra, plan.adjoint)
        #expect(relativeError(pulled, reference.adjoint(x)) <= of.tolerance())
      }
      let back = scattered(reference(x), to, from, 0, try plan.inverse.transform)
      #expect(relativeError(back, x) <= 2 * of.tolerance())

      let inPlace = try InPlaceSplitDFTPlan<Double>(
        shape: of.shape, axes: axes, layout: input, normalization: .orthonormal)
      let replaced = scattered(x, from, inPlace.transform)
      #expect(relativeError(replaced, reference(x)) <= of.tolerance())
    }
  }

  @Test(
    "Gaps of a real signal and of its half-spectrum stay as they are", arguments: StridedLayout.ofTwelve,
    StridedLayout.ofTwelve)
  func realGaps(samples: StridedLayout, bins: StridedLayout) throws {
    var random = SeededRandom(seed: 7)
    for axes in [[0], [1], [1, 0], [0, 1]] {
      let of = TransformCase([3, 4], axes: axes)
      let x: [Double] = random.signal(count: of.count), w: [Complex<Double>] = random.complexSignal(count: of.binCount)
      let plan = try SplitRealDFTPlan<Double>(shape: of.shape, axes: axes, input: samples, output: bins)
      let reference = try ReferenceRealDFT<Double>(shape: of.shape, axes: axes)
      let from = samples.places(of.shape), to = bins.places(of.halvedShape)
      let spectrum = scattered(x, from, to, plan.transform), pulled = scattered(w, to, from, plan.adjoint)
      #expect(relativeError(spectrum, reference(x)) <= of.tolerance())
      #expect(relativeError(pulled, reference.adjoint(w)) <= of.tolerance())

      let inverse = try SplitInverseRealDFTPlan<Double>(shape: of.shape, axes: axes, input: bins, output: samples)
      let inverseReference = try ReferenceInverseRealDFT<Double>(shape: of.shape, axes: axes)
      let signal = scattered(w, to, from, inverse.transform), pushed = scattered(x, from, to, inverse.adjoint)
      #expect(relativeError(signal, inverseReference(w)) <= of.tolerance())
      #expect(relativeError(pushed, inverseReference.adjoint(x)) <= of.tolerance())
    }
  }

  @Test("One row of input may serve for all")
  func repeatedInput() throws {
    var random = SeededRandom(seed: 8)
    let real: [Float] = random.signal(count: 12), imaginary: [Float] = random.signal(count: 12)
    let repeated = StridedLayout(strides: [0, 1])
    let row = try SplitDFTPlan<Float>(length: 12)(real: real, imaginary: imaginary)
    let rows = try SplitDFTPlan<Float>(shape: [3, 12], axes: [1], input: repeated)(real: real, imaginary: imaginary)
    let half = try SplitRealDFTPlan<Float>(length: 12)(real)
    let halves = try SplitRealDFTPlan<Float>(shape: [3, 12], axes: [1], input: repeated)(real)
    for index in 0..<3 {
      let points = (index * 12)..<((index + 1) * 12), bins = (index * 7)..<((index + 1) * 7)
      #expect(relativeError(Array(rows.real[points]), row.real) <= 2 * Tolerances.dft(length: 12))
      #expect(relativeError(Array(rows.imaginary[points]), row.imaginary) <= 2 * Tolerances.dft(length: 12))
      #expect(relativeError(Array(halves.real[bins]), half.real) <= 2 * Tolerances.dft(length: 12))
      #expect(relativeError(Array(halves.imaginary[bins]), half.imaginary) <= 2 * Tolerances.dft(length: 12))
    }
  }

  @Test("Arrays by name, and new ones whose gaps are 0")
  func arrays() throws {
    var random = SeededRandom(seed: 9)
    let real: [Double] = random.signal(count: 24), imaginary: [Double] = random.signal(count: 24)
    let expected = try ReferenceDFT<Double>(length: 8, batchCount: 3)(zip(real, imaginary).map { Complex($0, $1) })
    let plan = try SplitDFTPlan<Double>(length: 8, batchCount: 3)
    let tolerance: Double = Tolerances.dft(length: 8) + Tolerances.definition()
    let output = plan(real: real, imaginary: imaginary)
    #expect(relativeError(zip(output.real, output.imaginary).map { Complex($0, $1) }, expected) <= tolerance)
    var (replacedReal, replacedImaginary) = (real, imaginary)
    try InPlaceSplitDFTPlan<Double>(length: 8, batchCount: 3).transform(
      real: &replacedReal, imaginary: &replacedImaginary)
    #expect(relativeError(zip(replacedReal, replacedImaginary).map { Complex($0, $1) }, expected) <= tolerance)
    try InPlaceSplitDFTPlan<Double>(length: 8, batchCount: 3, normalization: .forward).adjoint(
      real: &replacedReal, imaginary: &replacedImaginary)
    #expect(relativeError(replacedReal + replacedImaginary, real + imaginary) <= 2 * tolerance)

    let sparse = try SplitRealDFTPlan<Double>(shape: [4], output: StridedLayout(strides: [2]))([1, 0, 0, 0])
    #expect(sparse.real == [1, 0, 1, 0, 1] && sparse.imaginary == [0, 0, 0, 0, 0])
    #expect(try SplitRealDFTPlan<Double>(length: 2).adjoint(real: [1, 2], imaginary: [3, 4]) == [3, -1])
    let bins = try SplitInverseRealDFTPlan<Double>(length: 2, normalization: .none).adjoint([3, 1])
    #expect(bins.real == [4, 2] && bins.imaginary == [0, 0])
  }

  @Test("Measured plans compute the same", arguments: [5, 18, 64])
  func measured(length: Int) throws {
    var random = SeededRandom(seed: 10)
    let of = TransformCase([2, length], axes: [0, 1])
    let x: [Complex<Double>] = random.complexSignal(count: of.count)
    let plan = try SplitDFTPlan<Double>(shape: of.shape, effort: .measure)
    let reference = try ReferenceDFT<Double>(shape: of.shape)
    for place in Place.all {
      #expect(relativeError(call(x, of.count, place, plan.transform), reference(x)) <= of.tolerance())
    }
  }

  @Test("A plan tells of its storage")
  func description() throws {
    let plan = try SplitDFTPlan<Float>(shape: [4, 8], axes: [1])
    #expect(plan.description.hasPrefix("SplitDFTPlan<Float>: 4 forward complex DFT of 8 points in single precision"))
    #expect(plan.length == 8 && plan.batchCount == 4 && plan.inputShape == [4, 8] && plan.outputShape == [4, 8])
    #expect(try InPlaceSplitDFTPlan<Float>(length: 8).description.hasPrefix("InPlaceSplitDFTPlan<Float>: 1 forward"))
  }

  // MARK: - Traps

  @Test("A wrong count traps")
  func wrongCounts() async throws {
    let input = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try SplitDFTPlan<Double>(length: 8)(
        real: [Double](repeating: 1, count: 8), imaginary: [Double](repeating: 1, count: 7))
    }
    #expect(message(input).contains("SplitDFTPlan: takes 8 + 8 elements to 8 + 8, but was given 8 + 7 and a place"))
    let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var real = [Float](repeating: 0, count: 5), imaginary = [Float](repeating: 0, count: 4)
      try SplitRealDFTPlan<Float>(length: 8).transform(
        [Float](repeating: 1, count: 8), intoReal: &real, imaginary: &imaginary)
    }
    #expect(
      message(output).contains("SplitRealDFTPlan: takes 8 elements to 5 + 5, but was given 8 and a place for 5 + 4"))
    let adjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try SplitRealDFTPlan<Float>(length: 8).adjoint(real: [1, 2, 3, 4, 5, 6], imaginary: [1, 2, 3, 4, 5, 6])
    }
    #expect(message(adjoint).contains("SplitRealDFTPlan.adjoint: takes 5 + 5 elements to 8, but was given 6 + 6"))
    let inverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try SplitInverseRealDFTPlan<Float>(length: 8)(real: [1, 2, 3, 4, 5], imaginary: [])
    }
    #expect(message(inverse).contains("SplitInverseRealDFTPlan: takes 5 + 5 elements to 8, but was given 5 + 0"))
    let inverseAdjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try SplitInverseRealDFTPlan<Float>(length: 8).adjoint([1, 2, 3])
    }
    #expect(message(inverseAdjoint).contains("SplitInverseRealDFTPlan.adjoint: takes 8 elements to 5 + 5, but was"))
    let inPlace = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var real = [Double](repeating: 0, count: 8), imaginary = [Double](repeating: 0, count: 9)
      try InPlaceSplitDFTPlan<Double>(length: 8).transform(real: &real, imaginary: &imaginary)
    }
    #expect(message(inPlace).contains("InPlaceSplitDFTPlan: works on 8 + 8 elements, but was given 8 + 9"))
  }

  @Test("An adjoint that would have to write into a repeated row traps")
  func repeatedAdjoint() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let repeated = StridedLayout(strides: [0, 1])
      _ = try SplitDFTPlan<Float>(shape: [2, 3], axes: [1], input: repeated).adjoint(
        real: [1, 2, 3, 4, 5, 6], imaginary: [1, 2, 3, 4, 5, 6])
    }
    #expect(message(result).contains("the strides [0, 1] put elements of an input of shape [2, 3] in one place"))
  }

  // MARK: - Calls

  /// Where the buffers of a call lie.
  struct Place: Sendable {
    /// The order of the buffers in memory, and the bytes between two of them: multiples of 16.
    let order: [Int]
    let gap: Int
    /// Scalars by which they start after a multiple of 16 bytes, each buffer one more than the last.
    let shift: Int

    static let all = [
      Place(order: [0, 1, 2, 3], gap: 64, shift: 0), Place(order: [1, 0, 3, 2], gap: 64, shift: 0),
      Place(order: [2, 0, 1, 3], gap: 1040, shift: 0), Place(order: [3, 1, 0, 2], gap: 304, shift: 0),
      Place(order: [0, 1, 2, 3], gap: 80, shift: 1),
    ]

    /// Memory for four buffers, and the bytes at which they start.
    func arena<T>(_ type: T.Type, _ counts: [Int]) -> (arena: Arena, offsets: [Int]) {
      var offsets = [0, 0, 0, 0], end = 0
      for buffer in order where buffer < counts.count {
        offsets[buffer] = (end + gap + 15) / 16 * 16 + shift * buffer * MemoryLayout<T>.stride
        end = offsets[buffer] + counts[buffer] * MemoryLayout<T>.stride
      }
      return (Arena(byteCount: end + gap), offsets)
    }
  }

  /// Complex to complex.
  private func call<T: TransformScalar>(
    _ input: [Complex<T>], _ outputCount: Int, _ place: Place,
    _ body: (Span<T>, Span<T>, inout MutableSpan<T>, inout MutableSpan<T>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Complex<T>] {
    let (arena, offsets) = place.arena(T.self, [input.count, input.count, outputCount, outputCount])
    let real = arena.place(input.map(\.real), at: offsets[0])
    let imaginary = arena.place(input.map(\.imaginary), at: offsets[1])
    let before = [bytes(real), bytes(imaginary)]
    let realOutput = arena.reserve(T.self, count: outputCount, at: offsets[2])
    let imaginaryOutput = arena.reserve(T.self, count: outputCount, at: offsets[3])
    var realSpan = MutableSpan(_unsafeElements: realOutput),
      imaginarySpan = MutableSpan(_unsafeElements: imaginaryOutput)
    body(
      Span(_unsafeElements: UnsafeBufferPointer(real)), Span(_unsafeElements: UnsafeBufferPointer(imaginary)),
      &realSpan, &imaginarySpan)
    #expect([bytes(real), bytes(imaginary)] == before, "the input was changed", sourceLocation: sourceLocation)
    #expect(arena.isIntact, "written outside the output", sourceLocation: sourceLocation)
    return zip(realOutput, imaginaryOutput).map { Complex($0, $1) }
  }

  /// Complex to real.
  private func call<T: TransformScalar>(
    _ input: [Complex<T>], _ outputCount: Int, _ place: Place,
    _ body: (Span<T>, Span<T>, inout MutableSpan<T>) -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) -> [T] {
    let (arena, offsets) = place.arena(T.self, [input.count, input.count, outputCount])
    let real = arena.place(input.map(\.real), at: offsets[0])
    let imaginary = arena.place(input.map(\.imaginary), at: offsets[1])
    let before = [bytes(real), bytes(imaginary)]
    let output = arena.reserve(T.self, count: outputCount, at: offsets[2])
    var outputSpan = MutableSpan(_unsafeElements: output)
    body(
      Span(_unsafeElements: UnsafeBufferPointer(real)), Span(_unsafeElements: UnsafeBufferPointer(imaginary)),
      &outputSpan)
    #expect([bytes(real), bytes(imaginary)] == before, "the input was changed", sourceLocation: sourceLocation)
    #expect(arena.isIntact, "written outside the output", sourceLocation: sourceLocation)
    return Array(output)
  }

  /// Real to complex.
  private func call<T: TransformScalar>(
    _ input: [T], _ outputCount: Int, _ place: Place,
    _ body: (Span<T>, inout MutableSpan<T>, inout MutableSpan<T>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Complex<T>] {
    let (arena, offsets) = place.arena(T.self, [input.count, outputCount, outputCount])
    let source = arena.place(input, at: offsets[0])
    let before = bytes(source)
    let real = arena.reserve(T.self, count: outputCount, at: offsets[1])
    let imaginary = arena.reserve(T.self, count: outputCount, at: offsets[2])
    var realSpan = MutableSpan(_unsafeElements: real), imaginarySpan = MutableSpan(_unsafeElements: imaginary)
    body(Span(_unsafeElements: UnsafeBufferPointer(source)), &realSpan, &imaginarySpan)
    #expect(bytes(source) == before, "the input was changed", sourceLocation: sourceLocation)
    #expect(arena.isIntact, "written outside the output", sourceLocation: sourceLocation)
    return zip(real, imaginary).map { Complex($0, $1) }
  }

  /// Complex, in place.
  private func call<T: TransformScalar>(
    _ elements: [Complex<T>], _ place: Place, _ body: (inout MutableSpan<T>, inout MutableSpan<T>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Complex<T>] {
    let (arena, offsets) = place.arena(T.self, [elements.count, elements.count])
    let real = arena.place(elements.map(\.real), at: offsets[0])
    let imaginary = arena.place(elements.map(\.imaginary), at: offsets[1])
    var realSpan = MutableSpan(_unsafeElements: real), imaginarySpan = MutableSpan(_unsafeElements: imaginary)
    body(&realSpan, &imaginarySpan)
    #expect(arena.isIntact, "written outside the buffers", sourceLocation: sourceLocation)
    return zip(real, imaginary).map { Complex($0, $1) }
  }

  // MARK: - Calls with gaps

  /// Complex to complex, with `extra` elements more in each buffer than the places reach.
  private func scattered(
    _ input: [Complex<Double>], _ from: [Int], _ to: [Int], _ extra: Int,
    _ body: (Span<Double>, Span<Double>, inout MutableSpan<Double>, inout MutableSpan<Double>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Complex<Double>] {
    let arena = Arena(byteCount: 4096)
    let real = sparse(arena, input.map(\.real), from, extra, at: 64)
    let imaginary = sparse(arena, input.map(\.imaginary), from, extra, at: 1040)
    let realOutput = sparse(arena, [], to, extra, at: 2064), imaginaryOutput = sparse(arena, [], to, extra, at: 3040)
    var realSpan = MutableSpan(_unsafeElements: realOutput),
      imaginarySpan = MutableSpan(_unsafeElements: imaginaryOutput)
    body(
      Span(_unsafeElements: UnsafeBufferPointer(real)), Span(_unsafeElements: UnsafeBufferPointer(imaginary)),
      &realSpan,
      &imaginarySpan)
    #expect(arena.isIntact, sourceLocation: sourceLocation)
    return zip(gathered(realOutput, to, sourceLocation), gathered(imaginaryOutput, to, sourceLocation))
      .map { Complex($0, $1) }
  }

  /// Complex to real.
  private func scattered(
    _ input: [Complex<Double>], _ from: [Int], _ to: [Int],
    _ body: (Span<Double>, Span<Double>, inout MutableSpan<Double>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Double] {
    let arena = Arena(byteCount: 4096)
    let real = sparse(arena, input.map(\.real), from, at: 64)
    let imaginary = sparse(arena, input.map(\.imaginary), from, at: 1040)
    let output = sparse(arena, [], to, at: 2064)
    var span = MutableSpan(_unsafeElements: output)
    body(
      Span(_unsafeElements: UnsafeBufferPointer(real)), Span(_unsafeElements: UnsafeBufferPointer(imaginary)), &span)
    #expect(arena.isIntact, sourceLocation: sourceLocation)
    return gathered(output, to, sourceLocation)
  }

  /// Real to complex.
  private func scattered(
    _ input: [Double], _ from: [Int], _ to: [Int],
    _ body: (Span<Double>, inout MutableSpan<Double>, inout MutableSpan<Double>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Complex<Double>] {
    let arena = Arena(byteCount: 4096)
    let source = sparse(arena, input, from, at: 64)
    let real = sparse(arena, [], to, at: 1040), imaginary = sparse(arena, [], to, at: 2064)
    var realSpan = MutableSpan(_unsafeElements: real), imaginarySpan = MutableSpan(_unsafeElements: imaginary)
    body(Span(_unsafeElements: UnsafeBufferPointer(source)), &realSpan, &imaginarySpan)
    #expect(arena.isIntact, sourceLocation: sourceLocation)
    return zip(gathered(real, to, sourceLocation), gathered(imaginary, to, sourceLocation)).map { Complex($0, $1) }
  }

  /// Complex, in place.
  private func scattered(
    _ elements: [Complex<Double>], _ places: [Int],
    _ body: (inout MutableSpan<Double>, inout MutableSpan<Double>) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Complex<Double>] {
    let arena = Arena(byteCount: 4096)
    let real = sparse(arena, elements.map(\.real), places, at: 64)
    let imaginary = sparse(arena, elements.map(\.imaginary), places, at: 1040)
    var realSpan = MutableSpan(_unsafeElements: real), imaginarySpan = MutableSpan(_unsafeElements: imaginary)
    body(&realSpan, &imaginarySpan)
    #expect(arena.isIntact, sourceLocation: sourceLocation)
    return zip(gathered(real, places, sourceLocation), gathered(imaginary, places, sourceLocation))
      .map { Complex($0, $1) }
  }

  /// A buffer with elements at some places, and bytes 0xFF at the others.
  private func sparse(
    _ arena: Arena, _ elements: [Double], _ places: [Int], _ extra: Int = 0, at offset: Int
  ) -> UnsafeMutableBufferPointer<Double> {
    let buffer = arena.reserve(Double.self, count: (places.max() ?? 0) + 1 + extra, at: offset)
    for (place, element) in zip(places, elements) { buffer[place] = element }
    return buffer
  }
}
