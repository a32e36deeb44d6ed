import ComplexNumbers
import Fourier
import Synchronization

// Deliberate errors, each of a kind that a real transform has had.

enum NoDefect: Defect {}

// MARK: - Numbers

/// The first twiddle factor of the table is rounded to single precision.
enum TwiddleAtSinglePrecision: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { input, output in
      let root = twiddle(base)
      let error = Complex(Double(Float(root.real)), Double(Float(root.imaginary))) - root
      addToFirstTwiddle(error, base, input, &output)
    }
  }
}

/// The first twiddle factor of the table has the wrong sign.
enum TwiddleWithWrongSign: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { input, output in addToFirstTwiddle(-2 * twiddle(base), base, input, &output) }
  }
}

private func twiddle(_ base: ReferenceDFT<Double>) -> Complex<Double> {
  .rootOfUnity(base.direction == .forward ? -1 : 1, of: base.length)
}

/// Adds what the sums would have more if the factor of every pair with kn mod N = 1 were greater by `difference`.
private func addToFirstTwiddle(
  _ difference: Complex<Double>, _ base: ReferenceDFT<Double>, _ input: Span<Complex<Double>>,
  _ output: inout MutableSpan<Complex<Double>>
) {
  let length = base.length
  let scale: Double = base.normalization.scale(length: length, direction: base.direction)
  for i in 0..<base.batchCount * length {
    let k = i % length, row = i - k
    for n in 0..<length where k * n % length == 1 { output[i] += scale * difference * input[row + n] }
  }
}

/// The exponent's sign is the other direction's.
enum WrongDirection: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { _, output in
      for row in 0..<base.batchCount {
        for k in 1..<max(1, base.length - base.length / 2) {
          output.swapAt(row * base.length + k, row * base.length + base.length - k)
        }
      }
    }
  }
}

/// The orthonormal factor is 1/N.
enum WrongOrthonormalFactor: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { _, output in
      guard base.normalization == .orthonormal else { return }
      for i in output.indices { output[i] = output[i] / Double(base.length).squareRoot() }
    }
  }
}

/// Everything is greater by some thirty roundings.
enum SlightlyWrongFactor: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    Defective(base) { _, output in
      let factor = 1 + 0x1p-48
      for i in output.indices { output[i] = output[i] * factor }
    }
  }
}

/// Small results are taken for noise.
enum Squelch: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { _, output in
      for i in output.indices where output[i].modulus < 1 { output[i] = .zero }
    }
  }
}

/// The DC bin of a real signal keeps a rounding error as its imaginary part.
enum ImaginaryDC: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    Defective(base) { _, output in output[0].imaginary += 0x1p-60 }
  }
}

/// Two calls differ in the last bit.
enum Unrepeatable: Defect {
  private static let calls = Atomic(0)

  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>> {
    Defective(base) { _, output in
      if calls.wrappingAdd(1, ordering: .relaxed).newValue % 2 == 0 { output[0] = output[0].nextUp }
    }
  }
}

// MARK: - Order and weights

/// The bins start at 1.
enum OffByOne: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { _, output in
      for i in output.indices.dropLast() where (i + 1) % base.length != 0 { output.swapAt(i, i + 1) }
    }
  }
}

/// The adjoint of the real transform counts each conjugate pair twice.
enum MissingWeightInRealAdjoint: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    Defective(
      base,
      alterAdjoint: { input, output in
        guard
          let inverse = try? ReferenceInverseRealDFT<Double>(
            length: base.length, batchCount: base.batchCount, normalization: .forward)
        else { return }
        inverse.transform(input, into: &output)
        let scale: Double = base.normalization.scale(length: base.length, direction: .forward)
        for i in output.indices { output[i] *= scale }
      })
  }
}

/// The adjoint of the inverse real transform counts each conjugate pair once.
enum MissingWeightInInverseRealAdjoint: Defect {
  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>> {
    Defective(
      base,
      alterAdjoint: { _, output in
        let bins = base.length / 2 + 1
        for i in output.indices where i % bins != 0 && 2 * (i % bins) != base.length { output[i] = output[i] / 2 }
      })
  }
}

/// The adjoint is the transpose, without the conjugation.
enum TransposeForAdjoint: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base, alterAdjoint: { input, output in base.transform(input, into: &output) })
  }
}

/// The inverse real transform lets the imaginary part of DC through.
enum UsesImaginaryDC: Defect {
  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>> {
    Defective(base) { input, output in output[0] += input[0].imaginary / Double(base.length) }
  }
}

/// The last bin of an odd length is taken for Nyquist.
enum OddLengthTakenForEven: Defect {
  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>> {
    Defective(base) { input, output in
      let length = base.length, last = length / 2
      guard length % 2 == 1 && last > 0 else { return }
      let scale: Double = base.normalization.scale(length: length, direction: .inverse)
      for row in 0..<base.batchCount {
        let part = Complex(0, input[row * (last + 1) + last].imaginary)
        for n in 0..<length {
          output[row * length + n] -= 2 * scale * (part * .rootOfUnity(last * n, of: length)).real
        }
      }
    }
  }
}

// MARK: - Calls

/// Every row of a batch is the first one.
enum FirstRowOnly: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    Defective(base) { _, output in
      for i in output.indices { output[i] = output[i % (base.length / 2 + 1)] }
    }
  }
}

/// A batch says that it is a single transform.
enum MiscountedBatch: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    var transform = Defective(base)
    transform.batchCountTold = 1
    return transform
  }
}

/// The input serves as working memory, as in FFTW's own complex-to-real transform.
enum OverwritesInput: Defect {
  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>> {
    Defective(base) { input, _ in
      input.withUnsafeBufferPointer { input in
        guard let first = input.baseAddress else { return }
        UnsafeMutablePointer(mutating: first).pointee = .zero
      }
    }
  }
}

/// One element too many is written.
enum WritesBeyondOutput: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { _, output in
      output.withUnsafeMutableBufferPointer { output in
        guard let first = output.baseAddress else { return }
        first[output.count] = .zero
      }
    }
  }
}

/// One element too few is written.
enum LeavesLastUnwritten: Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> {
    Defective(base) { _, output in
      let poison = Double(bitPattern: .max)
      output[output.count - 1] = Complex(poison, poison)
    }
  }
}

/// Vector instructions for aligned data are used on all data.
enum AssumesAlignment: Defect {
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> {
    Defective(base) { input, output in
      let isAligned = input.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) % 16 == 0 }
      if !isAligned { output[0] = .zero }
    }
  }
}
