import Autodiff
import ComplexNumbers
import Fourier

/// The DFT of one frame and its adjoint, with the memory that both need.
///
/// The spectra have zeros behind their bins up to a multiple of 16, for loops over whole vectors.
final class FrameTransform<T: TensorScalar> {
  /// The windowed frame, 0 where nothing has been written.
  let frame: UnsafeMutablePointer<T>
  /// What ``pullBack(_:)`` has made.
  let result: UnsafeMutablePointer<T>
  /// The spectra of two signals' frames.
  let first, second: UnsafeMutablePointer<Complex<T>>
  private let memory: UnsafeMutableRawPointer
  private let length: Int
  private let plan: RealDFTPlan<T>
  private let inverse: InverseRealDFTPlan<T>
  private let isConsuming: Bool

  init(length: Int) {
    self.length = length
    do {
      plan = try RealDFTPlan(length: length)
      inverse = try InverseRealDFTPlan(length: length, normalization: .forward)
    } catch {
      fatalError("\(error)")
    }
    // Where the plan would work on a copy. In other cases it has an algorithm that leaves its input alone, and is faster.
    isConsuming = T.self == Double.self && (65...2048).contains(length)
    // Rows of whole cache lines, one apart from a power of two, by which they would share places in the cache.
    let line = 64, real = MemoryLayout<T>.stride
    let frameBytes = (length * real + line - 1) / line * line + line
    let spectrumBytes = (length / 2 + 16) / 16 * 16 * 2 * real + line
    memory = .allocate(byteCount: 2 * (frameBytes + spectrumBytes), alignment: line)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 2 * (frameBytes + spectrumBytes))
    frame = memory.bindMemory(to: T.self, capacity: length)
    result = (memory + frameBytes).bindMemory(to: T.self, capacity: length)
    first = (memory + 2 * frameBytes).bindMemory(to: Complex<T>.self, capacity: spectrumBytes / (2 * real))
    second = (memory + 2 * frameBytes + spectrumBytes)
      .bindMemory(to: Complex<T>.self, capacity: spectrumBytes / (2 * real))
  }

  deinit { memory.deallocate() }

  /// The spectrum of `frame`.
  @inline(__always)
  func transform(into spectrum: UnsafeMutablePointer<Complex<T>>) {
    var output = MutableSpan(_unsafeStart: spectrum, count: length / 2 + 1)
    plan.transform(Span(_unsafeStart: frame, count: length), into: &output)
  }

  /// result = 2 Re Σₖ Sₖ exp(2πi kn/N) over the bins 0 … ⌊N/2⌋ of `spectrum`, which is overwritten: twice the adjoint of
  /// the DFT, which a window of half the weights makes up for.
  @inline(__always)
  func pullBack(_ spectrum: UnsafeMutablePointer<Complex<T>>) {
    // The bins between stand for their conjugates, too.
    spectrum[0] = 2 * spectrum[0]
    if length % 2 == 0 { spectrum[length / 2] = 2 * spectrum[length / 2] }
    var output = MutableSpan(_unsafeStart: result, count: length)
    if isConsuming {
      var input = MutableSpan(_unsafeStart: spectrum, count: length / 2 + 1)
      inverse.transform(consuming: &input, into: &output)
    } else {
      inverse.transform(Span(_unsafeStart: spectrum, count: length / 2 + 1), into: &output)
    }
  }
}
