import Autodiff
import Fourier

/// The recursion yₙ = vₙ − Σⱼ cⱼ y₍n−1−j₎ from rest, […, N] and […, K] to […, N], with the same leading axes; backward
/// in time, from the last sample on, yₙ = vₙ − Σⱼ cⱼ y₍n+1+j₎.
///
/// Linear in v, and the adjoint is the recursion in the other direction. In c, (∂/∂c) y is the recursion of what ċ
/// feeds back; its adjoint first runs the cotangent backwards, then correlates it with the output: λ = Aᴴw, c̄ⱼ = −Σ λₙ
/// y₍n−1−j₎.
func feedback<T: TensorScalar>(_ v: Tensor<T>, _ c: Tensor<T>, backward: Bool = false) -> Tensor<T> {
  let order = c.shape.last ?? 0
  return v.combining(
    "recursive filter", c,
    evaluate: { v, c in
      let length = v.shape.last ?? 0
      return mapRowPairs(v, c, to: length) { recur($0, $1, into: $2, length: length, order: order, backward: backward) }
    },
    linearizeLeft: { _, c, _ in
      Linearization(
        apply: { feedback($0, c, backward: backward) }, adjoint: { feedback($0, c, backward: !backward) })
    },
    linearizeRight: { _, c, y in
      Linearization(
        apply: { tangent in
          let fed = backward ? shortCorrelation(y, tangent, delay: 1) : shortConvolution(y, tangent, delay: 1)
          return feedback(-fed, c, backward: backward)
        },
        adjoint: { cotangent in
          let source = feedback(cotangent, c, backward: !backward)
          return backward
            ? -lagProducts(y, source, count: order, delay: 1) : -lagProducts(source, y, count: order, delay: 1)
        })
    })
}

@specialized(where T == Float)
@specialized(where T == Double)
private func recur<T: TensorScalar>(
  _ v: UnsafePointer<T>, _ c: UnsafePointer<T>, into y: UnsafeMutablePointer<T>, length: Int, order: Int,
  backward: Bool
) {
  let step = backward ? -1 : 1
  var n = backward ? length - 1 : 0
  switch order {
  case 1:
    let c0 = c[0]
    var last: T = 0
    for _ in 0..<length {
      last = v[n] - c0 * last
      y[n] = last
      n += step
    }
  case 2:
    let c0 = c[0], c1 = c[1]
    var last: T = 0, beforeLast: T = 0
    for _ in 0..<length {
      // What does not wait for the sample just made comes first.
      let next = (v[n] - c1 * beforeLast) - c0 * last
      beforeLast = last
      last = next
      y[n] = next
      n += step
    }
  default:
    for made in 0..<length {
      var next = v[n]
      var j = min(order, made) - 1
      while j >= 0 {
        next -= c[j] * y[n - step * (j + 1)]
        j -= 1
      }
      y[n] = next
      n += step
    }
  }
}
