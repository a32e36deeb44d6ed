import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Derivatives through the transforms of tensors, of every kind, in every normalization, along any axes, cut off, filled
/// with zeros or as they are: first and second order, forward and reverse mode, against finite differences.
@Suite("Derivatives of every transform")
struct TransformGradientTests {
  @Test("Double precision", arguments: OperationTable<Double>.allTransforms)
  func double(transform: OperationCase) { expectNone(transform.check()) }

  @Test("Single precision", arguments: OperationTable<Float>.allTransforms)
  func single(transform: OperationCase) { expectNone(transform.check()) }
}

// A nonlinear function stands before and after each transform, so that second derivatives pass through it both ways.
extension OperationTable {
  /// Every transform of tensors, in the arrangements in which it can be called.
  static var allTransforms: [OperationCase] {
    Normalization.allCases.flatMap { lines($0) + planes($0) + trigonometricLines($0) + trigonometricPlanes($0) }
      + halfComplex + losses
  }

  /// An even axis, an odd one and a short one.
  private static var shape: [Int] { [4, 5, 2] }

  private static func lines(_ norm: Normalization) -> [OperationCase] {
    let alongAxes = [0, 1, -1].flatMap { axis in
      [
        complexLine("fft", shape, axis, nil, norm) { fft($0, axis: axis, normalization: norm) },
        complexLine("ifft", shape, axis, nil, norm) { ifft($0, axis: axis, normalization: norm) },
        realLine("rfft", shape, axis, nil, norm) { rfft($0, axis: axis, normalization: norm) },
        realLine("ihfft", shape, axis, nil, norm) { ihfft($0, axis: axis, normalization: norm) },
        complexLine("irfft", [3, 2, 4], axis, nil, norm) { irfft($0, axis: axis, normalization: norm) },
        complexLine("hfft", [3, 2, 4], axis, nil, norm) { hfft($0, axis: axis, normalization: norm) },
      ]
    }
    // One point, an odd and an even number of them; bins missing, exactly enough, and too many.
    let resized = [1, 3, 6].flatMap { length in
      [0, -1].flatMap { axis in
        [
          complexLine("fft", [4, 5], axis, length, norm) { fft($0, length: length, axis: axis, normalization: norm) },
          complexLine("ifft", [4, 5], axis, length, norm) {
            ifft($0, length: length, axis: axis, normalization: norm)
          },
          realLine("rfft", [4, 5], axis, length, norm) { rfft($0, length: length, axis: axis, normalization: norm) },
          realLine("ihfft", [4, 5], axis, length, norm) {
            ihfft($0, length: length, axis: axis, normalization: norm)
          },
          complexLine("irfft", [4, 3], axis, length, norm) {
            irfft($0, length: length, axis: axis, normalization: norm)
          },
          complexLine("hfft", [4, 3], axis, length, norm) {
            hfft($0, length: length, axis: axis, normalization: norm)
          },
        ]
      }
    }
    return alongAxes + resized
  }

  private static func planes(_ norm: Normalization) -> [OperationCase] {
    // One axis, two with a batch between, before or behind them, reversed ones, all.
    let arrangements: [([Int]?, [Int]?)] = [
      (nil, nil), ([1], nil), ([-1], nil), ([0, 2], nil), ([1, 0], nil), ([-1, 1], nil), ([2, 0, 1], nil),
      (nil, [3, 4, 3]), ([0, -1], [5, 3]), ([2, 1], [4, 3]), ([1], [7]),
    ]
    return arrangements.flatMap { axes, lengths in
      let name = "\(axes.map { "\($0)" } ?? "all") to \(lengths.map { "\($0)" } ?? "their lengths") \(norm)"
      return [
        OperationCase("fftn along \(name)", shape, C.self) {
          square(fftn(square($0) + $0, axes: axes, lengths: lengths, normalization: norm))
        },
        OperationCase("ifftn along \(name)", shape, C.self) {
          square(ifftn(square($0) + $0, axes: axes, lengths: lengths, normalization: norm))
        },
        OperationCase("rfftn along \(name)", shape, T.self) {
          square(rfftn(square($0) + $0, axes: axes, lengths: lengths, normalization: norm))
        },
        OperationCase("ihfftn along \(name)", shape, T.self) {
          square(ihfftn(square($0) + $0, axes: axes, lengths: lengths, normalization: norm))
        },
        OperationCase("irfftn along \(name)", [3, 3, 2], C.self) {
          square(irfftn(square($0) + $0, axes: axes, lengths: lengths, normalization: norm))
        },
        OperationCase("hfftn along \(name)", [3, 3, 2], C.self) {
          square(hfftn(square($0) + $0, axes: axes, lengths: lengths, normalization: norm))
        },
      ]
    }
  }

