/// The frequencies of a DFT's bins, in its order: 0, 1, …, ⌈N/2⌉ − 1, −⌊N/2⌋, …, −1, each times sampleRate/N.
///
/// - Parameter sampleRate: samples per unit of time, whose inverse is the result's unit; 1 gives cycles per sample.
/// - Source: NumPy's `fftfreq` with d = 1/sampleRate.
public func fftFrequencies(length: Int, sampleRate: Double = 1) -> [Double] {
  require(length >= 1, "fftFrequencies: the length is \(length), but must be at least 1")
  return (0..<length).map { Double($0 < (length + 1) / 2 ? $0 : $0 - length) * sampleRate / Double(length) }
}

/// The frequencies of a real DFT's bins: 0, 1, …, ⌊N/2⌋, each times sampleRate/N.
///
/// - Source: NumPy's `rfftfreq` with d = 1/sampleRate.
public func rfftFrequencies(length: Int, sampleRate: Double = 1) -> [Double] {
  require(length >= 1, "rfftFrequencies: the length is \(length), but must be at least 1")
  return (0...length / 2).map { Double($0) * sampleRate / Double(length) }
}

/// Moves the zero-frequency bin to the middle: the order −⌊N/2⌋ … ⌈N/2⌉ − 1. Its inverse is ``ifftShift(_:)``.
///
/// - Source: NumPy's `fftshift`.
public func fftShift<Element>(_ spectrum: [Element]) -> [Element] {
  rotated(spectrum, by: (spectrum.count + 1) / 2)
}

/// Moves the zero-frequency bin from the middle back to the start: the inverse of ``fftShift(_:)``.
///
/// - Source: NumPy's `ifftshift`.
public func ifftShift<Element>(_ spectrum: [Element]) -> [Element] {
  rotated(spectrum, by: spectrum.count / 2)
}

private func rotated<Element>(_ elements: [Element], by count: Int) -> [Element] {
  Array(elements[count...] + elements[..<count])
}

/// The least length ≥ `target` with no prime factor above 7 whose transform takes no more operations than that of the next
/// power of two.
///
/// Zero-padding to it makes a transform of awkward length fast. Operations are counted as N times 4, 9, 14 or 22 for each
/// factor 2, 3, 5 or 7 of N. By the counts of FFTW's scalar plans, no length up to 16384 that this accepts takes more
/// operations than the power of two.
/// - Complexity: O(log³ target).
/// - Source: the role of SciPy's `next_fast_len`, which takes the least length.
public func nextFastLength(_ target: Int) -> Int {
  require(target >= 1, "nextFastLength: the target is \(target), but must be at least 1")
  require(target <= Int.max / 2, "nextFastLength: no fast length above \(target) fits an Int")
  let exponent = target == 1 ? 0 : Int.bitWidth - (target - 1).leadingZeroBitCount
  var best = 1 << exponent
  let limit = Double(best) * Double(4 * exponent)
  for (sevenCount, sevens) in powers(of: 7, upTo: target).enumerated() {
    for (fiveCount, fives) in powers(of: 5, upTo: target).enumerated() {
      for (threeCount, threes) in powers(of: 3, upTo: target).enumerated() {
        let (pair, pairOverflow) = sevens.multipliedReportingOverflow(by: fives)
        let (odd, oddOverflow) = pair.multipliedReportingOverflow(by: threes)
        if pairOverflow || oddOverflow || odd >= best { break }
        // The power of two that takes the odd part to the target or just above it.
        let quotient = (target - 1) / odd + 1
        let twoCount = quotient == 1 ? 0 : Int.bitWidth - (quotient - 1).leadingZeroBitCount
        let (candidate, overflow) = odd.multipliedReportingOverflow(by: 1 << twoCount)
        let operations =
          Double(candidate) * Double(4 * twoCount + 9 * threeCount + 14 * fiveCount + 22 * sevenCount)
        if !overflow && operations <= limit { best = min(best, candidate) }
      }
    }
  }
  return best
}

/// 1, b, b², … up to the first power that reaches `bound`.
private func powers(of base: Int, upTo bound: Int) -> [Int] {
  var powers = [1]
  while let last = powers.last, last < bound {
    let (next, overflow) = last.multipliedReportingOverflow(by: base)
    if overflow { break }
    powers.append(next)
  }
  return powers
}
