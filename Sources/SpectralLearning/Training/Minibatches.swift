import Fourier
import SignalProcessing

/// The minibatches of each epoch: which samples are seen together, and in which order.
///
/// A function of the seed and the epoch alone, so that nothing but these has to be kept to go on later; the same on every
/// machine and in every release of Swift.
/// ```swift
/// let minibatches = Minibatches(of: 1000, size: 32, shuffleSeed: 1)
/// for batch in minibatches.batches(epoch: 0) { … }   // 31 arrays of 32 indices and one of 8
/// ```
/// - Source: the permutation is that of D. E. Knuth, "The art of computer programming" 2, algorithm 3.4.2 P, by numbers of
///   SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014), made even by D. Lemire's rejection (ACM TOMACS 29, 2019).
public struct Minibatches: Sendable, Hashable {
  /// The samples of the training set.
  public let sampleCount: Int
  /// The samples of a batch.
  public let size: Int
  /// What the order of the samples is drawn from, another one for each epoch; nil: samples come as they are.
  public let shuffleSeed: UInt64?
  /// Whether what is left at the end of an epoch, fewer samples than a batch has, is left out.
  public let dropsLast: Bool

  /// Batches of `size` samples out of `sampleCount`; all samples at once if no size is given.
  ///
  /// Traps unless there are samples, the size is positive, and an epoch has a batch.
  public init(of sampleCount: Int, size: Int? = nil, shuffleSeed: UInt64? = nil, dropsLast: Bool = false) {
    let size = size ?? sampleCount
    require(sampleCount > 0 && size > 0, "minibatches of \(size) samples out of \(sampleCount)")
    require(
      !dropsLast || size <= sampleCount, "\(sampleCount) samples fill no batch of \(size), and the last is dropped")
    self.sampleCount = sampleCount
    self.size = size
    self.shuffleSeed = shuffleSeed
    self.dropsLast = dropsLast
  }

  /// The batches of an epoch.
  public var count: Int { dropsLast ? sampleCount / size : (sampleCount + size - 1) / size }

  /// The samples' indices in the order of an epoch, counted from 0.
  public func order(epoch: Int) -> [Int] {
    var order = Array(0..<sampleCount)
    guard let shuffleSeed else { return order }
    // Neighboring seeds and epochs have unrelated orders: a generator's numbers are its seeds, thoroughly mixed.
    var key = SplitMix64(seed: shuffleSeed)
    var epochKey = SplitMix64(seed: key.next() &+ UInt64(bitPattern: Int64(epoch)))
    var random = SplitMix64(seed: epochKey.next())
    for last in stride(from: sampleCount - 1, to: 0, by: -1) {
      order.swapAt(last, random.number(below: last + 1))
    }
    return order
  }

  /// The batches of an epoch, counted from 0, as indices of samples.
  public func batches(epoch: Int) -> [[Int]] {
    let order = order(epoch: epoch)
    return (0..<count).map { Array(order[($0 * size)..<min(($0 + 1) * size, sampleCount)]) }
  }
}
