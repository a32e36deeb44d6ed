import Fourier
import Testing

extension StridedLayout {
  /// Layouts of a 3 × 4 array, or its half-spectrum: with gaps, transposed, reversed.
  static let ofTwelve = [
    StridedLayout(strides: [10, 2], offset: 3), StridedLayout(strides: [1, 5], offset: 1),
    StridedLayout(strides: [-9, 2], offset: 18), StridedLayout(strides: [5, -1], offset: 4),
  ]

  /// The places of an array's elements in row-major order.
  func places(_ shape: [Int]) -> [Int] {
    multiIndices(shape).map { index in zip(index, strides).reduce(offset) { $0 + $1.0 * $1.1 } }
  }
}

/// The elements at some places of a buffer whose others must still be bytes 0xFF.
func gathered<Element: BitwiseCopyable>(
  _ buffer: UnsafeMutableBufferPointer<Element>, _ places: [Int], _ sourceLocation: SourceLocation
) -> [Element] {
  for place in Set(buffer.indices).subtracting(places) {
    #expect(
      bytes(UnsafeMutableBufferPointer(rebasing: buffer[place...place])).allSatisfy { $0 == 0xFF }, "gap \(place)",
      sourceLocation: sourceLocation)
  }
  return places.map { buffer[$0] }
}
