import Fourier
import Testing

/// Sizes that cannot be are refused with an error that says what was wrong, by every transform of both paths.
@Suite("DFTError")
struct DFTErrorTests {
  struct Size: Sendable {
    let length, batchCount: Int
    let error: DFTError
  }

  static let impossibleSizes = [
    Size(length: 0, batchCount: 1, error: .invalidLength(0)),
    Size(length: -1, batchCount: 1, error: .invalidLength(-1)),
    Size(length: .min, batchCount: 1, error: .invalidLength(.min)),
    Size(length: 8, batchCount: 0, error: .invalidBatchCount(0)),
    Size(length: 8, batchCount: -3, error: .invalidBatchCount(-3)),
    Size(length: .max, batchCount: 2, error: .sizeOverflow(length: .max, batchCount: 2)),
    Size(length: .max, batchCount: 1, error: .sizeOverflow(length: .max, batchCount: 1)),
    Size(length: 1 << 40, batchCount: 1 << 20, error: .sizeOverflow(length: 1 << 40, batchCount: 1 << 20)),
  ]

  @Test("FFTW's path refuses an impossible size in double precision", arguments: impossibleSizes)
  func fastDouble(size: Size) { expectRefusal(FFTWPath<Double>.self, size) }

  @Test("FFTW's path refuses an impossible size in single precision", arguments: impossibleSizes)
  func fastSingle(size: Size) { expectRefusal(FFTWPath<Float>.self, size) }

  @Test("The reference path refuses an impossible size", arguments: impossibleSizes)
  func reference(size: Size) { expectRefusal(ReferencePath<Double>.self, size) }

  private func expectRefusal<Path: DFTPath>(_ path: Path.Type, _ size: Size) {
    let (length, batchCount) = (size.length, size.batchCount)
    #expect(throws: size.error) {
      try Path.dft(length: length, batchCount: batchCount, direction: .forward, normalization: .backward)
    }
    #expect(throws: size.error) {
      try Path.realDFT(length: length, batchCount: batchCount, normalization: .backward)
    }
    #expect(throws: size.error) {
      try Path.inverseRealDFT(length: length, batchCount: batchCount, normalization: .backward)
    }
  }

  @Test("More memory than the machine has is refused", .disabled(if: runsSanitized))
  func outOfMemory() async {
    await #expect(processExitsWith: .success) {
      let length = 1 << 56
      do {
        _ = try DFTPlan<Float>(length: length)
      } catch DFTError.outOfMemory(let bytes) where bytes == 8 * length {
        return
      }
      fatalError("a plan for 2⁵⁶ points was made")
    }
  }

  @Test("Errors read as sentences")
  func descriptions() {
    #expect("\(DFTError.invalidLength(0))" == "a DFT of length 0 does not exist; the length must be at least 1")
    #expect(
      "\(DFTError.invalidBatchCount(-2))" == "a batch of -2 transforms is not possible; the count must be at least 1")
    #expect("\(DFTError.sizeOverflow(length: 7, batchCount: 9))".contains("9 transforms of 7 points"))
    #expect("\(DFTError.outOfMemory(bytes: 80))".contains("80 bytes"))
    #expect("\(DFTError.plannerFailed("2 transforms"))".contains("2 transforms"))
  }
}
