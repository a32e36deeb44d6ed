import BenchmarkSupport
import Parseval

extension PreparedCase {
  /// `grad:L1|L2|L3|L4:f64|f32:SIZE:fwd|fb`, the value of a loss, or its value and gradient; others are not offered.
  ///
  /// Checked by the value and the gradient's squared norm.
  init?<T: TensorScalar>(loss: Substring, _ type: T.Type, size: Substring, mode: Substring, threadCount: Int) {
    guard let problem = SpectralProblem<T>(loss, size: size, threadCount: threadCount) else { return nil }
    switch mode {
    case "fwd":
      self.init(check: (Double(problem.value()), 0)) { times in
        for _ in 0..<times { _ = problem.value() }
      }
    case "fb":
      let (value, gradient) = problem.valueAndGradient()
      let squares = gradient.elements.reduce(0) { $0 + Double($1) * Double($1) }
      self.init(check: (Double(value), squares)) { times in
        for _ in 0..<times { _ = problem.valueAndGradient() }
      }
    default: return nil
    }
  }
}

extension PreparedCase {
  /// `ros:grad:f64|f32`, the gradient of Rosenbrock's function by two scalars. Checked by the two derivatives.
  init<T: TensorScalar>(rosenbrock type: T.Type) {
    let problem = RosenbrockProblem<T>()
    let slope = problem.gradient()
    self.init(check: (Double(slope.0), Double(slope.1))) { times in
      for _ in 0..<times { _ = problem.gradient() }
    }
  }
}

extension SpectralProblem {
  /// L1 and L2 of N samples, L3 of `BxN` samples, enough of them to be mirrored over half its longest frame; L4 of 44100.
  fileprivate init?(_ loss: Substring, size: Substring, threadCount: Int) {
    let extents = size.split(separator: "x").compactMap { Int($0) }
    guard extents.allSatisfy({ $0 > 0 }) else { return nil }
    switch (loss, extents.count) {
    case ("L1", 1): self = .magnitudes(length: extents[0])
    case ("L2", 1): self = .logPowers(length: extents[0])
    case ("L3", 2) where extents[1] > 1024:
      self = .multiResolutionSTFT(count: extents[0], length: extents[1], threadCount: threadCount)
    case ("L4", 1) where extents[0] == 44100: self = .filterIdentification()
    default: return nil
    }
  }
}
