import ComplexNumbers
import Fourier

// What every linear transform along axes is examined for, as a real matrix on the parts of its elements.

extension ArrayCertification {
  /// - Parameters:
  ///   - inverse: what undoes the transform up to `gain`, on the left; nil: nothing.
  ///   - single: the same transform along all axes of an array of another shape.
  mutating func certifyOperator<Transform: FourierTransform, Inverse: FourierTransform>(
    _ transform: Transform, inverse: Inverse?, gain: T, inputShape: [Int], outputShape: [Int], gate: T, _ what: String,
    single: ([Int]) throws -> Transform
  ) throws
  where
    Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable, Inverse.Input == Transform.Output,
    Inverse.Output == Transform.Input
  {
    certifySizes(transform, inputShape, outputShape, what)
    let x: [Transform.Input] = randomElements(transform.inputCount)
    let w: [Transform.Output] = randomElements(transform.outputCount)
    let image = apply(transform, x), pulled = applyAdjoint(transform, w)
    certifyLinearity(transform, x, image, gate, what)
    certifyAdjoint(x, w, image, pulled, gate, what)
    certifyRepeatability(transform, x, w, image, pulled, what)
    try certifyBlocks(transform, single, x, w, image, pulled, inputShape, outputShape, gate, what)
    certifyPlacement(transform, x, w, image, pulled, gate, what)
    if let inverse {
      let back = apply(inverse, image)
      expect(
        .roundTrip, relativeError(reals(back), reals(x).map { $0 * gain }), within: 2 * gate, what)
    }
  }

  private mutating func certifySizes(
    _ transform: some FourierTransform, _ inputShape: [Int], _ outputShape: [Int], _ what: String
  ) {
    let batchCount = shape.reduce(1, *) / length
    let counts = [transform.length, transform.batchCount, transform.inputCount, transform.outputCount]
    let expected = [length, batchCount, inputShape.reduce(1, *), outputShape.reduce(1, *)]
    if counts != expected { report(.sizes, "\(what): tells \(counts), not \(expected)") }
    if transform.inputShape != inputShape || transform.outputShape != outputShape {
      report(.sizes, "\(what): tells the shapes \(transform.inputShape) and \(transform.outputShape)")
    }
    if transform.inputHasGaps || transform.outputHasGaps { report(.sizes, "\(what): tells of gaps") }
  }

  /// A(3x − 5y) = 3Ax − 5Ay.
  private mutating func certifyLinearity<Transform: FourierTransform>(
    _ transform: Transform, _ x: [Transform.Input], _ image: [Transform.Output], _ gate: T, _ what: String
  ) where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
    let y: [Transform.Input] = randomElements(transform.inputCount)
    let other = reals(apply(transform, y)), first = reals(image)
    let whole = reals(apply(transform, elements(combination(3, reals(x), -5, reals(y)))))
    let deviation = norm(combination(1, whole, -1, combination(3, first, -5, other)))
    expect(.linearity, deviation / (3 * norm(first) + 5 * norm(other)), within: 2 * gate + 4 * roundoff, what)
  }

  /// Re⟨Ax, w⟩ = Re⟨x, Aᴴw⟩.
  private mutating func certifyAdjoint<Input: BitwiseCopyable, Output: BitwiseCopyable>(
    _ x: [Input], _ w: [Output], _ image: [Output], _ pulled: [Input], _ gate: T, _ what: String
  ) {
    let left = innerProduct(reals(image), reals(w)), right = innerProduct(reals(x), reals(pulled))
    let scale = norm(reals(image)) * norm(reals(w))
    expect(.adjoint, (left - right).magnitude / scale, within: 2 * T.sqrt(2) * gate + 4 * roundoff, what)
  }

  private mutating func certifyRepeatability<Transform: FourierTransform>(
    _ transform: Transform, _ x: [Transform.Input], _ w: [Transform.Output], _ image: [Transform.Output],
    _ pulled: [Transform.Input], _ what: String
  ) where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
    if reals(apply(transform, x)) != reals(image) { report(.repeatability, what) }
    if reals(applyAdjoint(transform, w)) != reals(pulled) { report(.repeatability, "the adjoint of \(what)") }
  }

  /// Each position along the axes that are not transformed has the transform of its own elements, taken in the order of
  /// the transformed axes, both ways.
  private mutating func certifyBlocks<Transform: FourierTransform>(
    _ transform: Transform, _ single: ([Int]) throws -> Transform, _ x: [Transform.Input], _ w: [Transform.Output],
    _ image: [Transform.Output], _ pulled: [Transform.Input], _ inputShape: [Int], _ outputShape: [Int], _ gate: T,
    _ what: String
  ) throws where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
    if transformed == Array(shape.indices) { return }
    let one = try single(transformed.map { shape[$0] })
    let inputs = blocks(of: inputShape, along: transformed), outputs = blocks(of: outputShape, along: transformed)
    for (row, (input, output)) in zip(inputs, outputs).enumerated() {
      let expected = apply(one, input.map { x[$0] })
      expect(
        .batches, relativeError(reals(output.map { image[$0] }), reals(expected)), within: 2 * gate,
        "\(what), block \(row)")
      let expectedBack = applyAdjoint(one, output.map { w[$0] })
      expect(
        .batches, relativeError(reals(input.map { pulled[$0] }), reals(expectedBack)), within: 2 * T.sqrt(2) * gate,
        "the adjoint of \(what), block \(row)")
    }
  }

  /// Either buffer, or both, some elements away from a multiple of 16 bytes.
  private mutating func certifyPlacement<Transform: FourierTransform>(
    _ transform: Transform, _ x: [Transform.Input], _ w: [Transform.Output], _ image: [Transform.Output],
    _ pulled: [Transform.Input], _ gate: T, _ what: String
  ) where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
    for offsets in [(1, 0), (0, 1), (3, 1)] {
      let moved = reals(apply(transform, x, offsets: offsets))
      expect(
        .placement, relativeError(moved, reals(image)), within: 2 * T.sqrt(2) * gate,
        "\(what), buffers \(offsets) elements on")
      let movedBack = reals(applyAdjoint(transform, w, offsets: offsets))
      expect(
        .placement, relativeError(movedBack, reals(pulled)), within: 2 * T.sqrt(2) * gate,
        "the adjoint of \(what), buffers \(offsets) elements on")
    }
  }

  func reals<Element: BitwiseCopyable>(_ x: [Element]) -> [T] { parts(x) }

  mutating func randomElements<Element: BitwiseCopyable>(_ count: Int) -> [Element] {
    let parts: [T] = random.signal(count: count * (MemoryLayout<Element>.stride / MemoryLayout<T>.stride))
    return elements(parts)
  }
}
