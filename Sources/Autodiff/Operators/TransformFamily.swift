import ComplexNumbers
import Fourier

/// Transforms that differ only in the array that they are for: how the plan for an array is made, and how a tensor of
/// any size is transformed.
protocol TransformFamily<Input, Output> {
  associatedtype Input: TensorElement
  associatedtype Output: TensorElement
  associatedtype Plan: FourierTransform<Input, Output>

  /// Whether the input is the half-spectrum of N points, ⌊N/2⌋ + 1 bins along the last listed axis.
  static var takesHalfSpectrum: Bool { get }

  /// The plan for `batchCount` rows of `length` points: the one that is found fastest.
  func plan(length: Int, batchCount: Int) throws(DFTError) -> Plan

  /// The plan for some axes of an array, which has this shape in the larger of its two forms.
  func plan(shape: [Int], axes: [Int]) throws(DFTError) -> Plan
}

extension TransformFamily {
  static var takesHalfSpectrum: Bool { false }

  /// The transform along one axis, cut off or filled with zeros to `length` points.
  func callAsFunction(
    _ name: StaticString, _ x: Tensor<Input>, axis: Int, length: Int?
  ) -> Tensor<Output> {
    require(x.rank >= 1, "\(name): a scalar has no axis to transform")
    let axis = normalizedAxis(axis, shape: x.shape)
    let length = length ?? (Self.takesHalfSpectrum ? 2 * (x.shape[axis] - 1) : x.shape[axis])
    require(
      length >= 1, "\(name) of a tensor of shape \(x.shape): the length is \(length), but must be at least 1")
    let input = x.resized(to: Self.takesHalfSpectrum ? length / 2 + 1 : length, axis: axis)
    do {
      if axis == x.rank - 1 {
        let rows = try plan(length: length, batchCount: elementCount(x.shape.dropLast()))
        return TransformOperator(rows, isRowwise: true)(input)
      }
      var shape = x.shape
      shape[axis] = length
      return TransformOperator(try plan(shape: shape, axes: [axis]), isRowwise: false)(input)
    } catch {
      fatalError("\(name) of a tensor of shape \(x.shape): \(error)")
    }
  }

  /// The transform along some axes, or all, cut off or filled with zeros to `lengths`.
  func callAsFunction(
    _ name: StaticString, _ x: Tensor<Input>, axes: [Int]?, lengths: [Int]?
  ) -> Tensor<Output> {
    let axes = axes ?? Array(x.shape.indices)
    if let lengths {
      require(
        lengths.count == axes.count,
        "\(name) of a tensor of shape \(x.shape): \(lengths.count) lengths \(lengths) do not fit the axes \(axes)")
    }
    if axes.count == 1 { return self(name, x, axis: axes[0], length: lengths?[0]) }
    var input = x, shape = x.shape
    for (place, given) in axes.enumerated() {
      let axis = normalizedAxis(given, shape: x.shape)
      let isHalved = Self.takesHalfSpectrum && place == axes.count - 1
      let length = lengths?[place] ?? (isHalved ? 2 * (x.shape[axis] - 1) : x.shape[axis])
      require(
        length >= 1,
        "\(name) of a tensor of shape \(x.shape): the length along axis \(axis) is \(length), but must be at least 1")
      shape[axis] = length
      input = input.resized(to: isHalved ? length / 2 + 1 : length, axis: axis)
    }
    do {
      return TransformOperator(try plan(shape: shape, axes: axes), isRowwise: false)(input)
    } catch {
      fatalError("\(name) of a tensor of shape \(x.shape): \(error)")
    }
  }
}

/// Complex to complex: ``DFTPlan``.
struct ComplexDFTs<T: TensorScalar>: TransformFamily {
  let direction: Direction
  let normalization: Normalization

  func plan(length: Int, batchCount: Int) throws(DFTError) -> DFTPlan<T> {
    try DFTPlan(length: length, batchCount: batchCount, direction: direction, normalization: normalization)
  }

  func plan(shape: [Int], axes: [Int]) throws(DFTError) -> DFTPlan<T> {
    try DFTPlan(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }
}

/// Real to half-spectrum: ``RealDFTPlan``.
struct RealDFTs<T: TensorScalar>: TransformFamily {
  let direction: Direction
  let normalization: Normalization

  func plan(length: Int, batchCount: Int) throws(DFTError) -> RealDFTPlan<T> {
    try RealDFTPlan(length: length, batchCount: batchCount, direction: direction, normalization: normalization)
  }

  func plan(shape: [Int], axes: [Int]) throws(DFTError) -> RealDFTPlan<T> {
    try RealDFTPlan(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }
}

/// Half-spectrum to real: ``InverseRealDFTPlan``.
struct InverseRealDFTs<T: TensorScalar>: TransformFamily {
  static var takesHalfSpectrum: Bool { true }
  let direction: Direction
  let normalization: Normalization

  func plan(length: Int, batchCount: Int) throws(DFTError) -> InverseRealDFTPlan<T> {
    try InverseRealDFTPlan(length: length, batchCount: batchCount, direction: direction, normalization: normalization)
  }

  func plan(shape: [Int], axes: [Int]) throws(DFTError) -> InverseRealDFTPlan<T> {
    try InverseRealDFTPlan(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }
}

/// Cosine, sine and Hartley transforms, of one kind along all axes: ``RealToRealPlan``.
struct RealToRealTransforms<T: TensorScalar>: TransformFamily {
  let kind: RealToRealKind
  let direction: Direction
  let normalization: Normalization
  let orthogonalizes: Bool?

  func plan(length: Int, batchCount: Int) throws(DFTError) -> RealToRealPlan<T> {
    try RealToRealPlan(
      length: length, batchCount: batchCount, kind: kind, direction: direction, normalization: normalization,
      orthogonalizes: orthogonalizes)
  }

  func plan(shape: [Int], axes: [Int]) throws(DFTError) -> RealToRealPlan<T> {
    try RealToRealPlan(
      shape: shape, kinds: Array(repeating: kind, count: axes.count), axes: axes, direction: direction,
      normalization: normalization, orthogonalizes: orthogonalizes)
  }
}
