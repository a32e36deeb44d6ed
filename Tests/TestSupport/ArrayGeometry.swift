import ComplexNumbers

// Row-major arrays for the examinations of transforms along axes.

/// The places of a row-major array's elements, one list for each position along the other axes: those along `axes`, of
/// which the last listed one runs fastest.
func blocks(of shape: [Int], along axes: [Int]) -> [[Int]] {
  var strides = [Int](repeating: 1, count: shape.count)
  for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
  func places(_ axes: [Int]) -> [Int] {
    axes.reduce([0]) { places, axis in
      places.flatMap { place in (0..<shape[axis]).map { place + $0 * strides[axis] } }
    }
  }
  let block = places(axes)
  return places(shape.indices.filter { !axes.contains($0) }).map { start in block.map { start + $0 } }
}

/// The outer product of one vector for each axis.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func outerProduct<T: Real>(_ vectors: [[T]]) -> [T] {
  vectors.reduce([1]) { products, vector in
    var next: [T] = []
    next.reserveCapacity(products.count * vector.count)
    for product in products { for factor in vector { next.append(product * factor) } }
    return next
  }
}

/// The outer product of one vector for each axis.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func outerProduct<T: Real>(_ vectors: [[Complex<T>]]) -> [Complex<T>] {
  vectors.reduce([.one]) { products, vector in
    var next: [Complex<T>] = []
    next.reserveCapacity(products.count * vector.count)
    for product in products { for factor in vector { next.append(product * factor) } }
    return next
  }
}

/// exp(2πi kn/N) for n < count.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func tone<T: Real>(_ k: Int, of length: Int, count: Int) -> [Complex<T>] {
  (0..<count).map { .rootOfUnity(k * $0 % length, of: length) }
}

/// Zeros but for a one.
func unitVector<T: Real>(_ index: Int, count: Int) -> [T] { (0..<count).map { $0 == index ? 1 : 0 } }

/// The real numbers that elements, real or complex ones, consist of.
func parts<Element: BitwiseCopyable, T: Real & BitwiseCopyable>(_ elements: [Element], _ type: T.Type = T.self) -> [T] {
  elements.withUnsafeBytes { Array($0.bindMemory(to: T.self)) }
}

/// Elements, real or complex ones, that consist of these real numbers.
func elements<Element: BitwiseCopyable, T: Real & BitwiseCopyable>(
  _ parts: [T], _ type: Element.Type = Element.self
) -> [Element] {
  parts.withUnsafeBytes { Array($0.bindMemory(to: Element.self)) }
}
