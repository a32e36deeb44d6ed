import ComplexNumbers
import Fourier
import Testing

/// Shapes, axes and kinds that cannot be are refused with an error that says what was wrong, by every transform.
@Suite("Refusal of shapes, axes and kinds")
struct ReferenceErrorTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let shape: [Int]
    let axes: [Int]?
    let error: DFTError
    let message: String

    var testDescription: String { "\(shape), axes \(axes.map { "\($0)" } ?? "all")" }
  }

  static let refusals = [
    Refusal(
      shape: [], axes: nil, error: .invalidShape([]),
      message: "a transform of an array without axes is not possible; the shape must have at least one extent"),
    Refusal(
      shape: [4, 0], axes: nil, error: .invalidShape([4, 0]),
      message: "a transform of shape [4, 0] is not possible; each extent must be at least 1"),
    Refusal(
      shape: [-3], axes: [0], error: .invalidShape([-3]),
      message: "a transform of shape [-3] is not possible; each extent must be at least 1"),
    Refusal(
      shape: [1 << 40, 1 << 40], axes: [0], error: .shapeOverflow([1 << 40, 1 << 40]),
      message: "a transform of shape [1099511627776, 1099511627776] exceeds the address space"),
    Refusal(
      shape: [1 << 30, 1 << 30], axes: nil, error: .shapeOverflow([1 << 30, 1 << 30]),
      message: "a transform of shape [1073741824, 1073741824] exceeds the address space"),
    Refusal(
      shape: [2, 3], axes: [], error: .invalidAxes([], rank: 2),
      message: "a transform needs at least one axis, but none is given"),
    Refusal(
      shape: [2, 3], axes: [0, 2], error: .invalidAxes([0, 2], rank: 2),
      message: "axis 2 of [0, 2] does not exist in an array of rank 2; axes are 0 ..< 2, or -2 ... -1 from the end"),
    Refusal(
      shape: [2, 3, 4], axes: [-4], error: .invalidAxes([-4], rank: 3),
      message: "axis -4 of [-4] does not exist in an array of rank 3; axes are 0 ..< 3, or -3 ... -1 from the end"),
    Refusal(
      shape: [2, 3], axes: [.min], error: .invalidAxes([.min], rank: 2),
      message: "axis \(Int.min) of [\(Int.min)] does not exist in an array of rank 2; "
        + "axes are 0 ..< 2, or -2 ... -1 from the end"),
    Refusal(
      shape: [2, 3], axes: [1, 0, 1], error: .invalidAxes([1, 0, 1], rank: 2),
      message: "the axes [1, 0, 1] of an array of rank 2 name axis 1 more than once"),
    Refusal(
      shape: [2, 3], axes: [0, -2], error: .invalidAxes([0, -2], rank: 2),
      message: "the axes [0, -2] of an array of rank 2 name axis 0 more than once"),
  ]

  @Test("Every transform refuses an impossible array", arguments: refusals)
  func arrays(refusal: Refusal) {
    let (shape, axes) = (refusal.shape, refusal.axes)
    #expect(throws: refusal.error) { try ReferenceDFT<Double>(shape: shape, axes: axes) }
    #expect(throws: refusal.error) { try ReferenceRealDFT<Double>(shape: shape, axes: axes) }
    #expect(throws: refusal.error) { try ReferenceInverseRealDFT<Double>(shape: shape, axes: axes) }
    #expect(throws: refusal.error) {
      let kinds = Array(repeating: RealToRealKind.dht, count: (axes ?? shape).count)
      return try ReferenceRealToReal<Double>(shape: shape, kinds: kinds, axes: axes)
    }
    #expect("\(refusal.error)" == refusal.message)
  }

  @Test("A DCT-I of one point does not exist, and every other kind of one point does")
  func lengthTooShort() throws {
    let error = DFTError.lengthTooShort(kind: .dct1, length: 1)
    #expect(throws: error) { try ReferenceRealToReal<Double>(length: 1, kind: .dct1) }
    #expect(throws: error) { try ReferenceRealToReal<Double>(shape: [4, 1], kinds: [.dct1, .dct1]) }
    #expect(throws: error) { try ReferenceRealToReal<Double>(length: 1, kind: .dct1, direction: .inverse) }
    #expect("\(error)" == "a DCT-I of length 1 does not exist; the length must be at least 2")
    for kind in RealToRealKind.allCases where kind != .dct1 {
      #expect(try ReferenceRealToReal<Double>(length: 1, kind: kind)([3]).count == 1)
    }
  }

  @Test("Kinds that are not one for each axis are refused")
  func kindCounts() {
    let error = DFTError.kindCountMismatch(kinds: 1, axes: 2)
    #expect(throws: error) { try ReferenceRealToReal<Double>(shape: [4, 5], kinds: [.dct2]) }
    #expect("\(error)" == "the kinds are 1, but the transformed axes 2; each axis takes one kind")
    #expect(throws: DFTError.kindCountMismatch(kinds: 0, axes: 1)) {
      try ReferenceRealToReal<Double>(shape: [4, 5], kinds: [], axes: [1])
    }
    #expect(throws: DFTError.kindCountMismatch(kinds: 3, axes: 2)) {
      try ReferenceRealToReal<Double>(shape: [4, 5, 6], kinds: [.dht, .dht, .dct2], axes: [0, 2])
    }
  }

  @Test("A logical length beyond the integers is refused")
  func logicalOverflow() throws {
    // A DST-I of one point has the logical length 4, and 4³¹ is the last power of 4 that an integer holds.
    let shape = Array(repeating: 1, count: 32)
    #expect(throws: DFTError.shapeOverflow(shape)) {
      try ReferenceRealToReal<Double>(shape: shape, kinds: shape.map { _ in .dst1 })
    }
    let smaller = Array(repeating: 1, count: 31)
    #expect(
      try ReferenceRealToReal<Double>(shape: smaller, kinds: smaller.map { _ in .dst1 }).logicalLength == 1 << 62)
  }

  @Test("The initializers with a length keep their errors")
  func lengths() {
    #expect(throws: DFTError.invalidLength(0)) { try ReferenceRealToReal<Double>(length: 0, kind: .dct1) }
    #expect(throws: DFTError.invalidBatchCount(-1)) {
      try ReferenceRealToReal<Double>(length: 4, batchCount: -1, kind: .dst4)
    }
    #expect(throws: DFTError.sizeOverflow(length: 1 << 40, batchCount: 1 << 40)) {
      try ReferenceRealToReal<Double>(length: 1 << 40, batchCount: 1 << 40, kind: .dht)
    }
  }

  @Test("A transform given the wrong count traps")
  func wrongCount() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ReferenceRealToReal<Double>(shape: [2, 3], kinds: [.dct2, .dst2])([1, 2, 3, 4, 5])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("ReferenceRealToReal: takes 6 elements to 6, but was given 5 and a place for 6"))
  }

  @Test("Kinds have the names of the field, and each is its inverse's inverse")
  func kinds() {
    #expect(RealToRealKind.allCases.count == 11)
    #expect(
      RealToRealKind.allCases.map { "\($0)" } == [
        "DCT-I", "DCT-II", "DCT-III", "DCT-IV", "DST-I", "DST-II", "DST-III", "DST-IV", "DHT",
        "real-to-half-complex DFT", "half-complex-to-real DFT",
      ])
    #expect(RealToRealKind.allCases.allSatisfy { $0.inverse.inverse == $0 })
  }
}
