import SignalProcessing

/// Where the zeros and poles of a chain of sections are before the descent: one angle of each for a section.
struct SectionPlacement {
  var zeroAngles: [Double]
  var poleAngles: [Double]
  var zeroRadius: Double
  var poleRadius: Double

  /// Places to start from: poles all over the passbands, zeros on the unit circle all over the stopbands, or, where
  /// there are none, inside it over all bands.
  ///
  /// How many poles and zeros belong to which band is not known; a descent seldom takes one from a band to another. So
  /// there is a start for each way to share them out evenly or in proportion to the widths.
  static func starts(sections: Int, _ specification: FilterSpecification) -> [SectionPlacement] {
    let passbands = specification.bands.filter { !$0.isStopband }, stopbands = specification.bands.filter(\.isStopband)
    let zeroBands = stopbands.isEmpty ? specification.bands : stopbands
    let zeroRadius = stopbands.isEmpty ? 0.7 : 1
    var starts: [SectionPlacement] = []
    for poleShares in shares(sections, among: passbands) {
      for zeroShares in shares(sections, among: zeroBands) {
        let poles = angles(poleShares, in: passbands, specification)
        let zeros = angles(zeroShares, in: zeroBands, specification)
        for poleRadius in [0.8, 0.95] {
          starts.append(
            SectionPlacement(
              zeroAngles: zeros, poleAngles: poles, zeroRadius: zeroRadius, poleRadius: poleRadius))
        }
      }
    }
    return starts
  }

  /// Ways to share a number of roots out among bands: for two bands all that are not too uneven, else even shares,
  /// first to last and last to first, and shares in proportion to the widths.
  private static func shares(_ count: Int, among bands: [FilterSpecification.Band]) -> [[Int]] {
    if bands.count == 1 { return [[count]] }
    if bands.count == 2 {
      let least = count / 4
      return (least...(count - least)).map { [$0, count - $0] }
    }
    let forward = bands.indices.map { (count + bands.count - 1 - $0) / bands.count }
    var ways = [forward]
    if forward != forward.reversed() { ways.append(forward.reversed()) }
    let widths = bands.map { $0.frequencies.upperBound - $0.frequencies.lowerBound }
    let total = widths.reduce(0, +)
    // Rounded sums, so that nothing is lost.
    var taken = 0, sum = 0.0
    let proportional = widths.map { width in
      sum += width
      let share = Int((Double(count) * sum / total).rounded()) - taken
      taken += share
      return share
    }
    if !ways.contains(proportional) { ways.append(proportional) }
    return ways
  }

  /// Angles within the bands, closer toward the edges that a transition follows.
  private static func angles(
    _ shares: [Int], in bands: [FilterSpecification.Band], _ specification: FilterSpecification
  ) -> [Double] {
    zip(shares, bands).flatMap { share, band in
      (0..<share).map { index -> Double in
        let range = band.frequencies
        let part = (Double(index) + 0.5) / Double(share)
        let place: Double
        switch (range.lowerBound > 0, range.upperBound < specification.sampleRate / 2) {
        case (false, true): place = .sin(.pi / 2 * part)
        case (true, false): place = 1 - .cos(.pi / 2 * part)
        default: place = (1 - .cos(.pi * part)) / 2
        }
        let frequency = range.lowerBound + place * (range.upperBound - range.lowerBound)
        return 2 * .pi * frequency / specification.sampleRate
      }
    }
  }
}
