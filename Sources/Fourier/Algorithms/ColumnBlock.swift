/// A few adjacent lines of an array on their way to contiguous scratch memory, or back.
///
/// A line whose elements lie a power of two apart finds all of them in few places of the cache, which cannot hold them.
/// Moving some adjacent lines at once reads each cache line once, whatever the stride.
struct ColumnBlock: Sendable {
  /// Elements of a line, and bytes from one to the next in the array.
  let length: Int
  let stride: Int
  /// Bytes from one line of the array to the next.
  let lineStride: Int
  /// Bytes of an element.
  let elementBytes: Int
  /// Bytes from one element, and from one line, to the next in scratch memory.
  let scratchStride: Int
  let scratchLineStride: Int

  func gather(_ array: UnsafeMutableRawPointer, to scratch: UnsafeMutableRawPointer, lines: Int) {
    move(
      from: array, stride, lineStride, to: scratch, scratchStride, scratchLineStride, lines: lines)
  }

  func scatter(_ scratch: UnsafeMutableRawPointer, to array: UnsafeMutableRawPointer, lines: Int) {
    move(
      from: scratch, scratchStride, scratchLineStride, to: array, stride, lineStride, lines: lines)
  }

  private func move(
    from source: UnsafeMutableRawPointer, _ sourceStride: Int, _ sourceLineStride: Int,
    to target: UnsafeMutableRawPointer, _ targetStride: Int, _ targetLineStride: Int, lines: Int
  ) {
    func move<Element: BitwiseCopyable>(as type: Element.Type) {
      for index in 0..<length {
        var from = source + index * sourceStride
        var to = target + index * targetStride
        for _ in 0..<lines {
          to.storeBytes(of: from.loadUnaligned(as: type), as: type)
          from += sourceLineStride
          to += targetLineStride
        }
      }
    }
    switch elementBytes {
    case 4: move(as: UInt32.self)
    case 8: move(as: UInt64.self)
    case 16: move(as: SIMD2<UInt64>.self)
    default: move(as: SIMD4<UInt64>.self)
    }
  }
}
