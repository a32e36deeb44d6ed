public import Autodiff
import Fourier
public import SignalProcessing

/// A mask between 0 and 1 over time and frequency: the signal nearest to σ(m)·STFT(x), […, T] to […, T].
///
/// ```swift
/// let mask = STFTMaskLayer<Double>(stft: STFT(window: .hann(512), hopLength: 128), logits: .zeros([257]))
/// let half = try mask(recording)   // σ(0) = ½
/// ```
/// - Source: D. Wang, "On ideal binary mask as the computational goal of auditory scene analysis" (2005), for masks;
///   the inverse is that of ``STFT/inverse(_:length:)``.
public struct STFTMaskLayer<T: TensorScalar>: Parameterized, Sendable {
  /// The transform.
  public let stft: STFT
  /// m: of a shape that broadcasts to the spectra's, [bins] for a mask that does not change in time, [frames, bins] for
  /// one that does.
  public var logits: Tensor<T>

  /// A mask from its logits. Traps unless the last axis is the transform's bins, or of extent 1.
  public init(stft: STFT, logits: Tensor<T>) {
    require(
      logits.rank == 0 || logits.shape.last == stft.binCount || logits.shape.last == 1,
      "a mask of shape \(logits.shape) for spectra of \(stft.binCount) bins")
    self.stft = stft
    self.logits = logits
  }

  /// σ(m).
  public var mask: Tensor<T> { sigmoid(logits) }

  /// The masked signals.
  ///
  /// - Throws: ``STFTInversionError`` if the transform's window and hop leave samples that can't be recovered.
  public func callAsFunction(_ x: Tensor<T>) throws(STFTInversionError) -> Tensor<T> {
    let spectra = stft(x)
    return try stft.inverse(spectra * complex(mask), length: x.shape.last ?? 0)
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) { visitor.visit("logits", &logits) }
}
