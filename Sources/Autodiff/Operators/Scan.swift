/// Elements computed one from another along the middle axis of extents (`outer`, `length`, `block`): first those of `start`,
/// then, at each place, next(previous, place). Backward from the last.
///
/// Inlined, as the loops of `Kernels` are, into callers with `@specialized`.
@inline(__always)
func scanned<Element: TensorElement>(
  from start: UnsafeBufferPointer<Element>, outer: Int, length: Int, block: Int, backward: Bool,
  _ next: (_ previous: Element, _ place: Int) -> Element
) -> [Element] {
  filled(count: start.count) { target in
    guard start.count > 0 else { return }
    let step = backward ? -block : block
    for row in 0..<outer {
      let first = (backward ? row * length + length - 1 : row * length) * block
      if block == 1 {
        var last = start[first], place = first
        target.initializeElement(at: place, to: last)
        for _ in 1..<length {
          place += step
          last = next(last, place)
          target.initializeElement(at: place, to: last)
        }
      } else {
        _ = target[first..<(first + block)].initialize(fromContentsOf: start[first..<(first + block)])
        for k in 1..<length {
          let places = (first + k * step)..<(first + k * step + block)
          for place in places { target.initializeElement(at: place, to: next(target[place - step], place)) }
        }
      }
    }
  }
}
