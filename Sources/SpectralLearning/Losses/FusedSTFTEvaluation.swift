import Autodiff
import CSpectralComparison
import ComplexNumbers
import Fourier
import SignalProcessing

/// One evaluation of an ``STFTLoss`` of plain signals.
struct FusedSTFTEvaluation<T: TensorScalar> {
  private let loss: STFTLoss
  private let x: Tensor<T>
  private let y: Tensor<T>
  private let pairs: FramePairs<T>

  /// Nil if there is nothing to compare, or the floor is so near to the end of the range of numbers that squares of
  /// rounding errors above it underflow.
  init?(_ loss: STFTLoss, _ x: Tensor<T>, _ y: Tensor<T>) {
    guard let length = x.shape.last, x.count > 0, T(loss.powerFloor) >= Self.leastEnergy else { return nil }
    pairs = FramePairs(loss.stft, rowCount: x.count / length, signalLength: length)
    guard pairs.frameCount > 0 else { return nil }
    self.loss = loss
    self.x = x
    self.y = y
  }

  /// What sums of squares above it have lost to underflow, rounding would hide.
  private static var leastEnergy: T { 4 * T.leastNormalMagnitude / (T.ulpOfOne * T.ulpOfOne) }

  /// The value, and the gradients that are wanted; nil where the sums may have lost something.
  func run(isLeft: Bool, isRight: Bool) -> (value: Tensor<T>, slopes: STFTLoss.Slopes<T>)? {
    // The spectral convergence's slope by x is one factor, known in the end, of what can be added up at once. By y there
    // are two, and the norms come first.
    if isLeft && !isRight && loss.spectralConvergence != 0 { return separate() }
    if !isLeft && !isRight || loss.spectralConvergence != 0 {
      let sums = compared()
      guard let value = value(of: sums) else { return nil }
      if !isLeft && !isRight { return (value, (nil, nil)) }
      let (_, slopes) = joint(convergenceOf: sums, isLeft: isLeft, isRight: isRight)
      return (value, slopes)
    }
    let (sums, slopes) = joint(convergenceOf: nil, isLeft: isLeft, isRight: isRight)
    return value(of: sums).map { ($0, slopes) }
  }

  /// The sums alone.
  private func compared() -> CSpectralTotals {
    sums { compare in
      withPointers { pairs.forEach($0, $1, threadCount: loss.threadCount, compare) }
    }
  }

  /// Value and gradient by x, with a spectral convergence: its gradient and that of the rest are added up apart.
  private func separate() -> (value: Tensor<T>, slopes: STFTLoss.Slopes<T>)? {
    let hasRest = loss.logMagnitude != 0 || loss.linearMagnitude != 0
    var sums = CSpectralTotals()
    var rest: [T] = []
    var slope = filled(count: x.count) { (convergence: UnsafeMutableBufferPointer<T>) in
      func run(_ rest: UnsafeMutablePointer<T>?) {
        sums = self.sums(mode: CSpectralSeparate) { compare in
          withPointers {
            pairs.pullBack($0, $1, threadCount: loss.threadCount, into: (convergence.baseAddress, rest), compare)
          }
        }
      }
      if hasRest {
        rest = filled(count: x.count) { run($0.baseAddress) }
      } else {
        run(nil)
      }
    }
    guard let value = value(of: sums) else { return nil }
    let factor = T(sums.convergenceSlope(loss.spectralConvergence))
    combine(&slope, factor, hasRest ? rest : nil)
    if hasRest { _ = Tensor(shape: x.shape, storage: rest) }
    return (value, (Tensor(shape: x.shape, storage: slope), nil))
  }

  /// The sums, and the gradients by x and y where those of the spectral convergence, if there is one, are known.
  private func joint(
    convergenceOf known: CSpectralTotals?, isLeft: Bool, isRight: Bool
  ) -> (CSpectralTotals, STFTLoss.Slopes<T>) {
    var sums = CSpectralTotals()
    var slopes: STFTLoss.Slopes<T> = (nil, nil)
    func run(_ left: UnsafeMutablePointer<T>?, _ right: UnsafeMutablePointer<T>?) {
      sums = self.sums(mode: CSpectralJoint, convergenceOf: known) { compare in
        withPointers { pairs.pullBack($0, $1, threadCount: loss.threadCount, into: (left, right), compare) }
      }
    }
    func withSlope(_ isWanted: Bool, _ body: (UnsafeMutablePointer<T>?) -> Void) -> Tensor<T>? {
      if isWanted { return Tensor(shape: x.shape, storage: filled(count: x.count) { body($0.baseAddress) }) }
      body(nil)
      return nil
    }
    slopes.estimate = withSlope(isLeft) { left in
      slopes.target = withSlope(isRight) { right in run(left, right) }
    }
    return (sums, slopes)
  }

