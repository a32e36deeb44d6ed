#if canImport(_Differentiation)
  public import Fourier
  public import _Differentiation

  // The real-to-real transforms of arrays: cosine, sine and Hartley.

  @derivative(of: dct, wrt: input)
  public func vjpDCT<T: TransformScalar & Differentiable>(
    _ input: [T], type: TrigonometricType, length: Int?, normalization: Normalization, orthogonalizes: Bool?
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (
      dct(input, type: type, length: length, normalization: normalization, orthogonalizes: orthogonalizes),
      realToRealPullback(input, type.cosine, .forward, length, normalization, orthogonalizes)
    )
  }

  @derivative(of: idct, wrt: input)
  public func vjpIDCT<T: TransformScalar & Differentiable>(
    _ input: [T], type: TrigonometricType, length: Int?, normalization: Normalization, orthogonalizes: Bool?
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (
      idct(input, type: type, length: length, normalization: normalization, orthogonalizes: orthogonalizes),
      realToRealPullback(input, type.cosine, .inverse, length, normalization, orthogonalizes)
    )
  }

  @derivative(of: dst, wrt: input)
  public func vjpDST<T: TransformScalar & Differentiable>(
    _ input: [T], type: TrigonometricType, length: Int?, normalization: Normalization, orthogonalizes: Bool?
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (
      dst(input, type: type, length: length, normalization: normalization, orthogonalizes: orthogonalizes),
      realToRealPullback(input, type.sine, .forward, length, normalization, orthogonalizes)
    )
  }

  @derivative(of: idst, wrt: input)
  public func vjpIDST<T: TransformScalar & Differentiable>(
    _ input: [T], type: TrigonometricType, length: Int?, normalization: Normalization, orthogonalizes: Bool?
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (
      idst(input, type: type, length: length, normalization: normalization, orthogonalizes: orthogonalizes),
      realToRealPullback(input, type.sine, .inverse, length, normalization, orthogonalizes)
    )
  }

  @derivative(of: dht, wrt: input)
  public func vjpDHT<T: TransformScalar & Differentiable>(
    _ input: [T], length: Int?, normalization: Normalization
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (
      dht(input, length: length, normalization: normalization),
      realToRealPullback(input, .dht, .forward, length, normalization, false)
    )
  }

  @derivative(of: idht, wrt: input)
  public func vjpIDHT<T: TransformScalar & Differentiable>(
    _ input: [T], length: Int?, normalization: Normalization
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (
      idht(input, length: length, normalization: normalization),
      realToRealPullback(input, .dht, .inverse, length, normalization, false)
    )
  }

  private func realToRealPullback<T: TransformScalar & Differentiable>(
    _ input: [T], _ kind: RealToRealKind, _ direction: Direction, _ length: Int?, _ normalization: Normalization,
    _ orthogonalizes: Bool?
  ) -> ([T].DifferentiableView) -> [T].DifferentiableView where T.TangentVector == T {
    adjointPullback(inputCount: input.count) { () throws(DFTError) in
      try RealToRealPlan<T>(
        length: length ?? input.count, kind: kind, direction: direction, normalization: normalization,
        orthogonalizes: orthogonalizes)
    }
  }

  extension TrigonometricType {
    fileprivate var cosine: RealToRealKind {
      switch self {
      case .i: .dct1
      case .ii: .dct2
      case .iii: .dct3
      case .iv: .dct4
      }
    }

    fileprivate var sine: RealToRealKind {
      switch self {
      case .i: .dst1
      case .ii: .dst2
      case .iii: .dst3
      case .iv: .dst4
      }
    }
  }
#endif
