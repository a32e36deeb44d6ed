import ComplexNumbers
import Foundation
import Fourier
import TestSupport
import Testing

/// Wisdom as a value: what text is wisdom, and what is said of text that is not.
@Suite("Wisdom as text")
struct WisdomTextTests {
  @Test("What FFTW writes is read, in each precision", arguments: Precision.allCases)
  func reading(precision: Precision) throws {
    let text = WisdomSample.text(precision)
    let wisdom = try Wisdom(bytes: text.utf8)
    #expect(wisdom.precision == precision)
    #expect(wisdom.entryCount == 2 && !wisdom.isEmpty)
    #expect(wisdom.bytes == Array(text.utf8))
    #expect(try wisdom == Wisdom(bytes: text.utf8, expecting: precision))
    #expect("\(wisdom)" == "wisdom in \(precision) precision, 2 entries")
    let empty = try Wisdom(bytes: WisdomSample.text(precision, entries: []).utf8)
    #expect(empty.isEmpty && empty != wisdom)
    // Other programs' ends of lines, and a last line without one.
    let other = try Wisdom(bytes: text.replacing("\n", with: "\r\n").utf8.dropLast(2))
    #expect(other.entryCount == 2)
  }

  @Test(
    "Text that is not wisdom", arguments: ["hello", "fftw-3.3.10 fftw_wisdom", " (fftw-3", "(FFTW-2.1.5 (64))", "\0"])
  func garbage(text: String) {
    #expect(throws: WisdomError.notWisdom(firstBytes: Array(text.utf8.prefix(16)))) { try Wisdom(bytes: text.utf8) }
  }

  @Test("A text that is cut off anywhere", arguments: Precision.allCases)
  func truncated(precision: Precision) {
    let bytes = Array(WisdomSample.text(precision).utf8)
    // All but the end of the last line.
    for count in 0..<bytes.count - 1 {
      #expect(throws: WisdomError.truncated(byteCount: count)) { try Wisdom(bytes: bytes[..<count]) }
    }
  }

