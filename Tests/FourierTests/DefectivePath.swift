import ComplexNumbers
import Fourier

/// The reference path in double precision with one thing wrong in it.
enum DefectivePath<Flaw: Defect>: DFTPath {
  typealias Scalar = Double

  static func dft(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> Defective<ReferenceDFT<Double>> {
    Flaw.complex(try ReferenceDFT(shape: shape, axes: axes, direction: direction, normalization: normalization))
  }

  static func realDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> Defective<ReferenceRealDFT<Double>> {
    Flaw.real(try ReferenceRealDFT(shape: shape, axes: axes, direction: direction, normalization: normalization))
  }

  static func inverseRealDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> Defective<ReferenceInverseRealDFT<Double>> {
    Flaw.inverseReal(
      try ReferenceInverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: normalization))
  }

  static func realToReal(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]?, direction: Direction, normalization: Normalization,
    orthogonalizes: Bool?
  ) throws(DFTError) -> Defective<ReferenceRealToReal<Double>> {
    Flaw.realToReal(
      try ReferenceRealToReal(
        shape: shape, kinds: kinds, axes: axes, direction: direction, normalization: normalization,
        orthogonalizes: orthogonalizes))
  }
}

/// What is wrong with a path. By default nothing is.
protocol Defect: Sendable {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>>
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>>
  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>>
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>>
}

extension Defect {
  static func complex(_ base: ReferenceDFT<Double>) -> Defective<ReferenceDFT<Double>> { Defective(base) }
  static func real(_ base: ReferenceRealDFT<Double>) -> Defective<ReferenceRealDFT<Double>> { Defective(base) }
  static func inverseReal(_ base: ReferenceInverseRealDFT<Double>) -> Defective<ReferenceInverseRealDFT<Double>> {
    Defective(base)
  }
  static func realToReal(_ base: ReferenceRealToReal<Double>) -> Defective<ReferenceRealToReal<Double>> {
    Defective(base)
  }
}

/// A transform whose results are altered after it has computed them rightly.
struct Defective<Base: FourierTransform>: FourierTransform {
  typealias Input = Base.Input
  typealias Output = Base.Output
  typealias Alteration = @Sendable (Span<Input>, inout MutableSpan<Output>) -> Void
  typealias AdjointAlteration = @Sendable (Span<Output>, inout MutableSpan<Input>) -> Void

  let base: Base
  let alter: Alteration
  let alterAdjoint: AdjointAlteration
  var batchCountTold: Int?

  init(
    _ base: Base, alter: @escaping Alteration = { _, _ in }, alterAdjoint: @escaping AdjointAlteration = { _, _ in }
  ) {
    self.base = base
    self.alter = alter
    self.alterAdjoint = alterAdjoint
  }

  var length: Int { base.length }
  var batchCount: Int { batchCountTold ?? base.batchCount }
  var inputShape: [Int] { base.inputShape }
  var outputShape: [Int] { base.outputShape }
  var inputCount: Int { base.inputCount }
  var outputCount: Int { base.outputCount }

  func transform(_ input: Span<Input>, into output: inout MutableSpan<Output>) {
    base.transform(input, into: &output)
    alter(input, &output)
  }

  func adjoint(_ input: Span<Output>, into output: inout MutableSpan<Input>) {
    base.adjoint(input, into: &output)
    alterAdjoint(input, &output)
  }
}
