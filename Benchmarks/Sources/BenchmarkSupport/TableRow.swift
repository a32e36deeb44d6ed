/// A name and cells, in columns.
public func tableRow(_ name: String, _ cells: [String]) -> String {
  let name = name + String(repeating: " ", count: max(0, 34 - name.count))
  return name + cells.map { String(repeating: " ", count: max(1, 20 - $0.count)) + $0 }.joined()
}

/// `value` with so many digits after the point.
public func decimal(_ value: Double, digits: Int) -> String {
  let scale = (0..<digits).reduce(1.0) { scale, _ in 10 * scale }
  let units = Int((abs(value) * scale).rounded())
  let fraction = String(units % Int(scale))
  let padding = String(repeating: "0", count: digits - fraction.count)
  return (value < 0 && units > 0 ? "−" : "") + "\(units / Int(scale)).\(padding)\(fraction)"
}
