import ComplexNumbers

/// A plan of FFTW for transforms of real numbers to real numbers: cosine, sine, Hartley and half-complex, y = s · C x,
/// with C the matrix of a ``RealToRealKind`` along each transformed axis.
///
/// Immutable and safe to share between tasks. A call leaves its input as it is.
/// ```swift
/// let dct = try RealToRealPlan<Double>(length: 1024, kind: .dct2)
/// let inverse = try RealToRealPlan<Double>(length: 1024, kind: .dct2, direction: .inverse)   // a DCT-III, divided by 2N
/// let blocks = try RealToRealPlan<Float>(shape: [600, 8, 8], kinds: [.dct2, .dct2], axes: [1, 2])
/// ```
/// The kind names the forward transform; the inverse applies its ``RealToRealKind/inverse``.
///
/// **Normalization.** With N the product of the axes' logical lengths (``RealToRealKind/logicalLength(_:)``), s is 1
/// forward and 1/N inverse unless another ``Normalization`` is asked for. With `orthogonalizes` the end terms of DCT-I,
/// II, III and DST-II, III are weighted by √2 or its inverse so that C/√N is an orthogonal matrix: before the transform
/// x₀ (DCT-I, III) and xₙ₋₁ (DCT-I, DST-III) are multiplied by √2, after it y₀ (DCT-I, II) and yₙ₋₁ (DCT-I, DST-II)
/// divided by it.
/// **Output order.** That of the kind: see ``RealToRealKind``.
///
/// - Complexity: O(N log N).
/// - Source: the kinds are FFTW's; directions, normalizations and orthogonalization those of SciPy's `dct` and `dst`.
public struct RealToRealPlan<T: TransformScalar>: PlannedTransform {
  public typealias Input = T
  public typealias Output = T
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
  @specialized(where T == Float)
  @specialized(where T == Double)
  public init(
    length: Int, batchCount: Int = 1, kind: RealToRealKind, direction: Direction = .forward,
    normalization: Normalization = .backward, orthogonalizes: Bool? = nil, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let applied = direction == .forward ? kind : kind.inverse
    self.init(
      try PlanCache.handle(
        .realToReal(applied.alone), T.self, length: length, batchCount: batchCount, effort: effort, options: options),
      kinds: kind.alone, direction, normalization, orthogonalizes)
  }

  /// Plans the transforms along some axes of an array, each with a kind of its own; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: elements along each axis, the last axis being the fastest one.
  ///   - kinds: the kind for each transformed axis.
  ///   - axes: the transformed axes, all by default; negative ones count from the end.
  ///   - input: where the input's elements lie; without gaps by default. They may share places.
  ///   - output: where the output's elements go; without gaps by default. Other places of the buffer stay untouched.
  ///   - orthogonalizes: whether to weight the end terms; by default, if the normalization is orthonormal.
  /// - Throws: ``DFTError`` for a shape, axes, kinds or a layout that is not possible.
  public init(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]? = nil, input: StridedLayout? = nil,
    output: StridedLayout? = nil, direction: Direction = .forward, normalization: Normalization = .backward,
    orthogonalizes: Bool? = nil, effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .realToReal(direction == .forward ? kinds : kinds.map(\.inverse)), T.self,
      TransformShape(shape: shape, axes: axes), input: input, output: output, effort: effort, options: options)
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
  public func transform(_ input: Span<T>, into output: inout MutableSpan<T>) {
    handle.requireCounts("RealToRealPlan", input: input.count, output: output.count)
    run(handle, handle.endWeights(orthogonalizes: orthogonalizes, transposed: false), input, &output)
  }

  /// output = Aᵀ · input: the transform with the transposed matrix, which is that of the inverse kind up to the weights of
  /// the ends.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ input: Span<T>, into output: inout MutableSpan<T>) {
    handle.requireAdjointCounts("RealToRealPlan.adjoint", input: input.count, output: output.count)
    run(handle.adjoint, handle.endWeights(orthogonalizes: orthogonalizes, transposed: true), input, &output)
  }

  /// The inverse of this transform, from this one's output layout to its input's.
  public var inverse: RealToRealPlan {
    get throws(DFTError) {
      RealToRealPlan(try handle.inverse, kinds: kinds, direction.opposite, normalization, orthogonalizes)
    }
  }

  /// output = s · W C V input with the weights V of some input elements, W of some output elements.
  @inline(__always)
  private func run(_ handle: PlanHandle, _ weights: EndWeights?, _ input: Span<T>, _ output: inout MutableSpan<T>) {
    input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        if let weights, !weights.before.isEmpty {
          let plan = handle.fromScratch
          handle.scratch.lend(T.self, count: plan.inputCount) { scratch in
            copyRows(source, to: scratch, rows: handle.inputRows)
            weights.before.forEach { $0.apply(scratch) }
            plan.execute(scratch, destination)
          }
        } else {
          handle.execute(source, destination)
        }
        handle.weightOutput(destination, by: scale, weights)
      }
    }
  }
}
