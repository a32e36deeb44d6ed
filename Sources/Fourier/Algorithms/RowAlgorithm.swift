/// A way to transform rows without gaps, some at a time.
protocol RowTransform: Sendable, CustomStringConvertible {
  /// Bytes of a row of the input, and of the output.
  var rowBytes: (input: Int, output: Int) { get }
  /// Memory that a call needs, at a multiple of 64 bytes.
  var scratchBytes: Int { get }
  /// About the memory of the tables.
  var byteCount: Int { get }
  /// The operations on one row.
  var operationCount: OperationCount { get }
  /// FFTW's estimate for one row.
  var cost: Double { get }

  /// Transforms `rows` rows: as many as the transform was made for, or what is left over of them.
  func execute(
    rows: Int, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer, scratch: UnsafeMutableRawPointer)
}

/// The rows of a transform in chunks that depend on the problem alone, on up to so many threads.
final class RowAlgorithm: ComposedAlgorithm {
  private let transform: any RowTransform
  private let rowCount: Int
  private let rowsPerChunk: Int
  private let workerBytes: Int
  private let scratch = ScratchSlot()
  let threadCount: Int

  init(_ transform: any RowTransform, _ chunks: RowChunks) {
    self.transform = transform
    rowCount = chunks.rowCount
    rowsPerChunk = chunks.rowsPerChunk
    threadCount = min(chunks.threadCount, chunks.count)
    // Threads must not share a cache line, nor the one that is fetched along with it.
    workerBytes = (transform.scratchBytes + 127) & ~127
  }

  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer) {
    let rowBytes = transform.rowBytes
    // Each chunk touches its own rows, each worker its own scratch.
    nonisolated(unsafe) let (input, output) = (input, output)
    scratch.lend(bytes: workerBytes * threadCount) { scratch in
      nonisolated(unsafe) let scratch = scratch
      inParallel(threadCount: threadCount, chunkCount: (rowCount + rowsPerChunk - 1) / rowsPerChunk) { worker, chunk in
        let first = chunk * rowsPerChunk
        transform.execute(
          rows: min(rowsPerChunk, rowCount - first), input + first * rowBytes.input,
          output + first * rowBytes.output, scratch: scratch + worker * workerBytes)
      }
    }
  }

  var byteCount: Int { workerBytes * threadCount + transform.byteCount }
  var operationCount: OperationCount { transform.operationCount * Double(rowCount) }
  var cost: Double { transform.cost * Double(rowCount) }
  var description: String {
    rowCount == 1 ? transform.description : "\(rowCount) rows, \(rowsPerChunk) at a time: \(transform)"
  }
}

/// How many rows are transformed at a time.
struct RowChunks {
  let rowCount: Int
  let rowsPerChunk: Int
  let threadCount: Int

  var count: Int { (rowCount + rowsPerChunk - 1) / rowsPerChunk }
  /// The rows of the last chunk, if it has fewer than the others.
  var restRows: Int { rowCount % rowsPerChunk }

  init(length: Int, count: Int, precision: Precision, threadCount ceiling: Int) {
    let rowWork = WorkShare.work(length: length, elementBytes: 2 * precision.bytes)
    var rows = max(1, min(count, Int(min(WorkShare.chunkWork / rowWork, Double(count)))))
    if rows < count {
      // Chunks of equal size if they can be had, so that equal rows give equal bits; an even number of rows begins at a
      // multiple of 16 bytes.
      rows =
        stride(from: rows, to: rows / 2, by: -1).first { count.isMultiple(of: $0) && $0.isMultiple(of: 2) }
        ?? max(rows & ~1, 1)
    }
    rowCount = count
    rowsPerChunk = rows
    threadCount = WorkShare.threadCount(ceiling: ceiling, work: rowWork * Double(count))
  }
}