  private func withPointers(_ body: (UnsafePointer<T>, UnsafePointer<T>) -> Void) {
    x.values.withUnsafeBufferPointer { x in
      y.values.withUnsafeBufferPointer { y in
        if let x = x.baseAddress, let y = y.baseAddress { body(x, y) }
      }
    }
  }

  /// What `walk` sums by the comparison that it is given, which also replaces spectra as `mode` says.
  private func sums(
    mode: CSpectralMode = CSpectralMeasure, convergenceOf known: CSpectralTotals? = nil,
    _ walk: (FramePairs<T>.Comparison) -> Void
  ) -> CSpectralTotals {
    let count = pairs.partCount, binCount = pairs.binCount
    let total = Double(pairs.frameCount * binCount)
    let settings = CSpectralTerms(
      mode: mode, floor: loss.powerFloor,
      convergence: known?.convergenceSlope(loss.spectralConvergence) ?? 0,
      reference: known?.referenceSlope(loss.spectralConvergence) ?? 0,
      linear: loss.linearMagnitude / total, logarithmic: loss.logMagnitude / total,
      squares: loss.distance == .l2 ? 1 : 0)
    // One for each part, since parts may be on several threads.
    let parts = UnsafeMutablePointer<CSpectralSums>.allocate(capacity: count)
    defer { parts.deallocate() }
    parts.initialize(repeating: CSpectralSums(), count: count)
    nonisolated(unsafe) let places = parts
    withUnsafePointer(to: settings) { settings in
      nonisolated(unsafe) let settings = settings
      walk { part, first, second in
        if T.self == Double.self {
          CSpectralCompareDouble(
            UnsafeMutableRawPointer(first).assumingMemoryBound(to: Double.self),
            UnsafeMutableRawPointer(second).assumingMemoryBound(to: Double.self), binCount, settings, places + part)
        } else {
          CSpectralCompareFloat(
            UnsafeMutableRawPointer(first).assumingMemoryBound(to: Float.self),
            UnsafeMutableRawPointer(second).assumingMemoryBound(to: Float.self), binCount, settings, places + part)
        }
      }
    }
    return CSpectralTotals(UnsafeBufferPointer(start: parts, count: count))
  }

  /// L; nil where the sums may have lost something.
  private func value(of sums: CSpectralTotals) -> Tensor<T>? {
    // The largest quotient of two powers can't be larger.
    let bound = (sums.energy + sums.reference) / loss.powerFloor
    guard bound < Double(T.greatestFiniteMagnitude) else { return nil }
    let count = Double(pairs.frameCount * pairs.binCount)
    let distance = loss.distance == .l2 ? sums.distance : sums.linear
    let logarithmic = loss.distance == .l2 ? sums.squaredLogarithms : sums.logarithms
    let value =
      (loss.spectralConvergence == 0 ? 0 : sums.convergence(loss.spectralConvergence))
      + (loss.logMagnitude == 0 ? 0 : loss.logMagnitude * logarithmic / count)
      + (loss.linearMagnitude == 0 ? 0 : loss.linearMagnitude * distance / count)
    return value.isFinite ? Tensor(T(value)) : nil
  }
}

/// slope = factor · slope + rest.
@specialized(where T == Float)
@specialized(where T == Double)
private func combine<T: TensorScalar>(_ slope: inout [T], _ factor: T, _ rest: [T]?) {
  slope.withUnsafeMutableBufferPointer { slope in
    guard let rest else {
      for i in slope.indices { slope[i] *= factor }
      return
    }
    rest.withUnsafeBufferPointer { rest in
      for i in 0..<slope.count { slope[i] = factor * slope[i] + rest[i] }
    }
  }
}
