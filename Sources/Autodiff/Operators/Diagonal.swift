import Fourier

/// The diagonal of matrices whose rows lie one behind the other in the last axis: every (columns + 1)-th element.
private func diagonal<Element>(rows: Int, columns: Int, offset: Int, axis: Int) -> AxisRuns<Element> {
  let (firstRow, firstColumn) = offset < 0 ? (-offset, 0) : (0, offset)
  let count = max(0, min(rows - firstRow, columns - firstColumn))
  let run = IndexRun(start: firstRow * columns + firstColumn, step: columns + 1, count: count)
  return AxisRuns(axis: axis, inputLength: rows * columns, runs: count > 0 ? [run] : [])
}

extension Tensor {
  /// The diagonal of the last two axes, as the last axis: yₖ = x₍k, k + offset₎. Traps if there are fewer than two.
  ///
  /// - Parameter offset: of the column; negative below the main diagonal.
  /// - Source: NumPy's `diagonal` with axes −2 and −1.
  public func diagonal(offset: Int = 0) -> Tensor {
    require(rank >= 2, "a tensor of shape \(shape) has no two axes with a diagonal")
    let rows = shape[rank - 2], columns = shape[rank - 1]
    let flat = reshaped(to: shape.dropLast(2) + [rows * columns])
    return Autodiff.diagonal(rows: rows, columns: columns, offset: offset, axis: rank - 2)(flat)
  }

  /// The square matrices with the last axis on the diagonal, and zeros else: the adjoint of ``diagonal(offset:)``.
  ///
  /// - Source: NumPy's `diag` of a vector; PyTorch's `diag_embed`.
  public func diagonalMatrix(offset: Int = 0) -> Tensor {
    require(rank >= 1, "a scalar has no axis to be put on a diagonal")
    let size = shape[rank - 1] + Int(clamping: offset.magnitude)
    let flat = Autodiff.diagonal(rows: size, columns: size, offset: offset, axis: rank - 1).adjoint(self)
    return flat.reshaped(to: shape.dropLast() + [size, size])
  }
}
