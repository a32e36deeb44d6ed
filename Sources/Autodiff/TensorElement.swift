public import ComplexNumbers
public import Fourier

/// What a tensor holds: `Float`, `Double`, `Complex<Float>` or `Complex<Double>`.
///
/// One rule per operation serves real and complex elements, since both are fields with a conjugate (a real number's is
/// the number itself) and elementary functions.
public protocol TensorElement: AlgebraicField, ElementaryFunctions, BitwiseCopyable, Sendable {
  /// The type of the real and imaginary parts; of the element itself if it is real.
  associatedtype RealPart: TensorScalar

  /// The complex conjugate.
  var conjugate: Self { get }

  /// The real part.
  var realPart: RealPart { get }

  /// The element with this real part and no imaginary one.
  init(realPart: RealPart)

  /// The element as a complex number of double precision, which holds each of the four types exactly.
  var widened: Complex<Double> { get }

  /// The element that was widened to `number`.
  init(narrowing number: Complex<Double>)

  /// A tensor of this element as one of any element.
  static func erase(_ tensor: Tensor<Self>) -> AnyTensor

  /// The tensor within, if its elements are of this type.
  static func recover(_ tensor: AnyTensor) -> Tensor<Self>?
}

/// A real element: `Float` or `Double`.
public protocol TensorScalar: TensorElement, TransformScalar where RealPart == Self {
  /// A tensor of complex elements of this precision as one of any element.
  static func erase(_ tensor: Tensor<Complex<Self>>) -> AnyTensor

  /// The tensor within, if its elements are complex numbers of this precision.
  static func recoverComplex(_ tensor: AnyTensor) -> Tensor<Complex<Self>>?
}

extension TensorScalar {
  @inlinable public var conjugate: Self { self }
  @inlinable public var realPart: Self { self }
  @inlinable public init(realPart: Self) { self = realPart }
  @inlinable public var widened: Complex<Double> { Complex(Double(self), 0) }
  @inlinable public init(narrowing number: Complex<Double>) { self = Self(number.real) }
}

extension Float: TensorScalar {
  public typealias RealPart = Float
  public static func erase(_ tensor: Tensor<Float>) -> AnyTensor {
    tensor.isNumber ? .floatNumber(tensor.uniformElement) : .float(tensor)
  }
  public static func erase(_ tensor: Tensor<Complex<Float>>) -> AnyTensor { .complexFloat(tensor) }
  public static func recover(_ tensor: AnyTensor) -> Tensor<Float>? {
    switch tensor {
    case .floatNumber(let number): Tensor(number)
    case .float(let tensor): tensor
    default: nil
    }
  }
  public static func recoverComplex(_ tensor: AnyTensor) -> Tensor<Complex<Float>>? {
    if case .complexFloat(let tensor) = tensor { tensor } else { nil }
  }
}

extension Double: TensorScalar {
  public typealias RealPart = Double
  public static func erase(_ tensor: Tensor<Double>) -> AnyTensor {
    tensor.isNumber ? .doubleNumber(tensor.uniformElement) : .double(tensor)
  }
  public static func erase(_ tensor: Tensor<Complex<Double>>) -> AnyTensor { .complexDouble(tensor) }
  public static func recover(_ tensor: AnyTensor) -> Tensor<Double>? {
    switch tensor {
    case .doubleNumber(let number): Tensor(number)
    case .double(let tensor): tensor
    default: nil
    }
  }
  public static func recoverComplex(_ tensor: AnyTensor) -> Tensor<Complex<Double>>? {
    if case .complexDouble(let tensor) = tensor { tensor } else { nil }
  }
}

extension Complex: TensorElement where T: TensorScalar {
  public typealias RealPart = T
  @inlinable public var realPart: T { real }
  @inlinable public init(realPart: T) { self.init(realPart, 0) }
  @inlinable public var widened: Complex<Double> { Complex<Double>(Double(real), Double(imaginary)) }
  @inlinable public init(narrowing number: Complex<Double>) { self.init(T(number.real), T(number.imaginary)) }
  public static func erase(_ tensor: Tensor<Complex<T>>) -> AnyTensor { T.erase(tensor) }
  public static func recover(_ tensor: AnyTensor) -> Tensor<Complex<T>>? { T.recoverComplex(tensor) }
}
