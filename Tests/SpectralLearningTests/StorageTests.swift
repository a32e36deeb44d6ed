import Autodiff
import ComplexNumbers
import Foundation
import SpectralLearning
import TestSupport
import Testing

private struct Layer: Parameterized {
  var weight: Tensor<Double>
  var bias: Tensor<Float>
  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
  }
}

private struct Filter: Parameterized {
  var poles: Tensor<Complex<Float>>
  var zeros: Tensor<Complex<Double>>
  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("poles", &poles)
    visitor.visit("zeros", &zeros)
  }
}

/// A model with the tensors of Fixtures/learning/storage.py.
private struct Model: Parameterized {
  var layers: [Layer]
  var filter: Filter?
  var empty: Tensor<Float>
  var gain: Tensor<Double>
  var odd: Tensor<Float>

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("layers", &layers)
    visitor.visit("filter", &filter)
    visitor.visit("empty", &empty)
    visitor.visit("gain", &gain)
    visitor.visit("é\u{301}\t\u{1D11E}", &odd)
  }

  /// The tensors as the script has them.
  static let expected = Model(
    layers: [
      Layer(weight: Tensor([[-0.25, -0.125, 0], [0.125, 0.25, 0.375]]), bias: Tensor([1.5, -2.5])),
      Layer(
        weight: Tensor(
          [
            0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, .nan, 1 / 3,
          ], shape: [2, 2, 2]),
        bias: Tensor([
          0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, .nan, 1 / 3,
        ])),
    ],
    filter: Filter(
      poles: Tensor([Complex(0.5, 0.25), Complex(-1, -2), Complex(0, 1)], shape: [3, 1]),
      zeros: Tensor([Complex(0.1, 0.2), Complex(-0.0, 1e300)])),
    empty: Tensor([], shape: [0, 4]), gain: Tensor(0.7), odd: Tensor([3]))

  /// Of the same shapes, with other values.
  static var other: Model {
    Model(
      layers: (0..<2).map { Layer(weight: .ones($0 == 0 ? [2, 3] : [2, 2, 2]), bias: .ones([$0 == 0 ? 2 : 8])) },
      filter: Filter(poles: .ones([3, 1]), zeros: .ones([2])), empty: .zeros([0, 4]), gain: 1, odd: .ones([1]))
  }
}

private let metadata = [
  "description": "Tensors \"of\" \\ all/most kinds,\n\u{8}\u{C}\u{1F}\u{7F}\u{2028}α to ω"
]

struct StorageTests {
  @Test(arguments: StorageFormat.allCases)
  func filesOfOtherProgramsAreRead(format: StorageFormat) throws {
    let path = learningFixture("model.\(format)").path
    var model = Model.other
    try model.load(from: path)
    expectSame(model, Model.expected)
    #expect(try TensorArchive(contentsOf: path).metadata == metadata)
  }

  /// What other programs read, their own files, is what is written, byte by byte.
  @Test func safetensorsFilesAreThoseOfTheReferenceLibrary() throws {
    let bytes = TensorArchive(Model.expected, metadata: metadata).encoded(as: .safetensors)
    #expect(Data(bytes) == (try Data(contentsOf: learningFixture("model.safetensors"))))
  }

