import ComplexNumbers
import Fourier
import Testing

/// Programmers' errors trap with a message that names the sizes, in optimized code too.
@Suite("Traps")
struct DFTTrapTests {
  @Test("fft of nothing")
  func emptyFFT() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fft([Complex<Double>]())
    }
    #expect(message(result).contains("fft: a DFT of length 0 does not exist; the length must be at least 1"))
  }

  @Test("ifft of nothing")
  func emptyIFFT() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ifft([Complex<Float>]())
    }
    #expect(message(result).contains("ifft: a DFT of length 0 does not exist"))
  }

  @Test("rfft of nothing")
  func emptyRFFT() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfft([Double]())
    }
    #expect(message(result).contains("rfft: a DFT of length 0 does not exist"))
  }

  @Test("irfft of nothing, or of one bin without a length")
  func untoldLength() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = irfft([Complex<Double>]())
    }
    #expect(message(result).contains("irfft: 0 bins do not tell the length"))
    let other = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = irfft([Complex<Double>.one])
    }
    #expect(message(other).contains("irfft: 1 bins do not tell the length; it takes 2 at least, or 1 with length: 1"))
  }

  @Test("irfft and hfft to no samples")
  func invalidLengths() async throws {
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = irfft([Complex<Double>](repeating: .one, count: 5), length: -8)
    }
    #expect(message(negative).contains("irfft: the length is -8, but must be at least 1"))
    let zero = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = hfft([Complex<Float>](repeating: .one, count: 5), length: 0)
    }
    #expect(message(zero).contains("hfft: the length is 0, but must be at least 1"))
  }

  @Test("A plan given the wrong count of input or output")
  func wrongCounts() async throws {
    let input = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try DFTPlan<Double>(length: 8)([Complex<Double>](repeating: .one, count: 7))
    }
    #expect(message(input).contains("DFTPlan: takes 8 elements to 8, but was given 7 and a place for 8"))
    let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var spectrum = [Complex<Float>](repeating: .zero, count: 6)
      try RealDFTPlan<Float>(length: 8).transform([Float](repeating: 1, count: 8), into: &spectrum)
    }
    #expect(message(output).contains("RealDFTPlan: takes 8 elements to 5, but was given 8 and a place for 6"))
    let adjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try RealDFTPlan<Double>(length: 8, batchCount: 2).adjoint([Complex<Double>](repeating: .one, count: 5))
    }
    #expect(message(adjoint).contains("RealDFTPlan.adjoint: takes 10 elements to 16, but was given 5"))
    let inverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try InverseRealDFTPlan<Double>(length: 8)([Complex<Double>](repeating: .one, count: 8))
    }
    #expect(message(inverse).contains("InverseRealDFTPlan: takes 5 elements to 8, but was given 8"))
    let inverseAdjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try InverseRealDFTPlan<Double>(length: 8).adjoint([Double](repeating: 1, count: 5))
    }
    #expect(message(inverseAdjoint).contains("InverseRealDFTPlan.adjoint: takes 8 elements to 5, but was given 5"))
    let complexAdjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try DFTPlan<Double>(length: 8).adjoint([Complex<Double>](repeating: .one, count: 9))
    }
    #expect(message(complexAdjoint).contains("DFTPlan.adjoint: takes 8 elements to 8, but was given 9"))
  }

  @Test("The reference given the wrong count")
  func wrongReferenceCounts() async throws {
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ReferenceDFT<Double>(length: 8)([Complex<Double>](repeating: .one, count: 7))
    }
    #expect(message(complex).contains("ReferenceDFT: takes 8 elements to 8, but was given 7"))
    let real = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ReferenceRealDFT<Double>(length: 8)([Double](repeating: 1, count: 9))
    }
    #expect(message(real).contains("ReferenceRealDFT: takes 8 elements to 5, but was given 9"))
    let inverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ReferenceInverseRealDFT<Double>(length: 8)([Complex<Double>](repeating: .one, count: 6))
    }
    #expect(message(inverse).contains("ReferenceInverseRealDFT: takes 5 elements to 8, but was given 6"))
  }

  @Test("Frequencies of no bins, and fast lengths that do not exist")
  func lengths() async throws {
    let frequencies = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fftFrequencies(length: 0)
    }
    #expect(message(frequencies).contains("fftFrequencies: the length is 0, but must be at least 1"))
    let realFrequencies = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfftFrequencies(length: -1)
    }
    #expect(message(realFrequencies).contains("rfftFrequencies: the length is -1, but must be at least 1"))
    let zero = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = nextFastLength(0)
    }
    #expect(message(zero).contains("nextFastLength: the target is 0, but must be at least 1"))
    let huge = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = nextFastLength(.max)
    }
    #expect(message(huge).contains("nextFastLength: no fast length above"))
  }

  #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
    @Test("A scalar that says it has a precision that it has not")
    func falsePrecision() async throws {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = try DFTPlan<Float16>(length: 8)
      }
      #expect(message(result).contains("Float16 has 2 bytes, but a scalar of single precision has 4"))
    }
  #endif
}

#if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
  extension Float16: TransformScalar {
    public static var precision: Precision { .single }
  }
#endif
