import ComplexNumbers
import Fourier
import Synchronization
import TestSupport
import Testing

/// Plans are made, shared, executed and dropped from many threads at once. The thread sanitizer watches these tests.
@Suite("Concurrency")
struct PlanConcurrencyTests {
  @Test("A storm of planning, executing and dropping gives the bits of a quiet run")
  func storm() async throws {
    let lengths = [1, 2, 16, 30, 64, 97, 100, 128, 210, 256, 1000, 1009]
    var random = SeededRandom(seed: 3)
    let signals = lengths.map { random.complexSignal(Double.self, count: $0) }
    let quiet = try zip(lengths, signals).map { try DFTPlan<Double>(length: $0)($1) }
    let quietReal = signals.map { rfft($0.map { Float($0.real) }) }
    let shared = try DFTPlan<Double>(length: 256)
    let sharedIndex = try #require(lengths.firstIndex(of: 256))

    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          var random = SeededRandom(seed: UInt64(task))
          for _ in 0..<60 {
            let i = Int.random(in: lengths.indices, using: &random)
            do {
              switch Int.random(in: 0..<6, using: &random) {
              case 0: #expect(try DFTPlan<Double>(length: lengths[i])(signals[i]) == quiet[i])
              case 1: #expect(fft(signals[i]) == quiet[i])
              case 2: #expect(shared(signals[sharedIndex]) == quiet[sharedIndex])
              case 3: #expect(rfft(signals[i].map { Float($0.real) }) == quietReal[i])
              case 4:
                // Twins, made by whoever needs them first: adjoints, and plans for misaligned buffers.
                let plan = try RealDFTPlan<Float>(length: lengths[i])
                #expect(plan.adjoint(quietReal[i]).count == lengths[i])
                let x = [0] + signals[i].map { Float($0.real) }
                var spectrum = quietReal[i]
                x[1...].withUnsafeBufferPointer { slice in
                  var output = spectrum.mutableSpan
                  plan.transform(Span(_unsafeElements: slice), into: &output)
                }
                #expect(relativeError(spectrum, quietReal[i]) <= 2 * Tolerances.dft(length: lengths[i]))
              default:
                let length = min(lengths[i], 128)
                let plan = try DFTPlan<Double>(length: length, effort: .measure)
                let x = Array(signals[i].prefix(length))
                #expect(relativeError(plan(x), fft(x)) <= 2 * Tolerances.dft(length: length))
              }
            } catch {
              Issue.record(error)
            }
          }
        }
      }
    }
  }

  @Test("One plan's twins, asked for by many threads at once, are one")
  func twins() async throws {
    var random = SeededRandom(seed: 4)
    let x: [Complex<Double>] = random.complexSignal(count: 360)
    for _ in 0..<20 {
      let plan = try DFTPlan<Double>(length: 360, effort: .measure)
      let results = await withTaskGroup(of: [Complex<Double>].self) { group in
        for _ in 0..<8 { group.addTask { plan.adjoint(x) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(results.allSatisfy { $0 == results[0] })
    }
  }

  @Test("A plan can be dropped while the planner is busy for long, without waiting for it")
  func deferredDestruction() async {
    // In a process of its own, where nobody else holds the planner up.
    await #expect(processExitsWith: .success) {
      // Measured plans are nobody else's, so dropping them destroys them.
      var plans = try (0..<64).map { _ in try DFTPlan<Float>(length: 8, effort: .measure) }
      let search = Search()
      let searching = Task.detached {
        search.hasBegun.store(true, ordering: .sequentiallyConsistent)
        let plan = try DFTPlan<Double>(length: 1 << 16, effort: .measure)
        search.hasEnded.store(true, ordering: .sequentiallyConsistent)
        return plan.length
      }
      while !search.hasBegun.load(ordering: .sequentiallyConsistent) { await Task.yield() }
      try await Task.sleep(for: .milliseconds(50))
      // Executing needs no planner; it also keeps the plans alive up to here.
      let ones = [Complex<Float>](repeating: .one, count: 8)
      if !plans.allSatisfy({ $0(ones)[0] == Complex(8) }) { fatalError("a wrong transform during the search") }
      plans.removeAll()
      // Had the drop waited, the search would be over by now; it takes many times this long.
      try await Task.sleep(for: .milliseconds(50))
      if search.hasEnded.load(ordering: .sequentiallyConsistent) { fatalError("the drop has waited for the search") }
      _ = try await searching.value
      if fft(ones)[0] != Complex(8) { fatalError("a wrong transform after the destruction") }
    }
  }
}

/// How far a long search for a plan has come.
private final class Search: Sendable {
  let hasBegun = Atomic(false)
  let hasEnded = Atomic(false)
}
