import Autodiff
import ComplexNumbers
import Fourier

// The two linear maps behind `STFT`. Each works frame by frame, so that a frame stays in the cache between its window
// and its transform, and no array of frames is ever made.

/// Window and DFT of each frame; the adjoint is the DFT's adjoint, the window, and overlap-add.
struct ShortTimeAnalysis<T: TensorScalar>: LinearOperator {
  static var name: StaticString { "STFT" }
  let layout: FrameLayout
  let window: FrameWindow<T>

  func apply(_ x: Tensor<T>) -> Tensor<Complex<T>> {
    let plan = framePlan { () throws(DFTError) in try RealDFTPlan<T>(length: layout.frameLength) }
    return mapRows(of: x, shaped: [layout.signalLength], to: [layout.frameCount, plan.outputCount]) {
      analyze($0, into: $1, layout: layout, window: window, transform: plan.transform)
    }
  }

  func applyAdjoint(_ y: Tensor<Complex<T>>) -> Tensor<T> {
    let plan = framePlan { () throws(DFTError) in try RealDFTPlan<T>(length: layout.frameLength) }
    return mapRows(of: y, shaped: [layout.frameCount, plan.outputCount], to: [layout.signalLength]) { spectra, signal in
      withScratch(of: T.self, count: layout.paddedLength) { padded in
        overlapAdd(spectra, into: padded, layout: layout, window: window, inverse: plan.adjoint)
        layout.fold(padded, into: signal)
      }
    }
  }
}

/// Inverse DFT of each frame, window, overlap-add, and division by the sum of the squared windows.
struct ShortTimeSynthesis<T: TensorScalar>: LinearOperator {
  static var name: StaticString { "inverse STFT" }
  let layout: FrameLayout
  let window: FrameWindow<T>
  /// 1/Σw² at each sample.
  let reciprocals: [T]

  init(layout: FrameLayout, window: FrameWindow<T>) throws(STFTInversionError) {
    var sums = [T](repeating: 0, count: layout.paddedLength)
    for frame in 0..<layout.frameCount {
      for (i, weight) in window.weights.enumerated() {
        sums[frame * layout.hopLength + window.offset + i] += weight * weight
      }
    }
    let covered = sums[layout.margin..<(layout.margin + layout.signalLength)]
    let least = T.ulpOfOne * (covered.max() ?? 1)
    if let sample = covered.firstIndex(where: { !($0 > least) }) {
      throw .uncovered(sample: sample - layout.margin, weight: Double(sums[sample]))
    }
    self.layout = layout
    self.window = window
    reciprocals = covered.map { 1 / $0 }
  }

  func apply(_ x: Tensor<Complex<T>>) -> Tensor<T> {
    let plan = framePlan { () throws(DFTError) in try InverseRealDFTPlan<T>(length: layout.frameLength) }
    return mapRows(of: x, shaped: [layout.frameCount, plan.inputCount], to: [layout.signalLength]) { spectra, signal in
      withScratch(of: T.self, count: layout.paddedLength) { padded in
        overlapAdd(spectra, into: padded, layout: layout, window: window, inverse: plan.transform)
        for i in 0..<layout.signalLength { signal[i] = padded[layout.margin + i] * reciprocals[i] }
      }
    }
  }

  func applyAdjoint(_ y: Tensor<T>) -> Tensor<Complex<T>> {
    let plan = framePlan { () throws(DFTError) in try InverseRealDFTPlan<T>(length: layout.frameLength) }
    // The samples beyond the ends are dropped by `apply`, so nothing comes back from them: zeros, whatever the padding.
    let zeroPadded = layout.paddedWithZeros
    return mapRows(of: y, shaped: [layout.signalLength], to: [layout.frameCount, plan.inputCount]) { signal, spectra in
      withScratch(of: T.self, count: layout.signalLength) { scaled in
        for i in 0..<layout.signalLength { scaled[i] = signal[i] * reciprocals[i] }
        analyze(scaled, into: spectra, layout: zeroPadded, window: window, transform: plan.adjoint)
      }
    }
  }
}

/// The DFTs of the windowed frames of one signal.
@specialized(where T == Float)
@specialized(where T == Double)
private func analyze<T: TensorScalar>(
  _ signal: UnsafePointer<T>, into spectra: UnsafeMutablePointer<Complex<T>>, layout: FrameLayout,
  window: FrameWindow<T>, transform: (Span<T>, inout MutableSpan<Complex<T>>) -> Void
) {
  let length = layout.frameLength, bins = length / 2 + 1
  withScratch(of: T.self, count: layout.paddedLength) { padded in
    layout.pad(signal, into: padded)
    withScratch(of: T.self, count: length) { frame in
      // The spectrum too is made in scratch memory: an odd number of bins leaves every other row misaligned.
      withScratch(of: Complex<T>.self, count: bins) { spectrum in
        for m in 0..<layout.frameCount {
          window.multiply(padded + m * layout.hopLength, into: frame, frameLength: length)
          var output = MutableSpan(_unsafeStart: spectrum, count: bins)
          transform(Span(_unsafeStart: frame, count: length), &output)
          (spectra + m * bins).update(from: spectrum, count: bins)
        }
      }
    }
  }
}

/// The inverse (or adjoint) DFTs of spectra, windowed and added up to one padded signal.
@specialized(where T == Float)
@specialized(where T == Double)
private func overlapAdd<T: TensorScalar>(
  _ spectra: UnsafePointer<Complex<T>>, into padded: UnsafeMutablePointer<T>, layout: FrameLayout,
  window: FrameWindow<T>, inverse: (Span<Complex<T>>, inout MutableSpan<T>) -> Void
) {
  let length = layout.frameLength, bins = length / 2 + 1
  padded.update(repeating: 0, count: layout.paddedLength)
  withScratch(of: T.self, count: length) { frame in
    withScratch(of: Complex<T>.self, count: bins) { spectrum in
      for m in 0..<layout.frameCount {
        spectrum.update(from: spectra + m * bins, count: bins)
        var output = MutableSpan(_unsafeStart: frame, count: length)
        inverse(Span(_unsafeStart: spectrum, count: bins), &output)
        window.multiplyAdding(frame, to: padded + m * layout.hopLength)
      }
    }
  }
}

/// A plan for one frame, whose length an STFT has checked to be positive.
private func framePlan<Plan>(_ make: () throws(DFTError) -> Plan) -> Plan {
  do {
    return try make()
  } catch {
    fatalError("\(error)")
  }
}
