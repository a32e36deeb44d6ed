package import Autodiff
package import ComplexNumbers
import Fourier

/// The spectra of two signals, one frame of each at a time: the walk of fused losses, which compare them.
///
/// A frame is windowed, transformed, compared, transformed back and added up while it is in the cache. Nothing is kept
/// for each frame, so working memory does not grow with their number: it is that of two signals beside a few frames.
///
/// A row of frames is cut into parts, which threads may share. Each adds up by itself, and what they overlap is added in
/// their order. The parts are a matter of the layout alone; so the same signals give the same bits on any number of
/// threads.
package struct FramePairs<T: TensorScalar>: Sendable {
  /// X and Y, each with zeros behind its bins up to a multiple of 16; compared, and perhaps replaced by cotangents.
  package typealias Comparison =
    @Sendable (
      _ part: Int, _ first: UnsafeMutablePointer<Complex<T>>, _ second: UnsafeMutablePointer<Complex<T>>
    ) -> Void

  private let layout: FrameLayout
  private let window: FrameWindow<T>
  /// Half the weights, for what ``FrameTransform/pullBack(_:)`` makes.
  private let halfWindow: FrameWindow<T>
  private let rowCount: Int
  private let partsPerRow: Int

  /// The frames of `rowCount` signals of `signalLength` samples, and as many others of that length.
  package init(_ stft: STFT, rowCount: Int, signalLength: Int) {
    layout = FrameLayout(
      signalLength: signalLength, frameLength: stft.fftLength, hopLength: stft.hopLength, padding: stft.padding)
    window = stft.frameWindow()
    halfWindow = FrameWindow(weights: window.weights.map { $0 / 2 }, offset: window.offset)
    self.rowCount = rowCount
    // Of at least 16 frames, and no more than 8: what parts keep does not grow with the frames either.
    partsPerRow = max(1, min(8, layout.frameCount / 16))
  }

  /// The number of frames of either signal in all rows.
  package var frameCount: Int { rowCount * layout.frameCount }

  /// The bins of a frame.
  package var binCount: Int { layout.frameLength / 2 + 1 }

  /// The number of parts, which `Comparison` tells apart.
  package var partCount: Int { rowCount * partsPerRow }

  /// Gives `compare` all frames, those of a part one after the other.
  package func forEach(
    _ first: UnsafePointer<T>, _ second: UnsafePointer<T>, threadCount: Int, _ compare: Comparison
  ) {
    nonisolated(unsafe) let first = first, second = second
    inParallel(threadCount: threadCount, chunkCount: partCount) { _, part in
      visit(part, first, second, compare)
    }
  }

  /// What cotangents of the spectra are cotangents of: replaces each pair of spectra by what `compare` makes of it, and
  /// takes that back through the DFT, the window and the frames, to two arrays of signals.
  ///
  /// A nil place is one that isn't wanted. Both may be for cotangents of the same signals' spectra.
  package func pullBack(
    _ first: UnsafePointer<T>, _ second: UnsafePointer<T>, threadCount: Int,
    into targets: (UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?), _ compare: Comparison
  ) {
    let count = rowCount * partsPerRow * partLength
    withRecycledMemory(of: T.self, count: (targets.0 == nil ? 0 : count) + (targets.1 == nil ? 0 : count)) { memory in
      nonisolated(unsafe) let first = first, second = second
      nonisolated(unsafe) let sums = (
        targets.0.map { _ in memory }, targets.1.map { _ in memory + (targets.0 == nil ? 0 : count) }
      )
      inParallel(threadCount: threadCount, chunkCount: partCount) { _, part in
        visit(
          part, first, second, compare, sums.0.map { $0 + part * partLength }, sums.1.map { $0 + part * partLength })
      }
      if let target = targets.0, let sums = sums.0 { join(sums, into: target) }
      if let target = targets.1, let sums = sums.1 { join(sums, into: target) }
    }
  }

  /// The frames of a part of a row.
  private func frames(ofPart part: Int) -> Range<Int> {
    let place = part % partsPerRow, count = layout.frameCount
    return (place * count / partsPerRow)..<((place + 1) * count / partsPerRow)
  }

  /// The samples that the frames of the longest part span.
  private var partLength: Int {
    (layout.frameCount - 1) / partsPerRow * layout.hopLength + layout.frameLength
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func visit(
    _ part: Int, _ first: UnsafePointer<T>, _ second: UnsafePointer<T>, _ compare: Comparison,
    _ firstSums: UnsafeMutablePointer<T>? = nil, _ secondSums: UnsafeMutablePointer<T>? = nil
  ) {
    let transform = FrameTransform<T>(length: layout.frameLength)
    let row = part / partsPerRow, frames = frames(ofPart: part)
    let first = first + row * layout.signalLength, second = second + row * layout.signalLength
    firstSums?.update(repeating: 0, count: partLength)
    secondSums?.update(repeating: 0, count: partLength)
    for m in frames {
      window.multiply(first, layout, frame: m, into: transform.frame)
      transform.transform(into: transform.first)
      window.multiply(second, layout, frame: m, into: transform.frame)
      transform.transform(into: transform.second)
      compare(part, transform.first, transform.second)
      let place = (m - frames.lowerBound) * layout.hopLength
      if let firstSums {
        transform.pullBack(transform.first)
        halfWindow.multiplyAdding(transform.result, to: firstSums + place)
      }
      if let secondSums {
        transform.pullBack(transform.second)
        halfWindow.multiplyAdding(transform.result, to: secondSums + place)
      }
    }
  }

  /// Adds up what the parts have of each row, in their order, and takes it back through the padding.
  @specialized(where T == Float)
  @specialized(where T == Double)
  private func join(_ sums: UnsafePointer<T>, into signals: UnsafeMutablePointer<T>) {
    withScratch(of: T.self, count: layout.paddedLength) { padded in
      for row in 0..<rowCount {
        padded.update(repeating: 0, count: layout.paddedLength)
        for part in (row * partsPerRow)..<((row + 1) * partsPerRow) {
          let frames = frames(ofPart: part)
          if frames.isEmpty { continue }
          let source = sums + part * partLength, target = padded + frames.lowerBound * layout.hopLength
          let count = (frames.count - 1) * layout.hopLength + layout.frameLength
          for i in 0..<count { target[i] += source[i] }
        }
        layout.fold(padded, into: signals + row * layout.signalLength)
      }
    }
  }
}

extension FrameWindow {
  /// frame = w · the samples of frame m, and nothing beside the window; ends beyond the signal are taken from where the
  /// padding has them from.
  @inline(__always)
  fileprivate func multiply(
    _ signal: UnsafePointer<T>, _ layout: FrameLayout, frame m: Int, into frame: UnsafeMutablePointer<T>
  ) {
    let start = m * layout.hopLength - layout.margin + offset
    if start >= 0 && start + weights.count <= layout.signalLength {
      multiply(signal + start, into: frame + offset)
    } else {
      for i in weights.indices {
        frame[offset + i] = layout.source(of: start + i).map { signal[$0] * weights[i] } ?? 0
      }
    }
  }
}

extension FrameLayout {
  /// The sample that a place before, in or after the signal has its number from; nil where it is 0.
  fileprivate func source(of place: Int) -> Int? {
    if place >= 0 && place < signalLength { return place }
    if padding != .reflection { return nil }
    return place < 0 ? -place : 2 * (signalLength - 1) - place
  }
}

/// Lends `count` uninitialized numbers, from memory that tensors use and that goes back to them.
private func withRecycledMemory<T: TensorScalar>(
  of type: T.Type, count: Int, _ body: (UnsafeMutablePointer<T>) -> Void
) {
  let memory = filled(count: count) { (memory: UnsafeMutableBufferPointer<T>) in
    if let start = memory.baseAddress { body(start) }
  }
  _ = Tensor(shape: [count], storage: memory)
}
