/// A plan of FFTW for transforms of real numbers to real numbers in place: cosine, sine, Hartley and half-complex,
/// y = s · C x replaces x.
///
/// Otherwise as ``RealToRealPlan``, with one layout for both.
/// ```swift
/// let dct = try InPlaceRealToRealPlan<Float>(shape: [600, 8, 8], kinds: [.dct2, .dct2], axes: [1, 2])
/// dct.transform(&blocks)
/// ```
///
/// - Complexity: O(N log N).
public struct InPlaceRealToRealPlan<T: TransformScalar>: InPlaceTransform {
  public typealias Element = T
  /// The kind of the forward transform along each transformed axis.
  public let kinds: [RealToRealKind]
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  /// Whether the end terms are weighted so that the matrix is orthogonal, up to its factor.
  public let orthogonalizes: Bool
  let handle: PlanHandle
  let scale: T

  /// Plans `batchCount` transforms of `length` points, one behind the other.
  ///
  /// - Parameter orthogonalizes: whether to weight the end terms; by default, if the normalization is orthonormal.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, kind: RealToRealKind, direction: Direction = .forward,
    normalization: Normalization = .backward, orthogonalizes: Bool? = nil, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let applied = direction == .forward ? kind : kind.inverse
    let problem = try TransformProblem.rows(
      .realToReal(applied.alone), T.self, length: length, batchCount: batchCount, isInPlace: true, effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), kinds: kind.alone, direction, normalization, orthogonalizes)
  }

  /// Plans the transforms along some axes of an array, each with a kind of its own; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: elements along each axis, the last axis being the fastest one.
  ///   - kinds: the kind for each transformed axis.
  ///   - axes: the transformed axes, all by default; negative ones count from the end.
  ///   - layout: where the elements lie; without gaps by default. Other places of the buffer stay untouched.
  ///   - orthogonalizes: whether to weight the end terms; by default, if the normalization is orthonormal.
  /// - Throws: ``DFTError`` for a shape, axes, kinds or a layout that is not possible.
  public init(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]? = nil, layout: StridedLayout? = nil,
    direction: Direction = .forward, normalization: Normalization = .backward, orthogonalizes: Bool? = nil,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .realToReal(direction == .forward ? kinds : kinds.map(\.inverse)), T.self,
      TransformShape(shape: shape, axes: axes), input: layout, output: layout, isInPlace: true, effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), kinds: kinds, direction, normalization, orthogonalizes)
  }

  private init(
    _ handle: PlanHandle, kinds: [RealToRealKind], _ direction: Direction, _ normalization: Normalization,
    _ orthogonalizes: Bool?
  ) {
    self.handle = handle
    self.kinds = kinds
    self.direction = direction
    self.normalization = normalization
    self.orthogonalizes = orthogonalizes ?? (normalization == .orthonormal)
    scale = normalization.scale(length: handle.logicalLength, direction: direction)
  }

  public var details: PlanDetails { PlanDetails(handle) }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(_ elements: inout MutableSpan<T>) {
    run(handle, "InPlaceRealToRealPlan", isTransposed: false, &elements)
  }

  /// Replaces the elements y by Aᵀ · y: the transform with the transposed matrix, which is that of the inverse kind up to
  /// the weights of the ends.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ elements: inout MutableSpan<T>) {
    run(handle.adjoint, "InPlaceRealToRealPlan.adjoint", isTransposed: true, &elements)
  }

  /// The inverse of this transform, so that `plan.inverse` undoes what `plan` does.
  public var inverse: InPlaceRealToRealPlan {
    get throws(DFTError) {
      InPlaceRealToRealPlan(try handle.inverse, kinds: kinds, direction.opposite, normalization, orthogonalizes)
    }
  }

  /// x ← s · W C V x with the weights V of some elements before, W of some elements after the transform.
  @inline(__always)
  private func run(
    _ executing: PlanHandle, _ name: StaticString, isTransposed: Bool, _ elements: inout MutableSpan<T>
  ) {
    requireCount(name, elements.count, expected: handle.inputCount, allowsMore: !handle.inputIsDense)
    let weights = handle.endWeights(orthogonalizes: orthogonalizes, transposed: isTransposed)
    elements.withUnsafeMutableBufferPointer { elements in
      guard let elements = elements.baseAddress else { return }
      weights?.before.forEach { $0.apply(elements) }
      executing.execute(elements, elements)
      executing.weightOutput(elements, by: scale, weights)
    }
  }
}
