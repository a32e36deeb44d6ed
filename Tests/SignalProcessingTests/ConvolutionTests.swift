import Autodiff
import SignalProcessing
import TestSupport
import Testing

struct ConvolutionTests {
  private struct Case: Decodable {
    let signal: [Int], filter: [Int]
    let full: [Double], same: [Double], causal: [Double]
    let valid: [Double]?
  }

  /// Three transforms of a length below 2(N + M), and a product. The error is relative to ‖x‖·‖h‖, which bounds y's
  /// every sample, and of which √(N + M) is a share of all samples together.
  @Test func convolutionsAreNumPys() throws {
    for convolution in try cases("convolution.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type) {
        let x = Tensor<T>(pcm: convolution.signal), h = Tensor<T>(pcm: convolution.filter)
        let scale = T.sqrt(sum(square(x)).scalar * sum(square(h)).scalar)
        let tolerance = 3 * Tolerances.dft(length: 2 * (x.count + h.count), T.self) * scale
        func expect(_ mode: ConvolutionMode, _ expected: [Double]) {
          let y = fftConvolve(x, h, mode: mode).elements
          #expect(y.count == expected.count)
          for (y, expected) in zip(y, expected) {
            #expect((y - T(expected)).magnitude <= tolerance, "\(T.self), \(mode), \(x.count) * \(h.count)")
          }
        }
        expect(.full, convolution.full)
        expect(.same, convolution.same)
        expect(.causal, convolution.causal)
        if let valid = convolution.valid { expect(.valid, valid) }
      }
      check(Float.self)
      check(Double.self)
    }
  }

  @Test func fullIsTheDefault() {
    #expect(fftConvolve(Tensor<Double>([1, 2]), Tensor([1, 1])).shape == [3])
  }

  @Test func oneFilterServesAllChannels() {
    var random = SeededRandom(seed: 4)
    let x = Tensor<Double>(random.signal(count: 2 * 3 * 10), shape: [2, 3, 10])
    let filters = Tensor<Double>(random.signal(count: 3 * 4), shape: [3, 4])
    let y = fftConvolve(x, filters, mode: .causal)
    #expect(y.shape == [2, 3, 10])
    for i in 0..<2 {
      for j in 0..<3 {
        func row(_ x: Tensor<Double>) -> Tensor<Double> { x.slice(i..<(i + 1), axis: 0).slice(j..<(j + 1), axis: 1) }
        let alone = fftConvolve(row(x), filters.slice(j..<(j + 1), axis: 0), mode: .causal)
        #expect(relativeError(row(y).elements, alone.elements) < 1e-15)
      }
    }
    #expect(fftConvolve(x, Tensor([1, 2, 3]), mode: .valid).shape == [2, 3, 8])
  }

  @Test func shapesThatCannotBeConvolvedTrap() async {
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fftConvolve(Tensor<Double>([1, 2]), Tensor<Double>(repeating: 0, shape: [0]))
    }
    #expect(
      message(ofExit: empty).contains("the convolution of tensors of shapes [2] and [0], one of which has no samples"))
    let long = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = fftConvolve(Tensor<Double>([1, 2]), Tensor([1, 2, 3]), mode: .valid)
    }
    #expect(
      message(ofExit: long).contains("no sample of a convolution of 2 samples with a filter of 3 is valid"))
  }
}
