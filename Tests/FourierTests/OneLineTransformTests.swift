import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The one-line functions are SciPy's: along chosen axes, of every type, cut off or filled with zeros.
@Suite("One-line transforms and SciPy")
struct OneLineTransformTests {
  static let named: [String: Normalization] = ["backward": .backward, "orthonormal": .orthonormal, "forward": .forward]
  static let types = TrigonometricType.allCases

  @Test("fftn, ifftn, rfftn, ihfftn, irfftn and hfftn over chosen axes")
  func fourier() throws {
    let fixture: SciPyFixture = try Fixture.load("scipy_transforms")
    #expect(fixture.fourier.count == 10)
    for known in fixture.fourier {
      let (shape, axes) = (known.shape, known.axes)
      let z = complex(known.complexInput), x = known.realInput, half = complex(known.halfSpectrum)
      for result in known.results {
        let norm = try #require(Self.named[result.normalization])
        let comment: Comment = "\(shape), axes \(String(describing: axes)), \(norm)"
        let tolerance = tolerance((axes ?? Array(shape.indices)).map { shape[($0 + shape.count) % shape.count] })
        func expectClose(_ computed: [Complex<Double>], _ expected: [[Double]]) {
          #expect(relativeError(computed, complex(expected)) <= tolerance, comment)
        }
        expectClose(fftn(z, shape: shape, axes: axes, normalization: norm), result.fftn)
        expectClose(ifftn(z, shape: shape, axes: axes, normalization: norm), result.ifftn)
        expectClose(rfftn(x, shape: shape, axes: axes, normalization: norm), result.rfftn)
        expectClose(ihfftn(x, shape: shape, axes: axes, normalization: norm), result.ihfftn)
        let inverse = irfftn(half, shape: shape, axes: axes, normalization: norm)
        #expect(relativeError(inverse, result.irfftn) <= tolerance, comment)
        let spectrum = hfftn(half, shape: shape, axes: axes, normalization: norm)
        #expect(relativeError(spectrum, result.hfftn) <= tolerance, comment)
      }
    }
  }

  @Test("dct, dst, dctn, dstn and their inverses, of every type in every normalization, orthogonalized or not")
  func trigonometric() throws {
    let fixture: SciPyFixture = try Fixture.load("scipy_transforms")
    #expect(fixture.realToReal.count == 16)
    for known in fixture.realToReal {
      let (x, shape, axes) = (known.input, known.shape, known.axes)
      let lengths = (axes ?? Array(shape.indices)).map { shape[($0 + shape.count) % shape.count] }
      for result in known.results {
        let norm = try #require(Self.named[result.normalization])
        let isCosine = result.kind.hasPrefix("dct")
        let type = try #require(result.kind.last?.wholeNumberValue.flatMap(TrigonometricType.init))
        let choice = result.orthogonalizes
        let comment: Comment = "\(result.kind), \(shape), \(norm), orthogonalizes \(String(describing: choice))"
        // Ends that weigh √2 more or less than the rest, along each axis.
        let tolerance = 2 * tolerance(lengths.map { 2 * ($0 + 1) })
        let forward: ArrayTransform = if isCosine { dctn } else { dstn }
        let inverse: ArrayTransform = if isCosine { idctn } else { idstn }
        #expect(relativeError(forward(x, shape, type, axes, nil, norm, choice), result.forward) <= tolerance, comment)
        #expect(relativeError(inverse(x, shape, type, axes, nil, norm, choice), result.inverse) <= tolerance, comment)
        guard shape.count == 1 else { continue }
        let line: LineTransform = if isCosine { dct } else { dst }
        let back: LineTransform = if isCosine { idct } else { idst }
        #expect(relativeError(line(x, type, nil, norm, choice), result.forward) <= tolerance, comment)
        #expect(relativeError(back(x, type, nil, norm, choice), result.inverse) <= tolerance, comment)
      }
    }
  }

