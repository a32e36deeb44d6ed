import BenchmarkSupport
import Parseval

extension PreparedCase {
  /// `lin:gd|sgd|sgdloop:f64|f32`, an epoch of a linear layer: one update, or one for each sample. (`sgdloop` is another case
  /// for libraries that can compile the loop of `sgd` away; here it is the same.)
  ///
  /// Checked by the squared norms of the weight and the bias.
  init?<T: TensorScalar>(linearLayer kind: Substring, _ type: T.Type) {
    guard ["gd", "sgd", "sgdloop"].contains(kind) else { return nil }
    let problem = LinearLayerProblem<T>(), isStochastic = kind != "gd"
    let norms = problem.epoch(isStochastic: isStochastic)
    self.init(check: (Double(norms.0), Double(norms.1))) { times in
      for _ in 0..<times { _ = problem.epoch(isStochastic: isStochastic) }
    }
  }
}
