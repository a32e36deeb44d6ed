public import ComplexNumbers
public import Fourier

/// A transform of `Fourier` along the last axis of tensors: one rule for every plan, since a plan knows its adjoint.
///
/// ```swift
/// let measured = TransformOperator(try RealDFTPlan<Double>(length: 4096, effort: .measure))
/// let slope = gradient(at: x) { mean(squaredModulus(measured($0))) }
/// ```
public struct TransformOperator<Transform: FourierTransform>: LinearOperator
where Transform.Input: TensorElement, Transform.Output: TensorElement {
  public typealias Input = Transform.Input
  public typealias Output = Transform.Output
  public static var name: StaticString { "DFT" }

  /// The transform; its batch count is the product of the leading axes.
  public let transform: Transform

  /// The operator of `transform`.
  public init(_ transform: Transform) { self.transform = transform }

  private var inputLength: Int { transform.inputCount / transform.batchCount }
  private var outputLength: Int { transform.outputCount / transform.batchCount }

  /// The transform of each row of x. Traps unless the rows are as long, and as many, as the transform's.
  public func apply(_ x: Tensor<Input>) -> Tensor<Output> {
    requireRows(of: x.shape, length: inputLength)
    let storage: [Output] = x.values.withUnsafeBufferPointer { source in
      filled(count: transform.outputCount) { target in
        var output = MutableSpan(_unsafeElements: target)
        transform.transform(Span(_unsafeElements: source), into: &output)
      }
    }
    return Tensor(shape: x.shape.dropLast() + [outputLength], storage: storage)
  }

  /// The adjoint transform of each row of y. Traps unless the rows are as long, and as many, as the transform's output.
  public func applyAdjoint(_ y: Tensor<Output>) -> Tensor<Input> {
    requireRows(of: y.shape, length: outputLength)
    let storage: [Input] = y.values.withUnsafeBufferPointer { source in
      filled(count: transform.inputCount) { target in
        var output = MutableSpan(_unsafeElements: target)
        transform.adjoint(Span(_unsafeElements: source), into: &output)
      }
    }
    return Tensor(shape: y.shape.dropLast() + [inputLength], storage: storage)
  }

  private func requireRows(of shape: [Int], length: Int) {
    require(
      shape.last == length && elementCount(shape.dropLast()) == transform.batchCount,
      "a DFT of \(transform.length) points takes \(transform.batchCount) rows of \(length) elements, "
        + "but was given a tensor of shape \(shape)")
  }
}

/// The DFT along the last axis, in natural order: Xₖ = s · Σₙ xₙ exp(−2πi kn/N), s = 1 by default.
///
/// - Parameter length: N; the axis is cut off or filled with zeros to it. Traps if it is 0.
/// - Complexity: O(N log N) for each row.
public func fft<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, length: Int? = nil, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  transformed(x, length: length, "fft") { (length, batchCount) throws(DFTError) in
    try DFTPlan<T>(length: length, batchCount: batchCount, direction: .forward, normalization: normalization)
  }
}

/// The inverse DFT along the last axis: xₙ = s · Σₖ Xₖ exp(+2πi kn/N), s = 1/N by default.
///
/// - Parameter length: N; the axis is cut off or filled with zeros to it. Traps if it is 0.
/// - Complexity: O(N log N) for each row.
public func ifft<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, length: Int? = nil, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  transformed(x, length: length, "ifft") { (length, batchCount) throws(DFTError) in
    try DFTPlan<T>(length: length, batchCount: batchCount, direction: .inverse, normalization: normalization)
  }
}

/// The DFT of real signals along the last axis, bins 0 … ⌊N/2⌋; s = 1 by default.
///
/// - Parameter length: N; the axis is cut off or filled with zeros to it. Traps if it is 0.
/// - Complexity: O(N log N) for each row.
public func rfft<T: TensorScalar>(
  _ x: Tensor<T>, length: Int? = nil, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  transformed(x, length: length, "rfft") { (length, batchCount) throws(DFTError) in
    try RealDFTPlan<T>(length: length, batchCount: batchCount, normalization: normalization)
  }
}

/// The real signals of `length` samples whose half-spectra lie along the last axis; s = 1/N by default.
///
/// The imaginary parts of DC and, for even lengths, of Nyquist are ignored. The axis is cut off or filled with zeros
/// to ⌊N/2⌋ + 1 bins.
/// - Parameter length: N; even, 2 · (bins − 1), when left out. Traps if it is 0.
/// - Complexity: O(N log N) for each row.
public func irfft<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, length: Int? = nil, normalization: Normalization = .backward
) -> Tensor<T> {
  let length = length ?? 2 * ((x.shape.last ?? 1) - 1)
  require(length >= 1, "irfft of a tensor of shape \(x.shape): the length is \(length), but must be at least 1")
  return transformed(x, length: length / 2 + 1, "irfft") { (_, batchCount) throws(DFTError) in
    try InverseRealDFTPlan<T>(length: length, batchCount: batchCount, normalization: normalization)
  }
}

/// Resizes the last axis to `length` and applies the transform that `plan` makes for that and the number of rows.
private func transformed<Transform: FourierTransform>(
  _ x: Tensor<Transform.Input>, length: Int?, _ name: StaticString,
  plan: (_ length: Int, _ batchCount: Int) throws(DFTError) -> Transform
) -> Tensor<Transform.Output> where Transform.Input: TensorElement, Transform.Output: TensorElement {
  require(x.rank >= 1, "\(name): a scalar has no axis to transform")
  require(
    length ?? 1 >= 1, "\(name) of a tensor of shape \(x.shape): the length is \(length ?? 1), but must be at least 1")
  let x = length.map { x.resized(to: $0) } ?? x
  do {
    return TransformOperator(try plan(x.rows.length, x.rows.count))(x)
  } catch {
    fatalError("\(name) of a tensor of shape \(x.shape): \(error)")
  }
}
