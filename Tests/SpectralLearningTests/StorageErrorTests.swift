import Autodiff
import ComplexNumbers
import Foundation
import SpectralLearning
import TestSupport
import Testing

private struct Layer: Parameterized {
  var weight = Tensor<Double>([[1, 2, 3], [4, 5, 6]])
  var bias = Tensor<Float>([7, 8])
  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
  }
}

/// A file of the safetensors format with this header.
private func safetensors(_ header: String, data: Int = 0) -> [UInt8] {
  withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + header.utf8
    + Array(repeating: 0, count: data)
}

private let invalidJSON = StorageError.malformed(
  reason: "its JSON is not valid, or has a number that does not fit its type")

struct StorageErrorTests {
  /// Whatever is wrong, the model is as it was.
  @Test(arguments: [
    (["bias": [2]], StorageError.missing(names: ["weight"])),
    ([:], .missing(names: ["weight", "bias"])),
    (["bias": [2], "weight": [2, 3], "scale": [1], "a": []], .unexpected(names: ["a", "scale"])),
    (["bias": [2], "weight": [3, 2]], .wrongShape(name: "weight", found: [3, 2], expected: [2, 3])),
    (["bias": [], "weight": [2, 3]], .wrongShape(name: "bias", found: [], expected: [2])),
  ])
  func aFileThatDoesNotFitLeavesTheModel(shapes: [String: [Int]], expected: StorageError) throws {
    var tensors: [String: AnyTensor] = [:]
    for (name, shape) in shapes { tensors[name] = name == "weight" ? .double(.ones(shape)) : .float(.ones(shape)) }
    let folder = try TemporaryFolder()
    for format in StorageFormat.allCases {
      let path = folder.path("model.\(format)")
      try TensorArchive(tensors: tensors).write(to: path)
      var layer = Layer()
      #expect(throws: expected) { try layer.load(from: path) }
      #expect(layer.weight == Layer().weight && layer.bias == Layer().bias)
    }
  }

