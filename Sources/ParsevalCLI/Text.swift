import Foundation

extension Double {
  /// With a fixed number of digits after the point: 3.142 for π and 3 decimals.
  func formatted(decimals: Int) -> String { String(format: "%.\(decimals)f", self) }

  /// With a number of significant digits, and an exponent only where it is shorter: 3.142 for π and 4 digits.
  func formatted(significantDigits: Int) -> String { String(format: "%.\(significantDigits)g", self) }

  /// With its sign, as gains are written: +3.1 dB, −2.0 dB, 0.0 dB.
  var asGain: String {
    let text = formatted(decimals: 1)
    return text == "-0.0" ? "0.0" : self > 0 && text != "0.0" ? "+" + text : text
  }
}

extension String {
  /// A library's sentence inside one of ours: without its full stop.
  var asClause: String {
    var text = self[...]
    while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// What follows the last dot of the path's last component.
  var pathExtension: String { URL(fileURLWithPath: self).pathExtension }

  /// The path's last component.
  var fileName: String { URL(fileURLWithPath: self).lastPathComponent }

  /// The path without its last component: where it is, or "." for a bare name.
  var folderPath: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }

  /// "take 1.wav" with "-44100" is "take 1-44100.wav".
  func insertingBeforeExtension(_ text: String) -> String {
    let suffix = pathExtension
    return suffix.isEmpty ? self + text : String(dropLast(suffix.count + 1)) + text + "." + suffix
  }

  /// As one word of a shell's command line.
  var shellQuoted: String {
    let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+,@%:=")
    if !isEmpty, unicodeScalars.allSatisfy(plain.contains) { return self }
    return "'" + replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
