import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Transforms of any path, as operators on tensors, are linear and know their adjoints.
@Suite("Transforms as operators")
struct TransformOperatorTests {
  static let lengths = [1, 2, 3, 4, 5, 8, 9, 15, 16, 31, 64]

  /// One axis of each place, several with a batch between, before or behind them, and in any order; odd and even ones.
  static let arrangements = [
    TransformArrangement([7]), TransformArrangement([3, 4], [0]), TransformArrangement([4, 3], [0]),
    TransformArrangement([3, 4], [1]), TransformArrangement([4, 3], [-1]), TransformArrangement([4, 4], [0]),
    TransformArrangement([3, 4]), TransformArrangement([4, 3], [1, 0]), TransformArrangement([2, 5, 2], [1]),
    TransformArrangement([2, 3, 4], [0, 2]), TransformArrangement([2, 3, 4], [2, 0]),
    TransformArrangement([3, 2, 5]), TransformArrangement([2, 3, 2, 4], [-1, 1]), TransformArrangement([1, 6, 1], [1]),
  ]

  // MARK: Rows

  @Test("Complex plans", arguments: lengths, Normalization.allCases)
  func complexPlans(length: Int, normalization: Normalization) throws {
    try checkComplex(Double.self, length: length, normalization: normalization)
    try checkComplex(Float.self, length: length, normalization: normalization)
  }

  @Test("Plans of real transforms", arguments: lengths, Normalization.allCases)
  func realPlans(length: Int, normalization: Normalization) throws {
    try checkReal(Double.self, length: length, normalization: normalization)
    try checkReal(Float.self, length: length, normalization: normalization)
  }

  private func checkComplex<T: TensorScalar & SampledElement>(
    _ type: T.Type, length: Int, normalization: Normalization
  ) throws {
    for direction in [Direction.forward, .inverse] {
      let plan = try DFTPlan<T>(length: length, direction: direction, normalization: normalization)
      check(plan, shape: [length])
      check(try ReferenceDFT<T>(length: length, direction: direction, normalization: normalization), shape: [length])
      let batch = try DFTPlan<T>(length: length, batchCount: 6, direction: direction, normalization: normalization)
      check(batch, shape: [2, 3, length])
    }
  }

  private func checkReal<T: TensorScalar & SampledElement>(
    _ type: T.Type, length: Int, normalization: Normalization
  ) throws {
    let bins = length / 2 + 1
    check(try RealDFTPlan<T>(length: length, normalization: normalization), shape: [length])
    check(try ReferenceRealDFT<T>(length: length, normalization: normalization), shape: [length])
    check(try RealDFTPlan<T>(length: length, batchCount: 6, normalization: normalization), shape: [3, 2, length])
    check(try InverseRealDFTPlan<T>(length: length, normalization: normalization), shape: [bins])
    check(try ReferenceInverseRealDFT<T>(length: length, normalization: normalization), shape: [bins])
    check(
      try InverseRealDFTPlan<T>(length: length, batchCount: 6, normalization: normalization), shape: [1, 6, bins])
  }

  // MARK: Axes

  @Test("Complex, real, inverse real and Hermitian plans along any axes", arguments: arrangements)
  func axes(arrangement: TransformArrangement) throws {
    try checkAxes(Double.self, arrangement)
    try checkAxes(Float.self, arrangement)
  }

