/// `real_to_real.json`: the real-to-real kinds by mpmath, as decimals that no binary precision has cut.
struct RealToRealFixture: Decodable {
  struct Case: Decodable {
    let kind: String
    let length: Int
    let input, output: [String]
  }
  let cases: [Case]
}

/// `scipy_transforms.json`: what SciPy computes over several axes, and of every DCT and DST.
struct SciPyFixture: Decodable {
  struct Fourier: Decodable {
    struct Result: Decodable {
      let normalization: String
      let fftn, ifftn, rfftn, ihfftn: [[Double]]
      let irfftn, hfftn: [Double]
    }
    let shape: [Int]
    let axes: [Int]?
    let complexInput: [[Double]]
    let realInput: [Double]
    let halfSpectrum: [[Double]]
    let results: [Result]
  }
  struct RealToReal: Decodable {
    struct Result: Decodable {
      let kind, normalization: String
      let orthogonalizes: Bool?
      let forward, inverse: [Double]
    }
    let shape: [Int]
    let axes: [Int]?
    let input: [Double]
    let results: [Result]
  }
  let fourier: [Fourier]
  let realToReal: [RealToReal]
}
