import ComplexNumbers
import Foundation
import Fourier
import TestSupport
import Testing

/// Wisdom to test with, and what can be asked of the process's.
enum WisdomSample {
  private static let entries = [
    "(fftw_codelet_t2fv_2_avx 0 #x11bdd #x11bdd #x0 #xca990a4b #xe5e9abdb #x662955b5 #x109b1ce1)",
    "(fftw_codelet_n2fv_32_avx 12 #x11bdd #x11bdd #x0 #x58b9641c #x9e30bdf8 #xf0f47ae8 #x7655e569)",
  ]

  /// A text with the header that this process's FFTW writes.
  static func text(_ precision: Precision, entries: [String] = entries) -> String {
    let current = String(decoding: Wisdom.current(precision).bytes, as: UTF8.self)
    return current.prefix { $0 != "\n" } + "\n" + entries.map { "  \($0)\n" }.joined() + ")\n"
  }

  /// The text of `wisdom` with one more entry, its last.
  static func text(_ wisdom: Wisdom, adding entry: String) -> String {
    String(decoding: wisdom.bytes, as: UTF8.self).dropLast(2) + "  \(entry)\n)\n"
  }

  /// The lines of the entries, of which FFTW gives no order.
  static func entries(_ wisdom: Wisdom) -> Set<String> {
    Set(
      String(decoding: wisdom.bytes, as: UTF8.self).split(separator: "\n").dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) })
  }

  /// What the process knows after it has measured.
  static func measured<T: TransformScalar>(_ type: T.Type, length: Int = 96) throws -> Wisdom {
    _ = try DFTPlan<T>(length: length, effort: .measure)
    return .current(T.precision)
  }

  /// Expects that a plan can be made by wisdom alone, and that it is right.
  static func expectKnown<T: TransformScalar>(
    _ type: T.Type, length: Int = 96, location: SourceLocation = #_sourceLocation
  ) throws {
    let plan = try DFTPlan<T>(length: length, effort: .measure, options: PlanningOptions(wisdomOnly: true))
    #expect(error(plan) <= Tolerances.dft(length: length), sourceLocation: location)
  }

  /// Expects that no plan can be made by wisdom alone.
  static func expectNone<T: TransformScalar>(
    _ type: T.Type, length: Int = 96, location: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: DFTError.self, sourceLocation: location) {
      do {
        _ = try DFTPlan<T>(length: length, effort: .measure, options: PlanningOptions(wisdomOnly: true))
      } catch DFTError.noWisdom(let problem) where problem.contains("\(length) points in \(T.precision) precision") {
        throw DFTError.noWisdom(problem)
      } catch {
        Issue.record(error, sourceLocation: location)
      }
    }
  }

  /// The plan's error on a signal, against the transform from the definition.
  static func error<T: TransformScalar>(_ plan: DFTPlan<T>) -> T {
    var random = SeededRandom(seed: 17)
    let x: [Complex<T>] = random.complexSignal(count: plan.length)
    guard let reference = try? ReferenceDFT<T>(length: plan.length) else { return .infinity }
    return relativeError(plan(x), reference(x))
  }

  static let systemHasWisdom = FileManager.default.fileExists(atPath: "/etc/fftw")

  /// Root may write to everything; nobody else may.
  static func dropPrivileges() { if geteuid() == 0 { seteuid(65534) } }
  static func regainPrivileges() { if getuid() == 0 { seteuid(0) } }
}

/// A temporary folder of a test's own, removed with it.
final class WisdomFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/parseval-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { "\(path)/\(name)" }
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path(name))) }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try FileHandle(forReadingFrom: URL(fileURLWithPath: path(name))).readToEnd() ?? Data())
  }
}