  private func checkAxes<T: TensorScalar & SampledElement>(
    _ type: T.Type, _ arrangement: TransformArrangement
  ) throws {
    let tolerance = arrangement.tolerance(T.self)
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        func check<Transform: FourierTransform, Reference: FourierTransform>(
          _ transform: Transform, _ reference: Reference
        )
        where
          Transform.Input: SampledElement, Transform.Output: SampledElement, Transform.Input.RealPart == T,
          Transform.Output.RealPart == T, Reference.Input == Transform.Input, Reference.Output == Transform.Output
        {
          self.check(transform, shape: reference.inputShape)
          self.check(reference, shape: reference.inputShape)
          expectNone(
            checkAgreement(
              of: TransformOperator(transform), with: reference, tolerance: tolerance,
              named: "\(Transform.self) \(arrangement.testDescription) \(direction) \(normalization)"))
        }
        let (shape, axes) = (arrangement.shape, arrangement.axes)
        check(
          try FFTWPath<T>.dft(shape: shape, axes: axes, direction: direction, normalization: normalization),
          try ReferencePath<T>.dft(shape: shape, axes: axes, direction: direction, normalization: normalization))
        check(
          try FFTWPath<T>.realDFT(shape: shape, axes: axes, direction: direction, normalization: normalization),
          try ReferencePath<T>.realDFT(shape: shape, axes: axes, direction: direction, normalization: normalization))
        check(
          try FFTWPath<T>.inverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: normalization),
          try ReferencePath<T>.inverseRealDFT(
            shape: shape, axes: axes, direction: direction, normalization: normalization))
      }
    }
  }

  // MARK: Real to real

  @Test("Real-to-real plans of all kinds, odd and even", arguments: RealToRealKind.allCases, [2, 5, 8])
  func realToReal(kind: RealToRealKind, length: Int) throws {
    let arrangements = [
      TransformArrangement([length]), TransformArrangement([2, length], [1]), TransformArrangement([length, 3], [0]),
      TransformArrangement([2, length, 2], [-2]),
    ]
    for arrangement in arrangements {
      try checkRealToReal(Double.self, [kind], arrangement)
      try checkRealToReal(Float.self, [kind], arrangement)
    }
  }

  @Test("Real-to-real plans of different kinds along different axes", arguments: RealToRealKind.allCases)
  func mixedKinds(kind: RealToRealKind) throws {
    for other in [RealToRealKind.dct1, .dst3, .realToHalfComplex] {
      try checkRealToReal(Double.self, [kind, other], TransformArrangement([4, 3]))
      try checkRealToReal(Float.self, [kind, other], TransformArrangement([3, 2, 4], [2, 0]))
    }
  }

  private func checkRealToReal<T: TensorScalar & SampledElement>(
    _ type: T.Type, _ kinds: [RealToRealKind], _ arrangement: TransformArrangement
  ) throws {
    for normalization in Normalization.allCases {
      for direction in [Direction.forward, .inverse] {
        for orthogonalizes in [nil, true, false] {
          let plan = try FFTWPath<T>.realToReal(
            shape: arrangement.shape, kinds: kinds, axes: arrangement.axes, direction: direction,
            normalization: normalization, orthogonalizes: orthogonalizes)
          let reference = try ReferencePath<T>.realToReal(
            shape: arrangement.shape, kinds: kinds, axes: arrangement.axes, direction: direction,
            normalization: normalization, orthogonalizes: orthogonalizes)
          let name = "\(kinds) \(arrangement.testDescription) \(direction) \(normalization)"
          expectNone(checkAdjoint(of: TransformOperator(plan), inputShape: arrangement.shape, named: name))
          expectNone(
            checkAgreement(
              of: TransformOperator(plan), with: reference, tolerance: arrangement.realToRealTolerance(T.self),
              named: name))
        }
      }
    }
  }

  // MARK: Others

  @Test("Chirp-z, zoom and nonuniform transforms of rows")
  func special() throws {
    try checkSpecial(Double.self)
    try checkSpecial(Float.self)
  }

  private func checkSpecial<T: TensorScalar & SampledElement & SIMDScalar>(_ type: T.Type) throws {
    var random = SeededRandom(seed: 6)
    let points: [T] = random.signal(count: 7).map { 3 * $0 }
    check(
      try ChirpZTransform<T>(length: 5, binCount: 7, step: 1 / 16, start: 1 / 8, batchCount: 6), shape: [2, 3, 5])
    check(try ZoomDFT<T>(length: 8, from: -1 / 8, to: 1 / 4, binCount: 3, batchCount: 4), shape: [4, 8])
    for direction in [Direction.forward, .inverse] {
      check(
        try Type1NonuniformDFTPlan<T>(points: points, modeCount: 6, direction: direction, batchCount: 2), shape: [2, 7])
      check(
        try Type2NonuniformDFTPlan<T>(points: points, modeCount: 5, direction: direction, batchCount: 2), shape: [2, 5])
    }
  }

  private func check<Transform: FourierTransform>(_ transform: Transform, shape: [Int])
  where
    Transform.Input: SampledElement, Transform.Output: SampledElement,
    Transform.Input.RealPart == Transform.Output.RealPart
  {
    let name = "\(Transform.self) \(shape)"
    expectNone(checkAdjoint(of: TransformOperator(transform), inputShape: shape, named: name))
  }

  @Test("A measured plan differentiates as the plan that rfft takes")
  func measured() throws {
    var random = SeededRandom(seed: 3)
    let x: Tensor<Double> = random.tensor(shape: [4, 24])
    let measured = TransformOperator(try RealDFTPlan<Double>(length: 24, batchCount: 4, effort: .measure))
    expectNone(checkAdjoint(of: measured, inputShape: [4, 24]))
    expectNone(checkGradient(of: { x in mean(square(abs(measured(x) + 2))) }, at: x))
    let difference =
      gradient(at: x) { sum(log(1 + squaredModulus(measured($0)))) }
      - gradient(at: x) { sum(log(1 + squaredModulus(rfft($0)))) }
    #expect(euclideanNorm(difference) < 1e-13)
  }

  @Test("A function through the reference path is differentiated, too")
  func reference() throws {
    var random = SeededRandom(seed: 4)
    let forward = TransformOperator(try ReferenceRealDFT<Double>(length: 9, batchCount: 2))
    let backward = TransformOperator(try ReferenceInverseRealDFT<Double>(length: 9, batchCount: 2))
    let f: (Tensor<Double>) -> Tensor<Double> = { x in square(backward(square(forward(x)))) }
    expectNone(checkGradient(of: f, at: random.tensor(shape: [2, 9])))
  }

  @Test("Third derivatives pass through a transform")
  func thirdOrder() {
    // f(t) = Σ |rfft(t³ · x)|² = t⁶ Σ |rfft x|², so f‴ = 120 t³ Σ |rfft x|².
    let x = Tensor([[1.0, -2, 0.5], [3, 0.25, -1]])
    let energy = sum(squaredModulus(rfftn(x, axes: [1, 0]))).scalar
    let third = gradient(at: Tensor(2.0)) { t in
      gradient(at: t) { t in
        gradient(at: t) { t in sum(squaredModulus(rfftn(pow(t, 3) * x, axes: [1, 0]))) }
      }
    }
    #expect((third.scalar / (960 * energy) - 1).magnitude < 1e-14)
  }

  @Test("The name of an operation tells spectra from real numbers")
  func names() {
    #expect("\(TransformOperator<DFTPlan<Float>>.name)" == "DFT")
    #expect("\(TransformOperator<RealDFTPlan<Double>>.name)" == "DFT")
    #expect("\(TransformOperator<InverseRealDFTPlan<Double>>.name)" == "DFT")
    #expect("\(TransformOperator<RealToRealPlan<Double>>.name)" == "real-to-real transform")
  }

  // MARK: Traps

  @Test("A plan with a layout of its own")
  func layouts() async {
    let gaps = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TransformOperator(
        try RealDFTPlan<Double>(shape: [3, 4], axes: [1], input: StridedLayout(strides: [8, 2])))
    }
    expectMessage(
      gaps, "a tensor's elements lie in row-major order without gaps, but the transform from [3, 4] to [3, 3]")
    let transposed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TransformOperator(try DFTPlan<Double>(shape: [3, 4], output: StridedLayout(strides: [1, 3])))
    }
    expectMessage(transposed, "the transform from [3, 4] to [3, 4] has a layout of its own; plan it without one")
  }

  @Test("A tensor of another shape")
  func shapes() async {
    let plane = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TransformOperator(try RealDFTPlan<Double>(shape: [3, 4]))(Tensor(repeating: 1, shape: [4, 3]))
    }
    expectMessage(plane, "a DFT of 12 points takes a tensor of shape [3, 4], but was given one of shape [4, 3]")
    // As many lines, but not rows.
    let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TransformOperator(try DFTPlan<Float>(shape: [4, 4], axes: [0]))(Tensor(repeating: 1, shape: [2, 2, 4]))
    }
    expectMessage(columns, "a DFT of 4 points takes a tensor of shape [4, 4], but was given one of shape [2, 2, 4]")
    let adjoint = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TransformOperator(try RealDFTPlan<Double>(shape: [3, 4])).adjoint(Tensor(repeating: 1, shape: [3, 4]))
    }
    expectMessage(adjoint, "a DFT of 12 points takes a tensor of shape [3, 3], but was given one of shape [3, 4]")
  }
}
