import Foundation

/// Levels against frequency, sorted by frequency.
struct Curve {
  /// In Hz.
  var frequencies: [Double]
  var decibels: [Double]

  /// The part whose frequencies lie in `range`.
  func within(_ range: ClosedRange<Double>) -> Self {
    let kept = frequencies.indices.filter { range.contains(frequencies[$0]) }
    return Self(frequencies: kept.map { frequencies[$0] }, decibels: kept.map { decibels[$0] })
  }

  /// The mean power in a band around each of 48 frequencies an octave; where the band lies between two of the
  /// curve's frequencies, the straight line between these.
  func smoothed(over range: ClosedRange<Double>, octaves: Double) -> Self {
    let power = decibels.map { pow(10, $0 / 10) }
    let halfBand = exp2(octaves / 2)
    let grid = logarithmicFrequencies(range, perOctave: 48)
    return Self(
      frequencies: grid,
      decibels: grid.map { center in
        let first = frequencies.firstIndex(atLeast: center / halfBand)
        let end = frequencies.firstIndex(atLeast: center * halfBand)
        if end - first >= 2 { return 10 * log10(power[first..<end].reduce(0, +) / Double(end - first)) }
        let next = frequencies.firstIndex(atLeast: center)
        guard next > 0 else { return decibels.first ?? .nan }
        guard next < frequencies.count else { return decibels.last ?? .nan }
        let part = (center - frequencies[next - 1]) / (frequencies[next] - frequencies[next - 1])
        return decibels[next - 1] + part * (decibels[next] - decibels[next - 1])
      })
  }
}

/// Equal steps on a logarithmic scale, both ends included.
func logarithmicFrequencies(_ range: ClosedRange<Double>, perOctave: Double) -> [Double] {
  let count = max(2, Int((log2(range.upperBound / range.lowerBound) * perOctave).rounded(.up)) + 1)
  return (0..<count).map { index in
    index == count - 1
      ? range.upperBound
      : range.lowerBound * pow(range.upperBound / range.lowerBound, Double(index) / Double(count - 1))
  }
}

extension [Double] {
  /// In a sorted array, the first index whose value is not below `bound`; the count when there is none.
  fileprivate func firstIndex(atLeast bound: Double) -> Int {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
