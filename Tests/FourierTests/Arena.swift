/// Memory of bytes 0xFF, which are NaN in every precision, with arrays at places of the test's choice: what is read
/// beside them spoils the result, and what is written beside them is seen.
final class Arena {
  private let memory: UnsafeMutableRawBufferPointer
  private var isTaken: [Bool]

  /// Starts at a multiple of 64 bytes.
  init(byteCount: Int) {
    memory = .allocate(byteCount: byteCount, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0xFF)
    isTaken = Array(repeating: false, count: byteCount)
  }

  deinit { memory.deallocate() }

  /// Memory for `count` elements from byte `offset` on, still 0xFF.
  func reserve<Element: BitwiseCopyable>(
    _ type: Element.Type, count: Int, at offset: Int
  ) -> UnsafeMutableBufferPointer<Element> {
    let range = offset..<(offset + count * MemoryLayout<Element>.stride)
    for byte in range { isTaken[byte] = true }
    return UnsafeMutableRawBufferPointer(rebasing: memory[range]).bindMemory(to: Element.self)
  }

  /// A copy of `elements` from byte `offset` on.
  func place<Element: BitwiseCopyable>(_ elements: [Element], at offset: Int) -> UnsafeMutableBufferPointer<Element> {
    let buffer = reserve(Element.self, count: elements.count, at: offset)
    _ = buffer.initialize(from: elements)
    return buffer
  }

  /// Whether all bytes beside the arrays are as they were.
  var isIntact: Bool { zip(memory, isTaken).allSatisfy { $1 || $0 == 0xFF } }
}

/// Every byte, so that NaN equals itself and 0 does not equal −0.
func bytes<Element>(_ buffer: UnsafeMutableBufferPointer<Element>) -> [UInt8] { Array(UnsafeRawBufferPointer(buffer)) }
