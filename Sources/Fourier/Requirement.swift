/// Traps with `message` unless `condition` holds: what a programmer's error gets, as in `Array`.
///
/// `precondition` keeps its message to itself in optimized code, and a mismatch of two shapes is unreadable without it.
@inlinable @inline(__always)
package func require(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}
