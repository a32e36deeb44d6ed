import Autodiff
import SignalProcessing
import TestSupport
import Testing

struct FramingTests {
  private func frames(
    of count: Int, length: Int, hop: Int, padding: FramePadding
  ) -> Tensor<Double> {
    Framing<Double>(signalLength: count, frameLength: length, hopLength: hop, padding: padding)(
      Tensor((0..<count).map { Double($0 + 1) }))
  }

  @Test func framesWithinTheSignal() {
    #expect(frames(of: 6, length: 4, hop: 2, padding: .none) == Tensor([[1, 2, 3, 4], [3, 4, 5, 6]]))
    #expect(frames(of: 7, length: 4, hop: 2, padding: .none) == Tensor([[1, 2, 3, 4], [3, 4, 5, 6]]))
    #expect(frames(of: 4, length: 4, hop: 2, padding: .none) == Tensor([[1, 2, 3, 4]]))
    #expect(frames(of: 3, length: 1, hop: 1, padding: .none) == Tensor([[1], [2], [3]]))
  }

  @Test func framesThatSkipSamples() {
    #expect(frames(of: 8, length: 2, hop: 3, padding: .none) == Tensor([[1, 2], [4, 5], [7, 8]]))
    #expect(frames(of: 8, length: 2, hop: 5, padding: .zeros) == Tensor([[0, 1], [5, 6]]))
    #expect(frames(of: 4, length: 2, hop: 100, padding: .reflection) == Tensor([[2, 1]]))
  }

  @Test func centeredFramesBetweenZeros() {
    #expect(
      frames(of: 6, length: 4, hop: 2, padding: .zeros)
        == Tensor([[0, 0, 1, 2], [1, 2, 3, 4], [3, 4, 5, 6], [5, 6, 0, 0]]))
    #expect(frames(of: 2, length: 6, hop: 3, padding: .zeros) == Tensor([[0, 0, 0, 1, 2, 0]]))
  }

  @Test func centeredFramesOfAMirroredSignal() {
    #expect(
      frames(of: 6, length: 4, hop: 2, padding: .reflection)
        == Tensor([[3, 2, 1, 2], [1, 2, 3, 4], [3, 4, 5, 6], [5, 6, 5, 4]]))
    // The shortest that can be mirrored over two samples.
    #expect(frames(of: 3, length: 4, hop: 3, padding: .reflection) == Tensor([[3, 2, 1, 2], [2, 3, 2, 1]]))
  }

  /// The middle of an odd frame is a sample, and none lies beyond the signal.
  @Test func centeredFramesOfOddLength() {
    #expect(frames(of: 6, length: 3, hop: 2, padding: .zeros) == Tensor([[0, 1, 2], [2, 3, 4], [4, 5, 6]]))
    #expect(frames(of: 6, length: 3, hop: 2, padding: .reflection) == Tensor([[2, 1, 2], [2, 3, 4], [4, 5, 6]]))
    #expect(frames(of: 3, length: 5, hop: 2, padding: .reflection) == Tensor([[3, 2, 1, 2, 3], [1, 2, 3, 2, 1]]))
    #expect(frames(of: 3, length: 1, hop: 2, padding: .reflection) == Tensor([[1], [3]]))
  }

  @Test func aSignalShorterThanAFrameHasNone() {
    let framing = Framing<Double>(signalLength: 3, frameLength: 4, hopLength: 2)
    #expect(framing.frameCount == 0)
    #expect(framing(Tensor([1, 2, 3])).shape == [0, 4])
    #expect(gradient(at: Tensor([1, 2, 3])) { sum(square(framing($0))) } == Tensor([0, 0, 0]))
  }

  @Test(arguments: [FramePadding.none, .zeros])
  func anEmptySignalHasNone(padding: FramePadding) {
    let framing = Framing<Double>(signalLength: 0, frameLength: 4, hopLength: 2, padding: padding)
    #expect(framing(Tensor([], shape: [2, 0])) == Tensor([], shape: [2, 0, 4]))
    #expect(framing.adjoint(Tensor([], shape: [2, 0, 4])) == Tensor([], shape: [2, 0]))
  }

  @Test func leadingAxesAreABatch() {
    let framing = Framing<Double>(signalLength: 3, frameLength: 2, hopLength: 1)
    let batch = Tensor<Double>([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], shape: [2, 2, 3])
    #expect(
      framing(batch) == Tensor([1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11, 12], shape: [2, 2, 2, 2]))
    #expect(framing(Tensor([], shape: [0, 3])) == Tensor([], shape: [0, 2, 2]))
  }

  @Test func theAdjointAddsOverlaps() {
    let within = Framing<Double>(signalLength: 7, frameLength: 4, hopLength: 2)
    #expect(
      within.adjoint(Tensor([[1, 10, 100, 1000], [2, 20, 200, 2000]])) == Tensor([1, 10, 102, 1020, 200, 2000, 0]))
    let mirrored = Framing<Double>(signalLength: 3, frameLength: 4, hopLength: 3, padding: .reflection)
    #expect(mirrored.adjoint(Tensor([[1, 10, 100, 1000], [2, 20, 200, 2000]])) == Tensor([2100, 1212, 21]))
  }

  @Test func lengthsAndHopMustBePositive() async {
    let noFrame = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Framing<Double>(signalLength: 8, frameLength: 0, hopLength: 1)
    }
    #expect(message(ofExit: noFrame).contains("frames of 0 samples, 1 apart; both must be positive"))
    let noHop = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Framing<Double>(signalLength: 8, frameLength: 4, hopLength: 0)
    }
    #expect(message(ofExit: noHop).contains("frames of 4 samples, 0 apart; both must be positive"))
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Framing<Double>(signalLength: -1, frameLength: 4, hopLength: 1)
    }
    #expect(message(ofExit: negative).contains("a signal of -1 samples cannot be cut into frames"))
  }

  @Test func tooShortToBeMirrored() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Framing<Double>(signalLength: 4, frameLength: 8, hopLength: 1, padding: .reflection)
    }
    #expect(
      message(ofExit: exit).contains("a signal of 4 samples cannot be mirrored over 4; it needs one more than that"))
  }

  @Test func mismatchedShapesTrap() async {
    let signal = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Framing<Double>(signalLength: 7, frameLength: 4, hopLength: 2)(Tensor(repeating: 1, shape: [2, 8]))
    }
    #expect(message(ofExit: signal).contains("a tensor of shape [2, 8] where the last axes should be [7]"))
    let transposed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let framing = Framing<Double>(signalLength: 7, frameLength: 4, hopLength: 2)
      _ = framing.adjoint(Tensor(repeating: 1, shape: [4, 2]))
    }
    #expect(message(ofExit: transposed).contains("a tensor of shape [4, 2] where the last axes should be [2, 4]"))
  }
}
