/// One line on a terminal's standard error, drawn over again: how far the fit is, its loss, the time left.
struct ProgressBar {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var drawn: ContinuousClock.Instant?

  init() { start = clock.now }

  /// Draws, but no more than twenty times a second.
  mutating func draw(step: Int, of steps: Int, loss: Double) {
    let now = clock.now
    if let drawn, step < steps, drawn.duration(to: now) < .milliseconds(50) { return }
    drawn = now
    let line = Self.line(
      step: step, of: steps, loss: loss, elapsed: start.duration(to: now), columns: StandardError.columns)
    StandardError.write("\r\u{1B}[K" + line)
  }

  /// Takes the line away.
  func clear() {
    if drawn != nil { StandardError.write("\r\u{1B}[K") }
  }

  static func line(step: Int, of steps: Int, loss: Double, elapsed: Duration, columns: Int) -> String {
    let done = Double(step) / Double(max(steps, 1))
    let left = step > 0 ? Int((elapsed / .seconds(1)) * (1 - done) / done) : 0
    let text =
      " \(step)/\(steps)  loss \(loss.formatted(significantDigits: 4))  \(left / 60):"
      + (left % 60 < 10 ? "0" : "") + "\(left % 60) left"
    let width = min(30, columns - text.count - 5)
    guard width >= 5 else { return String(text.prefix(max(0, columns - 1))) }
    let filled = Int(done * Double(width))
    return " " + String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + " " + text
  }
}
