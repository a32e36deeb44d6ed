import Autodiff
import ComplexNumbers
import Fourier

/// What an optimizer does in one step to each real number of a model, whatever tensor it is in.
protocol UpdateRule {
  /// The names of what is remembered of each number, and with what each of them begins.
  var memories: [(name: String, initial: Double)] { get }

  /// Moves the numbers of a block, and changes what is remembered of them. To be `@specialized` for both precisions.
  func update<T: TensorScalar>(_ block: UpdateBlock<T>)
}

/// Neighboring numbers of one tensor, in the memory of the values after the step; complex numbers are pairs of real ones.
///
/// Few enough for the first cache: rules work in place on what has just been copied, so that their loops have few arrays
/// that might overlap, and vectorize, while each number is read from and written to memory once.
struct UpdateBlock<T: TensorScalar> {
  fileprivate static var length: Int { 1024 }

  let count: Int
  let gradient: UnsafePointer<T>
  let parameters: UnsafeMutablePointer<T>
  fileprivate let numbers: [Numbers]
  fileprivate let offset: Int

  /// Where the numbers of a tensor are before and after a step.
  fileprivate struct Numbers {
    let source: UnsafePointer<T>?
    let target: UnsafeMutablePointer<T>
  }

  /// What is remembered under the name at an index of the rule's.
  @inline(__always)
  func memory(_ index: Int) -> UnsafeMutablePointer<T> { numbers[index + 1].target + offset }
}

extension UpdateRule {
  /// One step of one tensor and its memories, which are nil where they begin.
  func step<Element>(
    _ parameters: Tensor<Element>, _ memories: [Tensor<Element>?], along gradient: Tensor<Element>
  ) -> (parameters: Tensor<Element>, memories: [Tensor<Element>]) {
    let stepped = stepped([parameters] + memories, along: gradient, by: self)
    return (stepped[0], Array(stepped[1...]))
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func stepped<Element: TensorElement>(
  _ sources: [Tensor<Element>?], along gradient: Tensor<Element>, by rule: any UpdateRule
) -> [Tensor<Element>] {
  typealias Block = UpdateBlock<Element.RealPart>
  let count = gradient.count, width = MemoryLayout<Element>.stride / MemoryLayout<Element.RealPart>.stride
  let initial = [0] + rule.memories.map { Element.RealPart($0.initial) }
  var results: [Tensor<Element>] = []

  func work(_ numbers: [Block.Numbers], _ gradient: UnsafePointer<Element.RealPart>) {
    for offset in stride(from: 0, to: count * width, by: Block.length) {
      let length = min(Block.length, count * width - offset)
      for (numbers, initial) in zip(numbers, initial) {
        if let source = numbers.source {
          (numbers.target + offset).initialize(from: source + offset, count: length)
        } else {
          (numbers.target + offset).initialize(repeating: initial, count: length)
        }
      }
      rule.update(
        Block(
          count: length, gradient: gradient + offset, parameters: numbers[0].target + offset, numbers: numbers,
          offset: offset))
    }
  }
  // Borrows the memory of one source after the other, and makes that of its result. The results come last first.
  func visit(_ numbers: [Block.Numbers]) {
    guard numbers.count < sources.count else {
      return withNumbers(of: gradient) { gradient in
        if let gradient { work(numbers, gradient) }
      }
    }
    func descend(from source: UnsafePointer<Element.RealPart>?) {
      let storage: [Element] = filled(count: count) { target in
        guard let target = target.baseAddress else { return }
        visit(
          numbers + [
            .init(
              source: source,
              target: UnsafeMutableRawPointer(target).assumingMemoryBound(to: Element.RealPart.self))
          ])
      }
      results.append(Tensor(shape: gradient.shape, storage: storage))
    }
    if let source = sources[numbers.count] {
      withNumbers(of: source) { descend(from: $0) }
    } else {
      descend(from: nil)
    }
  }
  guard count > 0 else { return sources.map { _ in gradient } }
  visit([])
  return results.reversed()
}

/// The numbers of a tensor; complex ones as pairs, the real part first.
@inline(__always)
private func withNumbers<Element: TensorElement>(
  of tensor: Tensor<Element>, _ body: (UnsafePointer<Element.RealPart>?) -> Void
) {
  tensor.values.withUnsafeBufferPointer {
    body($0.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: Element.RealPart.self) })
  }
}
