import BenchmarkSupport
import Parseval

/// A case that is ready to be timed.
struct PreparedCase {
  /// Two numbers that depend on all of the result, by which a driver sees that its workers compute the same.
  let check: (Double, Double)
  /// Does the work so many times.
  let run: Repeated

  init(check: (Double, Double), run: @escaping Repeated) {
    self.check = check
    self.run = run
  }

  /// The case of a name such as `fft:r2c:f64:4096`, `grad:L1:f32:65536:fb`, `lin:sgd:f64` or `ros:grad:f64`; nil if it is
  /// not offered.
  init?(_ name: Substring, calls: TransformCalls) throws {
    let fields = name.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count >= 3 else { return nil }
    switch fields[2] {
    case "f64": try self.init(fields, Double.self, calls: calls)
    case "f32": try self.init(fields, Float.self, calls: calls)
    default: return nil
    }
  }

  private init?<T: TensorScalar>(_ fields: [Substring], _ type: T.Type, calls: TransformCalls) throws {
    switch fields[0] {
    case "fft" where fields.count == 4:
      try self.init(transform: fields[1], T.self, size: fields[3], calls: calls)
    // What a tensor's transforms and their gradients use is one thread, but for the fused loss.
    case "grad" where fields.count == 5 && (calls.threadCount == 1 || fields[1] == "L3"):
      self.init(loss: fields[1], T.self, size: fields[3], mode: fields[4], threadCount: calls.threadCount)
    case "lin" where fields.count == 3 && calls.threadCount == 1:
      self.init(linearLayer: fields[1], T.self)
    case "ros" where fields.count == 3 && fields[1] == "grad" && calls.threadCount == 1:
      self.init(rosenbrock: T.self)
    default: return nil
    }
  }
}
