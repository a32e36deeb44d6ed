import ComplexNumbers

/// Replaces each line of a row-major array along `axis` by its image, whose length may be another one.
func mapLines<Element, Image>(
  of array: [Element], shape: [Int], axis: Int, toLength imageLength: Int, _ transform: ([Element]) -> [Image]
) -> [Image] {
  let length = shape[axis]
  let blocks = shape[..<axis].reduce(1, *)
  let stride = shape[(axis + 1)...].reduce(1, *)
  let count = blocks * imageLength * stride
  return Array(unsafeUninitializedCapacity: count) { images, initializedCount in
    for block in 0..<blocks {
      for offset in 0..<stride {
        let line = (0..<length).map { array[(block * length + $0) * stride + offset] }
        for (k, value) in zip(0..<imageLength, transform(line)) {
          images.initializeElement(at: (block * imageLength + k) * stride + offset, to: value)
        }
      }
    }
    initializedCount = count
  }
}

/// The unnormalized DFT along one axis after another; `roots` are those of each axis's length.
func definitionDFT<T: Real & BitwiseCopyable & Sendable>(
  of array: [Complex<T>], shape: [Int], axes: some Collection<Int>, roots: some Collection<[Complex<T>]>,
  direction: Direction
) -> [Complex<T>] {
  zip(axes, roots).reduce(array) { array, pass in
    let (axis, roots) = pass
    return mapLines(of: array, shape: shape, axis: axis, toLength: shape[axis]) { line in
      definitionDFT(of: line, bins: shape[axis], roots: roots, direction: direction)
    }
  }
}

/// The first `bins` of the DFT of one line, which may have fewer elements than there are roots.
func definitionDFT<T: Real & BitwiseCopyable & Sendable>(
  of line: [Complex<T>], bins: Int, roots: [Complex<T>], direction: Direction
) -> [Complex<T>] {
  (0..<bins).map { definitionSum(line, frequency: $0, roots: roots, direction: direction) }
}

extension Span where Element: BitwiseCopyable {
  /// The elements, to be worked on.
  var elements: [Element] { indices.map { self[$0] } }
}

/// Writes every element of a transform's output.
func write<Element: BitwiseCopyable>(_ elements: [Element], into output: inout MutableSpan<Element>) {
  for index in elements.indices { output[index] = elements[index] }
}
