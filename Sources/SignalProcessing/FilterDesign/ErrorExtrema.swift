import Fourier

/// A local extremum of a filter's error under a specification.
struct ErrorExtremum {
  /// In Hz.
  var frequency: Double
  /// The error in units of the band's tolerance, with its sign.
  var error: Double
  /// The index of its band.
  var band: Int
}

extension FilterSpecification {
  /// The local maxima and minima of the error in all bands, ascending in frequency; the ends of the bands among them.
  ///
  /// They are found on a grid, and made exact by parabolas through three points.
  /// - Parameters:
  ///   - points: how many points the grid has over all bands, about; a few for each extremum are enough.
  ///   - gain: a filter's gain at frequencies, all at once.
  func errorExtrema(points: Int, _ gain: (_ frequencies: [Double]) -> [Double]) -> [ErrorExtremum] {
    let grid = bands.indices.map { self.grid(of: $0, points: points) }
    var gains = gain(Array(grid.joined()))[...]
    var found: [ErrorExtremum] = [], inner: [Bracket] = []
    for (band, frequencies) in grid.enumerated() {
      let errors = zip(frequencies, gains).map { error($1, at: $0, band: band) }
      gains = gains.dropFirst(frequencies.count)
      let last = errors.count - 1
      for (place, error) in errors.enumerated() {
        let extremum = ErrorExtremum(frequency: frequencies[place], error: error, band: band)
        if place == 0 || place == last {
          found.append(extremum)
          continue
        }
        // Of a plateau, the first point.
        let isMaximum = error > errors[place - 1] && error >= errors[place + 1]
        let isMinimum = error < errors[place - 1] && error <= errors[place + 1]
        guard isMaximum || isMinimum else { continue }
        inner.append(
          Bracket(
            place: found.count, isMaximum: isMaximum, step: frequencies[place + 1] - frequencies[place],
            range: frequencies[place - 1]...frequencies[place + 1]))
        found.append(extremum)
      }
    }
    refine(&found, inner, gain)
    return found
  }

  /// The error of a gain in units of the tolerance.
  func error(_ gain: Double, at frequency: Double, band: Int) -> Double {
    (gain - bands[band].gain(at: frequency)) / bands[band].tolerance
  }

  /// A band's share of `points` points, both ends among them, at least nine.
  func grid(of band: Int, points: Int) -> [Double] {
    let range = bands[band].frequencies
    let width = range.upperBound - range.lowerBound
    let total = bands.reduce(0) { $0 + ($1.frequencies.upperBound - $1.frequencies.lowerBound) }
    let count = max(8, Int((Double(points) * width / total).rounded(.up)))
    return (0...count).map { $0 == count ? range.upperBound : range.lowerBound + width * (Double($0) / Double(count)) }
  }

  /// Where an extremum is not at the end of a band.
  private struct Bracket {
    var place: Int
    var isMaximum: Bool
    var step: Double
    var range: ClosedRange<Double>
  }

  private func refine(
    _ extrema: inout [ErrorExtremum], _ brackets: [Bracket], _ gain: ([Double]) -> [Double]
  ) {
    // A parabola is off by a fraction of its step: three points that lie closer make that smaller.
    for scale in [1, 0.125, 0.015625] {
      let sides = brackets.flatMap { bracket in
        [-scale, scale].map { side in
          let frequency = extrema[bracket.place].frequency + side * bracket.step
          return min(max(frequency, bracket.range.lowerBound), bracket.range.upperBound)
        }
      }
      let gains = gain(sides)
      let vertices = brackets.enumerated().map { index, bracket in
        let middle = extrema[bracket.place]
        let (lower, upper) = (sides[2 * index], sides[2 * index + 1])
        let vertex = vertexOfParabola(
          (lower, error(gains[2 * index], at: lower, band: middle.band)), (middle.frequency, middle.error),
          (upper, error(gains[2 * index + 1], at: upper, band: middle.band)))
        return min(max(vertex, lower), upper)
      }
      for (bracket, (vertex, gain)) in zip(brackets, zip(vertices, gain(vertices))) {
        let error = error(gain, at: vertex, band: extrema[bracket.place].band)
        if bracket.isMaximum ? error > extrema[bracket.place].error : error < extrema[bracket.place].error {
          extrema[bracket.place].frequency = vertex
          extrema[bracket.place].error = error
        }
      }
    }
  }
}

/// Where the parabola through three points has its vertex; the middle point if it is none.
private func vertexOfParabola(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ c: (x: Double, y: Double))
  -> Double
{
  let left = (b.x - a.x) * (b.y - c.y), right = (b.x - c.x) * (b.y - a.y)
  let denominator = 2 * (left - right)
  let vertex = b.x - ((b.x - a.x) * left - (b.x - c.x) * right) / denominator
  return vertex.isFinite ? vertex : b.x
}
