import Autodiff
import Fourier

/// The cost of transporting one distribution over K places of a line into another: Wasserstein's distance Wₚᵖ, exactly.
///
/// Wₚᵖ = ∫₀¹ |F⁻¹(r) − G⁻¹(r)|ᵖ dr, with the quantile functions of the estimate and the target, which are stairs: between
/// two neighbors among all values of both distribution functions each of them is at one place. As a function of the
/// masses it is linear in pieces; where two steps of F and G meet, the derivative is the mean of those on both sides, and
/// 0 where F and G are equal at one place: at the optimum.
///
/// Unlike a sum of differences bin by bin, it grows with the way that mass has to go, however far that is.
/// - Parameters:
///   - estimate: distribution functions F, […, K], ascending to 1; what the last one is does not matter.
///   - target: distribution functions G of the same shape. Beyond its last value, if that is below 1, the quantile is the
///     last place.
///   - places: K numbers, ascending. Traps unless they are as many.
///   - exponent: p ≥ 1.
/// - Returns: the costs, […], in the unit of the places to the power of p.
/// - Complexity: O(K) for each pair.
/// - Source: F. Santambrogio, "Optimal Transport for Applied Mathematicians" (2015), prop. 2.17; POT's `wasserstein_1d`.
@specialized(where T == Float)
@specialized(where T == Double)
func transportCost<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, places: [T], exponent: T
) -> Tensor<T> {
  let line = TransportLine(places: places, exponent: exponent)
  return estimate.combining(
    "transport", target, evaluate: { transportCosts($0, $1, line) },
    linearizeLeft: { f, g, _ in
      .rowFunctional(transportSlopes(withoutDerivative(at: f), withoutDerivative(at: g), line))
    },
    linearizeRight: { f, g, _ in
      .rowFunctional(transportSlopes(withoutDerivative(at: g), withoutDerivative(at: f), line))
    })
}

extension Linearization where Output == Input {
  /// v ↦ Σₖ cₖvₖ along the last axis, for constant c.
  fileprivate static func rowFunctional(_ coefficients: Tensor<Input>) -> Linearization {
    Linearization(
      apply: { sum(coefficients * $0, axes: [-1]) }, adjoint: { $0.expandingAxis(at: -1) * coefficients })
  }
}

// MARK: Kernels

/// Places along a line between which mass is moved.
private struct TransportLine<T: TensorScalar>: Sendable {
  let places: [T]
  let exponent: T

  /// |xᵢ − xⱼ|ᵖ.
  @inline(__always)
  func cost(_ i: Int, _ j: Int) -> T {
    let distance = (places[i] - places[j]).magnitude
    return exponent == 1 ? distance : exponent == 2 ? distance * distance : T.pow(distance, exponent)
  }
}

/// The costs of pairs of rows.
@specialized(where T == Float)
@specialized(where T == Double)
private func transportCosts<T: TensorScalar>(
  _ f: Tensor<T>, _ g: Tensor<T>, _ line: TransportLine<T>
) -> Tensor<T> {
  let count = line.places.count, last = count - 1
  let costs: [T] = f.values.withUnsafeBufferPointer { f in
    g.values.withUnsafeBufferPointer { g in
      filled(count: f.count / count) { costs in
        for row in costs.indices {
          let start = row * count
          var i = 0, j = 0
          var level: T = 0, sum: T = 0
          while level < 1 {
            // The next step of either; the estimate reaches 1 at its last place, the target stays at its own.
            let nextF = i == last ? 1 : f[start + i], nextG = j == last ? 1 : g[start + j]
            // NaN would be no step, and never come to an end.
            if nextF.isNaN || nextG.isNaN {
              sum = .nan
              break
            }
            let next = T.minimum(1, T.minimum(nextF, nextG))
            if next > level {
              sum += (next - level) * line.cost(i, j)
              level = next
            }
            if nextF <= nextG { i = min(i + 1, last) } else { j = min(j + 1, last) }
          }
          costs.initializeElement(at: row, to: sum)
        }
      }
    }
  }
  return Tensor(shape: Array(f.shape.dropLast()), storage: costs)
}

/// The derivatives by the values of f: a step that moves up by δ gives δ more to its place and takes it from the next.
@specialized(where T == Float)
@specialized(where T == Double)
private func transportSlopes<T: TensorScalar>(
  _ f: Tensor<T>, _ g: Tensor<T>, _ line: TransportLine<T>
) -> Tensor<T> {
  let count = line.places.count, last = count - 1
  let slopes: [T] = f.values.withUnsafeBufferPointer { f in
    g.values.withUnsafeBufferPointer { g in
      filled(count: f.count) { slopes in
        for row in 0..<(f.count / count) {
          let start = row * count
          // The places of the other quantile just below and just above the step.
          var below = 0, above = 0
          for i in 0..<last {
            let level = f[start + i]
            while below < last && g[start + below] < level { below += 1 }
            above = max(above, below)
            while above < last && g[start + above] <= level { above += 1 }
            let lower = line.cost(i, below) - line.cost(i + 1, below)
            let upper = line.cost(i, above) - line.cost(i + 1, above)
            // Nothing lies above 1.
            let slope = level > 1 || level == g[start + i] ? 0 : level == 1 ? lower : (lower + upper) / 2
            slopes.initializeElement(at: start + i, to: slope)
          }
          slopes.initializeElement(at: start + last, to: 0)
        }
      }
    }
  }
  return Tensor(shape: f.shape, storage: slopes)
}
