/// FFTW's eleven transforms of n real numbers to n real numbers, none of them normalized.
///
/// A DCT is the DFT of a sequence that is even about both ends of its data, a DST that of an odd one; the four types
/// differ in whether the ends are samples or lie half a sample beyond them. Indices j and k run over 0 … n − 1.
///
/// - Source: FFTW 3.3 manual, "What FFTW Really Computes".
public enum RealToRealKind: Hashable, Sendable, CaseIterable {
  /// DCT-I, FFTW's `REDFT00`, for n ≥ 2: Yₖ = X₀ + (−1)ᵏ Xₙ₋₁ + 2 Σ over 0 < j < n−1 of Xⱼ cos(πjk/(n−1)).
  case dct1
  /// DCT-II, "the" DCT, FFTW's `REDFT10`: Yₖ = 2 Σⱼ Xⱼ cos(π(j+½)k/n).
  case dct2
  /// DCT-III, "the" inverse DCT, FFTW's `REDFT01`: Yₖ = X₀ + 2 Σ over j > 0 of Xⱼ cos(πj(k+½)/n).
  case dct3
  /// DCT-IV, FFTW's `REDFT11`: Yₖ = 2 Σⱼ Xⱼ cos(π(j+½)(k+½)/n).
  case dct4
  /// DST-I, FFTW's `RODFT00`: Yₖ = 2 Σⱼ Xⱼ sin(π(j+1)(k+1)/(n+1)).
  case dst1
  /// DST-II, FFTW's `RODFT10`: Yₖ = 2 Σⱼ Xⱼ sin(π(j+½)(k+1)/n).
  case dst2
  /// DST-III, FFTW's `RODFT01`: Yₖ = (−1)ᵏ Xₙ₋₁ + 2 Σ over j < n−1 of Xⱼ sin(π(j+1)(k+½)/n).
  case dst3
  /// DST-IV, FFTW's `RODFT11`: Yₖ = 2 Σⱼ Xⱼ sin(π(j+½)(k+½)/n).
  case dst4
  /// The discrete Hartley transform, FFTW's `DHT`: Yₖ = Σⱼ Xⱼ (cos(2πjk/n) + sin(2πjk/n)).
  case dht
  /// The DFT of real data in half-complex order, FFTW's `R2HC`: r₀, r₁, …, r₍⌊n/2⌋₎, i₍⌊(n+1)/2⌋−1₎, …, i₂, i₁ with
  /// rₖ + i·iₖ = Σⱼ Xⱼ exp(−2πi jk/n).
  case realToHalfComplex
  /// The unnormalized inverse DFT of data in half-complex order, FFTW's `HC2R`:
  /// Yⱼ = r₀ + [(−1)ʲ r₍n/2₎ for even n] + 2 Σ over 0 < k < n/2 of rₖ cos(2πjk/n) − iₖ sin(2πjk/n).
  case halfComplexToReal

  /// The length N of the DFT that a transform of `n` numbers amounts to; with its inverse it multiplies them by N.
  public func logicalLength(_ n: Int) -> Int {
    switch self {
    case .dct1: 2 * (n - 1)
    case .dst1: 2 * (n + 1)
    case .dct2, .dct3, .dct4, .dst2, .dst3, .dst4: 2 * n
    case .dht, .realToHalfComplex, .halfComplexToReal: n
    }
  }

  /// The kind that undoes this one, up to the factor N.
  public var inverse: RealToRealKind {
    switch self {
    case .dct2: .dct3
    case .dct3: .dct2
    case .dst2: .dst3
    case .dst3: .dst2
    case .realToHalfComplex: .halfComplexToReal
    case .halfComplexToReal: .realToHalfComplex
    case .dct1, .dct4, .dst1, .dst4, .dht: self
    }
  }

  /// The least n: 2 for the DCT-I, whose ends are two samples, else 1.
  public var minimumLength: Int { self == .dct1 ? 2 : 1 }
}

extension RealToRealKind: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dct1: "DCT-I"
    case .dct2: "DCT-II"
    case .dct3: "DCT-III"
    case .dct4: "DCT-IV"
    case .dst1: "DST-I"
    case .dst2: "DST-II"
    case .dst3: "DST-III"
    case .dst4: "DST-IV"
    case .dht: "DHT"
    case .realToHalfComplex: "real-to-half-complex DFT"
    case .halfComplexToReal: "half-complex-to-real DFT"
    }
  }
}

extension RealToRealKind {
  /// This kind as the only one, without an allocation.
  var alone: [RealToRealKind] { Self.allAlone[self] ?? [self] }

  private static let allAlone = Dictionary(uniqueKeysWithValues: allCases.map { ($0, [$0]) })
}
