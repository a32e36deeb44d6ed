internal import CFFTW
import Foundation

/// What FFTW itself knows in this process. Touch it under the planner's lock.
enum WisdomStore {
  /// All that is known, as text.
  static func export(_ precision: Precision) -> [UInt8] {
    // Only where memory runs out, which FFTW itself answers by ending the process.
    guard let text = cfftw_export_wisdom(precision.library) else { fatalError("FFTW cannot write down its wisdom") }
    defer { free(text) }
    return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// Adds what is not known yet; what is known stays, as it is. False, and nothing added, if FFTW refuses any of it.
  static func merge(_ wisdom: [UInt8], _ precision: Precision) -> Bool {
    (wisdom + [0]).withUnsafeBufferPointer { wisdom in
      wisdom.withMemoryRebound(to: CChar.self) { wisdom in
        wisdom.baseAddress.map { cfftw_import_wisdom(precision.library, $0) != 0 } ?? false
      }
    }
  }

  static func forget(_ precision: Precision) { cfftw_forget_wisdom(precision.library) }

  /// Forgets all but `wisdom`, which FFTW itself has exported.
  static func replace(with wisdom: [UInt8], _ precision: Precision) {
    forget(precision)
    _ = merge(wisdom, precision)
  }

  /// Lets FFTW know `wisdom` while `body` runs, and takes back what it knows then.
  static func lend<Result, Failure: Error>(
    _ wisdom: inout [UInt8]?, _ precision: Precision, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // Estimates made in the meantime have left entries of their own.
    forget(precision)
    if let wisdom { _ = merge(wisdom, precision) }
    defer {
      wisdom = export(precision)
      forget(precision)
    }
    return try body()
  }

  /// Searches for a plan by `body`, and restores what FFTW forgets on the way.
  ///
  /// FFTW cannot tell whether imported wisdom is true before it plans by it. Where the algorithm of an entry turns out
  /// not to solve the entry's problem, FFTW silently forgets everything and searches anew. Here only the problems for
  /// which it has then found something new are left as it leaves them.
  static func keepingWisdom<Result>(_ precision: Precision, _ body: () -> Result) -> Result {
    let before = try? WisdomText(export(precision))
    let result = body()
    if let before, !before.entries.isEmpty, let after = try? WisdomText(export(precision)) {
      // Without forgetting, an entry goes only where a better one for its problem comes.
      let known = after.problems
      let lost = before.entries.filter { !known.contains($0.problem) }
      if !lost.isEmpty { _ = merge(before.bytes(with: lost), precision) }
    }
    return result
  }
}
