import ComplexNumbers
import Fourier

// Deliberate errors along the axes of arrays and in the real-to-real kinds.

// MARK: - Axes

/// The axes' kinds are taken in the opposite order.
enum KindsInWrongOrder: Defect {
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>> {
    Defective(base) { input, output in
      let other = try? ReferenceRealToReal<Double>(
        shape: base.inputShape, kinds: base.kinds.reversed(), axes: base.axes, direction: base.direction,
        normalization: base.normalization, orthogonalizes: base.orthogonalizes)
      other?.transform(input, into: &output)
    }
  }
}

/// The halved axis is the first one listed; seen where both are equally long.
enum HalvesFirstAxis: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    Defective(base) { input, output in
      let other = try? ReferenceRealDFT<Double>(
        shape: base.inputShape, axes: base.axes.reversed(), direction: base.direction,
        normalization: base.normalization)
      if let other, other.outputCount == output.count { other.transform(input, into: &output) }
    }
  }
}

/// N is the length of the last axis only.
enum FactorOfOneAxis: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { _, output in
      let last = base.inputShape[base.axes[base.axes.count - 1]]
      let right: Double = base.normalization.scale(length: base.length, direction: base.direction)
      let wrong: Double = base.normalization.scale(length: last, direction: base.direction)
      for i in output.indices { output[i] = output[i] * (wrong / right) }
    }
  }
}

/// One axis is left out.
enum ForgetsAnAxis: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { input, output in
      let other = try? ReferenceDFT<Double>(
        shape: base.inputShape, axes: Array(base.axes.dropLast()), direction: base.direction,
        normalization: base.normalization)
      other?.transform(input, into: &output)
    }
  }
}

/// The adjoint of the real transform along several axes counts each conjugate pair twice.
enum MissingWeightInRealArrayAdjoint: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    Defective(
      base,
      alterAdjoint: { input, output in
        guard
          let inverse = try? ReferenceInverseRealDFT<Double>(
            shape: base.inputShape, axes: base.axes, direction: base.direction.opposite, normalization: .none)
        else { return }
        inverse.transform(input, into: &output)
        let scale: Double = base.normalization.scale(length: base.length, direction: base.direction)
        for i in output.indices { output[i] *= scale }
      })
  }
}

/// The adjoint of the inverse real transform along several axes counts each conjugate pair once.
enum MissingWeightInInverseRealArrayAdjoint: Defect {
  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>> {
    Defective(
      base,
      alterAdjoint: { _, output in
        let axis = base.axes[base.axes.count - 1], length = base.outputShape[axis]
        forEachElement(base.inputShape, axis) { place, k in
          if k != 0 && 2 * k != length { output[place] = output[place] / 2 }
        }
      })
  }
}

/// The first output is taken for a batch of equal ones.
enum FirstBlockOnly: Defect {
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>> {
    Defective(base) { _, output in
      guard base.axes == [base.inputShape.count - 1] else { return }
      for i in output.indices { output[i] = output[i % base.length] }
    }
  }
}

// MARK: - Kinds

/// The adjoint of a DCT-I is taken to be the transform itself, without the weights of its ends.
enum MissingEndWeight: Defect {
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>> {
    Defective(
      base,
      alterAdjoint: { input, output in
        if base.kinds == [.dct1] { base.transform(input, into: &output) }
      })
  }
}

/// An orthogonalized DST-II divides its first term, as old releases of SciPy did.
enum WrongEnd: Defect {
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>> {
    Defective(base) { _, output in
      let kinds = base.direction == .forward ? base.kinds : base.kinds.map(\.inverse)
      guard base.orthogonalizes else { return }
      for (axis, kind) in zip(base.axes, kinds) where kind == .dst2 {
        let last = base.inputShape[axis] - 1
        forEachElement(base.inputShape, axis) { place, k in
          if k == 0 { output[place] /= Double(2).squareRoot() }
          if k == last { output[place] *= Double(2).squareRoot() }
        }
      }
    }
  }
}

/// The half-complex inverse counts Nyquist twice.
enum NyquistTwice: Defect {
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>> {
    Defective(base) { input, output in
      let kinds = base.direction == .forward ? base.kinds : base.kinds.map(\.inverse)
      let axis = base.axes[0], length = base.inputShape[axis]
      guard kinds == [.halfComplexToReal] && length % 2 == 0 else { return }
      let scale: Double = base.normalization.scale(length: length, direction: base.direction)
      let stride = base.inputShape[(axis + 1)...].reduce(1, *)
      forEachElement(base.inputShape, axis) { place, j in
        let nyquist = input[place + (length / 2 - j) * stride]
        output[place] += scale * (j % 2 == 0 ? nyquist : -nyquist)
      }
    }
  }
}

/// A DST-I is normalized as if its logical length were that of the DCT-I.
enum WrongLogicalLength: Defect {
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>> {
    Defective(base) { _, output in
      guard base.kinds == [.dst1] else { return }
      let right: Double = base.normalization.scale(length: 2 * (base.length + 1), direction: base.direction)
      let wrong: Double = base.normalization.scale(length: 2 * (base.length - 1), direction: base.direction)
      for i in output.indices { output[i] *= wrong / right }
    }
  }
}

/// Calls `body` with the place of each element of a row-major array, and its index along an axis.
private func forEachElement(_ shape: [Int], _ axis: Int, _ body: (_ place: Int, _ index: Int) -> Void) {
  let stride = shape[(axis + 1)...].reduce(1, *)
  for place in 0..<shape.reduce(1, *) { body(place, place / stride % shape[axis]) }
}
