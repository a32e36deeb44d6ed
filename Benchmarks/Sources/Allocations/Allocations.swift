import ArgumentParser
import CAllocationCount

/// Counts allocations. A program of its own, since the counter slows every allocation down.
@main
struct Allocations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocations",
    abstract: "Counts what transforms, graphs and losses allocate. No clock: every run prints the same.",
    discussion: """
        allocations
        allocations 'r2c-f32'
        allocations graphs
        allocations losses
      """,
    subcommands: [Transforms.self, Graphs.self, Losses.self], defaultSubcommand: Transforms.self)

  func validate() throws {
    if allocation_count() < 0 { throw ValidationError("Allocations can be counted with glibc only.") }
  }
}
