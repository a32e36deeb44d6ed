import Synchronization

/// Lends uninitialized memory that starts at a multiple of 16 bytes, where FFTW is fastest.
package func withScratch<Element: BitwiseCopyable>(
  of type: Element.Type, count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
) {
  withUnsafeTemporaryAllocation(byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 16) { bytes in
    guard let start = bytes.baseAddress else { return }
    body(start.bindMemory(to: Element.self, capacity: count))
  }
}

/// Working memory that a plan's calls hand on: the first call takes it from the system, and so does one that finds it
/// in use by another thread; others find it ready.
final class ScratchSlot: Sendable {
  // The address of a free block, or 0; all blocks of a slot have the same size.
  private let block = Atomic<UInt>(0)

  deinit { UnsafeMutableRawPointer(bitPattern: block.load(ordering: .acquiring))?.deallocate() }

  /// Lends `count` uninitialized elements; a slot serves one count and one type.
  func lend<Element: BitwiseCopyable>(
    _ type: Element.Type, count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
  ) {
    lend(bytes: count * MemoryLayout<Element>.stride) { body($0.bindMemory(to: Element.self, capacity: count)) }
  }

  /// Lends `bytes` uninitialized bytes at a multiple of 64; a slot serves one size.
  func lend(bytes: Int, _ body: (UnsafeMutableRawPointer) -> Void) {
    let memory =
      UnsafeMutableRawPointer(bitPattern: block.exchange(0, ordering: .acquiringAndReleasing))
      ?? .allocate(byteCount: max(bytes, 1), alignment: 64)
    body(memory)
    let other = block.exchange(UInt(bitPattern: memory), ordering: .acquiringAndReleasing)
    UnsafeMutableRawPointer(bitPattern: other)?.deallocate()
  }
}
