/// Makes nodes and edges with indices out of what was recorded.
struct GraphBuilder {
  private(set) var nodes: [ComputationGraph.Node] = []
  private(set) var edges: [ComputationGraph.Edge] = []

  private let recorded: GraphRecorder.State
  private let arguments: [String]
  private let isDifferentiated: Bool
  private var indices: [ObjectIdentifier: Int] = [:]
  // The same tensor used twice is one constant.
  private var constants: [UnsafeRawPointer: Int] = [:]
  private var constantCount = 0

  init(_ recorded: GraphRecorder.State, arguments: [String], isDifferentiated: Bool) {
    self.recorded = recorded
    self.arguments = arguments
    self.isDifferentiated = isDifferentiated
  }

  /// Adds all arguments, and what `root` depends on; without a root the function's value is a constant. Returns the
  /// root's index.
  mutating func add(root: Node?, value: AnyTensor) -> Int {
    let rootPlace = root.flatMap { recorded.places[ObjectIdentifier($0)] }
    let isNeeded = needed(by: rootPlace)
    for (place, record) in recorded.records.enumerated() where record.inputs.isEmpty || isNeeded[place] {
      add(record, isRoot: place == rootPlace)
    }
    if let root, let index = indices[ObjectIdentifier(root)] { return index }
    return addConstant(value)
  }

  private func needed(by root: Int?) -> [Bool] {
    var isNeeded = Array(repeating: false, count: recorded.records.count)
    guard let root else { return isNeeded }
    isNeeded[root] = true
    for place in (0...root).reversed() where isNeeded[place] {
      for case let node? in recorded.records[place].inputs.map(\.node) {
        if let input = recorded.places[ObjectIdentifier(node)] { isNeeded[input] = true }
      }
    }
    return isNeeded
  }

  private mutating func add(_ record: GraphRecorder.Record, isRoot: Bool) {
    let id = ObjectIdentifier(record.node)
    var inputs: [Int] = []
    // Of an operation with two equal inputs, each edge has its own part.
    var contributions = recorded.contributions[id, default: []]
    var parts: [AnyTensor?] = []
    for input in record.inputs {
      guard let node = input.node, let index = indices[ObjectIdentifier(node)] else {
        inputs.append(addConstant(input.value))
        parts.append(nil)
        continue
      }
      inputs.append(index)
      let part = contributions.firstIndex { $0.input == ObjectIdentifier(node) }
      parts.append(part.map { contributions.remove(at: $0).value })
    }
    let index = nodes.count, number = index - constantCount + 1
    let isLeaf = record.inputs.isEmpty
    indices[id] = index
    nodes.append(
      ComputationGraph.Node(
        index: index, name: "v" + subscriptText(number),
        role: isLeaf ? .leaf : isRoot ? .root : .intermediate,
        operation: isLeaf ? arguments[number - 1] : "\(record.node.operation)", inputs: inputs, value: record.value,
        // An argument that is not used is one that changes nothing.
        adjoint: record.adjoint ?? (isDifferentiated ? record.value.zeros : nil)))
    for (source, part) in zip(inputs, parts) {
      edges.append(ComputationGraph.Edge(source: source, target: index, contribution: part))
    }
  }

  private mutating func addConstant(_ value: AnyTensor) -> Int {
    let address = value.memory.address
    if let address, let index = constants[address], nodes[index].value.shape == value.shape { return index }
    let index = nodes.count
    constantCount += 1
    nodes.append(
      ComputationGraph.Node(
        index: index, name: "c" + subscriptText(constantCount), role: .constant, operation: "constant", inputs: [],
        value: value, adjoint: nil))
    if let address { constants[address] = index }
    return index
  }
}
