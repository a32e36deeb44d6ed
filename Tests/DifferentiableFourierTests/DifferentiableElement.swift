#if canImport(_Differentiation)
  import Autodiff
  import ComplexNumbers
  import DifferentiableFourier
  import TestSupport
  import _Differentiation

  /// An element that the tests can draw, and the compiler differentiate.
  protocol DifferentiableElement: SampledElement, Differentiable where TangentVector == Self {}

  extension Float: DifferentiableElement {}
  extension Double: DifferentiableElement {}
  extension Complex: DifferentiableElement where T: TensorScalar {}

  typealias SampledScalar = DifferentiableElement & TensorScalar
#endif
