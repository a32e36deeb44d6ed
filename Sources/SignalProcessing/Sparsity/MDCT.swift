public import Autodiff
import Fourier

/// The modified discrete cosine transform: lapped frames of cosines, as an orthogonal operator, […, T] to […, F·M].
///
/// X[m, k] = √(2/M) Σₙ w[n] x[(m − 1)M + n] cos(π/M (n + ½ + M/2)(k + ½)), n = 0 … 2M−1, k = 0 … M−1, with the sine
/// window w[n] = sin(π(n + ½)/2M), zeros beyond the ends, and F = ⌈T/M⌉ + 1 frames, whose coefficients lie one behind
/// the other. Frames overlap by half, and still there are no more coefficients than samples, but for those at the ends.
/// The adjoint is the inverse: AᴴAx = x.
/// ```swift
/// let mdct = MDCT<Double>(signalLength: 44_100, bins: 512)
/// let same = mdct.adjoint(mdct(x))
/// ```
/// - Complexity: O(log M) for each sample.
/// - Source: J. P. Princen and A. B. Bradley, IEEE Trans. ASSP 34 (1986), 1153; H. S. Malvar, IEEE Trans. ASSP 38
///   (1990), 969.
public struct MDCT<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "MDCT" }
  /// T.
  public let signalLength: Int
  /// M, the coefficients of a frame, and the samples from one frame to the next.
  public let bins: Int
  private let window: [T]

  /// Traps unless M is even and positive, and T positive.
  public init(signalLength: Int, bins: Int) {
    require(bins >= 2 && bins % 2 == 0, "an MDCT of \(bins) bins; their number must be even and positive")
    require(signalLength >= 1, "an MDCT of \(signalLength) samples")
    self.signalLength = signalLength
    self.bins = bins
    window = (0..<(2 * bins)).map { T(Double.sin(.pi * (Double($0) + 0.5) / Double(2 * bins))) }
  }

  /// F.
  public var frameCount: Int { (signalLength + bins - 1) / bins + 1 }
  /// F·M.
  public var coefficientCount: Int { frameCount * bins }

  public func apply(_ x: Tensor<T>) -> Tensor<T> {
    mapRows(of: x, shaped: [signalLength], to: [coefficientCount]) { signal, coefficients in
      withScratch(of: T.self, count: coefficientCount + bins) { padded in
        padded.update(repeating: 0, count: coefficientCount + bins)
        (padded + bins).update(from: signal, count: signalLength)
        withScratch(of: T.self, count: coefficientCount) { folded in
          for m in 0..<frameCount { fold(padded + m * bins, into: folded + m * bins, window: window) }
          transform(folded, into: coefficients)
        }
      }
    }
  }

  public func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> {
    mapRows(of: y, shaped: [coefficientCount], to: [signalLength]) { coefficients, signal in
      withScratch(of: T.self, count: coefficientCount + bins) { padded in
        padded.update(repeating: 0, count: coefficientCount + bins)
        withScratch(of: T.self, count: coefficientCount) { folded in
          // A DCT-IV is its own inverse.
          transform(coefficients, into: folded)
          for m in 0..<frameCount { unfold(folded + m * bins, addingTo: padded + m * bins, window: window) }
        }
        signal.update(from: padded + bins, count: signalLength)
      }
    }
  }

  /// The orthonormal DCT-IV of each frame.
  private func transform(_ source: UnsafePointer<T>, into target: UnsafeMutablePointer<T>) {
    do {
      let plan = try RealToRealPlan<T>(length: bins, batchCount: frameCount, kind: .dct4, normalization: .orthonormal)
      var output = MutableSpan(_unsafeStart: target, count: coefficientCount)
      plan.transform(Span(_unsafeStart: source, count: coefficientCount), into: &output)
    } catch {
      fatalError("\(error)")
    }
  }
}

/// (a, b, c, d) ↦ (−cʳ − d, a − bʳ): the quarters of a windowed frame of 2M samples, ʳ meaning backwards.
@specialized(where T == Float)
@specialized(where T == Double)
private func fold<T: TensorScalar>(_ frame: UnsafePointer<T>, into folded: UnsafeMutablePointer<T>, window: [T]) {
  window.withUnsafeBufferPointer { w in
    let bins = w.count / 2, half = bins / 2
    for i in 0..<half {
      let c = bins + half - 1 - i, d = bins + half + i, b = bins - 1 - i
      folded[i] = -(w[c] * frame[c]) - w[d] * frame[d]
      folded[half + i] = w[i] * frame[i] - w[b] * frame[b]
    }
  }
}

/// The adjoint of ``fold(_:into:window:)``.
@specialized(where T == Float)
@specialized(where T == Double)
private func unfold<T: TensorScalar>(_ folded: UnsafePointer<T>, addingTo frame: UnsafeMutablePointer<T>, window: [T]) {
  window.withUnsafeBufferPointer { w in
    let bins = w.count / 2, half = bins / 2
    for i in 0..<half {
      let c = bins + half - 1 - i, d = bins + half + i, b = bins - 1 - i
      frame[c] -= w[c] * folded[i]
      frame[d] -= w[d] * folded[i]
      frame[i] += w[i] * folded[half + i]
      frame[b] -= w[b] * folded[half + i]
    }
  }
}
