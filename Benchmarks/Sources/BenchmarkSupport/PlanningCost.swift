import Parseval

/// What the first plan of a size costs, by the library and by FFTW called directly.
public struct PlanningCost {
  public let item: TransformCase
  /// The least seconds of FFTW's planner.
  public let direct: Double
  /// The least seconds of the library's.
  public let plan: Double

  /// Some kinds in `Double`; the estimates first, since they cost more in a process in which something has been measured.
  public static var cases: [TransformCase] {
    let sizes: [(PlanningEffort, [Int])] = [
      (.estimate, [64, 1024, 4096, 44100, 10007]), (.measure, [64, 1024, 4096]),
    ]
    return sizes.flatMap { effort, lengths in
      [TransformKind.complex, .real, .realToReal(.dct2)].flatMap { kind in
        lengths.map { TransformCase(kind: kind, precision: .double, size: TransformSize($0), effort: effort) }
      }
    }
  }

  /// Plans so many times, each time as if nothing had been planned before.
  public init(_ item: TransformCase, repetitions: Int) throws {
    let times = try (0..<repetitions).map { _ in try item.prepare(isFirst: true).planning }
    self.item = item
    direct = times.map(\.byFFTW).min() ?? .nan
    plan = times.map(\.byPlan).min() ?? .nan
  }
}
