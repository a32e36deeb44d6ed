/// One-dimensional transforms of all lines along one axis of an array, in chunks that depend on the problem alone.
///
/// Three ways lead along an axis; ``LineBlocks`` chooses the one that has been measured to be the fastest:
/// - direct: FFTW walks the array's own strides, many lines in one execution;
/// - transposing: FFTW reads a few adjacent lines where they lie and writes them to scratch memory without gaps, from
///   where they are copied to their place;
/// - staged: the lines are copied to scratch memory, transformed there, and copied to their place.
struct LinePass: Sendable {
  enum Way: Sendable {
    case direct
    case transposing(output: ColumnBlock)
    case staged(input: ColumnBlock, output: ColumnBlock)
  }

  /// The loops over blocks, outermost first: how many, and the bytes from one to the next on either side.
  struct Loop: Sendable {
    var count: Int
    var inputBytes: Int
    var outputBytes: Int
  }

  let way: Way
  /// The plan of a block of `linesPerBlock` lines, and that of what is left over in the innermost loop.
  let plan: FFTWPlan
  let restPlan: FFTWPlan?
  let linesPerBlock: Int
  private let restLines: Int
  let loops: [Loop]
  private let outputScratchOffset: Int
  private let blocksPerChunk: Int
  let blockCount: Int

  /// Scratch memory that each thread needs.
  let scratchBytes: Int
  /// See ``WorkShare``.
  let work: Double

  var chunkCount: Int { (blockCount + blocksPerChunk - 1) / blocksPerChunk }

  /// Plans the only dimension of `problem` over its batch.
  ///
  /// `problem.kind` may overwrite the input, if it is complex-to-real; the others do where they are in place.
  init(_ problem: FFTWProblem) throws(DFTError) {
    let geometry = LineBlocks(problem)
    work = geometry.work
    let block = geometry.block
    linesPerBlock = block.lines
    restLines = geometry.lines % max(block.lines, 1)
    loops = geometry.blockLoops.map {
      Loop(
        count: $0.length, inputBytes: $0.inputStride * geometry.inputBytes,
        outputBytes: $0.outputStride * geometry.outputBytes)
    }
    blockCount = loops.reduce(1) { $0 * $1.count }
    let blockWork = work / Double(blockCount)
    blocksPerChunk = max(1, Int(min(WorkShare.chunkWork / max(blockWork, 1), Double(blockCount))))

    func makePlan(lines: Int) throws(DFTError) -> FFTWPlan {
      try Planner.plan(geometry.problem(ofBlock: block, lines: lines))
    }
    plan = try makePlan(lines: linesPerBlock)
    restPlan = restLines == 0 ? nil : try makePlan(lines: restLines)
    switch block.way {
    case .direct:
      way = .direct
      outputScratchOffset = 0
      scratchBytes = 0
    case .transposing:
      way = .transposing(output: geometry.outputColumns)
      outputScratchOffset = 0
      scratchBytes = geometry.outputScratchBytes
    case .staged:
      way = .staged(input: geometry.inputColumns, output: geometry.outputColumns)
      outputScratchOffset = geometry.inputScratchBytes
      scratchBytes = geometry.inputScratchBytes + geometry.outputScratchBytes
    }
  }

  /// Transforms the lines of one chunk; `scratch` is this thread's own.
  func execute(
    chunk: Int, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer, _ scratch: UnsafeMutableRawPointer?
  ) {
    for block in chunk * blocksPerChunk..<min((chunk + 1) * blocksPerChunk, blockCount) {
      var rest = block, inputOffset = 0, outputOffset = 0, isLast = false
      for (level, loop) in loops.enumerated().reversed() {
        let (quotient, index) = rest.quotientAndRemainder(dividingBy: loop.count)
        if level == loops.count - 1 { isLast = index == loop.count - 1 }
        inputOffset += index * loop.inputBytes
        outputOffset += index * loop.outputBytes
        rest = quotient
      }
      let (from, to) = (input + inputOffset, output + outputOffset)
      if let restPlan, isLast {
        execute(restPlan, lines: restLines, from, to, scratch)
      } else {
        execute(plan, lines: linesPerBlock, from, to, scratch)
      }
    }
  }

  private func execute(
    _ plan: FFTWPlan, lines: Int, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
    _ scratch: UnsafeMutableRawPointer?
  ) {
    switch way {
    case .direct:
      plan.execute(input, output)
    case .transposing(let columns):
      guard let scratch else { return }
      plan.execute(input, scratch)
      columns.scatter(scratch, to: output, lines: lines)
    case .staged(let inputColumns, let outputColumns):
      guard let scratch else { return }
      let outputScratch = scratch + outputScratchOffset
      inputColumns.gather(input, to: scratch, lines: lines)
      plan.execute(scratch, outputScratch)
      outputColumns.scatter(outputScratch, to: output, lines: lines)
    }
  }
}
