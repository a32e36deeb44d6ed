import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Arrays that lie in their buffers with strides of their own, against the reference on gathered copies.
@Suite("Strided layouts")
struct StridedLayoutTests {
  /// A way to lay an array out.
  enum Arrangement: String, Sendable, CaseIterable {
    case rowMajor
    /// The first axis is the fastest.
    case columnMajor
    /// Negative strides along every axis.
    case reversed
    /// A negative stride along the last axis only.
    case mirrored
    /// Two unused places behind each element, some behind each row, and some before the first.
    case gapped
    /// Rows share all but their first element with the row before; for inputs.
    case overlapping
    /// The first axis repeats one row; for inputs.
    case repeated

    static let separating: [Arrangement] = [.rowMajor, .columnMajor, .reversed, .mirrored, .gapped]

    func layout(of shape: [Int]) -> StridedLayout {
      var layout = StridedLayout.rowMajor(shape)
      switch self {
      case .rowMajor: break
      case .columnMajor:
        layout.strides = StridedLayout.rowMajor(shape.reversed()).strides.reversed()
      case .reversed:
        layout.strides = layout.strides.map { -$0 }
        layout.offset = shape.reduce(1, *) - 1
      case .mirrored:
        layout.strides[shape.count - 1] = -1
        layout.offset = shape[shape.count - 1] - 1
      case .gapped:
        layout = .rowMajor(shape.dropLast() + [3 * shape[shape.count - 1] + 2])
        layout.strides[shape.count - 1] = 3
        layout.offset = 5
      case .overlapping: layout.strides[0] = 1
      case .repeated: layout.strides[0] = 0
      }
      return layout
    }
  }

  static let arrays = [
    ArrayCase([6]), ArrayCase([4, 5], axes: [1]), ArrayCase([5, 4], axes: [0]), ArrayCase([4, 6], axes: [1, 0]),
    ArrayCase([3, 4, 5], axes: [2, 0]), ArrayCase([2, 3, 1, 4], axes: [-1, 1]),
  ]

