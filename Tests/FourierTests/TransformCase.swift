import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// An array, and the axes along which it is transformed.
struct TransformCase: Sendable, CustomTestStringConvertible {
  let shape: [Int]
  let axes: [Int]

  init(_ shape: [Int], axes: [Int]) {
    self.shape = shape
    self.axes = axes
  }

  var testDescription: String { "\(shape) along \(axes)" }

  var count: Int { shape.reduce(1, *) }
  /// N.
  var length: Int { axes.reduce(1) { $0 * shape[$1] } }
  /// The shape of the half-spectrum.
  var halvedShape: [Int] {
    var halved = shape
    halved[axes[axes.count - 1]] = halved[axes[axes.count - 1]] / 2 + 1
    return halved
  }
  var binCount: Int { halvedShape.reduce(1, *) }

  /// One row, and three, of every length that has an algorithm of its own: odd, even, prime, smooth, long.
  static let rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 18, 21, 29, 30, 31, 32, 64, 97, 100, 128, 243].flatMap {
    [TransformCase([1, $0], axes: [1]), TransformCase([3, $0], axes: [1])]
  }
  /// Arrays transformed along several axes, of which the last one listed is the array's last.
  static let paddable = [
    TransformCase([7], axes: [0]), TransformCase([8], axes: [0]), TransformCase([4, 6], axes: [0, 1]),
    TransformCase([5, 7], axes: [0, 1]), TransformCase([18, 2], axes: [0, 1]), TransformCase([16, 16], axes: [0, 1]),
    TransformCase([3, 4, 5], axes: [0, 1, 2]), TransformCase([3, 4, 6], axes: [1, 0, 2]),
    TransformCase([3, 4, 6], axes: [1, 2]), TransformCase([3, 4, 5], axes: [0, 2]),
    TransformCase([2, 3, 4, 5], axes: [1, 3]), TransformCase([1, 8, 1], axes: [1, 2]),
  ]
  /// Arrays transformed along any axes.
  static let arrays =
    paddable + [
      TransformCase([4, 6], axes: [0]), TransformCase([6, 5], axes: [1, 0]), TransformCase([3, 4, 5], axes: [1]),
      TransformCase([5, 6, 3], axes: [2, 0]), TransformCase([18, 3, 2], axes: [0, 1]),
    ]

  /// What a transform and its inverse multiply by.
  func roundTrip<T: Real>(_ normalization: Normalization) -> T { normalization == .none ? T(length) : 1 }

  /// What a plan and the reference may differ by: the gate of the transform, its factor's, and the reference's own.
  func tolerance<T: Real>(_ type: T.Type = T.self) -> T {
    Tolerances.normalizedDFT(length: length) + T(axes.count) * Tolerances.definition()
  }
}

/// The real and the imaginary parts as one vector, whose inner product is Re⟨x, y⟩.
func reals<T: Real>(_ x: [Complex<T>]) -> [T] { x.flatMap { [$0.real, $0.imaginary] } }

/// Re⟨Ax, w⟩ = Re⟨x, Aᴴw⟩, up to the errors of both transforms.
func expectAdjoint<T: Real & BinaryFloatingPoint>(
  image: [T], _ w: [T], _ x: [T], pulled: [T], tolerance: T, _ comment: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  func product(_ a: [T], _ b: [T]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
  let scale =
    (product(image, image) * product(w, w)).squareRoot() + (product(x, x) * product(pulled, pulled)).squareRoot()
  let difference = (product(image, w) - product(x, pulled)).magnitude
  // Sums in double precision err by less than one unit in its last place for each term.
  let rounding = Double(x.count + w.count) * Double.ulpOfOne
  #expect(difference <= (Double(tolerance) + rounding) * scale, comment, sourceLocation: sourceLocation)
}
