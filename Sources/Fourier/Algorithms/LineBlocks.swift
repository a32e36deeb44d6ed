/// How the lines along one axis are cut into blocks, and which way each block goes.
struct LineBlocks {
  enum Way { case direct, transposing, staged }

  /// What one execution of a plan does: `lines` of the innermost loop that is cut, and all of the loops within it.
  struct Block {
    var way: Way
    var lines: Int
    var inner: [FFTWProblem.Dimension]
  }

  private let original: FFTWProblem
  private let axis: FFTWProblem.Dimension
  /// The loops over lines, outermost first, merged where one continues the other.
  private let loops: [FFTWProblem.Dimension]
  /// Elements of a line.
  private let inputLength: Int
  private let outputLength: Int

  /// Bytes of an element, or of one of its parts if they lie in arrays of their own.
  let inputBytes: Int
  let outputBytes: Int
  let work: Double
  private(set) var block: Block
  /// The loops over blocks, outermost first; the last one counts those with fewer lines too.
  private(set) var blockLoops: [FFTWProblem.Dimension]
  /// Lines in the loop that is cut.
  private(set) var lines: Int

  init(_ problem: FFTWProblem) {
    original = problem
    let axis = problem.dimensions[0]
    self.axis = axis
    let loops = LineBlocks.merged(problem.batch)
    self.loops = loops
    let bins = HalfSpectrum.count(axis.length)
    inputLength = problem.kind.inputIsHalved ? bins : axis.length
    outputLength = problem.kind.outputIsHalved ? bins : axis.length
    let real = problem.precision.bytes
    inputBytes = problem.kind.inputIsComplex ? 2 * real : real
    outputBytes = problem.kind.outputIsComplex ? 2 * real : real
    let lineCount = loops.reduce(1) { $0 * $1.length }
    let elementBytes = problem.kind.inputIsComplex || problem.kind.outputIsComplex ? 2 * real : real
    let lineWork = WorkShare.work(length: axis.length, elementBytes: elementBytes)
    work = lineWork * Double(lineCount)
    (block, blockLoops, lines) = (Block(way: .direct, lines: 1, inner: []), [], 1)

    let way = chooseWay()
    if way != .direct || !cutDirectly(lineWork) { cutColumns(way == .direct ? .staged : way) }
  }

  /// Sorted by stride, and as few as possible.
  private static func merged(_ loops: [FFTWProblem.Dimension]) -> [FFTWProblem.Dimension] {
    var merged: [FFTWProblem.Dimension] = []
    for loop in loops.filter({ $0.length > 1 }).sorted(by: { abs($0.outputStride) > abs($1.outputStride) }) {
      if let outer = merged.last, outer.inputStride == loop.length * loop.inputStride,
        outer.outputStride == loop.length * loop.outputStride
      {
        merged[merged.count - 1] = .init(
          length: outer.length * loop.length, inputStride: loop.inputStride, outputStride: loop.outputStride)
      } else {
        merged.append(loop)
      }
    }
    return merged
  }

  private func chooseWay() -> Way {
    // FFTW's fast plans want aligned addresses, which scratch memory has.
    if !original.isAligned { return .staged }
    // Rows: nothing is nearer than a line's own neighbors.
    guard let innermost = loops.last, abs(innermost.outputStride) < abs(axis.outputStride) else { return .direct }
    let stride = abs(axis.inputStride) * inputBytes
    if stride.trailingZeroBitCount >= LineBlocks.conflictingBits {
      // A power of two divides the stride: only so many cache lines of a column have a place of their own.
      let places = LineBlocks.cacheWays << max(0, LineBlocks.wayBits - max(stride.trailingZeroBitCount, 6))
      return axis.length > 64 && axis.length > places ? .staged : .transposing
    }
    // Long columns of large elements: most of a cache line's elements are in use, and scratch memory costs more.
    if inputBytes >= 16 && axis.length * inputBytes >= 1 << 17 { return .direct }
    // One of FFTW's codelets transforms such a line at once, wherever it lies.
    return [20, 25, 32, 64].contains(axis.length) || axis.length <= 16 ? .direct : .transposing
  }

  // The first-level cache of any machine of the day has eight ways of 4 KiB, or more; below a divisor of 128 bytes,
  // columns did not collide.
  private static let cacheWays = 8
  private static let wayBits = 12
  private static let conflictingBits = 7
  /// What the lines of a block may take of the second-level cache.
  private static let scratchLimit = 1 << 20

