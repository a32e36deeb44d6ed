import ComplexNumbers
import Fourier

// The contract of a call: sizes, batches, what is ignored, repeatability, buffers at any address.

extension DFTCertification {
  mutating func certifySizes() throws {
    let batchCount = 3
    expectSizes(try dft(batchCount: batchCount), input: length, output: length, batchCount)
    expectSizes(try realDFT(batchCount: batchCount), input: length, output: bins, batchCount)
    expectSizes(try inverseRealDFT(batchCount: batchCount), input: bins, output: length, batchCount)
  }

  private mutating func expectSizes(_ transform: some FourierTransform, input: Int, output: Int, _ batchCount: Int) {
    let found = [transform.length, transform.batchCount, transform.inputCount, transform.outputCount]
    let expected = [length, batchCount, input * batchCount, output * batchCount]
    if found != expected { report(.sizes, "\(type(of: transform)) tells \(found), not \(expected)") }
  }

  /// Large imaginary parts of DC and Nyquist, and NaN, change no bit of the inverse real transform.
  mutating func certifyIgnoredParts() throws {
    let inverse = try inverseRealDFT()
    let spectrum = halfSpectrum()
    let expected = apply(inverse, spectrum)
    for disturbance in [T(1 << 20), .greatestFiniteMagnitude, .nan] {
      let disturbed = spectrum.indices.map {
        isSelfConjugate($0) ? Complex(spectrum[$0].real, disturbance) : spectrum[$0]
      }
      if apply(inverse, disturbed) != expected {
        report(.ignoredParts, "imaginary parts of \(disturbance) at DC and Nyquist reach the samples")
      }
    }
  }

  /// Each row of a batch is the transform of that row, in both directions and backwards.
  mutating func certifyBatches() throws {
    let batchCount = 3
    for direction in directions {
      let rows = (0..<batchCount).map { _ in complexSignal() }
      expectRows(
        try dft(direction, .orthonormal), try dft(direction, .orthonormal, batchCount: batchCount), rows, rows
      ) {
        relativeError($0, $1)
      } outputError: {
        relativeError($0, $1)
      }
    }
    let signals = (0..<batchCount).map { _ in realSignal() }
    let spectra = (0..<batchCount).map { _ in halfSpectrum() }
    expectRows(try realDFT(.forward), try realDFT(.forward, batchCount: batchCount), signals, spectra) {
      relativeError($0, $1)
    } outputError: {
      relativeError($0, $1)
    }
    expectRows(try inverseRealDFT(), try inverseRealDFT(batchCount: batchCount), spectra, signals) {
      relativeError($0, $1)
    } outputError: {
      relativeError($0, $1)
    }
  }

  private mutating func expectRows<Transform: FourierTransform>(
    _ single: Transform, _ batch: Transform, _ inputs: [[Transform.Input]], _ cotangents: [[Transform.Output]],
    inputError: ([Transform.Input], [Transform.Input]) -> T,
    outputError: ([Transform.Output], [Transform.Output]) -> T
  ) where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
    let outputs = apply(batch, inputs.flatMap { $0 })
    let pulled = applyAdjoint(batch, cotangents.flatMap { $0 })
    for row in inputs.indices {
      let output = Array(outputs[(row * single.outputCount)..<((row + 1) * single.outputCount)])
      expect(
        .batches, outputError(output, apply(single, inputs[row])), within: 2 * gate, "\(type(of: batch)), row \(row)")
      let back = Array(pulled[(row * single.inputCount)..<((row + 1) * single.inputCount)])
      expect(
        .batches, inputError(back, applyAdjoint(single, cotangents[row])), within: 2 * T.sqrt(2) * gate,
        "the adjoint of \(type(of: batch)), row \(row)")
    }
  }

  mutating func certifyRepeatability() throws {
    let (x, y, w) = (complexSignal(), realSignal(), halfSpectrum())
    expectRepeats(try dft(), x, x)
    expectRepeats(try dft(.inverse, .orthonormal), x, x)
    expectRepeats(try realDFT(), y, w)
    expectRepeats(try inverseRealDFT(), w, y)
  }

  private mutating func expectRepeats<Transform: FourierTransform>(
    _ transform: Transform, _ input: [Transform.Input], _ cotangent: [Transform.Output]
  )
  where
    Transform.Input: BitwiseCopyable & Equatable, Transform.Output: BitwiseCopyable & Equatable
  {
    let output = apply(transform, input), pulled = applyAdjoint(transform, cotangent)
    if apply(transform, input) != output { report(.repeatability, "\(type(of: transform))") }
    if applyAdjoint(transform, cotangent) != pulled {
      report(.repeatability, "the adjoint of \(type(of: transform))")
    }
  }

  /// Either buffer, or both, one to three elements away from a multiple of 16 bytes.
  mutating func certifyPlacement() throws {
    let (x, y, w) = (complexSignal(), realSignal(), halfSpectrum())
    for input in 0..<4 {
      for output in 0..<4 where input != 0 || output != 0 {
        let offsets = (input, output)
        let complex = try dft(), real = try realDFT(), inverse = try inverseRealDFT()
        let errors = [
          relativeError(apply(complex, x, offsets: offsets), apply(complex, x)),
          relativeError(applyAdjoint(complex, x, offsets: offsets), applyAdjoint(complex, x)),
          relativeError(apply(real, y, offsets: offsets), apply(real, y)),
          relativeError(applyAdjoint(real, w, offsets: offsets), applyAdjoint(real, w)),
          relativeError(apply(inverse, w, offsets: offsets), apply(inverse, w)),
          relativeError(applyAdjoint(inverse, y, offsets: offsets), applyAdjoint(inverse, y)),
        ]
        for (error, name) in zip(errors, ["complex", "complex adjoint", "real", "real adjoint", "inverse", "adjoint"]) {
          expect(.placement, error, within: 2 * T.sqrt(2) * gate, "\(name), buffers \(offsets) elements on")
        }
      }
    }
  }
}
