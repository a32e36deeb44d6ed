#if canImport(_Differentiation)
  public import Fourier
  public import _Differentiation

  // What a loss on spectra needs of real arrays. There is no sum of arrays: `+` concatenates them.

  /// ln(x + offset) of each element, the offset in the unit of x. The pullback of g is g/(x + offset).
  public func log<T: TransformScalar>(_ x: [T], offset: T = 0) -> [T] { logarithms(x, offset) }

  @derivative(of: log, wrt: x)
  public func vjpLog<T: TransformScalar & Differentiable>(
    _ x: [T], offset: T
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (logarithms(x, offset), { $0.base.isEmpty ? .zero : .init(quotients($0.base, x, offset)) })
  }

  /// x² of each element. The pullback of g is 2g·x.
  public func square<T: TransformScalar>(_ x: [T]) -> [T] { products(x, x, 1) }

  @derivative(of: square)
  public func vjpSquare<T: TransformScalar & Differentiable>(
    _ x: [T]
  ) -> (value: [T], pullback: ([T].TangentVector) -> [T].TangentVector) where T.TangentVector == T {
    (products(x, x, 1), { $0.base.isEmpty ? .zero : .init(products($0.base, x, 2)) })
  }

  /// The sum of all elements.
  public func sum<T: TransformScalar>(_ x: [T]) -> T { total(x) }

  @derivative(of: sum)
  public func vjpSum<T: TransformScalar & Differentiable>(
    _ x: [T]
  ) -> (value: T, pullback: (T) -> [T].TangentVector) where T.TangentVector == T {
    (total(x), { [count = x.count] in .init(Array(repeating: $0, count: count)) })
  }

  /// The mean of all elements; NaN of none.
  public func mean<T: TransformScalar>(_ x: [T]) -> T { total(x) / T(x.count) }

  @derivative(of: mean)
  public func vjpMean<T: TransformScalar & Differentiable>(
    _ x: [T]
  ) -> (value: T, pullback: (T) -> [T].TangentVector) where T.TangentVector == T {
    (mean(x), { [count = x.count] in .init(Array(repeating: $0 / T(count), count: count)) })
  }

  extension Array where Element: TransformScalar {
    /// x − y, element by element. Traps unless they are equally many.
    public static func - (left: [Element], right: [Element]) -> [Element] {
      require(left.count == right.count, "a difference of arrays of \(left.count) and \(right.count) elements")
      return differences(left, right)
    }

    /// c · x.
    public static func * (left: Element, right: [Element]) -> [Element] { multiples(right, left) }
  }

  extension Array where Element: TransformScalar & Differentiable, Element.TangentVector == Element {
    @derivative(of: -)
    public static func vjpSubtract(_ left: [Element], _ right: [Element]) -> (
      value: [Element], pullback: (TangentVector) -> (TangentVector, TangentVector)
    ) {
      (left - right, { ($0, .init(multiples($0.base, -1))) })
    }

    @derivative(of: *)
    public static func vjpMultiply(_ left: Element, _ right: [Element]) -> (
      value: [Element], pullback: (TangentVector) -> (Element, TangentVector)
    ) {
      (
        left * right,
        { cotangent in
          if cotangent.base.isEmpty { return (0, .zero) }
          return (total(products(cotangent.base, right, 1)), .init(multiples(cotangent.base, left)))
        }
      )
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func logarithms<T: TransformScalar>(_ x: [T], _ offset: T) -> [T] { mapped(x) { .log($0 + offset) } }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func quotients<T: TransformScalar>(_ g: [T], _ x: [T], _ offset: T) -> [T] {
    zipped(g, x) { $0 / ($1 + offset) }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func products<T: TransformScalar>(_ x: [T], _ y: [T], _ factor: T) -> [T] {
    zipped(x, y) { factor * $0 * $1 }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func differences<T: TransformScalar>(_ x: [T], _ y: [T]) -> [T] { zipped(x, y) { $0 - $1 } }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func multiples<T: TransformScalar>(_ x: [T], _ factor: T) -> [T] { mapped(x) { factor * $0 } }

  /// The sum by halves down to blocks of 16, whose error grows with the logarithm of the count only.
  @specialized(where T == Float)
  @specialized(where T == Double)
  private func total<T: TransformScalar>(_ x: [T]) -> T {
    x.withUnsafeBufferPointer { halves($0[...]) }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func halves<T: TransformScalar>(_ x: Slice<UnsafeBufferPointer<T>>) -> T {
    if x.count <= 16 { return x.reduce(0, +) }
    let middle = x.startIndex + x.count / 2
    return halves(x[..<middle]) + halves(x[middle...])
  }
#endif