  /// Cuts where a block's work suffices for a chunk; false if blocks would begin at addresses that FFTW can't take.
  private mutating func cutDirectly(_ lineWork: Double) -> Bool {
    var inner: [FFTWProblem.Dimension] = []
    var outer = loops
    var innerWork = lineWork
    // What one thread does in any case needs no cut.
    if work >= 2 * WorkShare.leastWork {
      while let loop = outer.last {
        if innerWork * Double(loop.length) > WorkShare.chunkWork { break }
        innerWork *= Double(loop.length)
        inner.insert(loop, at: 0)
        outer.removeLast()
      }
    } else {
      inner = outer
      outer = []
    }
    guard let cut = outer.popLast() else {
      block = Block(way: .direct, lines: 1, inner: inner)
      return true
    }
    // Threads that work on adjacent columns are not to share cache lines.
    let least = min(cut.length, abs(cut.outputStride) < abs(axis.outputStride) ? max(1, 64 / outputBytes) : 1)
    var lines = max(least, min(cut.length, Int(WorkShare.chunkWork / innerWork)))
    let (inputBytes, outputBytes) = (inputBytes, outputBytes)
    let isAligned = { (lines: Int) in
      (lines * cut.inputStride * inputBytes) % 16 == 0 && (lines * cut.outputStride * outputBytes) % 16 == 0
    }
    // Blocks of equal size if they can be had, so that equal rows give equal bits.
    let candidates = stride(from: lines, through: max(least, lines / 2), by: -1).filter(isAligned)
    if let divisor = candidates.first(where: { cut.length.isMultiple(of: $0) }) {
      lines = divisor
    } else if let largest = candidates.first ?? [2, 4, 8, 16].first(where: isAligned) {
      lines = min(largest, cut.length)
    }
    let areOuterAligned = outer.allSatisfy {
      ($0.inputStride * inputBytes) % 16 == 0 && ($0.outputStride * outputBytes) % 16 == 0
    }
    guard areOuterAligned, lines == cut.length || isAligned(lines) else { return false }
    setBlocks(Block(way: .direct, lines: lines, inner: inner), cut: cut, outer: outer)
    return true
  }

  /// Cuts the innermost loop into a few adjacent lines.
  private mutating func cutColumns(_ way: Way) {
    var outer = loops
    let cut = outer.popLast() ?? .init(length: 1, inputStride: 0, outputStride: 0)
    let lineBytes = max(inputLength, outputLength) * 2 * original.precision.bytes
    var width = 16
    while width > 4 && width * lineBytes > LineBlocks.scratchLimit { width /= 2 }
    var way = way
    let strides = [cut.inputStride * width] + outer.map(\.inputStride)
    if way == .transposing && !strides.allSatisfy({ ($0 * inputBytes) % 16 == 0 }) { way = .staged }
    setBlocks(Block(way: way, lines: min(width, cut.length), inner: []), cut: cut, outer: outer)
  }

  private mutating func setBlocks(
    _ block: Block, cut: FFTWProblem.Dimension, outer: [FFTWProblem.Dimension]
  ) {
    self.block = block
    lines = cut.length
    blockLoops = outer
    blockLoops.append(
      .init(
        length: (cut.length + block.lines - 1) / block.lines, inputStride: cut.inputStride * block.lines,
        outputStride: cut.outputStride * block.lines))
    cutStrides = (cut.inputStride, cut.outputStride)
  }

  private var cutStrides = (input: 0, output: 0)
}

// A block's plan and its place in scratch memory.
extension LineBlocks {
  /// Elements from one line to the next in scratch memory: a multiple of 16 bytes, never one of a large power of two.
  private func pitch(_ length: Int, bytes: Int) -> Int {
    let lineBytes = (length * bytes + 15) & ~15
    return (lineBytes.trailingZeroBitCount >= 9 ? lineBytes + 64 : lineBytes) / bytes
  }

  private var scratchElementBytes: (input: Int, output: Int) {
    let real = original.precision.bytes
    return (original.kind.inputIsComplex ? 2 * real : real, original.kind.outputIsComplex ? 2 * real : real)
  }
  private var inputPitch: Int { pitch(inputLength, bytes: scratchElementBytes.input) }
  private var outputPitch: Int { pitch(outputLength, bytes: scratchElementBytes.output) }

  var inputScratchBytes: Int { (block.lines * inputPitch * scratchElementBytes.input + 63) & ~63 }
  var outputScratchBytes: Int { (block.lines * outputPitch * scratchElementBytes.output + 63) & ~63 }

  var inputColumns: ColumnBlock {
    ColumnBlock(
      length: inputLength, stride: axis.inputStride * inputBytes, lineStride: cutStrides.input * inputBytes,
      elementBytes: inputBytes, scratchStride: scratchElementBytes.input,
      scratchLineStride: inputPitch * scratchElementBytes.input)
  }

  var outputColumns: ColumnBlock {
    ColumnBlock(
      length: outputLength, stride: axis.outputStride * outputBytes, lineStride: cutStrides.output * outputBytes,
      elementBytes: outputBytes, scratchStride: scratchElementBytes.output,
      scratchLineStride: outputPitch * scratchElementBytes.output)
  }

  /// The plan of a block with `lines` lines of the loop that is cut.
  func problem(ofBlock block: Block, lines: Int) -> FFTWProblem {
    var problem = original
    switch block.way {
    case .direct:
      problem.batch =
        [.init(length: lines, inputStride: cutStrides.input, outputStride: cutStrides.output)] + block.inner
    case .transposing:
      problem.isInPlace = false
      problem.dimensions[0].outputStride = 1
      problem.batch = [.init(length: lines, inputStride: cutStrides.input, outputStride: outputPitch)]
    case .staged:
      problem.isInPlace = false
      problem.isAligned = true
      problem.dimensions[0].inputStride = 1
      problem.dimensions[0].outputStride = 1
      problem.batch = [.init(length: lines, inputStride: inputPitch, outputStride: outputPitch)]
      if case .complexToReal = problem.kind { problem.kind = .complexToReal(overwritesInput: true) }
    }
    return problem
  }
}
