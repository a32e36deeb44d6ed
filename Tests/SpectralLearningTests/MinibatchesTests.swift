import SpectralLearning
import Testing

struct MinibatchesTests {
  private struct Case: Decodable {
    let sampleCount: Int, seed: String, epoch: Int, order: [Int]
  }

  /// The order is the same on every machine.
  @Test func ordersAreThoseOfTheDefinition() throws {
    for expected in try cases("minibatches.json") as [Case] {
      let seed = try #require(UInt64(expected.seed))
      let minibatches = Minibatches(of: expected.sampleCount, size: 1, shuffleSeed: seed)
      #expect(minibatches.order(epoch: expected.epoch) == expected.order)
    }
  }

  /// Each epoch sees each sample once.
  @Test(arguments: [(1, 1), (7, 3), (9, 3), (100, 32), (5, 9)])
  func batchesPartitionTheSamples(sampleCount: Int, size: Int) {
    for seed in [nil, 0, 9] as [UInt64?] {
      let minibatches = Minibatches(of: sampleCount, size: size, shuffleSeed: seed)
      for epoch in 0..<3 {
        let batches = minibatches.batches(epoch: epoch)
        #expect(batches.count == minibatches.count)
        #expect(batches.dropLast().allSatisfy { $0.count == size })
        #expect(batches.flatMap(\.self).sorted() == Array(0..<sampleCount))
        if seed == nil { #expect(batches.flatMap(\.self) == Array(0..<sampleCount)) }
      }
    }
  }

  @Test func theLastBatchMayBeDropped() {
    let minibatches = Minibatches(of: 10, size: 4, shuffleSeed: 1, dropsLast: true)
    #expect(minibatches.count == 2)
    #expect(minibatches.batches(epoch: 0).map(\.count) == [4, 4])
    #expect(minibatches.batches(epoch: 0).flatMap(\.self) == Array(minibatches.order(epoch: 0).prefix(8)))
    #expect(Minibatches(of: 10).batches(epoch: 0) == [Array(0..<10)])
  }

  /// Each sample comes to each place about equally often: 10,000 epochs of 4 samples, 2500 ± 5σ with σ = 43.
  @Test func ordersAreEven() {
    let minibatches = Minibatches(of: 4, size: 1, shuffleSeed: 7)
    var counts = Array(repeating: Array(repeating: 0, count: 4), count: 4)
    for epoch in 0..<10_000 {
      for (place, sample) in minibatches.order(epoch: epoch).enumerated() { counts[place][sample] += 1 }
    }
    for count in counts.flatMap(\.self) { #expect((count - 2500).magnitude < 220) }
  }

  @Test(arguments: [
    (0, 1, false, "minibatches of 1 samples out of 0"), (3, 0, false, "minibatches of 0 samples out of 3"),
    (3, 4, true, "3 samples fill no batch of 4"),
  ])
  func impossibleBatchesTrap(count: Int, size: Int, drops: Bool, reason: String) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [count, size, drops] in
      _ = Minibatches(of: count, size: size, dropsLast: drops)
    }
    #expect(message(ofExit: exit).contains(reason))
  }
}
