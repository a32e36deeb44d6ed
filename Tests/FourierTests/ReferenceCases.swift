import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// A shape and the axes that are transformed, as the reference path is asked for them.
struct ArrayCase: Sendable, CustomTestStringConvertible {
  let shape: [Int]
  let axes: [Int]?

  init(_ shape: [Int], axes: [Int]? = nil) {
    self.shape = shape
    self.axes = axes
  }

  /// Ranks to 4, odd and even extents, extents of one; all axes and some of them, in any order, from either end.
  static let all = [
    ArrayCase([1]), ArrayCase([6]), ArrayCase([7]),
    ArrayCase([2, 3]), ArrayCase([3, 4]), ArrayCase([4, 3], axes: [1, 0]), ArrayCase([4, 3], axes: [0]),
    ArrayCase([5, 2], axes: [-2]), ArrayCase([1, 4], axes: [-1, 0]),
    ArrayCase([2, 3, 4]), ArrayCase([4, 3, 5], axes: [0, -1]), ArrayCase([3, 4, 2], axes: [-1, 1]),
    ArrayCase([2, 3, 2, 3], axes: [3, 0, 1]), ArrayCase([2, 1, 3, 2]),
  ]

  var rank: Int { shape.count }

  /// The transformed axes, counted from 0.
  var transformed: [Int] { (axes ?? Array(0..<rank)).map { ($0 + rank) % rank } }

  var testDescription: String { "\(shape)" + (axes.map { " over \($0)" } ?? "") }
}

/// A number that random signals are made of, as its real components.
protocol SignalElement {
  associatedtype Component: Real
  static func sample(_ random: inout SeededRandom) -> Self
  var components: [Component] { get }
}

extension SignalElement where Self: Real, Component == Self {
  static func sample(_ random: inout SeededRandom) -> Self { random.sample() }
  var components: [Self] { [self] }
}

extension Float: SignalElement {}
extension Double: SignalElement {}
#if arch(x86_64) && (os(Linux) || os(macOS))
  extension Float80: SignalElement {}
#endif

extension Complex: SignalElement {
  typealias Component = T

  static func sample(_ random: inout SeededRandom) -> Complex { Complex(random.sample(), random.sample()) }
  var components: [T] { [real, imaginary] }
}

/// A random signal, the same in every run.
func signal<Element: SignalElement>(_ count: Int, seed: UInt64, _ type: Element.Type = Element.self) -> [Element] {
  var random = SeededRandom(seed: seed)
  return (0..<count).map { _ in .sample(&random) }
}

/// ‖computed − expected‖₂ / ‖expected‖₂ over real components; NaN for different counts.
func distance<Element: SignalElement>(_ computed: [Element], _ expected: [Element]) -> Element.Component {
  relativeError(computed.flatMap(\.components), expected.flatMap(\.components))
}

/// |Re⟨Ax, w⟩ − Re⟨x, Aᴴw⟩| for random x and w, relative to the norms.
func adjointError<Transform: FourierTransform>(of transform: Transform, seed: UInt64 = 1) -> Transform.Input.Component
where
  Transform.Input: SignalElement, Transform.Output: SignalElement,
  Transform.Input.Component == Transform.Output.Component
{
  typealias Component = Transform.Input.Component
  let x: [Transform.Input] = signal(transform.inputCount, seed: seed)
  let w: [Transform.Output] = signal(transform.outputCount, seed: seed + 1)
  var image = w, pulled = x
  transform.transform(x, into: &image)
  transform.adjoint(w, into: &pulled)
  func inner(_ a: [Component], _ b: [Component]) -> Component { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  func norm(_ a: [Component]) -> Component { .sqrt(inner(a, a)) }
  let (inputs, outputs) = (x.flatMap(\.components), w.flatMap(\.components))
  let (images, pullbacks) = (image.flatMap(\.components), pulled.flatMap(\.components))
  let difference = inner(images, outputs) - inner(inputs, pullbacks)
  return difference.magnitude / (norm(images) * norm(outputs))
}

/// The gate of `passes` sums from the definition, one after another, and of the factor of their normalization.
///
/// The matrices are unitary up to a factor, or at most √2 away from it, so that an error is carried along but does not
/// grow, and the errors add at worst.
func passesGate<T: Real>(_ passes: Int, _ type: T.Type = T.self) -> T {
  T(passes) * Tolerances.definition() + 5 / 2 * Tolerances.unitRoundoff()
}