  @Test("Lines cut off or filled with zeros")
  func resizedLines() throws {
    let fixture: ResizedFixture = try Fixture.load("scipy_resized")
    #expect(fixture.lines.count == 27)
    for known in fixture.lines {
      let norm = try #require(Self.named[known.normalization])
      let z = complex(known.complexInput), x = known.realInput, length = known.length
      let comment: Comment = "\(x.count) elements to \(String(describing: length)), \(norm)"
      let tolerance = tolerance([length ?? 2 * x.count])
      func expectClose(_ computed: [Complex<Double>], _ expected: [[Double]]) {
        #expect(relativeError(computed, complex(expected)) <= tolerance, comment)
      }
      expectClose(fft(z, length: length, normalization: norm), known.fft)
      expectClose(ifft(z, length: length, normalization: norm), known.ifft)
      expectClose(rfft(x, length: length, normalization: norm), known.rfft)
      expectClose(ihfft(x, length: length, normalization: norm), known.ihfft)
      #expect(relativeError(irfft(z, length: length, normalization: norm), known.irfft) <= tolerance, comment)
      #expect(relativeError(hfft(z, length: length, normalization: norm), known.hfft) <= tolerance, comment)
      let n = known.trigonometricLength
      for (index, type) in Self.types.enumerated() {
        let comment: Comment = "type \(type), \(comment)"
        let (cosines, sines) = (known.dct[index], known.dst[index])
        #expect(
          relativeError(dct(x, type: type, length: n, normalization: norm), cosines.forward) <= 2 * tolerance, comment)
        #expect(
          relativeError(idct(x, type: type, length: n, normalization: norm), cosines.inverse) <= 2 * tolerance, comment)
        #expect(
          relativeError(dst(x, type: type, length: n, normalization: norm), sines.forward) <= 2 * tolerance, comment)
        #expect(
          relativeError(idst(x, type: type, length: n, normalization: norm), sines.inverse) <= 2 * tolerance, comment)
      }
    }
  }

  @Test("Arrays cut off or filled with zeros along some axes")
  func resizedArrays() throws {
    let fixture: ResizedFixture = try Fixture.load("scipy_resized")
    #expect(fixture.arrays.count == 15)
    for known in fixture.arrays {
      let norm = try #require(Self.named[known.normalization])
      let z = complex(known.complexInput), x = known.realInput
      let (shape, axes, lengths) = (known.shape, known.axes, known.lengths)
      let comment: Comment = "\(shape) to \(lengths) along \(String(describing: axes)), \(norm)"
      let tolerance = tolerance(lengths)
      func expectClose(_ computed: [Complex<Double>], _ expected: [[Double]]) {
        #expect(relativeError(computed, complex(expected)) <= tolerance, comment)
      }
      expectClose(fftn(z, shape: shape, axes: axes, lengths: lengths, normalization: norm), known.fftn)
      expectClose(ifftn(z, shape: shape, axes: axes, lengths: lengths, normalization: norm), known.ifftn)
      expectClose(rfftn(x, shape: shape, axes: axes, lengths: lengths, normalization: norm), known.rfftn)
      expectClose(ihfftn(x, shape: shape, axes: axes, lengths: lengths, normalization: norm), known.ihfftn)
      let wide = 2 * self.tolerance(lengths.map { 2 * ($0 + 1) })
      for (index, type) in Self.types.enumerated() {
        let comment: Comment = "type \(type), \(comment)"
        let (cosines, sines) = (known.dctn[index], known.dstn[index])
        #expect(
          relativeError(
            dctn(x, shape: shape, type: type, axes: axes, lengths: lengths, normalization: norm), cosines.forward)
            <= wide, comment)
        #expect(
          relativeError(
            idctn(x, shape: shape, type: type, axes: axes, lengths: lengths, normalization: norm), cosines.inverse)
            <= wide, comment)
        #expect(
          relativeError(
            dstn(x, shape: shape, type: type, axes: axes, lengths: lengths, normalization: norm), sines.forward)
            <= wide, comment)
        #expect(
          relativeError(
            idstn(x, shape: shape, type: type, axes: axes, lengths: lengths, normalization: norm), sines.inverse)
            <= wide, comment)
      }
    }
  }

  // MARK: - The reference path, for what SciPy does not have, in every precision

  @Test("Every function agrees with the reference path on a resized input", arguments: [4, 5, 9], [3, 5, 8])
  func reference(count: Int, length: Int) throws {
    try checkReference(count, length, Float.self)
    try checkReference(count, length, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkReference(count, length, Float80.self)
    #endif
  }

  private func checkReference<T: TransformScalar & SignalElement>(_ count: Int, _ n: Int, _ type: T.Type) throws
  where T.Component == T {
    let z: [Complex<T>] = signal(count, seed: 41), x: [T] = signal(count, seed: 42)
    let tolerance: T = 2 * (Tolerances.normalizedDFT(length: 2 * (n + 1)) + passesGate(1))
    for norm in Normalization.allCases {
      let comment: Comment = "\(T.self), \(norm)"
      func dft(_ direction: Direction) throws -> ReferenceDFT<T> {
        try ReferenceDFT(length: n, direction: direction, normalization: norm)
      }
      let bins = n / 2 + 1
      #expect(distance(fft(z, length: n, normalization: norm), try dft(.forward)(padded(z, n))) <= tolerance, comment)
      #expect(distance(ifft(z, length: n, normalization: norm), try dft(.inverse)(padded(z, n))) <= tolerance, comment)
      let spectrum = try dft(.forward)(padded(x, n).map { Complex($0) })
      #expect(distance(rfft(x, length: n, normalization: norm), Array(spectrum[..<bins])) <= tolerance, comment)
      let half = try dft(.inverse)(padded(x, n).map { Complex($0) })
      #expect(distance(ihfft(x, length: n, normalization: norm), Array(half[..<bins])) <= tolerance, comment)
      let inverse = try ReferenceInverseRealDFT<T>(length: n, normalization: norm)
      #expect(
        distance(irfft(z, length: n, normalization: norm), inverse(padded(z, bins))) <= tolerance, comment)
      let hermitian = try ReferenceInverseRealDFT<T>(length: n, direction: .forward, normalization: norm)
      #expect(
        distance(hfft(z, length: n, normalization: norm), hermitian(padded(z, bins))) <= tolerance, comment)

      func kind(_ kind: RealToRealKind, _ direction: Direction) throws -> [T] {
        try ReferenceRealToReal<T>(length: n, kind: kind, direction: direction, normalization: norm)(padded(x, n))
      }
      #expect(distance(dht(x, length: n, normalization: norm), try kind(.dht, .forward)) <= tolerance, comment)
      #expect(distance(idht(x, length: n, normalization: norm), try kind(.dht, .inverse)) <= tolerance, comment)
      let cosines: [RealToRealKind] = [.dct1, .dct2, .dct3, .dct4],
        sines: [RealToRealKind] = [.dst1, .dst2, .dst3, .dst4]
      for (index, type) in Self.types.enumerated() {
        let comment: Comment = "\(T.self), \(norm), type \(type)"
        #expect(
          distance(dct(x, type: type, length: n, normalization: norm), try kind(cosines[index], .forward))
            <= tolerance, comment)
        #expect(
          distance(idct(x, type: type, length: n, normalization: norm), try kind(cosines[index], .inverse))
            <= tolerance, comment)
        #expect(
          distance(dst(x, type: type, length: n, normalization: norm), try kind(sines[index], .forward))
            <= tolerance, comment)
        #expect(
          distance(idst(x, type: type, length: n, normalization: norm), try kind(sines[index], .inverse))
            <= tolerance, comment)
      }
    }
  }

  @Test("A function without a length transforms the whole input")
  func defaults() {
    let x: [Double] = signal(6, seed: 43), z: [Complex<Double>] = signal(6, seed: 44)
    #expect(fft(z) == fft(z, length: 6))
    #expect(rfft(x) == rfft(x, length: 6))
    #expect(irfft(z) == irfft(z, length: 10))
    #expect(hfft(z) == hfft(z, length: 10))
    #expect(ihfft(x) == ihfft(x, length: 6))
    #expect(dct(x) == dct(x, type: .ii, length: 6, orthogonalizes: false))
    #expect(dst(x) == dst(x, type: .ii, length: 6, orthogonalizes: false))
    #expect(dct(x, normalization: .orthonormal) == dct(x, normalization: .orthonormal, orthogonalizes: true))
    #expect(dht(x) == dht(x, length: 6))
    #expect(fftn(z, shape: [2, 3]) == fftn(z, shape: [2, 3], axes: [0, 1], lengths: [2, 3]))
  }

  /// The first elements, or zeros behind them.
  private func padded<Element: SignalElement & ExpressibleByIntegerLiteral>(_ x: [Element], _ count: Int) -> [Element] {
    (0..<count).map { $0 < x.count ? x[$0] : 0 }
  }

  /// SciPy's errors and ours.
  private func tolerance(_ lengths: [Int]) -> Double { 2 * Tolerances.arrayDFT(lengths: lengths) }
}

private typealias ArrayTransform = (
  [Double], [Int], TrigonometricType, [Int]?, [Int]?, Normalization, Bool?
) -> [Double]
private typealias LineTransform = ([Double], TrigonometricType, Int?, Normalization, Bool?) -> [Double]

/// `scipy_resized.json`: what SciPy computes of inputs cut off or filled with zeros.
private struct ResizedFixture: Decodable {
  struct Pair: Decodable {
    let forward, inverse: [Double]
  }
  struct Line: Decodable {
    let normalization: String
    let length, trigonometricLength: Int?
    let complexInput: [[Double]]
    let realInput: [Double]
    let fft, ifft, rfft, ihfft: [[Double]]
    let irfft, hfft: [Double]
    let dct, dst: [Pair]
  }
  struct Array: Decodable {
    let normalization: String
    let shape: [Int]
    let axes: [Int]?
    let lengths: [Int]
    let complexInput: [[Double]]
    let realInput: [Double]
    let fftn, ifftn, rfftn, ihfftn: [[Double]]
    let dctn, dstn: [Pair]
  }
  let lines: [Line]
  let arrays: [Array]
}
