import ComplexNumbers
import Foundation
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

  @Test("A storm of every kind, with wisdom imported, exported and forgotten, gives right transforms")
  func wisdomStorm() async {
    // In a process of its own, since it forgets everybody's wisdom.
    await #expect(processExitsWith: .success) {
      let storm = try Storm()
      await withTaskGroup(of: Void.self) { group in
        for task in 0..<6 {
          group.addTask {
            var random = SeededRandom(seed: UInt64(100 + task))
            for _ in 0..<60 {
              do { try storm.blow(&random) } catch { Issue.record(error) }
            }
          }
        }
      }
      // The planner still plans, and wisdom is still kept.
      Wisdom.forget(.double)
      _ = try WisdomSample.measured(Double.self)
      try WisdomSample.expectKnown(Double.self)
    }
  }

  @Test("Plans dropped while others plan, or read and write wisdom, are destroyed without a deadlock")
  func dropsAmongWisdom() async {
    await #expect(processExitsWith: .success) {
      let ones = [Complex<Float>](repeating: .one, count: 8)
      await withTaskGroup(of: Void.self) { group in
        for task in 0..<6 {
          group.addTask {
            do {
              for round in 0..<30 {
                // Each owns itself and, once asked, its adjoint.
                var plans = try (0..<4).map { _ in try DFTPlan<Float>(length: 8, effort: .measure) }
                #expect(plans.allSatisfy { $0.adjoint(ones)[0] == Complex(8) })
                switch (task + round) % 3 {
                case 0: try Wisdom.current(.single).use()
                case 1: _ = plans[0].description
                default: _ = try DFTPlan<Float>(length: 9 + round, effort: .measure)
                }
                plans.removeAll()
              }
            } catch {
              Issue.record(error)
            }
          }
        }
      }
      #expect(fft(ones)[0] == Complex(8))
    }
  }

  @Test("A forked child executes its parent's plans, and plans")
  func fork() async {
    await #expect(processExitsWith: .success) {
      // Swift hides the call, since a child has none of its parent's threads. Neither planning nor executing needs one.
      typealias Fork = @convention(c) () -> pid_t
      let fork = unsafeBitCast(try #require(dlsym(dlopen(nil, RTLD_NOW), "fork")), to: Fork.self)
      var random = SeededRandom(seed: 8)
      let x: [Complex<Double>] = random.complexSignal(count: 1 << 12)
      let plan = try DFTPlan<Double>(length: 1 << 12, effort: .measure)
      let real = try RealDFTPlan<Double>(shape: [64, 64])
      let expected = plan(x), expectedReal = real(x.map(\.real))
      let expectedNew = fft(Array(x[..<100]))

      let child = fork()
      if child == 0 {
        let known = try? DFTPlan<Double>(
          length: 1 << 12, effort: .measure, options: PlanningOptions(wisdomOnly: true))
        let new = try? DFTPlan<Double>(shape: [10, 10], axes: [0, 1], effort: .measure)
        let isRight =
          plan(x) == expected && real(x.map(\.real)) == expectedReal && known?(x) == expected
          && fft(Array(x[..<100])) == expectedNew && new?(Array(x[..<100])).count == 100
        _exit(isRight ? 0 : 1)
      }
      try #require(child > 0)
      var status: Int32 = 0
      var ended: pid_t = 0
      for _ in 0..<6000 where ended == 0 {
        ended = waitpid(child, &status, WNOHANG)
        if ended == 0 { try await Task.sleep(for: .milliseconds(10)) }
      }
      if ended == 0 {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        fatalError("the child hangs")
      }
      #expect(ended == child && status == 0)
      // The parent goes on.
      #expect(plan(x) == expected)
      #expect(try WisdomSample.error(DFTPlan<Double>(length: 100, effort: .measure)) <= Tolerances.dft(length: 100))
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

/// One of the many things that tasks may do at once, at random.
private struct Storm: Sendable {
  private let lengths = [8, 30, 64, 97, 120]
  private let x: [Complex<Double>]
  private let spectra: [[Complex<Double>]]
  private let wisdom: Wisdom
  private let shared = try? DFTPlan<Double>(length: 120)

  init() throws {
    var random = SeededRandom(seed: 12)
    x = random.complexSignal(count: 128)
    spectra = [8, 30, 64, 97, 120].map { [x] in fft(Array(x[..<$0])) }
    for length in lengths { _ = try DFTPlan<Double>(length: length, effort: .measure) }
    wisdom = .current(.double)
  }

  func blow(_ random: inout SeededRandom) throws {
    let index = Int.random(in: lengths.indices, using: &random)
    let length = lengths[index]
    let effort: PlanningEffort = Bool.random(using: &random) ? .estimate : .measure
    let signal = Array(x[..<length])
    let real = signal.map(\.real)
    let tolerance = 2 * Tolerances.normalizedDFT(length: 4 * length, Double.self)
    switch Int.random(in: 0..<13, using: &random) {
    case 0: #expect(fft(signal) == spectra[index])
    case 1: #expect(relativeError(ifft(spectra[index]), signal) <= tolerance)
    case 2: #expect(relativeError(irfft(rfft(real), length: length), real) <= tolerance)
    case 3: #expect(shared?(Array(x[..<120])) == spectra[4])
    case 4:
      let plan = try DFTPlan<Double>(length: length, effort: effort)
      if effort == .estimate {
        #expect(plan(signal) == spectra[index])
      } else {
        #expect(relativeError(plan(signal), spectra[index]) <= tolerance)
      }
    case 5:
      let there = try DFTPlan<Double>(shape: [2, length / 2], effort: effort)
      let back = try DFTPlan<Double>(
        shape: [2, length / 2], direction: .inverse, effort: effort)
      let rows = Array(signal[..<(length / 2 * 2)])
      #expect(relativeError(back(there(rows)), rows) <= tolerance)
    case 6:
      let there = try RealDFTPlan<Double>(shape: [2, length / 2], effort: effort)
      let back = try InverseRealDFTPlan<Double>(shape: [2, length / 2], effort: effort)
      let rows = Array(real[..<(length / 2 * 2)])
      #expect(relativeError(back(there(rows)), rows) <= tolerance)
    case 7:
      let kind = RealToRealKind.allCases[Int.random(in: RealToRealKind.allCases.indices, using: &random)]
      let there = try RealToRealPlan<Double>(length: length, kind: kind, effort: effort)
      let back = try RealToRealPlan<Double>(length: length, kind: kind, direction: .inverse, effort: effort)
      #expect(relativeError(back(there(real)), real) <= tolerance)
    case 8:
      let plan = try RealDFTPlan<Float>(length: length, effort: effort)
      let spectrum = plan(real.map { Float($0) })
      #expect(relativeError(spectrum, rfft(real.map { Float($0) })) <= 2 * Tolerances.dft(length: length))
    case 9: try wisdom.use()
    case 10: #expect(Wisdom.current(.double).precision == .double)
    case 11: Wisdom.forget(Bool.random(using: &random) ? .double : .single)
    default:
      // It is there or not, as the others have it.
      let options = PlanningOptions(wisdomOnly: true)
      switch Result(catching: { try DFTPlan<Double>(length: length, effort: .measure, options: options) }) {
      case .success(let plan): #expect(relativeError(plan(signal), spectra[index]) <= tolerance)
      case .failure(let error): #expect("\(error)".hasPrefix("there is no wisdom for"))
      }
    }
  }
}
