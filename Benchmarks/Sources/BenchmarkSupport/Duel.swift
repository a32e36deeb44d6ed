/// The times of two contestants that took turns, A B B A A B …, and how they compare.
///
/// Other load on the machine slows both sides of a round alike, so the ratios within rounds tell more than the ratio of
/// two times measured apart; and no load makes anything faster, so the minima are close to the truth. Where the two
/// ratios agree, they can be trusted. How buffers and tables happen to lie in the cache is worth a few per cent to
/// either side, so the comparison is prepared several times over, each time at new addresses.
public struct Duel {
  private var rounds: [(first: Double, second: Double)] = []

  /// Runs at least 3 rounds for each preparation, then on until its share of `maximumRounds` or `budget` seconds.
  public init(_ item: ComparisonCase, preparations: Int = 5, maximumRounds: Int = 151, budget: Double = 0.75) throws {
    // The ones before are kept, so that the next gets memory of its own.
    var comparisons: [Comparison] = []
    for index in 1...preparations {
      comparisons.append(try item.prepare())
      run(
        comparisons[index - 1], minimumRounds: 3 * index, maximumRounds: maximumRounds * index / preparations,
        budget: budget / Double(preparations))
    }
  }

  /// Adds rounds up to a total number.
  private mutating func run(_ comparison: Comparison, minimumRounds: Int, maximumRounds: Int, budget: Double) {
    let first = Stopwatch(comparison.first), second = Stopwatch(comparison.second)
    let clock = ContinuousClock()
    let end = clock.now + .seconds(budget)
    while rounds.count < minimumRounds || (rounds.count < maximumRounds && clock.now < end) {
      if rounds.count.isMultiple(of: 2) {
        let first = first.lap()
        rounds.append((first, second.lap()))
      } else {
        let second = second.lap()
        rounds.append((first.lap(), second))
      }
    }
  }

  /// The first's least seconds per call.
  public var firstMinimum: Double { minimum(rounds.map(\.first)) }

  /// The second's least seconds per call.
  public var secondMinimum: Double { minimum(rounds.map(\.second)) }

  /// The median of the rounds' ratios, second to first.
  public var ratio: Double { rounds.map { $0.second / $0.first }.sorted()[rounds.count / 2] }

  /// The ratio of the minima, second to first.
  public var ratioOfMinima: Double { secondMinimum / firstMinimum }

  private func minimum(_ times: [Double]) -> Double { times.reduce(.infinity, min) }
}