  @Test("Wisdom of another version")
  func version() throws {
    let text = WisdomSample.text(.double)
    let version = try #require(text.dropFirst().split(separator: " ").first.map(String.init))
    for other in ["fftw-3.3.3", version + "0", "fftw-"] {
      let error = WisdomError.wrongVersion(found: other, expected: version)
      #expect(throws: error) { try Wisdom(bytes: text.replacing(version, with: other).utf8) }
      #expect("\(error)" == "the wisdom is of \(other), but this is \(version); measure anew with this version")
    }
    // What another version writes after its name is not for this one to judge.
    #expect(throws: WisdomError.wrongVersion(found: "fftw-9.0", expected: version)) {
      try Wisdom(bytes: "(fftw-9.0 fftw_wisdom { as yet unknown })".utf8)
    }
  }

  @Test("Wisdom of another precision", arguments: Precision.allCases, Precision.allCases)
  func precision(found: Precision, expected: Precision) {
    let result = Result { try Wisdom(bytes: WisdomSample.text(found).utf8, expecting: expected) }
    if found == expected {
      #expect((try? result.get())?.precision == found)
    } else {
      #expect(throws: WisdomError.wrongPrecision(found: found, expected: expected)) { try result.get() }
    }
  }

  @Test("Wisdom of a library that is not in use")
  func library() {
    let text = WisdomSample.text(.double).replacing("fftw_wisdom", with: "fftwq_wisdom")
    #expect(throws: WisdomError.unknownLibrary("fftwq_wisdom")) { try Wisdom(bytes: text.utf8) }
  }

  @Test(
    "Wisdom with a damaged entry",
    arguments: [
      ("#x11bdd", "x11bdd"), ("#x11bdd", "#x11bdg"), ("#x11bdd", "#x"), ("#x11bdd", "#x000011bdd"),
      ("#x11bdd", "#x+11bd"), (" 0 ", " -1 "), (" 0 ", " 1234567890 "), (" 0 ", " "), ("#x11bdd", "(#x11bdd"),
      ("avx 0", "ävx 0"), ("(fftw_codelet", "fftw_codelet"), ("\n)\n", "\n)\n)"), ("#x0 ", "#x0\0 "),
    ])
  func damaged(original: String, replacement: String) throws {
    let text = WisdomSample.text(.double)
    let place = try #require(text.range(of: original))
    let damaged = Array(text.replacingCharacters(in: place, with: replacement).utf8)
    let error = #expect(throws: WisdomError.self) { try Wisdom(bytes: damaged) }
    guard case .malformed(let offset, let found) = error else {
      Issue.record("\(String(describing: error)) for '\(replacement)'")
      return
    }
    // Where the damage is: from the changed place on, within the entry.
    let start = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
    #expect((start...start + 60).contains(offset))
    #expect(
      "\(WisdomError.malformed(offset: offset, found: found))"
        == "the wisdom is damaged: at byte \(offset) it has '\(found)', which cannot stand there")
  }

  @Test("Messages tell what was found")
  func messages() {
    #expect(
      "\(WisdomError.notWisdom(firstBytes: [0x52, 0x49, 0x00, 0xFF]))"
        == "this is not wisdom: it begins with 'RI\\x00\\xFF', where wisdom begins with '(fftw-'")
    #expect(
      "\(WisdomError.truncated(byteCount: 7))"
        == "the wisdom is cut off: it ends after 7 bytes, before its last parenthesis is closed")
    #expect(
      "\(WisdomError.wrongPrecision(found: .single, expected: .double))"
        == "the wisdom is of single precision, but double precision is wanted")
    #expect(
      "\(WisdomError.unknownLibrary("fftwq_wisdom"))"
        == "the wisdom is 'fftwq_wisdom', but must be one of 'fftwf_wisdom', 'fftw_wisdom' and 'fftwl_wisdom'")
    #expect(
      "\(WisdomError.wrongConfiguration(found: "#x1", expected: "#x2"))"
        == "the wisdom is of an FFTW with other algorithms, #x1, but this one has #x2; measure anew with this library")
    #expect("\(WisdomError.rejected(entry: "(a 0)"))" == "FFTW rejects an entry of the wisdom: (a 0)")
    #expect(
      "\(WisdomError.unreadable(path: "a/b", reason: "Is a directory"))"
        == "cannot read wisdom from 'a/b': Is a directory")
    #expect(
      "\(WisdomError.unwritable(path: "a/b", reason: "Is a directory"))"
        == "cannot write wisdom to 'a/b': Is a directory")
    #expect(
      "\(WisdomError.noSystemWisdom(.single, path: "/etc/fftw/wisdomf"))"
        == "there is no system-wide wisdom for single precision; FFTW's program fftw-wisdom writes it, "
        + "to '/etc/fftw/wisdomf'")
  }
}

/// Wisdom as what the process knows. Each test has a process of its own, since wisdom belongs to all of it.
@Suite("Wisdom of the process")
struct WisdomTests {
  @Test("By bytes and by a file, wisdom comes back, in each precision")
  func roundTrip() async {
    await #expect(processExitsWith: .success) {
      let folder = try WisdomFolder()
      try checkRoundTrip(Double.self, folder)
      try checkRoundTrip(Float.self, folder)
      #if arch(x86_64) && (os(Linux) || os(macOS))
        try checkRoundTrip(Float80.self, folder)
      #endif
      // None of them has touched another.
      for precision in [Precision.single, .double] { #expect(!Wisdom.current(precision).isEmpty) }
    }
  }

