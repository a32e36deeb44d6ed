#if canImport(_Differentiation)
  public import ComplexNumbers
  public import Fourier
  public import _Differentiation

  // The derivatives of Fourier's functions on arrays. Each transform is linear, so its pullback is the adjoint of its
  // plan, after that of cutting off or filling up, which is filling up or cutting off again.

  /// The derivative of every transform of ``Fourier``: any plan, or reference, called on an array.
  extension FourierTransform
  where
    Input: Differentiable & BitwiseCopyable, Output: Differentiable & BitwiseCopyable, Input.TangentVector == Input,
    Output.TangentVector == Output
  {
    @derivative(of: callAsFunction, wrt: input)
    public func vjpCallAsFunction(_ input: [Input]) -> (
      value: [Output], pullback: ([Output].TangentVector) -> [Input].TangentVector
    ) {
      (self(input), { $0.base.isEmpty ? .zero : [Input].DifferentiableView(self.adjoint($0.base)) })
    }
  }

  @derivative(of: fft, wrt: input)
  public func vjpFFT<T: TransformScalar>(
    _ input: [Complex<T>], length: Int?, normalization: Normalization
  ) -> (value: [Complex<T>], pullback: ([Complex<T>].TangentVector) -> [Complex<T>].TangentVector) {
    (
      fft(input, length: length, normalization: normalization),
      adjointPullback(inputCount: input.count) { () throws(DFTError) in
        try DFTPlan<T>(length: length ?? input.count, direction: .forward, normalization: normalization)
      }
    )
  }

  @derivative(of: ifft, wrt: input)
  public func vjpIFFT<T: TransformScalar>(
    _ input: [Complex<T>], length: Int?, normalization: Normalization
  ) -> (value: [Complex<T>], pullback: ([Complex<T>].TangentVector) -> [Complex<T>].TangentVector) {
    (
      ifft(input, length: length, normalization: normalization),
      adjointPullback(inputCount: input.count) { () throws(DFTError) in
        try DFTPlan<T>(length: length ?? input.count, direction: .inverse, normalization: normalization)
      }
    )
  }

  @derivative(of: rfft, wrt: input)
  public func vjpRFFT<T: TransformScalar & Differentiable>(
    _ input: [T], length: Int?, normalization: Normalization
  ) -> (value: [Complex<T>], pullback: ([Complex<T>].TangentVector) -> [T].TangentVector)
  where T.TangentVector == T {
    (
      rfft(input, length: length, normalization: normalization),
      adjointPullback(inputCount: input.count) { () throws(DFTError) in
        try RealDFTPlan<T>(length: length ?? input.count, normalization: normalization)
      }
    )
  }

  @derivative(of: irfft, wrt: input)
  public func vjpIRFFT<T: TransformScalar & Differentiable>(
    _ input: [Complex<T>], length: Int?, normalization: Normalization
  ) -> (value: [T], pullback: ([T].TangentVector) -> [Complex<T>].TangentVector)
  where T.TangentVector == T {
    let value = irfft(input, length: length, normalization: normalization)
    return (
      value,
      adjointPullback(inputCount: input.count) { () throws(DFTError) in
        try InverseRealDFTPlan<T>(length: value.count, normalization: normalization)
      }
    )
  }

  @derivative(of: hfft, wrt: input)
  public func vjpHFFT<T: TransformScalar & Differentiable>(
    _ input: [Complex<T>], length: Int?, normalization: Normalization
  ) -> (value: [T], pullback: ([T].TangentVector) -> [Complex<T>].TangentVector)
  where T.TangentVector == T {
    let value = hfft(input, length: length, normalization: normalization)
    return (
      value,
      adjointPullback(inputCount: input.count) { () throws(DFTError) in
        try InverseRealDFTPlan<T>(length: value.count, direction: .forward, normalization: normalization)
      }
    )
  }

  @derivative(of: ihfft, wrt: input)
  public func vjpIHFFT<T: TransformScalar & Differentiable>(
    _ input: [T], length: Int?, normalization: Normalization
  ) -> (value: [Complex<T>], pullback: ([Complex<T>].TangentVector) -> [T].TangentVector)
  where T.TangentVector == T {
    (
      ihfft(input, length: length, normalization: normalization),
      adjointPullback(inputCount: input.count) { () throws(DFTError) in
        try RealDFTPlan<T>(length: length ?? input.count, direction: .inverse, normalization: normalization)
      }
    )
  }

  /// The adjoint of a transform behind an input of `inputCount` elements that was cut off or filled up for it.
  func adjointPullback<Transform: FourierTransform>(
    inputCount: Int, of plan: () throws(DFTError) -> Transform
  ) -> ([Transform.Output].DifferentiableView) -> [Transform.Input].DifferentiableView
  where
    Transform.Input: Differentiable & BitwiseCopyable & AdditiveArithmetic,
    Transform.Output: Differentiable & BitwiseCopyable
  {
    let transform: Transform
    do {
      transform = try plan()
    } catch {
      fatalError("\(error)")
    }
    return { cotangent in
      // The zero of every array's cotangents is empty.
      if cotangent.base.isEmpty { return .init([]) }
      let adjoint: [Transform.Input] = transform.adjoint(cotangent.base)
      let missing = max(inputCount - adjoint.count, 0)
      return .init(Array(adjoint.prefix(inputCount)) + Array(repeating: .zero, count: missing))
    }
  }
#endif
