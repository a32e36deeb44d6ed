/// Why a transform could not be made.
public enum DFTError: Error, Equatable, CustomStringConvertible {
  /// A transform needs at least one point.
  case invalidLength(Int)
  /// A call needs at least one transform.
  case invalidBatchCount(Int)
  /// The buffers would not fit the address space.
  case sizeOverflow(length: Int, batchCount: Int)
  /// The planner's working memory could not be allocated.
  case outOfMemory(bytes: Int)
  /// FFTW's planner gave no plan.
  case plannerFailed(String)

  public var description: String {
    switch self {
    case .invalidLength(let length):
      "a DFT of length \(length) does not exist; the length must be at least 1"
    case .invalidBatchCount(let count):
      "a batch of \(count) transforms is not possible; the count must be at least 1"
    case .sizeOverflow(let length, let count):
      "\(count) transforms of \(length) points exceed the address space"
    case .outOfMemory(let bytes):
      "planning a DFT needs \(bytes) bytes for a buffer, which the system does not have"
    case .plannerFailed(let problem):
      "FFTW's planner returned no plan for \(problem)"
    }
  }

  /// Checks a size before anything is allocated for it.
  static func check(length: Int, batchCount: Int) throws(DFTError) {
    if length < 1 { throw .invalidLength(length) }
    if batchCount < 1 { throw .invalidBatchCount(batchCount) }
    // The largest buffer is that of complex points in extended precision, 32 bytes each.
    let (points, overflow) = length.multipliedReportingOverflow(by: batchCount)
    if overflow || points > Int.max / 32 { throw .sizeOverflow(length: length, batchCount: batchCount) }
  }
}
