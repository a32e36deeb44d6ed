import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The transforms of tensors are those of arrays, which are SciPy's.
@Suite("Transforms of tensors")
struct TransformTests {
  private func signal(_ shape: [Int], seed: UInt64) -> Tensor<Double> {
    var random = SeededRandom(seed: seed)
    return random.tensor(shape: shape)
  }

  private func spectrum(_ shape: [Int], seed: UInt64) -> Tensor<Complex<Double>> {
    var random = SeededRandom(seed: seed)
    return random.tensor(shape: shape)
  }

  // MARK: One axis

  @Test("Along a vector they give the bits of the array functions", arguments: [1, 2, 3, 4, 5, 8, 9, 15, 16, 31, 64])
  func vectors(count: Int) {
    let z = spectrum([count], seed: 5), x = signal([count], seed: 6)
    for norm in Normalization.allCases {
      for length in [nil, 1, count + 3, max(1, count - 2)] {
        #expect(
          fft(z, length: length, normalization: norm) == Tensor(fft(z.elements, length: length, normalization: norm)))
        #expect(
          ifft(z, length: length, normalization: norm) == Tensor(ifft(z.elements, length: length, normalization: norm)))
        #expect(
          rfft(x, length: length, normalization: norm) == Tensor(rfft(x.elements, length: length, normalization: norm)))
        #expect(
          ihfft(x, length: length, normalization: norm)
            == Tensor(ihfft(x.elements, length: length, normalization: norm))
        )
        #expect(
          dht(x, length: length, normalization: norm) == Tensor(dht(x.elements, length: length, normalization: norm)))
        #expect(
          idht(x, length: length, normalization: norm) == Tensor(idht(x.elements, length: length, normalization: norm)))
        if length == nil && count == 1 { continue }
        #expect(
          irfft(z, length: length, normalization: norm)
            == Tensor(irfft(z.elements, length: length, normalization: norm))
        )
        #expect(
          hfft(z, length: length, normalization: norm) == Tensor(hfft(z.elements, length: length, normalization: norm)))
      }
    }
  }

  @Test("Cosines and sines along a vector, of every type", arguments: TrigonometricType.allCases, [2, 5, 8])
  func trigonometricVectors(type: TrigonometricType, count: Int) {
    let x = signal([count], seed: 7)
    for norm in Normalization.allCases {
      for ends in [nil, true, false] {
        for length in [nil, 3, 9] {
          func expectEqual(_ tensor: Tensor<Double>, _ array: [Double]) { #expect(tensor == Tensor(array)) }
          expectEqual(
            dct(x, type: type, length: length, normalization: norm, orthogonalizes: ends),
            dct(x.elements, type: type, length: length, normalization: norm, orthogonalizes: ends))
          expectEqual(
            idct(x, type: type, length: length, normalization: norm, orthogonalizes: ends),
            idct(x.elements, type: type, length: length, normalization: norm, orthogonalizes: ends))
          expectEqual(
            dst(x, type: type, length: length, normalization: norm, orthogonalizes: ends),
            dst(x.elements, type: type, length: length, normalization: norm, orthogonalizes: ends))
          expectEqual(
            idst(x, type: type, length: length, normalization: norm, orthogonalizes: ends),
            idst(x.elements, type: type, length: length, normalization: norm, orthogonalizes: ends))
        }
      }
    }
  }

  @Test("Along any axis they transform each line", arguments: [0, 1, 2, -1, -2, -3])
  func lines(axis: Int) {
    let z = spectrum([4, 5, 3], seed: 8), x = signal([4, 5, 3], seed: 9)
    for length in [2, 4, 7] {
      expectLines(of: z, axis, { fft($0, length: length, axis: $1) }, { fft($0, length: length) })
      expectLines(of: z, axis, { ifft($0, length: length, axis: $1) }, { ifft($0, length: length) })
      expectLines(of: x, axis, { rfft($0, length: length, axis: $1) }, { rfft($0, length: length) })
      expectLines(of: z, axis, { irfft($0, length: length, axis: $1) }, { irfft($0, length: length) })
      expectLines(of: z, axis, { hfft($0, length: length, axis: $1) }, { hfft($0, length: length) })
      expectLines(of: x, axis, { ihfft($0, length: length, axis: $1) }, { ihfft($0, length: length) })
      expectLines(of: x, axis, { dct($0, length: length, axis: $1) }, { dct($0, length: length) })
      expectLines(of: x, axis, { idct($0, type: .i, length: length, axis: $1) }, { idct($0, type: .i, length: length) })
      expectLines(
        of: x, axis, { dst($0, type: .iii, length: length, axis: $1) }, { dst($0, type: .iii, length: length) })
      expectLines(of: x, axis, { idst($0, length: length, axis: $1) }, { idst($0, length: length) })
      expectLines(of: x, axis, { dht($0, length: length, axis: $1) }, { dht($0, length: length) })
      expectLines(of: x, axis, { idht($0, length: length, axis: $1) }, { idht($0, length: length) })
    }
    expectLines(of: z, axis, { irfft($0, axis: $1) }, { irfft($0) })
    expectLines(of: z, axis, { hfft($0, axis: $1) }, { hfft($0) })
  }

  private func expectLines<Input: SampledElement, Output: SampledElement>(
    of x: Tensor<Input>, _ axis: Int, _ transform: (Tensor<Input>, Int) -> Tensor<Output>,
    _ line: ([Input]) -> [Output], sourceLocation: SourceLocation = #_sourceLocation
  ) where Input.RealPart == Double, Output.RealPart == Double {
    let result = transform(x, axis), axis = (axis + x.rank) % x.rank
    let extent = x.shape[axis], inner = x.shape[(axis + 1)...].reduce(1, *)
    let elements = x.elements, images = result.elements
    for start in 0..<(x.count / extent) {
      let (outer, offset) = (start / inner, start % inner)
      let expected = line((0..<extent).map { elements[(outer * extent + $0) * inner + offset] })
      let image = (0..<result.shape[axis]).map { images[(outer * result.shape[axis] + $0) * inner + offset] }
      let difference = euclideanNorm(Tensor(image) - Tensor(expected))
      // Both are fast transforms of at most 2 · 8 points, with ends that weigh √2 more or less.
      let bound = 4 * Tolerances.normalizedDFT(length: 16, Double.self) * euclideanNorm(Tensor(expected))
      #expect(difference <= bound, "line \(start) along axis \(axis)", sourceLocation: sourceLocation)
    }
  }

  @Test("A length cuts off or adds zeros, as in NumPy")
  func cutOrExtended() {
    let z: [Complex<Double>] = [1, 2, .i, 4, 5], x: [Double] = [1, 2, 3, 4, 5]
    #expect(fft(Tensor(z), length: 3).elements == fft([1, 2, Complex.i] as [Complex<Double>]))
    #expect(fft(Tensor(z), length: 7).elements == fft(z + [0, 0]))
    #expect(ifft(Tensor(z), length: 2).elements == ifft([1, 2] as [Complex<Double>]))
    #expect(rfft(Tensor(x), length: 4).elements == rfft([1, 2, 3, 4] as [Double]))
    #expect(rfft(Tensor(x), length: 6).elements == rfft(x + [0]))
    #expect(irfft(Tensor(z), length: 3).elements == irfft([1, 2] as [Complex<Double>], length: 3))
    #expect(irfft(Tensor(z), length: 11).elements == irfft(z + [0], length: 11))
    #expect(irfft(Tensor(z)).shape == [8] && hfft(Tensor(z)).shape == [8])
    #expect(rfft(Tensor(repeating: 2.0, shape: [2, 4])) == Tensor([[8, 0, 0], [8, 0, 0]]))
    #expect(rfft(Tensor(repeating: 2.0, shape: [4, 2]), axis: 0) == Tensor([[8, 8], [0, 0], [0, 0]]))
    #expect(rfft(Tensor(repeating: 1.0, shape: [2, 3, 4]), length: 9, axis: 1).shape == [2, 5, 4])
    #expect(irfft(Tensor(repeating: Complex(1.0, 0), shape: [2, 3, 4]), length: 9, axis: 1).shape == [2, 9, 4])
  }

  // MARK: Several axes

  @Test("Along several axes they give what the array functions give", arguments: TransformOperatorTests.arrangements)
  func severalAxes(arrangement: TransformArrangement) throws {
    let (shape, axes) = (arrangement.shape, arrangement.axes)
    let x = signal(shape, seed: 12), z = spectrum(shape, seed: 13)
    let lengths = arrangement.transformed.enumerated().map { $0.offset.isMultiple(of: 2) ? 5 : 2 }
    var resized = shape
    for (axis, length) in zip(arrangement.transformed, lengths) { resized[axis] = length }
    let halved = try #require(arrangement.transformed.last)
    var halfShape = shape
    halfShape[halved] = shape[halved] / 2 + 1
    let half = spectrum(halfShape, seed: 14)
    for norm in Normalization.allCases {
      func expectClose<Element: SampledElement>(
        _ tensor: Tensor<Element>, _ array: [Element], _ shape: [Int], sourceLocation: SourceLocation = #_sourceLocation
      ) where Element.RealPart == Double {
        let expected = Tensor(array, shape: shape)
        let bound = 2 * arrangement.tolerance(Double.self) * euclideanNorm(expected)
        #expect(tensor.shape == shape, sourceLocation: sourceLocation)
        #expect(euclideanNorm(tensor - expected) <= bound, "\(norm)", sourceLocation: sourceLocation)
      }
      for n in [nil, lengths] {
        let full = n == nil ? shape : resized
        var bins = full
        bins[halved] = full[halved] / 2 + 1
        expectClose(
          fftn(z, axes: axes, lengths: n, normalization: norm),
          fftn(z.elements, shape: shape, axes: axes, lengths: n, normalization: norm), full)
        expectClose(
          ifftn(z, axes: axes, lengths: n, normalization: norm),
          ifftn(z.elements, shape: shape, axes: axes, lengths: n, normalization: norm), full)
        expectClose(
          rfftn(x, axes: axes, lengths: n, normalization: norm),
          rfftn(x.elements, shape: shape, axes: axes, lengths: n, normalization: norm), bins)
        expectClose(
          ihfftn(x, axes: axes, lengths: n, normalization: norm),
          ihfftn(x.elements, shape: shape, axes: axes, lengths: n, normalization: norm), bins)
      }
      let own = arrangement.transformed.map { shape[$0] }
      expectClose(
        irfftn(half, axes: axes, lengths: own, normalization: norm),
        irfftn(half.elements, shape: shape, axes: axes, normalization: norm), shape)
      expectClose(
        hfftn(half, axes: axes, lengths: own, normalization: norm),
        hfftn(half.elements, shape: shape, axes: axes, normalization: norm), shape)
      // Cut off or extended along every transformed axis, the bins of the last one to what the length needs.
      let cut = zip(arrangement.transformed, lengths).reduce(half) { bins, resizing in
        bins.resized(to: resizing.0 == halved ? resizing.1 / 2 + 1 : resizing.1, axis: resizing.0)
      }
      expectClose(
        irfftn(half, axes: axes, lengths: lengths, normalization: norm),
        irfftn(cut.elements, shape: resized, axes: axes, normalization: norm), resized)
    }
  }

  @Test("Cosines and sines along several axes", arguments: TrigonometricType.allCases)
  func trigonometricPlanes(type: TrigonometricType) {
    let x = signal([3, 4, 2], seed: 15)
    for norm in Normalization.allCases {
      for ends in [nil, true, false] {
        for (axes, lengths) in [(nil, nil), ([0, 2], nil), ([-1, 1], [3, 5])] as [([Int]?, [Int]?)] {
          func expectEqual(
            _ name: String, _ tensor: Tensor<Double>, _ array: [Double],
            sourceLocation: SourceLocation = #_sourceLocation
          ) {
            #expect(tensor.elements == array, "\(name) \(norm)", sourceLocation: sourceLocation)
            #expect(tensor.shape == (lengths == nil ? [3, 4, 2] : [3, 5, 3]), sourceLocation: sourceLocation)
          }
          let e = x.elements, s = x.shape
          expectEqual(
            "dctn", dctn(x, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends),
            dctn(e, shape: s, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends))
          expectEqual(
            "idctn", idctn(x, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends),
            idctn(e, shape: s, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends))
          expectEqual(
            "dstn", dstn(x, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends),
            dstn(e, shape: s, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends))
          expectEqual(
            "idstn", idstn(x, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends),
            idstn(e, shape: s, type: type, axes: axes, lengths: lengths, normalization: norm, orthogonalizes: ends))
        }
      }
    }
  }

  // MARK: Special

  @Test("Chirp-z, zoom and nonuniform transforms of each row")
  func special() throws {
    let z = spectrum([3, 2, 5], seed: 16), points = [0.5, -1, 2, 3, -0.25]
    let chirps = chirpZ(z, binCount: 4, step: 0.03, start: 0.1)
    let zooms = zoomFFT(z, from: 10, to: 20, binCount: 3, sampleRate: 50, includesEnd: true)
    let modes = try nufft1(z, at: points, modeCount: 6, tolerance: 1e-9)
    let values = try nufft2(z, at: [0.5, 1], modeOrder: .natural)
    #expect(chirps.shape == [3, 2, 4] && zooms.shape == [3, 2, 3])
    #expect(modes.shape == [3, 2, 6] && values.shape == [3, 2, 2])
    for row in 0..<6 {
      let line = Array(z.elements[(5 * row)..<(5 * row + 5)])
      func expectRow(_ tensor: Tensor<Complex<Double>>, _ expected: [Complex<Double>]) {
        let n = expected.count
        #expect(Array(tensor.elements[(n * row)..<(n * row + n)]) == expected)
      }
      expectRow(chirps, chirpZ(line, binCount: 4, step: 0.03, start: 0.1))
      expectRow(zooms, zoomFFT(line, from: 10, to: 20, binCount: 3, sampleRate: 50, includesEnd: true))
      expectRow(modes, try nufft1(line, at: points, modeCount: 6, tolerance: 1e-9))
      expectRow(values, try nufft2(line, at: [0.5, 1], modeOrder: .natural))
    }
    #expect(throws: NonuniformDFTError.nonFinitePoint(index: 1)) { try nufft2(z, at: [0, .infinity]) }
  }

  @Test("Derivatives through the nonuniform transforms")
  func nonuniformGradients() {
    let points = [0.5, -1, 2, 3, -0.25]
    let f: (Tensor<Complex<Double>>) -> Tensor<Complex<Double>> = { z in
      guard let modes = try? nufft1(square(z), at: points, modeCount: 4),
        let values = try? nufft2(square(modes), at: points)
      else { fatalError("no transform for \(points)") }
      return square(values)
    }
    expectNone(checkGradient(of: f, at: spectrum([2, 5], seed: 17)))
  }

  // MARK: Traps

  @Test("Axes that are not there, or twice, or none")
  func axes() async {
    let range = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dct(Tensor([[1.0, 2]]), axis: 2)
    }
    expectMessage(range, "axis 2 is out of range for a tensor of shape [1, 2]")
    let several = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfftn(Tensor([[1.0, 2]]), axes: [0, -3])
    }
    expectMessage(several, "axis -3 is out of range for a tensor of shape [1, 2]")
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dstn(Tensor([[1.0, 2]]), axes: [1, -1])
    }
    expectMessage(
      twice, "dstn of a tensor of shape [1, 2]: the axes [1, -1] of an array of rank 2 name axis 1 more than")
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = irfftn(Tensor([[Complex(1.0, 2)]]), axes: [])
    }
    expectMessage(none, "irfftn of a tensor of shape [1, 1]: a transform needs at least one axis, but none is given")
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfftn(Tensor(1.0))
    }
    expectMessage(scalar, "rfftn of a tensor of shape []: a transform of an array without axes is not possible")
  }

  @Test("Lengths that cannot be")
  func lengths() async {
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ihfftn(Tensor([[1.0, 2]]), axes: [1], lengths: [2, 2])
    }
    expectMessage(count, "ihfftn of a tensor of shape [1, 2]: 2 lengths [2, 2] do not fit the axes [1]")
    let zero = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rfftn(Tensor([[1.0, 2]]), lengths: [1, 0])
    }
    expectMessage(zero, "rfftn of a tensor of shape [1, 2]: the length along axis 1 is 0, but must be at least 1")
    let bins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = hfftn(Tensor([[Complex(1.0, 2)]]))
    }
    expectMessage(bins, "hfftn of a tensor of shape [1, 1]: the length along axis 1 is 0, but must be at least 1")
    let cosine = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = idct(Tensor([[1.0, 2]]), type: .i, axis: 0)
    }
    expectMessage(cosine, "idct of a tensor of shape [1, 2]: a DCT-I of length 1 does not exist")
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = chirpZ(Tensor([Complex<Double>]()), binCount: 3, step: 0.1)
    }
    expectMessage(empty, "chirpZ of a tensor of shape [0]: a DFT of length 0 does not exist")
    let points = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try nufft1(Tensor([Complex(1.0, 2)]), at: [0.5, 1], modeCount: 3)
    }
    expectMessage(points, "nufft1: 2 points, but a tensor of strengths of shape [1]")
  }
}
