public import Fourier

/// A transform of `Fourier` as an operator on tensors: one rule for every plan, since a plan knows its adjoint.
///
/// y = Ax, and for a cotangent w the pullback Aᴴw, the plan's own `adjoint(_:into:)`; along whichever axes the plan
/// transforms, in its normalization, of any kind: complex, real, Hermitian, cosine, sine, Hartley, half-complex, chirp-z,
/// nonuniform, on either path.
///
/// ```swift
/// let measured = TransformOperator(try RealDFTPlan<Double>(length: 4096, effort: .measure))
/// let slope = gradient(at: x) { mean(squaredModulus(measured($0))) }
/// let blocks = TransformOperator(try RealToRealPlan<Float>(shape: [600, 8, 8], kinds: [.dct2, .dct2], axes: [1, 2]))
/// ```
///
/// **Shapes.** Tensors of the transform's own `inputShape` to tensors of its `outputShape`. A transform of rows, such as a
/// plan made with a `length` and a `batchCount`, takes rows under any leading axes whose product is the batch count.
public struct TransformOperator<Transform: FourierTransform>: LinearOperator
where Transform.Input: TensorElement, Transform.Output: TensorElement {
  public typealias Input = Transform.Input
  public typealias Output = Transform.Output

  public static var name: StaticString {
    let isRealToReal = Input.self == Input.RealPart.self && Output.self == Output.RealPart.self
    return isRealToReal ? "real-to-real transform" : "DFT"
  }

  /// The transform, which knows the shapes and the axes.
  public let transform: Transform
  /// Whether each row is transformed by itself, so that it does not matter how the rows are arranged.
  private let isRowwise: Bool

  /// The operator of `transform`.
  ///
  /// Traps for a plan with a ``StridedLayout`` of its own: the elements of a tensor lie in row-major order, without gaps.
  public init(_ transform: Transform) {
    let input = transform.inputShape, output = transform.outputShape
    let isRowMajor: Bool, rowsAreBatch: Bool
    if let plan = transform as? any PlannedTransform {
      let details = plan.details
      isRowMajor = details.inputLayout == .rowMajor(input) && details.outputLayout == .rowMajor(output)
      rowsAreBatch = details.axes == [1]
    } else {
      isRowMajor = !transform.inputHasGaps && !transform.outputHasGaps
      rowsAreBatch = input.first == transform.batchCount && output.first == transform.batchCount
    }
    require(
      isRowMajor,
      "a tensor's elements lie in row-major order without gaps, but the transform from \(input) to \(output) has a "
        + "layout of its own; plan it without one")
    self.init(transform, isRowwise: input.count == 2 && output.count == 2 && rowsAreBatch)
  }

  /// The operator of a transform that is known to be between row-major arrays.
  init(_ transform: Transform, isRowwise: Bool) {
    self.transform = transform
    self.isRowwise = isRowwise
  }

  /// The transform of x. Traps unless x has the transform's input shape, or, of rows, as many and as long ones.
  public func apply(_ x: Tensor<Input>) -> Tensor<Output> {
    let shape =
      isRowwise
      ? rows(x.shape, from: transform.inputCount, to: transform.outputCount)
      : array(x.shape, from: transform.inputShape, to: transform.outputShape)
    let storage: [Output] = x.values.withUnsafeBufferPointer { source in
      filled(count: transform.outputCount) { target in
        var output = MutableSpan(_unsafeElements: target)
        transform.transform(Span(_unsafeElements: source), into: &output)
      }
    }
    return Tensor(shape: shape, storage: storage)
  }

  /// The adjoint transform of y. Traps unless y has the transform's output shape, or, of rows, as many and as long ones.
  public func applyAdjoint(_ y: Tensor<Output>) -> Tensor<Input> {
    let shape =
      isRowwise
      ? rows(y.shape, from: transform.outputCount, to: transform.inputCount)
      : array(y.shape, from: transform.outputShape, to: transform.inputShape)
    let storage: [Input] = y.values.withUnsafeBufferPointer { source in
      filled(count: transform.inputCount) { target in
        var output = MutableSpan(_unsafeElements: target)
        transform.adjoint(Span(_unsafeElements: source), into: &output)
      }
    }
    return Tensor(shape: shape, storage: storage)
  }

  /// The shape of the image of rows that have `count` elements together, and `imageCount` after it.
  private func rows(_ shape: [Int], from count: Int, to imageCount: Int) -> [Int] {
    let batchCount = transform.batchCount, length = count / batchCount
    require(
      shape.last == length && elementCount(shape.dropLast()) == batchCount,
      "a DFT of \(transform.length) points takes \(batchCount) rows of \(length) elements, "
        + "but was given a tensor of shape \(shape)")
    if imageCount == count { return shape }
    var image = shape
    image[shape.count - 1] = imageCount / batchCount
    return image
  }

  private func array(_ shape: [Int], from expected: [Int], to image: [Int]) -> [Int] {
    require(
      shape == expected,
      "a DFT of \(transform.length) points takes a tensor of shape \(expected), but was given one of shape \(shape)")
    return image
  }
}
