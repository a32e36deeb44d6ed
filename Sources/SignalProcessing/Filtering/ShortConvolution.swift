import Autodiff
import Fourier

// Convolution with a few taps in time, and what its derivatives are made of.
//
// The form T(w, x, h) = Σₙ Σₖ wₙ hₖ x₍n−k−d₎, with zeros before and behind each signal, is linear in each argument. The
// convolution is its derivative by w, the correlation that by x, the lags that by h. Each is linear in two arguments,
// and its adjoint in either is one of the other two: so all derivatives, of any order, stay among the three.

/// yₙ = Σₖ hₖ x₍n−k−d₎: the first samples of a convolution, […, N] and […, M] to […, N]. Leading axes are the same.
func shortConvolution<T: TensorScalar>(_ x: Tensor<T>, _ h: Tensor<T>, delay: Int = 0) -> Tensor<T> {
  let taps = h.shape.last ?? 0
  return x.combining(
    "FIR filter", h,
    evaluate: { x, h in
      let length = x.shape.last ?? 0
      return mapRowPairs(x, h, to: length) { convolve($0, $1, into: $2, length: length, taps: taps, delay: delay) }
    },
    linearizeLeft: { _, h, _ in
      Linearization(
        apply: { shortConvolution($0, h, delay: delay) }, adjoint: { shortCorrelation($0, h, delay: delay) })
    },
    linearizeRight: { x, _, _ in
      Linearization(
        apply: { shortConvolution(x, $0, delay: delay) }, adjoint: { lagProducts($0, x, count: taps, delay: delay) })
    })
}

/// xₙ = Σₖ hₖ w₍n+k+d₎: the adjoint of the convolution with h, […, N] and […, M] to […, N].
func shortCorrelation<T: TensorScalar>(_ w: Tensor<T>, _ h: Tensor<T>, delay: Int = 0) -> Tensor<T> {
  let taps = h.shape.last ?? 0
  return w.combining(
    "FIR filter, adjoint", h,
    evaluate: { w, h in
      let length = w.shape.last ?? 0
      return mapRowPairs(w, h, to: length) { correlate($0, $1, into: $2, length: length, taps: taps, delay: delay) }
    },
    linearizeLeft: { _, h, _ in
      Linearization(
        apply: { shortCorrelation($0, h, delay: delay) }, adjoint: { shortConvolution($0, h, delay: delay) })
    },
    linearizeRight: { w, _, _ in
      Linearization(
        apply: { shortCorrelation(w, $0, delay: delay) }, adjoint: { lagProducts(w, $0, count: taps, delay: delay) })
    })
}

/// cₖ = Σₙ wₙ x₍n−k−d₎ for k < M: the correlation at a few lags, […, N] and […, N] to […, M].
func lagProducts<T: TensorScalar>(_ w: Tensor<T>, _ x: Tensor<T>, count: Int, delay: Int = 0) -> Tensor<T> {
  w.combining(
    "lag products", x,
    evaluate: { w, x in
      let length = w.shape.last ?? 0
      return mapRowPairs(w, x, to: count) { products($0, $1, into: $2, length: length, lags: count, delay: delay) }
    },
    linearizeLeft: { _, x, _ in
      Linearization(
        apply: { lagProducts($0, x, count: count, delay: delay) }, adjoint: { shortConvolution(x, $0, delay: delay) })
    },
    linearizeRight: { w, _, _ in
      Linearization(
        apply: { lagProducts(w, $0, count: count, delay: delay) }, adjoint: { shortCorrelation(w, $0, delay: delay) })
    })
}

// MARK: Kernels

/// Samples made between one tap and the next, so that they stay in the cache.
private let blockLength = 2048

@specialized(where T == Float)
@specialized(where T == Double)
private func convolve<T: TensorScalar>(
  _ x: UnsafePointer<T>, _ h: UnsafePointer<T>, into y: UnsafeMutablePointer<T>, length: Int, taps: Int, delay: Int
) {
  for start in stride(from: 0, to: length, by: blockLength) {
    let end = min(start + blockLength, length)
    (y + start).update(repeating: 0, count: end - start)
    for k in 0..<taps {
      let lag = k + delay, first = max(start, lag), tap = h[k]
      if first < end { for n in first..<end { y[n] += tap * x[n - lag] } }
    }
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func correlate<T: TensorScalar>(
  _ w: UnsafePointer<T>, _ h: UnsafePointer<T>, into x: UnsafeMutablePointer<T>, length: Int, taps: Int, delay: Int
) {
  for start in stride(from: 0, to: length, by: blockLength) {
    let end = min(start + blockLength, length)
    (x + start).update(repeating: 0, count: end - start)
    for k in 0..<taps {
      let lag = k + delay, last = min(end, length - lag), tap = h[k]
      if start < last { for n in start..<last { x[n] += tap * w[n + lag] } }
    }
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func products<T: TensorScalar>(
  _ w: UnsafePointer<T>, _ x: UnsafePointer<T>, into c: UnsafeMutablePointer<T>, length: Int, lags: Int, delay: Int
) {
  for k in 0..<lags {
    let lag = k + delay
    c[k] = lag < length ? innerProduct(w + lag, x, count: length - lag) : 0
  }
}
