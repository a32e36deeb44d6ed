/// A discrete Fourier transform of fixed size: a linear map that knows its adjoint.
///
/// Both paths meet it: the reference (``ReferenceDFT`` and its real kin), which sums the definition, and the plans of
/// FFTW (``DFTPlan`` and its real kin). A batch is `batchCount` independent transforms; unless a plan was given a layout
/// of its own, arrays are row-major, so that equal rows lie one behind the other.
public protocol FourierTransform<Input, Output>: Sendable {
  associatedtype Input
  associatedtype Output

  /// N, the number of points of one transform: along several axes, of all of them.
  var length: Int { get }

  /// The number of transforms in one call.
  var batchCount: Int { get }

  /// The shape of the whole input, batch and all.
  var inputShape: [Int] { get }

  /// The shape of the whole output.
  var outputShape: [Int] { get }

  /// Elements of the input's buffer: the product of its shape, unless it lies there with strides of its own.
  var inputCount: Int { get }

  /// Elements of the output's buffer: the product of its shape, unless it goes there with strides of its own.
  var outputCount: Int { get }

  /// Whether the input's buffer has places that belong to no element of it.
  var inputHasGaps: Bool { get }

  /// Whether the output's buffer has places that belong to no element of it; a call leaves them as they are.
  var outputHasGaps: Bool { get }

  /// output = A · input. The input is left as it is; counts that differ from `inputCount` and `outputCount` trap.
  func transform(_ input: Span<Input>, into output: inout MutableSpan<Output>)

  /// output = Aᴴ · input, the adjoint under the real inner product Re⟨x, y⟩: Re⟨Ax, y⟩ = Re⟨x, Aᴴy⟩ for every x and y.
  ///
  /// For a unitary transform it is the inverse. It is what carries a gradient from a spectrum to its signal.
  func adjoint(_ input: Span<Output>, into output: inout MutableSpan<Input>)
}

extension FourierTransform {
  /// By default, `batchCount` rows.
  public var inputShape: [Int] { [batchCount, inputCount / batchCount] }
  /// By default, `batchCount` rows.
  public var outputShape: [Int] { [batchCount, outputCount / batchCount] }
  public var inputHasGaps: Bool { false }
  public var outputHasGaps: Bool { false }

  /// output = A · input, between arrays. `output` keeps its storage; its count must be `outputCount` already.
  @inlinable
  public func transform(_ input: [Input], into output: inout [Output]) {
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var span = MutableSpan(_unsafeElements: output)
        transform(Span(_unsafeElements: input), into: &span)
      }
    }
  }

  /// output = Aᴴ · input, between arrays. `output` keeps its storage; its count must be `inputCount` already.
  @inlinable
  public func adjoint(_ input: [Output], into output: inout [Input]) {
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var span = MutableSpan(_unsafeElements: output)
        adjoint(Span(_unsafeElements: input), into: &span)
      }
    }
  }
}

extension FourierTransform where Input: BitwiseCopyable, Output: BitwiseCopyable {
  /// A · input, as a new array; gaps between its elements are zero bits.
  @inlinable
  public func callAsFunction(_ input: [Input]) -> [Output] {
    input.withUnsafeBufferPointer { input in
      written(count: outputCount, hasGaps: outputHasGaps) { output in
        transform(Span(_unsafeElements: input), into: &output)
      }
    }
  }

  /// Aᴴ · input, as a new array; gaps between its elements are zero bits.
  @inlinable
  public func adjoint(_ input: [Output]) -> [Input] {
    input.withUnsafeBufferPointer { input in
      written(count: inputCount, hasGaps: inputHasGaps) { output in
        adjoint(Span(_unsafeElements: input), into: &output)
      }
    }
  }
}

/// An array of `count` elements that `write` writes, all but the gaps.
@inlinable @inline(__always)
func written<Element: BitwiseCopyable>(
  count: Int, hasGaps: Bool = false, _ write: (inout MutableSpan<Element>) -> Void
) -> [Element] {
  Array(unsafeUninitializedCapacity: count) { output, written in
    if hasGaps { UnsafeMutableRawBufferPointer(output).initializeMemory(as: UInt8.self, repeating: 0) }
    // A span may cover memory not yet written, since its elements are plain bits and the transform writes them all.
    var span = MutableSpan(_unsafeElements: UnsafeMutableBufferPointer(rebasing: output[..<count]))
    write(&span)
    written = count
  }
}

/// Traps unless a call's buffers have the counts that the transform was made for.
@inlinable @inline(__always)
func requireCounts(_ name: StaticString, input: Int, expected: Int, output: Int, expectedOutput: Int) {
  require(
    input == expected && output == expectedOutput,
    "\(name): takes \(expected) elements to \(expectedOutput), but was given \(input) and a place for \(output)")
}
