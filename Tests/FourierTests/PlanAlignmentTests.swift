import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// FFTW's vector code faults on addresses that are not multiples of 16: slices that start there must do no harm.
@Suite("Misaligned buffers")
struct PlanAlignmentTests {
  static let lengths = [1, 2, 3, 5, 8, 30, 64, 97, 100, 1024, 4096]
  /// Elements by which the slices of input and output start after a multiple of 16 bytes.
  static let offsets = [(1, 0), (0, 1), (1, 1), (2, 1), (3, 3)]

  @Test("Complex transforms in single precision", arguments: lengths, offsets)
  func complexSingle(length: Int, offsets: (Int, Int)) throws {
    var random = SeededRandom(seed: 1)
    let x: [Complex<Float>] = random.complexSignal(count: length)
    let plan = try DFTPlan<Float>(length: length)
    #expect(relativeError(shifted(x, length, offsets, plan.transform), plan(x)) <= tolerance(length))
    #expect(relativeError(shifted(x, length, offsets, plan.adjoint), plan.adjoint(x)) <= tolerance(length))
  }

  @Test("Real transforms in single precision", arguments: lengths, offsets)
  func realSingle(length: Int, offsets: (Int, Int)) throws { try checkReal(length, offsets, Float.self) }

  @Test("Real transforms in double precision", arguments: lengths, offsets)
  func realDouble(length: Int, offsets: (Int, Int)) throws { try checkReal(length, offsets, Double.self) }

  private func checkReal<T: TransformScalar>(_ length: Int, _ offsets: (Int, Int), _ type: T.Type) throws {
    var random = SeededRandom(seed: 2)
    let bins = length / 2 + 1
    let x: [T] = random.signal(count: length)
    let w: [Complex<T>] = random.complexSignal(count: bins)
    let real = try RealDFTPlan<T>(length: length)
    #expect(relativeError(shifted(x, bins, offsets, real.transform), real(x)) <= tolerance(length))
    #expect(relativeError(shifted(w, length, offsets, real.adjoint), real.adjoint(w)) <= tolerance(length))
    let inverse = try InverseRealDFTPlan<T>(length: length)
    #expect(relativeError(shifted(w, length, offsets, inverse.transform), inverse(w)) <= tolerance(length))
    #expect(relativeError(shifted(x, bins, offsets, inverse.adjoint), inverse.adjoint(x)) <= tolerance(length))
  }

  @Test("A slice of an array, as a user takes it")
  func slices() throws {
    let samples = (0..<1025).map { Double($0 % 7) }
    let plan = try RealDFTPlan<Double>(length: 1024)
    var spectrum = [Complex<Double>](repeating: .zero, count: 513)
    samples[1...].withUnsafeBufferPointer { slice in
      #expect(UInt(bitPattern: slice.baseAddress) % 16 == 8)
      var output = spectrum.mutableSpan
      plan.transform(Span(_unsafeElements: slice), into: &output)
    }
    #expect(relativeError(spectrum, plan(Array(samples[1...]))) <= tolerance(1024))
  }

  private func tolerance<T: Real>(_ length: Int) -> T { 4 * Tolerances.normalizedDFT(length: length) }

  /// Runs `body` on buffers that start the given numbers of elements after a multiple of 16 bytes.
  private func shifted<Input, Output>(
    _ input: [Input], _ outputCount: Int, _ offsets: (Int, Int),
    _ body: (Span<Input>, inout MutableSpan<Output>) -> Void
  ) -> [Output] {
    let (inputStride, outputStride) = (MemoryLayout<Input>.stride, MemoryLayout<Output>.stride)
    let source = UnsafeMutableRawPointer.allocate(byteCount: (input.count + 3) * inputStride, alignment: 16)
    let destination = UnsafeMutableRawPointer.allocate(byteCount: (outputCount + 3) * outputStride, alignment: 16)
    defer {
      source.deallocate()
      destination.deallocate()
    }
    let from = UnsafeMutableBufferPointer(
      start: (source + offsets.0 * inputStride).bindMemory(to: Input.self, capacity: input.count), count: input.count)
    let to = UnsafeMutableBufferPointer(
      start: (destination + offsets.1 * outputStride).bindMemory(to: Output.self, capacity: outputCount),
      count: outputCount)
    _ = from.initialize(from: input)
    var span = MutableSpan(_unsafeElements: to)
    body(Span(_unsafeElements: UnsafeBufferPointer(from)), &span)
    return Array(to)
  }
}
