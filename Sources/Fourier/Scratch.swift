/// Lends uninitialized memory that starts at a multiple of 16 bytes, where FFTW is fastest.
package func withScratch<Element: BitwiseCopyable>(
  of type: Element.Type, count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
) {
  withUnsafeTemporaryAllocation(byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 16) { bytes in
    guard let start = bytes.baseAddress else { return }
    body(start.bindMemory(to: Element.self, capacity: count))
  }
}
