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

/// The least length ≥ `target` with no prime factor above 7, for which FFTW has its fastest algorithms.
///
/// Zero-padding to it makes a transform of awkward length fast; it never exceeds the next power of two.
/// - Complexity: O(log³ target).
/// - Source: the role of SciPy's `next_fast_len`.
public func nextFastLength(_ target: Int) -> Int {
  require(target >= 1, "nextFastLength: the target is \(target), but must be at least 1")
  require(target <= Int.max / 2, "nextFastLength: no fast length above \(target) fits an Int")
  var best = Int.max
  for sevens in powers(of: 7, upTo: target) {
    for fives in powers(of: 5, upTo: target) {
      for threes in powers(of: 3, upTo: target) {
        let (pair, pairOverflow) = sevens.multipliedReportingOverflow(by: fives)
        let (odd, oddOverflow) = pair.multipliedReportingOverflow(by: threes)
        if pairOverflow || oddOverflow || odd >= best { break }
        // The power of two that takes the odd part to the target or just above it.
        let quotient = (target - 1) / odd + 1
        let twos = quotient == 1 ? 1 : 1 << (Int.bitWidth - (quotient - 1).leadingZeroBitCount)
        let (candidate, overflow) = odd.multipliedReportingOverflow(by: twos)
        if !overflow { best = min(best, candidate) }
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