  @Test(arguments: StorageFormat.allCases)
  func aModelIsWrittenAndRead(format: StorageFormat) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("model.\(format)")
    try Model.expected.save(to: path, metadata: metadata)
    var model = Model.other
    try model.load(from: path)
    expectSame(model, Model.expected)
    #expect(try TensorArchive(contentsOf: path).metadata == metadata)
    #expect(try folder.names() == ["model.\(format)"])
    // The same archive gives the same bytes.
    let bytes = try Data(contentsOf: URL(filePath: path))
    try model.save(to: path, metadata: metadata)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  /// Finite numbers of any size come back from text to the bit, in both precisions.
  @Test func textKeepsEveryFiniteNumber() throws {
    var random = SeededRandom(seed: 3)
    let doubles = (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite) + extremes()
    let floats =
      (0..<20_000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
      .filter(\.isFinite) + extremes()
    let archive = TensorArchive(tensors: ["doubles": .double(Tensor(doubles)), "floats": .float(Tensor(floats))])
    let read = try TensorArchive(bytes: archive.encoded(as: .json), format: .json)
    #expect(
      Double.recover(try #require(read.tensors["doubles"]))?.elements.map(\.bitPattern) == doubles.map(\.bitPattern))
    #expect(
      Float.recover(try #require(read.tensors["floats"]))?.elements.map(\.bitPattern) == floats.map(\.bitPattern))
  }

  /// Zeros, the ends of the ranges of normal and subnormal numbers, and whole numbers about where not all are any more.
  private func extremes<T: TensorScalar>() -> [T] {
    let whole = 1 / T.ulpOfOne
    let positive: [T] = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude.nextDown, .leastNormalMagnitude, .greatestFiniteMagnitude, whole,
      whole - 1, 2 * whole + 2, 1e15, 1e16, 1e17, 1e22,
    ]
    return positive + positive.map(-)
  }

  /// Python and others take -0 for a whole number, which has no sign then.
  @Test func negativeZeroIsWrittenWithAPoint() {
    for tensor in [AnyTensor.double(Tensor([1, -0.0])), .float(Tensor([1, -0.0]))] {
      let text = TensorArchive(tensors: ["x": tensor]).encoded(as: .json)
      #expect(String(decoding: text, as: UTF8.self).contains("[1.0, -0.0]"))
    }
  }

  /// A number is read in its own precision: by way of a double it would be rounded twice, here up and then to even.
  @Test func singlePrecisionIsRoundedOnce() throws {
    let text = #"{"tensors":{"x":{"elements":[1.00000005960464477539062500000001],"shape":[],"type":"float32"}}}"#
    let read = try TensorArchive(bytes: Array(text.utf8), format: .json)
    #expect(Float.recover(try #require(read.tensors["x"]))?.scalar == Float(1).nextUp)
  }

  /// What others add to a file does no harm.
  @Test func unknownKeysAreSkipped() throws {
    let text = #"{"version":2,"tensors":{"x":{"note":null,"elements":[3],"shape":[1],"type":"float64"}}}"#
    let document = try TensorArchive(bytes: Array(text.utf8), format: .json)
    #expect(document.tensors["x"].flatMap(Double.recover) == Tensor([3]) && document.metadata == [:])
    let header = #"{"x":{"dtype":"F32","note":{},"data_offsets":[0,4],"shape":[1]}}"#
    let bytes = [UInt8(header.utf8.count)] + Array(repeating: 0, count: 7) + header.utf8 + [0, 0, 0x40, 0x40]
    let binary = try TensorArchive(bytes: bytes, format: .safetensors)
    #expect(binary.tensors["x"].flatMap(Float.recover) == Tensor([3]))
  }

  /// Bits that say which NaN it is survive in the binary format.
  @Test func safetensorsKeepsEveryBit() throws {
    var random = SeededRandom(seed: 4)
    let patterns = (0..<1000).map { _ in random.next() } + [0x7FF0_0000_0000_0001, 0xFFF8_1234_5678_9ABC]
    let archive = TensorArchive(tensors: ["x": .double(Tensor(patterns.map { Double(bitPattern: $0) }))])
    let read = try TensorArchive(bytes: archive.encoded(as: .safetensors), format: .safetensors)
    #expect(Double.recover(try #require(read.tensors["x"]))?.elements.map(\.bitPattern) == patterns)
  }

  /// A tensor that repeats one number sums up by a product. It has to do so after it was read, or results differ in the
  /// last bit.
  @Test(arguments: StorageFormat.allCases)
  func aRepeatedNumberStaysOne(format: StorageFormat) throws {
    let tensor = Tensor<Double>(repeating: 0.1, shape: [1000])
    #expect(sum(tensor).scalar != sum(Tensor(tensor.elements)).scalar, "the case tells nothing")
    let archive = TensorArchive(tensor)
    let read = try TensorArchive(bytes: archive.encoded(as: format), format: format)
    let same = try #require(read.tensors["tensor"].flatMap(Double.recover))
    #expect(sum(same).scalar == sum(tensor).scalar)
    #expect(read.metadata == [:])
  }

  @Test func complexNumbersAreReadFromPairs() throws {
    let pairs = TensorArchive(tensors: ["tensor": .double(Tensor([[1.0, 2], [3, -4], [0, 5]]))])
    var tensor = Tensor<Complex<Double>>.zeros([3])
    try pairs.load(into: &tensor)
    #expect(tensor == Tensor([Complex(1, 2), Complex(3, -4), Complex(0, 5)]))
  }

  @Test func namesAreThoseOfThePathToATensor() {
    let names = TensorArchive(Model.expected).tensors.keys
    #expect(
      Set(names) == [
        "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "filter.poles", "filter.zeros", "empty",
        "gain", "é\u{301}\t\u{1D11E}",
      ])
    #expect(Set(TensorArchive([Tensor(1.0), Tensor(2.0)]).tensors.keys) == ["0", "1"])
    #expect(Set(TensorArchive(Tensor(1.0)).tensors.keys) == ["tensor"])
  }

  @Test func theExtensionSaysTheFormat() throws {
    #expect(try StorageFormat(path: "/a.b/model.JSON") == .json)
    #expect(try StorageFormat(path: "model.v2.safetensors") == .safetensors)
    for path in ["model", "model.pt", "a.json/model", "json", ""] {
      let error = #expect(throws: StorageError.unknownFormat(path: path)) { try StorageFormat(path: path) }
      #expect(try #require(error).description.contains(".json and .safetensors would be right"))
    }
    let folder = try TemporaryFolder()
    try Tensor(1.0).save(to: folder.path("model.pt"), format: .json)
    var read = Tensor(0.0)
    try read.load(from: folder.path("model.pt"), format: .json)
    #expect(read == Tensor(1.0))
  }

  private func expectSame(_ found: Model, _ expected: Model, sourceLocation: SourceLocation = #_sourceLocation) {
    let found = bits(found), expected = bits(expected)
    #expect(found.keys.sorted() == expected.keys.sorted(), sourceLocation: sourceLocation)
    for (name, words) in expected { #expect(found[name] == words, "\(name)", sourceLocation: sourceLocation) }
  }

  /// Shapes, and elements as the bits that they are; one pattern for all that are not numbers.
  private func bits(_ model: Model) -> [String: [UInt64]] {
    func bits(_ x: Double) -> UInt64 { x.isNaN ? .max : x.bitPattern }
    return TensorArchive(model).tensors.mapValues { tensor in
      let numbers: [Double] =
        switch tensor {
        case .float(let tensor): tensor.elements.map(Double.init)
        case .double(let tensor): tensor.elements
        case .complexFloat(let tensor): tensor.elements.flatMap { [Double($0.real), Double($0.imaginary)] }
        case .complexDouble(let tensor): tensor.elements.flatMap { [$0.real, $0.imaginary] }
        case .floatNumber(let number): [Double(number)]
        case .doubleNumber(let number): [number]
        }
      return tensor.shape.map(UInt64.init) + [.max] + numbers.map(bits)
    }
  }
}
