/// One call of a transform on buffers that show what was done to them.
///
/// Both buffers lie inside larger ones filled with bytes of 0xFF, which are NaN in every precision: what is read beyond
/// the input spoils the output, and what is not written, or written beyond the output, is seen.
struct DFTGuardedCall<Input: BitwiseCopyable, Output: BitwiseCopyable> {
  private(set) var output: [Output] = []
  private(set) var problems: [String] = []

  /// - Parameters:
  ///   - offsets: elements by which the two buffers are moved away from a multiple of 16 bytes.
  ///   - scalarBytes: the size of one real number.
  init(
    _ input: [Input], outputCount: Int, offsets: (input: Int, output: Int) = (0, 0), scalarBytes: Int,
    _ body: (Span<Input>, inout MutableSpan<Output>) -> Void
  ) {
    var source = Self.poisoned(Input.self, input.count)
    var destination = Self.poisoned(Output.self, outputCount)
    let inputRange = (guardCount + offsets.input)..<(guardCount + offsets.input + input.count)
    let outputRange = (guardCount + offsets.output)..<(guardCount + offsets.output + outputCount)
    source.replaceSubrange(inputRange, with: input)
    let before = Self.bytes(source)

    source.withUnsafeBufferPointer { source in
      destination.withUnsafeMutableBufferPointer { destination in
        var span = MutableSpan(_unsafeElements: UnsafeMutableBufferPointer(rebasing: destination[outputRange]))
        body(Span(_unsafeElements: UnsafeBufferPointer(rebasing: source[inputRange])), &span)
      }
    }

    if Self.bytes(source) != before { problems.append("the input was changed") }
    let after = Self.bytes(destination)
    let stride = MemoryLayout<Output>.stride
    let written = (outputRange.lowerBound * stride)..<(outputRange.upperBound * stride)
    if !after[..<written.lowerBound].allSatisfy({ $0 == 0xFF }) { problems.append("written before the output") }
    if !after[written.upperBound...].allSatisfy({ $0 == 0xFF }) { problems.append("written behind the output") }
    for start in Swift.stride(from: written.lowerBound, to: written.upperBound, by: scalarBytes)
    where after[start..<(start + scalarBytes)].allSatisfy({ $0 == 0xFF }) {
      problems.append("scalar \((start - written.lowerBound) / scalarBytes) of the output was not written")
      break
    }
    output = Array(destination[outputRange])
  }

  private var guardCount: Int { 16 }

  private static func poisoned<Element: BitwiseCopyable>(_ type: Element.Type, _ count: Int) -> [Element] {
    let total = count + 2 * 16 + 4
    return Array(unsafeUninitializedCapacity: total) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).initializeMemory(as: UInt8.self, repeating: 0xFF)
      initialized = total
    }
  }

  private static func bytes<Element>(_ elements: [Element]) -> [UInt8] {
    elements.withUnsafeBytes { Array($0) }
  }
}