  @Test func elementsOfAnotherTypeAreRefused() {
    let types: [(AnyTensor, StoredType)] = [
      (.float(.ones([2, 3])), .float32), (.complexFloat(.ones([2, 3])), .complex64),
      (.complexDouble(.ones([2, 3])), .complex128),
    ]
    for (tensor, type) in types {
      var layer = Layer()
      let archive = TensorArchive(tensors: ["bias": .float(.zeros([2])), "weight": tensor])
      let error = #expect(throws: StorageError.wrongType(name: "weight", found: type, expected: .float64)) {
        try archive.load(into: &layer)
      }
      #expect(error?.description.contains("has \(type.rawValue) elements in the file, but float64 ones") == true)
      #expect(layer.weight == Layer().weight && layer.bias == Layer().bias)
    }
  }

  /// Wherever a file is cut off, that is said, in whatever format.
  @Test func truncatedFiles() throws {
    let archive = TensorArchive(Layer())
    let bytes = archive.encoded(as: .safetensors)
    for count in 0..<bytes.count {
      let headerEnd = 8 + Int(bytes[0]) + 256 * Int(bytes[1])
      let needed = count < 8 ? 8 : count < headerEnd ? headerEnd : bytes.count
      #expect(throws: StorageError.truncated(byteCount: count, needed: needed)) {
        try TensorArchive(bytes: Array(bytes[..<count]), format: .safetensors)
      }
    }
    let text = archive.encoded(as: .json)
    // The last byte is the end of a line.
    for count in 0..<(text.count - 1) {
      let error = #expect(throws: StorageError.self) {
        try TensorArchive(bytes: Array(text[..<count]), format: .json)
      }
      #expect(error == invalidJSON, "\(count) bytes")
    }
  }

  @Test func headersTooLarge() {
    for length in [100_000_001, UInt64.max, 1 << 63] {
      let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) } + [0x7B]
      #expect(throws: StorageError.headerTooLarge(byteCount: length)) {
        try TensorArchive(bytes: bytes, format: .safetensors)
      }
    }
    // A file of text, say.
    let error = #expect(throws: StorageError.self) {
      try TensorArchive(bytes: Array("This is no such file".utf8), format: .safetensors)
    }
    #expect(error?.description.contains("the file is not of the safetensors format") == true)
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      StorageError.overlapping(first: "a", second: "b")
    ),
    (
      #"{"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      .overlapping(first: "a", second: "b")
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, .unclaimed(offset: 0, byteCount: 4)),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, .unclaimed(offset: 4, byteCount: 4)),
    ("{}", .unclaimed(offset: 0, byteCount: 8)),
    (#"{"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}"#, .unsupportedType(name: "a", type: "BF16")),
    (
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
      .invalidEntry(name: "a", reason: "it has 8 bytes for a shape of [3] and float32 elements")
    ),
    (
      #"{"a":{"dtype":"F64","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#,
      .invalidEntry(name: "a", reason: "it has 8 bytes for a shape of [4611686018427387904, 4] and float64 elements")
    ),
    (
      #"{"a":{"dtype":"F64","shape":[1]}}"#,
      .malformed(reason: "at a: 'data_offsets' is missing")
    ),
    (
      #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}"#,
      .invalidEntry(name: "a", reason: "data_offsets are [8, 0], where a begin and an end should stand")
    ),
    (
      #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[8]}}"#,
      .invalidEntry(name: "a", reason: "data_offsets are [8], where a begin and an end should stand")
    ),
    (
      #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[-8,0]}}"#,
      .invalidEntry(name: "a", reason: "data_offsets are [-8, 0], where a begin and an end should stand")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}"#,
      .invalidEntry(name: "a", reason: "it has 8 bytes for a shape of [-1, -2] and float32 elements")
    ),
    (
      #"{"a":{"dtype":"F64","size":[1],"data_offsets":[0,8]}}"#,
      .malformed(reason: "at a: 'shape' is missing")
    ),
    (
      #"{"__metadata__":{"parseval.complex128":"[\"a\"]"},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
      .invalidEntry(name: "a", reason: "parseval.complex128 names it, but it is not of pairs of 64-bit numbers")
    ),
    (
      #"{"__metadata__":{"parseval.repeated":"[\"b\"]"},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
      .invalidEntry(name: "b", reason: "parseval.repeated names it, but there is none")
    ),
    (
      #"{"__metadata__":{"parseval.repeated":"a"},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
      .malformed(reason: "its metadata has 'a' for 'parseval.repeated', where a list of names should stand")
    ),
  ])
  func entriesThatMakeNoSense(header: String, expected: StorageError) {
    #expect(throws: expected) { try TensorArchive(bytes: safetensors(header, data: 8), format: .safetensors) }
  }

  /// Of two tensors of one name one is read, and the bytes of the other belong to none.
  @Test func aNameThatStandsTwice() {
    let header =
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
    let error = #expect(throws: StorageError.self) {
      try TensorArchive(bytes: safetensors(header, data: 8), format: .safetensors)
    }
    #expect(error == .unclaimed(offset: 4, byteCount: 4) || error == .unclaimed(offset: 0, byteCount: 4))
  }

  @Test(arguments: [
    "", "{", #"{"a" 1}"#, #"{"a":{}"b":{}}"#, #"{"__metadata__":{"a":"b" "c":"d"}}"#, #"{"__metadata__":{"a":"b"}} x"#,
    #"{"__metadata__":{"a":"b}}"#, #"{"__metadata__":{"a":"\x"}}"#, #"{"__metadata__":{"a":"\u12G4"}}"#,
    #"{"__metadata__":{"a":"\uD800"}}"#, #"{"__metadata__":{"a":"\uD800\u0041"}}"#,
    "{\"__metadata__\":{\"a\":\"\u{1}\"}}", #"{"a":{"dtype":"F32","shape":[01]}}"#,
    #"{"a":{"dtype":"F32","shape":[1e]}}"#,
    String(repeating: "[", count: 100_000),
  ])
  func headersThatAreNoJSON(header: String) {
    #expect(throws: invalidJSON) { try TensorArchive(bytes: safetensors(header), format: .safetensors) }
  }

  /// Whether the place is named depends on the system.
  @Test(arguments: [
    ("float32", "[]", "[1e39]"), ("float64", "[]", "[-1e309]"),
    ("float64", "[1.5]", "[1]"), ("float64", "[9223372036854775808]", "[1]"),
  ])
  func numbersThatDoNotFit(type: String, shape: String, elements: String) throws {
    let text = #"{"tensors":{"a":{"type":"\#(type)","shape":\#(shape),"elements":\#(elements)}}}"#
    let error = try #require(
      throws: StorageError.self, performing: { try TensorArchive(bytes: Array(text.utf8), format: .json) })
    #expect(error.description.hasSuffix("its JSON is not valid, or has a number that does not fit its type"))
  }

  @Test func textThatIsNoUTF8() {
    let text = Array(#"{"tensors":{},"metadata":{"a":""#.utf8) + [0xFF] + Array(#""}}"#.utf8)
    #expect(throws: invalidJSON) { try TensorArchive(bytes: text, format: .json) }
  }

  /// What stands in the wrong place is named by the keys that lead there. (The rest are the system's words.)
  @Test(arguments: [
    ("[]", ""), (#"{"__metadata__":{"a":1}}"#, "at __metadata__/a: "), (#"{"__metadata__":[]}"#, "at __metadata__: "),
    (#"{"a":[]}"#, "at a: "), (#"{"a":{"dtype":32}}"#, "at a/dtype: "),
    (#"{"a":{"dtype":"F32","shape":4}}"#, "at a/shape: "),
    (#"{"a":{"dtype":"F32","shape":[1,2,"3"]}}"#, "at a/shape/2: "),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,null]}}"#, "at a/data_offsets/1: "),
  ])
  func headersOfOtherThings(header: String, place: String) throws {
    let error = try #require(
      throws: StorageError.self, performing: { try TensorArchive(bytes: safetensors(header), format: .safetensors) })
    #expect(error.description.hasPrefix("the file is damaged: \(place)") && error != invalidJSON, "\(error)")
  }

  @Test(arguments: [
    ("{}", "the file is damaged: 'tensors' is missing"),
    (#"{"tensors": []}"#, "the file is damaged: at tensors: "),
    (#"{"tensors": {}, "metadata": {"a": 1}}"#, "the file is damaged: at metadata/a: "),
    (
      #"{"tensors": {"a": {"type": "float16", "shape": [1], "elements": [1]}}}"#,
      "the tensor 'a' has elements of type float16; what is read is float32, float64, complex64, complex128"
    ),
    (
      #"{"tensors": {"a": {"type": "float32", "shape": [2], "elements": [1]}}}"#,
      "the entry of the tensor 'a' is wrong: it has 1 numbers for a shape of [2] and float32 elements"
    ),
    (
      #"{"tensors": {"a": {"type": "complex64", "shape": [2], "elements": [1, 2]}}}"#,
      "the entry of the tensor 'a' is wrong: it has 2 numbers for a shape of [2] and complex64 elements"
    ),
    (
      #"{"tensors": {"a": {"type": "float64", "shape": [-1, -2], "elements": [1, 2]}}}"#,
      "the entry of the tensor 'a' is wrong: it has 2 numbers for a shape of [-1, -2] and float64 elements"
    ),
    (
      #"{"tensors": {"a": {"type": "float64", "shape": [4294967296, 4294967296], "elements": []}}}"#,
      "the entry of the tensor 'a' is wrong: it has 0 numbers for a shape of [4294967296, 4294967296]"
    ),
    (#"{"tensors": {"a": {"type": "float64", "shape": [], "elements": [NaN]}}}"#, "\(invalidJSON)"),
    (
      #"{"tensors": {"a.b": {"type": "float64", "shape": [2], "elements": [0, "nan"]}}}"#,
      "the file is damaged: at tensors/a.b/elements/1: "
    ),
    (
      #"{"tensors": {"a": {"type": "float64", "shape": [], "elements": ["1"]}}}"#,
      "the file is damaged: at tensors/a/elements/0: "
    ),
    (
      #"{"tensors": {"a": {"type": "float64", "shape": []}}}"#,
      "the file is damaged: at tensors/a: 'elements' is missing"
    ),
    (#"{"tensors": {"a": {"shape": [], "elements": [1]}}}"#, "the file is damaged: at tensors/a: 'type' is missing"),
  ])
  func documentsThatAreNone(text: String, beginning: String) throws {
    let error = try #require(
      throws: StorageError.self, performing: { try TensorArchive(bytes: Array(text.utf8), format: .json) })
    #expect(error.description.hasPrefix(beginning), "\(error)")
  }

  @Test func filesThatCannotBeReadOrWritten() throws {
    let folder = try TemporaryFolder()
    var layer = Layer()
    #expect(
      throws: StorageError.unreadable(path: folder.path("no.json"), reason: "No such file or directory")
    ) { try layer.load(from: folder.path("no.json")) }
    let path = folder.path("missing/model.json")
    #expect(throws: StorageError.unwritable(path: path, reason: "No such file or directory")) {
      try layer.save(to: path)
    }
    try FileManager.default.createDirectory(atPath: folder.path("folder.json"), withIntermediateDirectories: false)
    #expect(throws: StorageError.unwritable(path: folder.path("folder.json"), reason: "Is a directory")) {
      try layer.save(to: folder.path("folder.json"))
    }
    #expect(try folder.names() == ["folder.json"])
  }

  /// Where there is no room, the file that was there stays, and nothing beside it.
  @Test func aFileIsReplacedWholeOrNotAtAll() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.path("model.safetensors")
      try Tensor<Double>(1.0).save(to: path)
      // Files of this process may have 4096 bytes from here on; the signal that says so is for others.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      #if os(Linux)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      #expect(throws: StorageError.unwritable(path: path, reason: "File too large")) {
        try Tensor<Double>.linearlySpaced(from: 0, through: 1, count: 10_000).save(to: path)
      }
      #expect(try folder.names() == ["model.safetensors"])
      var read = Tensor<Double>(0.0)
      try read.load(from: path)
      #expect(read == Tensor(1.0))
    }
  }

  @Test func twoTensorsOfOneNameTrap() async {
    struct Twins: Parameterized {
      var first = Tensor(1.0), second = Tensor(2.0)
      mutating func visitParameters(with visitor: inout some ParameterVisitor) {
        visitor.visit("twin", &first)
        visitor.visit("twin", &second)
      }
    }
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TensorArchive(Twins())
    }
    #expect(message(ofExit: exit).contains("two tensors of a Twins have one name: 'twin'"))
  }
}
