import Benchmark
import BenchmarkSupport

/// Every iteration times a batch of one side and a batch of the other, so that their ratio is one moment's.
let benchmarks: @Sendable () -> Void = {
  let cases =
    TransformCase.all().map(\.comparison) + ComparisonCase.oneLiners + ComparisonCase.chains
    + ComparisonCase.rosenbrock + ComparisonCase.operations + ComparisonCase.gradients
  for item in cases {
    let (first, second) = item.labels
    let firstTime = metric("\(first)-ns"), secondTime = metric("\(second)-ns")
    let ratio = metric("\(second)/\(first)-per-mille")
    Benchmark(
      item.name,
      configuration: .init(
        metrics: [firstTime, secondTime, ratio],
        // As counts, or the plugin would round nanoseconds to thousands of them.
        units: [firstTime: .count, secondTime: .count, ratio: .count],
        maxDuration: .milliseconds(500), maxIterations: 301),
      closure: { (benchmark: Benchmark, preparations: [Watches]) in
        let watches = preparations[benchmark.currentIteration % preparations.count]
        let first = watches.first.lap(), second = watches.second.lap()
        benchmark.measurement(firstTime, nanoseconds(first, of: item))
        benchmark.measurement(secondTime, nanoseconds(second, of: item))
        benchmark.measurement(ratio, Int((second / first * 1000).rounded()))
      },
      setup: {
        // Where buffers and tables happen to lie is worth a few per cent to either side, so iterations go round several.
        try (0..<5).map { _ in
          let comparison = try item.prepare()
          return Watches(first: Stopwatch(comparison.first), second: Stopwatch(comparison.second))
        }
      })
  }
}

/// What an iteration times.
private struct Watches {
  let first: Stopwatch
  let second: Stopwatch
}

/// Nanoseconds of a step, rounded, for seconds of a call.
private func nanoseconds(_ seconds: Double, of item: ComparisonCase) -> Int {
  Int((seconds * 1e9 / Double(item.stepCount)).rounded())
}

private func metric(_ name: String) -> BenchmarkMetric {
  .custom(name, polarity: .prefersSmaller, useScalingFactor: false)
}
