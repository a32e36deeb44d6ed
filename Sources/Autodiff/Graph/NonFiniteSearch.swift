import ComplexNumbers
import Fourier
import Synchronization

/// The result of `body`, in which no derivative meets a number that is infinite or not a number.
///
/// Every derivative that `body` takes, in either mode and at any order, is watched: the values, the tangents and the
/// cotangents. The first operation that makes a non-finite number from finite ones is named by the error, with its
/// shapes and the place of the number; so is an argument or a constant that was not finite from the outset.
///
/// ```swift
/// let slope = try detectingNonFinite { gradient(at: x) { x in sum(log(x)) } }
/// // log produced -inf at [3] of a value of shape [8] from finite inputs of shape [8] (forward phase)
/// ```
/// What the derivatives give is the same, bit for bit, as without. `body` runs to its end; when it throws, the error
/// named here is thrown first, of which the other is most likely the consequence. Operations outside derivatives are
/// not watched, nor is what runs on threads that do not inherit task-local values, unless within a derivative begun
/// here.
/// - Parameter includingInfinities: false where infinities are meant, as in masks: then only NaN is an error.
/// - Throws: ``NonFiniteError``, or what `body` throws.
/// - Complexity: one more pass over every value; what is off costs nothing.
/// - Source: `jax_debug_nans` and `jax_debug_infs` of JAX, `detect_anomaly` of PyTorch.
public func detectingNonFinite<Result>(
  includingInfinities: Bool = true, _ body: () throws -> Result
) throws -> Result {
  let search = NonFiniteSearch(includesInfinities: includingInfinities)
  NonFiniteSearch.count.add(1, ordering: .relaxed)
  defer { NonFiniteSearch.count.subtract(1, ordering: .relaxed) }
  let result = NonFiniteSearch.$current.withValue(search) { Swift.Result { try body() } }
  if let error = search.finish() { throw error }
  return try result.get()
}

/// The result of an asynchronous `body`, in which no derivative meets a number that is infinite or not a number. The
/// derivatives that its child tasks take are watched, too.
public func detectingNonFinite<Result>(
  includingInfinities: Bool = true, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
) async throws -> Result {
  let search = NonFiniteSearch(includesInfinities: includingInfinities)
  NonFiniteSearch.count.add(1, ordering: .relaxed)
  defer { NonFiniteSearch.count.subtract(1, ordering: .relaxed) }
  do {
    let result = try await NonFiniteSearch.$current.withValue(search) { try await body() }
    if let error = search.finish() { throw error }
    return result
  } catch {
    throw search.finish() ?? error
  }
}

/// Looks at what the levels made within ``detectingNonFinite(includingInfinities:_:)`` compute.
final class NonFiniteSearch: GraphObserver {
  @TaskLocal static var current: NonFiniteSearch?
  /// The number of searches under way in the process: a task-local value takes longer to look up than a small
  /// gradient's step.
  static let count = Atomic<Int>(0)

  /// The search within which this task works.
  static var ofThisTask: NonFiniteSearch? { count.load(ordering: .relaxed) == 0 ? nil : current }

  private let includesInfinities: Bool
  private let finding = Guarded<NonFiniteError?>(nil)
  // What follows from the first finding, or comes after the end, is not looked at.
  private let isOver = Atomic<Bool>(false)

  init(includesInfinities: Bool) { self.includesInfinities = includesInfinities }

  /// Ends the search; what it found.
  func finish() -> NonFiniteError? {
    isOver.store(true, ordering: .relaxed)
    return finding.withLock { $0 }
  }

  func didTrace(_ value: ObservedValue, inputs: [ObservedValue]) {
    guard let node = value.node else { return }
    if let number = firstNumber(in: value.value) {
      if inputs.isEmpty { return report(.argument(node.slot + 1), .value, number, in: value.value) }
      let operation = "\(node.operation)"
      for (index, input) in inputs.enumerated() where input.node == nil {
        guard let number = firstNumber(in: input.value) else { continue }
        return report(.constant(input: index + 1, of: operation), .value, number, in: input.value)
      }
      return report(.operation(operation), .value, number, in: value.value, from: inputs.map(\.value.shape))
    }
    guard let tangent = value.tangent, let number = firstNumber(in: tangent) else { return }
    if inputs.isEmpty { return report(.argument(node.slot + 1), .tangent, number, in: tangent) }
    report(.operation("\(node.operation)"), .tangent, number, in: tangent, from: inputs.map(\.value.shape))
  }

  func willSweep(from root: Node, seed: AnyTensor) {
    guard let number = firstNumber(in: seed) else { return }
    report(.argument(1), .cotangent, number, in: seed)
  }

  func didHandOn(_ contribution: AnyTensor, to input: Node, from node: Node, of cotangent: AnyTensor) {
    guard let number = firstNumber(in: contribution) else { return }
    report(.operation("\(node.operation)"), .cotangent, number, in: contribution, from: [cotangent.shape])
  }

  func didComplete(_ cotangent: AnyTensor, of node: Node) {
    guard let number = firstNumber(in: cotangent) else { return }
    report(.sum(at: node.isLeaf ? nil : "\(node.operation)"), .cotangent, number, in: cotangent)
  }

  private func report(
    _ source: NonFiniteError.Source, _ phase: NonFiniteError.Phase, _ number: (place: Int, element: Complex<Double>),
    in tensor: AnyTensor, from inputShapes: [[Int]] = []
  ) {
    var place = number.place, indices: [Int] = []
    for extent in tensor.shape.reversed() {
      indices.insert(place % extent, at: 0)
      place /= extent
    }
    let error = NonFiniteError(
      source: source, phase: phase, element: number.element, place: indices, shape: tensor.shape,
      inputShapes: inputShapes)
    finding.withLock { finding in
      guard finding == nil, !isOver.exchange(true, ordering: .relaxed) else { return }
      finding = error
    }
  }

  /// The first number in row-major order that is not finite, unless the search is over.
  private func firstNumber(in tensor: AnyTensor) -> (place: Int, element: Complex<Double>)? {
    guard !isOver.load(ordering: .relaxed) else { return nil }
    return switch tensor {
    case .floatNumber(let number): firstNonFinite(in: Tensor(number), includingInfinities: includesInfinities)
    case .doubleNumber(let number): firstNonFinite(in: Tensor(number), includingInfinities: includesInfinities)
    case .float(let tensor): firstNonFinite(in: tensor, includingInfinities: includesInfinities)
    case .double(let tensor): firstNonFinite(in: tensor, includingInfinities: includesInfinities)
    case .complexFloat(let tensor): firstNonFinite(in: tensor, includingInfinities: includesInfinities)
    case .complexDouble(let tensor): firstNonFinite(in: tensor, includingInfinities: includesInfinities)
    }
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func firstNonFinite<Element: TensorElement>(
  in tensor: Tensor<Element>, includingInfinities: Bool
) -> (place: Int, element: Complex<Double>)? {
  func isSought(_ element: Element) -> Bool {
    let number = element.widened
    return includingInfinities
      ? !(number.real.isFinite && number.imaginary.isFinite) : number.real.isNaN || number.imaginary.isNaN
  }
  if tensor.isUniform {
    let element = tensor.uniformElement
    return isSought(element) ? (0, element.widened) : nil
  }
  let elements = tensor.values
  return elements.firstIndex(where: isSought).map { ($0, elements[$0].widened) }
}
