import Fourier

/// Keeps what happens at one level of reverse mode, for a picture of it.
final class GraphRecorder: GraphObserver {
  /// One traced value, in the order of computation.
  struct Record: Sendable {
    let node: Node
    let value: AnyTensor
    let inputs: [ObservedValue]
    var adjoint: AnyTensor?
  }

  /// What an edge handed on to `input`.
  struct Contribution: Sendable {
    let input: ObjectIdentifier
    let value: AnyTensor
  }

  struct State: Sendable {
    var records: [Record] = []
    // Nodes are told apart by identity, which the records keep alive.
    var places: [ObjectIdentifier: Int] = [:]
    /// By the node that handed them on, in the order of its edges.
    var contributions: [ObjectIdentifier: [Contribution]] = [:]
  }

  private let state = Guarded<State?>(State())

  /// What has been recorded until now.
  var recorded: State { state.withLock { $0 ?? State() } }

  /// Ends the recording, without which the recorder and its nodes' level would hold each other.
  func finish() {
    let records = state.withLock { state in
      defer { state = nil }
      return state
    }
    // Released here, and not under the lock.
    _ = records
  }

  func didTrace(_ value: ObservedValue, inputs: [ObservedValue]) {
    guard let node = value.node else { return }
    state.withLock { state in
      guard let place = state?.records.count else { return }
      state?.places[ObjectIdentifier(node)] = place
      state?.records.append(Record(node: node, value: value.value, inputs: inputs))
    }
  }

  func willSweep(from root: Node, seed: AnyTensor) {}

  func didComplete(_ cotangent: AnyTensor, of node: Node) {
    let adjoint = cotangent.untraced
    state.withLock { state in
      if let place = state?.places[ObjectIdentifier(node)] { state?.records[place].adjoint = adjoint }
    }
  }

  func didHandOn(_ contribution: AnyTensor, to input: Node, from node: Node, of cotangent: AnyTensor) {
    let contribution = Contribution(input: ObjectIdentifier(input), value: contribution.untraced)
    state.withLock { $0?.contributions[ObjectIdentifier(node), default: []].append(contribution) }
  }
}
