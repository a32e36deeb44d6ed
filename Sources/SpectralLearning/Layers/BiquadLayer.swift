public import Autodiff
import Fourier

/// Second-order sections with free zeros and free poles, stable by construction.
///
/// The denominator 1 + a₁z⁻¹ + a₂z⁻² is stable where |a₂| < 1 and |a₁| < 1 + a₂, a triangle, onto which two reflection
/// coefficients map a square: a₂ = κ₂, a₁ = κ₁(1 + κ₂), with κ = (1 − 10⁻⁶) tanh p for any real p. So no descent leaves
/// it, and, unlike maps with |a₁| in them, this one has no kink.
/// ```swift
/// let layer = BiquadLayer<Double>(sectionCount: 4)
/// let slope = gradient(at: layer) { layer in mean(square(layer(dry) - wet)) }
/// ```
/// - Source: J. D. Markel and A. H. Gray, "Linear Prediction of Speech" (1976), ch. 5, for the lattice; S. Nercessian,
///   A. Sarroff and K. J. Werner, "Lightweight and interpretable neural modeling of an audio distortion effect using
///   hyperconditioned differentiable biquads", ICASSP 2021, for learning within the triangle.
public struct BiquadLayer<T: TensorScalar>: BiquadChain {
  /// b₀, b₁, b₂ of each section, [S, 3].
  public var numerator: Tensor<T>
  /// p₁, p₂ of each section, [S, 2].
  public var reflection: Tensor<T>

  /// How close reflection coefficients come to ±1: within rounding of single precision a section would be unstable.
  private static var limit: Double { 1 - 1e-6 }

  /// The sections with these parameters. Traps unless the shapes are [S, 3] and [S, 2].
  public init(numerator: Tensor<T>, reflection: Tensor<T>) {
    require(
      numerator.rank == 2 && numerator.shape[1] == 3 && reflection.shape == [numerator.shape[0], 2],
      "sections of shapes \(numerator.shape) and \(reflection.shape), which should be [S, 3] and [S, 2]")
    self.numerator = numerator
    self.reflection = reflection
  }

  /// Sections that change nothing: zeros on top of their poles, at the radius ½ and at angles all over the spectrum, so
  /// that a descent moves each section differently. Traps for a negative number.
  public init(sectionCount: Int) {
    require(sectionCount >= 0, "a chain of \(sectionCount) sections")
    let rows = (0..<sectionCount).map { section -> [Double] in
      let angle = Double.pi * (Double(section) + 0.5) / Double(sectionCount)
      return [1, -Double.cos(angle), 0.25]
    }
    self.init(sections: rows.map { $0 + $0 })
  }

  /// Given sections, b₀, b₁, b₂, a₀, a₁, a₂ each, as SciPy orders them.
  ///
  /// Traps unless there are six numbers in each and the poles lie within the unit circle, farther than about 10⁻⁶ from
  /// it.
  public init(sections: [[Double]]) {
    let parameters = sections.map { section -> (numerator: [Double], reflection: [Double]) in
      require(section.count == 6, "a section has six coefficients, but \(section) was given")
      let scaled = section.map { $0 / section[3] }
      let second = scaled[5] / Self.limit, first = scaled[4] / (1 + scaled[5]) / Self.limit
      require(
        second.magnitude < 1 && first.magnitude < 1,
        "the poles of the section \(section) don't lie within the unit circle")
      return (Array(scaled.prefix(3)), [Double.atanh(first), Double.atanh(second)])
    }
    self.init(
      numerator: Tensor(parameters.flatMap(\.numerator).map { T($0) }, shape: [sections.count, 3]),
      reflection: Tensor(parameters.flatMap(\.reflection).map { T($0) }, shape: [sections.count, 2]))
  }

  public var sections: Tensor<T> {
    let coefficients = tanh(reflection) * T(Self.limit)
    let first = coefficients.slice(0..<1), second = coefficients.slice(1..<2)
    return concatenate([numerator, .ones([numerator.shape[0], 1]), first * (1 + second), second])
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("numerator", &numerator)
    visitor.visit("reflection", &reflection)
  }
}
