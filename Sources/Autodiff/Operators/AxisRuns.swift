import ComplexNumbers
import Fourier

/// Indices along an axis at equal distances: start, start + step, …, `count` of them.
struct IndexRun: Sendable {
  let start: Int
  var step = 1
  let count: Int
}

/// The places of an axis in the order of some runs of indices: yₖ = x₍iₖ₎.
///
/// Strided slices, flips, rolls and the paddings that repeat a signal's own samples are all of this kind. The adjoint
/// brings each element back to where it came from, and adds up those that came from the same place.
struct AxisRuns<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "runs of axis" }
  let axis: Int
  let inputLength: Int
  let runs: [IndexRun]

  private var outputLength: Int { runs.reduce(0) { $0 + $1.count } }

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    require(x.shape[axis] == inputLength, "axis \(axis) of a tensor of shape \(x.shape) should have \(inputLength)")
    var shape = x.shape
    shape[axis] = outputLength
    if x.isUniform { return Tensor(repeating: x.uniformElement, shape: shape) }
    let storage = collected(
      x.values, outer: elementCount(shape[..<axis]), length: inputLength, newLength: outputLength,
      block: elementCount(shape[(axis + 1)...]), runs: runs)
    return Tensor(shape: shape, storage: storage)
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    var shape = y.shape
    shape[axis] = inputLength
    let storage = distributed(
      y.values, outer: elementCount(shape[..<axis]), length: inputLength, newLength: outputLength,
      block: elementCount(shape[(axis + 1)...]), runs: runs)
    return Tensor(shape: shape, storage: storage)
  }
}

/// From each of `outer` rows of `length` blocks a row of `newLength`: those at the indices of `runs`.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func collected<Element: TensorElement>(
  _ elements: [Element], outer: Int, length: Int, newLength: Int, block: Int, runs: [IndexRun]
) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    filled(count: outer * newLength * block) { target in
      var place = 0
      for row in 0..<outer {
        for run in runs {
          let first = (row * length + run.start) * block, stride = run.step * block
          if run.step == 1 {
            let count = run.count * block
            _ = target[place..<(place + count)].initialize(fromContentsOf: source[first..<(first + count)])
          } else if block == 1 {
            for k in 0..<run.count { target.initializeElement(at: place + k, to: source[first + k * stride]) }
          } else {
            for k in 0..<run.count {
              let from = first + k * stride, to = place + k * block
              _ = target[to..<(to + block)].initialize(fromContentsOf: source[from..<(from + block)])
            }
          }
          place += run.count * block
        }
      }
    }
  }
}

/// The adjoint of ``collected(_:outer:length:newLength:block:runs:)``.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func distributed<Element: TensorElement>(
  _ elements: [Element], outer: Int, length: Int, newLength: Int, block: Int, runs: [IndexRun]
) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    filled(count: outer * length * block) { target in
      target.initialize(repeating: 0)
      var place = 0
      for row in 0..<outer {
        for run in runs {
          let first = (row * length + run.start) * block, stride = run.step * block
          if run.step == 1 {
            for i in 0..<(run.count * block) { target[first + i] += source[place + i] }
          } else {
            for k in 0..<run.count {
              for i in 0..<block { target[first + k * stride + i] += source[place + k * block + i] }
            }
          }
          place += run.count * block
        }
      }
    }
  }
}
