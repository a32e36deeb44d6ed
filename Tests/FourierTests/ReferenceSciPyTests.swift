import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The reference path is SciPy's in several dimensions, over chosen axes, and for every DCT and DST.
@Suite("Reference path and SciPy")
struct ReferenceSciPyTests {
  static let named: [String: Normalization] = ["backward": .backward, "orthonormal": .orthonormal, "forward": .forward]
  let fixture: SciPyFixture

  init() throws { fixture = try Fixture.load("scipy_transforms") }

  @Test("fftn, ifftn, rfftn, ihfftn, irfftn and hfftn over chosen axes")
  func fourier() throws {
    #expect(fixture.fourier.count == 10)
    for known in fixture.fourier {
      let (shape, axes) = (known.shape, known.axes)
      let passes = axes?.count ?? shape.count
      #expect(known.results.count == 3)
      for result in known.results {
        let norm = try #require(Self.named[result.normalization])
        let comment: Comment = "\(shape), axes \(String(describing: axes)), \(norm)"
        func dft(_ direction: Direction) throws -> ReferenceDFT<Double> {
          try ReferenceDFT(shape: shape, axes: axes, direction: direction, normalization: norm)
        }
        let tolerance = tolerance(points: try dft(.forward).length, passes: passes)
        let z = complex(known.complexInput)
        #expect(distance(try dft(.forward)(z), complex(result.fftn)) <= tolerance, comment)
        #expect(distance(try dft(.inverse)(z), complex(result.ifftn)) <= tolerance, comment)

        func realDFT(_ direction: Direction) throws -> ReferenceRealDFT<Double> {
          try ReferenceRealDFT(shape: shape, axes: axes, direction: direction, normalization: norm)
        }
        let x = known.realInput
        #expect(distance(try realDFT(.forward)(x), complex(result.rfftn)) <= tolerance, comment)
        #expect(distance(try realDFT(.inverse)(x), complex(result.ihfftn)) <= tolerance, comment)

        func toReal(_ direction: Direction) throws -> ReferenceInverseRealDFT<Double> {
          try ReferenceInverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: norm)
        }
        let half = complex(known.halfSpectrum)
        #expect(distance(try toReal(.inverse)(half), result.irfftn) <= tolerance, comment)
        #expect(distance(try toReal(.forward)(half), result.hfftn) <= tolerance, comment)
      }
    }
  }

  @Test("dctn, idctn, dstn and idstn of every type in every normalization, orthogonalized or not")
  func realToReal() throws {
    #expect(fixture.realToReal.count == 16)
    let kinds = Dictionary(uniqueKeysWithValues: RealToRealKind.allCases.map { (name(of: $0), $0) })
    for known in fixture.realToReal {
      let passes = known.axes?.count ?? known.shape.count
      #expect(known.results.count >= 7 * 3)
      for result in known.results {
        let kind = try #require(kinds[result.kind])
        let norm = try #require(Self.named[result.normalization])
        func transform(_ direction: Direction) throws -> ReferenceRealToReal<Double> {
          try ReferenceRealToReal(
            shape: known.shape, kinds: Array(repeating: kind, count: passes), axes: known.axes, direction: direction,
            normalization: norm, orthogonalizes: result.orthogonalizes)
        }
        let comment: Comment =
          "\(kind), \(known.shape), \(norm), orthogonalizes \(String(describing: result.orthogonalizes))"
        let tolerance = tolerance(points: try transform(.forward).logicalLength, passes: passes)
        #expect(distance(try transform(.forward)(known.input), result.forward) <= tolerance, comment)
        #expect(distance(try transform(.inverse)(known.input), result.inverse) <= tolerance, comment)
      }
    }
  }

  /// SciPy's transforms have errors of their own, those of a fast transform.
  private func tolerance(points: Int, passes: Int) -> Double {
    Tolerances.normalizedDFT(length: points, Double.self) + passesGate(passes)
  }
}
