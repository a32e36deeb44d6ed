import ComplexNumbers
import Fourier
import Testing

/// Programmers' errors in a call of a one-line function trap with a message that names the function and the values.
@Suite("Traps of the one-line transforms")
struct OneLineTrapTests {
  @Test("Real-to-real transforms of nothing, and to no length")
  func emptyRealToReal() async throws {
    let cosine = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dct([Double]())
    }
    #expect(message(cosine).contains("dct: a DFT of length 0 does not exist; the length must be at least 1"))
    let sine = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = idst([Float](), type: .i)
    }
    #expect(message(sine).contains("idst: a DFT of length 0 does not exist"))
    let hartley = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dht([1.0, 2.0], length: -3)
    }
    #expect(message(hartley).contains("dht: a DFT of length -3 does not exist"))
    let single = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = idct([1.0], type: .i)
    }
    #expect(message(single).contains("idct: a DCT-I of length 1 does not exist; the length must be at least 2"))
  }

  @Test("Complex, real and Hermitian transforms to no length")
  func emptyLengths() async throws {
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fft([Complex<Double>.one], length: 0)
    }
    #expect(message(complex).contains("fft: a DFT of length 0 does not exist; the length must be at least 1"))
    let inverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ifft([Complex<Double>.one], length: -1)
    }
    #expect(message(inverse).contains("ifft: a DFT of length -1 does not exist"))
    let real = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfft([1.0], length: 0)
    }
    #expect(message(real).contains("rfft: a DFT of length 0 does not exist"))
    let hermitian = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ihfft([Float]())
    }
    #expect(message(hermitian).contains("ihfft: a DFT of length 0 does not exist"))
  }

  @Test("Elements that do not fill the shape")
  func unfilledShape() async throws {
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fftn([Complex<Double>](repeating: .one, count: 11), shape: [3, 4])
    }
    #expect(message(complex).contains("DFTPlan: takes 12 elements to 12, but was given 11"))
    let resized = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfftn([Double](repeating: 1, count: 13), shape: [3, 4], lengths: [4, 4])
    }
    #expect(message(resized).contains("rfftn: 13 elements do not fill an array of shape [3, 4]"))
    let spectrum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = irfftn([Complex<Double>](repeating: .one, count: 12), shape: [3, 4])
    }
    #expect(message(spectrum).contains("InverseRealDFTPlan: takes 9 elements to 12, but was given 12"))
    let cosines = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dctn([Float](repeating: 1, count: 4), shape: [3, 4])
    }
    #expect(message(cosines).contains("RealToRealPlan: takes 12 elements to 12, but was given 4"))
  }

  @Test("Lengths that are not one for each transformed axis, or not lengths")
  func lengths() async throws {
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fftn([Complex<Double>](repeating: .one, count: 12), shape: [3, 4], lengths: [4])
    }
    #expect(message(few).contains("fftn: 1 lengths do not fit 2 axes"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dstn([Double](repeating: 1, count: 12), shape: [3, 4], axes: [0], lengths: [4, 4])
    }
    #expect(message(many).contains("dstn: 2 lengths do not fit 1 axes"))
    let zero = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ifftn([Complex<Double>](repeating: .one, count: 12), shape: [3, 4], lengths: [3, 0])
    }
    #expect(
      message(zero).contains("ifftn: a transform of shape [3, 0] is not possible; each extent must be at least 1"))
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ihfftn([Double](repeating: 1, count: 12), shape: [3, 4], axes: [0], lengths: [-2])
    }
    #expect(message(negative).contains("ihfftn: a transform of shape [-2, 4] is not possible"))
  }

  @Test("Axes and shapes that cannot be")
  func axes() async throws {
    let outside = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfftn([Double](repeating: 1, count: 12), shape: [3, 4], axes: [2])
    }
    #expect(message(outside).contains("rfftn: axis 2 of [2] does not exist in an array of rank 2"))
    let repeated = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = idctn([Double](repeating: 1, count: 12), shape: [3, 4], axes: [0, -2])
    }
    #expect(message(repeated).contains("idctn: the axes [0, -2] of an array of rank 2 name axis 0 more than once"))
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = hfftn([Complex<Double>](), shape: [3, 4], axes: [])
    }
    #expect(message(none).contains("hfftn: a transform needs at least one axis, but none is given"))
    let shapeless = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fftn([Complex<Float>](), shape: [])
    }
    #expect(message(shapeless).contains("fftn: a transform of an array without axes is not possible"))
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dctn([1.0, 2.0, 3.0], shape: [3, 1], type: .i)
    }
    #expect(message(short).contains("dctn: a DCT-I of length 1 does not exist"))
  }
}
