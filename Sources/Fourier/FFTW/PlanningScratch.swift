internal import CFFTW

/// The memory on which a plan is made: strides, alignment and the distance of the buffers are those of the calls.
struct PlanningScratch {
  let input: (UnsafeMutableRawPointer, UnsafeMutableRawPointer)
  let output: (UnsafeMutableRawPointer, UnsafeMutableRawPointer)
  private let blocks: [(start: UnsafeMutableRawPointer, bytes: Int)]

  init(_ problem: FFTWProblem) throws(DFTError) {
    var blocks: [(start: UnsafeMutableRawPointer, bytes: Int)] = []
    func allocate(_ elements: ClosedRange<Int>, bytes: Int) throws(DFTError) -> UnsafeMutableRawPointer {
      // Room in front keeps the first element at a multiple of 16 bytes where strides are negative.
      let before = (-elements.lowerBound * bytes + 15) & ~15
      let size = before + (elements.upperBound + 1) * bytes
      guard let block = fftw_malloc(size) else {
        blocks.forEach { fftw_free($0.start) }
        throw .outOfMemory(bytes: size)
      }
      blocks.append((block, size))
      return block + before
    }
    func side(
      _ reach: ClosedRange<Int>, isComplex: Bool
    ) throws(DFTError) -> (UnsafeMutableRawPointer, UnsafeMutableRawPointer) {
      let real = problem.precision.bytes
      guard isComplex else {
        let start = try allocate(reach, bytes: real)
        return (start, start)
      }
      let start = try allocate(reach, bytes: 2 * real)
      return (start, start + real)
    }
    if problem.isInPlace {
      // The longer side: in a padded array, the complex one.
      let isComplex = problem.kind.inputIsComplex || problem.kind.outputIsComplex
      let reach = problem.kind.outputIsComplex ? problem.outputReach : problem.inputReach
      let (real, imaginary) = try side(reach, isComplex: isComplex)
      input = (real, imaginary)
      output = (real, imaginary)
    } else {
      input = try side(problem.inputReach, isComplex: problem.kind.inputIsComplex)
      output = try side(problem.outputReach, isComplex: problem.kind.outputIsComplex)
    }
    self.blocks = blocks
  }

  func free() { blocks.forEach { fftw_free($0.start) } }

  /// Fills it with zeros.
  func clear() { blocks.forEach { $0.start.initializeMemory(as: UInt8.self, repeating: 0, count: $0.bytes) } }
}