  private static func trigonometricLines(_ norm: Normalization) -> [OperationCase] {
    let arrangements: [([Int], Int, Int?)] = [
      ([2, 5], -1, nil), ([4, 3], 0, nil), ([2, 4], 1, 3), ([3, 2], 0, 5),
    ]
    let hartley = arrangements.flatMap { shape, axis, length in
      [
        realLine("dht", shape, axis, length, norm) { dht($0, length: length, axis: axis, normalization: norm) },
        realLine("idht", shape, axis, length, norm) { idht($0, length: length, axis: axis, normalization: norm) },
      ]
    }
    return hartley
      + TrigonometricType.allCases.flatMap { type in
        [true, false].flatMap { ends in
          arrangements.flatMap { shape, axis, length in
            let kind = "type \(type), \(ends ? "orthogonalized" : "ends as they are")"
            return [
              realLine("dct \(kind)", shape, axis, length, norm) {
                dct($0, type: type, length: length, axis: axis, normalization: norm, orthogonalizes: ends)
              },
              realLine("idct \(kind)", shape, axis, length, norm) {
                idct($0, type: type, length: length, axis: axis, normalization: norm, orthogonalizes: ends)
              },
              realLine("dst \(kind)", shape, axis, length, norm) {
                dst($0, type: type, length: length, axis: axis, normalization: norm, orthogonalizes: ends)
              },
              realLine("idst \(kind)", shape, axis, length, norm) {
                idst($0, type: type, length: length, axis: axis, normalization: norm, orthogonalizes: ends)
              },
            ]
          }
        }
      }
  }

  private static func trigonometricPlanes(_ norm: Normalization) -> [OperationCase] {
    let arrangements: [([Int]?, [Int]?)] = [(nil, nil), ([0, 2], nil), ([-1, 1], [3, 4])]
    return TrigonometricType.allCases.flatMap { type in
      arrangements.flatMap { axes, lengths in
        let name = "type \(type) along \(axes.map { "\($0)" } ?? "all") \(norm)"
        return [
          OperationCase("dctn \(name)", [3, 2, 4], T.self) {
            square(dctn(square($0) + $0, type: type, axes: axes, lengths: lengths, normalization: norm))
          },
          OperationCase("idctn \(name)", [3, 2, 4], T.self) {
            square(idctn(square($0) + $0, type: type, axes: axes, lengths: lengths, normalization: norm))
          },
          OperationCase("dstn \(name)", [3, 2, 4], T.self) {
            square(dstn(square($0) + $0, type: type, axes: axes, lengths: lengths, normalization: norm))
          },
          OperationCase("idstn \(name)", [3, 2, 4], T.self) {
            square(idstn(square($0) + $0, type: type, axes: axes, lengths: lengths, normalization: norm))
          },
        ]
      }
    }
  }

  /// The kinds that only a plan reaches, and different ones along different axes.
  private static var halfComplex: [OperationCase] {
    let kinds: [[RealToRealKind]] = [
      [.realToHalfComplex, .halfComplexToReal], [.halfComplexToReal, .dct1], [.dst3, .realToHalfComplex],
      [.dht, .dct3],
    ]
    return kinds.flatMap { kinds in
      [[0, 1], [2, 0]].map { axes in
        OperationCase("\(kinds) along \(axes)", [4, 3, 2], T.self) { x in
          guard let plan = try? RealToRealPlan<T>(shape: x.shape, kinds: kinds, axes: axes) else {
            fatalError("no plan for \(kinds) along \(axes)")
          }
          return square(TransformOperator(plan)(square(x) + x))
        }
      }
    }
  }

  /// What transforms are differentiated for.
  private static var losses: [OperationCase] {
    [
      OperationCase("chirpZ", [2, 5], C.self) {
        square(chirpZ(square($0) + $0, binCount: 4, step: 1 / 32, start: 1 / 8))
      },
      OperationCase("zoomFFT", [2, 4], C.self) {
        square(zoomFFT(square($0) + $0, from: 1 / 8, to: 3 / 8, binCount: 5))
      },
      OperationCase("magnitudes of an image", [4, 6], T.self) { x in mean(square(abs(rfftn(x) + 9) - 1)) },
      OperationCase("autocorrelation", [2, 5], T.self) { x in
        irfft(complex(squaredModulus(rfft(x, length: 9))), length: 9)
      },
      OperationCase("circular product along axis 0", [5, 2], T.self) { x in
        irfft(square(rfft(x, axis: 0)), length: 5, axis: 0)
      },
      OperationCase("sum of a transform", [3, 4], T.self) { x in sum(rfftn(square(x), axes: [1, 0])) },
      OperationCase("round trip", [4, 3], T.self) { x in square(idctn(dctn(square(x), type: .iv), type: .iv)) },
    ]
  }

  private static func complexLine<Output: SampledElement>(
    _ name: String, _ shape: [Int], _ axis: Int, _ length: Int?, _ norm: Normalization,
    _ transform: @escaping @Sendable (Tensor<C>) -> Tensor<Output>
  ) -> OperationCase where Output.RealPart == T {
    OperationCase("\(name) along \(axis) to \(length.map { "\($0)" } ?? "its length") \(norm)", shape, C.self) {
      square(transform(square($0) + $0))
    }
  }

  private static func realLine<Output: SampledElement>(
    _ name: String, _ shape: [Int], _ axis: Int, _ length: Int?, _ norm: Normalization,
    _ transform: @escaping @Sendable (Tensor<T>) -> Tensor<Output>
  ) -> OperationCase where Output.RealPart == T {
    OperationCase("\(name) along \(axis) to \(length.map { "\($0)" } ?? "its length") \(norm)", shape, T.self) {
      square(transform(square($0) + $0))
    }
  }
}
