import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The suite that the Fourier operators pass can fail: with one rule broken, it finds which one.
@Suite("Rejection of wrong Fourier operators")
struct TransformMutationTests {
  static let mutations = TransformMutations<Double>.all + TransformMutations<Float>.all

  @Test("A broken rule is found", arguments: mutations)
  func rejected(mutation: TransformMutation) throws {
    for failures in try mutation.broken() {
      let found = failures.map(\.property)
      #expect(found.contains(mutation.property), "found \(found) instead of \(mutation.property)")
    }
  }

  @Test("The same operator with the rule intact is accepted", arguments: mutations)
  func accepted(mutation: TransformMutation) throws {
    for failures in try mutation.intact() { expectNone(failures) }
  }

  @Test("Gradients through a broken rule are rejected, too", arguments: TransformMutations<Double>.gradients)
  func gradients(mutation: TransformMutation) throws {
    for failures in try mutation.broken() {
      let found = Set(failures.map(\.property))
      #expect(found.isSuperset(of: [.forwardAgainstReverse, .firstDerivative]), "found \(found)")
    }
    for failures in try mutation.intact() { expectNone(failures) }
  }

  @Test("Every real-to-real kind whose adjoint is not the inverse kind alone has a mutation")
  func kinds() {
    let weighted: [RealToRealKind] = [.dct1, .dct2, .dct3, .dst2, .dst3, .realToHalfComplex, .halfComplexToReal]
    for kind in weighted {
      #expect(Self.mutations.contains { $0.name.hasPrefix("\(kind)'s adjoint without the weights") }, "\(kind)")
    }
    #expect(Set(Self.mutations.map(\.name)).count == Self.mutations.count)
  }
}

/// One broken rule, and the property by which the checkers have to find it.
struct TransformMutation: Sendable, CustomTestStringConvertible {
  let name: String
  let property: CheckFailure.Property
  /// What the checkers find, for each of some sizes.
  let broken: @Sendable () throws -> [[Finding]]
  /// What they find without the mutation.
  let intact: @Sendable () throws -> [[Finding]]
  var testDescription: String { name }
}

/// A transform with its directions replaced.
struct Mutant<Base: FourierTransform>: FourierTransform
where Base.Input: BitwiseCopyable & Sendable, Base.Output: BitwiseCopyable & Sendable {
  typealias Input = Base.Input
  typealias Output = Base.Output
  let base: Base
  var forward: @Sendable ([Input]) -> [Output]
  var backward: @Sendable ([Output]) -> [Input]

  init(
    _ base: Base, forward: (@Sendable ([Input]) -> [Output])? = nil, adjoint: (@Sendable ([Output]) -> [Input])? = nil
  ) {
    self.base = base
    self.forward = forward ?? { base($0) }
    backward = adjoint ?? { base.adjoint($0) }
  }

  var length: Int { base.length }
  var batchCount: Int { base.batchCount }
  var inputShape: [Int] { base.inputShape }
  var outputShape: [Int] { base.outputShape }
  var inputCount: Int { base.inputCount }
  var outputCount: Int { base.outputCount }

  func transform(_ input: Span<Input>, into output: inout MutableSpan<Output>) {
    let image = forward(input.indices.map { input[$0] })
    for index in image.indices { output[index] = image[index] }
  }

  func adjoint(_ input: Span<Output>, into output: inout MutableSpan<Input>) {
    let image = backward(input.indices.map { input[$0] })
    for index in image.indices { output[index] = image[index] }
  }
}
