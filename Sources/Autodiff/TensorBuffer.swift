import Fourier
import Synchronization

/// What a tensor has besides a number, unless it is a scalar.
final class TensorBody<Element: TensorElement>: Sendable {
  /// The extent of each axis.
  let shape: [Int]
  /// Where the elements lie; nil where they are one number repeated.
  let buffer: TensorBuffer<Element>?

  init(shape: [Int], buffer: TensorBuffer<Element>?) {
    self.shape = shape
    self.buffer = buffer
  }
}

/// The memory of a tensor's elements, where they are not one number repeated.
///
/// Large arrays that the library has made are used again by later tensors of their size. A derivative makes and drops the
/// same arrays at every step; given back to the system each time, long ones come back as fresh pages, and touching
/// those takes longer than the arithmetic.
enum TensorBuffer<Element: TensorElement>: Sendable {
  case plain([Element])
  case recycled(RecycledArray<Element>)

  /// The memory of an array made by ``filled(count:_:)``, which nobody else has.
  init(filled elements: [Element]) {
    self =
      elements.count < StoragePool.leastCount(Element.self)
      ? .plain(elements) : .recycled(RecycledArray(elements))
  }

  var elements: [Element] {
    switch self {
    case .plain(let elements): elements
    case .recycled(let array): array.elements
    }
  }

  /// The elements for somebody who may keep them.
  func lend() -> [Element] {
    switch self {
    case .plain(let elements): elements
    case .recycled(let array): array.lend()
    }
  }
}

/// An array that goes to the pool when the last tensor that uses it is gone, unless somebody else may have it by then.
// @unchecked: `elements` changes only in `deinit`.
final class RecycledArray<Element: TensorElement>: @unchecked Sendable {
  private(set) var elements: [Element]
  private let isLent = Atomic<Bool>(false)

  init(_ elements: [Element]) { self.elements = elements }

  deinit {
    guard !isLent.load(ordering: .relaxed) else { return }
    var freed: [Element] = []
    swap(&freed, &elements)
    StoragePool.recycle(freed)
  }

  func lend() -> [Element] {
    isLent.store(true, ordering: .relaxed)
    return elements
  }
}

/// Arrays that no tensor uses any more, the oldest first. Bounded; the oldest go first.
enum StoragePool {
  private struct Entry {
    let type: ObjectIdentifier
    let count: Int
    let bytes: Int
    let array: any Sendable
  }
  private struct State {
    var entries: [Entry] = []
    var bytes = 0
  }
  private static let state = Guarded(State())
  /// What the pool holds at most, in bytes and in arrays, which are searched one after the other.
  private static let capacity = 256 << 20
  private static let countLimit = 256

  /// Arrays below 32 KiB are a matter for malloc. Above that, it gives memory back to the system as soon as enough lies
  /// together at the end of what it has.
  static func leastCount<Element>(_ type: Element.Type) -> Int {
    (32 << 10) / MemoryLayout<Element>.stride
  }

  /// An array of `count` elements of any values, if there is one.
  static func take<Element: TensorElement>(_ type: Element.Type, count: Int) -> [Element]? {
    let array: (any Sendable)? = state.withLock { state in
      let type = ObjectIdentifier(Element.self)
      // The newest, since most of it may still be in the cache.
      guard let index = state.entries.lastIndex(where: { $0.count == count && $0.type == type })
      else { return nil }
      let entry = state.entries.remove(at: index)
      state.bytes -= entry.bytes
      return entry.array
    }
    return array as? [Element]
  }

  static func recycle<Element: TensorElement>(_ array: [Element]) {
    let entry = Entry(
      type: ObjectIdentifier(Element.self), count: array.count,
      bytes: array.count * MemoryLayout<Element>.stride,
      array: array)
    // What is evicted is returned, so that it is released outside the lock.
    let _: [Entry] = state.withLock { state in
      state.entries.append(entry)
      state.bytes += entry.bytes
      var kept = state.bytes, count = state.entries.count
      let evicted = state.entries.prefix { entry in
        guard kept > capacity || count > countLimit else { return false }
        kept -= entry.bytes
        count -= 1
        return true
      }
      state.entries.removeFirst(evicted.count)
      state.bytes = kept
      return Array(evicted)
    }
  }
}
