import Synchronization

/// A value that one thread at a time may touch: a mutex whose hand-over the thread sanitizer can see.
///
/// On Linux a contended `Mutex` passes from thread to thread within the kernel, where the sanitizer does not look, so
/// that it takes every use of the value for a race. The atomic flag orders nothing that the mutex has not ordered
/// already; it shows that order, at the cost of a load and a store. A use outside the lock is still reported.
package struct Guarded<Value>: ~Copyable, Sendable {
  private let mutex: Mutex<Value>
  private let handover = Atomic(false)

  package init(_ value: consuming sending Value) { mutex = Mutex(value) }

  /// Runs `body` on the value, after whoever has it now.
  package borrowing func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try mutex.withLock { value throws(Failure) -> sending Result in
      _ = handover.load(ordering: .acquiring)
      defer { handover.store(false, ordering: .releasing) }
      return try body(&value)
    }
  }

  /// Runs `body` on the value if nobody has it now.
  package borrowing func withLockIfAvailable<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result? {
    try mutex.withLockIfAvailable { value throws(Failure) -> sending Result in
      _ = handover.load(ordering: .acquiring)
      defer { handover.store(false, ordering: .releasing) }
      return try body(&value)
    }
  }
}
