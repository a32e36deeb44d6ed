import Autodiff
import ComplexNumbers

/// An element that the checkers can draw at random and take apart.
public protocol SampledElement: TensorElement {
  /// 1, and i if the element is complex: the directions in which it can change.
  static var directions: [Self] { get }

  /// The imaginary part; 0 if the element is real.
  var imaginaryPart: RealPart { get }

  /// An element of this modulus, turned by `phase` radians if it is complex, and negative for half of the phases if
  /// it is real.
  init(modulus: RealPart, turnedBy phase: RealPart)
}

extension SampledElement where Self: TensorScalar {
  public static var directions: [Self] { [1] }
  public var imaginaryPart: Self { 0 }
  public init(modulus: Self, turnedBy phase: Self) { self = phase < 0 ? -modulus : modulus }
}

extension Float: SampledElement {}
extension Double: SampledElement {}

extension Complex: SampledElement where T: TensorScalar {
  public static var directions: [Complex] { [1, .i] }
  public var imaginaryPart: T { imaginary }
  public init(modulus: T, turnedBy phase: T) { self.init(modulus: modulus, phase: phase) }
}

/// Where random points are drawn, so that finite differences meet neither a kink, a pole nor a cut.
public enum SampleDomain: Sendable {
  /// Real and imaginary parts in [−1, 1).
  case unit
  /// Positive numbers from 1 to 2; complex ones within 1.2 rad of them.
  case positive
  /// Moduli from ½ to 3/2, either sign; complex ones within 2.5 rad of the positive axis.
  case awayFromZero
}

extension SeededRandom {
  /// A tensor of random elements from `domain`.
  public mutating func tensor<Element: SampledElement>(
    _ type: Element.Type = Element.self, shape: [Int], in domain: SampleDomain = .unit
  ) -> Tensor<Element> {
    let count = shape.reduce(1, *)
    return Tensor((0..<count).map { _ in element(in: domain) }, shape: shape)
  }

  private mutating func element<Element: SampledElement>(in domain: SampleDomain) -> Element {
    let first: Element.RealPart = sample(), second: Element.RealPart = sample()
    switch domain {
    case .unit:
      return zip(Element.directions, [first, second])
        .reduce(Element.zero) { sum, part in sum + part.0 * Element(realPart: part.1) }
    case .positive:
      let isReal = Element.directions.count == 1
      return Element(modulus: 3 / 2 + first / 2, turnedBy: isReal ? 0 : second * 6 / 5)
    case .awayFromZero: return Element(modulus: 1 + first / 2, turnedBy: second * 5 / 2)
    }
  }
}

/// Re⟨x, y⟩ = Σ Re x·Re y + Im x·Im y, summed in `Double` with compensation.
///
/// - Source: A. Neumaier, Z. angew. Math. Mech. 54 (1974), 39.
public func realInnerProduct<Element: SampledElement>(_ x: Tensor<Element>, _ y: Tensor<Element>) -> Double {
  var sum = 0.0, lost = 0.0
  func add(_ term: Double) {
    let next = sum + term
    lost += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }
  for (x, y) in zip(x.elements, y.elements) {
    add(Double(x.realPart) * Double(y.realPart))
    add(Double(x.imaginaryPart) * Double(y.imaginaryPart))
  }
  return sum + lost
}

/// ‖x‖ = √Re⟨x, x⟩.
public func euclideanNorm<Element: SampledElement>(_ x: Tensor<Element>) -> Double {
  realInnerProduct(x, x).squareRoot()
}

/// Tensors of `shape` with one element that is 1 or i, and zeros else, with the place and the direction of each.
func unitTensors<Element: SampledElement>(
  _ type: Element.Type = Element.self, shape: [Int]
) -> [(label: String, tensor: Tensor<Element>)] {
  let count = shape.reduce(1, *)
  return (0..<count).flatMap { place in
    zip(Element.directions, ["", ", imaginary part"]).map { direction, label in
      var elements = Array(repeating: Element.zero, count: count)
      elements[place] = direction
      return ("entry \(indices(of: place, shape: shape))\(label)", Tensor(elements, shape: shape))
    }
  }
}

private func indices(of place: Int, shape: [Int]) -> [Int] {
  var rest = place
  return shape.reversed().map { extent in
    defer { rest /= extent }
    return rest % extent
  }.reversed()
}
