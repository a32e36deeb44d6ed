import ComplexNumbers

// Transforms between buffers of which one or both are split: the real parts in one, the imaginary parts in another.
//
// They go through interleaved copies. FFTW has plans for split storage, but one of those holds for buffers as far apart as
// those that it was made with, and at any other distance a third of them give wrong results without a word.
extension PlanHandle {
  /// A complex transform times `factor`; the output may be the input.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func execute<T: TransformScalar>(
    _ realInput: UnsafePointer<T>, _ imaginaryInput: UnsafePointer<T>, _ realOutput: UnsafeMutablePointer<T>,
    _ imaginaryOutput: UnsafeMutablePointer<T>, by factor: T
  ) {
    let count = length * batchCount
    scratch.lend(Complex<T>.self, count: count) { scratch in
      interleaveRows(realInput, imaginaryInput, to: scratch, rows: inputRows)
      algorithm.execute(scratch, scratch)
      if factor != 1 {
        scratch.withMemoryRebound(to: T.self, capacity: 2 * count) {
          scaleInPlace($0, count: 2 * count, by: factor)
        }
      }
      splitRows(scratch, to: realOutput, imaginaryOutput, rows: outputRows)
    }
  }

  /// A real-to-complex transform, its bins weighted as by ``HalfSpectrum/weight``.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func execute<T: TransformScalar>(
    _ input: UnsafePointer<T>, _ realOutput: UnsafeMutablePointer<T>, _ imaginaryOutput: UnsafeMutablePointer<T>,
    edge: T, interior: T, conjugating: Bool
  ) {
    scratch.lend(Complex<T>.self, count: halfSpectraCount) { scratch in
      atAnyAddress(UnsafeRawPointer(input) + inputOffset) { $0.execute($1, scratch) }
      weight(scratch, edge: edge, interior: interior, conjugating: conjugating)
      splitRows(scratch, to: realOutput, imaginaryOutput, rows: outputRows)
    }
  }

  /// A complex-to-real transform of bins weighted as by ``HalfSpectrum/weight``, which stay as they are.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func execute<T: TransformScalar>(
    _ realInput: UnsafePointer<T>, _ imaginaryInput: UnsafePointer<T>, _ output: UnsafeMutablePointer<T>,
    edge: T, interior: T, conjugating: Bool
  ) {
    scratch.lend(Complex<T>.self, count: halfSpectraCount) { scratch in
      interleaveRows(realInput, imaginaryInput, to: scratch, rows: inputRows, conjugating: conjugating)
      weight(scratch, edge: edge, interior: interior, conjugating: false)
      atAnyAddress(UnsafeRawPointer(output) + outputOffset) { $0.execute(scratch, $1) }
    }
  }

  /// Lends the algorithm that fits the address of the one buffer that is the caller's.
  @inline(__always)
  private func atAnyAddress(_ buffer: UnsafeRawPointer, _ body: (Algorithm, UnsafeMutableRawPointer) -> Void) {
    let isAligned = UInt(bitPattern: buffer) & 15 == 0 || !problem.isAligned
    body(isAligned ? algorithm : unaligned.algorithm, UnsafeMutableRawPointer(mutating: buffer))
  }

  private func weight<T: TransformScalar>(
    _ bins: UnsafeMutablePointer<Complex<T>>, edge: T, interior: T, conjugating: Bool
  ) {
    if edge == 1 && interior == 1 && !conjugating { return }
    HalfSpectrum.weight(
      bins, into: bins, rows: denseRows, length: halvedLength, edge: edge, interior: interior, conjugating: conjugating)
  }

  private var halfSpectraCount: Int { length / halvedLength * HalfSpectrum.count(halvedLength) * batchCount }
}
