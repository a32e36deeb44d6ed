internal import CFFTW

/// What FFTW has learned in one precision by measuring: which algorithms are the fastest for which problems.
///
/// A measured plan that is in wisdom takes microseconds to make instead of seconds. The process gathers wisdom as it
/// plans; a value of this type is a copy of it, to be kept from run to run.
///
///     if let wisdom = try? Wisdom(contentsOf: "wisdom", expecting: .double) { try wisdom.use() }
///     let plan = try DFTPlan<Double>(length: 1 << 20, effort: .measure)
///     try Wisdom.current(.double).write(to: "wisdom")
///
/// Wisdom changes no bit of a plan made with ``PlanningEffort/estimate``.
///
/// Source: M. Frigo and S. G. Johnson, *FFTW* manual, version 3.3.10, chapter "Words of Wisdom".
public struct Wisdom: Sendable, Hashable {
  /// The precision that it is about.
  public let precision: Precision
  /// FFTW's own text.
  public let bytes: [UInt8]
  /// How many problems, and parts of problems, it has an algorithm for.
  public let entryCount: Int

  /// Wisdom from FFTW's text, of the version of FFTW that is in use.
  ///
  /// That FFTW knows the algorithms of the text is for ``use()`` to find out.
  ///
  /// - Parameters:
  ///   - bytes: What ``bytes`` of another value, or a file by any program that uses FFTW, has.
  ///   - precision: The precision that the text must be about; nil: any.
  /// - Throws: ``WisdomError`` if the text is not wisdom, is damaged, or is of another version or precision.
  /// - Complexity: O(`bytes.count`)
  public init(bytes: some Sequence<UInt8>, expecting precision: Precision? = nil) throws(WisdomError) {
    let text = try WisdomText(Array(bytes), expectedVersion: Self.version)
    if let precision, text.precision != precision {
      throw .wrongPrecision(found: text.precision, expected: precision)
    }
    self.init(text)
  }

  private init(_ text: WisdomText) {
    precision = text.precision
    bytes = text.bytes
    entryCount = text.entries.count
  }

  /// Whether it knows nothing.
  public var isEmpty: Bool { entryCount == 0 }
}

extension Wisdom: CustomStringConvertible {
  public var description: String {
    "wisdom in \(precision) precision, \(entryCount) \(entryCount == 1 ? "entry" : "entries")"
  }
}

// The wisdom of the process. Each call waits for a search that is under way.
extension Wisdom {
  /// What the process knows.
  ///
  /// - Complexity: O(entries)
  public static func current(_ precision: Precision) -> Wisdom {
    Planner.withWisdom(of: precision) { Wisdom(exported: precision) }
  }

  /// Adds this to what the process knows; for a problem that both know, the process keeps what it has.
  ///
  /// Only when it plans can FFTW see that an entry's algorithm does not solve the entry's problem, as in a text that was
  /// tampered with. Such an entry costs the time of a search, and no other entry.
  ///
  /// - Throws: ``WisdomError/wrongConfiguration(found:expected:)`` or ``WisdomError/rejected(entry:)``; the process then
  ///   knows what it knew before.
  /// - Complexity: O(entries)
  public func use() throws(WisdomError) {
    let text = try WisdomText(bytes)
    try Planner.withWisdom(of: precision) { () throws(WisdomError) in
      let before = try WisdomText(WisdomStore.export(precision))
      if text.configuration != before.configuration {
        throw .wrongConfiguration(found: text.configuration, expected: before.configuration)
      }
      if WisdomStore.merge(bytes, precision) {
        let known = try WisdomText(WisdomStore.export(precision)).problems
        if known.isSuperset(of: before.problems.union(text.problems)) { return }
      }
      defer { WisdomStore.replace(with: before.bytes, precision) }
      WisdomStore.forget(precision)
      let culprit = text.entries.first { !WisdomStore.merge(text.bytes(with: [$0]), precision) }
      throw .rejected(entry: culprit.map(text.text) ?? description)
    }
  }

  /// Forgets what the process knows in one precision. Plans that exist stay as they are.
  public static func forget(_ precision: Precision) {
    Planner.withWisdom(of: precision) { WisdomStore.forget(precision) }
  }

  /// The wisdom that the system's administrator provides, by FFTW's program `fftw-wisdom`, in a folder that is fixed when
  /// FFTW is built: mostly `/etc/fftw`.
  ///
  /// - Throws: ``WisdomError/noSystemWisdom(_:path:)`` if there is none, another ``WisdomError`` if it cannot be used.
  /// - Complexity: O(entries)
  public static func system(_ precision: Precision) throws(WisdomError) -> Wisdom {
    let wisdom: Wisdom? = Planner.withWisdom(of: precision) {
      // FFTW alone knows the folder, and can only merge.
      let before = WisdomStore.export(precision)
      defer { WisdomStore.replace(with: before, precision) }
      WisdomStore.forget(precision)
      return cfftw_import_system_wisdom(precision.library) != 0 ? Wisdom(exported: precision) : nil
    }
    if let wisdom { return wisdom }
    // FFTW does not say why not; the file in the usual folder does, now or when it is used.
    let path = systemPath(precision)
    do {
      return try Wisdom(contentsOf: path, expecting: precision)
    } catch .unreadable(_, Self.noSuchFile) {
      throw .noSystemWisdom(precision, path: path)
    }
  }

  private static func systemPath(_ precision: Precision) -> String {
    switch precision {
    case .single: "/etc/fftw/wisdomf"
    case .double: "/etc/fftw/wisdom"
    case .extended: "/etc/fftw/wisdoml"
    }
  }

  /// Call under the planner's lock.
  private init(exported precision: Precision) {
    do {
      self.init(try WisdomText(WisdomStore.export(precision)))
    } catch {
      // A version of FFTW with another format.
      fatalError("FFTW's own wisdom is not understood: \(error)")
    }
  }

  /// The version of a precision's library. It cannot change; its configuration can, by others' use of FFTW's threads.
  private static func version(_ precision: Precision) -> String {
    switch precision {
    case .single: singleVersion
    case .double: doubleVersion
    case .extended: extendedVersion
    }
  }

  private static let singleVersion = exportedVersion(.single)
  private static let doubleVersion = exportedVersion(.double)
  private static let extendedVersion = exportedVersion(.extended)

  private static func exportedVersion(_ precision: Precision) -> String {
    Planner.withWisdom(of: precision) { (try? WisdomText(WisdomStore.export(precision)))?.version ?? "an unknown FFTW" }
  }
}
