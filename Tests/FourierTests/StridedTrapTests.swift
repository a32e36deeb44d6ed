import ComplexNumbers
import Fourier
import Testing

/// Buffers that a layout does not fit, and adjoints that would have to write two elements to one place.
@Suite("Traps of strided layouts")
struct StridedTrapTests {
  @Test("A buffer that is shorter than the layout needs")
  func shortBuffers() async throws {
    let input = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      // The last element lies at 2 + 3·3 = 11.
      let plan = try DFTPlan<Double>(shape: [4], input: StridedLayout(strides: [3], offset: 2))
      _ = plan([Complex<Double>](repeating: .one, count: 11))
    }
    #expect(message(input).contains("DFTPlan: takes 12 elements to 4, but was given 11 and a place for 4"))
    let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let plan = try RealToRealPlan<Float>(
        shape: [4], kinds: [.dct2], output: StridedLayout(strides: [-2], offset: 6))
      var result = [Float](repeating: 0, count: 6)
      plan.transform([1, 2, 3, 4], into: &result)
    }
    #expect(message(output).contains("RealToRealPlan: takes 4 elements to 7, but was given 4 and a place for 6"))
    let adjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let plan = try RealDFTPlan<Double>(shape: [4], output: StridedLayout(strides: [2]))
      _ = plan.adjoint([Complex<Double>](repeating: .one, count: 4))
    }
    #expect(message(adjoint).contains("RealDFTPlan.adjoint: takes 5 elements to 4, but was given 4"))
  }

  @Test("A longer buffer on a side whose layout is not the caller's")
  func longBuffers() async throws {
    let dense = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let plan = try DFTPlan<Double>(shape: [4], output: StridedLayout(strides: [3]))
      _ = plan([Complex<Double>](repeating: .one, count: 5))
    }
    #expect(message(dense).contains("DFTPlan: takes 4 elements to 10, but was given 5 and a place for 10"))
  }

  @Test("The adjoint of an input whose elements share places")
  func overlappingInput() async throws {
    let hop = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let plan = try RealDFTPlan<Double>(shape: [3, 8], axes: [1], input: StridedLayout(strides: [4, 1]))
      _ = plan.adjoint([Complex<Double>](repeating: .one, count: 15))
    }
    let text = "put elements of an input of shape [3, 8] in one place, where an adjoint cannot write"
    #expect(message(hop).contains("the strides [4, 1] \(text)"))
    let repeated = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let plan = try DFTPlan<Float>(shape: [3, 8], axes: [1], input: StridedLayout(strides: [0, 1]))
      _ = plan.adjoint([Complex<Float>](repeating: .one, count: 24))
    }
    #expect(message(repeated).contains("the strides [0, 1] \(text)"))
    let kinds = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let plan = try RealToRealPlan<Double>(
        shape: [3, 8], kinds: [.dct1], axes: [1], input: StridedLayout(strides: [7, 1]))
      _ = plan.adjoint([Double](repeating: 1, count: 24))
    }
    #expect(message(kinds).contains("the strides [7, 1] \(text)"))
    let inverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let plan = try InverseRealDFTPlan<Double>(shape: [3, 8], axes: [1], input: StridedLayout(strides: [1, 1]))
      _ = plan.adjoint([Double](repeating: 1, count: 24))
    }
    #expect(
      message(inverse).contains(
        "the strides [1, 1] put elements of an input of shape [3, 5] in one place, where an adjoint cannot write"))
  }

  @Test("The inverse of an input whose elements share places is refused")
  func overlappingInverse() throws {
    let input = StridedLayout(strides: [4, 1])
    #expect(throws: DFTError.overlappingOutput(input, shape: [3, 8])) {
      try DFTPlan<Double>(shape: [3, 8], axes: [1], input: input).inverse
    }
    #expect(throws: DFTError.overlappingOutput(input, shape: [3, 8])) {
      try RealDFTPlan<Double>(shape: [3, 8], axes: [1], input: input).inverse
    }
    #expect(throws: DFTError.overlappingOutput(input, shape: [3, 8])) {
      try RealToRealPlan<Double>(shape: [3, 8], kinds: [.dht], axes: [1], input: input).inverse
    }
  }
}