  @Test("Used wisdom is added to what is known, which stays")
  func merging() async {
    await #expect(processExitsWith: .success) {
      let first = try WisdomSample.measured(Double.self, length: 96)
      Wisdom.forget(.double)
      let second = try WisdomSample.measured(Double.self, length: 100)
      WisdomSample.expectNone(Double.self, length: 96)
      try first.use()
      try WisdomSample.expectKnown(Double.self, length: 96)
      try WisdomSample.expectKnown(Double.self, length: 100)
      #expect(
        WisdomSample.entries(.current(.double)).isSuperset(
          of: WisdomSample.entries(second).union(WisdomSample.entries(first))))
    }
  }

  @Test("Wisdom that FFTW rejects leaves the old in force")
  func rejected() async {
    await #expect(processExitsWith: .success) {
      let known = try WisdomSample.measured(Double.self)
      let good = try WisdomSample.measured(Double.self, length: 100)
      Wisdom.forget(.double)
      try known.use()
      let unknown = "(fftw_codelet_of_tomorrow 0 #x11bdd #x11bdd #x0 #x1 #x2 #x3 #x4)"
      let flags = "(fftw_rdft_vrank_geq1_register 0 #xffffffff #xffffffff #xffffffff #x1 #x2 #x3 #x4)"
      for bad in [unknown, flags] {
        // Alone, and after entries that are good.
        for wisdom in [WisdomSample.text(.double, entries: [bad]), WisdomSample.text(good, adding: bad)] {
          #expect(throws: WisdomError.rejected(entry: bad)) { try Wisdom(bytes: wisdom.utf8).use() }
          #expect(Wisdom.current(.double).entryCount == known.entryCount)
          #expect(WisdomSample.entries(.current(.double)) == WisdomSample.entries(known))
          try WisdomSample.expectKnown(Double.self)
          WisdomSample.expectNone(Double.self, length: 100)
        }
      }
    }
  }

  @Test("Wisdom of a library with other algorithms leaves the old in force")
  func configuration() async {
    await #expect(processExitsWith: .success) {
      let known = try WisdomSample.measured(Float.self)
      let text = String(decoding: known.bytes, as: UTF8.self)
      let configuration = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst(2).joined(separator: " ")
      let wisdom = try Wisdom(bytes: text.replacing(configuration, with: "#x1 #x2 #x3 #x4").utf8)
      #expect(throws: WisdomError.wrongConfiguration(found: "#x1 #x2 #x3 #x4", expected: configuration)) {
        try wisdom.use()
      }
      #expect(WisdomSample.entries(.current(.single)) == WisdomSample.entries(known))
      try WisdomSample.expectKnown(Float.self)
    }
  }

  @Test("An entry that turns out false when planned by costs no other entry")
  func falseEntry() async {
    await #expect(processExitsWith: .success) {
      let truth = try WisdomSample.measured(Double.self, length: 96)
      Wisdom.forget(.double)
      let known = try WisdomSample.measured(Double.self, length: 100)
      // An algorithm for real data, said to solve the complex problems of 96 points.
      let lies = WisdomSample.entries(truth).map { entry in
        let words = entry.split(separator: " ").dropFirst(2)
        return "(fftw_rdft_vrank_geq1_register 0 " + words.joined(separator: " ")
      }
      let lie = WisdomSample.text(.double, entries: lies)
      try Wisdom(bytes: lie.utf8).use()
      WisdomSample.expectNone(Double.self, length: 96)
      try WisdomSample.expectKnown(Double.self, length: 100)
      // FFTW finds the lie, forgets all, and searches.
      #expect(try WisdomSample.error(DFTPlan<Double>(length: 96, effort: .measure)) <= Tolerances.dft(length: 96))
      #expect(WisdomSample.entries(.current(.double)).isSuperset(of: WisdomSample.entries(known)))
      try WisdomSample.expectKnown(Double.self, length: 100)
      try WisdomSample.expectKnown(Double.self, length: 96)
    }
  }

  @Test("Estimated plans have the same algorithm and bits with wisdom as without")
  func estimates() async {
    await #expect(processExitsWith: .success) {
      Wisdom.forget(.double)
      var random = SeededRandom(seed: 11)
      let lengths = [512, 1000, 1024, 2048, 4096]
      let signals = lengths.map { random.complexSignal(Double.self, count: $0) }
      // The stride between rows, of which there is one, is nothing to FFTW, but makes a plan of its own in the cache.
      func estimated(gap: Int) throws -> [(algorithm: String, bits: [Complex<Double>])] {
        try zip(lengths, signals).map { length, x in
          let layout = StridedLayout(strides: [length + gap, 1])
          let plan = try DFTPlan<Double>(shape: [1, length], axes: [1], input: layout, output: layout)
          return (plan.details.algorithm, plan(x))
        }
      }
      let before = try estimated(gap: 1)
      let measured = try lengths.map { try DFTPlan<Double>(length: $0, effort: .measure).details.algorithm }
      let wisdom = Wisdom.current(.double)
      Wisdom.forget(.double)
      try wisdom.use()
      let after = try estimated(gap: 2)
      // Otherwise there would be nothing to hide.
      #expect(measured != before.map(\.algorithm))
      #expect(after.map(\.algorithm) == before.map(\.algorithm))
      #expect(zip(after, before).allSatisfy { $0.bits == $1.bits })
      // And the wisdom is still there.
      for length in lengths {
        _ = try DFTPlan<Double>(length: length, effort: .measure, options: PlanningOptions(wisdomOnly: true))
      }
    }
  }

  @Test(
    "Without system-wide wisdom the error says where it would be", .disabled(if: WisdomSample.systemHasWisdom),
    arguments: Precision.allCases)
  func noSystemWisdom(precision: Precision) {
    let name = precision == .single ? "wisdomf" : precision == .double ? "wisdom" : "wisdoml"
    let error = WisdomError.noSystemWisdom(precision, path: "/etc/fftw/\(name)")
    #expect(throws: error) { try Wisdom.system(precision) }
  }

  #if os(Linux)
    @Test("System-wide wisdom is read, and its faults are told", .enabled(if: geteuid() == 0, "only root may chroot"))
    func systemWisdom() async {
      await #expect(processExitsWith: .success) {
        let known = try WisdomSample.measured(Double.self)
        Wisdom.forget(.double)
        _ = try WisdomSample.measured(Double.self, length: 100)
        let current = WisdomSample.entries(.current(.double))
        let folder = try WisdomFolder()
        try FileManager.default.createDirectory(atPath: folder.path("etc/fftw"), withIntermediateDirectories: true)
        try known.write(to: folder.path("etc/fftw/wisdom"))
        try folder.write("(fftw-3.3.10 fftwf_wis", to: "etc/fftw/wisdomf")
        let root = open("/", O_RDONLY)
        try #require(chroot(folder.path) == 0 && chdir("/") == 0)
        let system = try Wisdom.system(.double)
        #expect(WisdomSample.entries(system) == WisdomSample.entries(known))
        // To read is not to use.
        #expect(WisdomSample.entries(.current(.double)) == current)
        try system.use()
        try WisdomSample.expectKnown(Double.self)
        try WisdomSample.expectKnown(Double.self, length: 100)
        #expect(throws: WisdomError.truncated(byteCount: 22)) { try Wisdom.system(.single) }
        #expect(throws: WisdomError.noSystemWisdom(.extended, path: "/etc/fftw/wisdoml")) {
          try Wisdom.system(.extended)
        }
        try #require(fchdir(root) == 0 && chroot(".") == 0)
      }
    }
  #endif
}

private func checkRoundTrip<T: TransformScalar>(_ type: T.Type, _ folder: WisdomFolder) throws {
  let known = try WisdomSample.measured(T.self)
  #expect(known.precision == T.precision && known.entryCount > 0)
  let path = folder.path("wisdom-\(T.self)")
  try known.write(to: path)
  #expect(try folder.bytes("wisdom-\(T.self)") == known.bytes)
  let ways = [
    known, try Wisdom(bytes: known.bytes), try Wisdom(contentsOf: path, expecting: T.precision),
  ]
  for wisdom in ways {
    #expect(wisdom == known)
    Wisdom.forget(T.precision)
    #expect(Wisdom.current(T.precision).isEmpty)
    WisdomSample.expectNone(T.self)
    try wisdom.use()
    #expect(WisdomSample.entries(.current(T.precision)) == WisdomSample.entries(known))
    try WisdomSample.expectKnown(T.self)
    // Once more changes nothing.
    try wisdom.use()
    #expect(WisdomSample.entries(.current(T.precision)) == WisdomSample.entries(known))
  }
}
