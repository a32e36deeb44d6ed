import Autodiff
import ComplexNumbers

// Elements as bytes, little-endian on every machine, and as pairs of numbers.

extension AnyTensor {
  /// The bytes of the elements.
  var byteCount: Int { shape.reduce(storedType.size, *) }

  /// The elements' bytes, a complex number's real part first.
  var littleEndianBytes: [UInt8] {
    switch self {
    case .float(let tensor): bytes(of: tensor.elements.map(\.bitPattern.littleEndian))
    case .double(let tensor): bytes(of: tensor.elements.map(\.bitPattern.littleEndian))
    case .complexFloat(let tensor): bytes(of: parts(tensor).map(\.bitPattern.littleEndian))
    case .complexDouble(let tensor): bytes(of: parts(tensor).map(\.bitPattern.littleEndian))
    case .floatNumber(let number): bytes(of: [number.bitPattern.littleEndian])
    case .doubleNumber(let number): bytes(of: [number.bitPattern.littleEndian])
    }
  }

  /// The tensor of `shape` whose elements these are, as many as it has places.
  init(littleEndian bytes: UnsafeRawBufferPointer, type: StoredType, shape: [Int]) {
    switch type {
    case .float32: self = .float(Tensor(words(bytes).map { Float(bitPattern: $0) }, shape: shape))
    case .float64: self = .double(Tensor(words(bytes).map { Double(bitPattern: $0) }, shape: shape))
    case .complex64: self = .complexFloat(Tensor(pairs(words(bytes).map { Float(bitPattern: $0) }), shape: shape))
    case .complex128: self = .complexDouble(Tensor(pairs(words(bytes).map { Double(bitPattern: $0) }), shape: shape))
    }
  }
}

extension AnyTensor {
  /// The pairs of real and imaginary parts, along a last axis of extent 2, as complex numbers; nil if there is no such axis.
  var pairsAsComplex: Tensor<Complex<Double>>? {
    guard case .double(let tensor) = self, tensor.shape.last == 2 else { return nil }
    return Tensor(pairs(tensor.elements), shape: Array(tensor.shape.dropLast()))
  }
}

private func bytes(of words: [some FixedWidthInteger & BitwiseCopyable]) -> [UInt8] {
  words.withUnsafeBytes { Array($0) }
}

private func words<Word: FixedWidthInteger & BitwiseCopyable>(_ bytes: UnsafeRawBufferPointer) -> [Word] {
  stride(from: 0, to: bytes.count, by: MemoryLayout<Word>.size).map {
    Word(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Word.self))
  }
}

/// The real and the imaginary part of each element.
func parts<T: TensorScalar>(_ tensor: Tensor<Complex<T>>) -> [T] {
  tensor.elements.flatMap { [$0.real, $0.imaginary] }
}

/// The complex numbers of which these are the parts.
func pairs<T: TensorScalar>(_ parts: [T]) -> [Complex<T>] {
  stride(from: 0, to: parts.count, by: 2).map { Complex(parts[$0], parts[$0 + 1]) }
}
