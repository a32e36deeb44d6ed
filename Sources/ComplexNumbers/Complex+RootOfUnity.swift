// Roots of unity from integers.
//
// The circle is folded by its symmetries in exact integer arithmetic until an angle of at most π/4 is left, which is
// all that cosine and sine ever see. So the roots on the axes are exact, those on the diagonals have two equal parts,
// and roots that mirror each other in an axis or a diagonal agree to the last bit.

extension Complex {
  /// The root of unity exp(2πi k/n), within one ulp per part, exact on the axes and exactly symmetric.
  ///
  /// With w(k) = `rootOfUnity(k, of: n)`, bit by bit: w(n − k) is the conjugate of w(k), and for even n w(n/2 − k) is
  /// its mirror image in the imaginary axis; for n divisible by 4, w(n/4 − k) has its parts swapped.
  ///
  /// - Parameters:
  ///   - k: the index, any integer; it counts modulo n.
  ///   - n: the order, at least 1.
  /// - Complexity: O(1); a cosine and two sines.
  @inlinable
  public static func rootOfUnity(_ k: Int, of n: Int) -> Complex {
    guard n >= 1 else {
      fatalError("rootOfUnity(\(k), of: \(n)): the order must be at least 1.")
    }
    // At each fold the unit of the angle is halved, so that doubling an angle of at most n units cannot overflow.
    var angle = k % n
    if angle < 0 { angle += n }
    let isLower = angle > n - angle
    if isLower { angle = n - angle }
    angle *= 2
    let isLeft = angle > n - angle
    if isLeft { angle = n - angle }
    angle *= 2
    let isSteep = angle > n - angle
    if isSteep { angle = n - angle }

    let folded = firstOctantRoot(angle, of: n)
    let x = isSteep ? folded.imaginary : folded.real
    let y = isSteep ? folded.real : folded.imaginary
    return Complex(isLeft ? -x : x, isLower ? -y : y)
  }

  /// exp(iθ) for θ = (π/2)·k/n, where 0 ≤ 2k ≤ n.
  ///
  /// θ is found as a sum of two numbers and the smaller one applied to first order: a rounded angle alone would cost up
  /// to two ulps, half of it from `T.pi`, and would show in every bin of a reference DFT.
  @inlinable
  internal static func firstOctantRoot(_ k: Int, of n: Int) -> Complex {
    guard k > 0 else { return .one }
    guard k < n - k else {
      let diagonal = (T(1) / 2).squareRoot()
      return Complex(diagonal, diagonal)
    }
    let (numerator, denominator) = (headAndTail(of: k), headAndTail(of: n))
    let ratio = numerator.head / denominator.head
    let remainder = numerator.head.addingProduct(-ratio, denominator.head)
    let ratioTail = (remainder + numerator.tail - ratio * denominator.tail) / denominator.head

    let halfPi = T.pi / 2
    // T.pi falls short of π by sin(T.pi), to the full precision of T.
    let halfPiTail = T.sin(.pi) / 2
    let angle = halfPi * ratio
    let angleTail = (-angle).addingProduct(halfPi, ratio) + halfPi * ratioTail + halfPiTail * ratio
    let (c, s) = (T.cos(angle), T.sin(angle))
    return Complex(c - angleTail * s, s + angleTail * c)
  }

  /// An integer as a sum of two numbers of type `T`, the first one exact, the second one small beside it.
  @inlinable
  internal static func headAndTail(of m: Int) -> (head: T, tail: T) {
    let precision = Int(-T.ulpOfOne.exponent)
    let excess = Swift.max(0, Int.bitWidth - m.leadingZeroBitCount - precision)
    let head = (m >> excess) << excess
    return (T(head), T(m - head))
  }
}