  @Test("Complex transforms", arguments: arrays, Arrangement.allCases)
  func complex(array: ArrayCase, input: Arrangement) throws {
    try checkComplex(array, input, Float.self)
    try checkComplex(array, input, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkComplex(array, input, Float80.self)
    #endif
  }

  @Test("Real transforms and their inverses", arguments: arrays, Arrangement.allCases)
  func real(array: ArrayCase, input: Arrangement) throws {
    try checkReal(array, input, Float.self)
    try checkReal(array, input, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkReal(array, input, Float80.self)
    #endif
  }

  @Test("Real-to-real transforms", arguments: arrays, Arrangement.allCases)
  func realToReal(array: ArrayCase, input: Arrangement) throws {
    try checkRealToReal(array, input, Float.self)
    try checkRealToReal(array, input, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkRealToReal(array, input, Float80.self)
    #endif
  }

  private func checkComplex<T: TransformScalar & SignalElement>(
    _ array: ArrayCase, _ input: Arrangement, _ type: T.Type
  ) throws where T.Component == T {
    let (shape, axes) = (array.shape, array.axes)
    for output in Arrangement.separating {
      for direction in [Direction.forward, .inverse] {
        let layouts = (input.layout(of: shape), output.layout(of: shape))
        let plan = try DFTPlan<T>(
          shape: shape, axes: axes, input: layouts.0, output: layouts.1, direction: direction,
          normalization: .orthonormal)
        let reference = try ReferenceDFT<T>(
          shape: shape, axes: axes, direction: direction, normalization: .orthonormal)
        check(plan, reference, layouts, tolerance(array, reference.length), "\(T.self), \(direction), to \(output)")
        if input == .overlapping || input == .repeated { continue }
        let inverse = try plan.inverse
        let back = try ReferenceDFT<T>(
          shape: shape, axes: axes, direction: direction.opposite, normalization: .orthonormal)
        check(
          inverse, back, (layouts.1, layouts.0), tolerance(array, reference.length),
          "the inverse, \(T.self), \(direction), to \(output)")
      }
    }
  }

  private func checkReal<T: TransformScalar & SignalElement>(
    _ array: ArrayCase, _ input: Arrangement, _ type: T.Type
  ) throws where T.Component == T {
    let (shape, axes) = (array.shape, array.axes)
    let half = try ReferenceRealDFT<T>(shape: shape, axes: axes).outputShape
    for output in Arrangement.separating {
      for direction in [Direction.forward, .inverse] {
        let layouts = (input.layout(of: shape), output.layout(of: half))
        let plan = try RealDFTPlan<T>(
          shape: shape, axes: axes, input: layouts.0, output: layouts.1, direction: direction)
        let reference = try ReferenceRealDFT<T>(shape: shape, axes: axes, direction: direction)
        let tolerance: T = tolerance(array, reference.length)
        check(plan, reference, layouts, tolerance, "\(T.self), real, \(direction), to \(output)")

        let backLayouts = (input.layout(of: half), output.layout(of: shape))
        let back = try InverseRealDFTPlan<T>(
          shape: shape, axes: axes, input: backLayouts.0, output: backLayouts.1, direction: direction)
        let referenceBack = try ReferenceInverseRealDFT<T>(shape: shape, axes: axes, direction: direction)
        check(back, referenceBack, backLayouts, tolerance, "\(T.self), inverse real, \(direction), to \(output)")
      }
    }
  }

  private func checkRealToReal<T: TransformScalar & SignalElement>(
    _ array: ArrayCase, _ input: Arrangement, _ type: T.Type
  ) throws where T.Component == T {
    let (shape, axes) = (array.shape, array.axes)
    for output in Arrangement.separating {
      for kind in RealToRealKind.allCases {
        // The kind examined along the first axis, others along the further ones.
        let kinds = array.transformed.indices.map { $0 == 0 ? kind : [.dct2, .dst3, .dht][$0 % 3] }
        let layouts = (input.layout(of: shape), output.layout(of: shape))
        let plan = try RealToRealPlan<T>(
          shape: shape, kinds: kinds, axes: axes, input: layouts.0, output: layouts.1, normalization: .orthonormal)
        let reference = try ReferenceRealToReal<T>(
          shape: shape, kinds: kinds, axes: axes, normalization: .orthonormal)
        check(
          plan, reference, layouts, tolerance(array, reference.logicalLength), "\(T.self), \(kinds), to \(output)")
      }
    }
  }

  /// Those of the plan and of the reference, magnified by the ends' weights.
  private func tolerance<T: Real>(_ array: ArrayCase, _ points: Int) -> T {
    2 * (Tolerances.normalizedDFT(length: points) + passesGate(array.transformed.count))
  }

  /// Compares a plan and its adjoint on laid out arrays with a reference on dense ones, in buffers of the least size and
  /// longer ones.
  private func check<Plan: PlannedTransform, Reference: FourierTransform>(
    _ plan: Plan, _ reference: Reference, _ layouts: (input: StridedLayout, output: StridedLayout),
    _ tolerance: Plan.Input.Component, _ comment: Comment
  )
  where
    Plan.Input: SignalElement & BitwiseCopyable, Plan.Output: SignalElement & BitwiseCopyable,
    Reference.Input == Plan.Input, Reference.Output == Plan.Output, Plan.Input.Component == Plan.Output.Component
  {
    let (inputShape, outputShape) = (reference.inputShape, reference.outputShape)
    let inputPlaces = layouts.input.places(inputShape), outputPlaces = layouts.output.places(outputShape)
    #expect(plan.inputShape == inputShape && plan.outputShape == outputShape, comment)
    #expect(plan.inputCount == (inputPlaces.max() ?? 0) + 1, comment)
    #expect(plan.outputCount == (outputPlaces.max() ?? 0) + 1, comment)
    #expect(plan.outputHasGaps == (Set(outputPlaces).count < plan.outputCount), comment)
    let isSeparated = Set(inputPlaces).count == inputPlaces.count
    if isSeparated { #expect(plan.inputHasGaps == (inputPlaces.count < plan.inputCount), comment) }
    // Only where the places are the caller's choice.
    let extras = (
      layouts.input == .rowMajor(inputShape) ? [0] : [0, 3], layouts.output == .rowMajor(outputShape) ? [0] : [0, 7]
    )
    for extra in extras.0 {
      for outputExtra in extras.1 {
        examine(
          plan.transform, reference.transform, inputPlaces, outputPlaces, plan.inputCount + extra,
          plan.outputCount + outputExtra, tolerance, comment)
        // An adjoint cannot write two elements to one place.
        if !isSeparated { continue }
        examine(
          plan.adjoint, reference.adjoint, outputPlaces, inputPlaces, plan.outputCount + outputExtra,
          plan.inputCount + extra, tolerance, "the adjoint, \(comment)")
      }
    }
  }

  private func examine<Input: SignalElement & BitwiseCopyable, Output: SignalElement & BitwiseCopyable>(
    _ transform: (Span<Input>, inout MutableSpan<Output>) -> Void,
    _ reference: (Span<Input>, inout MutableSpan<Output>) -> Void, _ inputPlaces: [Int], _ outputPlaces: [Int],
    _ inputCount: Int, _ outputCount: Int, _ tolerance: Output.Component, _ comment: Comment
  ) {
    // NaN where no element lies: what is read there spoils the result, and what is written there is seen.
    var buffer: [Input] = poisoned(inputCount)
    var output: [Output] = poisoned(outputCount)
    let values: [Input] = signal(inputCount, seed: 31)
    for place in inputPlaces { buffer[place] = values[place] }
    let before = bytes(buffer)
    run(into: &output, from: buffer, transform)
    #expect(bytes(buffer) == before, "the input was changed, \(comment)")

    var expected: [Output] = poisoned(outputPlaces.count)
    run(into: &expected, from: inputPlaces.map { buffer[$0] }, reference)
    #expect(distance(outputPlaces.map { output[$0] }, expected) <= tolerance, comment)

    let stride = MemoryLayout<Output>.stride
    let written = Set(outputPlaces), after = bytes(output)
    let areGapsUntouched = (0..<outputCount).allSatisfy { place in
      written.contains(place) || after[(place * stride)..<((place + 1) * stride)].allSatisfy { $0 == 0xFF }
    }
    #expect(areGapsUntouched, "written between the elements, \(comment)")
  }

  private func run<Input, Output>(
    into output: inout [Output], from input: [Input], _ body: (Span<Input>, inout MutableSpan<Output>) -> Void
  ) {
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var span = MutableSpan(_unsafeElements: output)
        body(Span(_unsafeElements: input), &span)
      }
    }
  }

  private func poisoned<Element: BitwiseCopyable>(_ count: Int) -> [Element] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).initializeMemory(as: UInt8.self, repeating: 0xFF)
      initialized = count
    }
  }

  private func bytes<Element>(_ elements: [Element]) -> [UInt8] { elements.withUnsafeBytes { Array($0) } }
}
