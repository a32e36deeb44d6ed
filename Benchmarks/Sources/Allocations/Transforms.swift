import ArgumentParser
import BenchmarkSupport
import CAllocationCount

/// What a transform's call allocates.
struct Transforms: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts the allocations in a call of each plan, and in one of FFTW's for the same transform.",
    discussion: "FFTW itself takes working memory in each call of some plans.")

  @Argument(help: "Only the cases whose names contain a match of this regular expression.")
  var filter = "-estimate"

  func validate() throws {
    do { _ = try Regex(filter) } catch { throw ValidationError("'\(filter)' is not a regular expression.") }
  }

  func run() throws {
    let filter = try Regex(filter)
    var more: [String] = []
    for item in TransformCase.all() where item.name.contains(filter) {
      let transform = try item.prepare()
      let plan = perCall(transform.byPlan), direct = perCall(transform.byFFTW)
      if plan > 0 || direct > 0 { print("\(item.name): \(plan) by the plan, \(direct) by FFTW") }
      if plan > direct { more.append(item.name) }
    }
    print("All others: none. More than FFTW's: \(more.isEmpty ? "none" : more.joined(separator: ", ")).")
  }

  /// After one call, which may make what later ones use again.
  private func perCall(_ run: Repeated) -> Int {
    run(1)
    let before = allocation_count()
    run(1)
    return allocation_count() - before
  }
}
