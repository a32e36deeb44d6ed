import Autodiff

// A checkpoint as tensors: `model.…` as the model calls them, `optimizer.MEMORY.…` by the same names, `history.…` with one
// number for each epoch; and as metadata `checkpoint.…`, which are numbers.

private let prefix = "checkpoint."

extension Checkpoint {
  /// The checkpoint as named tensors and metadata.
  public var archive: TensorArchive {
    var archive = TensorArchive()
    let named = model.namedTensors
    for (name, tensor) in named { archive.tensors["model.\(name)"] = tensor }
    for (memory, tensors) in optimizer.memories {
      for (parameter, tensor) in zip(named, tensors) {
        archive.tensors["optimizer.\(memory).\(parameter.name)"] = tensor
      }
    }
    func column(_ name: String, _ value: (EpochReport) -> Double) {
      archive.tensors["history.\(name)"] = .double(Tensor(history.map(value)))
    }
    column("updates") { Double($0.updates) }
    column("trainingLoss", \.trainingLoss)
    column("learningRate", \.learningRate)
    column("isValidated") { $0.validationLoss == nil ? 0 : 1 }
    column("validationLoss") { $0.validationLoss ?? 0 }
    let numbers: [String: String?] = [
      "optimizerStep": "\(optimizer.step)", "memories": JSON.text(optimizer.memories.keys.sorted()),
      "updates": "\(updates)", "batchesUsed": "\(batchesUsed)", "lossSum": "\(lossSum)",
      "sampleCount": "\(minibatches.sampleCount)", "batchSize": "\(minibatches.size)",
      "shuffleSeed": minibatches.shuffleSeed.map { "\($0)" }, "dropsLast": "\(minibatches.dropsLast)",
    ]
    for case (let key, let text?) in numbers { archive.metadata[prefix + key] = text }
    return archive
  }

  /// Writes the checkpoint to a file, whole or not at all: where that fails, or the machine does, an existing file is as it
  /// was.
  ///
  /// - Parameters:
  ///   - path: The file's path, in a folder that exists; the extension says the format: `.json` or `.safetensors`.
  ///   - format: The format, whatever the extension says.
  /// - Throws: ``StorageError/unwritable(path:reason:)`` or ``StorageError/unknownFormat(path:)``.
  public func save(to path: String, format: StorageFormat? = nil) throws(StorageError) {
    try archive.write(to: path, format: format)
  }

  /// Reads a checkpoint from a file.
  ///
  /// - Parameters:
  ///   - path: The file's path; the extension says the format: `.json` or `.safetensors`.
  ///   - model: A model with tensors of the same names, shapes and types; their values don't matter.
  ///   - format: The format, whatever the extension says.
  /// - Throws: A ``StorageError`` that says what is wrong with the file.
  public init(contentsOf path: String, like model: Model, format: StorageFormat? = nil) throws(StorageError) {
    try self.init(TensorArchive(contentsOf: path, format: format), like: model)
  }

  /// A checkpoint of named tensors and metadata.
  ///
  /// - Throws: A ``StorageError`` that says what does not fit.
  public init(_ archive: TensorArchive, like model: Model) throws(StorageError) {
    var archive = archive
    let fields = CheckpointFields(metadata: archive.metadata)
    let memories = try archive.takeNames(prefix + "memories")
    let step: Int = try fields.number("optimizerStep")
    updates = try fields.number("updates")
    batchesUsed = try fields.number("batchesUsed")
    lossSum = try fields.number("lossSum")
    minibatches = try fields.minibatches()
    guard step >= 0, updates >= 0, batchesUsed >= 0, batchesUsed <= minibatches.count else {
      throw .invalidCheckpoint(reason: "a number in its metadata is out of range")
    }

    let own = model.namedTensors
    var state: [String: [AnyTensor]] = [:]
    for memory in memories {
      var tensors: [AnyTensor] = []
      for (name, tensor) in own { tensors.append(try archive.take("optimizer.\(memory).\(name)", like: tensor)) }
      state[memory] = tensors
    }
    optimizer = OptimizerState(step: step, memories: state)
    history = try archive.takeHistory()

    var parameters: [AnyTensor] = []
    for (name, tensor) in own { parameters.append(try archive.take("model.\(name)", like: tensor)) }
    guard archive.tensors.isEmpty else { throw .unexpected(names: archive.tensors.keys.sorted()) }
    var loaded = model
    loaded.replaceTensors(by: parameters)
    self.model = loaded
  }
}

extension TensorArchive {
  /// Takes out a tensor that has the type and the shape of another.
  fileprivate mutating func take(_ name: String, like other: AnyTensor) throws(StorageError) -> AnyTensor {
    defer { tensors[name] = nil }
    return try tensor(name, like: other)
  }

  fileprivate mutating func takeHistory() throws(StorageError) -> [EpochReport] {
    let count = tensors["history.updates"]?.shape.first ?? 0
    let like = AnyTensor.double(.zeros([count]))
    func column(_ name: String, _ archive: inout TensorArchive) throws(StorageError) -> [Double] {
      Double.recover(try archive.take("history.\(name)", like: like))?.elements ?? []
    }
    let updates = try column("updates", &self), trainingLoss = try column("trainingLoss", &self)
    let learningRate = try column("learningRate", &self), isValidated = try column("isValidated", &self)
    let validationLoss = try column("validationLoss", &self)
    var history: [EpochReport] = []
    for epoch in 0..<count {
      guard let updates = Int(exactly: updates[epoch]) else {
        throw .invalidCheckpoint(reason: "\(updates[epoch]) updates after epoch \(epoch + 1)")
      }
      history.append(
        EpochReport(
          epoch: epoch + 1, updates: updates, trainingLoss: trainingLoss[epoch],
          validationLoss: isValidated[epoch] == 0 ? nil : validationLoss[epoch], learningRate: learningRate[epoch]))
    }
    return history
  }
}

/// The numbers in a checkpoint's metadata.
private struct CheckpointFields {
  let metadata: [String: String]

  func number<Number: LosslessStringConvertible>(_ key: String) throws(StorageError) -> Number {
    guard let text = metadata[prefix + key] else {
      throw .invalidCheckpoint(reason: "its metadata has no '\(prefix)\(key)'")
    }
    guard let number = Number(text) else {
      throw .invalidCheckpoint(reason: "its metadata has '\(text)' for '\(prefix)\(key)'")
    }
    return number
  }

  func minibatches() throws(StorageError) -> Minibatches {
    let sampleCount: Int = try number("sampleCount"), size: Int = try number("batchSize")
    let dropsLast: Bool = try number("dropsLast")
    let seed: UInt64? = metadata[prefix + "shuffleSeed"] == nil ? nil : try number("shuffleSeed")
    guard sampleCount > 0, size > 0, !dropsLast || size <= sampleCount else {
      throw .invalidCheckpoint(reason: "it has batches of \(size) samples out of \(sampleCount)")
    }
    return Minibatches(of: sampleCount, size: size, shuffleSeed: seed, dropsLast: dropsLast)
  }
}
