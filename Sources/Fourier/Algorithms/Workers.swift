import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs `body(worker, chunk)` once for each chunk in 0 ..< `chunkCount`, on up to `threadCount` threads at once.
///
/// `worker` is in 0 ..< `threadCount`, and no two calls that run at once have the same: it may choose scratch memory.
///
/// The caller's thread is worker 0; the others are created here and joined before this returns. So nothing outlives
/// the call: a process may fork between any two of them, and idle plans cost nothing. A thread that the system refuses is
/// done without. The price is some 20 µs for each thread, which ``WorkShare`` weighs.
package func inParallel(threadCount: Int, chunkCount: Int, _ body: @Sendable (_ worker: Int, _ chunk: Int) -> Void) {
  let count = min(threadCount, chunkCount)
  if count <= 1 {
    for chunk in 0..<chunkCount { body(0, chunk) }
    return
  }
  withoutActuallyEscaping(body) { body in
    let crew = Crew(chunkCount: chunkCount, body)
    let threads = (1..<count).compactMap { Crew.Member(crew: crew, worker: $0).start() }
    crew.work(as: 0)
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// How many threads a plan may use, and how much work of its passes is handed out at a time.
///
/// Work counts bytes times log₂ of the length, of which a core that has its data in the cache does some 10⁵ in a
/// microsecond, in either precision.
enum WorkShare {
  /// What one thread has to have to do, some 80 µs of it, before it repays its creation.
  static let leastWork = 8.0 * 1024 * 1024
  /// What a thread takes at a time: little, so that a thread that the system delays holds up the others little.
  static let chunkWork = leastWork / 4

  /// The work of one line.
  static func work(length: Int, elementBytes: Int) -> Double {
    Double(length) * Double(elementBytes) * Double(max(1, Int.bitWidth - length.leadingZeroBitCount))
  }

  /// threads = min(ceiling, work / leastWork), at least 1.
  static func threadCount(ceiling: Int, work: Double) -> Int {
    max(1, min(ceiling, Int(min(work / leastWork, 4096))))
  }
}

/// Threads that take chunks until there are none left.
private final class Crew: Sendable {
  private let chunkCount: Int
  private let body: @Sendable (Int, Int) -> Void
  private let next = Atomic(0)

  init(chunkCount: Int, _ body: @escaping @Sendable (Int, Int) -> Void) {
    self.chunkCount = chunkCount
    self.body = body
  }

  func work(as worker: Int) {
    while true {
      // Creation and joining order everything else.
      let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if chunk >= chunkCount { return }
      body(worker, chunk)
    }
  }

  final class Member: Sendable {
    private let crew: Crew
    private let worker: Int

    init(crew: Crew, worker: Int) {
      self.crew = crew
      self.worker = worker
    }

    func start() -> pthread_t? {
      let context = Unmanaged.passRetained(self)
      #if canImport(Darwin)
        var thread: pthread_t?
        let status = pthread_create(&thread, nil, { Member.run($0) }, context.toOpaque())
      #else
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, { $0.flatMap { Member.run($0) } }, context.toOpaque())
      #endif
      if status == 0 { return thread }
      context.release()
      return nil
    }

    private static func run(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
      let member = Unmanaged<Member>.fromOpaque(context).takeRetainedValue()
      member.crew.work(as: member.worker)
      return nil
    }
  }
}
