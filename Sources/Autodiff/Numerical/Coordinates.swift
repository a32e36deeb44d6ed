import ComplexNumbers
import Fourier

// Numerical differentiation knows real coordinates only: a complex number is a point of the plane, as everywhere here,
// so the derivatives by its two coordinates, put together again, are ∂/∂Re + i ∂/∂Im.

extension Tensor {
  /// The elements as real numbers: themselves, or real and imaginary parts in turn.
  var coordinates: [Element.RealPart] {
    let erased = Element.erase(withoutDerivative(at: self))
    if let real = Element.RealPart.recover(erased) { return real.elements }
    guard let complex = Element.RealPart.recoverComplex(erased) else { return [] }
    return reinterpreted(complex.elements)
  }

  /// The tensor of these coordinates.
  init(coordinates: [Element.RealPart], shape: [Int]) {
    let isReal = coordinates.count == elementCount(shape)
    let erased =
      isReal
      ? Element.RealPart.erase(Tensor<Element.RealPart>(coordinates, shape: shape))
      : Element.RealPart.erase(Tensor<Complex<Element.RealPart>>(reinterpreted(coordinates), shape: shape))
    guard let tensor = Element.recover(erased) else {
      fatalError("\(coordinates.count) coordinates for a tensor of \(Element.self) and of shape \(shape)")
    }
    self = tensor
  }

  /// For each coordinate the modulus of its element: how large a change is small.
  var coordinateMagnitudes: [Element.RealPart] {
    let erased = Element.erase(withoutDerivative(at: self))
    if let complex = Element.RealPart.recoverComplex(erased) {
      return complex.elements.flatMap { [$0.modulus, $0.modulus] }
    }
    return coordinates.map(\.magnitude)
  }
}

/// The same bytes as elements of another type: a complex number lies in memory as its real part, then its imaginary
/// part.
private func reinterpreted<Source: BitwiseCopyable, Target: BitwiseCopyable>(_ elements: [Source]) -> [Target] {
  elements.withUnsafeBytes { bytes in
    Array(unsafeUninitializedCapacity: bytes.count / MemoryLayout<Target>.stride) { target, count in
      UnsafeMutableRawBufferPointer(target).copyMemory(from: bytes)
      count = bytes.count / MemoryLayout<Target>.stride
    }
  }
}
