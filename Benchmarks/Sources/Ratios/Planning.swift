import ArgumentParser
import BenchmarkSupport

/// What it takes to get a plan.
struct Planning: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The first plan of a size with FFTW's; what a plan from the cache costs.")

  func run() async throws {
    print(tableRow("a plan from the cache", ["ns per call"]))
    for plans in [1, 200] {
      for tasks in [1, 8] {
        let seconds = try await CacheHit.seconds(tasks: tasks, plans: plans)
        let name = "\(plans == 1 ? "the only one" : "one of \(plans)"), \(tasks == 1 ? "1 task" : "\(tasks) tasks")"
        print(tableRow(name, [decimal(seconds * 1e9, digits: 1)]))
      }
    }

    print("\n" + tableRow("first plan of a size", ["FFTW's µs", "the library's µs", "ratio"]))
    for item in PlanningCost.cases {
      let cost = try PlanningCost(item, repetitions: item.effort == .estimate ? 15 : 3)
      print(
        tableRow(
          item.name,
          [
            decimal(cost.direct * 1e6, digits: 1), decimal(cost.plan * 1e6, digits: 1),
            decimal(cost.plan / cost.direct, digits: 3),
          ]))
    }
  }
}
